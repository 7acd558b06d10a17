// The sites one works on, and the page of one of them.
#include "modules/portal/sites/site_pages.hpp"

#include <algorithm>

#include "modules/portal/pages.hpp"
#include "modules/portal/portal.hpp"
#include "modules/portal/routes.hpp"
#include "modules/portal/sites/content_rules.hpp"
#include "modules/portal/sites/site_store.hpp"
#include "modules/portal/sites/words.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/record.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using Lang = dinh::pages::Lang;
using Row = pages::SitesList::PartsItem::RowsItem;

constexpr const char* kPath = "/portal/sites";
// What a page takes when nothing is remembered: settings, session and directory of the house, counters of the menu.
constexpr int kFrame = 8;

bool administers(const Actor& actor) { return can(actor, Deed::open_site, {}) != nullptr; }

const char* state_tag(const Site& site) { return site.open() ? "tag--good" : "tag--off"; }
std::string state_title(const Lang& lang, const Site& site) {
    return lang.tr(site.open() ? "Đang hoạt động" : "Lưu trữ");
}
std::string address_of(const Site& site, const std::vector<std::string>& hosts) {
    return hosts.empty() ? base_path(site.slug) : hosts.front();
}

struct Listed {
    std::vector<Site> mine, others;
    std::map<Id, std::vector<NamedMember>> members;
    std::map<Id, std::vector<std::string>> hosts;
};

Listed read_list(db::Conn& conn, const Actor& actor) {
    Listed list;
    list.mine = sites_of(conn, actor);
    std::vector<Id> shown;
    for (const auto& one : list.mine) shown.push_back(one.id);
    if (administers(actor)) {
        for (auto& one : all_sites(conn))
            if (std::find(shown.begin(), shown.end(), one.id) == shown.end()) list.others.push_back(std::move(one));
        for (const auto& one : list.others) shown.push_back(one.id);
    }
    list.members = site_store::members_of_all(conn, shown);
    for (const auto& [host, site] : site_store::hosts_of_all(conn, shown)) list.hosts[site].push_back(host);
    return list;
}

Row row_of(const Lang& lang, const directory::Snapshot& directory, const Listed& list, const Site& site) {
    const auto members = list.members.find(site.id);
    const auto hosts = list.hosts.find(site.id);
    const auto warnings =
        warnings_of(directory, site, members == list.members.end() ? std::vector<NamedMember>{} : members->second);
    return {.site_path = site_path(site.id),
            .site = site.name,
            .site_kind = lang.tr(site_kind_title(site.kind)),
            .answerable = site.answerable,
            .public_path = base_path(site.slug),
            .address = address_of(site, hosts == list.hosts.end() ? std::vector<std::string>{} : hosts->second),
            .tag = state_tag(site),
            .state = state_title(lang, site),
            .if_warned = !warnings.empty(),
            .warned = warnings.empty() ? "" : lang.say(warnings.front())};
}

// Agencies of the actor that have none and for which he may open one.
std::vector<const directory::Agency*> lacking(const directory::Snapshot& directory, const Actor& actor,
                                              const std::vector<Site>& mine) {
    std::vector<const directory::Agency*> list;
    for (const auto& as : actor.capacities)
        for (const Id id : {as.agency, as.served}) {
            const auto* agency = directory.agency(id);
            Subject subject;
            subject.agency = id;
            const bool has_one = std::any_of(mine.begin(), mine.end(),
                                             [&](const Site& one) { return one.open() && one.owner_agency == id; });
            const bool listed = std::find(list.begin(), list.end(), agency) != list.end();
            if (agency && agency->tenant && !agency->closed_on(directory.day) && !has_one && !listed &&
                can(actor, Deed::open_site, subject))
                list.push_back(agency);
        }
    return list;
}

pages::SitesShow page_of(const Lang& lang, const SiteHere& here, const std::optional<Site>& next) {
    return {.name = here.site.name,
            .tag = state_tag(here.site),
            .state = state_title(lang, here.site),
            .site_kind = lang.tr(site_kind_title(here.site.kind)),
            .if_menu = false,
            .public_path = base_path(here.site.slug),
            .no_people = here.members.empty(),
            .if_people = !here.members.empty(),
            .if_merged = next.has_value(),
            .merged_path = next ? base_path(next->slug) : "",
            .merged = next ? next->name : "",
            .no_hosts = here.hosts.empty()};
}

