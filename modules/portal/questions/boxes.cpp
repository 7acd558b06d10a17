// The boxes of a question, for the citizen's form and for the official who enters what came in another way.
#include "modules/portal/questions/pages.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::question_pages {

namespace {
constexpr web::Rule kAnyLength{.max = 20'000};  // the rules of the deed say what is too long

bool asks(std::string_view kind, const char* what) {
    const auto* rule = rules::table("portal_questions").find("kind", kind, clock::today());
    return rule && rule->truth(what);
}
}  // namespace

std::vector<forms::Choice> choices_of(std::string_view list, const char* first) {
    std::vector<forms::Choice> choices{{"", first}};
    for (const auto* one : rules::table("portal_questions").in_force(list, clock::today()))
        choices.push_back({one->text("id"), one->text("name")});
    return choices;
}

std::vector<layout::Field> question_boxes(const forms::Boxes& boxes, std::string_view kind) {
    std::vector<layout::Field> fields;
    if (kind == "information") {
        fields.push_back(boxes.line("subject", "Thông tin, tên văn bản cần cung cấp"));
        fields.push_back(boxes.area("body", "Nội dung yêu cầu"));
    } else {
        fields.push_back(boxes.line("subject", "Tiêu đề", {.hint = "Một câu ngắn; không ghi họ tên, số điện thoại"}));
        fields.push_back(boxes.area("body", "Nội dung"));
    }
    fields.push_back(boxes.select("field", "Lĩnh vực", choices_of("field", "Chọn…")));
    if (kind == "information") {
        fields.push_back(boxes.select("provision", "Hình thức cung cấp thông tin", choices_of("provision", "Chọn…")));
        fields.push_back(boxes.line("purpose", "Lý do, mục đích yêu cầu", {.most = 500}));
    }
    return fields;
}

std::vector<layout::Field> sender_boxes(const forms::Boxes& boxes, std::string_view kind) {
    const bool reached = asks(kind, "contact_required");
    const char* hint = reached ? "Ghi số điện thoại hoặc thư điện tử" : "";
    std::vector<layout::Field> fields{
        boxes.line("name", "Họ và tên", {.optional = !asks(kind, "name_required"), .most = 100}),
        boxes.line("phone", "Số điện thoại", {.hint = hint, .optional = !reached, .most = 30}),
        boxes.line("email", "Thư điện tử", {.optional = true, .most = 254})};
    if (kind == "information") {
        fields.push_back(boxes.line("address", "Nơi cư trú", {.most = 300}));
        fields.push_back(boxes.line("id_number", "Số căn cước", {.hint = "12 chữ số", .most = 12}));
    }
    return fields;
}

QuestionInput read_question(web::Form& form, Id site, std::string kind) {
    QuestionInput input;
    input.site = site;
    input.kind = std::move(kind);
    input.field = form.line("field", "Lĩnh vực", kAnyLength);
    input.subject = form.line("subject", "Tiêu đề", kAnyLength);
    input.body = form.text("body", "Nội dung", kAnyLength);
    input.provision = form.line("provision", "Hình thức cung cấp thông tin", kAnyLength);
    input.purpose = form.line("purpose", "Lý do, mục đích yêu cầu", kAnyLength);
    input.may_publish = form.ticked("may_publish");
    input.sender = {form.line("name", "Họ và tên", kAnyLength), form.line("phone", "Số điện thoại", kAnyLength),
                    form.line("email", "Thư điện tử", kAnyLength), form.line("address", "Nơi cư trú", kAnyLength),
                    form.line("id_number", "Số căn cước", kAnyLength)};
    return input;
}

std::vector<std::string> paragraphs_of(std::string_view text) {
    std::vector<std::string> list;
    for (auto& line : text::split(text, '\n'))
        if (!text::trim(line).empty()) list.push_back(std::move(line));
    return list;
}

std::string answers_path(const std::string& base) { return base + "/hoi-dap"; }
std::string answer_path(const std::string& base, Id question) {
    return answers_path(base) + "/" + std::to_string(question);
}
std::string ask_path(const std::string& base) { return answers_path(base) + "/moi"; }
std::string lookup_path(const std::string& base) { return answers_path(base) + "/tra-cuu"; }

}  // namespace dinh::portal::question_pages
