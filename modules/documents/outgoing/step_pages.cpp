#include "modules/documents/outgoing/step_pages.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/outgoing/deed_boxes.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "modules/documents/outgoing/show_model.hpp"
#include "modules/documents/outgoing/words.hpp"
#include "modules/documents/record_pages.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents::out_pages {

namespace {

constexpr std::size_t kMostSteps = 20;

struct Submission {
    std::vector<StepInput> steps;  // as typed: post 0 while nobody is chosen
    std::string slip;
    std::vector<Reason> faults;
    std::int64_t version = 0;
};

std::vector<StepInput> typed_steps(const web::Request& request) {
    std::vector<StepInput> steps;
    const auto kinds = request.fields("step_kind"), posts = request.fields("step_post");
    for (std::size_t i = 0; i < std::min({kinds.size(), posts.size(), kMostSteps}); ++i)
        steps.push_back({std::string(kinds[i]), ids::parse(posts[i]).value_or(0), ""});
    return steps;
}

// The rows as the person asked for them; false when he asked for no change. A new row stands before the signing step.
bool change_rows(std::vector<StepInput>& steps, const web::Request& request) {
    if (request.has_field("add_row")) {
        const bool signs_last = !steps.empty() && steps.back().kind == "sign";
        if (steps.size() < kMostSteps)
            steps.insert(signs_last ? steps.end() - 1 : steps.end(), StepInput{"opinion", 0, ""});
        return true;
    }
    if (!request.has_field("drop_row")) return false;
    const auto number = ids::parse(request.field("drop_row")).value_or(0);
    if (number >= 1 && number <= static_cast<Id>(steps.size())) steps.erase(steps.begin() + (number - 1));
    return true;
}

std::vector<StepInput> with_people(std::vector<StepInput> steps) {
    std::erase_if(steps, [](const StepInput& step) { return step.post == 0; });
    return steps;
}

pages::OutgoingSubmission submission_model(const dinh::pages::Lang& lang, const Outgoing& one, const Submission& typed,
                                           const std::vector<forms::Choice>& posts, const std::string& csrf) {
    const std::string path = out_flow::path_of(one.id);
    pages::OutgoingSubmission page{.show_path = path,
                                   .known = one.subject,
                                   .if_errors = !typed.faults.empty(),
                                   .errors = {},
                                   .action_path = path + "/submission",
                                   .csrf = csrf,
                                   .deed_key = deed::new_key(),
                                   .version = typed.version,
                                   .steps = {},
                                   .slip = typed.slip};
    forms::add_errors(page, lang, typed.faults);
    int number = 0;
    for (const auto& step : typed.steps) {
        page.steps.push_back({.step_number = ++number, .step_kinds = {}, .step_posts = {}});
        auto& row = page.steps.back();
        for (const auto& kind : out_words::step_kinds())
            row.step_kinds.push_back({.step_kind = kind,
                                      .if_chosen = kind == step.kind,
                                      .step_kind_name = lang.tr(out_words::step_name(kind))});
        for (const auto& post : posts)
            row.step_posts.push_back({.step_post = post.value,
                                      .if_chosen = post.value == std::to_string(step.post),
                                      .step_post_name = post.title});
    }
    return page;
}

web::Response show_submission(web::Context& context, const Outgoing& one, const Submission& typed, int status) {
    const auto posts = post_choices(*directory::now(context.house), one.owner_agency);
    return web::page(context, context.lang.tr("Trình dự thảo"),
                     submission_model(context.lang, one, typed, posts, context.csrf_token()), status);
}

Outgoing visible(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_outgoing(conn, context.actor(), context.request.id()); });
}

