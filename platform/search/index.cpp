// Keeping the index.
#include <stdexcept>

#include "platform/search/near.hpp"
#include "platform/search/search.hpp"
#include "platform/search/tokens.hpp"
#include "platform/text/text.hpp"

namespace dinh::search {

namespace {

constexpr db::Sql kFind{"search.entry",
                        "SELECT kind, title, marks, words, link, day, grantees FROM search_entry WHERE record = $1"};
constexpr db::Sql kBodies{"search.bodies", "SELECT text FROM search_body WHERE record = $1 ORDER BY position"};

constexpr db::Sql kAddSqlite{"search.add_entry",
                             "INSERT INTO search_entry (record, kind, title, marks, words, link, day, grantees) VALUES "
                             "($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr db::Sql kAddPlace{"search.add_place",
                            "INSERT INTO search_place (record) VALUES ($1) ON CONFLICT (record) DO NOTHING"};
constexpr db::Sql kDropPlace{"search.drop_place", "DELETE FROM search_place WHERE record = $1"};
constexpr db::Sql kAddIndex{"search.add_index",
                            "INSERT INTO search_index (rowid, meta, body) SELECT place, $2, $3 FROM search_place "
                            "WHERE record = $1"};
constexpr db::Sql kSetSqlite{
    "search.set_entry",
    "UPDATE search_entry SET kind = $2, title = $3, marks = $4, words = $5, link = $6, day = $7, grantees = $8 "
    "WHERE record = $1"};
constexpr db::Sql kSetMeta{"search.set_meta",
                           "UPDATE search_index SET meta = $2 WHERE rowid = (SELECT place FROM search_place "
                           "WHERE record = $1)"};
constexpr db::Sql kSetBodySqlite{"search.set_body",
                                 "UPDATE search_index SET body = $2 WHERE rowid = (SELECT place FROM search_place "
                                 "WHERE record = $1)"};
constexpr db::Sql kDropIndex{
    "search.drop_index", "DELETE FROM search_index WHERE rowid = (SELECT place FROM search_place WHERE record = $1)"};

constexpr db::Sql kAddPostgres{
    "search.add_entry",
    "INSERT INTO search_entry (record, kind, title, marks, words, link, day, grantees, body, tokens) VALUES "
    "($1, $2, $3, $4, $5, $6, $7, $8, array_to_tsvector(string_to_array($10, ' ')), "
    "array_to_tsvector(string_to_array($9, ' ')) || array_to_tsvector(string_to_array($10, ' ')))"};
constexpr db::Sql kSetPostgres{
    "search.set_entry",
    "UPDATE search_entry SET kind = $2, title = $3, marks = $4, words = $5, link = $6, day = $7, grantees = $8, "
    "tokens = array_to_tsvector(string_to_array($9, ' ')) || body WHERE record = $1"};
constexpr db::Sql kSetBodyPostgres{"search.set_body",
                                   "UPDATE search_entry SET body = array_to_tsvector(string_to_array($3, ' ')), "
                                   "tokens = array_to_tsvector(string_to_array($2, ' ')) || "
                                   "array_to_tsvector(string_to_array($3, ' ')) WHERE record = $1"};

constexpr db::Sql kPutBody{"search.put_body",
                           "INSERT INTO search_body (record, position, text) VALUES ($1, $2, $3) "
                           "ON CONFLICT (record, position) DO UPDATE SET text = excluded.text"};
constexpr db::Sql kDropBody{"search.drop_body", "DELETE FROM search_body WHERE record = $1"};
constexpr db::Sql kDropOneBody{"search.drop_one_body", "DELETE FROM search_body WHERE record = $1 AND position = $2"};
constexpr db::Sql kDropEntry{"search.drop_entry", "DELETE FROM search_entry WHERE record = $1"};
constexpr db::Sql kAfter{"search.after", "SELECT record FROM search_entry WHERE record > $1 ORDER BY record LIMIT $2"};
constexpr db::Sql kOfKind{"search.of_kind", "SELECT record FROM search_entry WHERE kind = $1 ORDER BY record LIMIT $2"};

constexpr std::size_t kMostTitle = 500, kMostMarks = 200, kMostWords = 500;
constexpr std::size_t kMostBody = 200 << 10;

std::string ids_text(std::vector<Id> ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::string text;
    for (const Id id : ids) text += (text.empty() ? "" : " ") + std::to_string(id);
    return text;
}

// An entry as it is kept.
struct Kept {
    Id record = 0;
    std::string kind, title, marks, words, link, day, grantees;
    bool operator==(const Kept&) const = default;
};

std::optional<Kept> find_kept(db::Conn& conn, Id record) {
    const db::Rows rows = conn.query(kFind, record);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return Kept{record, row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)};
}

std::string meta_text(const Kept& kept, db::Engine engine) {
    std::vector<std::string> tokens{kind_token(kept.kind)};
    for (const auto& text : {kept.title, kept.marks, kept.words}) add_tokens(text, Depth::metadata, tokens);
    for (const auto& id : text::split(kept.grantees, ' ')) tokens.push_back(grantee_token(*ids::parse(id)));
    if (const auto day = clock::parse_day(kept.day)) {
        const auto date = clock::ymd(*day);
        tokens.push_back(month_token(date.year, date.month));
    }
    if (engine == db::Engine::postgresql) {
        for (int level = 0; level < kSpanLevels; ++level) tokens.push_back(span_token(kept.record, level));
    }
    return index_text(std::move(tokens));
}

std::string body_text(db::Conn& conn, Id record) {
    std::vector<std::string> tokens;
    for (const auto& row : conn.query(kBodies, record)) add_tokens(row.view(0), Depth::body, tokens);
    return tokens.empty() ? std::string() : index_text(std::move(tokens));
}

// SQLite: a record that was indexed before comes back to its place.
void add_to_index(db::Tx& tx, Id record, const std::string& meta, const std::string& body) {
    tx.exec(kAddPlace, record);
    tx.exec(kAddIndex, record, meta, body);
}

void add(db::Tx& tx, const Kept& kept) {
    const std::string meta = meta_text(kept, tx.engine());
    const std::string body = body_text(tx, kept.record);
    if (tx.engine() == db::Engine::sqlite) {
        tx.exec(kAddSqlite, kept.record, kept.kind, kept.title, kept.marks, kept.words, kept.link, kept.day,
                kept.grantees);
        add_to_index(tx, kept.record, meta, body);
    } else {
        tx.exec(kAddPostgres, kept.record, kept.kind, kept.title, kept.marks, kept.words, kept.link, kept.day,
                kept.grantees, meta, body);
    }
}

void set(db::Tx& tx, const Kept& kept) {
    const std::string meta = meta_text(kept, tx.engine());
    if (tx.engine() == db::Engine::sqlite) {
        tx.exec(kSetSqlite, kept.record, kept.kind, kept.title, kept.marks, kept.words, kept.link, kept.day,
                kept.grantees);
        tx.exec(kSetMeta, kept.record, meta);
    } else {
        tx.exec(kSetPostgres, kept.record, kept.kind, kept.title, kept.marks, kept.words, kept.link, kept.day,
                kept.grantees, meta);
    }
}

void index_body(db::Tx& tx, const Kept& kept) {
    const std::string body = body_text(tx, kept.record);
    if (tx.engine() == db::Engine::sqlite)
        tx.exec(kSetBodySqlite, kept.record, body);
    else
        tx.exec(kSetBodyPostgres, kept.record, meta_text(kept, tx.engine()), body);
}

// The entry of this kind; an entry of another kind under the same id is a fault of ours.
std::optional<Kept> kept_of(db::Conn& conn, std::string_view kind, Id record) {
    auto kept = find_kept(conn, record);
    if (kept && kept->kind != kind) {
        throw std::logic_error("search: record " + std::to_string(record) + " is " + kept->kind + " and not " +
                               std::string(kind));
    }
    return kept;
}

std::string line(std::string_view text, std::size_t letters) { return text::cut(text::clean_line(text), letters); }

void drop_entry(db::Tx& tx, Id record) {
    if (tx.engine() == db::Engine::sqlite) tx.exec(kDropIndex, record);
    tx.exec(kDropEntry, record);
}

}  // namespace

