// The handlers of this module's pages, for module.cpp.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::accounts {

web::Response ask_who(web::Context&);
web::Response sign_in_here(web::Context&);
web::Response ask_password(web::Context&);
web::Response unlock_here(web::Context&);
web::Response sign_out(web::Context&);
web::Response touch_session(web::Context&);
web::Response show_kept_forms(web::Context&);
web::Response forget_kept_form(web::Context&);

web::Response ask_new_password(web::Context&);
web::Response change_own_password(web::Context&);

}  // namespace dinh::accounts
