// The library as its keepers see it: list and document.
#include <algorithm>

#include "modules/portal/library/asked.hpp"
#include "modules/portal/library/library_pages.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/reading/paths.hpp"
#include "modules/portal/routes.hpp"
#include "platform/forms/file_words.hpp"
#include "platform/forms/list.hpp"
#include "platform/forms/record.hpp"
#include "platform/markup/markup.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace library;

namespace {

using dinh::pages::Lang;

constexpr forms::View kViews[] = {
    {"published", "Đã công khai"}, {"waiting", "Chờ duyệt"}, {"returned", "Trả lại"}, {"withdrawn", "Đã gỡ"}};
constexpr forms::Counted kCounted{"%1 văn bản", "%1+ văn bản"};
constexpr std::size_t kMostText = 20'000;  // letters shown here

const char* tag_of(std::string_view state) {
    if (state == "published") return "tag--good";
    return state == "proposed" || state == "returned" ? "tag--warn" : "tag--off";
}

LegalFilter filter_of(const web::Request& request, Id site) {
    LegalFilter filter;
    filter.site = site;
    filter.most = 50;
    filter.view = "published";
    for (const auto& view : kViews)
        if (request.get("view") == view.id) filter.view = view.id;
    if (rules::kind_any_day(request.get("kind"))) filter.kind = request.get("kind");
    filter.number = text::cut(text::clean_line(request.get("number")), 100);
    filter.page = number_asked(request.get("page"), 1, 500);
    return filter;
}

forms::ListAddress address_of(const LegalFilter& filter) {
    return {"/portal/library",
            {{"site", std::to_string(filter.site)},
             {"view", filter.view == kViews[0].id ? "" : filter.view},
             {"kind", filter.kind},
             {"number", filter.number}}};
}

layout::ListTop top_of(const Lang& lang, const LegalFilter& filter, const std::vector<Site>& sites) {
    const forms::ListFilters boxes(lang);
    std::vector<forms::Choice> names;
    for (const auto& one : sites) names.push_back({std::to_string(one.id), one.name});
    auto number = boxes.words("Số, ký hiệu", filter.number);
    number.box.id = "number";
    number.names = {"number"};
    return forms::list_top(lang, address_of(filter), kViews, filter.view,
                           {number, boxes.choice("kind", "Loại văn bản", kind_choices(), filter.kind),
                            boxes.choice("site", "Trang", names, std::to_string(filter.site))});
}

pages::LibraryList model_of(const Lang& lang, const Actor& actor, const LegalFilter& filter, const LegalPage& found,
                            const std::vector<Site>& sites, const Subject& subject) {
    const std::string count = forms::count_words(lang, kCounted, found.count, found.count_more);
    const auto shown = static_cast<std::int64_t>(found.lines.size());
    const auto address = address_of(filter);
    const std::string site = "?site=" + std::to_string(filter.site);
    pages::LibraryList page{.count_words = count,
                            .if_proposes = can(actor, Deed::propose_legal, subject) != nullptr,
                            .new_path = "/portal/library/new" + site,
                            .if_keeps = can(actor, Deed::import_legal, subject) != nullptr,
                            .import_path = "/portal/library/imports/new" + site,
                            .place_path = "/portal/library/sites/" + std::to_string(filter.site) + "/placings/new",
                            .if_gazette = subject.province,
                            .gazette_path = "/portal/library/gazette" + site,
                            .top = {top_of(lang, filter, sites)},
                            .if_none = shown == 0,
                            .if_rows = shown > 0,
                            .rows = {},
                            .pager_count = text::fill(lang.tr("%1 trong %2"), {lang.number(shown), count}),
                            .if_newer = filter.page > 1,
                            .newer_path = address.with("page", std::to_string(filter.page - 1)),
                            .if_older = shown == filter.most,
                            .older_path = address.with("page", std::to_string(filter.page + 1)),
                            .if_csv = false,
                            .csv_path = ""};
    for (const auto& one : found.lines)
        page.rows.push_back({.number = one.number,
                             .day = clock::show(one.day),
                             .kind = legal_kind_name(one.kind),
                             .show_path = path_of(one.id),
                             .subject = one.subject,
                             .body = one.body,
                             .tag = tag_of(one.state),
                             .state = lang.tr(legal_state_name(one.state))});
    return page;
}

web::Response list(web::Context& context) {
    const Site site = asked_library(context);
    const LegalFilter filter = filter_of(context.request, site.id);
    const auto model = context.house.db->reading([&](db::Conn& conn) {
        return model_of(context.lang, context.actor(), filter, kept_documents(conn, filter),
                        library_sites(conn, context.actor()), subject_of(conn, site));
    });
    return web::page(context, context.lang.tr("Thư viện văn bản"), model);
}

struct Shown {
    LegalDocument one;
    Subject subject;
    Site site;
    std::vector<Relation> relations;
    std::vector<files::Ref> files;
    std::vector<std::string> sites;
    std::vector<deed::HistoryLine> history;
};

Shown read(db::Conn& conn, const Actor& actor, Id id) {
    Shown shown;
    shown.one = visible_document(conn, actor, id);
    shown.subject = subject_of(conn, shown.one);
    shown.site = *find_site(conn, shown.one.site);
    shown.relations = relations_of(conn, id, true);
    shown.files = files::of_record(conn, kLegal, id);
    for (const Id site : sites_showing(conn, id))
        if (const auto found = find_site(conn, site)) shown.sites.push_back(found->name);
    shown.history = deed::history_of(conn, kLegal, id, 50);
    return shown;
}

void put_deeds(const Lang& lang, const Actor& actor, const Shown& shown, pages::LibraryShow& page) {
    const auto may = [&](Deed deed) { return can(actor, deed, shown.subject) != nullptr; };
    const std::string path = path_of(shown.one.id);
    const bool waits = shown.one.state == "proposed";
    if (!shown.one.reason.empty())
        forms::add_note(page, lang, "warn",
                        text::fill(lang.tr("%1: %2"), {lang.tr(legal_state_name(shown.one.state)), shown.one.reason}));
    if ((waits || shown.one.state == "withdrawn") && may(Deed::approve_legal))
        forms::add_action(page, lang, path + "/approval", "Duyệt công khai");
    if (waits && may(Deed::return_legal)) forms::add_action(page, lang, path + "/return", "Trả lại");
    if ((waits || shown.one.state == "returned") && may(Deed::change_legal))
        forms::add_action(page, lang, path + "/change", "Sửa");
    if (shown.one.state != "published") return;
    if (may(Deed::correct_legal)) forms::add_action(page, lang, path + "/correction", "Đính chính");
    if (may(Deed::withdraw_legal)) forms::add_to_menu(page, lang, path + "/withdrawal", "Gỡ khỏi thư viện");
}

void put_facts(const Lang& lang, const Shown& shown, pages::LibraryShow& page) {
    const auto& one = shown.one;
    forms::add_fact(page, lang, "Số, ký hiệu", one.number);
    forms::add_fact(page, lang, "Ngày ban hành", clock::show(one.day));
    forms::add_fact(page, lang, "Loại", legal_kind_name(one.kind));
    forms::add_fact(page, lang, "Cơ quan ban hành", one.body);
    forms::add_fact(page, lang, "Người ký", one.signer);
    forms::add_fact(page, lang, "Lĩnh vực", one.field.empty() ? "" : legal_field_name(one.field));
    forms::add_fact(page, lang, "Có hiệu lực từ", day_words(one.effective_from));
    forms::add_fact(page, lang, "Hết hiệu lực từ", day_words(one.ended_from));
    forms::add_fact(page, lang, "Đăng trên", text::join(shown.sites, "; "));
}

pages::LibraryShow show_model(const Lang& lang, const Actor& actor, const Shown& shown) {
    const auto& [one, subject, site, relations, files, sites, history] = shown;
    const std::string force = force_on(one, clock::today()), path = path_of(one.id);
    const bool relates = can(actor, Deed::relate_legal, subject) != nullptr;
    const bool drops =
        can(actor, one.state == "published" ? Deed::correct_legal : Deed::change_legal, subject) != nullptr;
    pages::LibraryShow page{.list_path = list_of(one.site),
                            .subject = one.subject,
                            .tag = tag_of(one.state),
                            .state = lang.tr(legal_state_name(one.state)),
                            .if_force = !force.empty(),
                            .force = force.empty() ? std::string() : lang.tr(force_name(force)),
                            .if_menu = false,
                            .if_public = one.state == "published",
                            .public_path = base_path(site.slug) + "/van-ban/" + one.slug,
                            .if_relate = relates,
                            .relate_path = path + "/relations/new",
                            .no_relations = relations.empty(),
                            .no_files = files.empty(),
                            .if_text = !one.text.empty(),
                            .text = text::cut(markup::plain_text(one.text), kMostText)};
    for (const auto& relation : relations)
        page.relations.push_back({.relation = lang.tr(relation.words),
                                  .other = relation.mark,
                                  .if_articles = !relation.articles.empty(),
                                  .articles = relation.articles,
                                  .from = clock::show(relation.from),
                                  .if_end = relates && relation.of_this,
                                  .end_path = path + "/relations/" + std::to_string(relation.id) + "/end"});
    for (const auto& file : files)
        page.files.push_back({.file_path = path + "/files/" + std::to_string(file.position),
                              .file_name = file.name,
                              .file_note = forms::file_note(lang, file),
                              .if_drop = drops,
                              .drop_path = path + "/files/" + std::to_string(file.position) + "/end"});
    put_deeds(lang, actor, shown, page);
    put_facts(lang, shown, page);
    forms::add_history(page, lang, history, [](const std::string& field) { return field; });
    return page;
}

web::Response show(web::Context& context) {
    const Shown shown =
        context.house.db->reading([&](db::Conn& conn) { return read(conn, context.actor(), context.request.id()); });
    return web::page(context, shown.one.number, show_model(context.lang, context.actor(), shown));
}

web::Response file(web::Context& context) {
    const auto found = context.house.db->reading([&](db::Conn& conn) {
        const auto one = visible_document(conn, context.actor(), context.request.id());
        auto ref =
            files::find(conn, kLegal, one.id, static_cast<int>(std::min<Id>(context.request.id("n"), 1'000'000)));
        if (!ref) throw NotFound("no such file of a legal document");
        return *ref;
    });
    return web::file({context.house.files->path_of(found.hash), found.hash}, found.media_type, found.name,
                     found.media_type == "application/pdf");
}

}  // namespace

