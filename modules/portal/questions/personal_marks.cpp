#include "modules/portal/questions/personal_marks.hpp"

#include <algorithm>

#include "modules/portal/postings/personal_check.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

constexpr std::size_t kMostMarks = 20;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_joint(char c) { return c == ' ' || c == '.' || c == '-' || c == '(' || c == ')'; }
bool is_mail(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '-' ||
           c == '+' || c == '%';
}

// Runs of digits with single joints between them.
std::vector<std::string> numbers_in(std::string_view text) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit(text[at])) continue;
        std::string one;
        std::size_t last = at;
        for (std::size_t i = at; i < text.size(); ++i) {
            if (is_digit(text[i])) {
                one += text[i];
                last = i;
            } else if (!is_joint(text[i]) || i - last > 1) {
                break;
            }
        }
        found.push_back(one);
        at = last;
    }
    return found;
}

void add_mail_addresses(std::string_view text, std::vector<std::string>& marks) {
    for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        std::size_t start = at, end = at + 1;
        while (start > 0 && is_mail(text[start - 1])) --start;
        while (end < text.size() && is_mail(text[end])) ++end;
        if (start < at && text.substr(at + 1, end - at - 1).find('.') != std::string_view::npos)
            marks.emplace_back(text.substr(start, end - start));
    }
}

// " nguyen van a ": letters and digits, one blank between words.
std::string words_of(std::string_view text) {
    std::string words = " ";
    for (const char c : text::fold(text)) {
        const bool letter = is_digit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
        if (letter)
            words += c;
        else if (words.back() != ' ')
            words += ' ';
    }
    return words.back() == ' ' ? words : words + " ";
}

}  // namespace

std::vector<std::string> personal_marks(std::string_view text) {
    std::vector<std::string> marks;
    for (const auto& one : find_personal(text, clock::today()))
        marks.push_back(one.found.empty() ? personal_rule_name(one.rule)
                                          : personal_rule_name(one.rule) + " (" + one.found + ")");
    add_mail_addresses(text, marks);
    std::sort(marks.begin(), marks.end());
    marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
    if (marks.size() > kMostMarks) marks.resize(kMostMarks);
    return marks;
}

bool names_person(std::string_view text, std::string_view name) {
    const std::string wanted = words_of(name);
    const bool several = wanted.size() > 2 && wanted.find(' ', 1) + 1 < wanted.size();
    return several && words_of(text).find(wanted) != std::string::npos;
}

bool holds_number(std::string_view text, std::string_view number) {
    std::string wanted;
    std::copy_if(number.begin(), number.end(), std::back_inserter(wanted), is_digit);
    // A telephone number is written with 0 or with +84 before it.
    if (wanted.starts_with("84") && wanted.size() == 11) wanted.erase(0, 2);
    if (wanted.starts_with('0') && wanted.size() == 10) wanted.erase(0, 1);
    if (wanted.size() < 6) return false;
    const auto numbers = numbers_in(text);
    return std::any_of(numbers.begin(), numbers.end(),
                       [&](const std::string& one) { return one.find(wanted) != std::string::npos; });
}

}  // namespace dinh::portal
