#include "modules/submissions/reorganised.hpp"

#include "modules/directory/directory.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/submissions/submissions/submission_store.hpp"
#include "platform/search/search.hpp"

namespace dinh::submissions {

namespace {

constexpr int kBatch = 200;

constexpr db::Sql kOpen{
    "submission.reorganised_open",
    "SELECT id FROM submission WHERE owner_agency = $1 AND id > $2 AND state IN ('preparing', 'awaiting_receipt', "
    "'awaiting_assignment', 'in_examination', 'returned', 'awaiting_review', 'awaiting_decision', 'awaiting_meeting', "
    "'agreed', 'issuing') ORDER BY id LIMIT $3"};
constexpr db::Sql kMove{"submission.reorganised_move",
                        "UPDATE submission SET owner_agency = $3, created_by_post = $4, version = version + 1 "
                        "WHERE id = $1 AND owner_agency = $2"};
constexpr db::Sql kMoveAsked{
    "consultation.reorganised",
    "UPDATE consultation SET agency = $2 WHERE agency = $1 AND state = 'waiting' RETURNING submission"};
constexpr db::Sql kMoveExaminer{"submission.reorganised_examiner",
                                "UPDATE submission SET examiner = $2 WHERE examiner = $1 AND ended_day IS NULL"};
constexpr db::Sql kMoveUnit{"submission.reorganised_unit",
                            "UPDATE submission SET unit = $2 WHERE unit = $1 AND ended_day IS NULL"};
constexpr db::Sql kMoveLeader{
    "examination_slip.reorganised",
    "UPDATE examination_slip SET leader = $2 WHERE leader = $1 AND state IN ('waiting_review', 'waiting_decision')"};

constexpr db::Sql kMovePart{"opinion_part.reorganised",
                            "UPDATE opinion_part SET holder = $2 WHERE holder = $1 AND state = 'waiting'"};
constexpr db::Sql kMoveGiver{"opinion_part.reorganised_giver",
                             "UPDATE opinion_part SET giver_post = $2 WHERE giver_post = $1 AND state = 'waiting'"};

std::vector<Id> open_after(db::Conn& conn, Id agency, Id after) {
    std::vector<Id> ids;
    for (const auto& row : conn.query(kOpen, agency, after, kBatch)) ids.push_back(row.integer(0));
    return ids;
}

// A divided agency: a person says for each where it goes. The title says no word of it.
bool list_open(db::Tx& tx, Id from) {
    const auto more = open_after(tx, from, directory::last_asked(tx, from, kSubmission));
    for (const Id id : more) {
        const auto one = find_submission(tx, id);
        directory::ask_choice(tx, from,
                              {std::string(kSubmission), id, "Hồ sơ trình theo " + one->letter_mark, link_of(id), 0});
    }
    return more.empty();
}

class HandOver {
public:
    HandOver(db::Tx& tx, Id from, Id to, Day day)
        : tx_(tx), from_(from), to_(to), day_(day), heirs_(directory::holders_after(tx, from, to)) {}

    std::int64_t move() {
        const bool by_choice = directory::divided(tx_, from_);
        const auto ids =
            by_choice ? directory::chosen(tx_, from_, to_, kSubmission, kBatch) : open_after(tx_, from_, 0);
        for (const Id id : ids) {
            move_one(id);
            if (by_choice) directory::choice_done(tx_, kSubmission, id);
        }
        if (!by_choice) move_asked();
        for (const auto& heir : heirs_) {
            if (heir.was == heir.now) continue;
            for (const auto& sql : {kMoveExaminer, kMoveUnit, kMoveLeader, kMovePart, kMoveGiver})
                tx_.exec(sql, heir.was, heir.now);
        }
        return static_cast<std::int64_t>(ids.size());
    }

private:
    Id heir_of(Id holder) const {
        for (const auto& one : heirs_) {
            if (one.was == holder) return one.now;
        }
        return holder;
    }

    void move_one(Id id) {
        const auto before = find_submission(tx_, id);
        if (!before || tx_.exec(kMove, id, from_, to_, heir_of(before->created_by_post)) == 0) return;
        const auto one = *find_submission(tx_, id);
        grants::take(tx_, kSubmission, id, from_);
        for (const Id grantee : {to_, one.created_by_post}) grants::give(tx_, kSubmission, id, grantee, "sender");
        const auto facts = directory::agency_facts(tx_, to_, clock::today());
        note(tx_, Actor::system(), nullptr, one, "submissions.reorganise",
             Said("Chuyển sang %1 do sắp xếp tổ chức từ ngày %2", {facts ? facts->name : "", clock::show(day_)}));
    }

    void move_asked() {
        for (const auto& row : tx_.query(kMoveAsked, from_, to_)) {
            const Id id = row.integer(0);
            grants::take(tx_, kSubmission, id, from_);
            grants::give(tx_, kSubmission, id, to_, "asked");
            search::set_grantees(tx_, kSubmission, id, grants::grantees_of(tx_, kSubmission, id));
        }
    }

    db::Tx& tx_;
    const Id from_, to_;
    const Day day_;
    const std::vector<directory::Holder> heirs_;
};

}  // namespace

bool reorganised(db::Tx& tx, Id from, Id to, Day day) {
    if (to == 0) return list_open(tx, from);
    const auto moved = HandOver(tx, from, to, day).move();
    directory::note_moved(tx, from, to, "Hồ sơ trình", moved);
    return moved == 0;
}

}  // namespace dinh::submissions
