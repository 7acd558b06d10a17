#include "modules/documents/outgoing/flow.hpp"

#include "modules/documents/documents.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/grants/grants.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"

namespace dinh::documents::out_flow {

documents::Subject right_subject(const Outgoing& one, Id holder_post) {
    return {.issuing_body = one.issuing_body,
            .agency = one.owner_agency,
            .state = one.state,
            .drafter_person = one.created_by_person,
            .signer_post = one.signer_post,
            .holder_post = holder_post,
            .holder_unit = 0,
            .giver_post = 0};
}

Outgoing lock(db::Tx& tx, Id id, std::int64_t version) {
    auto found = outgoing_store::lock(tx, id, version);
    if (!found && !outgoing_store::find(tx, id)) throw NotFound("no outgoing document " + std::to_string(id));
    if (!found)
        throw Conflict("outgoing " + std::to_string(id) + " is no longer at version " + std::to_string(version));
    return *found;
}

std::string path_of(Id outgoing) { return "/documents/outgoing/" + std::to_string(outgoing); }

worklist::Item item(const Outgoing& one, std::string_view kind, Id part, Id holder, std::string_view from) {
    worklist::Item made;
    made.kind = kind;
    made.subject_kind = kOutgoing;
    made.subject = one.id;
    made.part = part;
    made.holder = holder;
    made.agency = one.owner_agency;
    made.title = one.subject;
    const auto* named = rules::kind_any_day(one.kind);
    made.note = (named ? named->name : one.kind) + (one.mark.empty() ? "" : " · " + one.mark) + " · " + one.body_name;
    made.link = path_of(one.id);
    made.urgency = one.urgency;
    made.from_name = from;
    return made;
}

void set_state(db::Tx& tx, const Outgoing& one, std::string_view state) {
    outgoing_store::set_state(tx, one.id, state);
    grants::set_state(tx, kOutgoing, one.id, state);
}

void index(db::Tx& tx, const Outgoing& one) {
    const auto* named = rules::kind_any_day(one.kind);
    search::Entry entry;
    entry.kind = kOutgoing;
    entry.record = one.id;
    entry.title = one.subject;
    entry.marks = one.mark;
    entry.words = (named ? named->name : one.kind) + " " + one.body_name + " " + one.signer_name + " " + one.addressee +
                  " " + one.field;
    entry.grantees = grants::grantees_of(tx, kOutgoing, one.id);
    entry.day = one.issued_day.value_or(clock::day_of(one.created_at));
    entry.link = path_of(one.id);
    search::put(tx, entry);
}

void record(db::Tx& tx, const Actor& actor, const Capacity* as, const Outgoing& one, std::string_view deed,
            const Said& words, const std::vector<deed::Change>& changes) {
    deed::history(tx, actor, as, kOutgoing, one.id, deed, words, changes);
    audit::append(tx, actor, as, deed, kOutgoing, one.id);
    search::set_grantees(tx, kOutgoing, one.id, grants::grantees_of(tx, kOutgoing, one.id));
}

bool is_draft_state(std::string_view state) {
    return state == "drafting" || state == "returned" || state == "withdrawn";
}

}  // namespace dinh::documents::out_flow
