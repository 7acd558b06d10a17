#include "modules/petitions/reorganised.hpp"

#include "modules/directory/directory.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/petition_store.hpp"
#include "modules/petitions/petitions/sight.hpp"
#include "modules/petitions/petitions/words.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::petitions {

namespace {

constexpr int kBatch = 200;

constexpr db::Sql kOpen{"petition.reorganised_open",
                        "SELECT id FROM petition WHERE owner_agency = $1 AND id > $2 AND state IN "
                        "('awaiting_receipt', 'awaiting_direction', 'in_settlement', 'answered') ORDER BY id LIMIT $3"};
constexpr db::Sql kMove{"petition.reorganised_move",
                        "UPDATE petition SET owner_agency = $3, issuing_body = $4, settler_unit = $5, settler_post = "
                        "$6, version = version + 1 WHERE id = $1 AND owner_agency = $2"};
constexpr db::Sql kMoveSenders{"petition.reorganised_senders",
                               "UPDATE petition_sender SET issuing_body = $2 WHERE petition = $1"};

std::vector<Id> open_after(db::Conn& conn, Id agency, Id after) {
    std::vector<Id> ids;
    for (const auto& row : conn.query(kOpen, agency, after, kBatch)) ids.push_back(row.integer(0));
    return ids;
}

// A divided agency: a person says for each where it goes. The title says no word of it.
bool list_open(db::Tx& tx, Id from) {
    const auto more = open_after(tx, from, directory::last_asked(tx, from, kPetition));
    for (const Id id : more) {
        const auto one = find_petition(tx, id);
        const std::string title = one->number == 0 ? std::string("Đơn chờ tiếp nhận") : "Đơn số " + one->sign();
        directory::ask_choice(tx, from, {std::string(kPetition), id, title, link_of(id), one->settler_unit});
    }
    return more.empty();
}

class HandOver {
public:
    HandOver(db::Tx& tx, Id from, Id to, Day day) : tx_(tx), from_(from), to_(to), day_(day) {
        const auto bodies = directory::bodies_of_agency(tx, to, day);
        if (!bodies.empty()) body_ = bodies.front();
        heirs_ = directory::holders_after(tx, from, to);
        directory_ = directory::load(tx, clock::today());
    }

    std::int64_t move() {
        const bool by_choice = directory::divided(tx_, from_);
        const auto ids = by_choice ? directory::chosen(tx_, from_, to_, kPetition, kBatch) : open_after(tx_, from_, 0);
        for (const Id id : ids) {
            move_one(id);
            if (by_choice) directory::choice_done(tx_, kPetition, id);
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
        const auto before = find_petition(tx_, id);
        if (!before) return;
        const Id unit = heir_of(before->settler_unit), post = heir_of(before->settler_post);
        const Id body = body_ != 0 ? body_ : before->issuing_body;
        if (tx_.exec(kMove, id, from_, to_, body, unit, post) == 0) return;
        tx_.exec(kMoveSenders, id, body);
        grants::take_all(tx_, kPetition, id);
        show_to_concerned(tx_, *directory_, *find_petition(tx_, id));
        deed::history(
            tx_, Actor::system(), nullptr, kPetition, id, "petitions.reorganise",
            Said("Chuyển sang %1 do sắp xếp tổ chức từ ngày %2", {directory_->agency_name(to_), clock::show(day_)}));
        audit::append(tx_, Actor::system(), nullptr, "petitions.reorganise", kPetition, id);
    }

    db::Tx& tx_;
    const Id from_, to_;
    const Day day_;
    Id body_ = 0;
    std::vector<directory::Holder> heirs_;
    std::shared_ptr<const directory::Snapshot> directory_;
};

}  // namespace

bool reorganised(db::Tx& tx, Id from, Id to, Day day) {
    if (to == 0) return list_open(tx, from);
    const auto moved = HandOver(tx, from, to, day).move();
    directory::note_moved(tx, from, to, "Đơn thư đang xử lý", moved);
    return moved == 0;
}

}  // namespace dinh::petitions
