// What the pages of questions share.
#pragma once
#include "modules/portal/questions/question.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/web/router.hpp"

namespace dinh::portal::question_pages {

// Entries of a list of rules/portal_questions.toml that hold today, as choices; `first` stands before them.
std::vector<forms::Choice> choices_of(std::string_view list, const char* first);
// The boxes of the form by kind: what is asked, and about the sender.
std::vector<layout::Field> question_boxes(const forms::Boxes&, std::string_view kind);
std::vector<layout::Field> sender_boxes(const forms::Boxes&, std::string_view kind);
QuestionInput read_question(web::Form&, Id site, std::string kind);
std::vector<std::string> paragraphs_of(std::string_view text);

// Faults of a form that a machine sent: faster than a person reads, or with the box filled in that people leave empty.
void check_machine(const web::Context&, web::Form&);

// Public addresses below a site; `base` as base_of() gives it.
std::string answers_path(const std::string& base);
std::string answer_path(const std::string& base, Id question);
std::string ask_path(const std::string& base);
std::string lookup_path(const std::string& base);

void ask_routes(web::Router&);
void lookup_routes(web::Router&);
void answer_routes(web::Router&);
void list_routes(web::Router&);
void show_routes(web::Router&);
void deed_routes(web::Router&);
void consultation_routes(web::Router&);
void collected_routes(web::Router&);

}  // namespace dinh::portal::question_pages
