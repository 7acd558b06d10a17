// How a file stands on a page.
#pragma once
#include "platform/files/files.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::documents {

std::string file_note(const dinh::pages::Lang&, const files::Ref&);        // "PDF, 3 trang, 412 KB"
std::string text_state_words(const dinh::pages::Lang&, files::TextState);  // why there is no text

}  // namespace dinh::documents
