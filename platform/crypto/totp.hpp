// The second factor: time-based codes (RFC 6238: SHA-1, 6 digits, 30 s, as authenticator apps know them) and printed
// one-time codes for a lost telephone.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"

namespace dinh::crypto {

std::string new_totp_secret();                                   // 20 raw bytes; store sealed
std::string totp_code(std::string_view secret, Instant at);      // "012345"
// The period (count of 30 s) whose code was typed, one period before or after `now` allowed for clocks that go wrong;
// nullopt when wrong or when the period is not after `last_used` (0: none yet): a code is good once. Store the answer
// as the new last_used in the same deed.
std::optional<std::int64_t> verify_totp(std::string_view secret, std::string_view typed, Instant now,
                                        std::int64_t last_used);
// What the QR code says: otpauth://totp/Issuer:account?secret=...
std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account);

// "7KQ4M-X2FHP": letters nobody confuses, 49 bits.
std::vector<std::string> new_printed_codes(int count = 10);
// As typed (case, blanks and dashes do not matter) -> as made, for comparing and for KeyRing::mac; nullopt when it
// cannot be one.
std::optional<std::string> read_printed_code(std::string_view typed);

}  // namespace dinh::crypto
