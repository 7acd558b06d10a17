// The deeds on an article that take a box or two.
#include <charconv>

#include "modules/portal/articles/article_pages.hpp"
#include "modules/portal/articles/fees.hpp"
#include "modules/portal/articles/sounds.hpp"
#include "modules/portal/pages.hpp"
#include "platform/forms/small_deeds.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using Boxes = std::vector<layout::Field>;
using Call = forms::SmallCall<ArticleHere>;
using Small = forms::SmallDeed<ArticleHere, Deed>;

forms::SmallAbout about(const dinh::pages::Lang& lang, const ArticleHere& here) {
    return {.list_path = "/portal/articles",
            .list_title = "Tin bài",
            .path = here_path(here.one),
            .known = known_as(lang, here.one),
            .subject = known_as(lang, here.one),
            .version = here.one.version};
}
void must_here(web::Context& context, const ArticleHere& here, Deed deed) { must(context.actor(), deed, here.subject); }
Reason changed(web::Context&, const ArticleHere&) { return changed_meanwhile(); }

Boxes none(const forms::Boxes&, const ArticleHere&) { return {}; }
Boxes reason(const forms::Boxes& boxes, const ArticleHere&) { return forms::reason_box(boxes); }

bool is_last(const ArticleHere& here) {
    return here.one.state == state::kScheduled ||
           next_state(steps_of(here.site, here.category), here.one.state).empty();
}
Boxes pass_boxes(const forms::Boxes& boxes, const ArticleHere& here) {
    if (!is_last(here)) return {};
    return {
        boxes.day("publish_at", "Ngày xuất bản", {.width = "w-2", .hint = "Để trống: xuất bản ngay", .optional = true}),
        boxes.line("publish_hour", "Giờ", {.width = "w-1", .hint = "Ví dụ 7:30", .optional = true, .most = 5})};
}
void run_pass(Call& call) {
    const auto at = moment_typed(call.form, "publish_at", "publish_hour", "Ngày xuất bản");
    call.stop_at_faults();
    pass_article(call.tx, call.actor(), call.record(), call.version(), at);
}

Boxes pin_boxes(const forms::Boxes& boxes, const ArticleHere&) {
    return {boxes.day("until", "Đến hết ngày", {.width = "w-2", .hint = "Để trống: bỏ ghim", .optional = true})};
}
void begin_pin(forms::Values& values, const ArticleHere& here) {
    if (here.one.pinned_until) values.values["until"] = clock::show(*here.one.pinned_until);
}
void run_pin(Call& call) {
    const auto until = call.form.day("until", "Đến hết ngày");
    call.stop_at_faults();
    pin_article(call.tx, call.actor(), call.record(), call.version(), until);
}

