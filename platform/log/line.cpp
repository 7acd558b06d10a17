#include "platform/log/line.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "platform/text/text.hpp"

namespace dinh::log {

namespace {

constexpr std::size_t kValueBytes = 2000;

bool names_a_secret(std::string_view name) {
    constexpr std::array<std::string_view, 7> kWords{"password", "passwd", "secret",       "token",
                                                     "cookie",   "otp",    "authorization"};
    const std::string lower = text::fold(name);
    if (lower == "key" || lower.ends_with("_key")) return true;
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

// Cuts at a character's start; what is cut off is counted.
void limit(std::string& value) {
    if (value.size() <= kValueBytes) return;
    std::size_t end = kValueBytes;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) --end;
    const std::size_t dropped = value.size() - end;
    value.resize(end);
    value += "[" + std::to_string(dropped) + " bytes cut]";
}

// JSON string escapes; also what the text form uses inside quotes, so that a value can never begin a line of its own.
void append_escaped(std::string& out, std::string_view value) {
    for (const char c : value) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
                    std::array<char, 8> code{};
                    std::snprintf(code.data(), code.size(), "\\u%04x", static_cast<unsigned>(c));
                    out += code.data();
                } else {
                    out += c;
                }
        }
    }
}

std::string in_quotes(std::string_view value) {
    std::string out = "\"";
    append_escaped(out, value);
    return out + "\"";
}

bool is_plain(std::string_view value) {
    return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
        return c > 0x20 && c != '"' && c != '\\' && c != '=' && c != 0x7F;
    });
}

// NaN and infinity are no JSON numbers.
bool is_json_number(std::string_view value) {
    return value.find_first_not_of("-0123456789.") == std::string_view::npos;
}

}  // namespace

const char* level_name(Level level) {
    switch (level) {
        case Level::debug: return "debug";
        case Level::info: return "info";
        case Level::warning: return "warning";
        case Level::error: return "error";
    }
    return "error";
}

std::string without_passwords(std::string_view text) {
    std::string out;
    while (true) {
        const std::size_t scheme = text.find("://");
        if (scheme == std::string_view::npos) break;
        const std::size_t start = scheme + 3;
        const std::size_t authority_end = std::min(text.find_first_of("/?# \t\r\n\"'", start), text.size());
        const std::size_t at = text.substr(0, authority_end).rfind('@');
        const std::size_t colon = text.find(':', start);
        if (at != std::string_view::npos && at >= start && colon < at) {
            out.append(text.substr(0, colon + 1)).append("***").append(text.substr(at, authority_end - at));
        } else {
            out.append(text.substr(0, authority_end));
        }
        text.remove_prefix(authority_end);
    }
    return out.append(text);
}

void redact(Field& field) {
    if (field.kind != Field::Kind::text) return;
    if (names_a_secret(field.name)) {
        field.value = field.value.empty() || field.value == "[empty]" ? "[empty]" : "[redacted]";
        return;
    }
    limit(field.value);
    if (!text::is_utf8(field.value)) field.value = text::nfc(field.value);
    if (field.value.find("://") != std::string::npos) field.value = without_passwords(field.value);
}

std::string text_line(const Entry& entry) {
    std::string out = clock::to_text(entry.at);
    out.append(" ").append(level_name(entry.level)).append(" ").append(entry.message.id).append(" ");
    out += entry.message.text;
    const char* separator = "; ";
    for (const auto& field : entry.fields) {
        out.append(separator).append(field.name).append("=");
        out += is_plain(field.value) ? field.value : in_quotes(field.value);
        separator = " ";
    }
    return out;
}

std::string json_line(const Entry& entry) {
    std::string out = R"({"time":")" + clock::to_text(entry.at) + R"(","level":")" + level_name(entry.level);
    out.append(R"(","id":")").append(entry.message.id).append(R"(","text":)").append(in_quotes(entry.message.text));
    if (!entry.fields.empty()) {
        out += R"(,"fields":{)";
        for (const auto& field : entry.fields) {
            if (&field != &entry.fields.front()) out += ',';
            out.append(in_quotes(field.name)).append(":");
            const bool bare =
                field.kind == Field::Kind::truth || (field.kind == Field::Kind::number && is_json_number(field.value));
            out += bare ? field.value : in_quotes(field.value);
        }
        out += '}';
    }
    return out + "}";
}

}  // namespace dinh::log
