// Tokens of programs where they must never stand: in the address of a request.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace dinh::web::wire {

// A token is this and 43 letters of base64url.
inline constexpr std::string_view kTokenStart = "dinh_";
inline constexpr std::size_t kTokenLetters = 43;

// The token that stands in a target, plain or escaped once or twice; nullopt: none.
std::optional<std::string> token_in(std::string_view target);

}  // namespace dinh::web::wire
