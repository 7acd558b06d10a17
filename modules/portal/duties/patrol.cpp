// Walks the sites and looks at what their pages lead to.
#include "modules/portal/duties/patrol.hpp"

#include <algorithm>
#include <deque>

#include "modules/portal/duties/patrol_inside.hpp"
#include "modules/portal/duties/patrol_store.hpp"
#include "modules/portal/reading/blocks.hpp"
#include "modules/portal/reading/paths.hpp"
#include "modules/portal/reading/use.hpp"
#include "platform/config/config.hpp"
#include "platform/markup/markup.hpp"
#include "platform/web/mounts.hpp"

namespace dinh::portal {

namespace store = patrol_store;

namespace {

constexpr int kBatch = 20, kLookBatch = 200;
constexpr std::size_t kLongestAddress = 1000, kMostLinks = 500;  // of one record
constexpr int kFailuresUntilGone = 3;
constexpr int kDaysBetween = 7, kDaysUnasked = 30;

struct Address {
    std::string text, host;  // host "" within the house
};

// The host of "https://x.vn:8443/y", in lower case without port; "" for what is no address of the web.
std::string host_in(std::string_view address) {
    const std::size_t from = address.starts_with("https://") ? 8 : address.starts_with("http://") ? 7 : 0;
    if (from == 0) return "";
    std::string host(address.substr(from, address.find_first_of("/?#:", from) - from));
    std::transform(host.begin(), host.end(), host.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return host;
}

// What a link of a page of the site leads to; nothing for what is looked at by nobody (mail, telephone, the same page).
class Addresses {
public:
    Addresses(const House& house, const Site& site) : base_(base_path(site.slug)) {
        if (house.config) own_ = host_in(house.config->public_url);
    }
    std::optional<Address> of(std::string_view href) const {
        href = href.substr(0, href.find('#'));
        if (href.empty() || href.size() > kLongestAddress) return std::nullopt;
        if (href.starts_with('/') && !href.starts_with("//")) return inside(std::string(href));
        const std::string host = host_in(href);
        if (host.empty()) return std::nullopt;
        const std::string mount = web::mount_of(host);
        if (mount.empty() && host != own_) return Address{std::string(href), host};
        const auto slash = href.find('/', 8);
        const std::string path(slash == href.npos ? "/" : href.substr(slash));
        const std::string there = web::mounted_path(mount, path);
        return Address{there.empty() ? path : there, ""};
    }

private:
    // Under a host of its own a site writes "/bai/x".
    Address inside(std::string path) const {
        const bool ours = path == "/trang" || path.starts_with("/trang/") || path.starts_with("/assets/");
        const bool below = path.starts_with("/bai/") || path.starts_with("/muc/") || path.starts_with("/tep/");
        return {!ours && below ? base_ + path : path, ""};
    }
    const std::string base_;
    std::string own_;
};

class Walk {
public:
    Walk(House& house, const Site& site)
        : house_(house),
          site_(site),
          addresses_(house, site),
          directory_(directory::now(house)),
          today_(clock::today()),
          mark_(std::to_string(ids::make())) {}

    std::int64_t run() {
        own_lists();
        records("article", "/bai/", store::articles_after);
        records("legal", "/van-ban/", store::legal_after);
        moved();
        return house_.db->writing([&](db::Tx& tx) {
            store::drop_unseen(tx, site_.id, mark_);
            store::put_walked(tx, site_.id, today_);
            return store::count_links(tx, site_.id);
        });
    }

private:
    using Read = std::vector<store::Source> (*)(db::Conn&, Id, Id, int);

    void records(const char* kind, const char* folder, Read read) {
        for (Id after = 0;;) {
            const auto list = house_.db->reading([&](db::Conn& conn) { return read(conn, site_.id, after, kBatch); });
            if (list.empty()) return;
            after = list.back().id;
            house_.db->write([&](db::Tx& tx) {
                for (const auto& one : list)
                    note(tx, one, {kind, one.id, folder + one.slug, one.title, owner(one.post)});
            });
        }
    }
    void note(db::Tx& tx, const store::Source& one, const store::Link& link) {
        std::vector<std::string> hrefs;
        for (const auto& found : markup::links(one.html))
            if (!found.picture && hrefs.size() < kMostLinks) hrefs.push_back(found.href);
        if (!one.more.empty()) hrefs.push_back(one.more);
        for (const auto& href : hrefs) lead(tx, link, href);
    }
    // What the map and the menu lead to: the lists of categories, and of other nouns.
    void own_lists() {
        std::vector<std::string> paths{"", "/so-do", "/danh-ba"};
        for (const PublicPart& part : public_parts())
            if (part.in_menu) paths.push_back(part.path);
        for (const Category& one : house_.db->reading([&](db::Conn& conn) { return categories_of(conn, site_.id); }))
            if (one.open) paths.push_back(category_path("", one.slug));
        house_.db->write([&](db::Tx& tx) {
            for (const auto& path : paths)
                lead(tx, {"menu", 0, "/so-do", "Sơ đồ cổng", 0}, base_path(site_.slug) + path);
        });
    }
    void moved() {
        const auto list = house_.db->reading([&](db::Conn& conn) { return store::addresses(conn, site_.id); });
        house_.db->write([&](db::Tx& tx) {
            for (const auto& one : list) lead(tx, {"address", 0, one.path, one.path, 0}, one.target);
        });
    }
    void lead(db::Tx& tx, const store::Link& link, const std::string& href) {
        const auto to = addresses_.of(href);
        if (to) store::put_link(tx, site_.id, link, store::put_target(tx, to->text, to->host, today_), mark_);
    }
    Id owner(Id post) const {
        const auto* one = directory_->post(post);
        return one && one->holder != 0 ? post : 0;
    }

    House& house_;
    const Site& site_;
    const Addresses addresses_;
    const std::shared_ptr<const directory::Snapshot> directory_;
    const Day today_;
    const std::string mark_;
};

void keep(House& house, const store::Target& target, const Verdict& now) {
    house.db->write([&](db::Tx& tx) {
        store::put_verdict(tx, target.id, now);
        if (now.state == link::kGone || now.state == link::kFailing) store::clear_fixed(tx, target.id);
    });
}

// One of each machine, then the next of each, so that none is asked twice in a row while others wait.
std::deque<store::Target> in_turns(std::vector<store::Target> list) {
    std::map<std::string, std::deque<store::Target>> by_host;
    for (auto& one : list) {
        std::string host = one.host;
        by_host[std::move(host)].push_back(std::move(one));
    }
    std::deque<store::Target> turns;
    while (!by_host.empty())
        for (auto at = by_host.begin(); at != by_host.end();) {
            turns.push_back(std::move(at->second.front()));
            at->second.pop_front();
            at = at->second.empty() ? by_host.erase(at) : std::next(at);
        }
    return turns;
}

}  // namespace

std::string link_state_name(std::string_view state) {
    if (state == link::kOk) return "Còn";
    if (state == link::kMoved) return "Đã chuyển chỗ";
    if (state == link::kFailing) return "Đang lỗi";
    if (state == link::kGone) return "Hỏng";
    return state == link::kNotChecked ? "Không kiểm tra" : "Chưa kiểm tra";
}

Verdict verdict(const Verdict& before, const outbox::Visit& visit, Day today, bool inside) {
    using State = outbox::Visit::State;
    Verdict now{
        std::string(link::kOk), visit.said, "", 0, std::nullopt, std::nullopt, today + (inside ? 1 : kDaysBetween)};
    if (visit.state == State::moved) now.state = link::kMoved, now.moved_to = visit.moved_to;
    if (visit.state == State::refused || visit.state == State::not_asked) {
        now.state = link::kNotChecked;
        now.ask_after = today + (inside ? 1 : kDaysUnasked);
    }
    if (visit.state != State::gone && visit.state != State::failed) return now;
    const bool again = before.last_failed == today;  // a day counts once
    now.failures = before.failures + (again ? 0 : 1);
    now.failing_since = before.failing_since.value_or(today);
    now.last_failed = today;
    const bool gone = inside ? visit.state == State::gone : now.failures >= kFailuresUntilGone;
    now.state = gone ? link::kGone : link::kFailing;
    now.ask_after = today + (inside || !gone ? 1 : kDaysBetween);
    return now;
}

std::int64_t walk_site(House& house, const Site& site) { return Walk(house, site).run(); }

std::int64_t look_inside(House& house) {
    const Day today = clock::today();
    const Inside inside(house);
    std::int64_t looked = 0;
    for (Id after = 0;;) {
        const auto list =
            house.db->reading([&](db::Conn& conn) { return store::due(conn, true, today, after, kLookBatch); });
        if (list.empty()) return looked;
        after = list.back().id;
        for (const auto& one : list) {
            keep(house, one, verdict(one.now, inside.visit(one.address), today, true));
            ++looked;
        }
    }
}

std::int64_t look_outside(House& house, outbox::Visitor& visitor, int most, int seconds) {
    const Day today = clock::today();
    const std::int64_t until_ms = clock::steady_ms() + seconds * std::int64_t{1000};
    auto list = in_turns(house.db->reading([&](db::Conn& conn) { return store::due(conn, false, today, 0, most); }));
    std::int64_t looked = 0;
    for (const auto& one : list) {
        if (clock::steady_ms() > until_ms) break;
        keep(house, one, verdict(one.now, visitor.visit(one.address), today, false));
        ++looked;
    }
    return looked;
}

void patrol(House& house) {
    const Day today = clock::today();
    const auto sites = house.db->reading([](db::Conn& conn) { return all_sites(conn); });
    for (const Site& site : sites) {
        const auto walked = house.db->reading([&](db::Conn& conn) { return store::walked(conn, site.id); });
        if (walked == today) continue;
        if (site.open()) walk_site(house, site);
        house.db->write([&](db::Tx& tx) {
            store::put_walked(tx, site.id, today);
            announce_uses(tx, site.id);
        });
    }
    house.db->write([](db::Tx& tx) { store::drop_targets(tx); });
    look_inside(house);
    if (house.config && house.config->ask_outside) {
        outbox::Visitor visitor({.proxy = house.config->links_proxy, .contact = house.config->public_url});
        look_outside(house, visitor);
    }
    const auto directory = directory::now(house);
    for (const Site& site : sites) house.db->write([&](db::Tx& tx) { remind_of_site(tx, *directory, site, today); });
}

std::vector<jobs::Kind> patrol_jobs() {
    const auto work = [](House& house, const jobs::Job&) { patrol(house); };
    const char* what = "Liên kết hỏng, trang cũ chưa được kiểm tra. Xem nhật ký lỗi; việc này tự chạy lại mỗi giờ.";
    return {
        {.name = "portal.patrol", .job_class = jobs::Class::slow, .work = work, .what_to_do = what, .every_s = 3600},
        {.name = "portal.patrol_now", .job_class = jobs::Class::slow, .work = work, .what_to_do = what}};
}

}  // namespace dinh::portal