void add_facts(pages::SitesShow& page, const Lang& lang, const SiteHere& here) {
    const Site& site = here.site;
    const auto& location = here.location;
    const auto yes = [&](bool value) { return lang.tr(value ? "có" : "không"); };
    forms::add_fact(page, lang, "Cơ quan chủ quản", site.answerable);
    forms::add_fact(page, lang, "Người chịu trách nhiệm nội dung", site.responsible);
    forms::add_fact(page, lang, "Tên tiếng Anh", site.name_en);
    forms::add_fact(page, lang, "Địa chỉ", site.address);
    forms::add_fact(page, lang, "Điện thoại", site.phone);
    forms::add_fact(page, lang, "Thư điện tử", site.email);
    forms::add_fact(page, lang, "Toạ độ trụ sở", location ? show_location(*location) : "");
    forms::add_fact(page, lang, "Quy trình duyệt", lang.tr(title_among(steps_choices(), std::to_string(site.steps))));
    forms::add_fact(page, lang, "Màu", lang.tr(title_among(colour_choices(), site.colour)));
    forms::add_fact(page, lang, "Trang tiếng Anh", yes(site.english));
    forms::add_fact(page, lang, "Bình luận của bạn đọc", yes(site.comments));
    forms::add_fact(page, lang, "Đánh giá bài viết", yes(site.ratings));
}

void add_people(pages::SitesShow& page, const Lang& lang, const SiteHere& here, bool manage) {
    for (const auto& role : member_roles())
        for (const auto& one : here.members) {
            if (one.role != role.value) continue;
            const auto* post = here.directory->post(one.post);
            page.people.push_back(
                {.person = post ? here.directory->post_label(one.post) : lang.tr("vị trí đã bãi bỏ"),
                 .if_gone = !post || post->holder == 0,
                 .person_agency = post ? here.directory->agency_name(post->agency) : "",
                 .role = lang.tr(role.title),
                 .if_manage = manage,
                 .end_path = site_path(here.site.id) + "/members/" + std::to_string(one.id) + "/ending"});
        }
}

void add_categories(pages::SitesShow& page, const Lang& lang, const SiteHere& here, bool manage) {
    for (const auto& one : in_tree_order(here.categories)) {
        const std::string path = site_path(here.site.id) + "/categories/" + std::to_string(one.id);
        const auto item = content_item(here.site.kind, one.item, clock::today());
        page.categories.push_back({.category = category_line(here.categories, one),
                                   .category_address = "/muc/" + one.slug,
                                   .item = item ? item->name : "",
                                   .category_tag = one.open ? "tag--good" : "tag--off",
                                   .category_state = lang.tr(one.open ? "Đang dùng" : "Đã đóng"),
                                   .if_open = manage && one.open,
                                   .change_path = path + "/changes/new",
                                   .close_path = path + "/ending"});
    }
}

void add_hosts(pages::SitesShow& page, const SiteHere& here, const Actor& actor) {
    const bool drop = can(actor, Deed::add_host, here.subject) != nullptr;
    for (const auto& host : here.hosts)
        page.hosts.push_back(
            {.host = host, .if_drop = drop, .drop_path = site_path(here.site.id) + "/hosts/" + host + "/ending"});
}

