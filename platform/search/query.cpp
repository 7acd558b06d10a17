#include "platform/search/query.hpp"

#include "platform/search/tokens.hpp"
#include "platform/text/text.hpp"

namespace dinh::search {

namespace {

constexpr std::size_t kMostLetters = 500;
constexpr std::size_t kMostTerms = 16;

std::vector<std::string> tokens_of(const std::vector<Word>& words, std::size_t first, std::size_t count) {
    std::vector<std::string> tokens;
    for (std::size_t i = first; i < first + count; ++i) tokens.push_back(token(words[i].folded));
    return tokens;
}

// The words stand for themselves, and as typed with their marks where they have some.
Term plain_term(const std::vector<Word>& words, std::size_t first, std::size_t count) {
    Term term;
    term.any.push_back(tokens_of(words, first, count));
    for (std::size_t i = first; i < first + count; ++i) {
        const std::string written = written_token(words[i]);
        term.exact.push_back(written.empty() ? token(words[i].folded) : written);
    }
    return term;
}

// The term that begins at a word, and how many words it takes.
std::pair<Term, std::size_t> term_at(const std::vector<Word>& words, std::size_t at, const std::vector<Joined>& joins) {
    for (const auto& join : joins) {
        if (join.first != at) continue;
        Term term = plain_term(words, at, join.count);
        term.any.push_back({join.token});
        return {term, join.count};
    }
    const Abbreviation* longest = nullptr;
    for (const Abbreviation* one : meanings_at(words, at)) {
        if (!longest || one->meaning.size() > longest->meaning.size()) longest = one;
    }
    if (longest) {
        Term term = plain_term(words, at, longest->meaning.size());
        term.any.push_back(longest->abbreviated);
        return {term, longest->meaning.size()};
    }
    Term term = plain_term(words, at, 1);
    const auto parts = parts_of(words[at]);
    if (!parts.empty()) term.any.push_back(parts);
    for (const Abbreviation* one : abbreviations_of(term.any[0][0])) term.also.push_back(one->meaning);
    return {term, 1};
}

}  // namespace

Parsed parse(std::string_view typed) {
    // Four bytes a letter are enough; normalising megabytes is not needed to cut them off.
    const std::string clean = text::cut(text::clean_line(typed.substr(0, 8 * kMostLetters)), kMostLetters);
    const std::vector<Word> words = words_of(clean);
    const std::vector<Joined> joins = joined(clean, words);
    Parsed parsed;
    std::set<std::vector<std::string>> seen;
    for (std::size_t at = 0; at < words.size() && parsed.terms.size() < kMostTerms;) {
        auto [term, count] = term_at(words, at, joins);
        for (std::size_t i = at; i < at + count; ++i) parsed.marked |= !words[i].marks.empty();
        const bool last = at + count == words.size();
        if (last && count == 1 && !words[at].digits && words[at].folded.size() >= kShortestBeginning) {
            term.prefix = term.any[0][0];
        }
        at += count;
        if (seen.insert(term.any[0]).second || !term.prefix.empty()) parsed.terms.push_back(std::move(term));
    }
    return parsed;
}

std::string Expression::quoted(const std::string& token) const {
    return engine_ == db::Engine::sqlite ? "\"" + token + "\"" : "'" + token + "'";
}

std::string Expression::all_of(const std::vector<std::string>& tokens) const {
    std::string text;
    for (const auto& one : tokens) {
        if (!text.empty()) text += engine_ == db::Engine::sqlite ? " AND " : " & ";
        text += quoted(one);
    }
    return tokens.size() > 1 ? "(" + text + ")" : text;
}

void Expression::group(const std::vector<std::string>& alternatives) {
    if (!text_.empty()) text_ += engine_ == db::Engine::sqlite ? " AND " : " & ";
    text_ += "(";
    text_ += text::join(alternatives, engine_ == db::Engine::sqlite ? " OR " : " | ");
    text_ += ")";
}

void Expression::add(const Term& term) {
    std::vector<std::string> alternatives;
    for (const auto& tokens : term.any) alternatives.push_back(all_of(tokens));
    if (!term.prefix.empty()) alternatives.push_back(quoted(beginning_token(term.prefix)));
    group(alternatives);
}

void Expression::add_exact(const Term& term) { group({all_of(term.exact)}); }

void Expression::add_any(const std::vector<std::string>& tokens) {
    if (tokens.empty()) return;
    std::vector<std::string> alternatives;
    for (const auto& one : tokens) alternatives.push_back(quoted(one));
    group(alternatives);
}

}  // namespace dinh::search
