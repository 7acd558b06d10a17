// Whatever the bytes: what comes out is clean HTML, and cleaning it again changes nothing.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "platform/error/error.hpp"
#include "platform/markup/faults.hpp"
#include "platform/markup/markup.hpp"

namespace markup = dinh::markup;

namespace {

void must(bool holds, const std::string& what) {
    if (holds) return;
    std::fputs((what + "\n").c_str(), stderr);
    std::abort();
}

void clean_twice(std::string_view input, const markup::Options& options) {
    const std::string once = markup::clean(input, options).html;
    const std::string fault = markup::fault_of(once);
    must(fault.empty(), fault + " in " + once);
    must(markup::clean(once, options).html == once, "changes again: " + once);
    must(dinh::text::is_utf8(markup::plain_text(once)), once);
    for (const auto& heading : markup::headings(once)) must(heading.level >= 2 && heading.level <= 4, once);
    const std::size_t pictures = static_cast<std::size_t>(markup::pictures_without_alt(once));
    must(pictures <= markup::links(once).size(), once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    markup::Options options;
    options.anchors = size % 2 == 0;
    if (size % 3 == 0) options.picture = [](std::string_view) { return true; };
    try {
        clean_twice(input, options);
        const std::string typed = markup::from_text(input);
        must(markup::fault_of(typed).empty() && markup::clean(typed).html == typed, typed);
    } catch (const dinh::Refused& refused) {
        const std::string_view why = refused.for_person();
        must(why.find("dài quá") != why.npos || why.find("có quá") != why.npos, "never settles");
    }
    const std::size_t limit = size % 40;
    must(dinh::text::length(markup::summary(input, limit)) <= limit, "summary too long");
    markup::plain_text(input);
    markup::links(input);
    markup::headings(input);
    return 0;
}
