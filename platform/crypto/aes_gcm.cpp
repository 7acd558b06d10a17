#include "platform/crypto/aes_gcm.hpp"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

#include "platform/crypto/crypto.hpp"

namespace dinh::crypto {

namespace {

constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kMostBytes = std::size_t{1} << 30;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* raw(std::string_view data) { return reinterpret_cast<const unsigned char*>(data.data()); }
unsigned char* raw(std::string& data) { return reinterpret_cast<unsigned char*>(data.data()); }

void must(bool done) {
    if (!done) throw std::runtime_error("OpenSSL failed: AES-256-GCM");
}

}  // namespace

std::string aes_gcm_seal(std::string_view key, std::string_view plain, std::string_view bound) {
    if (key.size() != 32 || plain.size() > kMostBytes)
        throw std::invalid_argument("a key of 32 bytes seals at most 1 GiB");
    const std::string nonce = random_bytes(kNonceBytes);
    const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    std::string body(plain.size(), '\0');
    std::string tag(kTagBytes, '\0');
    int size = 0;
    must(EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, raw(key), raw(nonce)) == 1);
    must(EVP_EncryptUpdate(cipher.get(), nullptr, &size, raw(bound), static_cast<int>(bound.size())) == 1);
    must(EVP_EncryptUpdate(cipher.get(), raw(body), &size, raw(plain), static_cast<int>(plain.size())) == 1);
    must(EVP_EncryptFinal_ex(cipher.get(), raw(tag), &size) == 1);
    must(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(kTagBytes), tag.data()) == 1);
    return nonce + body + tag;
}

std::optional<std::string> aes_gcm_open(std::string_view key, std::string_view sealed, std::string_view bound) {
    if (key.size() != 32 || sealed.size() < kNonceBytes + kTagBytes || sealed.size() > kMostBytes) return std::nullopt;
    const std::string_view nonce = sealed.substr(0, kNonceBytes);
    const std::string_view body = sealed.substr(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
    std::string tag(sealed.substr(sealed.size() - kTagBytes));
    const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    std::string plain(body.size(), '\0');
    std::string rest(kTagBytes, '\0');
    int size = 0;
    must(EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, raw(key), raw(nonce)) == 1);
    must(EVP_DecryptUpdate(cipher.get(), nullptr, &size, raw(bound), static_cast<int>(bound.size())) == 1);
    must(EVP_DecryptUpdate(cipher.get(), raw(plain), &size, raw(body), static_cast<int>(body.size())) == 1);
    must(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(kTagBytes), tag.data()) == 1);
    if (EVP_DecryptFinal_ex(cipher.get(), raw(rest), &size) != 1) return std::nullopt;
    return plain;
}

}  // namespace dinh::crypto