void add_deeds(pages::SitesShow& page, const Lang& lang, const SiteHere& here, const Actor& actor) {
    for (const auto& warning : warnings_of(*here.directory, here.site, here.members))
        forms::add_note(page, lang, "warn", lang.say(warning));
    if (can(actor, Deed::change_site, here.subject)) {
        forms::add_action(page, lang, site_path(here.site.id) + "/changes/new", "Sửa thông tin");
        forms::add_action(page, lang, site_path(here.site.id) + "/members/new", "Giao người");
        forms::add_action(page, lang, site_path(here.site.id) + "/categories/new", "Thêm chuyên mục");
    }
    if (can(actor, Deed::add_host, here.subject))
        forms::add_action(page, lang, site_path(here.site.id) + "/hosts/new", "Thêm tên miền");
    if (can(actor, Deed::import_site, here.subject))
        forms::add_action(page, lang, site_path(here.site.id) + "/imports", "Chuyển dữ liệu từ trang cũ");
    const auto more = [&](const char* part, const char* words) {
        forms::add_to_menu(page, lang, site_path(here.site.id) + part, words);
    };
    if (can(actor, Deed::change_site, here.subject)) more("/location/new", "Vị trí trụ sở");
    if (here.site.kind == "province" && can(actor, Deed::add_host, here.subject)) more("/outlines/new", "Bản đồ nền");
}

}  // namespace

web::Response list_sites(web::Context& context) {
    const auto directory = directory::now(context.house);
    const auto& actor = context.actor();
    const auto list = context.house.db->reading([&](db::Conn& conn) { return read_list(conn, actor); });
    if (list.mine.empty() && !administers(actor) && !actor.acting_capacity())
        throw Forbidden("Chỉ người đang giữ một vị trí công tác xem được.", "portal: sites of nobody");
    pages::SitesList page{.if_open_all = administers(actor),
                          .csrf = context.csrf_token(),
                          .deed_key = deed::new_key(),
                          .if_none = list.mine.empty() && list.others.empty()};
    for (const auto* agency : lacking(*directory, actor, list.mine))
        page.openings.push_back({.lacking = text::fill(context.lang.tr("%1 chưa có trang."), {agency->name}),
                                 .csrf = context.csrf_token(),
                                 .deed_key = deed::new_key(),
                                 .agency = agency->id,
                                 .agency_name = agency->name});
    for (const auto& [title, sites] : {std::pair("Trang của tôi", &list.mine), {"Các trang khác", &list.others}}) {
        if (sites->empty()) continue;
        page.parts.push_back({.part = context.lang.tr(title), .rows = {}});
        for (const auto& one : *sites) page.parts.back().rows.push_back(row_of(context.lang, *directory, list, one));
    }
    return web::page(context, context.lang.tr("Trang thông tin điện tử"), page);
}

web::Response open_here(web::Context& context) {
    web::Form form(context.request);
    const auto& actor = context.actor();
    if (form.ticked("all")) {
        const int opened = open_sites(context.house, actor);
        context.flash(context.lang.trn("Đã mở %1 trang.", opened));
        return web::see_other(kPath);
    }
    const Id agency = form.id("agency", "Cơ quan", true);
    if (form.faulty()) throw Refused(form.all());
    const auto directory = directory::now(context.house);
    const Id site = deed::once(*context.house.db, actor, form.key(),
                               [&](db::Tx& tx) { return open_site(tx, actor, *directory, agency); });
    context.flash(context.lang.tr("Đã mở trang."));
    return web::see_other(site_path(site));
}

web::Response show_site(web::Context& context) {
    const auto here = site_here(context);
    const Lang& lang = context.lang;
    const bool manage = can(context.actor(), Deed::change_site, here.subject) != nullptr;
    const auto [next, history] = context.house.db->reading([&](db::Conn& conn) {
        return std::pair(here.site.merged_into != 0 ? find_site(conn, here.site.merged_into) : std::nullopt,
                         deed::history_of(conn, kSite, here.site.id, 50));
    });
    auto page = page_of(lang, here, next);
    add_deeds(page, lang, here, context.actor());
    add_facts(page, lang, here);
    add_people(page, lang, here, manage);
    add_categories(page, lang, here, manage);
    add_hosts(page, here, context.actor());
    forms::add_history(page, lang, history, site_field_title);
    return web::page(context, here.site.name, page);
}

void site_routes(web::Router& router) {
    router.get(kPath, list_sites).budget(kFrame + 6);
    router.post(kPath, open_here);
    router.get(std::string(kPath) + "/:id", show_site).budget(kFrame + 7);
    site_deed_routes(router);
    describe_site_calls(router);
}

}  // namespace dinh::portal
