#include "modules/documents/outgoing/form_model.hpp"

#include "modules/documents/incoming/list_pages.hpp"
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/issuing/rounds.hpp"
#include "platform/deed/deed.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents::out_pages {

namespace {

// Long enough that the rules of the deed, not the form, say what is too long.
constexpr web::Rule kAnyLength{.max = 5000};

bool works_for(const Actor& actor, Id agency) {
    return actor.capacity([&](const Capacity& as) { return as.works_for(agency); }) != nullptr;
}

std::vector<forms::Choice> body_choices(const directory::Snapshot& directory, const Actor& actor) {
    std::vector<forms::Choice> choices;
    for (const auto& body : directory.issuing_bodies) {
        const bool open = !body.until || *body.until > directory.day;
        if (open && works_for(actor, body.agency)) choices.push_back({std::to_string(body.id), body.name});
    }
    return choices;
}

std::vector<forms::Choice> kind_choices(Day today) {
    std::vector<forms::Choice> choices;
    for (const auto* kind : rules::kinds(today)) choices.push_back({kind->id, kind_title(*kind)});
    return choices;
}

// Whoever may sign for a body the actor writes for: its leaders, heads of units by order, and its office.
std::vector<forms::Choice> signer_choices(const directory::Snapshot& directory, const Actor& actor) {
    std::vector<forms::Choice> choices{{"", "Chưa chọn"}};
    for (const auto& post : directory.posts) {
        const auto* agency = directory.agency(post.agency);
        const bool near =
            works_for(actor, post.agency) || (agency && agency->kind == "office" && works_for(actor, agency->parent));
        if (near && post.holder != 0 && !post.signing.empty())
            choices.push_back({std::to_string(post.id), directory.post_label(post.id)});
    }
    return choices;
}

std::vector<forms::Choice> urgency_choices() {
    std::vector<forms::Choice> choices;
    for (int degree = 0; degree <= 3; ++degree) choices.push_back({std::to_string(degree), urgency_title(degree)});
    return choices;
}

std::vector<forms::Choice> secrecy_choices(Day today) {
    std::vector<forms::Choice> choices;
    for (const auto* one : rules::secrecy_levels(today)) choices.push_back({one->id, one->name});
    return choices;
}

std::vector<forms::Choice> period_choices() {
    std::vector<forms::Choice> choices;
    for (const auto& period : reply_periods())
        choices.push_back({period, period.empty() ? "Một lần" : period_title(period)});
    return choices;
}

void fill_fields(pages::OutgoingForm& page, const forms::Boxes& fields, const directory::Snapshot& directory,
                 const Actor& actor, Day today) {
    page.first_fields = {
        fields.select("issuing_body", "Cơ quan ban hành", body_choices(directory, actor), {.width = "w-3"}),
        fields.select("kind", "Tên loại", kind_choices(today), {.width = "w-2"}),
        fields.select("urgency", "Độ khẩn", urgency_choices(), {.width = "w-1"})};
    page.main_fields = {fields.select("signer_post", "Người ký", signer_choices(directory, actor), {.width = "w-3"}),
                        fields.line("field", "Lĩnh vực", {.width = "w-3", .optional = true, .most = 200}),
                        fields.area("addressee", "Kính gửi",
                                    {.hint = "Dòng Kính gửi của công văn, tờ trình, báo cáo", .optional = true})};
    page.place_fields = place_fields(fields);
    page.reply_fields = {fields.day("reply_day", "Hạn trả lời", {.width = "w-2", .optional = true}),
                         fields.select("reply_every", "Trả lời định kỳ", period_choices(), {.width = "w-2"}),
                         fields.day("reply_until", "Thôi yêu cầu sau ngày", {.width = "w-2", .optional = true})};
    page.more_fields = {
        fields.select("secrecy", "Độ mật", secrecy_choices(today),
                      {.width = "w-2", .hint = "Văn bản mật không soạn trên hệ thống này"}),
        fields.number("pages", "Số trang", {.width = "w-1", .optional = true}),
        fields.number("copies", "Số bản", {.width = "w-1", .optional = true}),
        fields.line("language", "Ngôn ngữ", {.width = "w-2", .optional = true, .most = 30}),
        fields.line("archive_copy", "Nơi giữ bản lưu", {.width = "w-3", .optional = true, .most = 200}),
        fields.line("drafter_note", "Ghi chú của người soạn", {.width = "w-3", .optional = true, .most = 500}),
        fields.area("description", "Ghi chú", {.optional = true})};
}

std::string number_words(int number) { return number == 0 ? std::string() : std::to_string(number); }

}  // namespace

forms::Values fresh_values(const directory::Snapshot& directory, const Actor& actor) {
    forms::Values shown;
    shown.values = {{"kind", "cong_van"},       {"urgency", "0"},    {"copies", "1"},
                    {"language", "Tiếng Việt"}, {"secrecy", "none"}, {"group_purpose", "act"}};
    const auto bodies = body_choices(directory, actor);
    if (!bodies.empty()) shown.values["issuing_body"] = bodies.front().value;
    return shown;
}

