#include "modules/documents/incoming/deed_pages.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/previews.hpp"
#include "modules/documents/record_pages.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

using Call = forms::SmallCall<Incoming>;
using Boxes = std::vector<layout::Field>;

Boxes reason_box(const forms::Boxes& boxes, const Incoming&) { return forms::reason_box(boxes); }
Boxes no_boxes(const forms::Boxes&, const Incoming&) { return {}; }
Boxes paper_boxes(const forms::Boxes& boxes, const Incoming&) {
    return {boxes.line("where", "Nơi để bản giấy", {.most = 200}), boxes.day("day", "Ngày nhận bản giấy")};
}
Boxes closing_boxes(const forms::Boxes& boxes, const Incoming& one) {
    std::vector<forms::Choice> ways;
    for (const auto* way : rules::table("handling").in_force("closing", one.rules_day))
        ways.push_back({way->text("id"), way->text("name")});
    return {boxes.select("as", "Kết thúc theo cách", ways),
            boxes.line("note", "Nội dung, số ký hiệu văn bản trả lời", {.optional = true, .most = 500}),
            boxes.line("dossier", "Số, ký hiệu hồ sơ", {.optional = true, .most = 100})};
}
Boxes secrecy_boxes(const forms::Boxes& boxes, const Incoming&) {
    return {boxes.select("answer", "Văn bản có mật không?",
                         {{"", "Chọn…"},
                          {"no", "Không mật, chỉ là chữ trong nội dung"},
                          {"yes", "Có mật: gỡ khỏi hệ thống, hủy số"}}),
            boxes.line("reason", "Lý do", {.most = 500})};
}

void today(forms::Values& values, const Incoming&) { values.values["day"] = clock::show(clock::today()); }
void as_proposed(forms::Values& values, const Incoming& one) {
    values.values["dossier"] = one.dossier;
    if (!one.proposed_close.empty()) values.values["as"] = "answered";
}

void run_paper(Call& call) {
    const auto day = call.form.day("day", "Ngày nhận bản giấy", true);
    call.stop_at_faults();
    attach_paper_original(call.tx, call.actor(), call.facts.id, call.version(), call.typed("where"), *day);
}
void run_file(Call& call) {
    auto file = file_sent(call.form, call.uploaded, call.facts.files == 0 ? "main" : "appendix");
    add_incoming_file(call.tx, call.actor(), call.facts.id, call.version(), file);
}
void run_closure(Call& call) {
    close_incoming(call.tx, call.actor(), call.facts.id, call.version(), call.typed("as"), call.typed("note"),
                   call.typed("dossier"));
}
// A document that is taken away as secret takes along what was made of its files.
void run_secrecy(Call& call) {
    const auto answer = call.typed("answer");
    if (answer != "yes" && answer != "no") throw Refused("answer", "Hãy chọn câu trả lời.");
    const auto held = files::of_record(call.tx, kIncoming, call.facts.id);
    answer_secrecy_question(call.tx, call.actor(), call.facts.id, call.version(), answer == "yes",
                            call.typed("reason"));
    if (answer != "yes") return;
    call.next = "/documents/incoming";
    call.after = [&house = call.context.house, held] {
        for (const auto& ref : held) forget_previews(house, ref.hash);
    };
}

const forms::SmallDeed<Incoming, Deed> kSmall[] = {
    {{"refusal",
      "Từ chối tiếp nhận",
      "Văn bản được trả lại nơi gửi, không vào sổ.",
      "Từ chối tiếp nhận",
      "Đã từ chối tiếp nhận.",
      {.bad = true}},
     Deed::refuse_incoming,
     reason_box,
     forms::with_reason<refuse_incoming>},
    {{"return",
      "Trả lại nơi gửi",
      "Dòng trong sổ và số đến được giữ nguyên.",
      "Trả lại nơi gửi",
      "Đã trả lại nơi gửi.",
      {.bad = true}},
     Deed::return_to_sender,
     reason_box,
     forms::with_reason<return_to_sender>},
    {{"paper-original", "Nhận thêm bản giấy", "Giữ nguyên số đến; ghi nơi để bản giấy.", "Lưu",
      "Đã ghi nơi để bản giấy."},
     Deed::attach_paper_original,
     paper_boxes,
     run_paper,
     today},
    {{"files/new", "Thêm tệp", "", "Thêm tệp", "Đã thêm tệp.", {.upload = true}},
     Deed::correct_incoming,
     no_boxes,
     run_file},
    // Who may close is found out by the deed.
    {{"closure", "Kết thúc xử lý", "", "Kết thúc xử lý", "Đã kết thúc xử lý."},
     std::nullopt,
     closing_boxes,
     run_closure,
     as_proposed},
    {{"reopening", "Mở lại văn bản", "", "Mở lại", "Đã mở lại văn bản.", {.action = "closure", .ends = true}},
     Deed::reopen,
     reason_box,
     forms::with_reason<reopen_incoming>},
    {{"secrecy", "Trả lời về dấu mật", "Trong tệp có dấu chỉ độ mật. Văn bản mật không đưa vào hệ thống này.", "Lưu",
      "Đã ghi câu trả lời."},
     Deed::correct_incoming,
     secrecy_boxes,
     run_secrecy},
};

const forms::SmallFrame<Incoming, Deed> kFrame{
    .base = "/documents/incoming/:id",
    .find = visible_here,
    .about = about_incoming,
    .must = [](web::Context& context, const Incoming& one, Deed deed) { must(context.actor(), deed, subject_of(one)); },
    .changed = changed_incoming,
    .stamps = true};

}  // namespace

forms::SmallAbout about_incoming(const dinh::pages::Lang& lang, const Incoming& one) {
    const std::string number = one.number();
    return {.list_path = "/documents/incoming",
            .list_title = "Văn bản đến",
            .path = link_of(one.id),
            .known = number.empty() ? one.author_name : text::fill(lang.tr("Số đến %1"), {number}),
            .subject = one.subject,
            .version = one.version};
}

Reason changed_incoming(web::Context& context, const Incoming& one) {
    return changed_meanwhile(context, kIncoming, one.id);
}

Incoming visible_here(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_incoming(conn, context.actor(), context.request.id()); });
}

void deed_routes(web::Router& router) { forms::small_routes(router, kFrame, kSmall); }

}  // namespace dinh::documents
