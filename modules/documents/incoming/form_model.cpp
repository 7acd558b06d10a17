#include "modules/documents/incoming/form_model.hpp"

#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/list_pages.hpp"
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/series/series.hpp"
#include "platform/deed/deed.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

// Long enough that the rules of the deed, not the form, say what is too long.
constexpr web::Rule kAnyLength{.max = 5000};

std::vector<forms::Choice> kind_choices(Day today) {
    std::vector<forms::Choice> choices;
    for (const auto* kind : rules::kinds(today)) choices.push_back({kind->id, kind_title(*kind)});
    return choices;
}

std::vector<forms::Choice> channel_choices(Day today) {
    std::vector<forms::Choice> choices;
    for (const auto* one : rules::table("handling").in_force("channel", today))
        choices.push_back({one->text("id"), one->text("name")});
    return choices;
}

std::vector<forms::Choice> secrecy_choices(Day today) {
    std::vector<forms::Choice> choices;
    for (const auto* one : rules::secrecy_levels(today)) choices.push_back({one->id, one->name});
    return choices;
}

std::vector<forms::Choice> urgency_choices() {
    std::vector<forms::Choice> choices;
    for (int degree = 0; degree <= 3; ++degree) choices.push_back({std::to_string(degree), urgency_title(degree)});
    return choices;
}

void fill_fields(pages::IncomingForm& page, const forms::Boxes& fields, const FormKind& kind, Day today) {
    page.kind_fields = {fields.select("kind", "Tên loại", kind_choices(today), {.width = "w-2"})};
    page.day_fields = {fields.day("document_day", "Ngày văn bản", {.width = "w-2", .optional = true})};
    if (!kind.asks_reason) page.day_fields.push_back(fields.day("arrival_day", "Ngày đến", {.width = "w-2"}));
    page.main_fields = {fields.line("signer_name", "Người ký", {.width = "w-2", .optional = true, .most = 50}),
                        fields.select("urgency", "Độ khẩn", urgency_choices(), {.width = "w-1"}),
                        fields.number("pages", "Số trang", {.width = "w-1", .optional = true}),
                        fields.select("channel", "Hình thức đến", channel_choices(today), {.width = "w-2"}),
                        fields.day("due", "Hạn xử lý", {.width = "w-2", .optional = true})};
    page.more_fields = {
        fields.select("secrecy", "Độ mật", secrecy_choices(today),
                      {.width = "w-2", .hint = "Văn bản mật không đưa vào hệ thống này"}),
        fields.line("field", "Lĩnh vực", {.width = "w-2", .optional = true, .most = 200}),
        fields.number("copies", "Số bản", {.width = "w-2", .optional = true}),
        fields.line("signer_position", "Chức vụ người ký", {.width = "w-3", .optional = true, .most = 100}),
        fields.line("author_code", "Mã định danh tác giả", {.width = "w-3", .optional = true, .most = 64}),
        fields.line("to_places", "Đơn vị hoặc người nhận", {.width = "w-4", .optional = true, .most = 1000}),
        fields.line("language", "Ngôn ngữ", {.width = "w-2", .optional = true, .most = 30}),
        fields.line("dossier", "Số, ký hiệu hồ sơ", {.width = "w-2", .optional = true, .most = 20}),
        fields.line("paper_original", "Nơi để bản giấy", {.width = "w-4", .optional = true, .most = 200}),
        fields.area("description", "Ghi chú", {.optional = true})};
    if (kind.asks_reason)
        page.reason_fields = {fields.line("reason", "Lý do sửa", {.most = 500})};
    else
        page.more_fields.push_back(
            fields.line("back_date_reason", "Lý do vào sổ cho ngày đã qua", {.optional = true, .most = 500}));
}

bool more_is_faulty(const forms::Values& values) {
    for (const char* field : {"secrecy", "field", "copies", "signer_position", "author_code", "to_places", "language",
                              "dossier", "paper_original", "description", "back_date_reason"}) {
        if (values.faulty(field)) return true;
    }
    return !values.at("back_date_reason").empty();
}

template <class Page>
void add_doubles(Page& page, const dinh::pages::Lang& lang, const std::vector<Duplicate>& doubles) {
    for (const auto& one : doubles) {
        const std::string words = one.arrival_number == 0
                                      ? lang.tr("Chờ tiếp nhận")
                                      : text::fill(lang.tr("Số đến %1, ngày %2"),
                                                   {std::to_string(one.arrival_number), day_words(one.arrival_day)});
        page.doubles.push_back({.double_path = link_of(one.id), .double_ = words, .double_subject = one.subject});
    }
}

