// Boxes of this module's forms, made from data (platform/pages/layout/_field.html).
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/pages/layout.hpp"
#include "platform/web/form.hpp"

namespace dinh::documents {

// What a form shows: typed values of a submit, or those it begins with; faults by field.
struct FormValues {
    std::map<std::string, std::string, std::less<>> values;
    std::vector<Reason> faults;
    std::string_view at(std::string_view field) const;
    std::string_view fault_of(std::string_view field) const;
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

}  // namespace dinh::documents
