#include "modules/petitions/fields.hpp"

namespace dinh::petitions {

FormValues FormValues::typed(const web::Request& request, std::vector<Reason> faults) {
    FormValues shown;
    for (const auto& [name, value] : request.form) shown.values.try_emplace(name, value);
    shown.faults = std::move(faults);
    return shown;
}

layout::Field Fields::box(std::string_view id, std::string_view label, const Look& look) const {
    std::string fault;
    for (const auto& one : values_.faults) {
        if (fault.empty() && one.field == id) fault = lang_.say(one.said);
    }
    std::string described = look.hint.empty() ? std::string() : std::string(id) + "-hint";
    if (!fault.empty()) described += (described.empty() ? "" : " ") + std::string(id) + "-error";
    const auto value = values_.values.find(id);
    return {.width = look.width,
            .if_field_error = !fault.empty(),
            .id = id,
            .label = lang_.tr(label),
            .if_optional = look.optional,
            .if_hint = !look.hint.empty(),
            .hint = lang_.tr(look.hint),
            .field_error = fault,
            .if_text = false,
            .value = value == values_.values.end() ? std::string() : value->second,
            .most = look.most,
            .described = described,
            .if_day = false,
            .if_number = false,
            .if_area = false,
            .if_select = false,
            .options = {}};
}

layout::Field Fields::line(std::string_view id, std::string_view label, const Look& look) const {
    auto field = box(id, label, look);
    field.if_text = true;
    return field;
}
layout::Field Fields::day(std::string_view id, std::string_view label, const Look& look) const {
    auto field = box(id, label, look);
    field.if_day = true;
    return field;
}
layout::Field Fields::number(std::string_view id, std::string_view label, const Look& look) const {
    auto field = box(id, label, look);
    field.if_number = true;
    return field;
}
layout::Field Fields::area(std::string_view id, std::string_view label, const Look& look) const {
    auto field = box(id, label, look);
    field.if_area = true;
    return field;
}
layout::Field Fields::select(std::string_view id, std::string_view label, const std::vector<Choice>& choices,
                             const Look& look) const {
    auto field = box(id, label, look);
    field.if_select = true;
    const std::string value = field.value.value();
    for (const auto& one : choices)
        field.options.push_back(
            {.choice = one.value, .if_chosen = one.value == value, .choice_name = lang_.tr(one.title)});
    return field;
}

Reason changed_meanwhile() {
    return {"", "Có người vừa xử lý đơn này sau khi bạn mở. Điều bạn gõ còn nguyên; xem lại rồi gửi lần nữa."};
}

std::string day_words(const std::optional<Day>& day) { return day ? clock::show(*day) : std::string(); }

}  // namespace dinh::petitions
