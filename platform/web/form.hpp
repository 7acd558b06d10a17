// A form read field by field into typed values, with all faults collected; the page shows the form again, nothing lost.
//     web::Form form(context.request);
//     input.subject = form.line("subject", "Trích yếu", {.required = true, .max = 500});
//     if (form.faulty()) return show_form(context, input, form);
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/error/error.hpp"
#include "platform/pages/pages.hpp"
#include "platform/web/request.hpp"

namespace dinh::web {

struct Rule {
    bool required = false;
    std::size_t min = 0;
    std::size_t max = 500;  // code points
};

class Form {
public:
    explicit Form(const Request&);
    // Texts are NFC, trimmed, without control characters. `label` is the Vietnamese name used in the fault.
    std::string line(std::string_view field, std::string_view label, Rule = {});
    std::string text(std::string_view field, std::string_view label, Rule = {.max = 10000});
    std::optional<Day> day(std::string_view field, std::string_view label, bool required = false);
    std::optional<std::int64_t> number(std::string_view field, std::string_view label, std::int64_t min,
                                       std::int64_t max, bool required = false);
    Id id(std::string_view field, std::string_view label, bool required = false);  // 0 when empty
    std::vector<Id> ids(std::string_view field, std::string_view label);
    bool ticked(std::string_view field) const;
    // One of the given values; anything else is a fault.
    std::string choice(std::string_view field, std::string_view label, const std::vector<std::string>& values,
                       bool required = true);
    void fault(std::string_view field, std::string text);
    void faults(const Refused&);  // the reasons of a refused deed, shown in the same form
    bool faulty() const { return !faults_.empty(); }
    std::string_view fault_of(std::string_view field) const;    // "" when fine
    const std::vector<Reason>& all() const { return faults_; }  // in the order of the form
    // As typed, to be shown again.
    std::string_view typed(std::string_view field) const;
    std::string_view key() const;  // hidden field deed_key
    std::int64_t version() const;  // hidden field version; 0 when absent

private:
    std::string said(std::string_view pattern, std::string_view label, std::string_view value = {}) const;
    std::string checked(std::string_view field, std::string_view label, std::string value, const Rule&);
    const Request& request_;
    pages::Lang lang_;  // faults are said in the language of the request
    std::vector<Reason> faults_;
};

}  // namespace dinh::web
