// The gazette as its keepers and its readers see it.
#include "modules/portal/library/gazette.hpp"
#include "modules/portal/library/library_pages.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/on_site.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/forms/record.hpp"
#include "platform/forms/small_deeds.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::library {

namespace {

using dinh::pages::Lang;
using forms::Boxes;
using Fields = std::vector<layout::Field>;

constexpr const char* kPublic = "/cong-bao";

std::string issue_path(Id issue) { return "/portal/library/gazette/" + std::to_string(issue); }
std::string issues_path(Id site) { return "/portal/library/gazette?site=" + std::to_string(site); }
const char* tag_of(const Issue& one) { return one.published ? "tag--good" : "tag--warn"; }
std::string state_of(const Lang& lang, const Issue& one) {
    return lang.tr(one.published ? "Đã phát hành" : "Đang lập");
}

struct Facts {
    Issue issue;
    Site site;
    Subject subject;
};
using Call = forms::SmallCall<Facts>;

Facts find_facts(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        const auto issue = find_issue(conn, context.request.id());
        const auto site = issue ? find_site(conn, issue->site) : std::nullopt;
        if (!site) throw NotFound("no such gazette issue");
        Facts facts{*issue, *site, subject_of(conn, *site)};
        if (!can(context.actor(), Deed::see_library, facts.subject)) throw NotFound("no gazette issue of his");
        return facts;
    });
}

forms::SmallAbout about(const Lang& lang, const Facts& facts) {
    return {.list_path = issues_path(facts.site.id),
            .list_title = "Công báo",
            .path = issue_path(facts.issue.id),
            .known = issue_name(lang, facts.issue),
            .subject = "",
            .version = facts.issue.version};
}
void must_on(web::Context& context, const Facts& facts, Deed right) { must(context.actor(), right, facts.subject); }
Fields no_boxes(const Boxes&, const Facts&) { return {}; }
Fields document_box(const Boxes& boxes, const Facts&) {
    return {boxes.line("document", "Văn bản", {.hint = "Số, ký hiệu, hoặc địa chỉ trang của văn bản", .most = 300})};
}
void run_addition(Call& call) {
    const Id document = document_called(call.tx, call.typed("document"), "document");
    add_to_issue(call.tx, call.actor(), call.record(), call.version(), document);
}
void run_taking(Call& call) {
    take_from_issue(call.tx, call.actor(), call.record(), call.version(), call.context.request.id("document"));
}

const forms::SmallDeed<Facts, Deed> kOnIssue[] = {
    {{"items/new", "Thêm văn bản vào số công báo", "", "Thêm", "Đã thêm."},
     Deed::keep_gazette,
     document_box,
     run_addition},
    {{"items/:document/end",
      "Bỏ văn bản khỏi số công báo",
      "",
      "Bỏ",
      "Đã bỏ.",
      {.action = "items/:document", .bad = true, .ends = true}},
     Deed::keep_gazette,
     no_boxes,
     run_taking},
    {{"publication", "Phát hành số công báo", "Sau khi phát hành, nội dung số này không đổi.", "Phát hành",
      "Đã phát hành."},
     Deed::keep_gazette,
     no_boxes,
     forms::plainly<publish_issue>}};
const forms::SmallFrame<Facts, Deed> kFrame{
    .base = "/portal/library/gazette/:id", .find = find_facts, .about = about, .must = must_on};

// A new issue is a deed on its site.
struct SiteFacts {
    Site site;
    Subject subject;
};
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
    return {.list_path = issues_path(facts.site.id),
            .list_title = "Công báo",
            .path = issues_path(facts.site.id),
            .known = facts.site.name,
            .subject = "",
            .version = facts.site.version};
}
void must_on_site(web::Context& context, const SiteFacts& facts, Deed right) {
    must(context.actor(), right, facts.subject);
}
Fields day_box(const Boxes& boxes, const SiteFacts&) { return {boxes.day("day", "Ngày của số công báo")}; }
void begin_day(forms::Values& values, const SiteFacts&) { values.values["day"] = clock::show(clock::today()); }
void run_opening(forms::SmallCall<SiteFacts>& call) {
    const auto day = call.form.day("day", "Ngày của số công báo", true);
    call.stop_at_faults();
    call.next = issue_path(open_issue(call.tx, call.actor(), call.record(), day));
}
const forms::SmallDeed<SiteFacts, Deed> kOnSite[] = {
    {{"issues/new", "Lập số công báo", "", "Lập", "Đã lập."}, Deed::keep_gazette, day_box, run_opening, begin_day}};
const forms::SmallFrame<SiteFacts, Deed> kSiteFrame{
    .base = "/portal/library/sites/:id", .find = find_site_facts, .about = about_site, .must = must_on_site};

