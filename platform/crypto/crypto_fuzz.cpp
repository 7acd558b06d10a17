// Whatever is sent: no crash; what is read is spelled back; nothing opens or verifies by chance.
#include <cstdlib>

#include "platform/crypto/crypto.hpp"
#include "platform/crypto/keyring.hpp"
#include "platform/crypto/totp.hpp"

namespace crypto = dinh::crypto;

namespace {

void must(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const crypto::KeyRing ring = crypto::KeyRing::in_memory();
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    if (const auto bytes = crypto::from_base64url(input)) must(crypto::base64url(*bytes) == input);
    if (const auto bytes = crypto::from_hex(input)) must(crypto::from_hex(crypto::hex(*bytes)) == bytes);
    if (const auto bytes = crypto::from_base32(input)) must(crypto::from_base32(crypto::base32(*bytes)) == bytes);
    must(!ring.open_sealed("fuzz", input) && !ring.verify_mac("fuzz", "data", input));
    must(ring.open_sealed("fuzz", ring.seal("fuzz", input)) == input);
    if (const auto code = crypto::read_printed_code(input)) must(crypto::read_printed_code(*code) == code);
    crypto::verify_totp("12345678901234567890", input, {1'800'000'000'000}, 0);
    return 0;
}
