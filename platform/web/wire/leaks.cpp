#include "platform/web/wire/leaks.hpp"

#include "platform/web/wire/urlencoded.hpp"

namespace dinh::web::wire {

namespace {

bool of_token(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::optional<std::string> plain_token_in(std::string_view text) {
    for (std::size_t at = text.find(kTokenStart); at != text.npos; at = text.find(kTokenStart, at + 1)) {
        const std::string_view rest = text.substr(at + kTokenStart.size(), kTokenLetters);
        if (rest.size() == kTokenLetters && std::all_of(rest.begin(), rest.end(), of_token))
            return std::string(text.substr(at, kTokenStart.size() + kTokenLetters));
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> token_in(std::string_view target) {
    if (auto token = plain_token_in(target)) return token;
    if (target.find('%') == target.npos) return std::nullopt;
    const std::string once = *percent_decode(target, false, false);
    if (auto token = plain_token_in(once)) return token;
    return plain_token_in(*percent_decode(once, false, false));
}

}  // namespace dinh::web::wire
