#include "modules/documents/fields.hpp"

namespace dinh::documents {

namespace {

struct Shape {
    bool text = false, day = false, number = false, area = false, select = false;
};

layout::Field shaped(layout::Field field, Shape shape, int most) {
    field.if_text = shape.text;
    field.if_day = shape.day;
    field.if_number = shape.number;
    field.if_area = shape.area;
    field.if_select = shape.select;
    field.most = most;
    return field;
}

}  // namespace

std::string_view FormValues::at(std::string_view field) const {
    const auto found = values.find(field);
    return found == values.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view FormValues::fault_of(std::string_view field) const {
    for (const auto& fault : faults) {
        if (fault.field == field) return fault.text;
    }
    return {};
}

FormValues FormValues::typed(const web::Request& request, const web::Form& form) {
    FormValues shown;
    for (const auto& [name, value] : request.form) shown.values.try_emplace(name, value);
    shown.faults = form.all();
    return shown;
}

layout::Field Fields::box(std::string_view id, std::string_view label, std::string_view width, bool optional,
                          std::string_view hint) const {
    const std::string_view fault = values_.fault_of(id);
    std::string described = hint.empty() ? std::string() : std::string(id) + "-hint";
    if (!fault.empty()) described += (described.empty() ? "" : " ") + std::string(id) + "-error";
    return {.width = width,
            .if_field_error = !fault.empty(),
            .id = id,
            .label = lang_.tr(label),
            .if_optional = optional,
            .if_hint = !hint.empty(),
            .hint = lang_.tr(hint),
            .field_error = fault,
            .if_text = false,
            .value = values_.at(id),
            .most = 0,
            .described = described,
            .if_day = false,
            .if_number = false,
            .if_area = false,
            .if_select = false,
            .options = {}};
}

layout::Field Fields::line(std::string_view id, std::string_view label, std::string_view width, int most, bool optional,
                           std::string_view hint) const {
    return shaped(box(id, label, width, optional, hint), {.text = true}, most);
}

layout::Field Fields::day(std::string_view id, std::string_view label, std::string_view width, bool optional,
                          std::string_view hint) const {
    return shaped(box(id, label, width, optional, hint), {.day = true}, 10);
}

layout::Field Fields::number(std::string_view id, std::string_view label, std::string_view width, bool optional) const {
    return shaped(box(id, label, width, optional, {}), {.number = true}, 12);
}

layout::Field Fields::area(std::string_view id, std::string_view label, bool optional, std::string_view hint) const {
    return shaped(box(id, label, "", optional, hint), {.area = true}, 0);
}

layout::Field Fields::select(std::string_view id, std::string_view label, std::string_view width,
                             const std::vector<Choice>& choices, std::string_view hint) const {
    auto field = shaped(box(id, label, width, false, hint), {.select = true}, 0);
    for (const auto& one : choices) {
        field.options.push_back(
            {.choice = one.value, .if_chosen = one.value == values_.at(id), .choice_name = lang_.tr(one.title)});
    }
    return field;
}

}  // namespace dinh::documents
