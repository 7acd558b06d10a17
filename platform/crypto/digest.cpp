#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <stdexcept>

#include "platform/crypto/crypto.hpp"

namespace dinh::crypto {

namespace {

constexpr std::size_t kDigestBytes = 32;

const unsigned char* raw(std::string_view data) { return reinterpret_cast<const unsigned char*>(data.data()); }
unsigned char* raw(std::string& data) { return reinterpret_cast<unsigned char*>(data.data()); }

void must(bool done, const char* what) {
    if (!done) throw std::runtime_error(std::string("OpenSSL failed: ") + what);
}

}  // namespace

std::string random_bytes(std::size_t count) {
    std::string out(count, '\0');
    must(count == 0 || RAND_bytes(raw(out), static_cast<int>(count)) == 1, "random bytes");
    return out;
}

std::string random_token(std::size_t bytes) { return base64url(random_bytes(bytes)); }

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    must(state_->context && EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) == 1, "SHA-256");
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view data) {
    must(EVP_DigestUpdate(state_->context, data.data(), data.size()) == 1, "SHA-256");
}

std::string Sha256::finish() {
    std::string out(kDigestBytes, '\0');
    must(EVP_DigestFinal_ex(state_->context, raw(out), nullptr) == 1, "SHA-256");
    return out;
}

std::string sha256(std::string_view data) {
    Sha256 digest;
    digest.update(data);
    return digest.finish();
}

std::string sha256_hex(std::string_view data) { return hex(sha256(data)); }

std::string hmac_sha256(std::string_view key, std::string_view data) {
    std::string out(kDigestBytes, '\0');
    must(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), raw(data), data.size(), raw(out), nullptr),
         "HMAC");
    return out;
}

std::string derive_key(std::string_view master, std::string_view purpose) {
    const std::string extracted = hmac_sha256(std::string(kDigestBytes, '\0'), master);
    return hmac_sha256(extracted, std::string(purpose) + '\x01');
}

bool equal(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace dinh::crypto
