#include "modules/portal/postings/numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "platform/text/text.hpp"

namespace dinh::portal::numbers {

namespace {

int number(std::string_view digits, std::size_t from, std::size_t size) {
    int value = 0;
    const auto part = digits.substr(from, size);
    std::from_chars(part.data(), part.data() + part.size(), value);
    return value;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// Codes of the provinces as citizens' numbers bear them (those of before 1 July 2025 stay in the numbers).
constexpr std::array<int, 63> kProvinces{1,  2,  4,  6,  8,  10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25,
                                         26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48,
                                         49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75,
                                         77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96};
bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool unit_follows(std::string_view line, std::size_t at, const std::vector<std::string>& units) {
    while (at < line.size() && line[at] == ' ') ++at;
    const std::string rest = text::lower(line.substr(at, 24));
    return std::any_of(units.begin(), units.end(), [&](const std::string& unit) {
        return rest.starts_with(unit) && (rest.size() == unit.size() || !letter(rest[unit.size()]));
    });
}

struct Groups {
    std::vector<std::size_t> sizes;
    std::string parters;
};

bool by_thousands(const Groups& groups) {
    if (groups.sizes.size() < 2 || groups.sizes.front() > 3) return false;
    return std::all_of(groups.sizes.begin() + 1, groups.sizes.end(), [](auto size) { return size == 3; }) &&
           std::all_of(groups.parters.begin(), groups.parters.end(), [](char c) { return c == '.'; });
}

// Two numbers beside each other are not one: groups of a long number have three digits at least.
bool goes_on(std::string_view line, std::size_t at, std::size_t group) {
    if (group < 3 || at + 3 >= line.size()) return false;
    const char parter = line[at];
    if (parter != ' ' && parter != '.' && parter != '-') return false;
    return digit(line[at + 1]) && digit(line[at + 2]) && digit(line[at + 3]);
}
bool amount_goes_on(std::string_view line, std::size_t at) {
    return at + 3 < line.size() && line[at] == '.' && digit(line[at + 1]) && digit(line[at + 2]) && digit(line[at + 3]);
}

Number read(std::string_view line, std::size_t at, const std::vector<std::string>& units) {
    Number one;
    one.at = at;
    Groups groups;
    while (true) {
        std::size_t group = 0;
        while (at < line.size() && digit(line[at])) {
            one.digits += line[at++];
            ++group;
        }
        groups.sizes.push_back(group);
        if (!goes_on(line, at, group) && !amount_goes_on(line, at)) break;
        groups.parters += line[at++];
    }
    one.end = at;
    one.parted = groups.sizes.size() > 1;
    one.amount = (one.digits[0] != '0' && by_thousands(groups)) || unit_follows(line, at, units);
    const char before = one.at > 0 ? line[one.at - 1] : ' ';
    const bool in_word =
        ((before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z')) && one.digits.size() < 10;
    one.of_mark = (at < line.size() && line[at] == '/') || before == '/' || in_word;
    return one;
}

}  // namespace

std::vector<Number> in(std::string_view line, const std::vector<std::string>& units) {
    std::vector<Number> all;
    for (std::size_t at = 0; at < line.size();) {
        if (!digit(line[at])) {
            ++at;
            continue;
        }
        all.push_back(read(line, at, units));
        at = all.back().end;
    }
    return all;
}

std::vector<std::string> digit_runs(std::string_view text) {
    const auto joint = [](char c) { return c == ' ' || c == '.' || c == '-' || c == '(' || c == ')'; };
    std::vector<std::string> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!digit(text[at])) continue;
        std::string one;
        std::size_t last = at;
        for (std::size_t i = at; i < text.size(); ++i) {
            if (digit(text[i])) {
                one += text[i];
                last = i;
            } else if (!joint(text[i]) || i - last > 1) {
                break;
            }
        }
        found.push_back(one);
        at = last;
    }
    return found;
}

bool is_citizen_id(const Number& one, int year) {
    if (one.digits.size() != 12 || one.amount || one.of_mark) return false;
    const int province = number(one.digits, 0, 3);
    if (std::find(kProvinces.begin(), kProvinces.end(), province) == kProvinces.end()) return false;
    const int century = (one.digits[3] - '0') / 2;  // 0, 1: 19..; 2, 3: 20..
    return century <= 1 && 1900 + 100 * century + number(one.digits, 4, 2) <= year;
}

bool is_old_citizen_id(const Number& one) {
    if (one.digits.size() != 9 || one.parted || one.amount || one.of_mark || one.digits.ends_with("000")) return false;
    const int province = number(one.digits, 0, 2);
    return province >= 1 && province <= 38;
}

bool is_phone(const Number& one, std::string_view line) {
    constexpr std::string_view kMobile = "35789";
    if (one.amount || one.of_mark) return false;
    if (one.digits.size() == 10) return one.digits[0] == '0' && kMobile.find(one.digits[1]) != std::string_view::npos;
    return one.digits.size() == 11 && one.at > 0 && line[one.at - 1] == '+' && one.digits.starts_with("84") &&
           kMobile.find(one.digits[2]) != std::string_view::npos;
}

}  // namespace dinh::portal::numbers
