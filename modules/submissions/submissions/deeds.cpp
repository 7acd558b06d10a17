#include "modules/submissions/submissions/deeds.hpp"

#include <algorithm>
#include <set>

#include <boost/json.hpp>

#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/submission_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/events/events.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::submissions {

std::string link_of(Id submission) { return "/submissions/" + std::to_string(submission); }

Submission locked(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const db::Rows rows = tx.query(store::kLock, id, version);
    if (rows.empty()) {
        visible_submission(tx, actor, id);
        throw Conflict("submission " + std::to_string(id) + " is no longer at version " + std::to_string(version));
    }
    auto one = store::read_submission(rows.first());
    if (!grants::may_see(tx, actor, kSubmission, id)) throw NotFound("submission " + std::to_string(id));
    return one;
}

std::optional<Submission> touched(db::Tx& tx, Id id) {
    const db::Rows rows = tx.query(store::kTouch, id);
    return rows.empty() ? std::nullopt : std::optional(store::read_submission(rows.first()));
}

void must_be(const Submission& one, std::initializer_list<std::string_view> states) {
    if (std::find(states.begin(), states.end(), one.state) == states.end())
        throw Refused(Said("Hồ sơ đang ở trạng thái “%1”, không thực hiện việc này được.", {state_name(one.state)}));
}

void note(db::Tx& tx, const Actor& actor, const Capacity* as, const Submission& one, std::string_view deed,
          const Said& words) {
    deed::history(tx, actor, as, kSubmission, one.id, deed, words);
    audit::append(tx, actor, as, deed, kSubmission, one.id);
    search::set_grantees(tx, kSubmission, one.id, grants::grantees_of(tx, kSubmission, one.id));
}

void announce(db::Tx& tx, const Actor& actor, const Submission& one, std::string_view event) {
    events::Event happened;
    happened.kind = event;
    happened.subject = one.id;
    happened.agency = one.owner_agency;
    happened.person = actor.person;
    happened.payload =
        boost::json::serialize(boost::json::object{{"id", std::to_string(one.id)}, {"mark", one.result_mark}});
    events::announce(tx, happened);
}

void state_written(db::Tx& tx, Submission& one, std::string_view state) {
    one.state = state;
    grants::set_state(tx, kSubmission, one.id, state);
}

void set_state(db::Tx& tx, Submission& one, std::string_view state) {
    tx.exec(store::kSetState, one.id, state);
    state_written(tx, one, state);
}

void put_search(db::Tx& tx, const Submission& one) {
    search::Entry entry;
    entry.kind = kSubmission;
    entry.record = one.id;
    entry.title = one.subject;
    entry.marks = one.letter_mark + (one.result_mark.empty() ? "" : " " + one.result_mark);
    entry.words = kind_name(one.kind) + " " + one.sender_name + " " + one.field;
    entry.grantees = grants::grantees_of(tx, kSubmission, one.id);
    entry.day = one.submitted_day.value_or(clock::day_of(one.created_at));
    entry.link = link_of(one.id);
    search::put(tx, entry);
}

void give_work(db::Tx& tx, const Submission& one, Id part, std::string_view kind, const std::vector<Id>& holders,
               std::optional<Day> due, std::string_view from_name) {
    worklist::Item item;
    item.kind = kind;
    item.subject_kind = kSubmission;
    item.subject = one.id;
    item.part = part;
    item.agency = one.owner_agency;
    item.title = one.subject;
    item.note = one.letter_mark + " · " + one.sender_name;
    item.link = link_of(one.id);
    item.due = due;
    item.from_name = from_name;
    for (const Id holder : holders) {
        item.holder = holder;
        worklist::put(tx, item);
    }
}

void tell_sender(db::Tx& tx, const Submission& one, const Said& said) {
    worklist::notify(tx, one.created_by_post, said, link_of(one.id));
}

namespace {

// They act in the head's place, each for his fields: they see what waits, but it stands on the head's list.
std::vector<Id> office_deputies(const directory::Snapshot& directory, const Submission& one) {
    const auto place = committee_itself(directory, one.committee);
    std::vector<Id> posts;
    if (!place || place->office == one.committee) return posts;
    for (const auto* post : directory.with_role(place->office, directory::role::kDeputyAgencyLeader))
        posts.push_back(post->id);
    return posts;
}

}  // namespace

std::vector<Id> office_leaders(const directory::Snapshot& directory, const Submission& one) {
    namespace role = directory::role;
    const auto place = committee_itself(directory, one.committee);
    const Id office = place ? place->office : one.committee;
    std::set<Id> posts;
    for (const auto* post : directory.with_role(office, role::kOfficeLeader)) posts.insert(post->id);
    if (office != one.committee) {
        for (const auto* post : directory.with_role(office, role::kAgencyLeader)) posts.insert(post->id);
    }
    return {posts.begin(), posts.end()};
}

std::vector<Id> clerks_of(db::Conn& conn, const Submission& one) {
    return directory::clerk_posts(conn, one.body, clock::today());
}

void give_to_office(db::Tx& tx, const directory::Snapshot& directory, const Submission& one, std::string_view part_kind,
                    Id part, Day due, std::string_view from_name) {
    const auto holders = part == kReceivePart ? clerks_of(tx, one) : office_leaders(directory, one);
    for (const Id post : holders) grants::give(tx, kSubmission, one.id, post, "office", one.state);
    for (const Id post : office_deputies(directory, one))
        grants::give(tx, kSubmission, one.id, post, "office", one.state);
    give_work(tx, one, part, part_kind, holders, due, from_name);
}

std::string checked_text(Reasons& reasons, std::string_view field, std::string_view typed, const char* missing,
                         std::size_t most) {
    std::string clean = text::trim(text::clean_text(typed));
    if (clean.empty() && missing[0] != '\0') reasons.add(std::string(field), missing);
    if (text::length(clean) > most)
        reasons.add(std::string(field), Said("Dài quá %1 ký tự.", {text::number(static_cast<std::int64_t>(most))}));
    return clean;
}

std::string must_say(std::string_view field, std::string_view typed, const char* missing, std::size_t most) {
    Reasons reasons;
    std::string clean = checked_text(reasons, field, typed, missing, most);
    reasons.done();
    return clean;
}

std::string label_of(const Actor& actor, const Capacity& as) {
    return actor.name + (as.title.empty() ? "" : " – " + as.title);
}

}  // namespace dinh::submissions
