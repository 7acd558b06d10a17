// One line a site on the work list of whoever cares for it, told again when its words change.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "modules/portal/sites/site.hpp"

namespace dinh::portal {

struct Line {
    std::string words;
    std::optional<Day> due;
    bool operator==(const Line&) const = default;
};
using Lines = std::map<Id, Line>;  // by holder

struct LineKind {
    std::string_view work, subject;  // work kind and subject kind; the subject is the site
    std::string_view path;           // of the page, before the site's id
};
Lines lines_put(db::Conn&, std::string_view work, Id site);
// Lines that are no more end; those that are as before are left alone, so that one marked as read stays so.
void keep_lines(db::Tx&, const LineKind&, const Site&, const Lines&);

}  // namespace dinh::portal
