#include "modules/internal/reorganised.hpp"

#include "modules/internal/internal.hpp"
#include "modules/internal/letters/flow.hpp"
#include "modules/internal/series/series.hpp"

namespace dinh::internal {

namespace {

constexpr int kBatch = 200;
constexpr int kAll = 1'000'000;

constexpr db::Sql kOpen{"letter.reorganised_open",
                        "SELECT id FROM internal_letter WHERE owner_agency = $1 AND id > $2 AND state IN ('drafting', "
                        "'awaiting_approval', 'sent') ORDER BY id LIMIT $3"};
constexpr db::Sql kMove{"letter.reorganised_move",
                        "UPDATE internal_letter SET owner_agency = $3, unit = $4, sender_post = $5, version = version "
                        "+ 1 WHERE id = $1 AND owner_agency = $2"};
constexpr db::Sql kOpenMessages{
    "message.reorganised_open",
    "SELECT id, unit, sender_post FROM unit_message WHERE owner_agency = $1 AND id > $2 AND state = 'open' ORDER BY id "
    "LIMIT $3"};
constexpr db::Sql kMoveMessage{"message.reorganised_move",
                               "UPDATE unit_message SET owner_agency = $3, unit = $4, sender_post = $5, version = "
                               "version + 1 WHERE id = $1 AND owner_agency = $2"};

std::vector<Id> open_after(db::Conn& conn, Id agency, Id after) {
    std::vector<Id> ids;
    for (const auto& row : conn.query(kOpen, agency, after, kBatch)) ids.push_back(row.integer(0));
    return ids;
}

// A divided agency: a person says for each where it goes. The title says no word of it.
bool list_open(db::Tx& tx, Id from) {
    const auto more = open_after(tx, from, directory::last_asked(tx, from, kLetter));
    for (const Id id : more) {
        const auto one = find_letter(tx, id);
        const std::string title = kind_name(one->kind) + " nội bộ" + (one->mark.empty() ? "" : " " + one->mark);
        directory::ask_choice(tx, from, {std::string(kLetter), id, title, flow::link_of(id), one->unit});
    }
    return more.empty();
}

class HandOver {
public:
    HandOver(db::Tx& tx, Id from, Id to, Day day)
        : tx_(tx),
          from_(from),
          to_(to),
          day_(day),
          divided_(directory::divided(tx, from)),
          heirs_(directory::holders_after(tx, from, to)),
          directory_(directory::load(tx, clock::today())) {}

    std::int64_t move() {
        if (!divided_) close_all_series(tx_, from_, day_);
        const auto ids = divided_ ? directory::chosen(tx_, from_, to_, kLetter, kBatch) : open_after(tx_, from_, 0);
        for (const Id id : ids) {
            move_one(id);
            if (divided_) directory::choice_done(tx_, kLetter, id);
        }
        return static_cast<std::int64_t>(ids.size()) + move_messages();
    }

private:
    const directory::Holder* holder(Id was) const {
        for (const auto& one : heirs_)
            if (one.was == was) return &one;
        return nullptr;
    }
    Id heir_of(Id was) const {
        const auto* found = holder(was);
        return found ? found->now : was;
    }

    void move_one(Id id) {
        const auto before = find_letter(tx_, id);
        if (!before) return;
        if (tx_.exec(kMove, id, from_, to_, heir_of(before->unit), heir_of(before->sender_post)) == 0) return;
        const Letter one = *find_letter(tx_, id);
        flow::show(tx_, *directory_, one, receivers_of(tx_, id));
        flow::note(
            tx_, Actor::system(), nullptr, one, "internal.reorganise",
            Said("Chuyển sang %1 do sắp xếp tổ chức từ ngày %2", {directory_->agency_name(to_), clock::show(day_)}));
    }

    // Messages are of a unit: they go where their unit went.
    std::int64_t move_messages() {
        std::int64_t moved = 0;
        for (const auto& row : tx_.query(kOpenMessages, from_, Id{0}, kAll)) {
            const Id unit = row.integer(1);
            if (divided_ && !holder(unit) && !holder(row.integer(2))) continue;
            moved += tx_.exec(kMoveMessage, row.integer(0), from_, to_, heir_of(unit), heir_of(row.integer(2)));
            if (moved >= kBatch) break;
        }
        return moved;
    }

    db::Tx& tx_;
    const Id from_, to_;
    const Day day_;
    const bool divided_;
    std::vector<directory::Holder> heirs_;
    std::shared_ptr<const directory::Snapshot> directory_;
};

}  // namespace

bool reorganised(db::Tx& tx, Id from, Id to, Day day) {
    if (to == 0) {
        // Parts went and the agency lives on: it keeps its books.
        const auto facts = directory::agency_facts(tx, from, day);
        if (!facts || !facts->open || !directory::divided(tx, from)) close_all_series(tx, from, day);
        return list_open(tx, from);
    }
    const auto moved = HandOver(tx, from, to, day).move();
    directory::note_moved(tx, from, to, "Văn bản nội bộ, tin trong phòng đang xử lý", moved);
    return moved == 0;
}

}  // namespace dinh::internal
