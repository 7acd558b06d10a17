// What the head, or whom the head named, decides: settle, pass on, guide, file away; more time; anew.
#include <algorithm>

#include "modules/petitions/officers/officers.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/deadlines.hpp"
#include "modules/petitions/petitions/deeds.hpp"
#include "modules/petitions/petitions/petition_store.hpp"
#include "modules/petitions/petitions/settling.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

struct Decision {
    const char* state;
    const char* decision;
    std::string note, filed_as;
    bool ends = true;
};

// What history says of a decision, without a note and with one as the last value.
struct Words {
    const char* bare;
    const char* with_note;
    std::vector<std::string> values;
    Said said(const std::string& note) const {
        if (note.empty()) return {bare, values};
        auto all = values;
        all.push_back(note);
        return {with_note, std::move(all)};
    }
};

void decide(db::Tx& tx, const Actor& actor, const Capacity& as, const Petition& one, const Decision& decision,
            const Words& words) {
    const auto closed = decision.ends ? std::optional(clock::now()) : std::nullopt;
    tx.exec(store::kDecide, one.id, decision.state, decision.decision, decision.note, clock::today(),
            label_of(actor, as), decision.filed_as, closed);
    grants::set_state(tx, kPetition, one.id, decision.state);
    worklist::finish_all(tx, kPetition, one.id);
    note(tx, actor, &as, one, std::string("petitions.") + decision.decision, words.said(decision.note));
    if (decision.ends) announce(tx, actor, one, kClosed);
}

// The body of the agency that keeps a petition book; 0: it has nobody here who could receive.
Id receiving_body(db::Conn& conn, const directory::Snapshot& directory, Id agency) {
    const auto* found = directory.agency(agency);
    if (!found || !found->tenant) return 0;
    const auto bodies = directory.bodies_of(agency);
    const auto own = std::find_if(bodies.begin(), bodies.end(),
                                  [&](const directory::IssuingBody* body) { return body->slug == found->slug; });
    const Id body = own != bodies.end() ? (*own)->id : bodies.empty() ? 0 : bodies.front()->id;
    return body != 0 && !receivers(conn, directory, body).empty() ? body : 0;
}

Id arrive(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, const Petition& source, Id agency,
          Id body) {
    keep_sight(tx, directory, body);
    Petition one = source;
    one.id = ids::make();
    one.owner_agency = agency;
    one.issuing_body = body;
    one.rules_day = one.received_day = clock::today();
    one.channel = "passed_on";
    one.passed_from = directory.agency_name(source.owner_agency);
    one.state = "awaiting_receipt";
    one.number = 0;
    one.settler_post = one.settler_unit = 0;
    tx.exec(store::kAdd, one.id, agency, one.rules_day, clock::now(), actor.person, Id{0}, body, one.received_day,
            one.channel, one.passed_from, one.kind, one.round, one.state, one.summary, one.field, one.people,
            source.id);
    store::write_senders(tx, one.id, body, senders_of(tx, source.id));
    for (const auto& ref : files::of_record(tx, kPetition, source.id))
        files::share(tx, ref, kPetition, one.id, ref.role, actor.person);
    show_to_concerned(tx, directory, one);
    give_work(tx, one, kReceivePart, "petitions.receive", receivers(tx, directory, body), std::nullopt,
              one.passed_from);
    note(tx, actor, nullptr, one, "petitions.arrive", Said("%1 chuyển đơn đến", {one.passed_from}));
    return one.id;
}

}  // namespace

void accept(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
            const Settler& settler, bool remote, std::string_view note_typed) {
    Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::accept, subject_of(tx, one));
    must_be(one, "awaiting_direction");
    if (senders_of(tx, id).empty())
        throw Refused(
            "Đơn không rõ người gửi thì không thụ lý; có thể lưu, hướng dẫn hoặc chuyển cơ quan có thẩm quyền.");
    const std::string clean = must_say(tx, one, "note", note_typed, "");
    one.remote = remote;
    const auto rule = settlement_deadline(tx, one);
    if (!rule) throw Refused("Chưa có quy định thời hạn giải quyết cho loại đơn này.");
    one.due = counted(clock::today(), rule->days, rule->working);
    tx.exec(store::kSetAccepted, id, remote, one.due);
    decide(tx, actor, as, one, {"in_settlement", "accepted", clean, "", false},
           {"Thụ lý, hạn giải quyết %1", "Thụ lý, hạn giải quyết %1: %2", {clock::show(*one.due)}});
    one.state = "in_settlement";
    settle_by(tx, directory, actor, as, one, settler);
}

