// What becomes of the site of an agency that ended or was given another name.
#include <algorithm>
#include <boost/json.hpp>

#include "modules/portal/sites/site_deeds.hpp"
#include "modules/portal/sites/site_store.hpp"

namespace dinh::portal {

namespace {

// Where people go who look for what only an agency that works can give.
constexpr const char* kLiving[] = {"/", "/hoi-dap", "/danh-ba", "/so-do"};

void move_people(db::Tx& tx, const Site& site, Id from, Id to) {
    for (const auto& [was, now] : directory::holders_after(tx, from, to))
        if (was != now) site_store::move_members(tx, site.id, was, now);
}

// Names that came from the old agency follow it; what somebody typed stays.
Site with_names(Site site, const directory::AgencyVersion& was, const directory::AgencyVersion& now) {
    if (site.name == site_name(site.kind, was.name, was.short_name))
        site.name = site_name(site.kind, now.name, now.short_name);
    if (site.answerable == was.name) site.answerable = now.name;
    if (site.responsible == was.name) site.responsible = now.name;
    return site;
}

void pass_on(db::Tx& tx, const Site& site, Id from, Id to, Day day) {
    const auto was = directory::version_on(tx, from, day - 1), now = directory::version_on(tx, to, day);
    Site next = was && now ? with_names(site, *was, *now) : site;
    next.owner_agency = to;
    site_store::set_names(tx, site.id, next);
    move_people(tx, site, from, to);
    record_on_site(tx, Actor::system(), nullptr, site.id, "site.reorganise",
                   Said("Chuyển sang %1 do sắp xếp tổ chức từ ngày %2", {now ? now->name : "", clock::show(day)}));
}

void lead_on(db::Tx& tx, const Site& archive, const Site& living) {
    const std::string base = base_path(living.slug);
    for (const std::string path : kLiving) keep_address(tx, archive.id, path, path == "/" ? base : base + path);
    const auto there = categories_of(tx, living.id);
    for (const auto& one : categories_of(tx, archive.id)) {
        const bool same = std::any_of(there.begin(), there.end(),
                                      [&](const Category& other) { return other.open && other.slug == one.slug; });
        if (same) keep_address(tx, archive.id, "/muc/" + one.slug, base + "/muc/" + one.slug);
    }
}

void become_archive(db::Tx& tx, const Site& site, const Site& living, Day day) {
    site_store::set_archived(tx, site.id, living.owner_agency, living.id);
    site_store::move_merged(tx, site.id, living.id);
    lead_on(tx, site, living);
    record_on_site(tx, Actor::system(), nullptr, site.id, "site.archive",
                   Said("Thành trang lưu trữ từ ngày %1, tiếp nối: %2", {clock::show(day), living.name}));
    record_on_site(tx, Actor::system(), nullptr, living.id, "site.take_over",
                   Said("Tiếp nối trang %1 từ ngày %2", {site.name, clock::show(day)}));
    announce_change(tx, living.id);
}

}  // namespace

bool sites_reorganised(db::Tx& tx, Id from, Id to, Day day) {
    if (to == 0) return true;
    const auto facts = directory::agency_facts(tx, from, clock::today());
    // An agency that parts of went from works on, and so does its site.
    if (facts && facts->open) return true;
    site_store::pass_archives(tx, from, to);
    const auto known = open_site_of(tx, from);
    if (!known) return true;
    const auto site = site_store::touch(tx, known->id);
    if (const auto living = open_site_of(tx, to))
        become_archive(tx, *site, *living, day);
    else
        pass_on(tx, *site, from, to, day);
    announce_change(tx, site->id);
    directory::note_moved(tx, from, to, "Trang thông tin điện tử", 1);
    return true;
}

void site_renamed(db::Tx& tx, Id agency, Day day) {
    const auto site = open_site_of(tx, agency);
    const auto was = directory::version_on(tx, agency, day - 1), now = directory::version_on(tx, agency, day);
    if (!site || !was || !now) return;
    const Site next = with_names(*site, *was, *now);
    if (next.name == site->name && next.answerable == site->answerable && next.responsible == site->responsible) return;
    site_store::set_names(tx, site->id, next);
    record_on_site(tx, Actor::system(), nullptr, site->id, "site.rename",
                   Said("Đổi tên theo cơ quan thành %1", {next.name}));
    announce_change(tx, site->id);
}

void hear_rename(db::Tx& tx, const events::Event& event) {
    const auto told = boost::json::parse(event.payload).as_object();
    const auto day = clock::parse_day(told.at("day").as_string());
    if (told.at("kind").as_string() == "rename" && day) site_renamed(tx, event.agency, *day);
}

}  // namespace dinh::portal
