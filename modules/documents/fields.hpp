// Boxes of this module's forms, made from data (platform/pages/layout/_field.html).
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/pages/layout.hpp"
#include "platform/web/context.hpp"
#include "platform/web/form.hpp"

namespace dinh::documents {

// What a form shows: typed values of a submit, or those it begins with; faults by field.
struct FormValues {
    std::map<std::string, std::string, std::less<>> values;
    std::vector<Reason> faults;
    std::string_view at(std::string_view field) const;
    bool faulty(std::string_view field) const;
    // In the language of the page; "" when the field is fine.
    std::string fault_of(const dinh::pages::Lang&, std::string_view field) const;
    static FormValues typed(const web::Request&, const web::Form&);
};

struct Choice {
    std::string value, title;
};
// Labels and hints are Vietnamese and are translated here.
class Fields {
public:
    Fields(const dinh::pages::Lang& lang, const FormValues& values) : lang_(lang), values_(values) {}
    layout::Field line(std::string_view id, std::string_view label, std::string_view width, int most,
                       bool optional = false, std::string_view hint = {}) const;
    layout::Field day(std::string_view id, std::string_view label, std::string_view width, bool optional = false,
                      std::string_view hint = {}) const;
    layout::Field number(std::string_view id, std::string_view label, std::string_view width,
                         bool optional = false) const;
    layout::Field area(std::string_view id, std::string_view label, bool optional = false,
                       std::string_view hint = {}) const;
    layout::Field select(std::string_view id, std::string_view label, std::string_view width,
                         const std::vector<Choice>& choices, std::string_view hint = {}) const;

private:
    layout::Field box(std::string_view id, std::string_view label, std::string_view width, bool optional,
                      std::string_view hint) const;
    const dinh::pages::Lang& lang_;
    const FormValues& values_;
};

// All faults above a form, each leading to its field; those of the whole deed lead to the page's beginning.
template <class Page>
void add_errors(Page& page, const dinh::pages::Lang& lang, const std::vector<Reason>& faults) {
    for (const auto& fault : faults)
        page.errors.push_back({.field = fault.field.empty() ? "main" : fault.field, .error = lang.say(fault.said)});
}
// The sentence of a 409: who changed the record meanwhile, and that nothing typed is lost.
Reason changed_meanwhile(web::Context&, std::string_view kind, Id record);

}  // namespace dinh::documents
