// After a sign-in, an unlocking or a second step: where the person goes.
#pragma once
#include <string_view>

#include "platform/web/context.hpp"

namespace dinh::accounts {

// To the forms that wait to be sent again, to the place he came from, or to the front page; whoever holds no post
// today to
// his account's page, which says why there is no work.
web::Response arrive(web::Context&, Id account, Id person, std::string_view next);

}  // namespace dinh::accounts
