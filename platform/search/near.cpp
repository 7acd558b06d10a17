#include "platform/search/near.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "platform/search/tokens.hpp"
#include "platform/search/walk.hpp"
#include "platform/text/text.hpp"

namespace dinh::search {

namespace {

constexpr std::size_t kShortestLearnt = 3, kMostMistyped = 8, kMostForms = 1000, kMostNear = 60, kMostText = 500;
constexpr std::size_t kMostTried = 6;  // each by a statement, of which a page declares few
constexpr std::int64_t kReadAgainMs = 2 * 24 * 3'600'000;

constexpr db::Sql kLearn{"search.learn",
                         "INSERT INTO search_near (form, word) VALUES ($1, $2) ON CONFLICT (form, word) DO NOTHING"};
constexpr db::Sql kLearnt{"search.learnt", "SELECT record FROM search_learnt WHERE id = 1"};
constexpr db::Sql kSetLearnt{"search.set_learnt", "UPDATE search_learnt SET record = $1 WHERE id = 1"};
// $1: the forms, as each engine reads a list.
constexpr db::Sql kNearSqlite{"search.near",
                              "SELECT DISTINCT word FROM search_near WHERE form IN (SELECT value FROM json_each($1)) "
                              "ORDER BY word LIMIT 5000"};
constexpr db::Sql kNearPostgres{"search.near",
                                "SELECT DISTINCT word FROM search_near WHERE form = ANY(CAST($1 AS text[])) "
                                "ORDER BY word LIMIT 5000"};
constexpr db::Sql kToLearn{
    "search.to_learn",
    "SELECT record, title, marks, words FROM search_entry WHERE record > $1 ORDER BY record LIMIT $2"};

// $1: a token of plain letters.
constexpr db::Sql kHeldSqlite{"search.held", "SELECT rowid FROM search_index WHERE search_index MATCH $1 LIMIT 1"};
constexpr db::Sql kHeldPostgres{"search.held",
                                "SELECT record FROM search_entry WHERE tokens @@ CAST($1 AS tsquery) LIMIT 1"};
constexpr db::Sql kUnlearn{"search.unlearn", "DELETE FROM search_near WHERE form = $1 AND word = $2"};

bool plain(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool learnt(std::string_view word) {
    return word.size() >= kShortestLearnt && word.size() <= kLongestLearnt && plain(word);
}

void add_shorter(const std::string& word, std::set<std::string>& forms) {
    for (std::size_t i = 0; i < word.size(); ++i) forms.insert(word.substr(0, i) + word.substr(i + 1));
}

// By how many edits each near word is reached.
using Near = std::map<std::string, int>;

// For each mistyped word what is near it; itself with 0.
std::map<std::string, Near> near_words(db::Conn& conn, const std::set<std::string>& typed) {
    std::set<std::string> forms;
    for (const auto& word : typed) {
        for (auto& form : forms_of(word)) forms.insert(std::move(form));
    }
    std::map<std::string, Near> found;
    if (forms.empty() || forms.size() > kMostForms) return found;
    const bool sqlite = conn.engine() == db::Engine::sqlite;
    const std::string joined = "\"" + text::join({forms.begin(), forms.end()}, "\",\"") + "\"";
    const std::string list = sqlite ? "[" + joined + "]" : "{" + joined + "}";
    std::set<std::string> known;
    for (const auto& row : conn.query(sqlite ? kNearSqlite : kNearPostgres, list)) known.insert(row.text(0));
    for (const auto& word : typed) {
        const int most = edits_allowed(word.size());
        for (const auto& other : known) {
            const int edits = edits_between(word, other, most);
            if (edits > 0 && edits <= most && found[word].size() < kMostNear) found[word][other] = edits;
        }
        if (!found[word].empty()) found[word][word] = 0;
    }
    std::erase_if(found, [](const auto& one) { return one.second.empty(); });
    return found;
}

// Words that may be mistyped, as tokens.
std::set<std::string> mistyped(const std::vector<Word>& words) {
    std::set<std::string> found;
    for (const auto& word : words) {
        if (word.digits || !learnt(word.folded) || word.folded.size() < kShortestMistyped) continue;
        if (found.size() < kMostMistyped) found.insert(word.folded);
    }
    return found;
}

// The words of one entry as they are written there, by token.
using Written = std::map<std::string, std::string>;

Written written_in(const Candidate& one) {
    Written written;
    for (const auto* text : {&one.title, &one.marks, &one.words}) {
        for (const auto& word : words_of(*text))
            written.emplace(token(word.folded), text->substr(word.from, word.to - word.from));
    }
    return written;
}

// What to write for each mistyped word.
struct Meant {
    int edits = 0;
    std::size_t entries = 0;
    std::map<std::string, std::string> words;  // as typed -> as meant, tokens
    Written written;                           // of the newest such entry
};

// nullopt: the entry holds one of the words only in a file, where it is not seen.
std::optional<Meant> meant_by(const Candidate& one, const std::map<std::string, Near>& near) {
    Meant meant;
    meant.written = written_in(one);
    for (const auto& [typed, others] : near) {
        const std::string* best = nullptr;
        for (const auto& [word, edits] : others) {
            if (meant.written.contains(word) && (!best || edits < others.at(*best))) best = &word;
        }
        if (!best) return std::nullopt;
        meant.edits += others.at(*best);
        meant.words[typed] = *best;
    }
    return meant;
}

// The terms without which the others are found, and nothing with them: what was mistyped is among these. Empty: no one
// term alone is at fault.
std::vector<Term> at_fault(db::Conn& conn, const Actor& actor, const Query& query, const Parsed& parsed) {
    std::vector<Term> found;
    if (parsed.terms.size() > kMostTried) return found;
    for (std::size_t i = 0; parsed.terms.size() > 1 && i < parsed.terms.size(); ++i) {
        Parsed others = parsed;
        others.terms.erase(others.terms.begin() + static_cast<std::ptrdiff_t>(i));
        Walk walk(conn, actor, query, 1);
        walk.folded(others);
        if (walk.size() > 0) found.push_back(parsed.terms[i]);
    }
    return found;
}

// Leaves of the near words those of the terms.
void keep_of(const std::vector<Term>& terms, std::map<std::string, Near>& near) {
    std::erase_if(near, [&](const auto& one) {
        return std::none_of(terms.begin(), terms.end(), [&](const Term& term) {
            return std::find(term.any[0].begin(), term.any[0].end(), one.first) != term.any[0].end();
        });
    });
}

std::string replaced(const std::string& clean, const std::vector<Word>& words, const Meant& meant, bool marked) {
    std::string text;
    std::size_t at = 0;
    for (const auto& word : words) {
        const auto found = meant.words.find(word.folded);
        if (found == meant.words.end() || found->second == word.folded) continue;
        text += clean.substr(at, word.from - at);
        text += marked ? text::lower(meant.written.at(found->second)) : found->second;
        at = word.to;
    }
    return text + clean.substr(at);
}

}  // namespace

int edits_allowed(std::size_t letters) { return letters < kShortestMistyped ? 0 : letters < kTwoEditsFrom ? 1 : 2; }

int edits_between(std::string_view one, std::string_view other, int most) {
    const std::size_t longer = std::max(one.size(), other.size()), shorter = std::min(one.size(), other.size());
    if (static_cast<int>(longer - shorter) > most) return most + 1;
    std::vector<int> before(other.size() + 1), above(other.size() + 1), row(other.size() + 1);
    for (std::size_t j = 0; j <= other.size(); ++j) above[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= one.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const int change = above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
            row[j] = std::min({change, above[j] + 1, row[j - 1] + 1});
            const bool swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return std::min(above[other.size()], most + 1);
}

std::vector<std::string> forms_of(std::string_view word) {
    if (!learnt(word)) return {};
    std::set<std::string> forms{std::string(word)};
    if (word.size() >= kShortestMistyped) add_shorter(std::string(word), forms);
    if (word.size() >= kTwoEditsFrom) {
        for (const auto& form : std::vector<std::string>(forms.begin(), forms.end())) {
            if (form.size() < word.size()) add_shorter(form, forms);
        }
    }
    return {forms.begin(), forms.end()};
}

std::string near_text(db::Conn& conn, const Actor& actor, const Query& query, std::size_t found) {
    const std::string clean =
        text::cut(text::clean_line(std::string_view(query.text).substr(0, 8 * kMostText)), kMostText);
    const std::vector<Word> words = words_of(clean);
    auto near = near_words(conn, mistyped(words));
    Parsed parsed = parse(clean);
    // Other words beside every one of a long question make the index walk everything for nothing.
    if (const auto faulty = found == 0 ? at_fault(conn, actor, query, parsed) : std::vector<Term>(); !faulty.empty())
        keep_of(faulty, near);
    if (near.empty()) return {};
    for (auto& term : parsed.terms) {
        const auto others = term.any[0].size() == 1 ? near.find(term.any[0][0]) : near.end();
        if (others == near.end()) continue;
        for (const auto& [word, edits] : others->second) {
            if (edits > 0) term.any.push_back({word});
        }
    }
    Walk walk(conn, actor, query);
    walk.folded(parsed);
    std::map<std::map<std::string, std::string>, Meant> all;
    for (const auto& one : walk.take()) {
        auto meant = meant_by(one, near);
        if (!meant || meant->edits == 0) continue;
        auto& kept = all.try_emplace(meant->words, *meant).first->second;
        ++kept.entries;
    }
    const Meant* best = nullptr;
    for (const auto& [ignored, meant] : all) {
        if (meant.entries <= found) continue;
        if (!best || meant.edits < best->edits || (meant.edits == best->edits && meant.entries > best->entries))
            best = &meant;
    }
    return best ? replaced(clean, words, *best, parsed.marked) : std::string();
}

void unlearn(db::Tx& tx, const std::vector<std::string>& texts) {
    std::set<std::string> words;
    for (const auto& text : texts)
        for (const auto& word : words_of(text))
            if (!word.digits && learnt(word.folded)) words.insert(word.folded);
    const auto& held = tx.engine() == db::Engine::sqlite ? kHeldSqlite : kHeldPostgres;
    for (const auto& word : words) {
        if (!tx.query(held, token(word)).empty()) continue;
        for (const auto& form : forms_of(word)) tx.exec(kUnlearn, form, word);
    }
}

int learn_words(db::Tx& tx, int most) {
    const Id after = tx.integer(kLearnt);
    const db::Rows rows = tx.query(kToLearn, after, most);
    if (rows.empty()) return 0;
    std::set<std::string> seen;
    for (const auto& row : rows) {
        for (const int column : {1, 2, 3}) {
            for (const auto& word : words_of(row.view(column))) {
                if (!word.digits && learnt(word.folded)) seen.insert(word.folded);
            }
        }
    }
    for (const auto& word : seen) {
        if (tx.exec(kLearn, word, word) == 0) continue;
        for (const auto& form : forms_of(word)) {
            if (form != word) tx.exec(kLearn, form, word);
        }
    }
    tx.exec(kSetLearnt, rows[rows.size() - 1].integer(0));
    return static_cast<int>(rows.size());
}

void learn_again(db::Tx& tx) {
    const Id two_days_ago = ids::make_at(clock::now().ms - kReadAgainMs, 0);
    if (tx.integer(kLearnt) > two_days_ago) tx.exec(kSetLearnt, two_days_ago);
}

}  // namespace dinh::search