int position_of(const web::Request& request) {
    const auto position = ids::parse(request.place("n"));
    if (!position || *position > 100'000) throw NotFound("article file number");
    return static_cast<int>(*position);
}
Boxes file_boxes(const forms::Boxes& boxes, const ArticleHere&) {
    return {boxes.line("alt", "Lời mô tả ảnh",
                       {.hint = "Nói ảnh cho người không nhìn thấy; mỗi lần một ảnh", .optional = true, .most = 300})};
}
void run_files(Call& call) {
    check_sounds(call.context, call.form, call.uploaded);
    call.stop_at_faults();
    add_files(call.tx, call.actor(), call.record(), call.version(), new_files(call.uploaded), call.typed("alt"));
}
Boxes words_boxes(const forms::Boxes& boxes, const ArticleHere&) {
    return {boxes.line("alt", "Lời mô tả ảnh", {.hint = "Nói ảnh cho người không nhìn thấy", .most = 300}),
            boxes.select("leading", "Ảnh đại diện", {{"no", "Không"}, {"yes", "Có"}}, {.width = "w-2"})};
}
void run_words(Call& call) {
    describe_picture(call.tx, call.actor(), call.record(), call.version(), position_of(call.context.request),
                     call.typed("alt"), call.typed("leading") == "yes");
}
void run_removal(Call& call) {
    remove_file(call.tx, call.actor(), call.record(), call.version(), position_of(call.context.request));
}

Boxes fee_boxes(const forms::Boxes& boxes, const ArticleHere&) {
    std::vector<forms::Choice> kinds{{"", "Chọn…"}};
    for (const auto* kind : rules::table("author_fees").in_force("kind", clock::today()))
        kinds.push_back({kind->text("id"), kind->text("name") + ", " +
                                               factor_words(static_cast<int>(kind->integer("least_tenths"))) + "–" +
                                               factor_words(static_cast<int>(kind->integer("most_tenths")))});
    return {boxes.select("kind", "Thể loại", kinds),
            boxes.line("factor", "Hệ số", {.width = "w-1", .hint = "Ví dụ 4 hoặc 4,5", .most = 5}),
            boxes.line("payee", "Người nhận", {.width = "w-4"})};
}
void begin_fee(forms::Values& values, const ArticleHere& here) {
    values.values["payee"] = here.one.author.empty() ? here.one.pen_name : here.one.author;
}
// "4", "4,5", "4.5"; -1 for anything else.
int tenths_of(std::string_view typed) {
    const std::string clean = text::clean_line(typed);
    const auto mark = clean.find_first_of(",.");
    const std::string digits = mark == clean.npos ? clean + "0" : clean.substr(0, mark) + clean.substr(mark + 1);
    if (mark != clean.npos && (mark == 0 || mark + 2 != clean.size())) return -1;
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = error == std::errc() && end == digits.data() + digits.size() && digits.size() <= 4;
    return whole && digits.size() > 1 ? value : -1;
}
void run_fee(Call& call) {
    FeeInput input{std::string(call.typed("kind")), std::string(call.typed("payee")), tenths_of(call.typed("factor"))};
    if (input.factor_tenths < 0) call.form.fault("factor", "Hệ số ghi như 4 hoặc 4,5.");
    call.stop_at_faults();
    grade_fee(call.tx, call.actor(), call.record(), call.version(), input);
}

const Small kSmall[] = {
    {{"submission/new", "Trình bài",
      "Bài chuyển đến người xử lý bước đầu tiên; bạn không sửa được nữa cho đến khi bị "
      "trả lại.",
      "Trình", "Đã trình."},
     Deed::submit,
     none,
     forms::plainly<submit_article>},
    {{"passing/new", "Duyệt, chuyển bước", "", "Đồng ý", "Đã chuyển bài đi."}, Deed::pass, pass_boxes, run_pass},
    {{"return/new", "Trả lại bài", "Người viết nhận lại bài để sửa.", "Trả lại", "Đã trả lại.", {.bad = true}},
     Deed::send_back,
     reason,
     forms::with_reason<send_back>},
    {{"withdrawal/new",
      "Gỡ bài",
      "Bài không còn trên trang nào. Phiên bản và lịch sử được giữ lại.",
      "Gỡ bài",
      "Đã gỡ bài.",
      {.bad = true}},
     Deed::withdraw,
     reason,
     forms::with_reason<withdraw_article>},
    {{"pin/new", "Ghim lên đầu", "", "Lưu", "Đã lưu."}, Deed::pin, pin_boxes, run_pin, begin_pin},
    {{"dropping/new", "Bỏ bài", "Bản nháp không còn trong danh sách.", "Bỏ bài", "Đã bỏ bài.", {.bad = true}},
     Deed::drop,
     none,
     forms::plainly<drop_article>},
    {{"files/new", "Thêm tệp", "", "Thêm tệp", "Đã thêm tệp.", {.upload = true, .several = true}},
     {},
     file_boxes,
     run_files},
    {{"files/:n/words/new", "Lời mô tả ảnh", "", "Lưu", "Đã lưu."}, {}, words_boxes, run_words},
    {{"files/:n/removal/new", "Bỏ tệp", "", "Bỏ tệp", "Đã bỏ tệp.", {.bad = true}}, {}, none, run_removal},
    {{"fee/new", "Chấm nhuận bút", "", "Lưu", "Đã chấm nhuận bút."}, Deed::grade_fee, fee_boxes, run_fee, begin_fee},
};
const forms::SmallFrame<ArticleHere, Deed> kFrame{
    .base = "/portal/articles/:id", .find = article_here, .about = about, .must = must_here, .changed = changed};

}  // namespace

void article_deed_routes(web::Router& router) { forms::small_routes(router, kFrame, kSmall); }

}  // namespace dinh::portal
