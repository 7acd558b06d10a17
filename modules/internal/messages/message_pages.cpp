// Quick messages: the list, the form, one message with its answers.
#include <algorithm>
#include <set>

#include "modules/internal/internal.hpp"
#include "modules/internal/messages/message.hpp"
#include "modules/internal/pages.hpp"
#include "modules/internal/pages_common.hpp"
#include "modules/internal/routes.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/file_words.hpp"
#include "platform/text/text.hpp"

namespace dinh::internal {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kPageLines = 50;
constexpr std::size_t kTitleLetters = 120;
constexpr web::Rule kAnyLength{.max = 50'000};  // the rules of the deed say what is too long

std::string link_of(Id message) { return "/internal/messages/" + std::to_string(message); }
std::string title_of(const Message& one) { return text::cut(text::clean_line(one.body), kTitleLetters); }
std::string state_of(const Message& one) {
    if (one.state == "finished") return "Đã xong";
    return one.wants_answer ? "Chờ trả lời" : "Chờ xem";
}
const char* tag_of(const Message& one) { return one.state == "finished" ? "tag--good" : "tag--warn"; }

std::string list_path(bool sent, Id before) {
    std::string path = sent ? "/internal/messages?view=sent" : "/internal/messages";
    if (before != 0) path += (sent ? "&before=" : "?before=") + std::to_string(before);
    return path;
}

pages::MessagesList list_model(const Reader& reader, bool sent, Id before, const MessagePage& found) {
    const Lang& lang = reader.lang;
    pages::MessagesList page{.if_may_send = !reader.actor.read_only && !own_posts(reader.actor).empty(),
                             .views = {},
                             .if_none = found.lines.empty(),
                             .if_rows = !found.lines.empty(),
                             .rows = {},
                             .pager_count = lang.trn("%1 tin", static_cast<std::int64_t>(found.lines.size())),
                             .if_newer = before != 0,
                             .newer_path = list_path(sent, 0),
                             .if_older = found.next != 0,
                             .older_path = list_path(sent, found.next),
                             .if_csv = false,
                             .csv_path = ""};
    for (const bool of_sent : {false, true})
        page.views.push_back({.view_path = list_path(of_sent, 0),
                              .if_here = of_sent == sent,
                              .view_name = lang.tr(of_sent ? "Đã gửi" : "Đã nhận")});
    for (const auto& line : found.lines) {
        const std::string read =
            text::fill(lang.tr("%1/%2 đã xem"), {std::to_string(line.read), std::to_string(line.receivers)});
        page.rows.push_back(
            {.at = clock::show(line.message.created_at),
             .if_unread = line.unread,
             .show_path = link_of(line.message.id),
             .title = title_of(line.message),
             .sender = line.message.sender_label,
             .read_words = line.answers == 0 ? read : read + ", " + lang.trn("%1 trả lời", line.answers),
             .due = day_words(line.message.due),
             .tag = tag_of(line.message),
             .state = lang.tr(state_of(line.message))});
    }
    return page;
}

struct Filled {
    const forms::Values& values;
    std::set<std::string> ticked;
    std::vector<forms::KeptFile> kept;
};

pages::MessagesForm form_model(const Reader& reader, const directory::Snapshot& directory, const Capacity& place,
                               const Filled& filled) {
    const Lang& lang = reader.lang;
    const auto& values = filled.values;
    const auto people = neighbours(directory, place);
    pages::MessagesForm page{
        .unit = unit_words(directory, place.agency, place.unit),
        .if_errors = false,
        .errors = {},
        .if_units = own_posts(reader.actor).size() > 1,
        .units = {},
        .csrf = reader.csrf,
        .deed_key = deed::new_key(),
        .post = std::to_string(place.post),
        .if_body_error = values.faulty("body"),
        .body_error = values.fault_of(lang, "body"),
        .body = values.at("body"),
        .if_to_error = values.faulty("to"),
        .to_error = values.fault_of(lang, "to"),
        .no_people = people.empty(),
        .if_people = !people.empty(),
        .if_everybody = !values.at("everybody").empty(),
        .people = {},
        .if_wants_answer = !values.at("wants_answer").empty(),
        .boxes = {forms::Boxes(lang, values).day("due", "Hạn trả lời", {.width = "w-3", .optional = true})},
        .if_file_error = false,
        .file_error = "",
        .if_present = false,
        .present = {},
        .kept = {}};
    for (const auto* one : own_posts(reader.actor))
        page.units.push_back({.unit_path = "/internal/messages/new?post=" + std::to_string(one->post),
                              .if_here = one->post == place.post,
                              .unit_name = unit_words(directory, one->agency, one->unit)});
    for (const auto* post : people) {
        const std::string value = std::to_string(post->id);
        page.people.push_back(
            {.value = value, .if_ticked = filled.ticked.contains(value), .name = directory.post_label(post->id)});
    }
    forms::add_errors(page, lang, values.faults);
    add_files(page, lang, values, filled.kept);
    return page;
}

const Capacity& place_here(const web::Context& context, std::string_view typed) {
    const Capacity* place = context.actor().read_only ? nullptr : chosen_post(context, typed);
    if (!place) throw Forbidden(who_may(Deed::send_message), "internal: no post to send a message from");
    return *place;
}

MessageInput read_input(web::Form& form, const directory::Snapshot& directory, const Capacity& place) {
    MessageInput input;
    input.post = form.id("post", "Đơn vị");
    input.body = form.text("body", "Nội dung", kAnyLength);
    input.wants_answer = form.ticked("wants_answer");
    input.due = form.day("due", "Hạn trả lời");
    input.to = form.ids("to", "Người nhận");
    if (form.ticked("everybody"))
        for (const auto* post : neighbours(directory, place)) input.to.push_back(post->id);
    return input;
}

struct Shown {
    Message one;
    std::vector<MessageReceiver> receivers;
    std::vector<MessageAnswer> answers;
    std::vector<files::Ref> files;
};

Id opened_message(web::Context& context) {
    const Id id = context.request.id();
    const Actor& actor = context.actor();
    const bool unread = context.house.db->reading([&](db::Conn& conn) {
        visible_message(conn, actor, id);
        return needs_message_reading(actor, message_receivers(conn, id));
    });
    if (unread) context.house.db->write([&](db::Tx& tx) { note_message_reading(tx, actor, id); });
    return id;
}

pages::MessagesShow show_model(const Reader& reader, const Shown& shown, const forms::Values& values) {
    const Lang& lang = reader.lang;
    const Message& one = shown.one;
    pages::MessagesShow page{
        .title = title_of(one),
        .tag = tag_of(one),
        .state = lang.tr(state_of(one)),
        .wants = lang.tr(one.wants_answer ? "Cần trả lời" : "Để biết"),
        .if_due = one.due.has_value(),
        .due = day_words(one.due),
        .if_errors = false,
        .errors = {},
        .sender = one.sender_label,
        .at = clock::show(one.created_at),
        .body = one.body,
        .if_files = !shown.files.empty(),
        .files = {},
        .no_answers = shown.answers.empty(),
        .answers = {},
        .if_may_answer = can(reader.actor, Deed::answer_message, subject_of(one, shown.receivers)) != nullptr,
        .answer_path = link_of(one.id) + "/answers",
        .csrf = reader.csrf,
        .deed_key = deed::new_key(),
        .if_typed_error = values.faulty("body"),
        .typed_error = values.fault_of(lang, "body"),
        .typed = values.at("body"),
        .receivers = {}};
    forms::add_errors(page, lang, values.faults);
    for (const auto& ref : shown.files)
        page.files.push_back({.file_path = link_of(one.id) + "/files/" + std::to_string(ref.position),
                              .file_name = ref.name,
                              .file_note = forms::file_note(lang, ref)});
    for (const auto& each : shown.answers)
        page.answers.push_back({.answer_at = clock::show(each.at), .answer_who = each.label, .answer = each.body});
    for (const auto& each : shown.receivers) {
        const char* state = each.answered_at ? "Đã trả lời" : each.read_at ? "Đã xem" : "Chưa xem";
        page.receivers.push_back({.who = each.label,
                                  .read_tag = each.answered_at ? "tag--good"
                                              : each.read_at   ? ""
                                                               : "tag--warn",
                                  .read_state = lang.tr(state),
                                  .read_at = each.read_at ? clock::show(*each.read_at) : std::string()});
    }
    return page;
}

web::Response show_message(web::Context& context, const forms::Values& values, int status) {
    const Id id = opened_message(context);
    const Shown shown = context.house.db->reading([&](db::Conn& conn) {
        return Shown{visible_message(conn, context.actor(), id), message_receivers(conn, id), message_answers(conn, id),
                     files::of_record(conn, kMessage, id)};
    });
    return web::page(context, title_of(shown.one), show_model(reader_of(context), shown, values), status);
}

web::Response messages_page(web::Context& context) {
    const bool sent = context.request.get("view") == "sent";
    const Id before = ids::parse(context.request.get("before")).value_or(0);
    const auto found = context.house.db->reading(
        [&](db::Conn& conn) { return list_messages(conn, context.actor(), sent, before, kPageLines); });
    return web::page(context, context.lang.tr("Gửi nhanh trong phòng"),
                     list_model(reader_of(context), sent, before, found));
}

web::Response new_message(web::Context& context) {
    const auto directory = directory::now(context.house);
    const Capacity& place = place_here(context, context.request.get("post"));
    return web::page(context, context.lang.tr("Gửi tin"),
                     form_model(reader_of(context), *directory, place, {{}, {}, {}}));
}

web::Response create_message(web::Context& context) {
    const auto directory = directory::now(context.house);
    web::Form form(context.request);
    const Capacity& place = place_here(context, form.typed("post"));
    const MessageInput input = read_input(form, *directory, place);
    const auto uploaded = forms::take_uploads(context, form);
    try {
        if (form.faulty()) throw Refused(form.all());
        const Id id = deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            return send_message(tx, context.actor(), input, new_files(uploaded));
        });
        context.flash(context.lang.tr("Đã gửi tin."));
        return web::see_other(link_of(id));
    } catch (const Refused& refused) {
        std::set<std::string> ticked;
        for (const auto value : context.request.fields("to")) ticked.emplace(value);
        return web::page(context, context.lang.tr("Gửi tin"),
                         form_model(reader_of(context), *directory, place,
                                    {forms::Values::typed(context.request, refused.reasons()), ticked, uploaded.kept}),
                         422);
    }
}

web::Response show_one(web::Context& context) { return show_message(context, {}, 200); }

web::Response answer_one(web::Context& context) {
    const Id id = opened_message(context);
    const web::Form form(context.request);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            answer_message(tx, context.actor(), id, form.typed("body"));
            return id;
        });
    } catch (const Refused& refused) {
        return show_message(context, forms::Values::typed(context.request, refused.reasons()), 422);
    }
    context.flash(context.lang.tr("Đã gửi trả lời."));
    return web::see_other(link_of(id));
}

web::Response message_file(web::Context& context) {
    const int position = file_position(context.request);
    const Id id = opened_message(context);
    return file_answer(
        context, context.house.db->reading([&](db::Conn& conn) { return files::find(conn, kMessage, id, position); }));
}

}  // namespace

void message_routes(web::Router& router) {
    router.get("/internal/messages", messages_page).budget(14);
    router.get("/internal/messages/new", new_message).budget(12);
    router.post("/internal/messages/new", create_message).uploads();
    router.get("/internal/messages/:id", show_one).budget(18);
    router.post("/internal/messages/:id/answers", answer_one);
    router.get("/internal/messages/:id/files/:n", message_file);
}

}  // namespace dinh::internal
