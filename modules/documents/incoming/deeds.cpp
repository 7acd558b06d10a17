#include "modules/documents/incoming/deeds.hpp"

#include <boost/json.hpp>

#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/incoming_store.hpp"
#include "modules/documents/incoming/reading.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/series/series.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/events/events.hpp"
#include "platform/grants/grants.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

Incoming locked(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const db::Rows rows = tx.query(store::kLockIncoming, id, version);
    if (rows.empty()) {
        visible_incoming(tx, actor, id);
        throw Conflict("incoming document " + std::to_string(id) + " is no longer at version " +
                       std::to_string(version));
    }
    auto one = store::read_incoming(rows.first());
    if (!grants::may_see(tx, actor, kIncoming, id)) throw NotFound("incoming document " + std::to_string(id));
    return one;
}

Subject subject_of(const Incoming& one) {
    Subject subject;
    subject.issuing_body = one.issuing_body;
    subject.agency = one.owner_agency;
    subject.state = one.state;
    return subject;
}

std::string link_of(Id incoming) { return "/documents/incoming/" + std::to_string(incoming); }

void must_be_open(const Incoming& one) {
    if (is_open_state(one.state)) return;
    if (one.state == "awaiting_receipt") throw Refused("Văn bản chưa được tiếp nhận, vào sổ.");
    throw Refused(Said("Văn bản đang ở trạng thái “%1”, không thực hiện việc này được.", {state_name(one.state)}));
}

void give_to_clerks(db::Tx& tx, const Incoming& one, Id part, std::string_view kind, std::optional<Day> due,
                    std::string_view from_name) {
    worklist::Item item;
    item.kind = kind;
    item.subject_kind = kIncoming;
    item.subject = one.id;
    item.part = part;
    item.agency = one.owner_agency;
    item.title = one.subject;
    item.note = (one.arrival_number == 0 ? "" : "Số đến " + one.number() + " · ") +
                (one.mark.empty() ? "" : one.mark + " · ") + one.author_name;
    item.link = link_of(one.id);
    item.urgency = one.urgency;
    item.due = due;
    item.from_name = from_name;
    for (const Id post : directory::clerk_posts(tx, one.issuing_body, clock::today())) {
        item.holder = post;
        worklist::put(tx, item);
    }
}

void set_state(db::Tx& tx, const Actor& actor, const Incoming& one, std::string_view state, std::string_view told,
               std::string_view told_note) {
    tx.exec(store::kSetState, one.id, state);
    grants::set_state(tx, kIncoming, one.id, state);
    if (!told.empty() && one.source_recipient != 0)
        note_recipient_state(tx, one.source_recipient, told, told_note, actor.person);
}

void note(db::Tx& tx, const Actor& actor, const Capacity* as, const Incoming& one, std::string_view deed,
          const Said& words, const std::vector<deed::Change>& changes, std::string_view detail) {
    deed::history(tx, actor, as, kIncoming, one.id, deed, words, changes);
    audit::append(tx, actor, as, deed, kIncoming, one.id, detail);
}

void put_search(db::Tx& tx, const Incoming& one) {
    const auto* kind = rules::kind_any_day(one.kind);
    search::Entry entry;
    entry.kind = kIncoming;
    entry.record = one.id;
    entry.title = one.subject;
    entry.marks = one.mark;
    entry.words = text::cut(
        text::join(
            {kind ? kind->name : one.kind, one.author_name, one.signer_name, one.field, "số đến " + one.number()}, " "),
        400);
    entry.grantees = grants::grantees_of(tx, kIncoming, one.id);
    entry.day = one.document_day.value_or(one.arrival_day.value_or(one.rules_day));
    entry.link = link_of(one.id);
    search::put(tx, entry);
}

void announce(db::Tx& tx, const Actor& actor, const Incoming& one, std::string_view event) {
    events::Event happened;
    happened.kind = event;
    happened.subject = one.id;
    happened.agency = one.owner_agency;
    happened.person = actor.person;
    happened.payload = boost::json::serialize(boost::json::object{{"id", std::to_string(one.id)},
                                                                  {"issuing_body", std::to_string(one.issuing_body)},
                                                                  {"mark", one.mark},
                                                                  {"subject", one.subject},
                                                                  {"number", one.number()}});
    events::announce(tx, happened);
}

void attach_files(db::Tx& tx, const Actor& actor, Id incoming, const std::vector<NewFile>& list) {
    if (list.empty()) return;
    for (const auto& file : list) {
        const auto ref = files::attach(tx, kIncoming, incoming, file.role, file.name, file.stored, actor.person);
        ask_to_read(tx, kIncoming, incoming, ref.position);
    }
    tx.exec(store::kSetFiles, incoming, static_cast<std::int64_t>(list.size()));
}

void write_description(db::Tx& tx, const Incoming& one) {
    tx.exec(store::kDescribe, one.id, one.issuing_body, one.channel, one.author_agency, one.author_name,
            one.author_code, one.mark, mark_key(one.mark), one.document_day, one.kind, one.subject, one.field,
            one.language, one.pages, one.copies, one.description, one.signer_position, one.signer_name, one.to_places,
            one.urgency, one.due, one.reply_needed, one.paper_original, one.dossier);
}

void describe(Incoming& one, const IncomingInput& input) {
    if (input.issuing_body != 0) one.issuing_body = input.issuing_body;
    one.channel = input.channel;
    one.author_agency = input.author_agency;
    one.author_name = input.author_name;
    one.author_code = input.author_code;
    one.mark = input.mark;
    one.document_day = input.document_day;
    one.kind = input.kind;
    one.subject = input.subject;
    one.field = input.field;
    one.language = input.language;
    one.pages = input.pages;
    one.copies = input.copies;
    one.description = input.description;
    one.signer_position = input.signer_position;
    one.signer_name = input.signer_name;
    one.to_places = input.to_places;
    one.urgency = input.urgency;
    one.due = input.due;
    one.reply_needed = input.reply_needed;
    one.paper_original = input.paper_original;
    one.dossier = input.dossier;
}

std::string checked_reason(std::string_view reason, std::string_view words_when_missing) {
    std::string clean = text::clean_line(reason);
    if (clean.empty()) throw Refused("reason", std::string(words_when_missing));
    if (text::length(clean) > 500) throw Refused("reason", "Lý do dài quá 500 ký tự.");
    return clean;
}

}  // namespace dinh::documents
