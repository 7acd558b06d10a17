#include "modules/portal/postings/personal_check.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "modules/portal/postings/numbers.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

constexpr int kMostOfRule = 20;
constexpr std::size_t kMostBytes = 4 << 20;
constexpr std::size_t kMostMarks = 20;
constexpr int kListFrom = 3;  // so many lines that begin with a name are a list of people

bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// "hộ nghèo" in "các hộ nghèo, ": whole words of a lower-case line.
bool has_words(std::string_view lower, std::string_view words) {
    for (auto at = lower.find(words); at != std::string_view::npos; at = lower.find(words, at + 1)) {
        const auto end = at + words.size();
        if ((at == 0 || !letter(lower[at - 1])) && (end == lower.size() || !letter(lower[end]))) return true;
    }
    return false;
}

bool has_any(std::string_view lower, const std::vector<std::string>& all) {
    return std::any_of(all.begin(), all.end(), [&](const std::string& one) { return has_words(lower, one); });
}

std::string masked(const std::string& digits) { return digits.substr(0, 3) + "…" + digits.substr(digits.size() - 2); }

bool mail_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-' || c == '+' || c == '%';
}

std::vector<std::string> mail_addresses(std::string_view line) {
    std::vector<std::string> found;
    for (auto at = line.find('@'); at != line.npos; at = line.find('@', at + 1)) {
        std::size_t start = at, end = at + 1;
        while (start > 0 && mail_letter(line[start - 1])) --start;
        while (end < line.size() && mail_letter(line[end])) ++end;
        while (end > at && line[end - 1] == '.') --end;  // of the sentence
        const std::string_view domain = line.substr(std::min(at + 1, end), end - std::min(at + 1, end));
        if (start < at && domain.find('.') != domain.npos && !text::lower(domain).ends_with(".gov.vn"))
            found.emplace_back(line.substr(start, end - start));
    }
    return found;
}

// " nguyen van a ": letters and digits, one blank between words.
std::string words_of(std::string_view text) {
    std::string words = " ";
    for (const char c : text::fold(text)) {
        if (letter(c))
            words += c;
        else if (words.back() != ' ')
            words += ' ';
    }
    return words.back() == ' ' ? words : words + " ";
}

bool capital(const std::string& word) { return !word.empty() && text::lower(word) != word; }

class Search {
public:
    explicit Search(Day day) : year_(clock::year(day)) {
        const auto& table = rules::table("portal_personal");
        for (const auto* entry : table.in_force("words", day))
            for (const auto& word : entry->texts("words")) words_.emplace_back(word, entry->text("id"));
        for (const auto* entry : table.in_force("near", day)) near_[entry->text("id")] = entry->texts("words");
        for (const auto* entry : table.in_force("names", day))
            surnames_.insert(entry->texts("words").begin(), entry->texts("words").end());
    }

    std::vector<PersonalFinding> run(std::string_view plain) {
        plain = plain.substr(0, kMostBytes);
        for (std::size_t from = 0; from <= plain.size();) {
            const auto end = std::min(plain.find('\n', from), plain.size());
            ++line_;
            look(plain.substr(from, end - from));
            from = end + 1;
        }
        if (named_lines_ >= kListFrom) found_.push_back({first_named_, "names", std::to_string(named_lines_)});
        for (const auto& [rule, times] : times_)
            if (times > kMostOfRule) found_.push_back({last_[rule], rule, "+" + std::to_string(times - kMostOfRule)});
        std::stable_sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
        return std::move(found_);
    }

private:
    void add(const std::string& rule, std::string found) {
        if (!said_.emplace(rule, line_, found).second) return;
        if (++times_[rule] <= kMostOfRule)
            found_.push_back({line_, rule, std::move(found)});
        else
            last_[rule] = line_;
    }

    void look(std::string_view raw) {
        const std::string lower = text::lower(raw);
        for (const auto& [word, rule] : words_)
            if (!words_found_.contains(word) && has_words(lower, word)) {
                words_found_.insert(word);
                add(rule, word);
            }
        const bool row = raw.find(" | ") != std::string_view::npos;
        look_at_numbers(raw, lower);
        for (auto& address : mail_addresses(raw)) add("mail", std::move(address));
        if (has_any(lower, near_["birth_day"]) && (row || has_year(raw))) add("birth_day", row ? "…" : "");
        if (begins_with_name(raw)) {
            if (named_lines_++ == 0) first_named_ = line_;
        }
    }

