// Open records of an agency that was divided or from which parts went: a person says for each where it goes.
#include <algorithm>

#include "modules/directory/agencies/reorganisation/hand_over.hpp"
#include "modules/directory/agencies/reorganisation/reorganisation_store.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/db/filter.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kAsk{
    "choice.ask",
    "INSERT INTO hand_over_choice (kind, record, from_agency, title, link, unit) VALUES ($1, $2, $3, $4, $5, $6) "
    "ON CONFLICT (kind, record) DO NOTHING"};
// A record that was handed on once may be in an agency that is divided again.
constexpr db::Sql kAskAgain{
    "choice.ask_again",
    "UPDATE hand_over_choice SET from_agency = $3, title = $4, link = $5, unit = $6, to_agency = 0, done = 0, "
    "chosen_by_person = 0 WHERE kind = $1 AND record = $2 AND done = 1 AND NOT (from_agency = $3 AND to_agency = $3)"};
constexpr db::Sql kChosen{"choice.chosen",
                          "SELECT record FROM hand_over_choice WHERE from_agency = $1 AND done = 0 AND to_agency = $2 "
                          "AND kind = $3 ORDER BY record LIMIT $4"};
constexpr db::Sql kLastAsked{
    "choice.last_asked", "SELECT COALESCE(MAX(record), 0) FROM hand_over_choice WHERE from_agency = $1 AND kind = $2"};
constexpr db::Sql kDone{"choice.done",
                        "UPDATE hand_over_choice SET done = 1, title = '' WHERE kind = $1 AND record = $2"};
constexpr db::Sql kCounts{"choice.counts",
                          "SELECT unit, to_agency, COUNT(*) FROM hand_over_choice WHERE from_agency = $1 GROUP BY "
                          "unit, to_agency ORDER BY unit, to_agency"};
constexpr db::Sql kDivision{
    "choice.division",
    "SELECT r.id FROM reorganisation_agency a JOIN reorganisation r ON r.id = a.reorganisation WHERE a.agency = $1 AND "
    "r.kind IN ('split', 'separate') AND r.state = 'done' ORDER BY r.day DESC, r.id DESC LIMIT 1"};
constexpr db::Sql kStay{
    "choice.stay",
    "UPDATE hand_over_choice SET done = 1, title = '' WHERE from_agency = $1 AND to_agency = $1 AND "
    "done = 0"};
constexpr db::Sql kChooseOne{
    "choice.choose_one",
    "UPDATE hand_over_choice SET to_agency = $4, chosen_by_person = $5 WHERE kind = $1 AND record = $2 AND from_agency "
    "= $3 AND done = 0"};
constexpr db::Sql kChooseAll{
    "choice.choose_all",
    "UPDATE hand_over_choice SET to_agency = $2, chosen_by_person = $3 WHERE from_agency = $1 AND done = 0 AND "
    "to_agency = 0"};
constexpr db::Sql kChooseUnit{
    "choice.choose_unit",
    "UPDATE hand_over_choice SET to_agency = $2, chosen_by_person = $3 WHERE from_agency = $1 AND done = 0 AND "
    "to_agency = 0 AND unit = $4"};

}  // namespace

void ask_choice(db::Tx& tx, Id agency, const OpenRecord& one) {
    if (tx.exec(kAsk, one.kind, one.record, agency, one.title, one.link, one.unit) == 0)
        tx.exec(kAskAgain, one.kind, one.record, agency, one.title, one.link, one.unit);
}

std::vector<Id> chosen(db::Conn& conn, Id from, Id to, std::string_view kind, int most) {
    std::vector<Id> records;
    for (const auto& row : conn.query(kChosen, from, to, kind, most)) records.push_back(row.integer(0));
    return records;
}

Id last_asked(db::Conn& conn, Id from, std::string_view kind) { return conn.integer(kLastAsked, from, kind); }

void choice_done(db::Tx& tx, std::string_view kind, Id record) { tx.exec(kDone, kind, record); }

