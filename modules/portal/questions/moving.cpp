// After a reorganisation open questions wait at the successor's site.
#include <algorithm>

#include "modules/portal/questions/deeds.hpp"
#include "modules/portal/questions/question_store.hpp"
#include "modules/worklist/worklist.hpp"

namespace dinh::portal {

namespace store = question_store;
using namespace question_deeds;

namespace {

constexpr int kBatch = 200;

std::vector<Id> open_after(db::Conn& conn, Id agency, Id after) {
    std::vector<Id> ids;
    for (const auto& row : conn.query(store::kOpenOfAgency, agency, after, kBatch)) ids.push_back(row.integer(0));
    return ids;
}

// A divided agency: a person says for each where it goes. The title says no word of it.
bool list_open(db::Tx& tx, Id from) {
    const auto more = open_after(tx, from, directory::last_asked(tx, from, kQuestion));
    for (const Id id : more) {
        const auto one = find_question(tx, id);
        directory::ask_choice(
            tx, from,
            {std::string(kQuestion), id, question_kind_name(one->kind) + ", " + clock::show(one->received_day),
             link_of(id), one->holder_unit});
    }
    return more.empty();
}

class HandOver {
public:
    HandOver(db::Tx& tx, Id from, Id to, Day day) : tx_(tx), from_(from), to_(to), day_(day) {
        site_ = open_site_of(tx, to);
        heirs_ = directory::holders_after(tx, from, to);
        directory_ = directory::load(tx, clock::today());
    }
    // Without a site at the successor they wait where they are: they move when it is opened.
    std::int64_t move() {
        if (!site_) return 0;
        const bool by_choice = directory::divided(tx_, from_);
        const auto ids = by_choice ? directory::chosen(tx_, from_, to_, kQuestion, kBatch) : open_after(tx_, from_, 0);
        for (const Id id : ids) {
            move_one(id);
            if (by_choice) directory::choice_done(tx_, kQuestion, id);
        }
        return static_cast<std::int64_t>(ids.size());
    }

private:
    Id heir_of(Id holder) const {
        for (const auto& one : heirs_)
            if (one.was == holder) return one.now;
        return 0;
    }
    void move_one(Id id) {
        const auto before = find_question(tx_, id);
        if (!before || before->owner_agency != from_) return;
        const Id unit = heir_of(before->holder_unit), post = heir_of(before->holder_post);
        const bool held = unit != 0 || post != 0;
        tx_.exec(store::kMove, id, site_->id, to_, held ? before->state : std::string("received"), unit, post,
                 held ? before->holder_label : std::string());
        const Question one = *find_question(tx_, id);
        grants::take_all(tx_, kQuestion, id);
        worklist::finish_all(tx_, kQuestion, id);
        keep_question_sight(tx_, *directory_, site_->id);
        show_question(tx_, *directory_, one);
        const std::string from_name = directory_->agency_name(from_);
        if (one.state == "received") give_to_sorters(tx_, *directory_, one, from_name);
        if (one.state == "assigned") give_to_holder(tx_, one, from_name);
        if (one.state == "awaiting_approval") give_to_approvers(tx_, *directory_, one, from_name);
        note(tx_, Actor::system(), nullptr, one, "portal.question_moved",
             Said("Chuyển sang %1 do sắp xếp tổ chức từ ngày %2", {directory_->agency_name(to_), clock::show(day_)}));
    }

    db::Tx& tx_;
    const Id from_, to_;
    const Day day_;
    std::optional<Site> site_;
    std::vector<directory::Holder> heirs_;
    std::shared_ptr<const directory::Snapshot> directory_;
};

// Agencies that ended and whose work the agency goes on with, also through others that ended after them.
std::vector<const directory::Agency*> predecessors(const directory::Snapshot& directory, Id agency) {
    std::vector<const directory::Agency*> found;
    std::vector<Id> next{agency};
    while (!next.empty()) {
        const Id to = next.back();
        next.pop_back();
        for (const auto& one : directory.agencies) {
            const bool leads = std::find(one.successors.begin(), one.successors.end(), to) != one.successors.end();
            if (!leads || !one.until || std::find(found.begin(), found.end(), &one) != found.end()) continue;
            found.push_back(&one);
            next.push_back(one.id);
        }
    }
    return found;
}

}  // namespace

void follow_site(House& house, Id agency) {
    const auto directory = directory::now(house);
    for (const auto* from : predecessors(*directory, agency))
        while (
            !house.db->writing([&](db::Tx& tx) { return questions_reorganised(tx, from->id, agency, *from->until); })) {
        }
}

bool questions_reorganised(db::Tx& tx, Id from, Id to, Day day) {
    if (to == 0) return list_open(tx, from);
    const auto moved = HandOver(tx, from, to, day).move();
    if (moved > 0) directory::note_moved(tx, from, to, "Câu hỏi, yêu cầu đang xử lý", moved);
    return moved == 0;
}

}  // namespace dinh::portal
