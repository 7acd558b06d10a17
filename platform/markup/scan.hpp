// Reads HTML as loosely as people write it and writes it again with nothing but the elements and attribute names of the
// list, so that the parser behind it never sees comments, foreign content, raw texts, forms or unknown names. What it
// writes need not be well-formed: the parser builds the tree as a browser would.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/markup/markup.hpp"

namespace dinh::markup {

// The names of what was taken out, for the writer.
class Dropped {
public:
    void add(std::string_view name);
    std::vector<std::string> take() { return std::move(names_); }

private:
    std::vector<std::string> names_;
};

// Throws Refused when the text is over a limit of the options, before anything is parsed: the parser needs a minute for
// 200,000 elements within each other, and copies open inline elements into each block that follows.
std::string reduced(std::string_view html, const Options& options, Dropped& dropped);

[[noreturn]] void refuse_long(const Options& options);
[[noreturn]] void refuse_many(const Options& options);

}  // namespace dinh::markup
