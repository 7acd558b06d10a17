// How an incoming document fares in the example.
#include "app/example/year.hpp"
#include "modules/documents/handling/handling.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::app::example {

namespace {

using documents::Forwarding;
using documents::Receiver;
using documents::ReceiverKind;

// One document on its way; kept by the closures of the agenda.
struct Case {
    Id incoming = 0, agency = 0, body = 0, clerk = 0;
    Id sorter = 0, leader = 0, unit = 0, head = 0, specialist = 0;
    const Subject* subject = nullptr;
    bool work = false;
    std::optional<Instant> answer_at;
    std::optional<Day> due;
};
using CasePtr = std::shared_ptr<Case>;

std::int64_t version_of(db::Conn& conn, Id incoming) {
    const auto found = documents::find_incoming(conn, incoming);
    return found ? found->version : 0;
}

// The open part that this post or unit holds.
std::optional<Forwarding> part_of(db::Conn& conn, Id incoming, Id holder) {
    std::optional<Forwarding> found;
    for (const auto& part : documents::tree_of(conn, incoming))
        if (part.receiver == holder && (part.state == "unread" || part.state == "read" || part.state == "in_process"))
            found = part;
    return found;
}

// A deadline that has passed is not said again; the part keeps its giver's.
std::optional<Day> still(std::optional<Day> due) { return due && *due >= clock::today() ? due : std::nullopt; }

// The head of a unit keeps two days for himself.
std::optional<Day> earlier(std::optional<Day> due) {
    return due && *due - clock::today() > 4 ? std::optional(*due - 2) : still(due);
}

Receiver lead(Id post, std::optional<Day> due) { return {ReceiverKind::post, post, "lead", due}; }
Receiver unit_as(Id unit, const char* as, std::optional<Day> due) { return {ReceiverKind::unit, unit, as, due}; }

void close(Stage& stage, db::Tx& tx, const CasePtr& one, Id by, const char* as, const char* note) {
    const auto incoming = documents::find_incoming(tx, one->incoming);
    if (!incoming || !documents::is_open_state(incoming->state)) return;
    documents::close_incoming(tx, stage.holder(by), one->incoming, incoming->version, as, note, "");
}

void finish(Stage& stage, const CasePtr& one) {
    stage.later(stage.random.between(1.0, 10.0), [&stage, one](db::Tx& tx) {
        const bool filed_without = stage.random.chance(0.04);
        close(stage, tx, one, one->head, filed_without ? "without_result" : "done",
              filed_without ? "Không còn cần thực hiện" : "Đã thực hiện xong");
    });
}

void report(Stage& stage, db::Tx& tx, const CasePtr& one) {
    const auto part = part_of(tx, one->incoming, one->specialist);
    if (!part) return;
    documents::report_result(tx, stage.holder(one->specialist), part->id, part->version,
                             "Đã thực hiện, kết quả gửi kèm hồ sơ công việc.");
    finish(stage, one);
}

void answer(Stage& stage, db::Tx& tx, const CasePtr& one) {
    const auto incoming = documents::find_incoming(tx, one->incoming);
    const auto* reply = stage.subjects.find("s046");
    if (!incoming || incoming->author_agency == 0 || !reply) return;
    Plan plan;
    plan.subject = reply;
    plan.body = one->body;
    plan.unit = one->unit;
    plan.drafter = one->specialist;
    plan.answers = one->incoming;
    plan.smooth = one->answer_at.has_value();
    plan.recipients = {{incoming->author_agency, 0, "", "report", 1, false}};
    tell_outgoing(stage, tx, plan);
    stage.later(stage.random.between(12.0, 30.0), [&stage, one](db::Tx& again) {
        const auto found = documents::find_incoming(again, one->incoming);
        if (found && !found->proposed_close.empty()) close(stage, again, one, one->head, "answered", "");
    });
}

void ask_more_time(Stage& stage, const CasePtr& one) {
    stage.later(2, [&stage, one](db::Tx& tx) {
        const auto part = part_of(tx, one->incoming, one->specialist);
        if (!part || !part->due || !one->due || *part->due >= *one->due) return;
        const Id request = documents::request_extension(tx, stage.holder(one->specialist), part->id, part->version,
                                                        *one->due, "Số liệu của một số xã chưa gửi đủ");
        if (!stage.random.chance(0.6)) return;
        stage.later(4, [&stage, one, request](db::Tx& again) {
            for (const auto& asked : documents::extensions_of(again, one->incoming))
                if (asked.id == request && asked.state == "waiting")
                    documents::decide_extension(again, stage.holder(one->head), request, asked.version, true,
                                                std::nullopt, "Đồng ý");
        });
    });
}

void work_on(Stage& stage, const CasePtr& one) {
    stage.later(stage.random.between(1.0, 6.0), [&stage, one](db::Tx& tx) {
        const auto part = part_of(tx, one->incoming, one->specialist);
        if (part) documents::start(tx, stage.holder(one->specialist), part->id, part->version);
        if (!one->answer_at && stage.random.chance(0.05)) ask_more_time(stage, one);
    });
    const double days =
        one->due ? std::max(1.0, double(calendar::current().working_days_between(clock::today(), *one->due))) : 3.0;
    const bool late = stage.random.chance(0.07);
    const double hours = 7.5 * (late ? days + stage.random.between(1.0, 12.0) : days * stage.random.between(0.3, 0.95));
    if (one->answer_at) {
        const Instant when = std::max(*one->answer_at, clock::now());
        stage.agenda.at(when, [&stage, one](db::Tx& tx) { answer(stage, tx, one); });
        return;
    }
    stage.later(hours, [&stage, one](db::Tx& tx) {
        if (one->subject->needs_reply && stage.random.chance(0.4))
            answer(stage, tx, one);
        else
            report(stage, tx, one);
    });
}

void assign(Stage& stage, db::Tx& tx, const CasePtr& one) {
    const auto part = part_of(tx, one->incoming, one->unit);
    if (!part) return;
    documents::forward(tx, stage.holder(one->head), one->incoming, version_of(tx, one->incoming), part->id, "assign",
                       "Đồng chí tham mưu, trình lãnh đạo phòng.", {lead(one->specialist, earlier(part->due))});
    work_on(stage, one);
}

// Sent to the wrong division: it goes back to the leader, who sends it on.
void misroute(Stage& stage, db::Tx& tx, const CasePtr& one, const std::vector<Id>& divisions) {
    const auto part = part_of(tx, one->incoming, one->unit);
    if (!part) return;
    documents::hand_back(tx, stage.holder(one->head), part->id, part->version, "Không thuộc lĩnh vực của phòng", true);
    const Id wrong = one->unit;
    for (const Id unit : divisions)
        if (unit != wrong && !part_of(tx, one->incoming, unit)) one->unit = unit;
    if (one->unit == wrong) return;
    one->head = stage.head_of(one->unit);
    one->specialist = stage.random.pick(stage.specialists_of(one->unit));
    stage.later(3, [&stage, one](db::Tx& again) {
        const auto held = part_of(again, one->incoming, one->leader);
        if (!held) return;
        documents::forward(again, stage.holder(one->leader), one->incoming, version_of(again, one->incoming), held->id,
                           "direct", "Chuyển đúng đơn vị phụ trách.", {unit_as(one->unit, "lead", still(held->due))});
        stage.later(2, [&stage, one](db::Tx& last) { assign(stage, last, one); });
    });
}

void direct(Stage& stage, db::Tx& tx, const CasePtr& one) {
    const auto held = part_of(tx, one->incoming, one->leader);
    if (!held) return;
    const auto divisions = stage.divisions_of(one->agency);
    std::vector<Receiver> receivers = {unit_as(one->unit, "lead", still(one->due))};
    if (divisions.size() > 1 && stage.random.chance(0.3)) {
        const Id other = stage.random.pick(divisions);
        if (other != one->unit) receivers.push_back(unit_as(other, "support", still(one->due)));
    }
    documents::forward(tx, stage.holder(one->leader), one->incoming, version_of(tx, one->incoming), held->id, "direct",
                       "Giao đơn vị chủ trì tham mưu thực hiện đúng thời hạn.", receivers);
    const bool wrong = !one->answer_at && divisions.size() > 1 && stage.random.chance(0.03);
    stage.later(stage.random.between(1.0, 7.0), [&stage, one, wrong, divisions](db::Tx& again) {
        if (wrong)
            misroute(stage, again, one, divisions);
        else
            assign(stage, again, one);
    });
}

void submit_to_leader(Stage& stage, db::Tx& tx, const CasePtr& one) {
    const auto held = part_of(tx, one->incoming, one->sorter);
    if (!held) return;
    documents::forward(tx, stage.holder(one->sorter), one->incoming, version_of(tx, one->incoming), held->id, "submit",
                       "Kính trình đồng chí cho ý kiến; đề xuất giao đơn vị chuyên môn chủ trì.",
                       {lead(one->leader, std::nullopt)});
    stage.later(stage.random.between(2.0, 9.0), [&stage, one](db::Tx& again) { direct(stage, again, one); });
}

void sort_work(Stage& stage, db::Tx& tx, const CasePtr& one) {
    const Id first = one->sorter != 0 ? one->sorter : one->leader;
    documents::forward(tx, stage.holder(one->clerk), one->incoming, version_of(tx, one->incoming), 0, "submit", "",
                       {lead(first, std::nullopt)});
    if (one->sorter != 0)
        stage.later(stage.random.between(0.5, 5.0),
                    [&stage, one](db::Tx& again) { submit_to_leader(stage, again, one); });
    else
        stage.later(stage.random.between(2.0, 9.0), [&stage, one](db::Tx& again) { direct(stage, again, one); });
}

void sort_information(Stage& stage, db::Tx& tx, const CasePtr& one) {
    std::vector<Receiver> receivers = {{ReceiverKind::post, one->head, "information", std::nullopt}};
    if (stage.random.chance(0.5) && one->specialist != 0)
        receivers.push_back({ReceiverKind::post, one->specialist, "information", std::nullopt});
    documents::forward(tx, stage.holder(one->clerk), one->incoming, version_of(tx, one->incoming), 0, "forward",
                       "Để biết.", receivers);
    stage.later(stage.random.between(2.0, 20.0), [&stage, one](db::Tx& again) {
        const auto part = part_of(again, one->incoming, one->head);
        if (part && stage.random.chance(0.75)) documents::mark_read(again, stage.holder(one->head), part->id);
    });
    stage.later(stage.random.between(1.0, 30.0),
                [&stage, one](db::Tx& again) { close(stage, again, one, one->clerk, "for_information", ""); });
}

// Chooses who will have it; false when the agency has nobody to work on it.
bool cast(Stage& stage, Case& one) {
    one.clerk = stage.clerk_of(one.body);
    one.sorter = stage.sorter_of(one.agency);
    const auto leaders = stage.leaders_of(one.agency);
    const auto divisions = stage.divisions_of(one.agency);
    if (one.clerk == 0 || leaders.empty() || divisions.empty()) return false;
    one.leader = stage.random.chance(0.4) ? leaders.front() : stage.random.pick(leaders);
    if (one.leader == one.sorter) one.sorter = 0;
    one.unit = stage.random.pick(divisions);
    for (const Id unit : divisions)  // the division of the field has most of it in the agency of the story
        if (const auto* named = stage.directory->unit(unit); named && named->slug == one.subject->drafter_unit)
            one.unit = unit;
    one.head = stage.head_of(one.unit);
    one.specialist = stage.random.pick(stage.specialists_of(one.unit));
    return true;
}

void go_on(Stage& stage, const CasePtr& one) {
    if (!cast(stage, *one)) return;
    stage.later(stage.random.between(0.3, 4.0), [&stage, one](db::Tx& tx) {
        const auto incoming = documents::find_incoming(tx, one->incoming);
        if (!incoming || incoming->state != "awaiting_sorting") return;
        if (one->work)
            sort_work(stage, tx, one);
        else
            sort_information(stage, tx, one);
    });
}

// What the sender wrote, taken over by the clerk.
documents::IncomingInput as_sent(const documents::Incoming& one) {
    documents::IncomingInput input;
    input.issuing_body = one.issuing_body;
    input.channel = one.channel;
    input.author_agency = one.author_agency;
    input.author_name = one.author_name;
    input.author_code = one.author_code;
    input.mark = one.mark;
    input.document_day = one.document_day;
    input.kind = one.kind;
    input.subject = one.subject;
    input.field = one.field;
    input.signer_position = one.signer_position;
    input.signer_name = one.signer_name;
    input.to_places = one.to_places;
    input.pages = one.pages;
    input.urgency = one.urgency;
    input.due = one.due;
    input.reply_needed = one.reply_needed;
    return input;
}

documents::IncomingInput typed(Stage& stage, const Subject& subject, Id body, const directory::Agency& author,
                               Day written) {
    documents::IncomingInput input;
    input.issuing_body = body;
    constexpr const char* kChannels[] = {"axis", "paper", "post", "mail"};
    input.channel = kChannels[stage.random.weighted({0.87, 0.05, 0.03, 0.05})];
    input.author_agency = author.id;
    input.author_name = author.name;
    const auto* kind = rules::kind_any_day(subject.kind);
    const bool party = kind && kind->group == rules::KindGroup::party;
    const std::string number = std::to_string(stage.random.between(11, 4800));
    const std::string sign = kind && !kind->abbreviation.empty()
                                 ? kind->abbreviation + (party ? "/" : "-") + author.abbreviation
                                 : author.abbreviation + "-TH";
    input.mark = number + (party ? "-" : "/") + sign;
    input.document_day = written;
    input.kind = subject.kind;
    input.subject = subject.said(written, stage.random, "");
    input.field = subject.field;
    input.urgency = stage.random.chance(0.03) ? 1 : subject.urgency;
    input.pages = stage.random.between(1, 12);
    return input;
}

}  // namespace

