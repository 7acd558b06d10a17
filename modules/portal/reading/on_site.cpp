#include "modules/portal/reading/on_site.hpp"

#include <charconv>

#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::reading {

namespace {

constexpr int kMostPages = 100'000;

// What a header cannot hold is written as %XX; what was so already stays.
std::string in_header(std::string_view address) {
    std::string out;
    for (const char c : address) {
        const bool plain = c > ' ' && c < '\x7f';
        out += plain ? std::string(1, c) : text::url_encode(std::string_view(&c, 1));
    }
    return out;
}

std::string whole_target(const web::Context& context, const Site& site, const std::string& target) {
    if (!target.starts_with("/")) return target;
    const std::string base = base_of(context.request, site);
    if (!target.starts_with("/trang/")) return target == "/" ? home_path(base) : base + target;
    if (context.request.mounted.empty()) return target;
    const std::string home = whole_address(context, base_path(site.slug), "/");
    return home.substr(0, home.size() - base_path(site.slug).size()) + target;
}

// `with_path`: there is no page. Where there is one only a query may tell an address of before ("/?p=123").
std::optional<web::Response> moved(web::Context& context, const Site& site, bool with_path = true) {
    const auto& request = context.request;
    if (!with_path && request.query.empty()) return std::nullopt;
    const std::string below = request.path.substr(std::min(base_path(site.slug).size(), request.path.size()));
    const auto target = context.house.db->reading([&](db::Conn& conn) {
        return old_address(conn, site.id, below.empty() ? "/" : below, request.query, with_path);
    });
    if (!target) return std::nullopt;
    web::Response response = web::html("", 301);
    response.with("Location", in_header(whole_target(context, site, *target)));
    return response;
}

}  // namespace

web::Handler on_site(SitePage page) {
    return [page](web::Context& context) {
        const Site site = context.house.db->reading([&](db::Conn& conn) { return asked_site(conn, context.request); });
        if (auto elsewhere = moved(context, site, !site.open())) return *std::move(elsewhere);
        try {
            return page(context, site);
        } catch (const NotFound&) {
            if (auto elsewhere = moved(context, site)) return *std::move(elsewhere);
            return absent_page(context, site);
        }
    };
}

int asked_page(const web::Request& request) {
    const std::string_view typed = request.place("page");
    if (typed.empty()) return 1;
    int page = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), page);
    const bool whole = error == std::errc() && end == typed.data() + typed.size() && typed.front() != '0';
    if (!whole || page < 2 || page > kMostPages) throw NotFound("no page " + std::string(typed));
    return page;
}

}  // namespace dinh::portal::reading
