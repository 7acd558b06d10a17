#include "modules/worklist/items/items_store.hpp"

#include "platform/db/filter.hpp"

namespace dinh::worklist::items_store {

namespace {

// Locks the row: its holder may be marking it as read just now.
constexpr db::Sql kLock{"work.lock",
                        "UPDATE work_item SET seen_at = seen_at WHERE subject_kind = $1 AND subject = $2 AND part = $3 "
                        "AND holder = $4 RETURNING id, is_open, item_class"};
constexpr db::Sql kInsert{
    "work.insert",
    "INSERT INTO work_item (id, kind, subject_kind, subject, part, holder, agency, title, note, link, item_class, "
    "urgency, due_day, "
    "from_name, given_at, is_open) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)"};
constexpr db::Sql kUpdate{
    "work.update",
    "UPDATE work_item SET kind = $2, title = $3, note = $4, link = $5, item_class = $6, urgency = $7, due_day = $8, "
    "from_name = $9, "
    "given_at = $10, seen_at = NULL, done_at = NULL, reminded_at = NULL, is_open = 1 WHERE id = $1"};
constexpr db::Sql kSpread{"work.to_spread", "UPDATE work_item SET to_spread = 1 WHERE id = $1"};
constexpr db::Sql kClose{"work.close",
                         "UPDATE work_item SET is_open = 0, done_at = $5 WHERE subject_kind = $1 AND subject = $2 AND "
                         "part = $3 AND holder = $4 AND is_open = 1 "
                         "RETURNING holder, item_class"};
constexpr db::Sql kClosePart{"work.close_part",
                             "UPDATE work_item SET is_open = 0, done_at = $4 WHERE subject_kind = $1 AND subject = $2 "
                             "AND part = $3 AND is_open = 1 "
                             "RETURNING holder, item_class"};
constexpr db::Sql kCloseAll{"work.close_all",
                            "UPDATE work_item SET is_open = 0, done_at = $3 WHERE subject_kind = $1 AND subject = $2 "
                            "AND is_open = 1 AND kind <> $4 RETURNING holder, item_class"};
constexpr db::Sql kRemove{"work.remove", "DELETE FROM work_item WHERE subject_kind = $1 AND subject = $2"};
constexpr db::Sql kCloseInformation{"work.close_information",
                                    "UPDATE work_item SET is_open = 0, done_at = $3 WHERE id = $1 AND holder = $2 AND "
                                    "item_class = 'information' AND is_open = 1 "
                                    "RETURNING holder, subject_kind, subject, part, agency"};
constexpr db::Sql kSetDue{
    "work.set_due",
    "UPDATE work_item SET due_day = $4, reminded_at = NULL WHERE subject_kind = $1 AND subject = $2 AND part = $3"};
constexpr db::Sql kCount{"work.count",
                         "INSERT INTO work_count (holder, item_class, open_items) VALUES ($1, $2, $3) "
                         "ON CONFLICT (holder, item_class) DO UPDATE SET open_items = work_count.open_items + $3"};

std::string word(Class item_class) { return item_class == Class::work ? "work" : "information"; }

std::vector<Closed> closed_from(const db::Rows& rows) {
    std::vector<Closed> list;
    for (const auto& row : rows)
        list.push_back({row.integer(0), row.view(1) == "work" ? Class::work : Class::information});
    return list;
}

constexpr db::Fragment kColumns =
    "SELECT id, kind, title, note, link, from_name, urgency, due_day, given_at, seen_at, subject_kind, subject, part, "
    "holder FROM work_item";

}  // namespace

bool upsert(db::Tx& tx, const Item& item) {
    const auto rows = tx.query(kLock, item.subject_kind, item.subject, item.part, item.holder);
    const auto now = clock::now();
    const bool told = item.urgency > 0 && item.item_class == Class::work;
    if (rows.empty()) {
        const Id id = ids::make();
        tx.exec(kInsert, id, item.kind, item.subject_kind, item.subject, item.part, item.holder, item.agency,
                item.title, item.note, item.link, word(item.item_class), item.urgency, item.due, item.from_name, now);
        if (told) tx.exec(kSpread, id);
        return true;
    }
    const bool was_open = rows.first().truth(1);
    const bool same_class = rows.first().view(2) == word(item.item_class);
    if (was_open && !same_class)
        count(tx, item.holder, item.item_class == Class::work ? Class::information : Class::work, -1);
    tx.exec(kUpdate, rows.first().integer(0), item.kind, item.title, item.note, item.link, word(item.item_class),
            item.urgency, item.due, item.from_name, now);
    if (told && !was_open) tx.exec(kSpread, rows.first().integer(0));
    return !was_open || !same_class;
}

std::vector<Closed> close(db::Tx& tx, std::string_view subject_kind, Id subject, Id part, Id holder) {
    return closed_from(tx.query(kClose, subject_kind, subject, part, holder, clock::now()));
}
std::vector<Closed> close_part(db::Tx& tx, std::string_view subject_kind, Id subject, Id part) {
    return closed_from(tx.query(kClosePart, subject_kind, subject, part, clock::now()));
}
std::vector<Closed> close_all(db::Tx& tx, std::string_view subject_kind, Id subject, std::string_view kept_kind) {
    return closed_from(tx.query(kCloseAll, subject_kind, subject, clock::now(), kept_kind));
}
void remove(db::Tx& tx, std::string_view subject_kind, Id subject) { tx.exec(kRemove, subject_kind, subject); }
std::vector<Read> close_information(db::Tx& tx, const std::vector<Id>& holders, const std::vector<Id>& items) {
    std::vector<Read> list;
    for (const Id item : items) {
        for (const Id holder : holders) {
            for (const auto& row : tx.query(kCloseInformation, item, holder, clock::now()))
                list.push_back({{row.integer(0), Class::information},
                                row.text(1),
                                row.integer(2),
                                row.integer(3),
                                row.integer(4)});
        }
    }
    return list;
}

void set_due(db::Tx& tx, std::string_view subject_kind, Id subject, Id part, std::optional<Day> due) {
    tx.exec(kSetDue, subject_kind, subject, part, due);
}

void count(db::Tx& tx, Id holder, Class item_class, int change) { tx.exec(kCount, holder, word(item_class), change); }

namespace {

// Newest first, walked holder by holder, so that a page costs the same however much was done in all the years.
db::Rows done_rows(db::Conn& conn, const std::vector<Id>& holders, const Filter& filter) {
    db::Params params{db::value(word(filter.item_class)), db::value(filter.skip + filter.most)};
    std::string walks;
    for (const Id holder : holders) {
        params.push_back(db::value(holder));
        walks += (walks.empty() ? "" : " UNION ALL ") + std::string("SELECT id FROM (SELECT id FROM work_item WHERE ") +
                 "holder = $" + std::to_string(params.size()) +
                 " AND is_open = 0 AND item_class = $1 ORDER BY id DESC LIMIT $2) w";
    }
    const std::string text = std::string(kColumns.text) + " WHERE id IN (" + walks + ") ORDER BY id DESC LIMIT $2";
    return conn.run({"work.done", text.c_str()}, params);
}

db::Rows rows_of(db::Conn& conn, const std::vector<Id>& holders, const Filter& filter, Day today) {
    if (holders.empty()) return {};
    if (filter.done) return done_rows(conn, holders, filter);
    db::Filter where;
    where.in("holder", holders).where("is_open = 1").where("item_class = ?", word(filter.item_class));
    if (!filter.kind.empty()) where.where("kind = ?", filter.kind);
    if (filter.only_overdue) where.where("due_day < ?", today);
    if (filter.due_until) where.where("due_day <= ?", *filter.due_until);
    return where.run(conn, "work.list", kColumns, "ORDER BY due_day IS NULL, due_day, urgency DESC, id",
                     filter.skip + filter.most);
}
}  // namespace

std::vector<Line> page(db::Conn& conn, const std::vector<Id>& holders, const Filter& filter, Day today) {
    const auto rows = rows_of(conn, holders, filter, today);
    std::vector<Line> list;
    for (std::size_t i = static_cast<std::size_t>(filter.skip); i < rows.size(); ++i) {
        const auto row = rows[i];
        Line line{row.integer(0),
                  row.text(1),
                  row.text(2),
                  row.text(3),
                  row.text(4),
                  row.text(5),
                  static_cast<int>(row.integer(6)),
                  row.maybe_day(7),
                  row.instant(8),
                  !row.null(9),
                  false,
                  false,
                  row.text(10),
                  row.integer(11),
                  row.integer(12),
                  row.integer(13)};
        line.overdue = line.due && *line.due < today;
        line.due_soon = line.due && !line.overdue && *line.due <= today + 3;
        list.push_back(std::move(line));
    }
    return list;
}

}  // namespace dinh::worklist::items_store
