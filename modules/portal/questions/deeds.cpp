#include "modules/portal/questions/deeds.hpp"

#include <algorithm>
#include <set>

#include <boost/json.hpp>

#include "modules/portal/portal.hpp"
#include "modules/portal/postings/personal_check.hpp"
#include "modules/portal/questions/question_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/events/events.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::question_deeds {

namespace role = directory::role;
namespace store = question_store;

namespace {

// Posts of the agency, and of the office that works for it, that have one of the roles.
std::vector<Id> leaders(const directory::Snapshot& directory, Id agency,
                        std::initializer_list<std::string_view> roles) {
    std::vector<Id> agencies{agency}, posts;
    for (const auto* child : directory.children_of(agency))
        if (child->kind == "office" && child->tenant && !child->closed_on(directory.day)) agencies.push_back(child->id);
    for (const Id each : agencies)
        for (const auto role : roles)
            for (const auto* post : directory.with_role(each, role)) posts.push_back(post->id);
    return posts;
}

std::vector<Id> members_with(db::Conn& conn, Id site, std::initializer_list<std::string_view> roles) {
    std::set<Id> posts;
    for (const auto& one : members_of(conn, site))
        if (std::find(roles.begin(), roles.end(), one.role) != roles.end()) posts.insert(one.post);
    return {posts.begin(), posts.end()};
}

void check_names(Reasons& reasons, const Asker& sender, std::string_view field, std::string_view text) {
    if (names_asker(text, sender))
        reasons.add(std::string(field),
                    "Có tên, số điện thoại, địa chỉ thư hoặc số căn cước của người gửi trong nội dung này. Hãy viết "
                    "không nêu người gửi: câu trả lời vẫn đến đúng người.");
}

}  // namespace

std::string link_of(Id question) { return "/portal/questions/" + std::to_string(question); }

Question locked(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const db::Rows rows = tx.query(store::kLock, id, version);
    if (rows.empty()) {
        visible_question(tx, actor, id);
        throw Conflict("question " + std::to_string(id) + " is no longer at version " + std::to_string(version));
    }
    auto one = store::read_question(rows.first());
    if (!grants::may_see(tx, actor, kQuestion, id)) throw NotFound("question " + std::to_string(id));
    return one;
}

void must_be(const Question& one, std::initializer_list<std::string_view> states) {
    if (std::find(states.begin(), states.end(), one.state) == states.end())
        throw Refused(
            Said("Câu hỏi đang ở trạng thái “%1”, không thực hiện việc này được.", {question_state_name(one.state)}));
}

void note(db::Tx& tx, const Actor& actor, const Capacity* as, const Question& one, std::string_view deed,
          const Said& words) {
    deed::history(tx, actor, as, kQuestion, one.id, deed, words);
    audit::append(tx, actor, as, deed, kQuestion, one.id);
}

void announce(db::Tx& tx, const Actor& actor, const Question& one) {
    events::Event happened;
    happened.kind = kAnswered;
    happened.subject = one.id;
    happened.agency = one.owner_agency;
    happened.person = actor.person;
    happened.payload =
        boost::json::serialize(boost::json::object{{"id", std::to_string(one.id)}, {"site", std::to_string(one.site)}});
    events::announce(tx, happened);
}

void give_work(db::Tx& tx, const Question& one, Id part, std::string_view kind, const std::vector<Id>& holders,
               std::string_view from_name) {
    worklist::Item item;
    item.kind = kind;
    item.subject_kind = kQuestion;
    item.subject = one.id;
    item.part = part;
    item.agency = one.owner_agency;
    item.title = one.subject;
    item.note = question_kind_name(one.kind);
    item.link = link_of(one.id);
    item.due = part == kSortPart ? question_due(one) : std::optional(one.due);
    item.from_name = from_name;
    for (const Id holder : holders) {
        item.holder = holder;
        worklist::put(tx, item);
    }
}

void give_to_sorters(db::Tx& tx, const directory::Snapshot& directory, const Question& one,
                     std::string_view from_name) {
    auto posts = members_with(tx, one.site, {member::kEditor, member::kSecretary});
    if (posts.empty()) posts = leaders(directory, one.owner_agency, {role::kOfficeLeader});
    if (posts.empty()) posts = leaders(directory, one.owner_agency, {role::kAgencyLeader});
    give_work(tx, one, kSortPart, "portal.sort_question", posts, from_name);
}

