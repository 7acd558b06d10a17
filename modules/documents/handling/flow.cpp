#include "modules/documents/handling/flow.hpp"

#include <algorithm>
#include <set>

#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/grants/grants.hpp"
#include "platform/search/search.hpp"

namespace dinh::documents::flow {

namespace {

// Whoever heads the separate office of an agency sorts for it; only its own leaders direct.
std::string work_kind(db::Conn& conn, Id owner, const Forwarding& part) {
    if (part.role == "information") return "documents.information";
    if (part.role == "follow_up") return "documents.follow";
    if (part.role == "support") return "documents.support";
    if (part.receiver_kind == ReceiverKind::unit) return "documents.assign";
    const auto post = directory::post_facts(conn, part.receiver, clock::today());
    if (part.step == "submit") {
        const bool leads_agency =
            post && post->agency == owner &&
            (post->has(directory::role::kAgencyLeader) || post->has(directory::role::kDeputyAgencyLeader));
        return leads_agency ? "documents.direct" : "documents.sort";
    }
    return post && post->leads() ? "documents.assign" : "documents.handle";
}

std::string state_of_lead(db::Conn& conn, Id owner, const Forwarding& lead) {
    if (lead.state == "in_process") return "in_process";
    const auto kind = work_kind(conn, owner, lead);
    if (kind == "documents.direct") return "awaiting_direction";
    if (kind == "documents.sort") return "awaiting_sorting";
    return kind == "documents.assign" ? "awaiting_assignment" : "in_process";
}

// The deepest open lead decides; with none open, a finished root lead waits to be confirmed.
std::string state_of(db::Conn& conn, Id owner, const std::vector<Forwarding>& parts) {
    const Forwarding* open = nullptr;
    bool finished = false;
    for (const auto* part : main_line(parts)) {
        if (is_open(*part)) open = part;
        if (part->parent == 0 && part->state == "done") finished = true;
    }
    if (open) return state_of_lead(conn, owner, *open);
    return finished ? "awaiting_confirmation" : "awaiting_sorting";
}

void tell_sender(db::Tx& tx, const Actor& actor, const Subject& subject, std::string_view state) {
    if (subject.source_recipient == 0) return;
    if (state == "awaiting_assignment")
        note_recipient_state(tx, subject.source_recipient, "assigned", "", actor.person);
    if (state == "in_process") note_recipient_state(tx, subject.source_recipient, "in_process", "", actor.person);
}

}  // namespace

bool is_open(const Forwarding& part) {
    return part.state == "unread" || part.state == "read" || part.state == "in_process";
}

std::vector<const Forwarding*> main_line(const std::vector<Forwarding>& parts) {
    std::vector<const Forwarding*> line;
    std::set<Id> known{0};
    for (const auto& part : parts) {
        if (part.role != "lead" || part.state == "withdrawn" || part.state == "handed_back") continue;
        if (!known.contains(part.parent)) continue;
        known.insert(part.id);
        line.push_back(&part);
    }
    return line;
}

bool is_closed_state(std::string_view state) {
    return state == "closed" || state == "returned_to_sender" || state == "cancelled_by_recall" ||
           state == "awaiting_receipt";
}

documents::Subject right_subject(const Subject& subject, const Forwarding* part) {
    documents::Subject right{
        .issuing_body = subject.issuing_body, .agency = subject.owner_agency, .state = subject.state};
    if (part) {
        if (part->receiver_kind == ReceiverKind::post)
            right.holder_post = part->receiver;
        else
            right.holder_unit = part->receiver;
        right.giver_post = part->giver_post;
    }
    return right;
}

void hand_over(db::Tx& tx, const Subject& subject, const Forwarding& part) {
    grants::give(tx, kIncoming, subject.id, part.receiver, part.role, subject.state);
    put_work(tx, subject, part, work_kind(tx, subject.owner_agency, part));
}

void put_work(db::Tx& tx, const Subject& subject, const Forwarding& part, std::string_view kind) {
    worklist::Item item;
    item.kind = kind;
    item.subject_kind = kIncoming;
    item.subject = subject.id;
    item.part = part.id;
    item.holder = part.receiver;
    item.agency = subject.owner_agency;
    item.title = subject.subject;
    item.note =
        "Số đến " + subject.number + (subject.mark.empty() ? "" : " · " + subject.mark) + " · " + subject.author_name;
    item.link = "/documents/incoming/" + std::to_string(subject.id);
    const bool work = part.role == "lead" || part.role == "support";
    item.item_class = work ? worklist::Class::work : worklist::Class::information;
    item.urgency = subject.urgency;
    item.due = work ? part.due : std::nullopt;
    item.from_name = part.giver_label;
    worklist::put(tx, item);
}

void let_see(db::Tx& tx, const Subject& subject, Id grantee, std::string_view role) {
    const auto grantees = grants::grantees_of(tx, kIncoming, subject.id);
    if (std::find(grantees.begin(), grantees.end(), grantee) == grantees.end())
        grants::give(tx, kIncoming, subject.id, grantee, role, subject.state);
}

void take_sight(db::Tx& tx, const Subject& subject, const Forwarding& gone) {
    const Forwarding* other = nullptr;
    bool gave = false;
    const auto parts = handling_store::forwardings_of(tx, subject.id);
    for (const auto& part : parts) {
        if (part.receiver == gone.receiver && part.state != "withdrawn") other = &part;
        gave = gave || part.giver_post == gone.receiver;
    }
    const auto opinions = opinions_of(tx, kIncoming, subject.id);
    const bool asked =
        std::any_of(opinions.begin(), opinions.end(), [&](const auto& one) { return one.of_post == gone.receiver; });
    if (other)
        grants::give(tx, kIncoming, subject.id, gone.receiver, other->role, subject.state);
    else if (asked)
        grants::give(tx, kIncoming, subject.id, gone.receiver, "opinion", subject.state);
    else if (!gave)
        grants::take(tx, kIncoming, subject.id, gone.receiver);
}

void take_off(db::Tx& tx, const Forwarding& part) { worklist::finish_part(tx, kIncoming, part.incoming, part.id); }

void end_part(db::Tx& tx, const Forwarding& part) {
    take_off(tx, part);
    for (const Id request : handling_store::drop_extensions(tx, part.id))
        worklist::finish_part(tx, kIncoming, part.incoming, request);
}

void settle(db::Tx& tx, const Actor& actor, const Subject& subject) {
    const auto parts = handling_store::forwardings_of(tx, subject.id);
    const std::string state = state_of(tx, subject.owner_agency, parts);
    if (state == subject.state) return;
    handling_store::set_incoming_state(tx, subject.id, state);
    grants::set_state(tx, kIncoming, subject.id, state);
    tell_sender(tx, actor, subject, state);
}

void record(db::Tx& tx, const Actor& actor, const Capacity* as, const Subject& subject, std::string_view deed,
            const Said& words) {
    deed::history(tx, actor, as, kIncoming, subject.id, deed, words);
    audit::append(tx, actor, as, deed, kIncoming, subject.id);
    search::set_grantees(tx, kIncoming, subject.id, grants::grantees_of(tx, kIncoming, subject.id));
}

Subject lock_visible(db::Tx& tx, const Actor& actor, Id incoming) {
    const auto subject = handling_store::touch_incoming(tx, incoming);
    if (!subject || !grants::may_see(tx, actor, kIncoming, incoming)) {
        throw NotFound("incoming document " + std::to_string(incoming) + " for person " + std::to_string(actor.person));
    }
    return *subject;
}

Locked lock_part(db::Tx& tx, const Actor& actor, Id forwarding, std::int64_t version) {
    const auto found = handling_store::find_forwarding(tx, forwarding);
    if (!found) throw NotFound("no forwarding " + std::to_string(forwarding));
    const auto subject = lock_visible(tx, actor, found->incoming);
    const auto part = handling_store::lock_forwarding(tx, forwarding, version);
    if (!part)
        throw Conflict("forwarding " + std::to_string(forwarding) + " is no longer at version " +
                       std::to_string(version));
    if (is_closed_state(subject.state)) throw Refused("Văn bản đã kết thúc xử lý hoặc không còn ở cơ quan này.");
    return {subject, *part};
}

}  // namespace dinh::documents::flow
