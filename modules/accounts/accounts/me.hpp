// The page of one's own account, also shown again with the faults of a form on it.
#pragma once
#include "modules/accounts/sessions/visits.hpp"
#include "platform/web/form.hpp"

namespace dinh::accounts {

web::Response show_own_account(web::Context&, const Visit&, const web::Form&, int status);

}  // namespace dinh::accounts
