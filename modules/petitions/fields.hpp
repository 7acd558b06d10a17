// Boxes of this module's forms, made from data (platform/pages/layout/_field.html).
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/pages/layout.hpp"
#include "platform/web/context.hpp"
#include "platform/web/form.hpp"

namespace dinh::petitions {

// What a form shows: what was typed, or what it begins with; faults by field.
struct FormValues {
    std::map<std::string, std::string, std::less<>> values;
    std::vector<Reason> faults;
    static FormValues typed(const web::Request&, std::vector<Reason> faults);
};
struct Choice {
    std::string value, title;
};
struct Look {
    std::string width = {}, hint = {};  // "w-2"
    bool optional = false;
    int most = 200;
};
// Labels, hints and titles of choices are Vietnamese and are translated here.
class Fields {
public:
    Fields(const dinh::pages::Lang& lang, const FormValues& values) : lang_(lang), values_(values) {}
    layout::Field line(std::string_view id, std::string_view label, const Look& = {}) const;
    layout::Field day(std::string_view id, std::string_view label, const Look& = {}) const;
    layout::Field number(std::string_view id, std::string_view label, const Look& = {}) const;
    layout::Field area(std::string_view id, std::string_view label, const Look& = {}) const;
    layout::Field select(std::string_view id, std::string_view label, const std::vector<Choice>&,
                         const Look& = {}) const;

private:
    layout::Field box(std::string_view id, std::string_view label, const Look&) const;
    const dinh::pages::Lang& lang_;
    const FormValues& values_;
};

// All faults above a form, each leading to its field; those of the whole deed lead to the page's beginning.
template <class Page>
void add_errors(Page& page, const dinh::pages::Lang& lang, const std::vector<Reason>& faults) {
    for (const auto& fault : faults)
        page.errors.push_back({.field = fault.field.empty() ? "main" : fault.field, .error = lang.say(fault.said)});
    page.if_errors = !faults.empty();
}
// The sentence of a 409: that somebody changed the record meanwhile and nothing typed is lost.
Reason changed_meanwhile();
std::string day_words(const std::optional<Day>&);

}  // namespace dinh::petitions
