#include "platform/web/wire/urlencoded.hpp"

#include "platform/text/text.hpp"

namespace dinh::web::wire {

namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool plain_ascii(std::string_view bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c != 0 && static_cast<signed char>(c) > 0; });
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view raw, bool plus, bool strict) {
    std::string decoded;
    decoded.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char c = raw[i];
        if (c == '%') {
            const int high = i + 2 < raw.size() ? hex_value(raw[i + 1]) : -1;
            const int low = i + 2 < raw.size() ? hex_value(raw[i + 2]) : -1;
            if (high >= 0 && low >= 0) {
                decoded += static_cast<char>(high * 16 + low);
                i += 2;
                continue;
            }
            if (strict) return std::nullopt;
        }
        decoded += plus && c == '+' ? ' ' : c;
    }
    return decoded;
}

std::optional<std::string> clean_utf8(std::string value) {
    if (plain_ascii(value)) return value;
    if (value.find('\0') != value.npos || !text::is_utf8(value)) return std::nullopt;
    return text::nfc(value);
}

std::optional<Pairs> parse_urlencoded(std::string_view raw, std::size_t most) {
    Pairs pairs;
    while (!raw.empty()) {
        const std::size_t end = std::min(raw.find('&'), raw.size());
        const std::string_view pair = raw.substr(0, end);
        raw.remove_prefix(std::min(end + 1, raw.size()));
        if (pair.empty()) continue;
        if (pairs.size() == most) return std::nullopt;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        auto name = clean_utf8(*percent_decode(pair.substr(0, equals), true, false));
        auto value = clean_utf8(*percent_decode(pair.substr(std::min(equals + 1, pair.size())), true, false));
        if (!name || !value) return std::nullopt;
        pairs.emplace_back(std::move(*name), std::move(*value));
    }
    return pairs;
}

}  // namespace dinh::web::wire