forms::Values values_of(const Outgoing& one, const std::vector<Recipient>& recipients) {
    forms::Values shown;
    shown.values = {{"issuing_body", std::to_string(one.issuing_body)},
                    {"kind", one.kind},
                    {"urgency", std::to_string(one.urgency)},
                    {"subject", one.subject},
                    {"signer_post", one.signer_post == 0 ? "" : std::to_string(one.signer_post)},
                    {"field", one.field},
                    {"addressee", one.addressee},
                    {"reply_needed", one.reply_needed ? "1" : ""},
                    {"reply_day", day_words(one.reply_day)},
                    {"reply_every", one.reply_every},
                    {"reply_until", day_words(one.reply_until)},
                    {"secrecy", "none"},
                    {"pages", number_words(one.pages)},
                    {"copies", std::to_string(one.copies)},
                    {"language", one.language},
                    {"archive_copy", one.archive_copy},
                    {"drafter_note", one.drafter_note},
                    {"is_interim", one.is_interim ? "1" : ""},
                    {"group_purpose", "act"},
                    {"description", one.description}};
    put_places(shown, recipients);
    return shown;
}

OutgoingInput read_draft(web::Form& form, const directory::Snapshot& directory) {
    OutgoingInput input;
    input.issuing_body = form.id("issuing_body", "Cơ quan ban hành");
    input.kind = form.line("kind", "Tên loại", kAnyLength);
    input.subject = form.line("subject", "Trích yếu", kAnyLength);
    input.field = form.line("field", "Lĩnh vực", {.max = 200});
    input.language = form.line("language", "Ngôn ngữ", {.max = 30});
    input.description = form.line("description", "Ghi chú", kAnyLength);
    input.addressee = form.line("addressee", "Kính gửi", kAnyLength);
    input.drafter_note = form.line("drafter_note", "Ghi chú của người soạn", {.max = 500});
    input.archive_copy = form.line("archive_copy", "Nơi giữ bản lưu", {.max = 200});
    input.pages = static_cast<int>(form.number("pages", "Số trang", 0, 999).value_or(0));
    input.copies = static_cast<int>(form.number("copies", "Số bản", 0, 9999).value_or(1));
    input.urgency = static_cast<int>(form.number("urgency", "Độ khẩn", 0, 3).value_or(0));
    input.signer_post = form.id("signer_post", "Người ký");
    input.reply_needed = form.ticked("reply_needed");
    input.reply_day = form.day("reply_day", "Hạn trả lời");
    input.reply_every = form.line("reply_every", "Trả lời định kỳ", kAnyLength);
    input.reply_until = form.day("reply_until", "Thôi yêu cầu sau ngày");
    input.is_interim = form.ticked("is_interim");
    input.answers = form.ids("answers", "Trả lời văn bản đến");
    input.secrecy = form.line("secrecy", "Độ mật", kAnyLength);
    if (input.secrecy.empty()) input.secrecy = "none";
    input.recipients = read_places(form, directory);
    return input;
}

pages::OutgoingForm form_model(const dinh::pages::Lang& lang, const Actor& actor, const directory::Snapshot& directory,
                               const DraftForm& draft, const forms::Values& values,
                               const std::vector<AnswerShown>& answers, const std::vector<forms::KeptFile>& kept,
                               Day today) {
    const auto fault = [&](const char* field) { return values.fault_of(lang, field); };
    const bool more_open =
        values.faulty("secrecy") || values.faulty("description") || values.faulty("copies") || values.faulty("pages");
    pages::OutgoingForm page{.if_known = !draft.known.empty(),
                             .back_path = draft.back_path,
                             .known = draft.known,
                             .heading = lang.tr(draft.heading),
                             .if_errors = !values.faults.empty(),
                             .errors = {},
                             .action_path = draft.action_path,
                             .if_upload = draft.is_new,
                             .csrf = draft.csrf,
                             .deed_key = deed::new_key(),
                             .version = draft.version,
                             .if_answers = !answers.empty(),
                             .answers = {},
                             .if_interim = !values.at("is_interim").empty(),
                             .first_fields = {},
                             .if_subject_error = !fault("subject").empty(),
                             .subject_error = fault("subject"),
                             .subject = values.at("subject"),
                             .main_fields = {},
                             .if_groups = !directory.groups.empty(),
                             .groups = {},
                             .place_fields = {},
                             .if_reply = !values.at("reply_needed").empty(),
                             .reply_fields = {},
                             .if_more_open = more_open,
                             .more_fields = {},
                             .if_file_error = !fault("files").empty(),
                             .file_error = fault("files"),
                             .kept = {},
                             .if_stamp = !fault("files").empty()};
    fill_fields(page, forms::Boxes(lang, values), directory, actor, today);
    add_groups(page, directory, actor, draft.groups);
    forms::add_errors(page, lang, values.faults);
    for (const auto& one : answers) page.answers.push_back({.answer_id = std::to_string(one.id), .answer = one.words});
    for (const auto& one : kept) page.kept.push_back({.kept_token = one.token, .kept_name = one.name});
    return page;
}

}  // namespace dinh::documents::out_pages
