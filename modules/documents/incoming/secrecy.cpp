// A stamp found in a file after registration is a question that a clerk must answer.
#include <boost/json.hpp>

#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/incoming_store.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/series/series.hpp"
#include "modules/documents/rights_alerts.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/events/events.hpp"
#include "platform/grants/grants.hpp"
#include "platform/search/search.hpp"

namespace dinh::documents {

namespace {

// Every place that holds a word of the document, its name or its handling.
void forget_words(db::Tx& tx, Id incoming) {
    for (const auto& ref : files::of_record(tx, kIncoming, incoming)) files::detach(tx, ref.id);
    for (const auto& sql : store::kForgetAll) tx.exec(sql, incoming);
    worklist::forget(tx, kIncoming, incoming, link_of(incoming));
    forget_rights_alerts(tx, kIncoming, incoming, link_of(incoming));
    search::drop(tx, kIncoming, incoming);
    deed::forget_history(tx, kIncoming, incoming);
    audit::forget_secrets(tx, kIncoming, incoming);
    events::forget(tx, incoming);
    grants::take_all(tx, kIncoming, incoming);
}

void tell_others(db::Tx& tx, const Actor& actor, const Incoming& one) {
    events::Event removed;
    removed.kind = kRemovedAsSecret;
    removed.subject = one.id;
    removed.agency = one.owner_agency;
    removed.person = actor.person;
    removed.payload = boost::json::serialize(boost::json::object{{"id", std::to_string(one.id)}});
    events::announce(tx, removed);
    if (one.source_recipient != 0)
        note_recipient_state(tx, one.source_recipient, "refused", "Văn bản có dấu chỉ độ mật", actor.person);
}

void remove_as_secret(db::Tx& tx, const Actor& actor, const Incoming& one) {
    forget_words(tx, one.id);
    tell_others(tx, actor, one);
    if (one.series == 0) return;
    void_used(tx, actor, one.series, one.arrival_number, one.arrival_suffix, kIncoming, one.id,
              "Văn bản mật, đăng ký vào sổ riêng theo quy định");
}

}  // namespace

void ask_about_secrecy(db::Tx& tx, Id incoming, std::string_view stamp) {
    const db::Rows rows = tx.query(store::kTouchIncoming, incoming);
    if (rows.empty()) return;
    const Incoming one = store::read_incoming(rows.first());
    if (!one.secrecy_question.empty() || one.state == "cancelled_by_recall" || one.state == "removed_as_secret") return;
    tx.exec(store::kSetQuestion, incoming, "asked");
    give_to_clerks(tx, one, kSecrecyPart, "documents.secrecy", clock::today(),
                   "Dấu \"" + std::string(stamp) + "\" trong tệp");
    note(tx, Actor::system(), nullptr, one, "incoming.ask_secrecy",
         Said("Trong tệp có dấu “%1”: văn thư phải xác nhận văn bản có mật hay không", {std::string(stamp)}));
}

void answer_secrecy_question(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, bool secret,
                             std::string_view reason) {
    const Incoming one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::correct_incoming, subject_of(one));
    if (one.secrecy_question == "answered") throw Refused("Câu hỏi về dấu mật đã được trả lời.");
    const std::string clean = checked_reason(reason, "Hãy ghi lý do.");
    if (secret) {
        remove_as_secret(tx, actor, one);
        note(tx, actor, &as, one, "incoming.remove_as_secret", Said("Gỡ khỏi hệ thống vì là văn bản mật: %1", {clean}));
        return;
    }
    tx.exec(store::kSetQuestion, id, "answered");
    worklist::finish_part(tx, kIncoming, id, kSecrecyPart);
    note(tx, actor, &as, one, "incoming.not_secret", Said("Xác nhận không phải văn bản mật: %1", {clean}));
}

}  // namespace dinh::documents
