// Small deeds on a document, and which documents of other sites a site shows.
#include "modules/portal/library/library_pages.hpp"
#include "platform/forms/small_deeds.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::portal::library {

namespace {

using dinh::pages::Lang;
using forms::Boxes;
using Fields = std::vector<layout::Field>;

struct Facts {
    LegalDocument one;
    Subject subject;
};
using Call = forms::SmallCall<Facts>;

Facts find_facts(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        Facts facts{visible_document(conn, context.actor(), context.request.id()), {}};
        facts.subject = subject_of(conn, facts.one);
        return facts;
    });
}

forms::SmallAbout about(const Lang&, const Facts& facts) {
    return {.list_path = list_of(facts.one.site),
            .list_title = "Thư viện văn bản",
            .path = path_of(facts.one.id),
            .known = facts.one.number,
            .subject = facts.one.subject,
            .version = facts.one.version};
}

void must_on(web::Context& context, const Facts& facts, Deed right) { must(context.actor(), right, facts.subject); }

Fields no_boxes(const Boxes&, const Facts&) { return {}; }
Fields reason_box(const Boxes& boxes, const Facts&) { return forms::reason_box(boxes); }

Fields relation_boxes(const Boxes& boxes, const Facts&) {
    std::vector<forms::Choice> kinds{{"", "Chọn…"}};
    for (const auto& one : rules::table("portal_fields").all("relation"))
        kinds.push_back({one.text("id"), one.text("name")});
    return {boxes.select("kind", "Văn bản này", kinds),
            boxes.line("target", "Văn bản kia",
                       {.hint = "Số, ký hiệu, hoặc địa chỉ trang của văn bản trong thư viện", .most = 300}),
            boxes.line("articles", "Điều, khoản",
                       {.hint = "Để trống nếu là toàn bộ văn bản kia", .optional = true, .most = 300}),
            boxes.day("from", "Từ ngày", {.hint = "Để trống: từ ngày văn bản này có hiệu lực", .optional = true})};
}

void run_approval(Call& call) {
    const Id shown = approve_document(call.tx, call.actor(), call.record(), call.version());
    if (shown != call.record()) call.next = list_of(call.facts.one.site);
}

void run_relation(Call& call) {
    const RelationInput input{std::string(call.typed("kind")), std::string(call.typed("target")),
                              std::string(call.typed("articles")), call.form.day("from", "Từ ngày")};
    call.stop_at_faults();
    relate_document(call.tx, call.actor(), call.record(), call.version(), input);
}

void run_unrelation(Call& call) {
    unrelate_document(call.tx, call.actor(), call.record(), call.version(), call.context.request.id("relation"));
}

void run_file_drop(Call& call) {
    const Id n = std::min<Id>(call.context.request.id("n"), 1'000'000);
    drop_file(call.tx, call.actor(), call.record(), call.version(), static_cast<int>(n));
}

using Small = forms::SmallDeed<Facts, Deed>;
const Small kSmall[] = {
    {{"approval", "Duyệt công khai", "Văn bản hiện trên trang cho mọi người đọc.", "Duyệt công khai",
      "Đã duyệt công khai."},
     Deed::approve_legal,
     no_boxes,
     run_approval},
    {{"return", "Trả lại", "", "Trả lại", "Đã trả lại người đề nghị."},
     Deed::return_legal,
     reason_box,
     forms::with_reason<return_document>},
    {{"withdrawal",
      "Gỡ khỏi thư viện",
      "Văn bản không còn trên trang nào; lý do được lưu.",
      "Gỡ",
      "Đã gỡ.",
      {.bad = true}},
     Deed::withdraw_legal,
     reason_box,
     forms::with_reason<withdraw_document>},
    {{"relations/new", "Thêm quan hệ", "", "Ghi", "Đã ghi quan hệ."}, Deed::relate_legal, relation_boxes, run_relation},
    {{"relations/:relation/end",
      "Bỏ quan hệ",
      "",
      "Bỏ",
      "Đã bỏ quan hệ.",
      {.action = "relations/:relation", .bad = true, .ends = true}},
     Deed::relate_legal,
     no_boxes,
     run_unrelation},
    {{"files/:n/end", "Bỏ tệp", "", "Bỏ tệp", "Đã bỏ tệp.", {.action = "files/:n", .bad = true, .ends = true}},
     {},
     no_boxes,
     run_file_drop}};
const forms::SmallFrame<Facts, Deed> kFrame{
    .base = "/portal/library/:id", .find = find_facts, .about = about, .must = must_on};

struct SiteFacts {
    Site site;
    Subject subject;
};
using SiteCall = forms::SmallCall<SiteFacts>;

SiteFacts find_site_facts(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        const auto site = find_site(conn, context.request.id());
        if (!site) throw NotFound("no such site");
        SiteFacts facts{*site, subject_of(conn, *site)};
        if (!can(context.actor(), Deed::see_library, facts.subject)) throw NotFound("no such site of his");
        return facts;
    });
}

forms::SmallAbout about_site(const Lang&, const SiteFacts& facts) {
    return {.list_path = list_of(facts.site.id),
            .list_title = "Thư viện văn bản",
            .path = list_of(facts.site.id),
            .known = facts.site.name,
            .subject = "",
            .version = facts.site.version};
}

void must_on_site(web::Context& context, const SiteFacts& facts, Deed right) {
    must(context.actor(), right, facts.subject);
}

Fields document_box(const Boxes& boxes, const SiteFacts&) {
    return {boxes.line("document", "Văn bản", {.hint = "Số, ký hiệu, hoặc địa chỉ trang của văn bản", .most = 300})};
}

Id must_name(const SiteCall& call) {
    const Id document = document_called(call.tx, call.typed("document"), "document");
    if (document == 0) throw Refused("document", "Thư viện chưa có văn bản này.");
    return document;
}

void run_placing(SiteCall& call) { place_document(call.tx, call.actor(), must_name(call), call.record()); }
void run_unplacing(SiteCall& call) { unplace_document(call.tx, call.actor(), must_name(call), call.record()); }

const forms::SmallDeed<SiteFacts, Deed> kOnSite[] = {
    {{"placings/new", "Đăng văn bản của trang khác", "Văn bản vẫn do trang kia giữ; trang này dùng chung.", "Đăng",
      "Đã đăng."},
     Deed::place_legal,
     document_box,
     run_placing},
    {{"unplacings/new", "Thôi đăng văn bản của trang khác", "", "Thôi đăng", "Đã thôi đăng.", {.bad = true}},
     Deed::place_legal,
     document_box,
     run_unplacing}};
const forms::SmallFrame<SiteFacts, Deed> kSiteFrame{
    .base = "/portal/library/sites/:id", .find = find_site_facts, .about = about_site, .must = must_on_site};

}  // namespace

void deed_routes(web::Router& router) {
    forms::small_routes(router, kFrame, kSmall);
    forms::small_routes(router, kSiteFrame, kOnSite);
}

}  // namespace dinh::portal::library
