// Appending to the audit and reading it.
#include <limits>

#include "platform/audit/audit.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::audit {

namespace {

constexpr db::Sql kAppend{
    "audit.append",
    "INSERT INTO audit_entry (id, at, person, person_name, capacity, post, agency, deed, kind, record, detail, digest) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};
constexpr db::Sql kWait{"audit.wait", "INSERT INTO audit_unsealed (entry) VALUES ($1)"};
constexpr db::Sql kSalt{"audit.salt", "INSERT INTO audit_salt (entry, salt) VALUES ($1, $2)"};
constexpr db::Sql kSecret{
    "audit.secret",
    "SELECT s.salt, e.digest FROM audit_salt s JOIN audit_entry e ON e.id = s.entry WHERE s.entry = $1"};
constexpr db::Sql kForget{
    "audit.forget_secrets",
    "DELETE FROM audit_salt WHERE entry IN (SELECT id FROM audit_entry WHERE kind = $1 AND record = $2)"};

constexpr db::Sql kOfRecord{
    "audit.of_record",
    "SELECT e.id, e.at, e.person_name, e.capacity, e.deed, e.kind, e.record, e.detail, s.sequence FROM audit_entry e "
    "LEFT JOIN audit_seal s ON s.entry = e.id WHERE e.kind = $1 AND e.record = $2 ORDER BY e.id DESC LIMIT $3"};
constexpr db::Sql kNewest{
    "audit.newest",
    "SELECT e.id, e.at, e.person_name, e.capacity, e.deed, e.kind, e.record, e.detail, s.sequence FROM audit_entry e "
    "LEFT JOIN audit_seal s ON s.entry = e.id WHERE e.id < $1 ORDER BY e.id DESC LIMIT $2"};
constexpr db::Sql kOfPerson{
    "audit.newest_of_person",
    "SELECT e.id, e.at, e.person_name, e.capacity, e.deed, e.kind, e.record, e.detail, s.sequence FROM audit_entry e "
    "LEFT JOIN audit_seal s ON s.entry = e.id WHERE e.person = $1 AND e.id < $2 AND e.deed >= $3 AND e.deed < $4 "
    "ORDER BY e.id DESC LIMIT $5"};
// One deed name of the index at a time.
constexpr db::Sql kNextDeed{"audit.next_deed",
                            "SELECT deed FROM audit_entry WHERE deed > $1 AND deed < $2 ORDER BY deed LIMIT 1"};
constexpr db::Sql kOfDeed{
    "audit.newest_of_deed",
    "SELECT e.id, e.at, e.person_name, e.capacity, e.deed, e.kind, e.record, e.detail, s.sequence FROM audit_entry e "
    "LEFT JOIN audit_seal s ON s.entry = e.id WHERE e.deed = $1 AND e.id < $2 ORDER BY e.id DESC LIMIT $3"};

std::string digest_of(std::string_view salt, std::string_view secret) {
    return crypto::sha256_hex(std::string(salt) + ":" + std::string(secret));
}

void add_lines(std::vector<Line>& lines, const db::Rows& rows) {
    for (const auto& row : rows) {
        lines.push_back({row.integer(0), row.instant(1), row.text(2), row.text(3), row.text(4), row.text(5),
                         row.integer(6), row.text(7), row.integer(8)});
    }
}

// The first text after all that start with `prefix`; names of deeds are ASCII.
std::string after(std::string_view prefix) { return std::string(prefix) + '\x7f'; }

}  // namespace

void append(db::Tx& tx, const Actor& actor, const Capacity* capacity, std::string_view deed, std::string_view kind,
            Id record, std::string_view detail, std::string_view secret_detail) {
    const Id id = ids::make();
    std::string digest;
    if (!secret_detail.empty()) {
        const std::string salt = crypto::hex(crypto::random_bytes(16));
        digest = digest_of(salt, secret_detail);
        tx.exec(kSalt, id, salt);
    }
    tx.exec(kAppend, id, clock::now(), actor.person, actor.name, deed::capacity_words(capacity),
            capacity ? capacity->post : 0, capacity ? capacity->agency : 0, deed, kind, record, detail, digest);
    tx.exec(kWait, id);
}

std::optional<bool> matches(db::Conn& conn, Id entry, std::string_view secret_detail) {
    const db::Rows rows = conn.query(kSecret, entry);
    if (rows.empty()) return std::nullopt;
    return crypto::equal(digest_of(rows.first().view(0), secret_detail), rows.first().view(1));
}

void forget_secrets(db::Tx& tx, std::string_view kind, Id record) { tx.exec(kForget, kind, record); }

std::vector<Line> of_record(db::Conn& conn, std::string_view kind, Id record, int most) {
    std::vector<Line> lines;
    add_lines(lines, conn.query(kOfRecord, kind, record, most));
    return lines;
}

std::vector<Line> newest(db::Conn& conn, std::string_view deed_prefix, Id person, Id before, int most) {
    std::vector<Line> lines;
    if (before <= 0) before = std::numeric_limits<Id>::max();
    const std::string end = after(deed_prefix);
    if (person != 0) {
        add_lines(lines, conn.query(kOfPerson, person, before, deed_prefix, end, most));
        return lines;
    }
    if (deed_prefix.empty()) {
        add_lines(lines, conn.query(kNewest, before, most));
        return lines;
    }
    // There are few names of deeds, each with its newest at hand.
    std::string name(deed_prefix);
    name.back() = static_cast<char>(name.back() - 1);
    name += '\x7f';
    for (auto rows = conn.query(kNextDeed, name, end); !rows.empty(); rows = conn.query(kNextDeed, name, end)) {
        name = rows.first().text(0);
        add_lines(lines, conn.query(kOfDeed, name, before, most));
    }
    std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.id > b.id; });
    if (lines.size() > static_cast<std::size_t>(most)) lines.resize(static_cast<std::size_t>(most));
    return lines;
}

}  // namespace dinh::audit
