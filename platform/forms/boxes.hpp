// Boxes of forms, made from data (platform/pages/layout/_field.html): what was typed comes back with its faults.
//     const forms::Boxes boxes(context.lang, values);
//     page.fields.push_back(boxes.line("subject", "Trích yếu", {.width = "w-2", .most = 500}));
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/error/error.hpp"
#include "platform/pages/layout.hpp"
#include "platform/web/form.hpp"

namespace dinh::forms {

// What a form shows: what was typed, or what it begins with; faults by field.
struct Values {
    std::map<std::string, std::string, std::less<>> values;
    std::vector<Reason> faults;
    std::string_view at(std::string_view field) const;  // "" when there is none
    bool faulty(std::string_view field) const;
    // The first one, in the language of the page; "" when the field is fine.
    std::string fault_of(const pages::Lang&, std::string_view field) const;
    // Of a repeated field the first.
    static Values typed(const web::Request&, std::vector<Reason> faults);
};

struct Choice {
    std::string value, title;  // title: Vietnamese, translated when shown unless it is a name
};
struct Look {
    std::string width = {}, hint = {};  // "w-2"; hint in Vietnamese
    bool optional = false;
    int most = 200;  // letters of a line
};

// Labels, hints and titles of choices are Vietnamese and are translated here.
class Boxes {
public:
    Boxes(const pages::Lang& lang, const Values& values) : lang_(lang), values_(values) {}
    const pages::Lang& lang() const { return lang_; }
    layout::Field line(std::string_view id, std::string_view label, const Look& = {}) const;
    layout::Field day(std::string_view id, std::string_view label, const Look& = {}) const;
    layout::Field number(std::string_view id, std::string_view label, const Look& = {}) const;
    layout::Field area(std::string_view id, std::string_view label, const Look& = {}) const;
    layout::Field select(std::string_view id, std::string_view label, const std::vector<Choice>&,
                         const Look& = {}) const;

private:
    layout::Field box(std::string_view id, std::string_view label, const Look&) const;
    const pages::Lang& lang_;
    const Values& values_;
};

// All faults above a form, each leading to its field; those of the whole deed lead to the page's beginning.
template <class Page>
void add_errors(Page& page, const pages::Lang& lang, const std::vector<Reason>& faults) {
    for (const auto& fault : faults)
        page.errors.push_back({.field = fault.field.empty() ? "main" : fault.field, .error = lang.say(fault.said)});
    page.if_errors = !faults.empty();
}

}  // namespace dinh::forms
