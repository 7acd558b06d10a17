// The handlers of internal documents, and what they share.
#pragma once
#include "modules/internal/letters/letter.hpp"
#include "modules/internal/pages.hpp"
#include "modules/internal/pages_common.hpp"

namespace dinh::internal {

web::Response list_page(web::Context&);
web::Response list_csv(web::Context&);
web::Response list_xlsx(web::Context&);
web::Response new_page(web::Context&);
web::Response create(web::Context&);
web::Response change_page(web::Context&);
web::Response change_it(web::Context&);
web::Response show_page(web::Context&);
// With what was typed into its form and why that was refused.
web::Response show_letter(web::Context&, const forms::Values&, int status);
web::Response print_page(web::Context&);
web::Response file_content(web::Context&);
web::Response answer_it(web::Context&);
void letter_deed_routes(web::Router&);

Letter visible_here(web::Context&);
// "05/TB-CĐS", "Thông báo chưa có số".
std::string known_as(const dinh::pages::Lang&, const Letter&);
std::string tag_of(const Letter&, bool late);
std::string urgency_name(int urgency);  // Vietnamese, "" ordinary

// The two groups of boxes "act" and "information": units, then people. `ticked`: values of the boxes as typed.
std::vector<pages::LettersTo> to_groups(const dinh::pages::Lang&, const std::vector<Party>&,
                                        const std::vector<ReceiverInput>& ticked, const forms::Values&);
std::vector<ReceiverInput> receivers_typed(const web::Request&);

}  // namespace dinh::internal