void put_days(forms::Values& shown, Day today) {
    shown.values["arrival_day"] = clock::show(today);
    shown.values.try_emplace("kind", "cong_van");
    shown.values.try_emplace("channel", "paper");
    shown.values.try_emplace("urgency", "0");
    shown.values.try_emplace("secrecy", "none");
    shown.values.try_emplace("copies", "1");
    shown.values.try_emplace("language", "Tiếng Việt");
}

}  // namespace

std::vector<Book> books_of(db::Conn& conn, const directory::Snapshot& directory, const Actor& actor, Day today) {
    std::vector<Book> books;
    const auto add = [&](const Capacity& as) {
        if (!as.has(directory::role::kRecordsClerk)) return;
        for (const Id id : as.issuing_bodies) {
            const auto* body = directory.issuing_body(id);
            const bool known = std::any_of(books.begin(), books.end(), [&](const Book& one) { return one.body == id; });
            if (!body || known || (body->until && *body->until <= today)) continue;
            books.push_back({id, body->name, next_number_shown(conn, id, Direction::incoming, "", today)});
        }
    };
    if (const auto* acting = actor.acting_capacity()) add(*acting);
    for (const auto& as : actor.capacities) add(as);
    return books;
}

forms::Values fresh_values(Day today) {
    forms::Values shown;
    put_days(shown, today);
    return shown;
}

forms::Values values_after(const Incoming& last, Day today) {
    forms::Values shown;
    shown.values = {{"issuing_body", std::to_string(last.issuing_body)},
                    {"author_name", last.author_name},
                    {"author_agency", last.author_agency == 0 ? "" : std::to_string(last.author_agency)},
                    {"kind", last.kind},
                    {"document_day", day_words(last.document_day)},
                    {"channel", last.channel},
                    {"field", last.field},
                    {"language", last.language}};
    put_days(shown, today);
    return shown;
}

forms::Values values_of(const Incoming& one) {
    forms::Values shown = values_after(one, one.arrival_day.value_or(clock::today()));
    const std::pair<const char*, std::string> more[] = {{"mark", one.mark},
                                                        {"subject", one.subject},
                                                        {"signer_name", one.signer_name},
                                                        {"signer_position", one.signer_position},
                                                        {"author_code", one.author_code},
                                                        {"urgency", std::to_string(one.urgency)},
                                                        {"pages", one.pages == 0 ? "" : std::to_string(one.pages)},
                                                        {"copies", std::to_string(one.copies)},
                                                        {"due", day_words(one.due)},
                                                        {"reply_needed", one.reply_needed ? "1" : ""},
                                                        {"to_places", one.to_places},
                                                        {"dossier", one.dossier},
                                                        {"paper_original", one.paper_original},
                                                        {"description", one.description}};
    for (const auto& [field, value] : more) shown.values[field] = value;
    return shown;
}

Id agency_called(const directory::Snapshot& directory, std::string_view typed) {
    const std::string wanted = text::fold(text::clean_line(typed));
    if (wanted.empty()) return 0;
    Id found = 0;
    for (const auto& one : directory.agencies) {
        if (one.closed_on(directory.day)) continue;
        if (one.folded != wanted && text::fold(one.abbreviation) != wanted && text::fold(one.short_name) != wanted)
            continue;
        if (found != 0) return 0;
        found = one.id;
    }
    return found;
}

