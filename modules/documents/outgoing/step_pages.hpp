// Submitting, and what the holder of a step answers.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::documents::out_pages {

web::Response submission_form(web::Context&);
web::Response submit_it(web::Context&);  // also adds and takes away rows of the form, without script
web::Response agree_to_step(web::Context&);
web::Response return_step_back(web::Context&);

}  // namespace dinh::documents::out_pages
