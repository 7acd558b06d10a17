#include "platform/crypto/totp.hpp"

#include <liboath/oath.h>

#include <array>
#include <stdexcept>

#include "platform/crypto/crypto.hpp"
#include "platform/text/text.hpp"

namespace dinh::crypto {

namespace {

constexpr unsigned kDigits = 6;
constexpr std::int64_t kPeriodMs = 30'000;
constexpr std::size_t kPrintedLetters = 10;
constexpr std::string_view kPrintable = "23456789ABCDEFGHJKMNPQRSTVWXYZ";  // no 0/O, 1/I/L, U/V

std::string code_of(std::string_view secret, std::int64_t period) {
    static const bool ready = oath_init() == OATH_OK;
    std::array<char, kDigits + 1> code{};
    const int result = !ready ? OATH_CRYPTO_ERROR
                              : oath_hotp_generate(secret.data(), secret.size(), static_cast<std::uint64_t>(period),
                                                   kDigits, false, OATH_HOTP_DYNAMIC_TRUNCATION, code.data());
    if (result != OATH_OK) throw std::runtime_error(std::string("liboath: ") + oath_strerror(result));
    return std::string(code.data(), kDigits);
}

}  // namespace

std::string new_totp_secret() { return random_bytes(20); }

std::string totp_code(std::string_view secret, Instant at) { return code_of(secret, at.ms / kPeriodMs); }

std::optional<std::int64_t> verify_totp(std::string_view secret, std::string_view typed, Instant now,
                                        std::int64_t last_used) {
    std::string digits;
    for (const char c : typed) {
        if (c != ' ') digits += c;
    }
    if (secret.empty() || digits.size() != kDigits) return std::nullopt;
    const std::int64_t current = now.ms / kPeriodMs;
    for (const std::int64_t period : {current, current - 1, current + 1}) {
        if (period > last_used && equal(code_of(secret, period), digits)) return period;
    }
    return std::nullopt;
}

std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account) {
    const std::string name = text::url_encode(issuer);
    return "otpauth://totp/" + name + ":" + text::url_encode(account) + "?secret=" + base32(secret) +
           "&issuer=" + name + "&algorithm=SHA1&digits=6&period=30";
}

std::vector<std::string> new_printed_codes(int count) {
    // Bytes from 240 on are thrown away, so that every letter is as likely as another.
    constexpr unsigned kFair = 240;
    std::vector<std::string> codes;
    while (static_cast<int>(codes.size()) < count) {
        std::string code;
        while (code.size() < kPrintedLetters + 1) {
            const auto byte = static_cast<unsigned char>(random_bytes(1)[0]);
            if (byte >= kFair) continue;
            code += kPrintable[byte % kPrintable.size()];
            if (code.size() == kPrintedLetters / 2) code += '-';
        }
        codes.push_back(std::move(code));
    }
    return codes;
}

std::optional<std::string> read_printed_code(std::string_view typed) {
    if (typed.size() > 64) return std::nullopt;
    std::string letters;
    for (char c : typed) {
        if (c == ' ' || c == '-') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == '\0' || kPrintable.find(c) == std::string_view::npos) return std::nullopt;
        letters += c;
    }
    if (letters.size() != kPrintedLetters) return std::nullopt;
    return letters.insert(kPrintedLetters / 2, "-");
}

}  // namespace dinh::crypto
