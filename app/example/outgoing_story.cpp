// How an outgoing document fares in the example.
#include "app/example/year.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/routing/routing.hpp"
#include "platform/calendar/calendar.hpp"

namespace dinh::app::example {

namespace {

using documents::RouteStep;

struct Case {
    Id outgoing = 0, body = 0, drafter = 0, clerk = 0;
    Plan plan;
    const PaperFile* paper = nullptr;
    bool corrected = false;
};
using CasePtr = std::shared_ptr<Case>;

std::optional<documents::Outgoing> state_of(db::Conn& conn, const CasePtr& one) {
    return documents::find_outgoing(conn, one->outgoing);
}

std::optional<RouteStep> current_step(db::Conn& conn, Id outgoing) {
    for (const auto& step : documents::route_of(conn, outgoing))
        if (step.state == "current") return step;
    return std::nullopt;
}

// The commune's answer to the campaign comes when the plan says; others as chance has it.
std::optional<Instant> answer_moment(Stage& stage, const CasePtr& one, int index, int asked) {
    if (!one->plan.campaign || !one->plan.reply_day) return std::nullopt;
    const int late = 11, silent = 6;
    const auto& calendar = calendar::current();
    if (index >= asked - silent) return Instant{clock::now().ms + 365LL * 86'400'000};  // not yet
    if (index >= asked - late)
        return at_work(calendar.add_working_days(*one->plan.reply_day, stage.random.between(1, 2)),
                       stage.random.between(0.5, 3.0));
    return at_work(calendar.add_working_days(*one->plan.reply_day, -stage.random.between(2, 5)),
                   stage.random.between(0.5, 7.0));
}

double hours(Stage& stage, const CasePtr& one, double least, double most) {
    return one->plan.smooth ? least : stage.random.between(least, most);
}

bool mishap(Stage& stage, const CasePtr& one, double chance) {
    return !one->plan.smooth && stage.random.chance(chance);
}

void deliver_now(Stage& stage, db::Tx& tx, const CasePtr& one) {
    documents::deliver(tx, one->outgoing);
    const auto recipients = documents::recipients_of(tx, one->outgoing);
    int index = 0;
    for (const auto& recipient : recipients) {
        const auto when = answer_moment(stage, one, index++, static_cast<int>(recipients.size()));
        if (recipient.incoming != 0) tell_receipt(stage, recipient.incoming, *one->plan.subject, when);
    }
}

void issue_it(Stage& stage, const CasePtr& one) {
    stage.later(mishap(stage, one, 0.01) ? 18.0 : 0.3, [&stage, one](db::Tx& tx) {
        const auto found = state_of(tx, one);
        if (!found || found->state != "numbered_awaiting_seal") return;
        documents::issue(tx, stage.holder(one->clerk), one->outgoing, found->version);
        ++stage.report.outgoing;
        deliver_now(stage, tx, one);
    });
}

void seal_it(Stage& stage, const CasePtr& one) {
    stage.later(0.2, [&stage, one](db::Tx& tx) {
        const auto found = state_of(tx, one);
        if (!found || found->state != "numbered_awaiting_seal") return;
        documents::note_seal(tx, stage.holder(one->clerk), one->outgoing, found->version, "");
        issue_it(stage, one);
    });
}

void number_it(Stage& stage, const CasePtr& one) {
    stage.later(hours(stage, one, 0.1, 0.8), [&stage, one](db::Tx& tx) {
        const auto found = state_of(tx, one);
        if (!found || found->state != "signed_awaiting_number") return;
        documents::give_number_to(tx, stage.holder(one->clerk), one->outgoing, found->version, {});
        seal_it(stage, one);
    });
}

void sign_on_paper(Stage& stage, const CasePtr& one) {
    stage.later(hours(stage, one, 0.3, 3.0), [&stage, one](db::Tx& tx) {
        const auto found = state_of(tx, one);
        if (!found || found->state != "approved") return;
        documents::attach_signed_file(tx, stage.holder(one->clerk), one->outgoing, found->version,
                                      {"signed", "ban-da-ky.pdf", one->paper->pdf, ""}, clock::today());
        files::set_text_state(tx, one->paper->pdf.hash, files::TextState::read, one->paper->pages);
        number_it(stage, one);
    });
}

void submit_it(Stage& stage, const CasePtr& one, double after_hours);

void walk_route(Stage& stage, const CasePtr& one) {
    stage.later(hours(stage, one, 0.5, 6.0), [&stage, one](db::Tx& tx) {
        const auto step = current_step(tx, one->outgoing);
        if (!step) return;
        const Actor& actor = stage.holder(step->post);
        documents::mark_step_read(tx, actor, step->id);
        const std::int64_t version = step->version + (step->read_at ? 0 : 1);
        if (!one->corrected && mishap(stage, one, 0.06)) {
            one->corrected = true;
            documents::return_step(tx, actor, step->id, version, 0, "Đề nghị rà soát lại số liệu và căn cứ pháp lý.");
            submit_it(stage, one, stage.random.between(3.0, 12.0));
            return;
        }
        documents::agree(tx, actor, *stage.directory, step->id, version, "");
        if (step->kind == "sign")
            sign_on_paper(stage, one);
        else
            walk_route(stage, one);
    });
}

void submit_it(Stage& stage, const CasePtr& one, double after_hours) {
    stage.later(after_hours, [&stage, one](db::Tx& tx) {
        const auto found = state_of(tx, one);
        if (!found) return;
        if (!one->corrected && mishap(stage, one, 0.01)) {
            documents::drop_draft(tx, stage.holder(one->drafter), one->outgoing, found->version,
                                  "Không còn cần ban hành");
            return;
        }
        const auto route = documents::proposed_route(tx, *stage.directory, *found);
        if (route.empty()) return;
        documents::submit(tx, stage.holder(one->drafter), *stage.directory, one->outgoing, found->version, route,
                          "Kính trình lãnh đạo xem xét, ký ban hành dự thảo văn bản kèm theo.");
        walk_route(stage, one);
    });
}

Id unit_for(Stage& stage, const Plan& plan, Id agency) {
    if (plan.unit != 0) return plan.unit;
    const auto divisions = stage.divisions_of(agency);
    for (const Id unit : divisions)
        if (const auto* named = stage.directory->unit(unit); named && named->slug == plan.subject->drafter_unit)
            return unit;
    return divisions.empty() ? 0 : stage.random.pick(divisions);
}

}  // namespace

void tell_outgoing(Stage& stage, db::Tx& tx, const Plan& plan) {
    const auto* body = stage.directory->issuing_body(plan.body);
    const Id unit = unit_for(stage, plan, body->agency);
    const auto leaders = stage.leaders_of(body->agency);
    auto one = std::make_shared<Case>();
    one->plan = plan;
    one->body = plan.body;
    one->clerk = stage.clerk_of(plan.body);
    if (unit == 0 || leaders.empty() || one->clerk == 0 || plan.recipients.empty()) return;
    one->drafter = plan.drafter != 0 ? plan.drafter : stage.random.pick(stage.specialists_of(unit));
    one->paper = &stage.papers.of(plan.subject->kind, stage.random.next());
    documents::OutgoingInput input;
    input.issuing_body = plan.body;
    input.drafting_unit = unit;
    input.kind = plan.subject->kind;
    const auto* commune = stage.directory->agency(body->agency);
    input.subject = plan.subject->said(clock::today(), stage.random, commune ? commune->short_name : "");
    input.field = plan.subject->field;
    input.urgency = plan.subject->urgency;
    input.pages = one->paper->pages;
    input.copies = stage.random.between(2, 30);
    input.archive_copy = "VT, " + stage.directory->unit(unit)->abbreviation;
    input.signer_post = stage.random.chance(0.35) ? leaders.front() : stage.random.pick(leaders);
    input.reply_needed = plan.reply_day.has_value();
    input.reply_day = plan.reply_day;
    if (plan.answers != 0) input.answers = {plan.answers};
    input.recipients = plan.recipients;
    one->outgoing = documents::draft(tx, stage.holder(one->drafter), input, {});
    stage.papers.attach_docx(tx, "outgoing", one->outgoing, "draft", *one->paper, stage.holder(one->drafter).person);
    submit_it(stage, one, hours(stage, one, 0.5, 8.0));
}

}  // namespace dinh::app::example
