#include "modules/documents/fields.hpp"

#include "platform/deed/deed.hpp"
#include "platform/house/house.hpp"

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

bool FormValues::faulty(std::string_view field) const {
    return std::any_of(faults.begin(), faults.end(), [&](const Reason& fault) { return fault.field == field; });
}

std::string FormValues::fault_of(const dinh::pages::Lang& lang, std::string_view field) const {
    for (const auto& fault : faults) {
        if (fault.field == field) return lang.say(fault.said);
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
    const std::string fault = values_.fault_of(lang_, id);
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

Reason changed_meanwhile(web::Context& context, std::string_view kind, Id record) {
    const auto lines =
        context.house.db->reading([&](db::Conn& conn) { return deed::history_of(conn, kind, record, 1); });
    if (lines.empty())
        return {"", "Có người vừa sửa văn bản này sau khi bạn mở. Điều bạn gõ còn nguyên; xem lại rồi gửi lần nữa."};
    return {"",
            Said("%1 vừa thay đổi văn bản này lúc %2 (%3), sau khi bạn mở. Điều bạn gõ còn nguyên; xem lại rồi gửi lần "
                 "nữa.",
                 {lines[0].person_name, clock::show(lines[0].at), lines[0].words})};
}

}  // namespace dinh::documents