web::Response list(web::Context& context) {
    const Site site = asked_library(context);
    const auto& lang = context.lang;
    const auto [issues, keeps] = context.house.db->reading([&](db::Conn& conn) {
        return std::pair{issues_of(conn, site.id, false),
                         can(context.actor(), Deed::keep_gazette, subject_of(conn, site)) != nullptr};
    });
    pages::LibraryGazetteList page{.list_path = list_of(site.id),
                                   .if_keeps = keeps,
                                   .new_path = "/portal/library/sites/" + std::to_string(site.id) + "/issues/new",
                                   .no_issues = issues.empty()};
    for (const auto& one : issues)
        page.issues.push_back({.issue_path = issue_path(one.id),
                               .issue = issue_name(lang, one),
                               .tag = tag_of(one),
                               .state = state_of(lang, one)});
    return web::page(context, lang.tr("Công báo"), page);
}

pages::LibraryGazetteShow show_model(const Lang& lang, const Facts& facts, bool keeps,
                                     const std::vector<LegalDocument>& documents,
                                     const std::vector<deed::HistoryLine>& history) {
    const std::string path = issue_path(facts.issue.id);
    pages::LibraryGazetteShow page{.list_path = issues_path(facts.site.id),
                                   .issue = issue_name(lang, facts.issue),
                                   .tag = tag_of(facts.issue),
                                   .state = state_of(lang, facts.issue),
                                   .if_menu = false,
                                   .no_documents = documents.empty()};
    if (keeps) {
        forms::add_action(page, lang, path + "/items/new", "Thêm văn bản");
        forms::add_action(page, lang, path + "/publication", "Phát hành");
    }
    for (const auto& one : documents)
        page.documents.push_back({.document_path = path_of(one.id),
                                  .number = one.number,
                                  .subject = one.subject,
                                  .if_take = keeps,
                                  .take_path = path + "/items/" + std::to_string(one.id) + "/end"});
    forms::add_history(page, lang, history, [](const std::string& field) { return field; });
    return page;
}

web::Response show(web::Context& context) {
    const Facts facts = find_facts(context);
    const auto [documents, history] = context.house.db->reading([&](db::Conn& conn) {
        return std::pair{documents_of(conn, facts.issue.id), deed::history_of(conn, kGazette, facts.issue.id, 50)};
    });
    const bool keeps = !facts.issue.published && can(context.actor(), Deed::keep_gazette, facts.subject);
    return web::page(context, issue_name(context.lang, facts.issue),
                     show_model(context.lang, facts, keeps, documents, history));
}

web::Response public_list(web::Context& context, const Site& site) {
    if (site.kind != "province") throw NotFound("only the province keeps a gazette");
    const Lang lang;
    const std::string base = base_of(context.request, site);
    const auto issues = context.house.db->reading([&](db::Conn& conn) { return issues_of(conn, site.id, true); });
    pages::LibraryGazettePublic page{
        .heading = lang.tr("Công báo"), .if_none = issues.empty(), .if_issues = !issues.empty(), .if_documents = false};
    for (const auto& one : issues)
        page.issues.push_back(
            {.issue_path = base + kPublic + "/" + std::to_string(one.id), .issue = issue_name(lang, one)});
    return public_page(context, site, {.title = lang.tr("Công báo"), .path = kPublic, .here = base + "/van-ban"}, page,
                       true);
}

pages::LibraryGazettePublic issue_model(const Lang& lang, const std::string& base, const Issue& issue,
                                        const std::vector<LegalDocument>& documents) {
    pages::LibraryGazettePublic page{.heading = lang.tr("Công báo") + ". " + issue_name(lang, issue),
                                     .if_none = false,
                                     .if_issues = false,
                                     .if_documents = !documents.empty()};
    int position = 0;
    for (const auto& one : documents) {
        const bool shown = one.state == "published";
        page.documents.push_back({.position = std::to_string(++position),
                                  .day = clock::show(one.day),
                                  .if_link = shown,
                                  .document_path = base + "/van-ban/" + one.slug,
                                  .document = legal_kind_name(one.kind) + " " + one.number,
                                  .no_link = !shown,
                                  .subject = one.subject});
    }
    return page;
}

web::Response public_issue(web::Context& context, const Site& site) {
    const Lang lang;
    const std::string base = base_of(context.request, site);
    const auto [issue, documents] = context.house.db->reading([&](db::Conn& conn) {
        const auto found = find_issue(conn, context.request.id("issue"));
        if (!found || found->site != site.id || !found->published) throw NotFound("no such gazette issue");
        return std::pair{*found, documents_of(conn, found->id)};
    });
    PublicWords words{.title = lang.tr("Công báo") + ". " + issue_name(lang, issue),
                      .path = std::string(kPublic) + "/" + std::to_string(issue.id),
                      .crumbs = {{lang.tr("Công báo"), base + kPublic}},
                      .here = base + "/van-ban"};
    return public_page(context, site, words, issue_model(lang, base, issue, documents), true);
}

}  // namespace

void gazette_routes(web::Router& router) {
    router.get("/portal/library/gazette", list).budget(30);
    router.get("/portal/library/gazette/:id", show).budget(30);
    forms::small_routes(router, kFrame, kOnIssue);
    forms::small_routes(router, kSiteFrame, kOnSite);
    router.get("/trang/:site/cong-bao", reading::on_site(public_list)).kept();
    router.get("/trang/:site/cong-bao/:issue", reading::on_site(public_issue)).kept();
}

}  // namespace dinh::portal::library