void put(db::Tx& tx, const Entry& entry) {
    if (entry.record <= 0 || entry.kind.empty()) throw std::invalid_argument("search: an entry without record or kind");
    const Kept kept{entry.record,
                    entry.kind,
                    line(entry.title, kMostTitle),
                    line(entry.marks, kMostMarks),
                    line(entry.words, kMostWords),
                    entry.link,
                    clock::to_text(entry.day),
                    ids_text(entry.grantees)};
    const auto before = kept_of(tx, entry.kind, entry.record);
    if (!before)
        add(tx, kept);
    else if (*before != kept)
        set(tx, kept);
}

void set_grantees(db::Tx& tx, std::string_view kind, Id record, const std::vector<Id>& grantees) {
    auto kept = kept_of(tx, kind, record);
    if (!kept) return;
    const std::string text = ids_text(grantees);
    if (std::exchange(kept->grantees, text) != text) set(tx, *kept);
}

void drop(db::Tx& tx, std::string_view kind, Id record) {
    const auto kept = kept_of(tx, kind, record);
    drop_entry(tx, record);
    if (tx.engine() == db::Engine::sqlite) tx.exec(kDropPlace, record);
    tx.exec(kDropBody, record);
    if (kept) unlearn(tx, {kept->title, kept->marks, kept->words});
}

void put_body(db::Tx& tx, std::string_view kind, Id record, int position, std::string_view text) {
    const auto kept = kept_of(tx, kind, record);
    if (!kept) return;
    std::size_t end = std::min(text.size(), kMostBody);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    const std::string clean = text::clean_text(text.substr(0, end));
    if (clean.empty())
        tx.exec(kDropOneBody, record, position);
    else
        tx.exec(kPutBody, record, position, clean);
    index_body(tx, *kept);
}

Id index_kept_again(db::Tx& tx, Id after, int most) {
    Id last = 0;
    for (const auto& row : tx.query(kAfter, after, most)) {
        last = row.integer(0);
        const auto kept = find_kept(tx, last);
        if (tx.engine() == db::Engine::sqlite) {
            tx.exec(kDropIndex, last);
            add_to_index(tx, last, meta_text(*kept, tx.engine()), body_text(tx, last));
        } else {
            index_body(tx, *kept);
        }
    }
    return last;
}

int clear_some(db::Tx& tx, std::string_view kind, int most) {
    const db::Rows rows = tx.query(kOfKind, kind, most);
    for (const auto& row : rows) drop_entry(tx, row.integer(0));
    return static_cast<int>(rows.size());
}

void clear(db::Tx& tx, std::string_view kind) {
    while (clear_some(tx, kind, 1000) > 0) {}
}

}  // namespace dinh::search
