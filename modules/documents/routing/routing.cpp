#include "modules/documents/routing/routing.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "modules/documents/routing/routing_store.hpp"
#include "platform/grants/grants.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

std::string state_for(std::string_view kind) {
    if (kind == "opinion") return "in_consultation";
    if (kind == "content_initial") return "awaiting_content_check";
    if (kind == "form_initial") return "awaiting_form_check";
    return kind == "preview" ? "awaiting_preview" : "awaiting_signature";
}

bool known_kind(std::string_view kind) {
    return kind == "opinion" || kind == "content_initial" || kind == "form_initial" || kind == "preview" ||
           kind == "sign";
}

std::string words_for(std::string_view kind) {
    if (kind == "opinion") return "Cho ý kiến";
    if (kind == "content_initial") return "Ký nháy nội dung";
    if (kind == "form_initial") return "Ký nháy thể thức";
    return kind == "preview" ? "Xem trước" : "Ký duyệt";
}

// The step becomes the one that waits: its holder sees the document and has it on his list.
void make_current(db::Tx& tx, const Outgoing& one, const RouteStep& step, std::string_view from) {
    routing_store::set_current(tx, step.id);
    out_flow::set_state(tx, one, state_for(step.kind));
    grants::give(tx, kOutgoing, one.id, step.post, step.kind == "sign" ? "signer" : "step", state_for(step.kind));
    worklist::put(tx, out_flow::item(one, "documents.step", step.id, step.post, from));
}

void ask_signed_file(db::Tx& tx, const Outgoing& one, std::string_view from) {
    for (const Id clerk : directory::clerk_posts(tx, one.issuing_body, clock::today())) {
        grants::give(tx, kOutgoing, one.id, clerk, "clerk", "approved");
        worklist::put(tx, out_flow::item(one, "documents.attach_signed", 0, clerk, from));
    }
    grants::give(tx, kOutgoing, one.id, one.owner_agency, "agency", "approved");
}

void back_to_drafter(db::Tx& tx, const Outgoing& one, std::string_view from) {
    out_flow::set_state(tx, one, "returned");
    worklist::put(tx, out_flow::item(one, "documents.returned", 0, one.created_by_post, from));
}

struct Locked {
    Outgoing outgoing;
    RouteStep step;
};

Locked lock_step(db::Tx& tx, Id step_id, std::int64_t version) {
    const auto found = routing_store::find_step(tx, step_id);
    if (!found) throw NotFound("no route step " + std::to_string(step_id));
    const auto outgoing = outgoing_store::touch(tx, found->outgoing);
    if (!outgoing) throw NotFound("route step without its document");
    const auto step = routing_store::lock_step(tx, step_id, version);
    if (!step)
        throw Conflict("route step " + std::to_string(step_id) + " is no longer at version " + std::to_string(version));
    return {*outgoing, *step};
}

std::vector<RouteStep> of_round(db::Conn& conn, Id outgoing, int round) {
    auto steps = routing_store::steps_of(conn, outgoing);
    std::erase_if(steps, [&](const RouteStep& step) { return step.round != round; });
    return steps;
}

void insert_round(db::Tx& tx, const Outgoing& one, int round, const std::vector<StepInput>& steps) {
    int position = 0;
    for (const auto& input : steps) {
        const auto post = directory::post_facts(tx, input.post, clock::today());
        RouteStep step;
        step.id = ids::make();
        step.outgoing = one.id;
        step.round = round;
        step.position = ++position;
        step.kind = input.kind;
        step.post = input.post;
        step.label = post ? post->label : "";
        step.state = "waiting";
        step.note = input.note;
        routing_store::insert_step(tx, step);
    }
}

