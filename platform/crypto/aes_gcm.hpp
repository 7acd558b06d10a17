// AES-256-GCM with a random nonce in front: nonce (12), ciphertext, tag (16). One key seals at most 2^32 values.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace dinh::crypto {

std::string aes_gcm_seal(std::string_view key, std::string_view plain, std::string_view bound);
std::optional<std::string> aes_gcm_open(std::string_view key, std::string_view sealed, std::string_view bound);

}  // namespace dinh::crypto
