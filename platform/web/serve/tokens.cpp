#include "platform/web/serve/tokens.hpp"

#include <charconv>

#include "platform/clock/clock.hpp"
#include "platform/crypto/crypto.hpp"

namespace dinh::web::serve {

namespace {

constexpr std::int64_t kStampLife = std::int64_t{24} * 3600 * 1000;

std::string joined(std::string_view mask, std::string_view bytes) {
    std::string result(bytes);
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = static_cast<char>(result[i] ^ mask[i]);
    return result;
}

std::string signature(std::string_view key, std::string_view purpose, std::string_view text) {
    return crypto::base64url(crypto::hmac_sha256(key, std::string(purpose) + ":" + std::string(text)).substr(0, 16));
}

}  // namespace

std::string masked(std::string_view secret) {
    const std::string mask = crypto::random_bytes(secret.size());
    return crypto::base64url(mask + joined(mask, secret));
}

bool unmasks_to(std::string_view token, std::string_view secret) {
    const auto bytes = crypto::from_base64url(token);
    if (secret.empty() || !bytes || bytes->size() != 2 * secret.size()) return false;
    const std::string_view both = *bytes;
    return crypto::equal(joined(both.substr(0, secret.size()), both.substr(secret.size())), secret);
}

std::string stamped(std::string_view key) {
    const std::string time = std::to_string(clock::now().ms);
    return time + "." + signature(key, "form", time);
}

bool stamp_holds(std::string_view token, std::string_view key) {
    const std::size_t dot = token.find('.');
    if (dot > 15) return false;  // none at all, too
    const std::string_view time = token.substr(0, dot);
    if (!crypto::equal(token.substr(dot + 1), signature(key, "form", time))) return false;
    std::int64_t at = 0;
    std::from_chars(time.data(), time.data() + time.size(), at);
    const std::int64_t age = clock::now().ms - at;
    return age > -60'000 && age < kStampLife;
}

bool same_site(const Request& request) {
    const std::string_view site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    std::string_view origin = request.header("origin");
    if (origin.empty()) return true;
    const std::size_t scheme = origin.find("://");
    if (scheme == origin.npos) return false;
    // The scheme may differ behind a proxy that ends TLS; the host may not.
    return origin.substr(scheme + 3) == request.host;
}

std::string sealed_text(std::string_view text, std::string_view key) {
    return crypto::base64url(text) + "." + signature(key, "flash", text);
}

std::optional<std::string> unsealed_text(std::string_view value, std::string_view key) {
    const std::size_t dot = value.find('.');
    if (dot == value.npos) return std::nullopt;
    auto text = crypto::from_base64url(value.substr(0, dot));
    if (!text || !crypto::equal(value.substr(dot + 1), signature(key, "flash", *text))) return std::nullopt;
    return text;
}

}  // namespace dinh::web::serve
