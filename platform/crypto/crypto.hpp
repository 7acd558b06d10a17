// Digests, random bytes and their spellings. Passwords: password.hpp; sealed data: keyring.hpp; second factor:
// totp.hpp. Nothing here throws on input; std::runtime_error means that OpenSSL itself failed.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dinh::crypto {

std::string random_bytes(std::size_t count);
// Unguessable text for sessions, deed keys and links: base64url of `bytes` random bytes (32 -> 43 letters).
std::string random_token(std::size_t bytes = 32);

std::string sha256(std::string_view data);                              // 32 raw bytes
std::string sha256_hex(std::string_view data);
std::string hmac_sha256(std::string_view key, std::string_view data);   // 32 raw bytes
// A key of 32 bytes for one purpose from a master key (HKDF, RFC 5869, no salt).
std::string derive_key(std::string_view master, std::string_view purpose);

// SHA-256 of data that comes in pieces.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    void update(std::string_view data);
    std::string finish();  // 32 raw bytes; once
private:
    struct State;
    std::unique_ptr<State> state_;
};

// Takes the same time whether or not and where they differ (for equal lengths; the length is no secret).
bool equal(std::string_view a, std::string_view b);

std::string hex(std::string_view bytes);                                // lower case
std::optional<std::string> from_hex(std::string_view text);
std::string base64url(std::string_view bytes);                          // without padding
std::optional<std::string> from_base64url(std::string_view text);       // strict: no padding, no blanks, no spare bits
std::string base64(std::string_view bytes);                             // with padding
std::string base32(std::string_view bytes);                             // upper case, without padding
std::optional<std::string> from_base32(std::string_view text);          // either case, blanks and padding allowed

}  // namespace dinh::crypto
