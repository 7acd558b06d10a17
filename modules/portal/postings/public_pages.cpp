// Postings as everybody reads them.
#include <algorithm>

#include "modules/portal/library/asked.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/postings/posting_pages.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/on_site.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/db/filter.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::postings {

namespace {

using dinh::pages::Lang;

constexpr const char* kList = "/niem-yet";
constexpr int kAddressesOf = 500;

std::string posting_path(const std::string& base, Id id) { return base + kList + "/bai/" + std::to_string(id); }

pages::PostingsPublicList list_model(const Lang& lang, const std::string& base, const rules::Entry* kind,
                                     const PostingFilter& filter, const PostingPage& found) {
    const std::string here = kind ? base + kList + "/" + kind->text("path") : base + kList;
    const auto path = [&](int page) { return here + (page > 1 ? "?trang=" + std::to_string(page) : ""); };
    pages::PostingsPublicList page{
        .heading = lang.tr(kind ? kind->text("name") : "Niêm yết công khai"),
        .if_basis = kind != nullptr,
        .basis = kind ? kind->basis : std::string(),
        .kinds = {{.kind_path = base + kList, .if_here = kind == nullptr, .kind = lang.tr("Đang niêm yết")}},
        .if_none = found.lines.empty(),
        .if_rows = !found.lines.empty(),
        .rows = {},
        .if_newer = filter.page > 1,
        .newer_path = path(filter.page - 1),
        .if_older = filter.page * filter.most < found.count,
        .older_path = path(filter.page + 1)};
    for (const auto* one : rules::table("portal_postings").in_force("kind", clock::today()))
        page.kinds.push_back({.kind_path = base + kList + "/" + one->text("path"),
                              .if_here = kind && kind->text("id") == one->text("id"),
                              .kind = lang.tr(one->text("name"))});
    for (const auto& one : found.lines)
        page.rows.push_back({.show_path = posting_path(base, one.id),
                             .subject = one.subject,
                             .row_kind = lang.tr(posting_kind_name(one.kind)),
                             .from = clock::show(one.from),
                             .until = one.until ? clock::show(*one.until) : lang.tr("khi có thay đổi")});
    return page;
}

web::Response show_list(web::Context& context, const Site& site, const rules::Entry* kind) {
    const Lang lang;
    const std::string base = base_of(context.request, site);
    PostingFilter filter;
    filter.site = site.id;
    if (kind) filter.kind = kind->text("id");
    filter.page = number_asked(context.request.get("trang"), 1, 500);
    const auto found = context.house.db->reading([&](db::Conn& conn) { return shown_postings(conn, filter); });
    const auto model = list_model(lang, base, kind, filter, found);
    PublicWords words{.title = lang.tr(kind ? kind->text("name") : "Niêm yết công khai"),
                      .path = kind ? std::string(kList) + "/" + kind->text("path") : kList,
                      .here = base + kList};
    if (kind) words.crumbs = {{lang.tr("Niêm yết công khai"), base + kList}};
    words.hidden = !context.request.query.empty();
    return public_page(context, site, words, model, true);
}

// ?loai=dau-gia is the older way to ask for a kind.
web::Response list(web::Context& context, const Site& site) {
    const auto asked = context.request.get("loai");
    const auto* kind = asked.empty() ? nullptr : posting_kind_by_path(asked);
    if (kind) return web::see_other(base_of(context.request, site) + kList + "/" + kind->text("path"));
    return show_list(context, site, nullptr);
}

web::Response list_of_kind(web::Context& context, const Site& site) {
    const auto* kind = posting_kind_by_path(context.request.place("kind"));
    if (!kind) throw NotFound("no such kind of postings");
    return show_list(context, site, kind);
}

struct Shown {
    ShownPosting found;
    std::vector<files::Ref> files;
};

pages::PostingsPublicShow show_model(const Lang& lang, const std::string& base, const Shown& shown,
                                     const std::string& mark) {
    const auto& one = shown.found.posting;
    const bool readable = shown.found.readable;
    pages::PostingsPublicShow page{.subject = one.subject,
                                   .if_over = one.state == "ended",
                                   .over = one.ended_at ? text::fill(lang.tr("Niêm yết đã kết thúc ngày %1."),
                                                                     {clock::show(clock::day_of(*one.ended_at))})
                                                        : std::string(),
                                   .if_text = readable && !one.body.empty(),
                                   .text = mark,
                                   .if_files = readable && !shown.files.empty()};
    const auto add = [&](const char* name, const std::string& fact) {
        if (!fact.empty()) page.facts.push_back({.fact_name = lang.tr(name), .fact = fact});
    };
    add("Loại", lang.tr(posting_kind_name(one.kind)));
    add("Từ ngày", clock::show(one.from));
    add("Đến hết ngày", one.until ? clock::show(*one.until) : lang.tr("khi có thay đổi"));
    add("Nơi niêm yết khác", one.places);
    if (one.edition > 1) add("Bản đính chính", std::to_string(one.edition - 1));
    if (readable)
        for (const auto& file : shown.files)
            page.files.push_back({.file_path = posting_path(base, one.id) + "/tep/" + std::to_string(file.position),
                                  .file_name = file.name,
                                  .file_size = lang.bytes(file.size_bytes)});
    return page;
}

// After its end only that it hung is told: what it said of people is nobody's any more.
web::Response show(web::Context& context, const Site& site) {
    const Lang lang;
    const std::string base = base_of(context.request, site);
    const Shown shown = context.house.db->reading([&](db::Conn& conn) {
        auto found = shown_posting(conn, site.id, context.request.id("posting"));
        if (!found) throw NotFound("no such posting on this site");
        auto files = files::of_record(conn, kPosting, found->posting.id);
        return Shown{*std::move(found), std::move(files)};
    });
    const auto& one = shown.found.posting;
    const Raw text = raw_html(shown.found.readable ? one.body : std::string());
    PublicWords words{.title = one.subject,
                      .path = posting_path("", one.id),
                      .raw = {text},
                      .crumbs = {{lang.tr("Niêm yết công khai"), base + kList}},
                      .here = base + kList,
                      .hidden = !shown.found.readable};
    return public_page(context, site, words, show_model(lang, base, shown, text.mark), true);
}

web::Response file(web::Context& context, const Site& site) {
    const auto found = context.house.db->reading([&](db::Conn& conn) {
        const auto shown = shown_posting(conn, site.id, context.request.id("posting"));
        if (!shown || !shown->readable) throw NotFound("no such posting on this site");
        auto ref = files::find(conn, kPosting, shown->posting.id,
                               static_cast<int>(std::min<Id>(context.request.id("n"), 1'000'000)));
        if (!ref) throw NotFound("no such file of a posting");
        return *ref;
    });
    auto response = web::file({context.house.files->path_of(found.hash), found.hash}, found.media_type, found.name,
                              found.media_type == "application/pdf");
    response.with("Cache-Control", "public, max-age=600");
    return response;
}

HomeBlock newest(db::Conn& conn, const Lang& lang, const Site& site, const std::string& base) {
    HomeBlock block{lang.tr("Niêm yết công khai"), {}, base + kList};
    PostingFilter filter;
    filter.site = site.id;
    filter.most = 5;
    for (const auto& one : shown_postings(conn, filter).lines)
        block.lines.push_back(
            {one.subject, posting_path(base, one.id), lang.tr(posting_kind_name(one.kind)), one.from});
    return block;
}

std::vector<PublicPart::Address> addresses(db::Conn& conn, Id site, Id after, int most) {
    db::Filter where;
    where.where("site = ?", site).where("state = 'shown'").where("id > ?", after);
    std::vector<PublicPart::Address> list;
    for (const auto& row : where.run(conn, "posting.addresses", "SELECT id, from_day FROM posting", "ORDER BY id",
                                     std::min(most, kAddressesOf)))
        list.push_back({row.integer(0), posting_path("", row.integer(0)), row.maybe_day(1)});
    return list;
}

}  // namespace

void public_routes(web::Router& router) {
    show_part({.path = kList,
               .title = "Niêm yết công khai",
               .order = 40,
               .in_menu = true,
               .block = newest,
               .addresses = addresses});
    router.get("/trang/:site/niem-yet", reading::on_site(list)).kept();
    router.get("/trang/:site/niem-yet/:kind", reading::on_site(list_of_kind)).kept();
    router.get("/trang/:site/niem-yet/bai/:posting", reading::on_site(show)).kept();
    router.get("/trang/:site/niem-yet/bai/:posting/tep/:n", reading::on_site(file)).open();
}

}  // namespace dinh::portal::postings
