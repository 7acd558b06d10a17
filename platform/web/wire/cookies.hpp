// The Cookie header of a request and the values of Set-Cookie.
#pragma once
#include <string_view>

#include "platform/web/request.hpp"

namespace dinh::web::wire {

// Pairs without a name and pairs with bytes no cookie may hold are left out; at most 60 are read. Values are as sent,
// without surrounding quotes.
Pairs parse_cookies(std::string_view header);

bool is_token(std::string_view);         // RFC 9110: names of cookies and headers
bool is_cookie_value(std::string_view);  // RFC 6265 cookie-octets; may be empty

}  // namespace dinh::web::wire
