// Host names under which sites stand, and addresses that live on.
#include "modules/portal/sites/addresses.hpp"

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

// Parameters by name, so that their order does not matter.
std::string query_from(std::string_view query) {
    std::vector<std::string> pairs = text::split(query, '&');
    std::sort(pairs.begin(), pairs.end());
    return pairs.empty() ? "" : "?" + text::join(pairs, "&");
}

// IIS, where addresses end in ".aspx", takes small and capital letters alike.
std::string as_compared(std::string path) {
    const std::string low = text::lower(path);
    const auto pages = std::string_view(low).substr(0, low.find('?'));
    return pages.ends_with(".aspx") ? low : path;
}

// A path as one stands in the table: no last "/", nothing that could be read in two ways. "" for what is no path.
std::string path_from(std::string_view typed) {
    const auto question = std::min(typed.find('?'), typed.size());
    std::string path(typed.substr(0, question));
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    const std::string whole = path + query_from(typed.substr(std::min(question + 1, typed.size())));
    const bool plain = !path.empty() && path.front() == '/' && whole.size() <= kLongestPath && text::is_utf8(whole) &&
                       !text::has_control(whole) && whole.find_first_of("\\#\t\r\n") == std::string::npos;
    if (!plain) return "";
    for (std::size_t from = 1; from < path.size();) {
        const auto slash = std::min(path.find('/', from), path.size());
        const auto segment = std::string_view(path).substr(from, slash - from);
        if (segment.empty() || segment == "." || segment == "..") return "";
        from = slash + 1;
    }
    return as_compared(whole);
}

std::string behind_last_slash(std::string_view text) { return std::string(text.substr(text.rfind('/') + 1)); }

// What may stand in the table for an address that is asked for, the most exact first. Programs of old sites put marks
// of their own behind an address, so each parameter is looked for alone, too.
std::vector<std::string> forms_of(std::string_view path, const Parameters& query, bool with_path) {
    std::vector<std::string> forms;
    std::string all;
    for (const auto& [name, value] : query) all += (all.empty() ? "" : "&") + name + "=" + value;
    if (!query.empty()) forms.push_back(std::string(path) + "?" + all);
    if (query.size() > 1)
        for (const auto& [name, value] : query) forms.push_back(std::string(path) + "?" + name + "=" + value);
    for (const auto& [name, value] : query)
        if (value.find('/') != std::string::npos)
            forms.push_back(std::string(path) + "?" + name + "=*/" + behind_last_slash(value));
    if (forms.size() > site_store::kMostForms - 2) forms.resize(site_store::kMostForms - 2);
    if (with_path) {
        forms.emplace_back(path);
        while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
        if (path.size() > 1) forms.push_back("/*/" + behind_last_slash(path));
    }
    for (auto& form : forms) form = path_from(form);
    return forms;
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

std::optional<std::string> old_address(db::Conn& conn, Id site, std::string_view path, const Parameters& query,
                                       bool with_path) {
    return site_store::first_target(conn, site, forms_of(path, query, with_path));
}

std::string address_as_kept(std::string_view path) { return path_from(path); }

void forget_kept(db::Tx& tx, Id site, std::string_view path, std::string_view target) {
    const std::string kept = path_from(path);
    if (!kept.empty() && site_store::target_of(tx, site, kept) == path_from(target))
        site_store::forget_address(tx, site, kept);
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
