// The library as everybody reads it.
#include <algorithm>

#include "modules/portal/library/asked.hpp"
#include "modules/portal/library/gazette.hpp"
#include "modules/portal/library/library_pages.hpp"
#include "modules/portal/library/sections.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/on_site.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/db/filter.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::library {

namespace {

using dinh::pages::Lang;

constexpr const char* kList = "/van-ban";
constexpr std::string_view kForces[] = {"in_force", "not_yet", "partly", "ended"};
constexpr int kAddressesOf = 500;

std::string document_path(const std::string& base, std::string_view slug) {
    return base + kList + "/" + text::url_encode(slug);
}

LegalFilter filter_of(const web::Request& request, Id site) {
    LegalFilter filter;
    filter.site = site;
    filter.words = text::cut(text::clean_line(request.get("q")), 200);
    filter.number = text::cut(text::clean_line(request.get("so")), 100);
    if (rules::kind_any_day(request.get("loai"))) filter.kind = request.get("loai");
    for (const auto& one : field_choices())
        if (one.value == request.get("linh-vuc")) filter.field = one.value;
    for (const auto force : kForces)
        if (request.get("hieu-luc") == force) filter.force = force;
    filter.year = number_asked(request.get("nam"), 0, 2201);
    if (filter.year < 1900 || filter.year > 2200) filter.year = 0;
    filter.page = number_asked(request.get("trang"), 1, 500);
    return filter;
}

std::string list_path(const std::string& base, const LegalFilter& filter, int page) {
    std::string path = base + kList;
    char joint = '?';
    const auto add = [&](const char* name, const std::string& value) {
        if (value.empty()) return;
        path += joint + std::string(name) + "=" + text::url_encode(value);
        joint = '&';
    };
    add("q", filter.words);
    add("so", filter.number);
    add("loai", filter.kind);
    add("linh-vuc", filter.field);
    add("nam", filter.year == 0 ? "" : std::to_string(filter.year));
    add("hieu-luc", filter.force);
    add("trang", page > 1 ? std::to_string(page) : "");
    return path;
}

using Selects = pages::LibraryPublicList::SelectsItem;

Selects select_of(const Lang& lang, const char* id, const char* name, const std::vector<forms::Choice>& choices,
                  const std::string& chosen) {
    Selects select{.select = id, .select_name = lang.tr(name), .options = {}};
    for (const auto& one : choices)
        select.options.push_back(
            {.choice = one.value, .if_chosen = one.value == chosen, .choice_name = lang.tr(one.title)});
    return select;
}

std::vector<Selects> selects_of(const Lang& lang, const LegalFilter& filter, const std::vector<int>& years) {
    std::vector<forms::Choice> year_choices, forces;
    for (const int year : years) year_choices.push_back({std::to_string(year), std::to_string(year)});
    for (const auto force : kForces) forces.push_back({std::string(force), force_name(force)});
    return {select_of(lang, "loai", "Loại văn bản", kind_choices(), filter.kind),
            select_of(lang, "linh-vuc", "Lĩnh vực", field_choices(), filter.field),
            select_of(lang, "nam", "Năm", year_choices, std::to_string(filter.year)),
            select_of(lang, "hieu-luc", "Hiệu lực", forces, filter.force)};
}

pages::LibraryPublicList list_model(const Lang& lang, const std::string& base, const Site& site,
                                    const LegalFilter& filter, const LegalPage& found, const std::vector<int>& years) {
    const Day today = clock::today();
    pages::LibraryPublicList page{
        .count_words = found.count_more ? text::fill(lang.tr("%1+ văn bản"), {lang.number(found.count)})
                                        : lang.trn("%1 văn bản", found.count),
        .if_gazette = site.kind == "province",
        .gazette_path = base + "/cong-bao",
        .list_path = base + kList,
        .typed = filter.words,
        .number = filter.number,
        .selects = selects_of(lang, filter, years),
        .if_none = found.lines.empty(),
        .if_rows = !found.lines.empty(),
        .rows = {},
        .if_newer = filter.page > 1,
        .newer_path = list_path(base, filter, filter.page - 1),
        .if_older = filter.page * filter.most < found.count || (found.count_more && !found.lines.empty()),
        .older_path = list_path(base, filter, filter.page + 1)};
    for (const auto& one : found.lines) {
        const std::string force = force_on(one, today);
        page.rows.push_back({.sign = one.number,
                             .iso = clock::to_text(one.day),
                             .day = clock::show(one.day),
                             .show_path = document_path(base, one.slug),
                             .kind = legal_kind_name(one.kind),
                             .subject = one.subject,
                             .body = one.body,
                             .force = force.empty() ? std::string() : lang.tr(force_name(force))});
    }
    return page;
}

web::Response list(web::Context& context, const Site& site) {
    const Lang lang;
    const LegalFilter filter = filter_of(context.request, site.id);
    const std::string base = base_of(context.request, site);
    const auto model = context.house.db->reading([&](db::Conn& conn) {
        return list_model(lang, base, site, filter, shown_documents(conn, filter, clock::today()),
                          years_shown(conn, site.id));
    });
    PublicWords words{.title = lang.tr("Văn bản"), .path = kList, .here = base + kList};
    words.hidden = !context.request.query.empty();
    return public_page(context, site, words, model, true);
}

struct Shown {
    LegalDocument one;
    std::vector<Relation> relations;
    std::vector<files::Ref> files;
    std::vector<Id> here;  // others of the relations that this site shows
    std::vector<Issue> issues;
};

Shown read(db::Conn& conn, const Site& site, std::string_view slug) {
    auto one = shown_document(conn, site.id, slug);
    if (!one) throw NotFound("no legal document of this address");
    Shown shown{*std::move(one), {}, {}, {}, {}};
    shown.relations = relations_of(conn, shown.one.id, false);
    shown.files = files::of_record(conn, kLegal, shown.one.id);
    for (const auto& relation : shown.relations)
        if (!relation.slug.empty() && shown_document(conn, site.id, relation.slug))
            shown.here.push_back(relation.other);
    shown.issues = issues_with(conn, shown.one.id);
    return shown;
}

void put_facts(const Lang& lang, const Shown& shown, pages::LibraryPublicShow& page) {
    const auto add = [&](const char* name, const std::string& fact) {
        if (!fact.empty()) page.facts.push_back({.fact_name = lang.tr(name), .fact = fact});
    };
    const auto& one = shown.one;
    const std::string force = force_on(one, clock::today());
    add("Cơ quan ban hành", one.body);
    add("Ngày ban hành", clock::show(one.day));
    add("Người ký", one.signer);
    add("Lĩnh vực", one.field.empty() ? std::string() : lang.tr(legal_field_name(one.field)));
    add("Hiệu lực", force.empty() ? std::string() : lang.tr(force_name(force)));
    add("Có hiệu lực từ", day_words(one.effective_from));
    add("Hết hiệu lực từ", day_words(one.ended_from));
    for (const auto& issue : shown.issues) add("Công báo", issue_name(lang, issue));
}

pages::LibraryPublicShow show_model(const Lang& lang, const std::string& base, const Shown& shown,
                                    const Sections& sections, const std::string& mark) {
    const auto& one = shown.one;
    pages::LibraryPublicShow page{.kind = legal_kind_name(one.kind),
                                  .number = one.number,
                                  .subject = one.subject,
                                  .if_files = !shown.files.empty(),
                                  .if_relations = !shown.relations.empty(),
                                  .if_parts = sections.list.size() > 1,
                                  .if_text = !one.text.empty(),
                                  .text = mark};
    const std::string path = document_path(base, one.slug);
    for (const auto& file : shown.files)
        page.files.push_back({.file_path = path + "/tep/" + std::to_string(file.position),
                              .file_name = file.name,
                              .file_size = lang.bytes(file.size_bytes)});
    for (const auto& relation : shown.relations) {
        const bool link = std::find(shown.here.begin(), shown.here.end(), relation.other) != shown.here.end();
        page.relations.push_back({.relation = lang.tr(relation.words),
                                  .if_link = link,
                                  .other_path = link ? document_path(base, relation.slug) : std::string(),
                                  .other = relation.mark,
                                  .no_link = !link,
                                  .if_articles = !relation.articles.empty(),
                                  .articles = relation.articles,
                                  .from = clock::show(relation.from)});
    }
    if (page.if_parts)
        for (const auto& part : sections.list)
            page.parts.push_back({.part_path = "#" + part.anchor, .part = part.title});
    put_facts(lang, shown, page);
    return page;
}

web::Response show(web::Context& context, const Site& site) {
    const Lang lang;
    const std::string base = base_of(context.request, site);
    const Shown shown =
        context.house.db->reading([&](db::Conn& conn) { return read(conn, site, context.request.place("slug")); });
    auto sections = sections_of(shown.one.text);
    const Raw text = raw_html(std::move(sections.html));
    const auto& one = shown.one;
    PublicWords words{.title = legal_kind_name(one.kind) + " " + one.number,
                      .description = one.subject,
                      .path = document_path("", one.slug),
                      .raw = {text},
                      .crumbs = {{lang.tr("Văn bản"), base + kList}},
                      .here = base + kList};
    words.published = one.published_at;
    return public_page(context, site, words, show_model(lang, base, shown, sections, text.mark), true);
}

web::Response file(web::Context& context, const Site& site) {
    const auto found = context.house.db->reading([&](db::Conn& conn) {
        const auto one = shown_document(conn, site.id, context.request.place("slug"));
        if (!one) throw NotFound("no legal document of this address");
        auto ref =
            files::find(conn, kLegal, one->id, static_cast<int>(std::min<Id>(context.request.id("n"), 1'000'000)));
        if (!ref) throw NotFound("no such file of a legal document");
        return *ref;
    });
    auto response = web::file({context.house.files->path_of(found.hash), found.hash}, found.media_type, found.name,
                              found.media_type == "application/pdf");
    response.with("Cache-Control", "public, max-age=3600");
    return response;
}

HomeBlock newest(db::Conn& conn, const Lang& lang, const Site& site, const std::string& base) {
    HomeBlock block{lang.tr("Văn bản mới"), {}, base + kList};
    LegalFilter filter;
    filter.site = site.id;
    filter.most = 5;
    for (const auto& one : shown_documents(conn, filter, clock::today()).lines)
        block.lines.push_back({one.subject, document_path(base, one.slug), one.number, one.day});
    return block;
}

std::vector<PublicPart::Address> addresses(db::Conn& conn, Id site, Id after, int most) {
    db::Filter where;
    where.where("placed_site = ?", site).where("id > ?", after).where("state = 'published'");
    std::vector<PublicPart::Address> list;
    for (const auto& row : where.run(conn, "legal.addresses",
                                     "SELECT id, slug, published_at FROM (SELECT document, site AS placed_site FROM "
                                     "legal_placing) p JOIN legal_document ON id = document",
                                     "ORDER BY id", std::min(most, kAddressesOf))) {
        const auto at = row.maybe_instant(2);
        list.push_back(
            {row.integer(0), document_path("", row.text(1)), at ? std::optional(clock::day_of(*at)) : std::nullopt});
    }
    return list;
}

std::optional<PublicPart::Found> found(db::Conn& conn, Id site, Id document) {
    const auto one = find_document(conn, document);
    const auto shown = sites_showing(conn, document);
    if (!one || one->state != "published" || shown.empty()) return std::nullopt;
    if (site == 0) site = std::find(shown.begin(), shown.end(), one->site) != shown.end() ? one->site : shown.front();
    if (std::find(shown.begin(), shown.end(), site) == shown.end()) return std::nullopt;
    return PublicPart::Found{site, one->subject, document_path("", one->slug), one->number, one->day};
}

}  // namespace

void public_routes(web::Router& router) {
    show_part({.path = kList,
               .title = "Văn bản pháp luật",
               .order = 30,
               .block = newest,
               .addresses = addresses,
               .search_kind = std::string(kLegal),
               .found = found});
    router.get("/trang/:site/van-ban", reading::on_site(list)).kept();
    router.get("/trang/:site/van-ban/:slug", reading::on_site(show)).kept();
    router.get("/trang/:site/van-ban/:slug/tep/:n", reading::on_site(file)).open();
}

}  // namespace dinh::portal::library
