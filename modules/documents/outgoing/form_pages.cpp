#include "modules/documents/outgoing/form_pages.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/issuing/issuing_store.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "modules/documents/outgoing/form_model.hpp"
#include "modules/documents/record_pages.hpp"
#include "platform/deed/deed.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents::out_pages {

namespace {

std::string words_of(const Incoming& one) {
    return (one.mark.empty() ? one.author_name : one.mark) + " – " + one.subject;
}

// Names what is answered without copying its subject.
std::string answer_subject(const Incoming& asked) {
    if (!asked.mark.empty()) return "Về việc trả lời văn bản số " + asked.mark;
    return "Về việc trả lời văn bản" +
           (asked.document_day ? " ngày " + clock::show(*asked.document_day) : std::string());
}

// Only what the actor may see; anything else is left out.
std::vector<AnswerShown> answers_of(db::Conn& conn, const Actor& actor, const std::vector<Id>& ids) {
    std::vector<AnswerShown> shown;
    for (const Id id : ids) {
        if (!grants::may_see(conn, actor, kIncoming, id)) continue;
        if (const auto one = find_incoming(conn, id)) shown.push_back({id, words_of(*one)});
    }
    return shown;
}

std::vector<Id> named_answers(const web::Request& request) {
    std::vector<Id> ids;
    if (const auto id = ids::parse(request.get("answers"))) ids.push_back(*id);
    for (const auto text : request.fields("answers"))
        if (const auto id = ids::parse(text)) ids.push_back(*id);
    return ids;
}

// The form as it stands for this person and, after a refusal, with what he ticked.
DraftForm filled(const web::Context& context, DraftForm form) {
    form.csrf = context.csrf_token();
    for (const auto id : context.request.fields("group")) form.groups.emplace_back(id);
    return form;
}
web::Response show_form(web::Context& context, const DraftForm& draft, const forms::Values& values,
                        const std::vector<AnswerShown>& answers, const std::vector<forms::KeptFile>& kept, int status) {
    const auto directory = directory::now(context.house);
    return web::page(context, context.lang.tr(draft.heading),
                     form_model(context.lang, context.actor(), *directory, filled(context, draft), values, answers,
                                kept, clock::today()),
                     status);
}
forms::Values typed_with(const web::Context& context, const web::Form& form, std::vector<Reason> reasons) {
    auto values = forms::Values::typed(context.request, form.all());
    values.faults = std::move(reasons);
    return values;
}
DraftForm for_new() { return {"Soạn văn bản đi", "/documents/outgoing", "/documents/outgoing", "", 0, true, "", {}}; }
DraftForm for_edit(const Outgoing& one, std::int64_t version) {
    const std::string path = out_flow::path_of(one.id);
    return {"Sửa dự thảo", path + "/draft", path, one.subject, version, false, "", {}};
}

std::string next_path(const web::Request& request, Id id) {
    return out_flow::path_of(id) + (request.has_field("then_submit") ? "/submission" : "");
}

// A new draft that takes over what another document said and to whom; the deadline is set anew.
forms::Values like_values(db::Conn& conn, const Actor& actor, Id like) {
    const auto one = visible_outgoing(conn, actor, like);
    auto values = values_of(one, recipients_of(conn, like));
    for (const char* anew : {"reply_day", "reply_until", "pages", "drafter_note", "is_interim"})
        values.values[anew].clear();
    return values;
}

struct Known {
    Outgoing one;
    std::vector<Recipient> recipients;
    std::vector<AnswerShown> answers;
};
Known known(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        Known found{visible_outgoing(conn, context.actor(), context.request.id()), {}, {}};
        found.recipients = recipients_of(conn, found.one.id);
        std::vector<Id> ids = named_answers(context.request);
        if (ids.empty())
            for (const auto& answered : issuing_store::answered_by(conn, found.one.id))
                ids.push_back(answered.incoming);
        found.answers = answers_of(conn, context.actor(), ids);
        return found;
    });
}

web::Response show_places(web::Context& context, const Known& found, const forms::Values& values, std::int64_t version,
                          int status) {
    const auto& [one, recipients, answers] = found;
    const auto directory = directory::now(context.house);
    const std::string path = out_flow::path_of(one.id);
    pages::OutgoingRecipients page{.show_path = path,
                                   .known = one.subject,
                                   .if_errors = !values.faults.empty(),
                                   .errors = {},
                                   .coverage = {},
                                   .action_path = path + "/recipients",
                                   .csrf = context.csrf_token(),
                                   .deed_key = deed::new_key(),
                                   .version = version,
                                   .if_groups = !directory->groups.empty(),
                                   .groups = {},
                                   .place_fields = {}};
    forms::add_errors(page, context.lang, values.faults);
    add_groups(page, *directory, context.actor(), {});
    add_coverage(page, context.lang, coverage(*directory, context.actor(), recipients));
    page.place_fields = place_fields(forms::Boxes(context.lang, values));
    return web::page(context, context.lang.tr("Sửa nơi nhận"), page, status);
}

}  // namespace

