// The handlers of this module's pages, for module.cpp.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::accounts {

web::Response ask_who(web::Context&);
web::Response sign_in_here(web::Context&);
web::Response ask_password(web::Context&);
web::Response unlock_here(web::Context&);
web::Response show_outside(web::Context&);
web::Response sign_out(web::Context&);
web::Response touch_session(web::Context&);
web::Response show_kept_forms(web::Context&);
web::Response forget_kept_form(web::Context&);

web::Response ask_code(web::Context&);
web::Response take_code(web::Context&);
web::Response ask_set_up(web::Context&);
web::Response set_up(web::Context&);
web::Response print_codes(web::Context&);
web::Response remove_own_factor(web::Context&);

web::Response show_me(web::Context&);
web::Response choose_post(web::Context&);
web::Response choose_language(web::Context&);
web::Response end_own_session(web::Context&);
web::Response end_other_sessions(web::Context&);
web::Response make_token(web::Context&);
web::Response end_own_token(web::Context&);
web::Response show_calls(web::Context&);
web::Response ask_new_password(web::Context&);
web::Response change_own_password(web::Context&);

web::Response list_all_accounts(web::Context&);
web::Response show_account(web::Context&);
web::Response ask_new_account(web::Context&);
web::Response make_account(web::Context&);
web::Response reset_account(web::Context&);
web::Response open_account(web::Context&);
web::Response switch_off(web::Context&);
web::Response switch_on(web::Context&);
web::Response end_account_sessions(web::Context&);
web::Response remove_account_factor(web::Context&);

web::Response list_cannot_work(web::Context&);
web::Response unlock_chosen(web::Context&);
web::Response reset_chosen(web::Context&);

web::Response list_jobs(web::Context&);
web::Response retry_job_here(web::Context&);
web::Response drop_job_here(web::Context&);

web::Response show_settings(web::Context&);
web::Response show_setting(web::Context&);
web::Response set_setting(web::Context&);

}  // namespace dinh::accounts
