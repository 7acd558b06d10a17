// Sites as they are read, and who may see the pages of their keepers.
#include "modules/portal/sites/site.hpp"

#include <algorithm>
#include <set>

#include "modules/portal/sites/site_deeds.hpp"
#include "modules/portal/sites/site_store.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

constexpr std::size_t kLongestSlug = 80;

bool sees(const Actor& actor, const Subject& subject) {
    return actor.capacity([&](const Capacity& as) {
        const auto named = [&](const Member& one) { return one.post == as.post; };
        return as.works_for(subject.agency) || as.has(directory::role::kAdministrator) ||
               std::any_of(subject.members.begin(), subject.members.end(), named);
    }) != nullptr;
}

LockedSite checked(db::Tx& tx, const Actor& actor, Id id, const std::optional<Site>& site) {
    if (!site) {
        visible_site(tx, actor, id);
        throw Conflict("portal: site " + std::to_string(id) + " was changed meanwhile");
    }
    const Subject subject = subject_of(tx, *site);
    if (!sees(actor, subject)) throw NotFound("portal: site " + std::to_string(id) + " is not the actor's");
    if (!site->open())
        throw Forbidden(Said("Trang lưu trữ chỉ để đọc, không thay đổi được."),
                        "portal: site " + std::to_string(id) + " is an archive");
    return {*site, subject};
}

int rank_of(const Site& site) {
    const std::string_view order[] = {"province", "department", "commune"};
    return static_cast<int>(std::find(std::begin(order), std::end(order), site.kind) - std::begin(order));
}

}  // namespace

const std::vector<std::string_view> kColours{"blue", "red", "green", "brown"};

std::string base_path(std::string_view slug) { return "/trang/" + std::string(slug); }

std::string slug_of(std::string_view name) {
    std::string slug = text::slug(name);
    if (slug.size() > kLongestSlug) {
        const auto end = slug.rfind('-', kLongestSlug);
        slug.resize(end == std::string::npos || end == 0 ? kLongestSlug : end);
    }
    return slug.empty() ? "trang" : slug;
}

bool reserved_slug(std::string_view slug) {
    static const std::set<std::string_view> words{
        "muc",  "bai",    "tim",      "hoi-dap",  "niem-yet", "van-ban",   "danh-ba", "so-do",  "en",
        "gon",  "tep",    "ban-tin",  "trang",    "rss",      "atom",      "sitemap", "robots", "lich",
        "anh",  "hinh",   "gop-y",    "in",       "duyet",    "api",       "assets",  "portal", "ban-do",
        "chon", "y-kien", "phan-anh", "cong-bao", "danh-gia", "binh-luan", "yeu-cau"};
    return words.contains(slug);
}

std::optional<Site> find_site(db::Conn& conn, Id id) { return site_store::find(conn, id); }
std::optional<Site> site_by_slug(db::Conn& conn, std::string_view slug) { return site_store::by_slug(conn, slug); }
std::optional<Site> open_site_of(db::Conn& conn, Id agency) { return site_store::open_one_of(conn, agency); }
std::vector<Category> categories_of(db::Conn& conn, Id site) { return site_store::categories(conn, site); }
std::optional<Category> find_category(db::Conn& conn, Id id) { return site_store::category(conn, id); }
std::vector<NamedMember> members_of(db::Conn& conn, Id site) { return site_store::members(conn, site); }
std::vector<std::string> hosts_of(db::Conn& conn, Id site) { return site_store::hosts(conn, site); }

std::map<std::string, std::string, std::less<>> all_hosts(db::Conn& conn) {
    std::map<std::string, std::string, std::less<>> hosts;
    for (const auto& [host, slug] : site_store::all_hosts(conn)) hosts.emplace(host, base_path(slug));
    return hosts;
}

std::vector<Site> all_sites(db::Conn& conn) {
    auto sites = site_store::all(conn);
    std::map<Id, std::string> keys;
    for (const auto& one : sites) keys.emplace(one.id, text::sort_key(one.name));
    std::stable_sort(sites.begin(), sites.end(), [&](const Site& a, const Site& b) {
        return std::pair(rank_of(a), keys[a.id]) < std::pair(rank_of(b), keys[b.id]);
    });
    return sites;
}

Subject subject_of(db::Conn& conn, const Site& site) {
    Subject subject;
    subject.agency = site.owner_agency;
    subject.province = site.kind == "province";
    subject.archive = !site.open();
    for (const auto& one : members_of(conn, site.id)) subject.members.push_back({one.post, one.role});
    return subject;
}

Site visible_site(db::Conn& conn, const Actor& actor, Id id) {
    auto site = find_site(conn, id);
    if (!site || !sees(actor, subject_of(conn, *site)))
        throw NotFound("portal: site " + std::to_string(id) + " is not there or not the actor's");
    return std::move(*site);
}

std::vector<Site> sites_of(db::Conn& conn, const Actor& actor) {
    std::set<Id> agencies, posts;
    for (const auto& as : actor.capacities) {
        agencies.insert({as.agency, as.served});
        posts.insert(as.post);
    }
    agencies.erase(0);
    auto sites = site_store::of(conn, {agencies.begin(), agencies.end()}, {posts.begin(), posts.end()});
    const auto* acting = actor.acting_capacity();
    const auto rank = [&](const Site& one) {
        if (!one.open()) return 4;
        if (acting && acting->agency == one.owner_agency) return 0;
        return acting && acting->works_for(one.owner_agency) ? 1 : 2;
    };
    std::stable_sort(sites.begin(), sites.end(), [&](const Site& a, const Site& b) { return rank(a) < rank(b); });
    return sites;
}

LockedSite lock_site(db::Tx& tx, const Actor& actor, Id site, std::int64_t version) {
    return checked(tx, actor, site, site_store::lock(tx, site, version));
}

LockedSite touch_site(db::Tx& tx, const Actor& actor, Id site) {
    return checked(tx, actor, site, site_store::touch(tx, site));
}

}  // namespace dinh::portal
