// Subjects of the example, from subjects.csv.
#pragma once
#include <optional>

#include "app/example/province.hpp"
#include "modules/documents/outgoing/outgoing.hpp"

namespace dinh::app::example {

struct Subject {
    std::string id, kind, issuer, sign_form, drafter_unit, recipients, text, field;
    int urgency = 0, handling_days = 0, from_month = 1, to_month = 12;
    bool needs_reply = false;
    double weight = 0;
    std::string said(Day day, Random&, std::string_view commune) const;  // {n} {year} {month} ... filled
};

struct Subjects {
    std::vector<Subject> all;
    const Subject* find(std::string_view id) const;
    std::vector<const Subject*> of_month(int month) const;
};
Subjects read_subjects();

}  // namespace dinh::app::example
