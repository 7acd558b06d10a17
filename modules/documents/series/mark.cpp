#include "modules/documents/series/series.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

constexpr std::size_t kLongestKey = 200;

void drop_joint(std::string& mark) {
    if (!mark.empty() && (mark.back() == '-' || mark.back() == '/')) mark.pop_back();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The dashes that word processors put for "-".
std::string plain_dashes(std::string text) {
    for (const std::string_view dash : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"}) {
        for (std::size_t at = text.find(dash); at != std::string::npos; at = text.find(dash, at))
            text.replace(at, dash.size(), "-");
    }
    return text;
}

}  // namespace

std::string make_mark(std::string_view form, std::int64_t number, std::string_view suffix, int year,
                      std::string_view kind_abbreviation, std::string_view body_abbreviation,
                      std::string_view drafter_abbreviation) {
    const std::string bare = std::to_string(number);
    const auto value_of = [&](std::string_view place) -> std::string {
        if (place == "n") return bare + std::string(suffix);
        if (place == "nn") return (number < 10 ? "0" : "") + bare + std::string(suffix);
        if (place == "year") return std::to_string(year);
        if (place == "kind") return std::string(kind_abbreviation);
        if (place == "body") return std::string(body_abbreviation);
        return place == "drafter" ? std::string(drafter_abbreviation) : std::string();
    };
    std::string mark;
    for (std::size_t at = 0; at < form.size();) {
        const std::size_t end = form[at] == '{' ? form.find('}', at) : std::string_view::npos;
        if (end == std::string_view::npos) {
            mark += form[at++];
            continue;
        }
        const std::string value = value_of(form.substr(at + 1, end - at - 1));
        if (value.empty()) drop_joint(mark);
        mark += value;
        at = end + 1;
    }
    return mark;
}

std::string mark_key(std::string_view mark) {
    std::string folded = plain_dashes(text::fold(text::clean_line(mark)));
    for (const std::string_view label : {"so:", "so "}) {
        if (text::starts_with(folded, label)) folded.erase(0, label.size());
    }
    std::string key;
    for (const char c : folded) {
        if (c != ' ') key += c;
    }
    std::size_t zeros = 0;
    while (zeros + 1 < key.size() && key[zeros] == '0' && is_digit(key[zeros + 1])) ++zeros;
    key.erase(0, zeros);
    return text::cut(key, kLongestKey);
}

}  // namespace dinh::documents
