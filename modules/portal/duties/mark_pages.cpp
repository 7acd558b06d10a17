// That an item does not apply to a site, and that it does again.
#include <algorithm>

#include "modules/portal/duties/duty_pages.hpp"
#include "modules/portal/duties/duty_store.hpp"
#include "platform/forms/small_deeds.hpp"

namespace dinh::portal::duty_pages {

namespace {

using Lang = dinh::pages::Lang;
using Fields = std::vector<layout::Field>;

struct Facts {
    Site site;
    Subject subject;
    ContentItem item;
    std::optional<DutyMark> mark;
};
using Call = forms::SmallCall<Facts>;

Facts find_facts(web::Context& context) {
    const std::string wanted(context.request.place("item"));
    Facts facts;
    std::vector<DutyMark> marks;
    context.house.db->read([&](db::Conn& conn) {
        facts.site = site_with_duties(conn, context.actor(), context.request.id());
        facts.subject = subject_of(conn, facts.site);
        marks = duty_store::marks(conn, facts.site.id, clock::today());
    });
    const auto item = content_item(facts.site.kind, wanted, clock::today());
    if (!item) throw NotFound("portal: no item " + wanted + " for this kind of site");
    facts.item = *item;
    const auto at = std::find_if(marks.begin(), marks.end(), [&](const DutyMark& one) { return one.item == wanted; });
    if (at != marks.end()) facts.mark = *at;
    return facts;
}

forms::SmallAbout about(const Lang&, const Facts& facts) {
    return {.list_path = "/portal/duties",
            .list_title = "Nội dung phải công khai",
            .path = duties_path(facts.site.id),
            .known = facts.site.name,
            .subject = facts.item.name,
            .version = facts.site.version};
}
void must_on(web::Context& context, const Facts& facts, Deed right) { must(context.actor(), right, facts.subject); }

Fields mark_boxes(const forms::Boxes& boxes, const Facts&) {
    return {
        boxes.line("reason", "Lý do", {.hint = "được ghi lại cùng tên người ghi", .most = 500}),
        boxes.day("until", "Đến hết ngày", {.hint = "để trống: đến khi có người cho áp dụng lại", .optional = true})};
}
Fields no_boxes(const forms::Boxes&, const Facts&) { return {}; }

void run_mark(Call& call) {
    const auto until = call.form.day("until", "Đến hết ngày");
    call.stop_at_faults();
    mark_not_applicable(call.tx, call.actor(), call.record(), call.version(), call.facts.item.id, call.typed("reason"),
                        until);
}
void run_end(Call& call) {
    if (!call.facts.mark) throw NotFound("portal: " + call.facts.item.id + " is not marked");
    end_mark(call.tx, call.actor(), call.record(), call.version(), call.facts.mark->id);
}

const forms::SmallDeed<Facts, Deed> kSmall[] = {
    {{"items/:item/exemption/new", "Ghi là không áp dụng",
      "Nội dung này không còn tính vào điểm của trang. Chỉ dùng khi pháp luật không đòi hỏi ở cơ quan này.", "Ghi",
      "Đã ghi là không áp dụng."},
     Deed::mark_duty,
     mark_boxes,
     run_mark},
    {{"items/:item/exemption/ending",
      "Áp dụng lại",
      "Nội dung này lại được tính vào điểm của trang.",
      "Áp dụng lại",
      "Đã áp dụng lại.",
      {.action = "items/:item/exemption", .ends = true}},
     Deed::mark_duty,
     no_boxes,
     run_end}};
const forms::SmallFrame<Facts, Deed> kFrame{
    .base = "/portal/duties/:id", .find = find_facts, .about = about, .must = must_on};

}  // namespace

void mark_routes(web::Router& router) {
    using namespace web::api;
    forms::small_routes(router, kFrame, kSmall);
    const std::string path = "/portal/duties/:id/items/:item/exemption";
    router.of(web::Method::post, path)
        .says("Ghi một nội dung là không áp dụng")
        .takes({version(), line("reason", "Lý do", 500).must(), day("until", "Đến hết ngày")});
    router.of(web::Method::del, path).says("Áp dụng lại một nội dung").takes({version()});
}

}  // namespace dinh::portal::duty_pages
