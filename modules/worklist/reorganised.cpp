#include "modules/worklist/reorganised.hpp"

#include "modules/directory/directory.hpp"
#include "modules/worklist/items/items_store.hpp"

namespace dinh::worklist {

namespace {

constexpr int kBatch = 500;

constexpr db::Sql kMove{
    "work.reorganise",
    "UPDATE work_item SET agency = $3 WHERE id IN (SELECT w.id FROM work_item w WHERE w.holder = $1 AND w.is_open = 1 "
    "AND w.agency = $2 ORDER BY w.id LIMIT $4)"};
constexpr db::Sql kOf{"work.of_holder",
                      "SELECT id, subject_kind, subject, part, item_class FROM work_item WHERE holder = $1 AND is_open "
                      "= 1 ORDER BY id LIMIT $2"};
constexpr db::Sql kHeld{"work.held",
                        "SELECT id, is_open FROM work_item WHERE subject_kind = $1 AND subject = $2 AND part = $3 AND "
                        "holder = $4"};
constexpr db::Sql kPass{"work.pass",
                        "UPDATE work_item SET holder = $2, agency = $3, seen_at = NULL WHERE id = $1 AND is_open = 1"};
constexpr db::Sql kLeave{"work.leave", "UPDATE work_item SET is_open = 0, done_at = $2 WHERE id = $1 AND is_open = 1"};
constexpr db::Sql kOpenAgain{"work.open_again",
                             "UPDATE work_item SET is_open = 1, done_at = NULL, seen_at = NULL WHERE id = $1"};
constexpr db::Sql kPassNotices{"notice.pass", "UPDATE notice SET holder = $2 WHERE holder = $1 AND read_at IS NULL"};

// The heir may have had the same item himself: then there is one afterwards, and it is open.
void pass(db::Tx& tx, const db::Rows::Row& row, Id was, Id now, Id agency) {
    const Class item_class = row.view(4) == "work" ? Class::work : Class::information;
    const auto held = tx.query(kHeld, row.text(1), row.integer(2), row.integer(3), now);
    items_store::count(tx, was, item_class, -1);
    if (held.empty()) {
        tx.exec(kPass, row.integer(0), now, agency);
        items_store::count(tx, now, item_class, 1);
        return;
    }
    tx.exec(kLeave, row.integer(0), clock::now());
    if (held.first().truth(1)) return;
    tx.exec(kOpenAgain, held.first().integer(0));
    items_store::count(tx, now, item_class, 1);
}

}  // namespace

bool reorganised(db::Tx& tx, Id from, Id to, Day) {
    if (to == 0) return true;
    std::int64_t moved = 0;
    for (const auto& [was, now] : directory::holders_after(tx, from, to)) {
        if (was == now) {
            moved += tx.exec(kMove, was, from, to, kBatch);
        } else {
            const auto rows = tx.query(kOf, was, kBatch);
            for (const auto& row : rows) pass(tx, row, was, now, to);
            moved += static_cast<std::int64_t>(rows.size());
            tx.exec(kPassNotices, was, now);
        }
        if (moved >= kBatch) break;
    }
    directory::note_moved(tx, from, to, "Việc đang chờ", moved);
    return moved == 0;
}

}  // namespace dinh::worklist
