// From a template of the tree to the text that ctemplate parses: partials pasted in, [[texts]] translated and escaped,
// indentation dropped, AUTOESCAPE on. Refuses what tools/pages.py refuses, naming file and line.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "platform/pages/catalogue.hpp"

namespace dinh::pages {

// The bytes of a file of the tree, nullopt when there is none.
using ReadFile = std::function<std::optional<std::string_view>(std::string_view path)>;

// Throws Fault. `path` from the root of the tree ("modules/documents/incoming/list.html").
std::string assemble(std::string_view path, const ReadFile& read, const Catalogue& catalogue);

// "a  b\n c" -> "a b c": how a [[text]] is looked up.
std::string collapse(std::string_view text);
std::string escape(std::string_view text);

}  // namespace dinh::pages
