#include "modules/meetings/boxes.hpp"

namespace dinh::meetings {

std::string_view Typed::at(std::string_view field) const {
    const auto found = values.find(field);
    return found == values.end() ? std::string_view() : std::string_view(found->second);
}

Typed Typed::of(const web::Request& request, std::vector<Reason> faults) {
    Typed typed;
    for (const auto& [name, value] : request.form) typed.values.try_emplace(name, value);
    typed.faults = std::move(faults);
    return typed;
}

Reader reader_of(web::Context& context) {
    return {context.lang, context.actor(), context.csrf_token(), directory::now(context.house)};
}

layout::Field Boxes::box(std::string_view id, std::string_view label, std::string_view width, bool optional,
                         std::string_view hint) const {
    std::string fault, described = hint.empty() ? std::string() : std::string(id) + "-hint";
    for (const auto& one : typed_.faults)
        if (one.field == id && fault.empty()) fault = lang_.say(one.said);
    if (!fault.empty()) described += (described.empty() ? "" : " ") + std::string(id) + "-error";
    layout::Field field{.width = width,
                        .if_field_error = !fault.empty(),
                        .id = id,
                        .label = lang_.tr(label),
                        .if_optional = optional,
                        .if_hint = !hint.empty(),
                        .hint = lang_.tr(hint),
                        .field_error = fault,
                        .if_text = false,
                        .value = typed_.at(id),
                        .most = 0,
                        .described = described,
                        .if_day = false,
                        .if_number = false,
                        .if_area = false,
                        .if_select = false,
                        .options = {}};
    return field;
}

layout::Field Boxes::line(std::string_view id, std::string_view label, std::string_view width, int most, bool optional,
                          std::string_view hint) const {
    auto field = box(id, label, width, optional, hint);
    field.if_text = true;
    field.most = most;
    return field;
}

layout::Field Boxes::day(std::string_view id, std::string_view label, std::string_view width, bool optional) const {
    auto field = box(id, label, width, optional, {});
    field.if_day = true;
    return field;
}

layout::Field Boxes::select(std::string_view id, std::string_view label, std::string_view width,
                            const std::vector<Option>& options) const {
    auto field = box(id, label, width, false, {});
    field.if_select = true;
    for (const auto& one : options)
        field.options.push_back(
            {.choice = one.value, .if_chosen = one.value == typed_.at(id), .choice_name = lang_.tr(one.title)});
    return field;
}

}  // namespace dinh::meetings
