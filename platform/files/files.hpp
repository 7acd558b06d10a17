// Content-addressed files on disk: DATA/files/ab/cdef...; fsynced with their folder before the deed; references counted;
// reached only as /noun/id/files/n under the noun's right, never by hash; swept by retention after 24 h without reference.
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
    std::string hash;          // SHA-256, hex
    std::int64_t size_bytes = 0;
    std::string media_type;    // by libmagic, never by name
};
class Store {
public:
    explicit Store(std::filesystem::path folder);
    // Durable on return. The spooled file is moved when it is on the same file system. Full disk: Unavailable.
    Stored put(const std::filesystem::path& spooled);
    Stored put_bytes(std::string_view content);
    std::filesystem::path path_of(std::string_view hash) const;   // throws NotFound for a malformed hash
    std::string read(std::string_view hash, std::int64_t most_bytes = 64 << 20) const;
    const std::filesystem::path& folder() const { return folder_; }
    int sweep(db::Database&, Instant older_than);

private:
    std::filesystem::path folder_;
};

// Allowlist of what may be kept: pdf, doc, docx, odt, xls, xlsx, ods, ppt, pptx, odp, txt, csv, png, jpeg, tiff, zip, rar, 7z, xml, p7s.
bool allowed(std::string_view media_type);
std::string extension_of(std::string_view media_type);   // "pdf"; "" unknown

enum class TextState { waiting, read, no_text, password, failed, too_big };
// A file as a record holds it: table file_ref.
struct Ref {
    Id id = 0;
    std::string kind;          // kind of the owning record
    Id record = 0;
    int position = 0;          // n of /noun/id/files/n, never reused
    std::string role;          // module's word: main, appendix, draft, signed, scan ...
    std::string name;          // as the person named it, cleaned
    std::string hash;
    std::int64_t size_bytes = 0;
    std::string media_type;
    int version = 1;           // versions of a draft share a role and count up
    int pages = 0;             // 0 unknown
    TextState text_state = TextState::waiting;
    Instant at;
    Id person = 0;
};
Ref attach(db::Tx&, std::string_view kind, Id record, std::string_view role, std::string_view name, const Stored&, Id person);
void detach(db::Tx&, Id ref);
std::vector<Ref> of_record(db::Conn&, std::string_view kind, Id record);
std::optional<Ref> find(db::Conn&, std::string_view kind, Id record, int position);
// Same content onto another record (delivery inside the province): no copy on disk.
Ref share(db::Tx&, const Ref&, std::string_view kind, Id record, std::string_view role, Id person);

}  // namespace dinh::files