void check_steps(db::Conn& conn, const Outgoing& one, const std::vector<StepInput>& steps, Reasons& reasons) {
    int signs = 0;
    for (const auto& input : steps) {
        if (!known_kind(input.kind)) reasons.add("steps", "Có bước ký không có trong danh mục.");
        if (input.kind == "sign") ++signs;
        const auto post = directory::post_facts(conn, input.post, clock::today());
        if (!post)
            reasons.add("steps", "Có bước chưa chọn người.");
        else if (post->holder == 0)
            reasons.add("steps", Said("Vị trí %1 đang khuyết, hãy chọn người khác.", {post->title}));
        else if (!post->open)
            reasons.add("steps", Said("%1 không còn hoạt động.", {post->label}));
        if (post && post->agency != one.owner_agency && post->served != one.owner_agency)
            reasons.add("steps", Said("%1 không thuộc cơ quan ban hành.", {post->label}));
    }
    if (signs != 1 || steps.empty() || steps.back().kind != "sign")
        reasons.add("steps", "Luồng ký phải có đúng một bước ký và là bước cuối.");
}

// Moves on to the next waiting step; after the signing step the document is approved.
void advance(db::Tx& tx, const Actor& actor, const Outgoing& one, const RouteStep& after) {
    for (const auto& step : of_round(tx, one.id, after.round))
        if (step.position > after.position && step.state == "waiting") return make_current(tx, one, step, actor.name);
}

}  // namespace

std::vector<RouteStep> route_of(db::Conn& conn, Id outgoing) { return routing_store::steps_of(conn, outgoing); }
std::vector<Slip> slips_of(db::Conn& conn, Id outgoing) { return routing_store::slips_of(conn, outgoing); }

void submit(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id outgoing, std::int64_t version,
            const std::vector<StepInput>& steps, std::string_view typed_slip) {
    const std::string slip = text::trim(text::clean_text(typed_slip));
    const auto one = out_flow::lock(tx, outgoing, version);
    const Capacity& as = must(actor, Deed::submit, out_flow::right_subject(one));
    Reasons reasons;
    if (!out_flow::is_draft_state(one.state)) reasons.add("Dự thảo đang trình hoặc đã duyệt.");
    if (!routing_store::has_draft_file(tx, outgoing)) reasons.add("file", "Chưa có tệp dự thảo để trình.");
    if (text::length(slip) > 4000) reasons.add("slip", "Phiếu trình dài quá 4.000 chữ.");
    check_steps(tx, one, steps, reasons);
    if (!steps.empty()) {
        const auto authority =
            directory::signing_authority(directory, one.issuing_body, steps.back().post, 0, one.field, clock::today());
        for (const auto& refusal : authority.refusals) reasons.add("steps", refusal);
    }
    reasons.done();
    const int round = routing_store::last_round(tx, outgoing) + 1;
    insert_round(tx, one, round, steps);
    routing_store::insert_slip(tx, outgoing, round, slip, actor.person);
    worklist::finish_all(tx, kOutgoing, outgoing);
    make_current(tx, one, of_round(tx, outgoing, round).front(), actor.name + " – " + as.title);
    out_flow::record(tx, actor, &as, one, "routing.submit",
                     round == 1 ? Said("Trình dự thảo") : Said("Trình lại lần %1", {std::to_string(round)}));
}

void mark_step_read(db::Tx& tx, const Actor& actor, Id step_id) {
    const auto step = routing_store::find_step(tx, step_id);
    if (!step || step->state != "current" || step->read_at) return;
    const auto one = outgoing_store::find(tx, step->outgoing);
    if (one && can(actor, Deed::act_on_step, out_flow::right_subject(*one, step->post)))
        routing_store::set_read(tx, step_id);
}