void pass_on(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
             const Competent& to, std::string_view note_typed) {
    const Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::pass_on, subject_of(tx, one));
    must_be(one, "awaiting_direction");
    Reasons reasons;
    const auto senders = senders_of(tx, id);
    const std::string clean = checked_words(reasons, senders, "note", note_typed, 500, "");
    const auto* agency = directory.agency(to.agency);
    const std::string name = agency ? agency->name : text::clean_line(to.name);
    if (name.empty()) reasons.add("agency", "Hãy ghi cơ quan có thẩm quyền nhận đơn.");
    if (text::length(name) > 200) reasons.add("agency", "Dài quá 200 ký tự.");
    if (to.agency == one.owner_agency) reasons.add("agency", "Đơn đang ở chính cơ quan này.");
    if (agency && agency->closed_on(clock::today()))
        reasons.add("agency", Said("%1 đã giải thể; hãy chọn cơ quan kế thừa.", {agency->name}));
    reasons.done();
    const Id body = agency ? receiving_body(tx, directory, agency->id) : 0;
    decide(tx, actor, as, one, {"passed_on", "passed_on", clean, "", true},
           {"Chuyển đơn đến %1", "Chuyển đơn đến %1: %2", {name}});
    const Id arrived = body == 0 ? 0 : arrive(tx, actor, directory, one, agency->id, body);
    tx.exec(store::kSetPassed, id, to.agency, name, arrived);
}

void guide(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view note_typed) {
    const Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::guide, subject_of(tx, one));
    must_be(one, "awaiting_direction");
    const std::string clean = must_say(tx, one, "note", note_typed, "Hãy ghi nội dung hướng dẫn.");
    decide(tx, actor, as, one, {"guided", "guided", clean, "", true},
           {"Hướng dẫn, trả lại đơn", "Hướng dẫn, trả lại đơn: %1", {}});
}

void file_away(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view filing,
               std::string_view note_typed) {
    const Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::file_away, subject_of(tx, one));
    must_be(one, "awaiting_direction");
    const auto* rule = rules::table("petitions").find("filing", filing, one.rules_day);
    if (!rule) throw Refused("as", "Hãy chọn lý do lưu đơn.");
    const bool asks = rule->truth("note_required");
    const std::string clean = must_say(tx, one, "note", note_typed, asks ? "Hãy ghi rõ lý do lưu đơn." : "");
    decide(tx, actor, as, one, {"filed", "filed", clean, std::string(filing), true},
           {"Lưu đơn, %1", "Lưu đơn, %1: %2", {text::lower(rule->text("name"))}});
}

void extend(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, Day until, std::string_view reason) {
    const Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::extend, subject_of(tx, one));
    const bool processing = one.state == "awaiting_direction";
    if (!processing) must_be(one, "in_settlement");
    const auto rule = processing ? processing_deadline(tx, one) : settlement_deadline(tx, one);
    const auto due = due_of(one);
    if (!rule || !due || one.extensions >= rule->extensions)
        throw Refused(rule && rule->extensions > 0
                          ? Said("Đã gia hạn đủ %1 lần theo luật.", {std::to_string(rule->extensions)})
                          : Said("Luật không cho gia hạn bước này."));
    const Day start = processing ? one.received_day : one.decided_day.value_or(one.received_day);
    const Day most = latest(*rule, start, one.extensions + 1);
    Reasons reasons;
    const std::string clean =
        checked_words(reasons, senders_of(tx, id), "reason", reason, 500, "Hãy ghi lý do gia hạn.");
    if (until <= *due) reasons.add("until", Said("Hạn mới phải sau hạn hiện nay (%1).", {clock::show(*due)}));
    if (until > most) reasons.add("until", Said("Luật cho gia hạn lần này muộn nhất đến %1.", {clock::show(most)}));
    reasons.done();
    tx.exec(processing ? store::kExtendProcessing : store::kExtendSettlement, id, until);
    worklist::set_due(tx, kPetition, id, processing ? kDirectPart : kSettlePart, until);
    note(tx, actor, &as, one, "petitions.extend", Said("Gia hạn đến %1: %2", {clock::show(until), clean}));
}

void reopen(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
            std::string_view reason) {
    Petition one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::reopen, subject_of(tx, one));
    constexpr std::string_view kEnded[] = {"closed", "guided", "filed", "passed_on", "in_settlement", "answered"};
    if (std::find(std::begin(kEnded), std::end(kEnded), one.state) == std::end(kEnded) || one.passed_petition != 0)
        throw Refused("Chỉ chỉ đạo lại được đơn đã có quyết định xử lý và còn ở cơ quan này.");
    const std::string clean = must_say(tx, one, "reason", reason, "Hãy ghi lý do mở lại.");
    hide_from_settler(tx, directory, one);
    worklist::finish_all(tx, kPetition, id);
    tx.exec(store::kSetReopened, id);
    one = *find_petition(tx, id);
    grants::set_state(tx, kPetition, id, one.state);
    show_to_concerned(tx, directory, one);
    give_to_directors(tx, directory, one, label_of(actor, as));
    note(tx, actor, &as, one, "petitions.reopen", Said("Mở lại để chỉ đạo lại: %1", {clean}));
}

}  // namespace dinh::petitions
