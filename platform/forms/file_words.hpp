// How a file of a record stands on its page.
#pragma once
#include "platform/files/files.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::forms {

std::string file_note(const pages::Lang&, const files::Ref&);        // "PDF, 3 trang, 412 KB"
std::string text_state_words(const pages::Lang&, files::TextState);  // why there is no text

}  // namespace dinh::forms
