// Content-addressed files on disk: DATA/files/ab/cdef...; fsynced with their folder before the deed; references
// counted; reached only as /noun/id/files/n under the noun's right, never by hash; swept by retention after 24 h
// without reference.
#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"

namespace dinh::files {

struct Stored {
    std::string hash;  // SHA-256, hex
    std::int64_t size_bytes = 0;
    std::string media_type;  // by libmagic, never by name
};
class Store {
public:
    explicit Store(std::filesystem::path folder);
    // Durable on return: content, name and folder are on the disk. The spooled file is gone afterwards: moved when it
    // is on the same file system, else copied and removed; it must be a plain file, not a link. The deed that attaches
    // it follows within 24 h. A disk that is full, read-only or broken: Unavailable, nothing is left half done and the
    // spooled file is still there.
    Stored put(const std::filesystem::path& spooled);
    Stored put_bytes(std::string_view content);
    std::filesystem::path path_of(std::string_view hash) const;  // throws NotFound for a malformed hash
    // An open descriptor for reading, for the caller to close. NotFound when it is not here.
    int open(std::string_view hash) const;
    // NotFound when it is not here, Refused when it has more bytes.
    std::string read(std::string_view hash, std::int64_t most_bytes = 64 << 20) const;
    const std::filesystem::path& folder() const { return folder_; }
    // Removes contents without reference since before `older_than`, files that no deed ever attached and remains of
    // uploads, all untouched since then; returns how many files. Other processes may put meanwhile.
    int sweep(db::Database&, Instant older_than);

private:
    std::filesystem::path write_upload(std::string_view content) const;
    Stored keep(const std::filesystem::path& spooled) const;
    int sweep_released(db::Database&, Instant older_than) const;
    int sweep_orphans(db::Database&, Instant older_than) const;
    int sweep_uploads(Instant older_than) const;
    std::filesystem::path folder_;
};

// Allowlist of what may be kept: pdf, doc, docx, odt, xls, xlsx, ods, ppt, pptx, odp, txt, csv, png, jpeg, tiff, webp,
// mp3, ogg (speech), zip, rar, 7z, xml, p7s. Office files with macros are not.
bool allowed(std::string_view media_type);
std::string extension_of(std::string_view media_type);  // "pdf"; "" unknown

// The name of an upload as it is kept: without folders, control and reserved characters, at most 150 letters, ending as
// its type ends.
std::string clean_name(std::string_view name, std::string_view media_type);

enum class TextState { waiting, read, no_text, password, failed, too_big };
// A file as a record holds it: table file_ref.
struct Ref {
    Id id = 0;
    std::string kind;  // kind of the owning record
    Id record = 0;
    int position = 0;  // n of /noun/id/files/n, never reused
    std::string role;  // module's word: main, appendix, draft, signed, scan ...
    std::string name;  // as the person named it, cleaned
    std::string hash;
    std::int64_t size_bytes = 0;
    std::string media_type;
    int version = 1;  // versions of a draft share a role and count up
    int pages = 0;    // of the content; 0 unknown
    TextState text_state = TextState::waiting;
    Instant at;
    Id person = 0;
};
// The record is locked by the deed. Refused: the type is not allowed, or the file is empty.
Ref attach(db::Tx&, std::string_view kind, Id record, std::string_view role, std::string_view name, const Stored&,
           Id person);
void detach(db::Tx&, Id ref);
// In the order of their positions, without detached ones.
std::vector<Ref> of_record(db::Conn&, std::string_view kind, Id record);
std::optional<Ref> find(db::Conn&, std::string_view kind, Id record, int position);
// Same content onto another record (delivery inside the province): no copy on disk. Conflict: detached meanwhile.
Ref share(db::Tx&, const Ref&, std::string_view kind, Id record, std::string_view role, Id person);
// What reading the text of a content came to; seen in every Ref to it. `pages` 0 keeps what is known.
void set_text_state(db::Tx&, std::string_view hash, TextState, int pages = 0);
// Hashes of contents that are referenced, in order, after `after`: for backup and checks.
std::vector<std::string> referenced(db::Conn&, std::string_view after, int most);

}  // namespace dinh::files
