// The handlers of this module's pages, for module.cpp.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::directory {

web::Response show_phone_book(web::Context&);
web::Response suggest_agencies(web::Context&);
web::Response suggest_people_here(web::Context&);
web::Response suggest_posts_here(web::Context&);

web::Response list_agencies(web::Context&);
web::Response show_agency_page(web::Context&);
web::Response ask_new_agency(web::Context&);
web::Response make_agency(web::Context&);
web::Response ask_agency_version(web::Context&);
web::Response make_agency_version(web::Context&);
web::Response ask_agency_closing(web::Context&);
web::Response close_agency_here(web::Context&);

web::Response ask_new_body(web::Context&);
web::Response make_body(web::Context&);
web::Response ask_body(web::Context&);
web::Response change_body(web::Context&);
web::Response ask_body_closing(web::Context&);
web::Response close_body(web::Context&);

web::Response ask_new_unit(web::Context&);
web::Response make_unit(web::Context&);
web::Response ask_unit(web::Context&);
web::Response change_unit_here(web::Context&);
web::Response ask_unit_closing(web::Context&);
web::Response close_unit_here(web::Context&);

web::Response ask_new_post(web::Context&);
web::Response make_post(web::Context&);
web::Response ask_post(web::Context&);
web::Response change_post_here(web::Context&);
web::Response ask_post_closing(web::Context&);
web::Response close_post_here(web::Context&);

web::Response ask_new_clerkship(web::Context&);
web::Response make_clerkship(web::Context&);
web::Response ask_clerkship_ending(web::Context&);
web::Response end_clerkship_here(web::Context&);

web::Response list_people(web::Context&);
web::Response show_person(web::Context&);
web::Response ask_new_person(web::Context&);
web::Response make_person(web::Context&);
web::Response ask_person(web::Context&);
web::Response change_person_here(web::Context&);
web::Response ask_person_leaving(web::Context&);
web::Response archive_person_here(web::Context&);
web::Response ask_new_appointment(web::Context&);
web::Response make_appointment(web::Context&);
web::Response ask_appointment_ending(web::Context&);
web::Response end_appointment_here(web::Context&);

web::Response list_delegations(web::Context&);
web::Response ask_new_delegation(web::Context&);
web::Response make_delegation(web::Context&);
web::Response end_delegation_here(web::Context&);

web::Response list_groups(web::Context&);
web::Response show_group(web::Context&);
web::Response ask_new_group(web::Context&);
web::Response make_group(web::Context&);
web::Response ask_group(web::Context&);
web::Response change_group_here(web::Context&);
web::Response ask_new_members(web::Context&);
web::Response make_members(web::Context&);
web::Response ask_member_ending(web::Context&);
web::Response remove_member_here(web::Context&);
web::Response ask_group_closing(web::Context&);
web::Response close_group_here(web::Context&);

web::Response ask_new_import(web::Context&);
web::Response make_import(web::Context&);
web::Response show_import(web::Context&);
web::Response run_import_here(web::Context&);
web::Response import_example(web::Context&);
web::Response import_template_here(web::Context&);
web::Response undo_import_here(web::Context&);

web::Response list_reorganisations(web::Context&);
web::Response ask_new_reorganisation(web::Context&);
web::Response make_reorganisation(web::Context&);
web::Response show_reorganisation(web::Context&);
web::Response decide_reorganisation_here(web::Context&);
web::Response undo_reorganisation_here(web::Context&);
web::Response list_choices(web::Context&);
web::Response list_choices_of_agency(web::Context&);
web::Response make_choices(web::Context&);

web::Response list_administrative_units(web::Context&);

}  // namespace dinh::directory