    void look_at_numbers(std::string_view raw, const std::string& lower) {
        const bool account = has_any(lower, near_["account"]);
        if (has_any(lower, near_["citizen_id"]) && raw.find(" | ") != raw.npos) add("citizen_id", "…");
        for (const auto& one : numbers::in(raw, near_["unit"])) {
            if (numbers::is_citizen_id(one, year_))
                add("citizen_id", masked(one.digits));
            else if (numbers::is_phone(one, raw))
                add("phone", masked(one.digits));
            else if (account && one.digits.size() >= 8 && one.digits.size() <= 19 && !one.amount && !one.of_mark)
                add("account", masked(one.digits));
            else if (numbers::is_old_citizen_id(one))
                add("old_citizen_id", masked(one.digits));
        }
    }

    bool has_year(std::string_view raw) {
        for (const auto& one : numbers::in(raw, near_["unit"])) {
            if (one.digits.size() != 4) continue;
            if (one.digits.starts_with("19") || one.digits.starts_with("20")) return true;
        }
        return false;
    }

    // "1. Nguyễn Văn An", "2 | Ông Trần Bình | …": a name of two words and more behind an ordinal or an address, of
    // three and more alone.
    bool begins_with_name(std::string_view raw) {
        const auto at = raw.find_first_not_of(" 0123456789.)|-+*");
        if (at == std::string_view::npos || at > 12) return false;
        const auto words = text::split(raw.substr(at, 120), ' ');
        if (words.empty()) return false;
        const bool numbered = raw.find_first_of("0123456789") < at;
        std::size_t first = 0;
        if (has_any(text::lower(words[0]), near_["address"])) ++first;
        if (first >= words.size()) return false;
        const auto shaped = [&](const std::string& word) {
            return numbered ? text::title_first(text::lower(word)) : word;
        };
        if (!surnames_.contains(shaped(words[first]))) return false;
        std::size_t named = 0;
        while (first + named < words.size() && capital(words[first + named])) ++named;
        return named >= (at > 0 || first > 0 ? 2 : 3);
    }

    int year_, line_ = 0, named_lines_ = 0, first_named_ = 0;
    std::vector<std::pair<std::string, std::string>> words_;
    std::map<std::string, std::vector<std::string>> near_;
    std::set<std::string, std::less<>> surnames_;
    std::set<std::string> words_found_;
    std::set<std::tuple<std::string, int, std::string>> said_;
    std::map<std::string, int> times_, last_;
    std::vector<PersonalFinding> found_;
};

}  // namespace

std::vector<PersonalFinding> find_personal(std::string_view plain, Day day) { return Search(day).run(plain); }

std::string personal_rule_name(std::string_view rule) {
    static const std::map<std::string, std::string, std::less<>> kNames{
        {"citizen_id", "Số căn cước công dân, số định danh"},
        {"old_citizen_id", "Có dạng số chứng minh nhân dân"},
        {"phone", "Số điện thoại của cá nhân"},
        {"account", "Số tài khoản ngân hàng"},
        {"mail", "Địa chỉ thư điện tử"},
        {"birth_day", "Ngày, năm sinh"},
        {"names", "Danh sách họ tên"},
        {"unread_file", "Tệp máy không đọc được: hãy mở ra xem"}};
    const auto known = kNames.find(rule);
    if (known != kNames.end()) return known->second;
    for (const auto& entry : rules::table("portal_personal").all("words"))
        if (entry.text("id") == rule) return entry.text("name");
    return std::string(rule);
}

std::vector<std::string> personal_marks(std::string_view plain) {
    std::vector<std::string> marks;
    for (const auto& one : find_personal(plain, clock::today()))
        marks.push_back(one.found.empty() ? personal_rule_name(one.rule)
                                          : personal_rule_name(one.rule) + " (" + one.found + ")");
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
    std::copy_if(number.begin(), number.end(), std::back_inserter(wanted), [](char c) { return c >= '0' && c <= '9'; });
    // A telephone number is written with 0 or with +84 before it.
    if (wanted.starts_with("84") && wanted.size() == 11) wanted.erase(0, 2);
    if (wanted.starts_with('0') && wanted.size() == 10) wanted.erase(0, 1);
    if (wanted.size() < 6) return false;
    const auto runs = numbers::digit_runs(text);
    return std::any_of(runs.begin(), runs.end(),
                       [&](const std::string& one) { return one.find(wanted) != std::string::npos; });
}

}  // namespace dinh::portal
