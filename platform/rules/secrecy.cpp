// Secrecy levels, and the stamps that betray a secret document.
#include <algorithm>

#include "platform/rules/book.hpp"
#include "platform/text/text.hpp"

namespace dinh::rules {

namespace {

// Bytes of a letter beyond ASCII count as letters, so that MẬT inside a longer Vietnamese word is not the word.
bool is_letter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool holds_words(std::string_view line, std::string_view phrase) {
    for (std::size_t at = line.find(phrase); at != std::string_view::npos; at = line.find(phrase, at + 1)) {
        const std::size_t end = at + phrase.size();
        if ((at == 0 || !is_letter(line[at - 1])) && (end == line.size() || !is_letter(line[end]))) return true;
    }
    return false;
}

}  // namespace

void fill_secrecy(Book& book, const Table& table) {
    for (const Entry& entry : table.all("level")) {
        auto level = dated<SecrecyLevel>(entry);
        level.id = entry.must_text("id");
        level.name = entry.must_text("name");
        level.accepted = entry.truth("accepted");
        book.secrecy_levels.push_back(std::move(level));
    }
    for (const Entry& entry : table.all("stamp")) {
        auto stamp = dated<SecrecyStamp>(entry);
        stamp.phrase = text::clean_line(entry.must_text("phrase"));
        stamp.level = entry.must_text("level");
        stamp.whole_line = entry.one_of("match", {"words", "line"}) == 1;
        book.stamps.push_back(std::move(stamp));
    }
    // Levels stand in the file from harmless to gravest.
    const auto gravity = [&](const SecrecyStamp& stamp) {
        return std::find_if(book.secrecy_levels.begin(), book.secrecy_levels.end(),
                            [&](const SecrecyLevel& level) { return level.id == stamp.level; }) -
               book.secrecy_levels.begin();
    };
    std::stable_sort(book.stamps.begin(), book.stamps.end(),
                     [&](const auto& a, const auto& b) { return gravity(a) > gravity(b); });
}

std::vector<const SecrecyLevel*> secrecy_levels(Day day) { return of_day(book().secrecy_levels, day); }

const SecrecyLevel* secrecy_level(std::string_view id, Day day) {
    return of_day(book().secrecy_levels, &SecrecyLevel::id, id, day);
}

const SecrecyStamp* stamp_in(std::string_view given, Day day) {
    // A phrase may be broken over lines, so words are sought in the whole; a line is compared on its own.
    const std::string whole = text::clean_line(given);
    std::vector<std::string> lines;
    for (const auto& line : text::split(text::clean_text(given), '\n')) lines.push_back(text::clean_line(line));
    for (const auto& stamp : book().stamps) {
        if (!stamp.in_force(day)) continue;
        const bool found = stamp.whole_line ? std::find(lines.begin(), lines.end(), stamp.phrase) != lines.end()
                                            : holds_words(whole, stamp.phrase);
        if (found) return &stamp;
    }
    return nullptr;
}

}  // namespace dinh::rules
