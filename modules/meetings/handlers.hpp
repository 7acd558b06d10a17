// Handlers of this module, declared for module.cpp.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::meetings {

web::Response show_week(web::Context&);
web::Response print_week(web::Context&);
web::Response show_own_week(web::Context&);
web::Response submit_one(web::Context&);
web::Response approve_one(web::Context&);
web::Response return_one(web::Context&);
web::Response publish_one(web::Context&);
web::Response open_one(web::Context&);
web::Response close_one(web::Context&);

web::Response new_entry(web::Context&);
web::Response add_entry(web::Context&);
web::Response ask_calendar_file(web::Context&);
web::Response read_calendar_file(web::Context&);
web::Response show_entry(web::Context&);
web::Response edit_entry(web::Context&);
web::Response save_entry(web::Context&);
web::Response accept_one(web::Context&);
web::Response decline_form(web::Context&);
web::Response decline_one(web::Context&);
web::Response cancel_form(web::Context&);
web::Response cancel_one(web::Context&);
web::Response attendee_form(web::Context&);
web::Response name_one(web::Context&);

web::Response show_feeds(web::Context&);
web::Response make_one_feed(web::Context&);
web::Response end_one_feed(web::Context&);
web::Response read_feed(web::Context&);

}  // namespace dinh::meetings
