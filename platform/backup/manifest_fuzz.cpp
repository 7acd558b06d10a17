// A manifest is read as text() wrote it, or refused.
#include "platform/backup/manifest.hpp"

#include <cstdlib>

#include "platform/crypto/crypto.hpp"
#include "platform/error/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string body(reinterpret_cast<const char*>(data), size);
    // Sealed here, so that the fuzzer gets behind the digest.
    const std::string sealed = body + "end " + dinh::crypto::sha256_hex(body) + "\n";
    try {
        const auto manifest = dinh::backup::parse_manifest(sealed);
        if (dinh::backup::parse_manifest(manifest.text()).text() != manifest.text()) std::abort();
    } catch (const dinh::Refused&) {}
    return 0;
}