namespace library {

LegalDocument visible_here(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_document(conn, context.actor(), context.request.id()); });
}

std::vector<Site> library_sites(db::Conn& conn, const Actor& actor) {
    auto sites = sites_of(conn, actor);
    std::erase_if(sites, [&](const Site& one) { return !can(actor, Deed::see_library, subject_of(conn, one)); });
    return sites;
}

Site asked_library(web::Context& context) {
    const auto sites = context.house.db->reading([&](db::Conn& conn) { return library_sites(conn, context.actor()); });
    const Id wanted = ids::parse(context.request.get("site")).value_or(0);
    for (const auto& one : sites)
        if (one.id == wanted || wanted == 0) return one;
    throw NotFound("no library of his");
}

std::vector<LegalFile> files_of(const forms::Uploaded& uploaded) {
    std::vector<LegalFile> list;
    for (const auto& one : uploaded.files) list.push_back({one.name, one.stored});
    return list;
}

std::vector<forms::Choice> kind_choices() {
    std::vector<forms::Choice> list;
    for (const auto* one : rules::kinds(clock::today()))
        if (one->group != rules::KindGroup::party && one->group != rules::KindGroup::copy)
            list.push_back({one->id, one->name});
    return list;
}

std::vector<forms::Choice> field_choices() {
    std::vector<forms::Choice> list;
    for (const auto* one : rules::table("portal_fields").in_force("field", clock::today()))
        list.push_back({one->text("id"), one->text("name")});
    return list;
}

}  // namespace library

void library_routes(web::Router& router) {
    router.get("/portal/library", list).budget(30);
    form_routes(router);
    import_routes(router);
    gazette_routes(router);
    router.get("/portal/library/:id", show).budget(40);
    router.get("/portal/library/:id/files/:n", file);
    deed_routes(router);
    public_routes(router);
    describe_library_calls(router);
}

}  // namespace dinh::portal