void tell_arrival_from_outside(Stage& stage, db::Tx& tx, const Subject& subject, Id body, Id author) {
    const auto* from = stage.directory->agency(author);
    const auto* to = stage.directory->issuing_body(body);
    auto one = std::make_shared<Case>();
    one->agency = to->agency;
    one->body = body;
    one->subject = &subject;
    one->clerk = stage.clerk_of(body);
    if (!from || one->clerk == 0) return;
    one->work = subject.needs_reply ? stage.random.chance(0.8) : stage.random.chance(0.12);
    auto input = typed(stage, subject, body, *from, clock::today() - stage.random.between(0, 3));
    if (one->work && subject.handling_days > 0)
        one->due = calendar::current().add_working_days(clock::today(), subject.handling_days);
    input.due = one->due;
    input.reply_needed = one->work && subject.needs_reply;
    one->incoming = documents::register_incoming(tx, stage.holder(one->clerk), input, {});
    if (!stage.random.chance(0.02))
        stage.papers.attach_pdf(tx, "incoming", one->incoming, "main",
                                stage.papers.of(subject.kind, stage.random.next()), stage.holder(one->clerk).person);
    ++stage.report.incoming;
    go_on(stage, one);
}

void tell_receipt(Stage& stage, Id incoming, const Subject& subject, std::optional<Instant> answer_at) {
    const double hours = stage.random.chance(0.015) ? stage.random.between(9.0, 20.0) : stage.random.between(0.2, 4.0);
    stage.later(hours, [&stage, incoming, &subject, answer_at](db::Tx& tx) {
        const auto arrived = documents::find_incoming(tx, incoming);
        if (!arrived || arrived->state != "awaiting_receipt") return;
        auto one = std::make_shared<Case>();
        one->incoming = incoming;
        one->agency = arrived->owner_agency;
        one->body = arrived->issuing_body;
        one->subject = &subject;
        one->answer_at = answer_at;
        one->clerk = stage.clerk_of(one->body);
        if (one->clerk == 0) return;
        documents::IncomingInput input = as_sent(*arrived);
        one->work = arrived->reply_needed || answer_at || stage.random.chance(0.12);
        if (one->work && !input.due && subject.handling_days > 0)
            input.due = calendar::current().add_working_days(clock::today(), subject.handling_days);
        if (input.due && *input.due < clock::today()) input.due = std::nullopt;
        one->due = input.due;
        documents::receive(tx, stage.holder(one->clerk), incoming, arrived->version, input);
        ++stage.report.incoming;
        go_on(stage, one);
    });
}

}  // namespace dinh::app::example
