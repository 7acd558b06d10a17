// What forms and cookies carry so that another site cannot speak for a person.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/web/request.hpp"

namespace dinh::web::serve {

// A session's secret, masked anew each time: compressed pages would otherwise give it away bit by bit (BREACH).
std::string masked(std::string_view secret);
// Constant time. An empty secret fits no token.
bool unmasks_to(std::string_view token, std::string_view secret);

// For forms of people without a session: a signed time stamp, good for 24 hours.
std::string stamped(std::string_view key);
bool stamp_holds(std::string_view token, std::string_view key);

// Origin and Sec-Fetch-Site as far as the browser sent them; false when they tell of another site.
bool same_site(const Request&);

// The text of a flash as a cookie's value, and back; nullopt when it was not written here.
std::string sealed_text(std::string_view text, std::string_view key);
std::optional<std::string> unsealed_text(std::string_view value, std::string_view key);

}  // namespace dinh::web::serve