void give_to_holder(db::Tx& tx, const Question& one, std::string_view from_name) {
    const Id holder = one.holder_post != 0 ? one.holder_post : one.holder_unit;
    give_work(tx, one, kDraftPart, "portal.draft_answer", {holder}, from_name);
}

void give_to_approvers(db::Tx& tx, const directory::Snapshot& directory, const Question& one,
                       std::string_view from_name) {
    auto posts = members_with(tx, one.site, {member::kApprover});
    if (posts.empty()) posts = leaders(directory, one.owner_agency, {role::kAgencyLeader});
    give_work(tx, one, kApprovePart, "portal.approve_answer", posts, from_name);
}

std::vector<Id> sorters_of(db::Conn& conn, const directory::Snapshot& directory, Id site) {
    const auto found = find_site(conn, site);
    if (!found) return {};
    auto posts = members_with(conn, site, {member::kEditor, member::kSecretary, member::kApprover});
    for (const Id post :
         leaders(directory, found->owner_agency, {role::kAgencyLeader, role::kDeputyAgencyLeader, role::kOfficeLeader}))
        posts.push_back(post);
    std::sort(posts.begin(), posts.end());
    posts.erase(std::unique(posts.begin(), posts.end()), posts.end());
    return posts;
}

void show_question(db::Tx& tx, const directory::Snapshot& directory, const Question& one) {
    for (const Id post : sorters_of(tx, directory, one.site))
        grants::give(tx, kQuestion, one.id, post, "board", one.state);
    if (one.holder_unit != 0) grants::give(tx, kQuestion, one.id, one.holder_unit, "holder", one.state);
    if (one.holder_post != 0) grants::give(tx, kQuestion, one.id, one.holder_post, "holder", one.state);
    grants::set_state(tx, kQuestion, one.id, one.state);
    put_search(tx, one);
}

// Readers of the site find what is shown: the site stands for them among those who see the entry.
void put_search(db::Tx& tx, const Question& one) {
    search::Entry entry;
    entry.kind = kQuestion;
    entry.record = one.id;
    entry.title = one.shown ? one.public_subject : one.subject;
    entry.words = question_kind_name(one.kind) + " " + question_field_name(one.field);
    entry.grantees = grants::grantees_of(tx, kQuestion, one.id);
    if (one.shown) entry.grantees.insert(entry.grantees.end(), {one.site, kReaders});
    entry.day = one.received_day;
    entry.link = link_of(one.id);
    search::put(tx, entry);
    search::put_body(tx, kQuestion, one.id, 1, one.shown ? one.public_body + "\n" + one.answer : std::string());
}

bool names_asker(std::string_view text, const Asker& sender) {
    const std::string lower = text::lower(text);
    return names_person(text, sender.name) || holds_number(text, sender.phone) ||
           holds_number(text, sender.id_number) ||
           (!sender.email.empty() && lower.find(text::lower(sender.email)) != std::string::npos);
}

std::string checked_words(Reasons& reasons, const Asker& sender, std::string_view field, std::string_view typed,
                          std::size_t most, const char* missing) {
    std::string clean = text::clean_line(typed);
    if (clean.empty() && missing[0] != '\0') reasons.add(std::string(field), missing);
    if (text::length(clean) > most) reasons.add(std::string(field), Said("Dài quá %1 ký tự.", {std::to_string(most)}));
    check_names(reasons, sender, field, clean);
    return clean;
}

std::string checked_text(Reasons& reasons, const Asker& sender, std::string_view field, std::string_view typed,
                         std::size_t most, const char* missing) {
    std::string clean = text::clean_text(typed);
    if (clean.empty() && missing[0] != '\0') reasons.add(std::string(field), missing);
    if (text::length(clean) > most) reasons.add(std::string(field), Said("Dài quá %1 ký tự.", {std::to_string(most)}));
    check_names(reasons, sender, field, clean);
    return clean;
}

std::string must_say(db::Conn& conn, const Question& one, std::string_view typed, const char* missing) {
    Reasons reasons;
    std::string clean = checked_words(reasons, asker_of(conn, one.id), "reason", typed, 500, missing);
    reasons.done();
    return clean;
}

std::string label_of(const Actor& actor, const Capacity& as) {
    return actor.name + (as.title.empty() ? "" : " – " + as.title);
}

}  // namespace dinh::portal::question_deeds
