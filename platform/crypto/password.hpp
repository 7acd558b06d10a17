// Passwords: Argon2id. Hashing is slow and takes memory on purpose, so only a few run at once in a process.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace dinh::crypto {

constexpr std::size_t kLongestPasswordBytes = 1024;

struct PasswordCost {
    std::uint32_t memory_kib = 19'456;
    std::uint32_t passes = 2;
    std::uint32_t lanes = 1;
};

// Set once at start: the cost of new hashes, and how many may run at once (the others wait up to 10 s).
void set_password_cost(PasswordCost cost, int at_once = 2);

// PHC text ($argon2id$v=19$m=...), to be stored. The password is taken in NFC, so that it fits from any keyboard.
// Throws Unavailable when too many wait, std::invalid_argument for an empty password or one beyond the longest.
std::string hash_password(std::string_view password);

// False also for an unreadable `stored`. With an empty `stored` (no such account) it takes as long as for a wrong
// password, so that nobody learns which accounts exist. Throws Unavailable when too many wait.
bool verify_password(std::string_view password, std::string_view stored);

// True when `stored` was made at another cost than today's: hash anew at the next right password.
bool needs_new_hash(std::string_view stored);

}  // namespace dinh::crypto
