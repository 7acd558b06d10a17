#include "platform/settings/values.hpp"

#include <algorithm>
#include <charconv>

#include "platform/text/text.hpp"

namespace dinh::settings {

namespace {

std::string choices_of(const Setting& setting) {
    std::vector<std::string> titles;
    for (const auto& choice : setting.choices) titles.push_back(choice.title);
    return text::join(titles, ", ");
}

std::string fault_of_type(const Setting& setting, const std::string& value) {
    const std::string least = text::number(setting.least);
    const std::string most = text::number(setting.most);
    switch (setting.type) {
        case Type::integer: {
            const auto number = number_of(value);
            if (number && *number >= setting.least && *number <= setting.most) return {};
            return text::fill("Hãy nhập một số nguyên từ %1 đến %2.", {least, most});
        }
        case Type::truth: return value == "0" || value == "1" ? "" : "Hãy chọn có hoặc không.";
        case Type::day: return clock::parse_day(value) ? "" : "Hãy nhập một ngày có thật, ví dụ 21/11/2026.";
        case Type::choice: {
            const bool known = std::any_of(setting.choices.begin(), setting.choices.end(),
                                           [&](const Choice& choice) { return choice.value == value; });
            return known ? "" : text::fill("Hãy chọn một trong các giá trị: %1.", {choices_of(setting)});
        }
        case Type::text: {
            const auto size = static_cast<std::int64_t>(text::length(value));
            if (text::clean_text(value) != value || text::trim(value) != value)
                return "Nội dung có ký tự không hợp lệ hoặc khoảng trắng thừa.";
            if (size >= setting.least && size <= setting.most) return {};
            return text::fill("Nội dung phải dài từ %1 đến %2 ký tự.", {least, most});
        }
    }
    return {};
}

std::string fault_of_law(const Setting& setting, const std::string& value, Day day) {
    const rules::SecurityLimit* law = law_of(setting, day);
    if (!law || within_law(value, law) == value) return {};
    const std::string bound = law->unit.empty() ? law->value : law->value + " " + law->unit;
    switch (law->bound) {
        case rules::Bound::most: return text::fill("Theo %1, giá trị không được lớn hơn %2.", {law->basis, bound});
        case rules::Bound::least: return text::fill("Theo %1, giá trị không được nhỏ hơn %2.", {law->basis, bound});
        case rules::Bound::fixed: break;
    }
    return text::fill("Theo %1, giá trị này không được thay đổi.", {law->basis});
}

const char* type_name(Type type) {
    switch (type) {
        case Type::text: return "chữ";
        case Type::integer: return "số nguyên";
        case Type::truth: return "có hoặc không";
        case Type::day: return "ngày";
        case Type::choice: return "lựa chọn";
    }
    return "";
}

}  // namespace

std::optional<std::int64_t> number_of(const std::string& value) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (fault != std::errc{} || end != value.data() + value.size()) return std::nullopt;
    return number;
}

const rules::SecurityLimit* law_of(const Setting& setting, Day day) {
    return setting.law.empty() ? nullptr : rules::security_limit(setting.law, day);
}

std::string within_law(const std::string& value, const rules::SecurityLimit* law) {
    if (!law || value == law->value) return value;
    const auto number = number_of(value);
    const auto bound = number_of(law->value);
    if (law->bound == rules::Bound::fixed || !number || !bound) return law->value;
    const bool inside = law->bound == rules::Bound::most ? *number <= *bound : *number >= *bound;
    return inside ? value : law->value;
}

std::string fault_of_value(const Setting& setting, const std::string& value) {
    const std::string wrong = fault_of_type(setting, value);
    return wrong.empty() && setting.check ? setting.check(value) : wrong;
}

std::string fault(std::string_view key, std::string_view value, Day day) {
    const Setting* setting = find(key);
    if (!setting) return "Không có thiết lập này.";
    const std::string given(value);
    const std::string wrong = fault_of_value(*setting, given);
    return wrong.empty() ? fault_of_law(*setting, given, day) : wrong;
}

std::string manual() {
    std::string out = "# Thiết lập của cơ quan\n";
    for (const Setting& setting : declared()) {
        out += "\n## " + setting.title + "\n\n`" + setting.key + "`: " + type_name(setting.type);
        if (!setting.unit.empty()) out += ", đơn vị " + setting.unit;
        if (setting.type == Type::integer)
            out += ", từ " + text::number(setting.least) + " đến " + text::number(setting.most);
        out += "; mặc định `" + setting.value + "`.\n\n" + setting.description + "\n";
        for (const auto& choice : setting.choices) out += "- `" + choice.value + "`: " + choice.title + "\n";
        if (!setting.basis.empty()) out += "\nCăn cứ: " + setting.basis + "\n";
    }
    return out;
}

}  // namespace dinh::settings
