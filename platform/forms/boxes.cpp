#include "platform/forms/boxes.hpp"

#include <algorithm>

namespace dinh::forms {

std::string_view Values::at(std::string_view field) const {
    const auto found = values.find(field);
    return found == values.end() ? std::string_view() : std::string_view(found->second);
}

bool Values::faulty(std::string_view field) const {
    return std::any_of(faults.begin(), faults.end(), [&](const Reason& fault) { return fault.field == field; });
}

std::string Values::fault_of(const pages::Lang& lang, std::string_view field) const {
    for (const auto& fault : faults)
        if (fault.field == field) return lang.say(fault.said);
    return {};
}

Values Values::typed(const web::Request& request, std::vector<Reason> faults) {
    Values shown;
    for (const auto& [name, value] : request.form) shown.values.try_emplace(name, value);
    shown.faults = std::move(faults);
    return shown;
}

layout::Field Boxes::box(std::string_view id, std::string_view label, const Look& look) const {
    const std::string fault = values_.fault_of(lang_, id);
    std::string described = look.hint.empty() ? std::string() : std::string(id) + "-hint";
    if (!fault.empty()) described += (described.empty() ? "" : " ") + std::string(id) + "-error";
    return {.width = look.width,
            .if_field_error = !fault.empty(),
            .id = id,
            .label = lang_.tr(label),
            .if_optional = look.optional,
            .if_hint = !look.hint.empty(),
            .hint = lang_.tr(look.hint),
            .field_error = fault,
            .if_text = false,
            .value = values_.at(id),
            .most = look.most,
            .described = described,
            .if_day = false,
            .if_number = false,
            .if_area = false,
            .if_select = false,
            .options = {}};
}

layout::Field Boxes::line(std::string_view id, std::string_view label, const Look& look) const {
    auto field = box(id, label, look);
    field.if_text = true;
    return field;
}

layout::Field Boxes::day(std::string_view id, std::string_view label, const Look& look) const {
    auto field = box(id, label, look);
    field.if_day = true;
    return field;
}

layout::Field Boxes::number(std::string_view id, std::string_view label, const Look& look) const {
    auto field = box(id, label, look);
    field.if_number = true;
    return field;
}

layout::Field Boxes::area(std::string_view id, std::string_view label, const Look& look) const {
    auto field = box(id, label, look);
    field.if_area = true;
    return field;
}

layout::Field Boxes::select(std::string_view id, std::string_view label, const std::vector<Choice>& choices,
                            const Look& look) const {
    auto field = box(id, label, look);
    field.if_select = true;
    for (const auto& one : choices)
        field.options.push_back(
            {.choice = one.value, .if_chosen = one.value == values_.at(id), .choice_name = lang_.tr(one.title)});
    return field;
}

}  // namespace dinh::forms
