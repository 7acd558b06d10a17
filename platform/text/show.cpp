// Text put together for people, pages and files.
#include <array>

#include "platform/text/text.hpp"

namespace dinh::text {

namespace {

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

}  // namespace

std::string number(std::int64_t value) {
    const std::string digits = std::to_string(value);
    const std::size_t first = value < 0 ? 1 : 0;
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > first && (digits.size() - i) % 3 == 0) out += '.';
        out += digits[i];
    }
    return out;
}

std::string bytes(std::int64_t count) {
    constexpr std::array<const char*, 6> kUnits{" B", " KB", " MB", " GB", " TB", " PB"};
    if (count < 1024) return number(count) + kUnits[0];
    std::size_t unit = 0;
    std::int64_t scale = 1;
    while (unit + 1 < kUnits.size() && count / scale >= 1024) {
        scale *= 1024;
        ++unit;
    }
    std::int64_t tenths = count / scale * 10 + count % scale * 10 / scale;
    if (tenths >= 100) return number(tenths / 10) + kUnits[unit];
    std::string out = std::to_string(tenths / 10);
    if (tenths % 10 != 0) out += "," + std::to_string(tenths % 10);
    return out + kUnits[unit];
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        std::string part = trim(text.substr(0, end));
        if (!part.empty()) parts.push_back(std::move(part));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (const auto& part : parts) {
        if (&part != &parts.front()) out += separator;
        out += part;
    }
    return out;
}

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

namespace {

template <class Values>
std::string filled(std::string_view pattern, const Values& values) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char next = i + 1 < pattern.size() ? pattern[i + 1] : '\0';
        const auto index = static_cast<std::size_t>(next - '1');
        if (pattern[i] == '%' && next >= '1' && next <= '9' && index < values.size()) {
            out += values.begin()[index];
            ++i;
        } else {
            out += pattern[i];
        }
    }
    return out;
}

}  // namespace

std::string fill(std::string_view pattern, std::initializer_list<std::string_view> values) {
    return filled(pattern, values);
}

std::string fill(std::string_view pattern, const std::vector<std::string>& values) { return filled(pattern, values); }

std::string html_escape(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string url_encode(std::string_view text) {
    constexpr char kHex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (is_word(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        }
    }
    return out;
}

std::string csv_field(std::string_view text) {
    std::string value(text);
    // A spreadsheet runs a cell that begins like a formula.
    if (!value.empty() && std::string_view("=+-@\t\r").find(value[0]) != std::string_view::npos) value.insert(0, "'");
    if (value.find_first_of(",;\"\r\n\t") == std::string::npos && value == trim(value)) return value;
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

}  // namespace dinh::text
