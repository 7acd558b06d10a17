// Words and looks of a submission on its pages. All Vietnamese, to be translated by the page.
#pragma once
#include "modules/submissions/submissions/submission.hpp"

namespace dinh::submissions {

std::string tag_of(const Submission&, bool late);  // class of the tag
std::string day_words(const std::optional<Day>&);
std::string document_name(std::string_view kind);  // "Quyết định"
// "Tờ trình 12/TTr-SKHCN"
std::string letter_words(const Submission&);
// The sentence of a 409: that somebody changed the record meanwhile and nothing typed is lost.
Reason changed_meanwhile();

}  // namespace dinh::submissions
