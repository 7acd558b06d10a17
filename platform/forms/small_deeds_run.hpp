// How small_deeds.hpp does it; included by it alone.
#pragma once
#include "platform/deed/deed.hpp"
#include "platform/web/context.hpp"

namespace dinh::forms {

template <class Page>
Page small_page(const SmallShown& shown) {
    const auto& lang = shown.lang;
    const auto& [form, heading, explain, button, done, manner] = shown.words;
    const std::string file_fault = shown.values.fault_of(lang, "files");
    Page page{.list_path = shown.about.list_path,
              .list_title = lang.tr(shown.about.list_title),
              .show_path = shown.about.path,
              .known = shown.about.known,
              .heading = lang.tr(heading),
              .if_subject = !shown.about.subject.empty(),
              .subject = shown.about.subject,
              .if_errors = false,
              .if_explain = explain[0] != '\0',
              .explain = lang.tr(explain),
              .if_quote = !shown.about.quote.empty(),
              .quote = shown.about.quote,
              .action_path = shown.action_path,
              .if_upload = manner.upload,
              .csrf = shown.csrf,
              .deed_key = deed::new_key(),
              .version = shown.version,
              .if_delete = manner.ends,
              .boxes = shown.boxes,
              .if_file_error = !file_fault.empty(),
              .file_error = file_fault,
              .if_several = manner.several,
              .if_stamps = shown.stamps,
              .if_bad = manner.bad,
              .button = lang.tr(button)};
    for (const auto& [name, value] : shown.about.hidden)
        page.hidden.push_back({.hidden_name = name, .hidden_value = value});
    for (const auto& one : shown.kept) page.kept.push_back({.kept_token = one.token, .kept_name = one.name});
    add_errors(page, lang, shown.values.faults);
    return page;
}

template <class Facts, class Right>
class SmallHandler {
public:
    using Frame = SmallFrame<Facts, Right>;
    using Small = SmallDeed<Facts, Right>;
    SmallHandler(web::Context& context, const Frame& frame, const Small& small)
        : context_(context), frame_(frame), small_(small), facts_(frame.find(context)) {}

    web::Response ask() const {
        must();
        Values values;
        if (small_.begin) small_.begin(values, facts_);
        return show(facts_, values, std::nullopt, 200);
    }
    web::Response run() {
        web::Form form(context_.request);
        if (small_.words.manner.upload) {
            must();
            uploaded_ = small_uploads(context_, form, frame_.stamps);
        }
        try {
            return done(form);
        } catch (const Refused& refused) {
            return show(facts_, Values::typed(context_.request, refused.reasons()), form.version(), 422);
        } catch (const Conflict& conflict) {
            const Facts fresh = frame_.find(context_);
            const Reason why = frame_.changed ? frame_.changed(context_, fresh) : Reason{"", conflict.said()};
            return show(fresh, Values::typed(context_.request, {why}), std::nullopt, 409);
        }
    }

private:
    void must() const {
        if (frame_.must && small_.right) frame_.must(context_, facts_, *small_.right);
    }
    web::Response done(web::Form& form) {
        if (form.faulty()) throw Refused(form.all());
        std::string next;
        std::function<void()> after;
        deed::once(*context_.house.db, context_.actor(), form.key(), [&](db::Tx& tx) {
            SmallCall<Facts> call{tx, context_, facts_, form, uploaded_};
            small_.run(call);
            next = std::move(call.next);
            after = std::move(call.after);
            return context_.request.id();
        });
        if (after) after();
        context_.flash(context_.lang.tr(small_.words.done));
        return web::see_other(next.empty() ? small_next(context_, frame_.about(context_.lang, facts_)) : next);
    }
    // `version`: the one typed; none: that of the record.
    web::Response show(const Facts& facts, const Values& values, std::optional<std::int64_t> version,
                       int status) const {
        SmallShown shown{context_.lang,  context_.csrf_token(),
                         small_.words,   frame_.about(context_.lang, facts),
                         values,         small_.boxes(Boxes(context_.lang, values), facts),
                         uploaded_.kept, frame_.stamps};
        shown.version = version.value_or(shown.about.version);
        shown.action_path =
            small_address(context_.request, std::string(frame_.base) + "/" + small_action(small_.words));
        return frame_.page ? frame_.page(context_, shown, facts, small_, status) : show_small(context_, shown, status);
    }

    web::Context& context_;
    const Frame& frame_;
    const Small& small_;
    Facts facts_;
    Uploaded uploaded_;
};

template <class Facts, class Right>
void small_routes(web::Router& router, const SmallFrame<Facts, Right>& frame,
                  std::type_identity_t<std::span<const SmallDeed<Facts, Right>>> table) {
    using Handler = SmallHandler<Facts, Right>;
    for (const auto& small : table) {
        const std::string base = std::string(frame.base) + "/", action = base + small_action(small.words);
        router.get(base + small.words.form,
                   [&frame, &small](web::Context& context) { return Handler(context, frame, small).ask(); });
        const auto run = [&frame, &small](web::Context& context) { return Handler(context, frame, small).run(); };
        auto& route = small.words.manner.ends ? router.del(action, run) : router.post(action, run);
        if (small.words.manner.upload) route.uploads();
    }
}

}  // namespace dinh::forms
