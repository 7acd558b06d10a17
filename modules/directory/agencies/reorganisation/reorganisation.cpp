#include "modules/directory/agencies/reorganisation/reorganisation.hpp"

#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/agencies/reorganisation/carrying_out.hpp"
#include "modules/directory/agencies/reorganisation/hand_over.hpp"
#include "modules/directory/agencies/reorganisation/reorganisation_store.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"

namespace dinh::directory {

namespace store = reorganisation_store;
namespace kinds = reorganising;

namespace {

// Of each agency that changes or takes over, and of the one above that a moved agency comes under.
void must_reorganise(db::Tx& tx, const Actor& actor, const Reorganisation& one) {
    for (const Id agency : one.agencies) must(actor, Deed::keep_agencies, subject_of(tx, agency, one.day));
    for (const auto& target : one.targets)
        if (target.agency != 0) must(actor, Deed::keep_agencies, subject_of(tx, target.agency, one.day));
    if (one.parent != 0) must(actor, Deed::keep_agencies, subject_of(tx, one.parent, one.day));
}

Reorganisation locked(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    if (!find_reorganisation(tx, id)) throw NotFound("reorganisation: none " + std::to_string(id));
    if (!store::lock(tx, id, version)) throw Conflict("reorganisation: version " + std::to_string(version));
    const auto one = *find_reorganisation(tx, id);
    must_reorganise(tx, actor, one);
    return one;
}

}  // namespace

Id draft_reorganisation(db::Tx& tx, const Actor& actor, Reorganisation one) {
    const Turn turn(tx);
    one.state = kinds::kDraft;
    if (one.kind != kinds::kMove) one.parent = 0;
    must_reorganise(tx, actor, one);
    Reasons reasons;
    check_reorganisation(tx, reasons, one);
    reasons.done();
    const Id id = store::add(tx, actor, one);
    changed(turn, actor, "reorganisation", id, "directory.reorganisation_draft",
            Said("Lập phương án sắp xếp, áp dụng từ ngày %1", {clock::show(one.day)}));
    return id;
}

void decide_reorganisation(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const Turn turn(tx);
    const auto one = locked(tx, actor, id, version);
    if (one.state == kinds::kDone) throw Refused("Sắp xếp này đã thực hiện.");
    if (one.state == kinds::kUndone) throw Refused("Phương án này đã hủy: hãy lập phương án mới.");
    Reasons reasons;
    check_reorganisation(tx, reasons, one);
    reasons.done();
    changed(turn, actor, "reorganisation", id, "directory.reorganisation_decide",
            Said("Quyết định sắp xếp từ ngày %1 theo %2", {clock::show(one.day), one.basis}));
    store::set_state(tx, id, kinds::kPlanned, "");
    if (one.day <= clock::today())
        carry_out(turn, actor, one);
    else
        start_hand_over(tx, clock::start_of(one.day));
}

void undo_reorganisation(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const Turn turn(tx);
    const auto one = locked(tx, actor, id, version);
    Reasons reasons;
    if (one.state == kinds::kDone)
        reasons.add(Said("Sắp xếp này đã thực hiện từ ngày %1, không hủy được: hãy lập một sắp xếp mới.",
                         {clock::show(one.day)}));
    if (one.state == kinds::kUndone) reasons.add("Phương án này đã hủy trước đó.");
    // One that could not be carried out on its day has changed nothing yet.
    if (one.state == kinds::kPlanned && one.day <= clock::today() && one.blocked.empty())
        reasons.add("Đã đến ngày thực hiện, không hủy được.");
    reasons.done();
    store::set_state(tx, id, kinds::kUndone, "");
    changed(turn, actor, "reorganisation", id, "directory.reorganisation_undo", "Hủy phương án sắp xếp");
}

namespace {

void carry_out_one(db::Tx& tx, Id id, Day today) {
    const Turn turn(tx);
    const auto one = find_reorganisation(tx, id);
    if (!one || one->state != kinds::kPlanned || one->day > today) return;
    Reasons reasons;
    check_reorganisation(tx, reasons, *one);
    reasons.done();
    carry_out(turn, Actor::system(), *one);
}

}  // namespace

void carry_out_due(db::Database& database, Day today) {
    const auto due = database.reading([&](db::Conn& conn) { return store::due(conn, today); });
    for (const Id id : due) {
        try {
            database.write([&](db::Tx& tx) { carry_out_one(tx, id, today); });
        } catch (const Refused& refused) {
            std::string words;
            for (const auto& reason : refused.reasons()) words += (words.empty() ? "" : " ") + reason.text;
            database.write([&](db::Tx& tx) {
                const auto now = find_reorganisation(tx, id);
                if (now && now->state == kinds::kPlanned && now->blocked != words)
                    store::set_state(tx, id, kinds::kPlanned, words);
            });
        }
    }
}

std::vector<Touched> touched_by(db::Conn& conn, const Reorganisation& one) {
    std::vector<Touched> list;
    for (const Id agency : one.agencies) {
        Touched touched = store::counts(conn, agency, one.day);
        if (one.hands_over()) touched.open = open_records(conn, agency, one.day);
        list.push_back(std::move(touched));
    }
    return list;
}

}  // namespace dinh::directory
