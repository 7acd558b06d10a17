// Places to come back to: paths of this house, as they travel in ?next=.
#pragma once
#include <string>
#include <string_view>

#include "platform/web/context.hpp"

namespace dinh::accounts {

// The path when it leads into this house and to a page worth coming back to, else "".
std::string safe_place(std::string_view path);
// Where the form was sent from (the Referer of this site), else "".
std::string place_of(const web::Request&);
// Of the form or the query of this request.
std::string next_of(const web::Request&);
std::string encoded(std::string_view path);

}  // namespace dinh::accounts
