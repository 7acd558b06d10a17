// For tests of deeds on outgoing documents: the desk of incoming ones, with books of what goes out and the usual route.
#pragma once
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/outgoing/outgoing.hpp"
#include "modules/documents/routing/routing.hpp"
#include "modules/documents/tests/visit.hpp"

namespace dinh::documents::test {

inline NewFile draft_file(std::string_view content = "du thao") {
    return {"draft",
            "du-thao.docx",
            {stored(content).hash, 7, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
            ""};
}
inline NewFile signed_file(std::string_view content = "da ky") {
    return {"signed", "da-ky.pdf", {stored(content).hash, 5, "application/pdf"}, ""};
}

class OutDesk : public VisitDesk {
protected:
    void SetUp() override {
        VisitDesk::SetUp();
        for (const Office* office : {&office_, &other_}) {
            Series series;
            series.issuing_body = office->body;
            series.direction = Direction::outgoing;
            series.name = "Sổ văn bản đi";
            series.period_kind = "year";
            series.period = "2026";
            write([&](db::Tx& tx) { open_series(tx, office->clerk, series); });
        }
        look_again();
    }
    OutgoingInput letter(std::vector<RecipientInput> recipients = {}) const {
        OutgoingInput one;
        one.issuing_body = office_.body;
        one.kind = "cong_van";
        one.subject = "Về việc cung cấp số liệu chuyển đổi số";
        one.addressee = "Sở Tài chính";
        one.signer_post = office_.director.post;
        one.recipients =
            recipients.empty() ? std::vector<RecipientInput>{{.agency = other_.agency}} : std::move(recipients);
        return one;
    }
    Id draft_as(const Actor& actor, const OutgoingInput& input, const std::vector<NewFile>& files = {draft_file()}) {
        return db().writing([&](db::Tx& tx) { return draft(tx, actor, input, files); });
    }
    Id draft_one(const OutgoingInput& input) { return draft_as(office_.specialist, input); }
    Outgoing out(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_outgoing(conn, id); });
    }
    std::string state(Id id) { return out(id).state; }
    std::vector<RouteStep> route(Id id) {
        return db().reading([&](db::Conn& conn) { return route_of(conn, id); });
    }
    RouteStep current(Id id) {
        for (const auto& step : route(id))
            if (step.state == "current") return step;
        ADD_FAILURE() << "no step waits";
        return {};
    }
    std::vector<StepInput> usual() const {
        return {{"content_initial", office_.head.post, ""},
                {"form_initial", office_.chief.post, ""},
                {"sign", office_.director.post, ""}};
    }
    void submit_as(const Actor& actor, Id id, const std::vector<StepInput>& steps,
                   std::string_view slip = "Kính trình") {
        write([&](db::Tx& tx) { submit(tx, actor, *directory_, id, out_version(tx, id), steps, slip); });
    }
    void agree_as(const Actor& actor, Id id, std::string_view answer = {}) {
        const auto step = current(id);
        write([&](db::Tx& tx) { agree(tx, actor, *directory_, step.id, step.version, answer); });
    }
    void return_as(const Actor& actor, Id id, int to, std::string_view reason) {
        const auto step = current(id);
        write([&](db::Tx& tx) { return_step(tx, actor, step.id, step.version, to, reason); });
    }
    // Any deed of the form (tx, actor, id, version, ...).
    template <class F, class... Args>
    void act(F&& deed, const Actor& actor, Id id, const Args&... args) {
        write([&](db::Tx& tx) { deed(tx, actor, id, out_version(tx, id), args...); });
    }
    Id submitted(const OutgoingInput& input) {
        const Id id = draft_one(input);
        submit_as(office_.specialist, id, usual());
        return id;
    }
    Id approved(const OutgoingInput& input) {
        const Id id = submitted(input);
        agree_as(office_.head, id);
        agree_as(office_.chief, id);
        agree_as(office_.director, id);
        return id;
    }
    Id signed_one(const OutgoingInput& input) {
        const Id id = approved(input);
        act(attach_signed_file, office_.clerk, id, signed_file(), clock::today());
        return id;
    }
    Id numbered(const OutgoingInput& input) {
        const Id id = signed_one(input);
        act(give_number_to, office_.clerk, id, NumberInput{});
        return id;
    }
    Id issued(const OutgoingInput& input) {
        const Id id = numbered(input);
        act(note_seal, office_.clerk, id, "");
        act(issue, office_.clerk, id);
        write([&](db::Tx& tx) { deliver(tx, id); });
        return id;
    }
    std::vector<Recipient> recipients(Id id) {
        return db().reading([&](db::Conn& conn) { return recipients_of(conn, id); });
    }
    OutgoingInput asking() const {
        auto one = letter();
        one.reply_needed = true;
        one.reply_day = day(11, 27);
        return one;
    }
    // Registers what arrived at the second agency.
    Id received(Id outgoing) {
        const Id incoming = recipients(outgoing).front().incoming;
        IncomingInput typed = input_of(other_);
        const auto one = found(incoming);
        typed.author_agency = one.author_agency;
        typed.author_name = one.author_name;
        typed.mark = one.mark;
        typed.document_day = one.document_day;
        typed.subject = one.subject;
        write([&](db::Tx& tx) { receive(tx, other_.clerk, incoming, one.version, typed); });
        return incoming;
    }
    // The second agency answers what it got.
    Id answered(Id incoming, bool interim = false) {
        write([&](db::Tx& tx) { grants::give(tx, "incoming", incoming, other_.specialist.post, "lead"); });
        OutgoingInput reply = letter({{.agency = office_.agency}});
        reply.issuing_body = other_.body;
        reply.signer_post = other_.director.post;
        reply.answers = {incoming};
        reply.is_interim = interim;
        const Id id = draft_as(other_.specialist, reply);
        submit_as(other_.specialist, id, {{"sign", other_.director.post, ""}});
        agree_as(other_.director, id);
        act(attach_signed_file, other_.clerk, id, test::signed_file("tra loi"), clock::today());
        act(give_number_to, other_.clerk, id, NumberInput{});
        act(note_seal, other_.clerk, id, "");
        act(issue, other_.clerk, id);
        write([&](db::Tx& tx) { deliver(tx, id); });
        return id;
    }
    std::vector<deed::HistoryLine> out_history(Id id) {
        return db().reading([&](db::Conn& conn) { return deed::history_of(conn, "outgoing", id); });
    }
    OutgoingPage out_list(const Actor& actor, const OutgoingFilter& filter) {
        return db().reading([&](db::Conn& conn) { return list_outgoing(conn, actor, filter); });
    }

private:
    static std::int64_t out_version(db::Conn& conn, Id id) {
        const auto found = find_outgoing(conn, id);
        return found ? found->version : 1;
    }
};

}  // namespace dinh::documents::test
