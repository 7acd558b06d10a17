// application/x-www-form-urlencoded, of queries and of form bodies.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/web/request.hpp"

namespace dinh::web::wire {

constexpr std::size_t kMostPairs = 5000;

// Names and values decoded, checked to be UTF-8 without NUL, in NFC, in order of arrival. A "%" that starts no escape
// stays as it is, as browsers read it. nullopt: not UTF-8, a NUL, or more than `most` pairs.
std::optional<Pairs> parse_urlencoded(std::string_view, std::size_t most = kMostPairs);

// %xx decoded; with `strict` an impossible escape gives nullopt, otherwise it stays. `plus` turns + into a blank.
std::optional<std::string> percent_decode(std::string_view, bool plus, bool strict);

// UTF-8 without NUL, brought to NFC; nullopt when it is not.
std::optional<std::string> clean_utf8(std::string);

}  // namespace dinh::web::wire
