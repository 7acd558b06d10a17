// Host names under which sites stand, and addresses that live on.
#include <algorithm>

#include "modules/portal/sites/site_deeds.hpp"
#include "modules/portal/sites/site_store.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

constexpr std::size_t kLongestPath = 500, kLongestHost = 253, kLongestLabel = 63;
constexpr int kMostHops = 20;

bool letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= kLongestLabel && letter_or_digit(label.front()) &&
           letter_or_digit(label.back()) &&
           std::all_of(label.begin(), label.end(), [](char c) { return letter_or_digit(c) || c == '-'; });
}

// Two labels at least, the last one no number (RFC 1123, 2.1): an address in digits is no name.
bool is_host_name(std::string_view host) {
    if (host.empty() || host.size() > kLongestHost || host.find('.') == std::string_view::npos) return false;
    std::string_view last;
    for (std::size_t from = 0; from <= host.size();) {
        const auto dot = std::min(host.find('.', from), host.size());
        last = host.substr(from, dot - from);
        if (!is_label(last)) return false;
        from = dot + 1;
    }
    return std::any_of(last.begin(), last.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string host_from(std::string_view typed) {
    std::string host = text::clean_line(typed);
    std::transform(host.begin(), host.end(), host.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return host;
}

// A path as one stands in the table: no last "/", nothing that could be read in two ways. "" for what is no path.
std::string path_from(std::string_view typed) {
    std::string path(typed);
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    const bool plain = !path.empty() && path.front() == '/' && path.size() <= kLongestPath && text::is_utf8(path) &&
                       !text::has_control(path) && path.find_first_of("\\#\t\r\n") == std::string::npos;
    if (!plain) return "";
    const auto segments = std::string_view(path).substr(0, path.find('?'));
    for (std::size_t from = 1; from < segments.size();) {
        const auto slash = std::min(segments.find('/', from), segments.size());
        const auto segment = segments.substr(from, slash - from);
        if (segment.empty() || segment == "." || segment == "..") return "";
        from = slash + 1;
    }
    return path;
}

// A whole address: https, a host name, and a path that could stand in a header.
bool is_https(std::string_view target) {
    constexpr std::string_view kStart = "https://";
    if (!text::starts_with(target, kStart) || target.size() > kLongestPath) return false;
    const auto rest = target.substr(kStart.size());
    return is_host_name(rest.substr(0, rest.find_first_of("/?#"))) &&
           std::all_of(rest.begin(), rest.end(), [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\\'; });
}

}  // namespace

void add_host(db::Tx& tx, const Actor& actor, Id site, std::int64_t version, std::string_view typed) {
    const auto locked = lock_site(tx, actor, site, version);
    const Capacity& as = must(actor, Deed::add_host, locked.subject);
    const std::string host = host_from(typed);
    if (!is_host_name(host)) throw Refused("host", "Đây không phải tên miền, ví dụ: stc.thainguyen.gov.vn.");
    if (!site_store::insert_host(tx, site, host)) throw Refused("host", "Tên miền này đã dùng cho một trang.");
    record_on_site(tx, actor, &as, site, "site.add_host", Said("Thêm tên miền %1", {host}));
    announce_hosts(tx);
    announce_change(tx, site);
}

void drop_host(db::Tx& tx, const Actor& actor, Id site, std::int64_t version, std::string_view typed) {
    const auto locked = lock_site(tx, actor, site, version);
    const Capacity& as = must(actor, Deed::add_host, locked.subject);
    const std::string host = host_from(typed);
    if (!site_store::delete_host(tx, site, host)) throw NotFound("portal: the site has no host " + host);
    record_on_site(tx, actor, &as, site, "site.drop_host", Said("Bỏ tên miền %1", {host}));
    announce_hosts(tx);
    announce_change(tx, site);
}

std::optional<std::string> old_address(db::Conn& conn, Id site, std::string_view asked) {
    const std::string path = path_from(asked);
    return path.empty() ? std::nullopt : site_store::target_of(conn, site, path);
}

void keep_address(db::Tx& tx, Id site, std::string_view from, std::string_view to) {
    if (!site_store::touch(tx, site)) throw NotFound("portal: no site " + std::to_string(site));
    const std::string path = path_from(from);
    std::string target = is_https(to) ? std::string(to) : path_from(to);
    Reasons reasons;
    if (path.empty()) reasons.add("path", "Địa chỉ cũ phải là đường dẫn của trang, bắt đầu bằng “/”.");
    if (target.empty()) reasons.add("target", "Địa chỉ mới phải là đường dẫn của trang hoặc địa chỉ https.");
    reasons.done();
    for (int hops = 0; target != path && hops < kMostHops; ++hops) {
        auto next = site_store::target_of(tx, site, target);
        if (!next) break;
        target = std::move(*next);
    }
    if (target == path) throw Refused("target", "Hai địa chỉ dẫn về nhau, người đọc không đến được trang nào.");
    site_store::put_address(tx, site, path, target);
}

}  // namespace dinh::portal
