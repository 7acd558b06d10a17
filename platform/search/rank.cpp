#include "platform/search/rank.hpp"

#include <bit>

#include "platform/search/tokens.hpp"

namespace dinh::search {

namespace {

constexpr double kInMarks = 8, kInTitle = 5, kInWords = 2, kInFile = 0.5;
constexpr double kNeighbours = 1.5, kWhole = 4, kExact = 6, kNewest = 3;
constexpr int kPrefixBit = 63;
constexpr int kMostTokens = 62;
constexpr std::size_t kSnippetBefore = 60, kSnippetAfter = 180;  // bytes around the first word shown

// Where the letters of a word end; never within one.
std::size_t boundary(std::string_view text, std::size_t at) {
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) ++at;
    return std::min(at, text.size());
}

}  // namespace

Ranking::Ranking(const Parsed& query) : query_(query) {
    const auto number = [this](const std::string& token) {
        if (number_of(token) < 0 && tokens_.size() < kMostTokens) {
            tokens_.push_back(token);
            first_.add(token);
        }
        return number_of(token);
    };
    follows_.assign(kMostTokens + 1, -1);
    int before = -1;
    for (const auto& term : query_.terms) {
        for (const auto& token : term.any.front()) {
            const int here = number(token);
            if (before >= 0) follows_[static_cast<std::size_t>(before)] = here;
            before = here;
        }
        for (std::size_t i = 1; i < term.any.size(); ++i) {
            for (const auto& token : term.any[i]) number(token);
        }
        for (const auto& meaning : term.also) {
            for (const auto& token : meaning) number(token);
        }
        if (term.prefix.empty()) continue;
        prefixes_.push_back(term.prefix);
        first_.add(term.prefix);
    }
}

// A query has a handful of tokens: comparing them one by one is faster than hashing a word.
int Ranking::number_of(std::string_view token) const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        if (tokens_[i] == token) return static_cast<int>(i);
    }
    return -1;
}

std::uint64_t Ranking::bit_of(std::string_view token) const {
    const int number = number_of(token);
    return number < 0 ? 0 : std::uint64_t{1} << number;
}

Ranking::Seen Ranking::look(std::string_view text) const {
    Seen seen;
    int before = -1;
    Words walk(text);
    for (Word word; walk.next(word, first_);) {
        if (word.folded.empty()) {
            before = -1;
            continue;
        }
        const std::string folded = token(word.folded);
        const int here = number_of(folded);
        if (here >= 0) seen.tokens |= std::uint64_t{1} << here;
        if (before >= 0 && here >= 0 && follows_[static_cast<std::size_t>(before)] == here) ++seen.neighbours;
        before = here;
        for (const auto& prefix : prefixes_) {
            if (folded.starts_with(prefix)) seen.tokens |= std::uint64_t{1} << kPrefixBit;
        }
        for (const auto& part : parts_of(word)) seen.tokens |= bit_of(part);
    }
    return seen;
}

bool Ranking::holds(const Term& term, std::uint64_t tokens) const {
    const auto all = [&](const std::vector<std::string>& list) {
        return std::all_of(list.begin(), list.end(),
                           [&](const std::string& one) { return (tokens & bit_of(one)) != 0; });
    };
    if (!term.prefix.empty() && (tokens >> kPrefixBit) != 0) return true;
    return std::any_of(term.any.begin(), term.any.end(), all) || std::any_of(term.also.begin(), term.also.end(), all);
}

double Ranking::score(std::string_view title, std::string_view marks, std::string_view words, bool exact,
                      double age) const {
    const Seen in_title = look(title), in_marks = look(marks), in_words = look(words);
    double score =
        (exact ? kExact : 0) + kNewest * (1 - age) + kNeighbours * (in_title.neighbours + in_marks.neighbours);
    bool whole = true;
    for (const auto& term : query_.terms) {
        const bool marked = holds(term, in_marks.tokens), titled = holds(term, in_title.tokens);
        whole &= marked || titled;
        if (marked)
            score += kInMarks;
        else if (titled)
            score += kInTitle;
        else if (holds(term, in_words.tokens))
            score += kInWords;
        else
            score += kInFile;
        // The word itself before words that only begin so.
        if (!term.prefix.empty() && ((in_title.tokens | in_marks.tokens) & bit_of(term.prefix)) != 0) score += 1;
    }
    return score + (whole ? kWhole : 0);
}

bool Ranking::shown_whole(std::string_view title, std::string_view marks, std::string_view words) const {
    const std::uint64_t tokens = look(title).tokens | look(marks).tokens | look(words).tokens;
    return std::all_of(query_.terms.begin(), query_.terms.end(), [&](const Term& term) { return holds(term, tokens); });
}

std::vector<Ranking::Place> Ranking::places_in(std::string_view text) const {
    constexpr std::size_t kMostPlaces = 2000;
    std::vector<Place> places;
    Words walk(text);
    for (Word word; places.size() < kMostPlaces && walk.next(word, first_);) {
        if (word.folded.empty()) continue;
        const std::string folded = token(word.folded);
        std::uint64_t bits = bit_of(folded);
        for (const auto& prefix : prefixes_) {
            if (folded.starts_with(prefix)) bits |= std::uint64_t{1} << kPrefixBit;
        }
        if (bits) places.push_back({word.from, word.to, bits});
    }
    return places;
}

std::string Ranking::snippet(std::string_view text) const {
    const std::vector<Place> places = places_in(text);
    if (places.empty()) return {};
    std::size_t best = 0;
    int most = -1;
    for (std::size_t i = 0; i < places.size(); ++i) {
        std::uint64_t seen = 0;
        int together = 0;
        for (std::size_t j = i; j < places.size() && places[j].to <= places[i].from + kSnippetAfter; ++j, ++together) {
            seen |= places[j].bits;
        }
        const int worth = 100 * std::popcount(seen) + std::min(together, 50);
        if (worth > most) most = worth, best = i;
    }
    const std::size_t start = places[best].from;
    std::size_t from = boundary(text, start - std::min(start, kSnippetBefore));
    while (from > 0 && from < start && text[from] != ' ' && text[from] != '\n') ++from;
    const std::size_t to = std::max(places[best].to, boundary(text, std::min(text.size(), start + kSnippetAfter)));
    std::string shown = from > 0 ? "…" : "";
    std::size_t at = from;
    const auto copy_to = [&](std::size_t end) {
        for (; at < end; ++at) shown += static_cast<unsigned char>(text[at]) < ' ' ? ' ' : text[at];
    };
    std::size_t first = best;
    while (first > 0 && places[first - 1].from >= from) --first;
    for (std::size_t i = first; i < places.size() && places[i].to <= to; ++i) {
        copy_to(places[i].from);
        shown += '\x01';
        copy_to(places[i].to);
        shown += '\x02';
    }
    copy_to(to);
    return shown + (to < text.size() ? "…" : "");
}

}  // namespace dinh::search
