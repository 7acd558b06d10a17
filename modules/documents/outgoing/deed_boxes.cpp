#include "modules/documents/outgoing/deed_boxes.hpp"

#include "modules/documents/outgoing/words.hpp"

namespace dinh::documents::out_pages {

Boxes no_boxes(const forms::Boxes&, const DeedFacts&) { return {}; }
Boxes reason_box(const forms::Boxes& fields, const DeedFacts&) {
    return {fields.line("reason", "Lý do", {.most = 1000})};
}

Boxes file_boxes(const forms::Boxes& fields, const DeedFacts&) {
    return {fields.select("role", "Tệp này là", {{"draft", "Bản dự thảo mới"}, {"appendix", "Phụ lục"}})};
}

Boxes signed_boxes(const forms::Boxes& fields, const DeedFacts&) { return {fields.day("signed_day", "Ngày ký")}; }

Boxes number_boxes(const forms::Boxes& fields, const DeedFacts& facts) {
    std::vector<forms::Choice> ways{
        {"next", "Số tiếp theo, ngày hôm nay" + (facts.next_number.empty() ? "" : ": " + facts.next_number)}};
    for (const auto& entry : facts.reserved) {
        const std::string number = std::to_string(entry.number) + entry.suffix;
        ways.push_back({number, "Số đã giữ " + number + ": " + entry.reason});
    }
    return {fields.select("way", "Số", ways),
            fields.day("back_date", "Lấy số của ngày đã qua",
                       {.hint = "Chỉ khi được phép; số có thêm chữ cái sau số cuối của ngày đó", .optional = true}),
            fields.line("reason", "Lý do lấy số của ngày đã qua", {.optional = true, .most = 500})};
}

Boxes seal_boxes(const forms::Boxes& fields, const DeedFacts&) {
    return {fields.line("note", "Ghi chú", {.optional = true, .most = 200})};
}

Boxes step_boxes(const forms::Boxes& fields, const DeedFacts& facts) {
    std::vector<forms::Choice> kinds, places;
    for (const auto& kind : out_words::step_kinds())
        if (kind != "sign") kinds.push_back({kind, out_words::step_name(kind)});
    for (const auto& step : facts.round) {
        if (step.kind == "sign" || (step.state != "current" && step.state != "waiting")) continue;
        places.push_back({std::to_string(step.position),
                          std::to_string(step.position) + ". " + fields.lang().tr(out_words::step_name(step.kind)) +
                              " – " + step.label});
    }
    return {fields.select("kind", "Bước", kinds),
            fields.select("post", "Người thực hiện", post_choices(*facts.directory, facts.one.owner_agency)),
            fields.select("after_position", "Đứng sau bước", places),
            fields.line("note", "Nội dung đề nghị", {.optional = true, .most = 500})};
}

Boxes relation_boxes(const forms::Boxes& fields, const DeedFacts&) {
    std::vector<forms::Choice> types;
    for (const char* type : {"relates", "answers", "interim", "replaces", "amends", "corrects", "recalls"})
        types.push_back({type, out_words::relation_name(type, true)});
    return {fields.select("type", "Quan hệ", types),
            fields.select("to_kind", "Với", {{"outgoing", "Văn bản đi"}, {"incoming", "Văn bản đến"}}),
            fields.line("mark", "Số, ký hiệu", {.hint = "Ghi như trên văn bản, ví dụ 125/UBND-TH", .most = 60})};
}

std::vector<forms::Choice> post_choices(const directory::Snapshot& directory, Id agency) {
    std::vector<forms::Choice> choices;
    for (const auto& post : directory.posts) {
        const auto* own = directory.agency(post.agency);
        const bool near = post.agency == agency || (own && own->kind == "office" && own->parent == agency);
        if (!near || post.holder == 0) continue;
        const std::string unit = directory.unit_name(post.unit);
        choices.push_back({std::to_string(post.id), directory.post_label(post.id) + (unit.empty() ? "" : ", " + unit)});
    }
    return choices;
}

}  // namespace dinh::documents::out_pages