void agree(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id step_id, std::int64_t version,
           std::string_view typed_answer) {
    const std::string answer = text::trim(text::clean_text(typed_answer));
    const auto [one, step] = lock_step(tx, step_id, version);
    const Capacity& as = must(actor, Deed::act_on_step, out_flow::right_subject(one, step.post));
    Reasons reasons;
    if (step.state != "current") reasons.add("Bước này không còn chờ bạn.");
    if (step.kind == "opinion" && text::trim(answer).empty()) reasons.add("answer", "Chưa ghi ý kiến.");
    if (text::length(answer) > 4000) reasons.add("answer", "Ý kiến dài quá 4.000 chữ.");
    directory::SigningAuthority authority;
    if (step.kind == "sign") {
        authority = directory::signing_authority(directory, one.issuing_body, step.post, actor.person, one.field,
                                                 clock::today());
        for (const auto& refusal : authority.refusals) reasons.add(refusal);
    }
    reasons.done();
    const std::string acted_as = as.delegation == 0 ? as.title : "Theo ủy quyền của " + as.title;
    routing_store::set_done(tx, step_id, "done", answer, actor.person, actor.name + " – " + acted_as);
    worklist::finish_part(tx, kOutgoing, one.id, step_id);
    if (step.kind == "sign") {
        outgoing_store::set_approved(tx, one.id, step.post, actor.person, actor.name, text::join(authority.lines, "\n"),
                                     authority.kind);
        grants::set_state(tx, kOutgoing, one.id, "approved");
        ask_signed_file(tx, one, actor.name);
        worklist::notify(tx, one.created_by_post, Said("Đã được ký duyệt: %1", {one.subject}),
                         out_flow::path_of(one.id));
    } else {
        advance(tx, actor, one, step);
    }
    out_flow::record(
        tx, actor, &as, one, "routing.agree",
        answer.empty() ? Said(words_for(step.kind)) : Said("%1: %2", {words_for(step.kind), text::cut(answer, 300)}));
}

void return_step(db::Tx& tx, const Actor& actor, Id step_id, std::int64_t version, int to_position,
                 std::string_view typed_reason) {
    const std::string reason = text::trim(text::clean_text(typed_reason));
    const auto [one, step] = lock_step(tx, step_id, version);
    const Capacity& as = must(actor, Deed::act_on_step, out_flow::right_subject(one, step.post));
    const auto steps = of_round(tx, one.id, step.round);
    Reasons reasons;
    if (step.state != "current") reasons.add("Bước này không còn chờ bạn.");
    if (text::trim(reason).empty()) reasons.add("reason", "Phải ghi lý do trả lại.");
    if (text::length(reason) > 4000) reasons.add("reason", "Lý do dài quá 4.000 chữ.");
    if (to_position < 0 || to_position >= step.position)
        reasons.add("to_position", "Chỉ trả lại cho bước trước đó hoặc người soạn.");
    reasons.done();
    routing_store::set_done(tx, step_id, "returned", reason, actor.person, actor.name + " – " + as.title);
    routing_store::end_round(tx, one.id, step.round, "withdrawn");
    worklist::finish_part(tx, kOutgoing, one.id, step_id);
    if (to_position == 0) {
        back_to_drafter(tx, one, actor.name + " – " + as.title);
    } else {
        std::vector<StepInput> rest;
        for (const auto& old : steps)
            if (old.position >= to_position && old.state != "skipped") rest.push_back({old.kind, old.post, old.note});
        insert_round(tx, one, step.round + 1, rest);
        make_current(tx, one, of_round(tx, one.id, step.round + 1).front(), actor.name + " – " + as.title);
    }
    worklist::notify(tx, one.created_by_post, Said("Dự thảo bị trả lại: %1", {one.subject}), out_flow::path_of(one.id));
    out_flow::record(tx, actor, &as, one, "routing.return", Said("Trả lại: %1", {text::cut(reason, 300)}));
}