std::vector<WaitingRecord> choices_of(db::Conn& conn, Id agency, const ChoiceFilter& filter) {
    db::Filter where;
    where.where("from_agency = ?", agency).where("done = 0").where("record > ?", filter.after);
    if (filter.only_open) where.where("to_agency = 0");
    if (filter.unit != 0) where.where("unit = ?", filter.unit);
    std::vector<WaitingRecord> list;
    for (const auto& row :
         where.run(conn, "choice.list", "SELECT kind, record, title, link, unit, to_agency FROM hand_over_choice",
                   "ORDER BY record", filter.most))
        list.push_back({row.text(0), row.integer(1), row.text(2), row.text(3), row.integer(4), row.integer(5)});
    return list;
}

std::vector<ChoiceCount> choice_counts(db::Conn& conn, Id agency) {
    std::vector<ChoiceCount> list;
    for (const auto& row : conn.query(kCounts, agency))
        list.push_back({row.integer(0), row.integer(1), row.integer(2)});
    return list;
}

std::optional<Id> division_of(db::Conn& conn, Id agency) { return conn.maybe_integer(kDivision, agency); }

bool may_choose(db::Conn& conn, const Actor& actor, const Reorganisation& one) {
    if (actor.read_only) return false;
    std::vector<Id> agencies;
    for (const auto& target : one.targets) agencies.push_back(target.agency);
    for (const Id agency : one.separates() ? one.agencies : agencies) {
        const auto* as = actor.capacity([&](const Capacity& held) {
            return held.works_for(agency) &&
                   (held.has(role::kRecordsClerk) || held.has(role::kOfficeLeader) || held.has(role::kAgencyLeader));
        });
        if (as) return true;
    }
    if (one.separates()) agencies.push_back(one.agencies.front());
    return std::all_of(agencies.begin(), agencies.end(), [&](Id agency) {
        return can(actor, Deed::keep_agencies, subject_of(conn, agency, clock::today()));
    });
}

std::vector<Id> receivers_of(const Reorganisation& one) {
    std::vector<Id> receivers;
    for (const auto& target : one.targets) receivers.push_back(target.agency);
    if (one.separates()) receivers.insert(receivers.begin(), one.agencies.front());
    return receivers;
}

std::int64_t choose(db::Tx& tx, const Actor& actor, Id reorganisation, const Chosen& input) {
    const Turn turn(tx);
    const auto one = find_reorganisation(tx, reorganisation);
    if (!one || !one->by_choice() || one->state != reorganising::kDone)
        throw NotFound("choose: no such split " + std::to_string(reorganisation));
    if (!may_choose(tx, actor, *one))
        throw Forbidden(one->separates()
                            ? "Chỉ văn thư, lãnh đạo của cơ quan đang giữ hồ sơ hoặc cán bộ phụ trách công nghệ thông "
                              "tin được chọn nơi nhận."
                            : "Chỉ văn thư, lãnh đạo của cơ quan kế thừa hoặc cán bộ phụ trách công nghệ thông tin "
                              "được chọn nơi nhận.",
                        "choose: reorganisation " + std::to_string(reorganisation));
    const auto receivers = receivers_of(*one);
    if (input.to == 0 || std::find(receivers.begin(), receivers.end(), input.to) == receivers.end())
        throw Refused("to", "Hãy chọn một trong các cơ quan được nêu.");
    const Id from = one->agencies.front();
    if (one->separates() && input.to != from && reorganisation_store::heir_in(tx, input.to, clock::today()) == 0)
        throw Refused("to", "Cơ quan này chưa có người đứng đầu hoặc văn thư để nhận hồ sơ: hãy bổ nhiệm trước.");
    std::int64_t count = 0;
    for (const auto& [kind, record] : input.records)
        count += tx.exec(kChooseOne, kind, record, from, input.to, actor.person);
    if (input.records.empty())
        count = input.unit != 0 || input.no_unit ? tx.exec(kChooseUnit, from, input.to, actor.person, input.unit)
                                                 : tx.exec(kChooseAll, from, input.to, actor.person);
    if (input.to == from) tx.exec(kStay, from);
    if (count == 0) throw Refused("records", "Không còn hồ sơ nào chờ chọn như vậy.");
    const auto name = version_on(tx, input.to, clock::today());
    changed(turn, actor, "reorganisation", reorganisation, "directory.hand_over_choose",
            Said("Chọn nơi nhận cho %1 hồ sơ: %2", {std::to_string(count), name ? name->name : std::string()}));
    start_hand_over(tx, {});
    return count;
}

}  // namespace dinh::directory
