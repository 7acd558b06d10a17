#include "modules/internal/letters/flow.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <boost/json.hpp>

#include "modules/internal/internal.hpp"
#include "modules/internal/letters/letter_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/events/events.hpp"
#include "platform/search/search.hpp"

namespace dinh::internal::flow {

namespace {

namespace role = directory::role;

bool leads(const directory::Post& post) {
    return post.has(role::kUnitLeader) || post.has(role::kDeputyUnitLeader) || post.has(role::kOfficeLeader);
}
bool heads(const directory::Post& post) { return post.has(role::kAgencyLeader) || post.has(role::kDeputyAgencyLeader); }

const char* box_state(const Receiver& one) {
    if (one.state == "done" || (one.role == "information" && one.state == "read")) return "done";
    return one.role == "act" ? "open" : "unread";
}
int rank(std::string_view state) { return state == "open" ? 2 : state == "unread" ? 1 : 0; }

}  // namespace

std::string link_of(Id letter) { return "/internal/letters/" + std::to_string(letter); }

Letter locked(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const db::Rows rows = tx.query(store::kLock, id, version);
    if (rows.empty()) {
        visible_letter(tx, actor, id);
        throw Conflict("internal letter " + std::to_string(id) + " is no longer at version " + std::to_string(version));
    }
    if (!grants::may_see(tx, actor, kLetter, id)) throw NotFound("internal letter " + std::to_string(id));
    return store::read_letter(rows.first());
}

Letter held(db::Tx& tx, const Actor& actor, Id id) {
    const db::Rows rows = tx.query(store::kHold, id);
    if (rows.empty() || !grants::may_see(tx, actor, kLetter, id))
        throw NotFound("internal letter " + std::to_string(id));
    return store::read_letter(rows.first());
}

void must_be(const Letter& one, std::string_view state) {
    if (one.state != state)
        throw Refused(Said("Văn bản đang ở trạng thái “%1”, không làm được việc này.", {state_name(one.state)}));
}

std::vector<Id> approvers(const directory::Snapshot& directory, const Letter& one) {
    std::vector<Id> posts;
    if (one.unit != 0) {
        for (const auto* post : directory.posts_of_unit(one.unit))
            if (post->holder != 0 && leads(*post)) posts.push_back(post->id);
    }
    if (!posts.empty()) return posts;
    for (const auto* post : directory.posts_of_agency(one.owner_agency))
        if (post->holder != 0 && heads(*post)) posts.push_back(post->id);
    return posts;
}

void show_boxes(db::Tx& tx, const Letter& one, const std::vector<Receiver>& receivers) {
    std::map<Id, std::string_view> boxes;
    for (const auto& each : receivers) {
        if (each.state == "planned") continue;
        const std::string_view state = box_state(each);
        const auto [at, added] = boxes.try_emplace(each.party, state);
        if (!added && rank(state) > rank(at->second)) at->second = state;
    }
    for (const auto& [party, state] : boxes) {
        grants::give(tx, kLetter, one.id, party, "receiver", one.state);
        grants::give(tx, kInBox, one.id, party, "receiver", state);
    }
    put_search(tx, one);
}

void show(db::Tx& tx, const directory::Snapshot& directory, const Letter& one, const std::vector<Receiver>& receivers) {
    std::set<Id> senders{one.sender_post};
    if (one.unit != 0) senders.insert(one.unit);
    if (one.state != "drafting") {
        for (const Id post : approvers(directory, one)) senders.insert(post);
    }
    for (const Id sender : senders) {
        grants::give(tx, kLetter, one.id, sender, "sender", one.state);
        grants::give(tx, kOutBox, one.id, sender, "sender", one.state);
    }
    grants::set_state(tx, kLetter, one.id, one.state);
    grants::set_state(tx, kOutBox, one.id, one.state);
    show_boxes(tx, one, receivers);
}

void hide_from_receivers(db::Tx& tx, const Letter& one, const std::vector<Receiver>& receivers) {
    const auto senders = grants::grantees_of(tx, kOutBox, one.id);
    for (const auto& each : receivers) {
        grants::take(tx, kInBox, one.id, each.party);
        if (std::find(senders.begin(), senders.end(), each.party) == senders.end())
            grants::take(tx, kLetter, one.id, each.party);
    }
}

void put_search(db::Tx& tx, const Letter& one) {
    if (one.state == "dropped") return search::drop(tx, kLetter, one.id);
    search::Entry entry;
    entry.kind = kLetter;
    entry.record = one.id;
    entry.title = one.subject;
    entry.marks = one.mark;
    entry.words = kind_name(one.kind) + " " + one.from_name + " " + one.sender_label;
    entry.grantees = grants::grantees_of(tx, kLetter, one.id);
    entry.day = clock::day_of(one.sent_at.value_or(one.created_at));
    entry.link = link_of(one.id);
    search::put(tx, entry);
}

void give_work(db::Tx& tx, const Letter& one, const Receiver& receiver) {
    const bool acts = receiver.role == "act";
    worklist::Item item;
    item.kind = acts ? "internal.handle" : "internal.read";
    item.subject_kind = kLetter;
    item.subject = one.id;
    item.part = receiver.id;
    item.holder = receiver.party;
    item.agency = one.owner_agency;
    item.title = one.subject;
    item.note = kind_name(one.kind) + (one.mark.empty() ? "" : " " + one.mark) + " · " + one.from_name;
    item.link = link_of(one.id);
    item.item_class = acts ? worklist::Class::work : worklist::Class::information;
    item.urgency = one.urgency;
    item.due = acts ? receiver.due : std::nullopt;
    item.from_name = receiver.giver_label;
    worklist::put(tx, item);
}

void ask(db::Tx& tx, const Letter& one, Id part, std::string_view kind, const std::vector<Id>& holders,
         std::string_view from_name) {
    worklist::Item item;
    item.kind = kind;
    item.subject_kind = kLetter;
    item.subject = one.id;
    item.part = part;
    item.agency = one.owner_agency;
    item.title = one.subject;
    item.note = kind_name(one.kind);
    item.link = link_of(one.id);
    item.urgency = one.urgency;
    item.from_name = from_name;
    for (const Id holder : holders) {
        item.holder = holder;
        worklist::put(tx, item);
    }
}

void note(db::Tx& tx, const Actor& actor, const Capacity* as, const Letter& one, std::string_view deed,
          const Said& words) {
    deed::history_said(tx, actor, as, kLetter, one.id, deed, words);
    audit::append(tx, actor, as, deed, kLetter, one.id);
}

void announce(db::Tx& tx, const Actor& actor, const Letter& one, std::string_view event) {
    events::Event happened;
    happened.kind = event;
    happened.subject = one.id;
    happened.agency = one.owner_agency;
    happened.person = actor.person;
    happened.payload = boost::json::serialize(
        boost::json::object{{"id", std::to_string(one.id)}, {"agency", std::to_string(one.owner_agency)}});
    events::announce(tx, happened);
}

}  // namespace dinh::internal::flow