void add_step(db::Tx& tx, const Actor& actor, Id outgoing, std::int64_t version, int after_position,
              const StepInput& input) {
    const auto one = out_flow::lock(tx, outgoing, version);
    const int round = routing_store::last_round(tx, outgoing);
    const auto steps = of_round(tx, outgoing, round);
    const RouteStep* current = nullptr;
    for (const auto& step : steps)
        if (step.state == "current") current = &step;
    const Capacity& as = must(actor, Deed::add_step, out_flow::right_subject(one, current ? current->post : 0));
    const auto post = directory::post_facts(tx, input.post, clock::today());
    Reasons reasons;
    if (!current) reasons.add("Văn bản không đang trình ký.");
    if (input.kind == "sign" || !known_kind(input.kind))
        reasons.add("kind", "Chỉ thêm được bước xin ý kiến, ký nháy hoặc xem trước.");
    if (!post || post->holder == 0) reasons.add("post", "Chưa chọn người của bước mới, hoặc vị trí đang khuyết.");
    if (post && post->agency != one.owner_agency && post->served != one.owner_agency)
        reasons.add("post", Said("%1 không thuộc cơ quan ban hành.", {post->label}));
    if (current && (after_position < current->position || after_position >= static_cast<int>(steps.back().position)))
        reasons.add("after_position", "Bước mới phải đứng sau bước đang chờ và trước bước ký.");
    reasons.done();
    routing_store::move_after(tx, outgoing, round, after_position);
    RouteStep step;
    step.id = ids::make();
    step.outgoing = outgoing;
    step.round = round;
    step.position = after_position + 1;
    step.kind = input.kind;
    step.post = input.post;
    step.label = post->label;
    step.state = "waiting";
    step.note = input.note;
    routing_store::insert_step(tx, step);
    out_flow::record(tx, actor, &as, one, "routing.add_step",
                     Said("Thêm bước %1: %2", {words_for(input.kind), post->label}));
}

void skip_step(db::Tx& tx, const Actor& actor, Id step_id, std::int64_t version, std::string_view typed_reason) {
    const std::string reason = text::trim(text::clean_text(typed_reason));
    const auto [one, step] = lock_step(tx, step_id, version);
    const Capacity& as = must(actor, Deed::skip_step, out_flow::right_subject(one, step.post));
    Reasons reasons;
    if (step.kind == "sign") reasons.add("Không bỏ qua được bước ký.");
    if (step.state != "current" && step.state != "waiting") reasons.add("Bước này đã xong.");
    if (reason.empty()) reasons.add("reason", "Phải ghi lý do bỏ qua bước này.");
    if (text::length(reason) > 500) reasons.add("reason", "Lý do dài quá 500 ký tự.");
    reasons.done();
    routing_store::set_done(tx, step_id, "skipped", reason, actor.person, actor.name + " – " + as.title);
    worklist::finish_part(tx, kOutgoing, one.id, step_id);
    if (step.state == "current") advance(tx, actor, one, step);
    out_flow::record(tx, actor, &as, one, "routing.skip",
                     Said("Bỏ qua bước %1 (%2): %3", {words_for(step.kind), step.label, text::cut(reason, 300)}));
}

void withdraw_submission(db::Tx& tx, const Actor& actor, Id outgoing, std::int64_t version) {
    const auto one = out_flow::lock(tx, outgoing, version);
    const Capacity& as = must(actor, Deed::withdraw_submission, out_flow::right_subject(one));
    const int round = routing_store::last_round(tx, outgoing);
    const RouteStep* current = nullptr;
    const auto steps = of_round(tx, outgoing, round);
    for (const auto& step : steps)
        if (step.state == "current") current = &step;
    if (!current) throw Refused("Văn bản không đang trình ký.");
    if (current->read_at)
        throw Refused(Said("%1 đã xem dự thảo, không rút lại được nữa. Hãy đề nghị trả lại.", {current->label}));
    routing_store::end_round(tx, outgoing, round, "withdrawn");
    worklist::finish_part(tx, kOutgoing, outgoing, current->id);
    out_flow::set_state(tx, one, "withdrawn");
    out_flow::record(tx, actor, &as, one, "routing.withdraw", "Rút lại dự thảo đang trình");
}

}  // namespace dinh::documents