web::Response new_form(web::Context& context) {
    const auto directory = directory::now(context.house);
    auto values = fresh_values(*directory, context.actor());
    std::vector<AnswerShown> answers;
    context.house.db->read([&](db::Conn& conn) {
        if (const auto like = ids::parse(context.request.get("like")))
            values = like_values(conn, context.actor(), *like);
        answers = answers_of(conn, context.actor(), named_answers(context.request));
        if (answers.empty()) return;
        const auto asked = find_incoming(conn, answers.front().id);
        values.values["subject"] = answer_subject(*asked);
        values.values["field"] = asked->field;
        if (asked->author_agency != 0) values.values["to_act"] = asked->author_name;
        values.values["addressee"] = asked->author_name;
    });
    return show_form(context, for_new(), values, answers, {}, 200);
}

web::Response create(web::Context& context) {
    const auto directory = directory::now(context.house);
    web::Form form(context.request);
    const auto uploaded = take_files(context, form);
    auto files = new_files(uploaded);
    for (auto& file : files) {
        if (file.role == "main") file.role = "draft";
        if (form.ticked("secrecy_answered")) file.stamp.clear();
    }
    const auto input = read_draft(form, *directory);
    try {
        if (form.faulty()) throw Refused(form.all());
        const Id id = deed::once(*context.house.db, context.actor(), form.key(),
                                 [&](db::Tx& tx) { return draft(tx, context.actor(), input, files); });
        context.flash(context.lang.tr("Đã lưu dự thảo."));
        return web::see_other(next_path(context.request, id));
    } catch (const Refused& refused) {
        const auto answers =
            context.house.db->reading([&](db::Conn& conn) { return answers_of(conn, context.actor(), input.answers); });
        return show_form(context, for_new(), typed_with(context, form, refused.reasons()), answers, uploaded.kept, 422);
    }
}

web::Response edit_form(web::Context& context) {
    const auto found = known(context);
    const auto values = values_of(found.one, found.recipients);
    return show_form(context, for_edit(found.one, found.one.version), values, found.answers, {}, 200);
}

web::Response edit(web::Context& context) {
    const auto directory = directory::now(context.house);
    const auto found = known(context);
    web::Form form(context.request);
    const auto input = read_draft(form, *directory);
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            edit_draft(tx, context.actor(), found.one.id, form.version(), input);
            return found.one.id;
        });
    } catch (const Refused& refused) {
        const auto values = typed_with(context, form, refused.reasons());
        return show_form(context, for_edit(found.one, form.version()), values, found.answers, {}, 422);
    } catch (const Conflict&) {
        const auto values = typed_with(context, form, {changed_meanwhile(context, kOutgoing, found.one.id)});
        const auto fresh = known(context);
        return show_form(context, for_edit(fresh.one, fresh.one.version), values, fresh.answers, {}, 409);
    }
    context.flash(context.lang.tr("Đã lưu dự thảo."));
    return web::see_other(next_path(context.request, found.one.id));
}

web::Response recipients_form(web::Context& context) {
    const auto found = known(context);
    forms::Values values;
    put_places(values, found.recipients);
    return show_places(context, found, values, found.one.version, 200);
}

web::Response correct_places(web::Context& context) {
    const auto directory = directory::now(context.house);
    const auto found = known(context);
    web::Form form(context.request);
    const auto places = read_places(form, *directory);
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            correct_recipients(tx, context.actor(), found.one.id, form.version(), places);
            return found.one.id;
        });
    } catch (const Refused& refused) {
        return show_places(context, found, typed_with(context, form, refused.reasons()), form.version(), 422);
    } catch (const Conflict&) {
        const auto values = typed_with(context, form, {changed_meanwhile(context, kOutgoing, found.one.id)});
        const auto fresh = known(context);
        return show_places(context, fresh, values, fresh.one.version, 409);
    }
    context.flash(context.lang.tr("Đã sửa nơi nhận."));
    return web::see_other(out_flow::path_of(found.one.id));
}

}  // namespace dinh::documents::out_pages
