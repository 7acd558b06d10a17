#include "platform/web/wire/headers.hpp"

#include <charconv>

#include "platform/text/text.hpp"

namespace dinh::web::wire {

namespace {

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

std::string_view next_of(std::string_view& list, char separator) {
    const std::size_t end = std::min(list.find(separator), list.size());
    const std::string_view item = trimmed(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    return item;
}

// Thousandths; a malformed weight counts as 0.
int weight(std::string_view parameters) {
    while (!parameters.empty()) {
        const std::string_view one = next_of(parameters, ';');
        if (!one.starts_with("q=") && !one.starts_with("Q=")) continue;
        const std::string_view number = one.substr(2);
        if (number.empty() || number.size() > 5 || (number[0] != '0' && number[0] != '1')) return 0;
        if (number[0] == '1') return 1000;
        int value = 0, scale = 100;
        for (std::size_t i = 2; i < number.size(); ++i, scale /= 10) {
            if (number[i] < '0' || number[i] > '9') return 0;
            value += (number[i] - '0') * scale;
        }
        return value;
    }
    return 1000;
}

bool same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return (x >= 'A' && x <= 'Z' ? x + 32 : x) == (y >= 'A' && y <= 'Z' ? y + 32 : y);
           });
}

std::optional<std::int64_t> digits(std::string_view s) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
    if (s.empty() || s.front() == '-' || error != std::errc() || end != s.data() + s.size()) return std::nullopt;
    return value;
}

}  // namespace

Coding best_coding(std::string_view accept_encoding) {
    int brotli = -1, gzip = -1, any = 0;
    while (!accept_encoding.empty()) {
        std::string_view item = next_of(accept_encoding, ',');
        const std::string_view name = next_of(item, ';');
        const int q = weight(item);
        if (same(name, "br")) brotli = q;
        if (same(name, "gzip")) gzip = q;
        if (name == "*") any = q;
    }
    if (brotli < 0) brotli = any;
    if (gzip < 0) gzip = any;
    if (brotli > 0 && brotli >= gzip) return Coding::brotli;
    return gzip > 0 ? Coding::gzip : Coding::identity;
}

bool prefers_json(std::string_view accept) {
    int json = 0, html = 0;
    while (!accept.empty()) {
        std::string_view item = next_of(accept, ',');
        const std::string_view type = next_of(item, ';');
        const int q = weight(item);
        if (same(type, "application/json") || same(type, "application/problem+json")) json = std::max(json, q);
        if (same(type, "text/html") || same(type, "application/xhtml+xml")) html = std::max(html, q);
    }
    return json > html;
}

RangeKind parse_range(std::string_view range, std::int64_t size, ByteRange& result) {
    if (!range.starts_with("bytes=")) return RangeKind::none;
    range = trimmed(range.substr(6));
    const std::size_t dash = range.find('-');
    if (dash == range.npos || range.find(',') != range.npos) return RangeKind::none;
    const auto first = digits(range.substr(0, dash));
    const auto last = digits(range.substr(dash + 1));
    if ((dash > 0 && !first) || (dash + 1 < range.size() && !last) || (!first && !last)) return RangeKind::none;
    if (!first) {
        if (*last == 0 || size == 0) return RangeKind::unsatisfiable;
        result = {std::max<std::int64_t>(0, size - *last), size - 1};
        return RangeKind::one;
    }
    if (last && *last < *first) return RangeKind::none;
    if (*first >= size) return RangeKind::unsatisfiable;
    result = {*first, last ? std::min(*last, size - 1) : size - 1};
    return RangeKind::one;
}

bool etag_listed(std::string_view list, std::string_view etag) {
    const auto strong = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
    if (trimmed(list) == "*") return true;
    while (!list.empty())
        if (const auto item = next_of(list, ','); !item.empty() && strong(item) == strong(etag)) return true;
    return false;
}

std::string disposition(std::string_view file_name, bool inline_view) {
    std::string plain;
    for (const char c : text::fold(file_name)) {
        const bool safe = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        plain += safe ? c : '_';
    }
    return std::string(inline_view ? "inline" : "attachment") + "; filename=\"" + plain + "\"; filename*=UTF-8''" +
           text::url_encode(file_name);
}

}  // namespace dinh::web::wire
