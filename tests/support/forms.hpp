// For tests of forms: what people and programs send that is not what was asked, and how it has to be shown.
#pragma once
#include <set>

#include "tests/support/visitor.hpp"

namespace dinh::test {

inline const std::string kEndless(10'000, 'x');
// Markup and the marks of our templates: kept as typed, shown as text.
inline const std::string kMarkup = "Về <script>alert(1)</script> {{X}} {{#IF_X}} & hết";
inline const std::string kMarkupShown = "Về &lt;script&gt;alert(1)&lt;/script&gt; {{X}} {{#IF_X}} &amp; hết";
// Parted marks and control characters, and what is stored of them.
inline const std::string kParted = "  Ho\u0323p\x01 ba\u0300n\x7f ";
inline const std::string kWhole = "Họp bàn";
inline const std::vector<std::string> kNoDays = {"31/02/2026", "29/02/2027", "00/01/2026",         "1/13/2026",
                                                 "2026-02-30", "hôm nào đó", "99999999999/1/2026", kEndless};
inline const std::vector<std::string> kNoNumbers = {"ba", "1.5", "-1", "1e3", "0x10", "99999999999999999999", kEndless};
inline const std::vector<std::string> kNoIds = {"abc",   "-1", "1 2", "99999999999999999999", "1;DROP TABLE series",
                                                kEndless};

// The fields with one of them set to another value.
inline FormFields with(FormFields fields, const std::string& name, const std::string& value) {
    for (auto& [known, typed] : fields) {
        if (known != name) continue;
        typed = value;
        return fields;
    }
    fields.emplace_back(name, value);
    return fields;
}

// A page without what is made anew for each answer.
inline std::string lasting(std::string body) {
    for (const std::string start :
         {"name=\"_csrf\" value=\"", "name=\"deed_key\" value=\"", "name=\"csrf\" content=\""}) {
        for (auto at = body.find(start); at != std::string::npos; at = body.find(start, at)) {
            at += start.size();
            body.erase(at, body.find('"', at) - at);
        }
    }
    return body;
}

inline bool says_fault_of(const Answer& answer, const std::string& field) {
    return answer.status == 422 && answer.has("<a href=\"#" + field + "\">");
}
inline bool shows_markup_as_text(const Answer& answer) {
    return answer.has(kMarkupShown) && !answer.has("<script>alert(1)");
}

}  // namespace dinh::test
