#include "platform/web/wire/cookies.hpp"

namespace dinh::web::wire {

namespace {

constexpr std::size_t kMostCookies = 60;

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

}  // namespace

bool is_token(std::string_view s) {
    constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
    return !s.empty() && std::all_of(s.begin(), s.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               kOthers.find(c) != kOthers.npos;
    });
}

bool is_cookie_value(std::string_view s) {
    return std::all_of(s.begin(), s.end(),
                       [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\'; });
}

Pairs parse_cookies(std::string_view header) {
    Pairs cookies;
    while (!header.empty() && cookies.size() < kMostCookies) {
        const std::size_t end = std::min(header.find(';'), header.size());
        const std::string_view pair = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        const std::size_t equals = pair.find('=');
        if (equals == pair.npos) continue;
        const std::string_view name = trimmed(pair.substr(0, equals));
        std::string_view value = trimmed(pair.substr(equals + 1));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        if (is_token(name) && is_cookie_value(value)) cookies.emplace_back(name, value);
    }
    return cookies;
}

}  // namespace dinh::web::wire
