#include "platform/web/form.hpp"

#include <charconv>

#include "platform/pages/pages.hpp"
#include "platform/text/text.hpp"
#include "platform/web/api/noted.hpp"

namespace dinh::web {

namespace {

void note(std::string_view field, std::string_view label, api::Kind kind, bool required, std::size_t longest = 0,
          bool many = false) {
    api::note_read({.name = std::string(field),
                    .kind = kind,
                    .label = std::string(label),
                    .longest = longest,
                    .required = required,
                    .many = many});
}

std::string number_text(std::int64_t n) { return text::number(n); }

// Thousands may be parted as people write them (1.234.567, 1 234 567); "1.5" is no whole number.
std::optional<std::int64_t> whole_number(std::string_view typed) {
    std::string digits;
    const std::size_t separator = typed.find_first_of(". ");
    for (std::size_t i = 0; i < typed.size(); ++i) {
        if (typed[i] != '.' && typed[i] != ' ') {
            digits += typed[i];
        } else if (typed[i] != typed[separator] || i == 0 || (typed.size() - i) % 4 != 0) {
            return std::nullopt;
        }
    }
    if (separator != typed.npos && (separator > 3 || typed.front() == '-')) return std::nullopt;
    std::int64_t n = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return n;
}

}  // namespace

Form::Form(const Request& request) : request_(request), lang_(request.language) {}

std::string Form::said(std::string_view pattern, std::string_view label, std::string_view value) const {
    return text::fill(lang_.tr(pattern), {lang_.tr(label), value});
}

std::string Form::checked(std::string_view field, std::string_view label, std::string value, const Rule& rule) {
    const std::size_t length = text::length(value);
    if (length == 0) {
        if (rule.required) fault(field, said("%1: hãy điền mục này.", label));
    } else if (length < rule.min) {
        fault(field, said("%1: cần ít nhất %2 ký tự.", label, number_text(static_cast<std::int64_t>(rule.min))));
    } else if (length > rule.max) {
        fault(field, said("%1: dài quá %2 ký tự.", label, number_text(static_cast<std::int64_t>(rule.max))));
    }
    return value;
}

std::string Form::line(std::string_view field, std::string_view label, Rule rule) {
    note(field, label, api::Kind::line, rule.required, rule.max);
    return checked(field, label, text::clean_line(typed(field)), rule);
}

std::string Form::text(std::string_view field, std::string_view label, Rule rule) {
    note(field, label, api::Kind::text, rule.required, rule.max);
    return checked(field, label, dinh::text::trim(dinh::text::clean_text(typed(field))), rule);
}

std::optional<Day> Form::day(std::string_view field, std::string_view label, bool required) {
    note(field, label, api::Kind::day, required);
    const std::string value = text::clean_line(typed(field));
    if (value.empty()) {
        if (required) fault(field, said("%1: hãy điền mục này.", label));
        return std::nullopt;
    }
    const auto day = value.size() <= 40 ? clock::parse_typed_day(value, clock::today()) : std::nullopt;
    if (!day) fault(field, said("%1: hãy ghi ngày có thật, theo dạng ngày/tháng/năm, ví dụ 05/11/2026.", label));
    return day;
}

std::optional<std::int64_t> Form::number(std::string_view field, std::string_view label, std::int64_t min,
                                         std::int64_t max, bool required) {
    note(field, label, api::Kind::number, required);
    const std::string value = text::clean_line(typed(field));
    if (value.empty()) {
        if (required) fault(field, said("%1: hãy điền mục này.", label));
        return std::nullopt;
    }
    const auto n = whole_number(value);
    if (!n) {
        fault(field, said("%1: hãy ghi một số nguyên.", label));
        return std::nullopt;
    }
    if (*n < min || *n > max) {
        fault(field,
              text::fill(lang_.tr("%1: phải từ %2 đến %3."), {lang_.tr(label), number_text(min), number_text(max)}));
        return std::nullopt;
    }
    return n;
}

Id Form::id(std::string_view field, std::string_view label, bool required) {
    note(field, label, api::Kind::id, required);
    const std::string value = text::clean_line(typed(field));
    if (value.empty() || value == "0") {
        if (required) fault(field, said("%1: hãy chọn một mục.", label));
        return 0;
    }
    const auto id = ids::parse(value);
    if (!id) fault(field, said("%1: lựa chọn không hợp lệ.", label));
    return id.value_or(0);
}

std::vector<Id> Form::ids(std::string_view field, std::string_view label) {
    note(field, label, api::Kind::id, false, 0, true);
    std::vector<Id> chosen;
    bool faulty = false;
    for (const std::string_view value : request_.fields(field)) {
        if (value.empty()) continue;
        const auto id = dinh::ids::parse(value);
        if (!id)
            faulty = true;
        else if (std::find(chosen.begin(), chosen.end(), *id) == chosen.end())
            chosen.push_back(*id);
    }
    if (faulty) fault(field, said("%1: lựa chọn không hợp lệ.", label));
    return chosen;
}

bool Form::ticked(std::string_view field) const {
    note(field, "", api::Kind::truth, false);
    const std::string_view value = typed(field);
    return !value.empty() && value != "0" && value != "false";
}

std::string Form::choice(std::string_view field, std::string_view label, const std::vector<std::string>& values,
                         bool required) {
    note(field, label, api::Kind::choice, required);
    const std::string_view value = typed(field);
    if (value.empty()) {
        if (required) fault(field, said("%1: hãy chọn một mục.", label));
        return {};
    }
    if (std::find(values.begin(), values.end(), value) == values.end()) {
        fault(field, said("%1: lựa chọn không hợp lệ.", label));
        return {};
    }
    return std::string(value);
}

void Form::fault(std::string_view field, std::string reason) {
    faults_.emplace_back(std::string(field), std::move(reason));
}

void Form::faults(const Refused& refused) {
    for (const Reason& reason : refused.reasons()) fault(reason.field, lang_.say(reason.said));
}

std::string_view Form::fault_of(std::string_view field) const {
    for (const Reason& reason : faults_)
        if (reason.field == field) return reason.text;
    return {};
}

std::string_view Form::typed(std::string_view field) const { return request_.field(field); }
std::string_view Form::key() const { return request_.field("deed_key"); }

std::int64_t Form::version() const {
    note("version", "", api::Kind::number, false);
    const std::string_view value = request_.field("version");
    std::int64_t n = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
    const bool whole = error == std::errc() && end == value.data() + value.size();
    return whole && n > 0 ? n : 0;
}

}  // namespace dinh::web