web::Response step_again(web::Context& context, const OutShown& found, const RouteStep& step, const web::Form& form,
                         const std::vector<Reason>& reasons, std::int64_t version, int status) {
    const auto answers = step_form(context.lang, found, step);
    pages::OutgoingStep page{.show_path = out_flow::path_of(found.one.id),
                             .known = found.one.subject,
                             .heading = context.lang.tr(out_words::step_name(step.kind)),
                             .if_errors = true,
                             .errors = {},
                             .agree_path = answers.agree_path,
                             .csrf = context.csrf_token(),
                             .deed_key = deed::new_key(),
                             .step_version = version,
                             .typed_answer = std::string(form.typed("answer")),
                             .agree = answers.agree,
                             .returns = {},
                             .return_path = answers.return_path};
    for (const auto& reason : reasons)
        page.errors.push_back({.field = "answer", .error = context.lang.say(reason.said)});
    for (const auto& [to, words] : answers.returns) page.returns.push_back({.return_to = to, .return_words = words});
    return web::page(context, page.heading.value(), page, status);
}

RouteStep step_in(const OutShown& found, Id id) {
    for (const auto& step : found.steps)
        if (step.id == id) return step;
    throw NotFound("documents: no such step of this document");
}

OutShown shown_here(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        return shown(context.house, conn, context.actor(), context.request.id(), clock::today());
    });
}

template <class Work>
web::Response answer_step(web::Context& context, const char* done, Work&& work) {
    const Id step_id = context.request.id("step");
    const auto found = shown_here(context);
    const auto step = step_in(found, step_id);
    web::Form form(context.request);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            work(tx, step_id, form);
            return found.one.id;
        });
    } catch (const Refused& refused) {
        return step_again(context, found, step, form, refused.reasons(), form.version(), 422);
    } catch (const Conflict&) {
        const auto fresh = shown_here(context);
        const auto now = step_in(fresh, step_id);
        return step_again(context, fresh, now, form, {changed_meanwhile(context, kOutgoing, found.one.id)}, now.version,
                          409);
    }
    context.flash(context.lang.tr(done));
    return web::see_other(out_flow::path_of(found.one.id));
}

}  // namespace

web::Response submission_form(web::Context& context) {
    const auto directory = directory::now(context.house);
    const auto one = visible(context);
    Submission proposed;
    proposed.version = one.version;
    context.house.db->read([&](db::Conn& conn) { proposed.steps = proposed_route(conn, *directory, one); });
    if (proposed.steps.empty() || proposed.steps.back().kind != "sign")
        proposed.steps.push_back({"sign", one.signer_post, ""});
    return show_submission(context, one, proposed, 200);
}

web::Response submit_it(web::Context& context) {
    const auto one = visible(context);
    web::Form form(context.request);
    Submission typed{typed_steps(context.request), std::string(form.typed("slip")), {}, form.version()};
    if (change_rows(typed.steps, context.request)) return show_submission(context, one, typed, 200);
    const auto directory = directory::now(context.house);
    const auto steps = with_people(typed.steps);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            submit(tx, context.actor(), *directory, one.id, form.version(), steps, text::clean_text(typed.slip));
            return one.id;
        });
    } catch (const Refused& refused) {
        typed.faults = refused.reasons();
        return show_submission(context, one, typed, 422);
    } catch (const Conflict&) {
        typed.faults = {changed_meanwhile(context, kOutgoing, one.id)};
        const auto fresh = visible(context);
        typed.version = fresh.version;
        return show_submission(context, fresh, typed, 409);
    }
    context.flash(context.lang.tr("Đã trình."));
    return web::see_other(out_flow::path_of(one.id));
}

web::Response agree_to_step(web::Context& context) {
    const auto directory = directory::now(context.house);
    return answer_step(context, "Đã ghi ý kiến.", [&](db::Tx& tx, Id step, const web::Form& form) {
        agree(tx, context.actor(), *directory, step, form.version(), text::clean_text(form.typed("answer")));
    });
}

web::Response return_step_back(web::Context& context) {
    return answer_step(context, "Đã trả lại.", [&](db::Tx& tx, Id step, const web::Form& form) {
        const auto to = form.typed("to");
        const auto position = to == "0" || to.empty() ? 0 : ids::parse(to).value_or(100'000);
        return_step(tx, context.actor(), step, form.version(), static_cast<int>(std::min<Id>(position, 100'000)),
                    text::clean_text(form.typed("answer")));
    });
}

}  // namespace dinh::documents::out_pages
