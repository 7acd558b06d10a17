#include "platform/markup/values.hpp"

#include <algorithm>
#include <charconv>

#include "platform/text/text.hpp"

namespace dinh::markup {

namespace {

constexpr std::size_t kMostAddressBytes = 2'000;
constexpr int kMostPixels = 10'000;
constexpr int kMostSpan = 100;
constexpr int kMostStart = 1'000'000;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// As a browser would read it, and without what a person cannot see.
std::string compact(std::string_view value) {
    std::string out;
    for (const char c : text::clean_line(value)) {
        if (c == ' ')
            out += "%20";
        else
            out += c;
    }
    return out;
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool is_path(std::string_view address) {
    return !address.empty() && address[0] == '/' && (address.size() == 1 || address[1] != '/');
}

// "//host…" behind http: or https:.
bool names_a_host(std::string_view rest) {
    if (!text::starts_with(rest, "//")) return false;
    const std::string_view host = rest.substr(2, std::min(rest.find_first_of("/?#", 2), rest.size()) - 2);
    return !host.empty() && host.find_first_of("@%") == std::string_view::npos;
}

// With its scheme in lower case when it leads to a host.
std::optional<std::string> web_address(std::string_view address) {
    const std::size_t colon = address.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string scheme = lower_ascii(address.substr(0, colon));
    const std::string_view rest = address.substr(colon + 1);
    if ((scheme != "http" && scheme != "https") || !names_a_host(rest)) return std::nullopt;
    return scheme + ":" + std::string(rest);
}

std::optional<int> number(std::string_view value, int least, int most) {
    const std::string digits = text::trim(value);
    int found = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), found);
    if (error != std::errc() || end == digits.data() || found < least) return std::nullopt;
    // "100px" and "50%": the first is what was meant, the second is not ours to count.
    if (end != digits.data() + digits.size() && std::string_view(end) != "px") return std::nullopt;
    return std::min(found, most);
}

std::optional<std::string> written(std::optional<int> value) {
    if (!value) return std::nullopt;
    return std::to_string(*value);
}

// The shape of BCP 47: a language of two to eight letters, then parts of letters and digits.
bool is_language(std::string_view tag) {
    bool first = true;
    if (tag.size() > 35) return false;
    while (true) {
        const std::string_view part = tag.substr(0, tag.find('-'));
        const bool fits =
            std::all_of(part.begin(), part.end(), [&](char c) { return is_letter(c) || (!first && is_digit(c)); });
        if (!fits || part.size() < (first ? 2u : 1u) || part.size() > 8) return false;
        if (part.size() == tag.size()) return true;
        tag.remove_prefix(part.size() + 1);
        first = false;
    }
}

}  // namespace

bool is_outside(std::string_view address) { return text::starts_with(address, "http"); }

std::optional<std::string> link_address(std::string_view value) {
    const std::string address = compact(value);
    if (address.size() > kMostAddressBytes || address.find('\\') != std::string::npos) return std::nullopt;
    // What begins with "#_" is a place within a file of Word.
    const bool is_place = address.size() > 1 && address[0] == '#' && address[1] != '_';
    if (is_path(address) || is_place) return address;
    const std::string scheme = lower_ascii(address.substr(0, address.find(':') + 1));
    if ((scheme == "mailto:" || scheme == "tel:") && address.size() > scheme.size())
        return scheme + address.substr(scheme.size());
    return web_address(address);
}

std::optional<std::string> picture_address(std::string_view value, const Options& options) {
    std::string address = compact(value);
    if (address.size() > kMostAddressBytes || address.find('\\') != std::string::npos) return std::nullopt;
    if (!is_path(address)) {
        auto outside = web_address(address);
        if (!outside) return std::nullopt;
        address = std::move(*outside);
    }
    if (options.picture) return options.picture(address) ? std::optional(address) : std::nullopt;
    const std::string lowered = lower_ascii(address);
    const bool climbs = address.find("..") != std::string::npos || lowered.find("%2e") != std::string::npos;
    if (!is_path(address) || climbs) return std::nullopt;
    return address;
}

std::optional<std::string> value_of(std::string_view attribute, std::string_view value) {
    if (attribute == "width" || attribute == "height") return written(number(value, 1, kMostPixels));
    if (attribute == "colspan" || attribute == "rowspan") return written(number(value, 1, kMostSpan));
    if (attribute == "start") return written(number(value, 0, kMostStart));
    std::string line = text::clean_line(value);
    if (attribute == "alt") return line;
    if (attribute == "lang") return is_language(line) ? std::optional(line) : std::nullopt;
    if (attribute == "scope") {
        line = lower_ascii(line);
        if (line == "row" || line == "col" || line == "rowgroup" || line == "colgroup") return line;
    }
    return std::nullopt;
}

}  // namespace dinh::markup
