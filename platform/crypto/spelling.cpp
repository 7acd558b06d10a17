// Bytes as text: hexadecimal, base64, base32 (RFC 4648).
#include <array>
#include <cstdint>

#include "platform/crypto/crypto.hpp"

namespace dinh::crypto {

namespace {

constexpr std::string_view kUrlLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kPlainLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Spells `bytes` with letters of `bits` bits each, first bits first.
std::string spell(std::string_view bytes, std::string_view letters, unsigned bits) {
    const std::uint32_t mask = (1u << bits) - 1;
    std::string out;
    std::uint32_t waiting = 0;
    unsigned count = 0;
    for (const char c : bytes) {
        waiting = (waiting << 8) | static_cast<unsigned char>(c);
        count += 8;
        while (count >= bits) {
            count -= bits;
            out += letters[(waiting >> count) & mask];
        }
        waiting &= (1u << count) - 1;
    }
    if (count > 0) out += letters[(waiting << (bits - count)) & mask];
    return out;
}

// The reverse; refuses foreign letters, a length nothing spells to, and bits set beyond the last byte.
std::optional<std::string> read(std::string_view text, std::string_view letters, unsigned bits) {
    std::string out;
    std::uint32_t waiting = 0;
    unsigned count = 0;
    for (const char c : text) {
        const std::size_t value = letters.find(c);
        if (c == '\0' || value == std::string_view::npos) return std::nullopt;
        waiting = (waiting << bits) | static_cast<std::uint32_t>(value);
        count += bits;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>(waiting >> count);
            waiting &= (1u << count) - 1;
        }
    }
    if (count >= bits || waiting != 0) return std::nullopt;
    return out;
}

}  // namespace

std::string hex(std::string_view bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
    return out;
}

std::optional<std::string> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_value(text[i]);
        const int low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
    }
    return out;
}

std::string base64url(std::string_view bytes) { return spell(bytes, kUrlLetters, 6); }

std::optional<std::string> from_base64url(std::string_view text) { return read(text, kUrlLetters, 6); }

std::string base64(std::string_view bytes) {
    std::string out = spell(bytes, kPlainLetters, 6);
    out.append((4 - out.size() % 4) % 4, '=');
    return out;
}

std::string base32(std::string_view bytes) { return spell(bytes, kBase32Letters, 5); }

std::optional<std::string> from_base32(std::string_view text) {
    std::string letters;
    for (const char c : text) {
        if (c == ' ' || c == '=') continue;
        letters += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return read(letters, kBase32Letters, 5);
}

}  // namespace dinh::crypto
