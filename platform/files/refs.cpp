// Files as records hold them.
#include "platform/files/files.hpp"
#include "platform/text/text.hpp"

namespace dinh::files {

namespace {

constexpr db::Sql kAddContent{
    "files.add_content",
    "INSERT INTO file_content (hash, size_bytes, media_type, refs) VALUES ($1, $2, $3, 1) "
    "ON CONFLICT (hash) DO UPDATE SET refs = file_content.refs + 1, unreferenced_since = NULL "
    "RETURNING pages, text_state"};
constexpr db::Sql kShareContent{"files.share_content",
                                "UPDATE file_content SET refs = refs + 1 WHERE hash = $1 AND refs > 0"};
constexpr db::Sql kReleaseContent{"files.release_content",
                                  "UPDATE file_content SET refs = refs - 1, unreferenced_since = CASE WHEN refs = 1 "
                                  "THEN $2 ELSE unreferenced_since END "
                                  "WHERE hash = $1"};
constexpr db::Sql kLast{
    "files.last",
    "SELECT COALESCE(max(position), 0), COALESCE(max(CASE WHEN role = $3 THEN version END), 0) FROM file_ref "
    "WHERE kind = $1 AND record = $2"};
constexpr db::Sql kAdd{"files.attach",
                       "INSERT INTO file_ref (id, kind, record, position, role, name, hash, version, at, person) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr db::Sql kDetach{"files.detach",
                          "UPDATE file_ref SET detached_at = $2, name = '' WHERE id = $1 AND detached_at IS "
                          "NULL RETURNING hash"};
constexpr db::Sql kOfRecord{"files.of_record",
                            "SELECT r.id, r.kind, r.record, r.position, r.role, r.name, r.hash, c.size_bytes, "
                            "c.media_type, r.version, c.pages, "
                            "c.text_state, r.at, r.person FROM file_ref r JOIN file_content c ON c.hash = r.hash "
                            "WHERE r.kind = $1 AND r.record = $2 AND r.detached_at IS NULL ORDER BY r.position"};
constexpr db::Sql kFind{"files.find",
                        "SELECT r.id, r.kind, r.record, r.position, r.role, r.name, r.hash, c.size_bytes, "
                        "c.media_type, r.version, c.pages, "
                        "c.text_state, r.at, r.person FROM file_ref r JOIN file_content c ON c.hash = r.hash "
                        "WHERE r.kind = $1 AND r.record = $2 AND r.position = $3 AND r.detached_at IS NULL"};
constexpr db::Sql kSetText{
    "files.set_text_state",
    "UPDATE file_content SET text_state = $2, pages = CASE WHEN $3 > 0 THEN $3 ELSE pages END WHERE hash = $1"};
constexpr db::Sql kReferenced{"files.referenced",
                              "SELECT hash FROM file_content WHERE hash > $1 AND refs > 0 ORDER BY hash LIMIT $2"};

constexpr std::string_view kStates[] = {"waiting", "read", "no_text", "password", "failed", "too_big"};

TextState state_of(std::string_view word) {
    for (std::size_t i = 0; i < std::size(kStates); ++i) {
        if (kStates[i] == word) return static_cast<TextState>(i);
    }
    throw std::runtime_error("files: unknown text state " + std::string(word));
}

Ref ref_of(const db::Rows::Row& row) {
    Ref ref;
    ref.id = row.integer(0);
    ref.kind = row.text(1);
    ref.record = row.integer(2);
    ref.position = static_cast<int>(row.integer(3));
    ref.role = row.text(4);
    ref.name = row.text(5);
    ref.hash = row.text(6);
    ref.size_bytes = row.integer(7);
    ref.media_type = row.text(8);
    ref.version = static_cast<int>(row.integer(9));
    ref.pages = static_cast<int>(row.integer(10));
    ref.text_state = state_of(row.view(11));
    ref.at = row.instant(12);
    ref.person = row.integer(13);
    return ref;
}

// Gives position and version and writes the row; the content is counted by the caller.
void add(db::Tx& tx, Ref& ref) {
    const db::Rows last = tx.query(kLast, ref.kind, ref.record, ref.role);
    ref.id = ids::make();
    ref.position = static_cast<int>(last.first().integer(0)) + 1;
    ref.version = static_cast<int>(last.first().integer(1)) + 1;
    ref.at = clock::now();
    tx.exec(kAdd, ref.id, ref.kind, ref.record, ref.position, ref.role, ref.name, ref.hash, ref.version, ref.at,
            ref.person);
}

}  // namespace

Ref attach(db::Tx& tx, std::string_view kind, Id record, std::string_view role, std::string_view name,
           const Stored& stored, Id person) {
    const std::string clean = clean_name(name, stored.media_type);
    if (stored.size_bytes == 0) throw Refused(text::fill("Tệp “%1” trống, không có nội dung.", {clean}));
    if (!allowed(stored.media_type)) {
        throw Refused(text::fill("Tệp “%1” thuộc loại không được nhận (%2).", {clean, stored.media_type}));
    }
    Ref ref;
    ref.kind = kind;
    ref.record = record;
    ref.role = role;
    ref.name = clean;
    ref.hash = stored.hash;
    ref.size_bytes = stored.size_bytes;
    ref.media_type = stored.media_type;
    ref.person = person;
    add(tx, ref);
    const db::Rows content = tx.query(kAddContent, ref.hash, ref.size_bytes, ref.media_type);
    ref.pages = static_cast<int>(content.first().integer(0));
    ref.text_state = state_of(content.first().view(1));
    return ref;
}

void detach(db::Tx& tx, Id ref) {
    const db::Rows gone = tx.query(kDetach, ref, clock::now());
    if (gone.empty()) throw NotFound("files: no such file to detach");
    tx.exec(kReleaseContent, gone.first().view(0), clock::now());
}

std::vector<Ref> of_record(db::Conn& conn, std::string_view kind, Id record) {
    std::vector<Ref> found;
    for (const auto& row : conn.query(kOfRecord, kind, record)) found.push_back(ref_of(row));
    return found;
}

std::optional<Ref> find(db::Conn& conn, std::string_view kind, Id record, int position) {
    const db::Rows rows = conn.query(kFind, kind, record, position);
    return rows.empty() ? std::nullopt : std::optional(ref_of(rows.first()));
}

Ref share(db::Tx& tx, const Ref& from, std::string_view kind, Id record, std::string_view role, Id person) {
    Ref ref = from;
    ref.kind = kind;
    ref.record = record;
    ref.role = role;
    ref.person = person;
    add(tx, ref);
    if (tx.exec(kShareContent, ref.hash) == 0) throw Conflict("files: the content to share has no reference left");
    return ref;
}

void set_text_state(db::Tx& tx, std::string_view hash, TextState state, int pages) {
    tx.exec(kSetText, hash, kStates[static_cast<std::size_t>(state)], pages);
}

std::vector<std::string> referenced(db::Conn& conn, std::string_view after, int most) {
    std::vector<std::string> found;
    for (const auto& row : conn.query(kReferenced, after, most)) found.push_back(row.text(0));
    return found;
}

}  // namespace dinh::files
