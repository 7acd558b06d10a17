// What changed between two texts, as articles/_compared.html shows it.
#pragma once
#include <string_view>

#include "modules/portal/articles/compare.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::portal {

template <class Page>
void add_compared(Page& page, const dinh::pages::Lang& lang, const char* name, std::string_view before,
                  std::string_view after) {
    page.parts.push_back({.part = lang.tr(name), .paragraphs = {}});
    for (const auto& line : compare_lines(before, after)) {
        const bool same = line.change == ComparedLine::Change::same, gone = line.change == ComparedLine::Change::gone;
        page.parts.back().paragraphs.push_back({.if_same = same,
                                                .same = same ? line.text : "",
                                                .if_gone = gone,
                                                .gone = gone ? line.text : "",
                                                .if_added = !same && !gone,
                                                .added = same || gone ? "" : line.text});
    }
}

}  // namespace dinh::portal