IncomingInput read_input(web::Form& form, const directory::Snapshot& directory) {
    IncomingInput input;
    input.issuing_body = form.id("issuing_body", "Sổ đăng ký");
    input.author_agency = form.id("author_agency", "Tác giả");
    input.author_name = form.line("author_name", "Tác giả", kAnyLength);
    if (input.author_agency == 0) input.author_agency = agency_called(directory, input.author_name);
    if (const auto* agency = directory.agency(input.author_agency)) input.author_name = agency->name;
    input.author_code = form.line("author_code", "Mã định danh tác giả", kAnyLength);
    input.kind = form.line("kind", "Tên loại", kAnyLength);
    input.mark = form.line("mark", "Số, ký hiệu", kAnyLength);
    input.document_day = form.day("document_day", "Ngày văn bản");
    input.arrival_day = form.day("arrival_day", "Ngày đến");
    input.back_date_reason = form.line("back_date_reason", "Lý do", kAnyLength);
    input.subject = form.line("subject", "Trích yếu", kAnyLength);
    input.field = form.line("field", "Lĩnh vực", kAnyLength);
    input.language = form.line("language", "Ngôn ngữ", kAnyLength);
    input.description = form.line("description", "Ghi chú", kAnyLength);
    input.signer_name = form.line("signer_name", "Người ký", kAnyLength);
    input.signer_position = form.line("signer_position", "Chức vụ người ký", kAnyLength);
    input.to_places = form.line("to_places", "Đơn vị hoặc người nhận", kAnyLength);
    input.dossier = form.line("dossier", "Số, ký hiệu hồ sơ", kAnyLength);
    input.paper_original = form.line("paper_original", "Nơi để bản giấy", kAnyLength);
    input.channel = form.line("channel", "Hình thức đến", kAnyLength);
    input.pages = static_cast<int>(form.number("pages", "Số trang", 0, 999).value_or(0));
    input.copies = static_cast<int>(form.number("copies", "Số bản", 1, 9999).value_or(1));
    input.urgency = static_cast<int>(form.number("urgency", "Độ khẩn", 0, 3).value_or(0));
    input.due = form.day("due", "Hạn xử lý");
    input.reply_needed = form.ticked("reply_needed");
    input.secrecy_answered = form.ticked("secrecy_answered");
    input.secrecy = form.line("secrecy", "Độ mật", kAnyLength);
    return input;
}

pages::IncomingForm form_model(const dinh::pages::Lang& lang, const std::string& csrf, const FormKind& kind,
                               const forms::Values& values, const std::vector<Book>& books,
                               const std::vector<forms::KeptFile>& kept, const std::vector<Duplicate>& doubles) {
    const Day today = clock::today();
    const std::string chosen(values.at("issuing_body"));
    const Book first = books.empty() ? Book{} : books.front();
    const auto fault = [&](const char* field) { return values.fault_of(lang, field); };
    pages::IncomingForm page{.if_known = !kind.known.empty(),
                             .known_path = kind.known_path,
                             .known = kind.known,
                             .heading = lang.tr(kind.heading),
                             .if_next_number = !kind.asks_reason && books.size() == 1 && !first.next_number.empty(),
                             .next_number = first.next_number,
                             .book = books.size() == 1 ? first.name : std::string(),
                             .if_errors = !values.faults.empty(),
                             .errors = {},
                             .action_path = kind.action_path,
                             .if_upload = kind.is_new,
                             .csrf = csrf,
                             .deed_key = deed::new_key(),
                             .version = kind.version,
                             .if_bodies = !kind.asks_reason && books.size() > 1,
                             .bodies = {},
                             .if_one_body = !kind.asks_reason && books.size() == 1,
                             .one_body = std::to_string(first.body),
                             .if_author_error = !fault("author_name").empty(),
                             .author_error = fault("author_name"),
                             .author_name = values.at("author_name"),
                             .author_agency = values.at("author_agency"),
                             .kind_fields = {},
                             .if_mark_error = !fault("mark").empty(),
                             .mark_error = fault("mark"),
                             .mark = values.at("mark"),
                             .day_fields = {},
                             .if_doubles = !doubles.empty(),
                             .doubles = {},
                             .if_subject_error = !fault("subject").empty(),
                             .subject_error = fault("subject"),
                             .subject = values.at("subject"),
                             .main_fields = {},
                             .if_reply = !values.at("reply_needed").empty(),
                             .if_more_open = more_is_faulty(values),
                             .more_fields = {},
                             .reason_fields = {},
                             .if_file_error = !fault("files").empty(),
                             .file_error = fault("files"),
                             .kept = {},
                             .if_stamp = !fault("files").empty(),
                             .if_next = kind.is_new,
                             .no_next = !kind.is_new,
                             .button = lang.tr(kind.button),
                             .back_path = kind.back_path};
    fill_fields(page, forms::Boxes(lang, values), kind, today);
    forms::add_errors(page, lang, values.faults);
    for (const auto& one : books) {
        page.bodies.push_back(
            {.body = std::to_string(one.body),
             .if_chosen = std::to_string(one.body) == chosen,
             .body_name =
                 one.name + (one.next_number.empty() ? "" : " – " + lang.tr("số đến") + " " + one.next_number)});
    }
    for (const auto& one : kept) page.kept.push_back({.kept_token = one.token, .kept_name = one.name});
    add_doubles(page, lang, doubles);
    return page;
}

pages::IncomingDuplicates doubles_model(const dinh::pages::Lang& lang, const std::vector<Duplicate>& doubles) {
    pages::IncomingDuplicates page{.if_doubles = !doubles.empty(), .doubles = {}};
    add_doubles(page, lang, doubles);
    return page;
}

}  // namespace dinh::documents
