#include "platform/search/tokens.hpp"

#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::search {

namespace {

constexpr std::size_t kMostTokens = 20'000;

struct Dictionary {
    std::vector<Abbreviation> all;
    std::unordered_multimap<std::string, std::size_t> by_meaning;      // first word
    std::unordered_multimap<std::string, std::size_t> by_abbreviated;  // of one word
};

// Replaced as a whole, so that searches go on while it changes.
std::shared_ptr<const Dictionary>& dictionary_slot() {
    static std::shared_ptr<const Dictionary> slot = std::make_shared<Dictionary>();
    return slot;
}

const Dictionary& dictionary() {
    thread_local std::shared_ptr<const Dictionary> mine;
    mine = std::atomic_load(&dictionary_slot());
    return *mine;
}

std::vector<std::string> plain_tokens(std::string_view text) {
    std::vector<std::string> tokens;
    for (const auto& word : words_of(text::nfc(text))) tokens.push_back(token(word.folded));
    return tokens;
}

bool all_digits(const Word& word) { return word.digits && !word.letters; }

void add_beginnings(std::string_view letters, std::vector<std::string>& tokens) {
    for (std::size_t size = kShortestBeginning; size <= kLongestBeginning && size < letters.size(); ++size) {
        tokens.push_back(beginning_token(letters.substr(0, size)));
    }
}

std::string base36(std::uint64_t number) {
    constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::string text;
    do text.insert(text.begin(), kDigits[number % 36]);
    while ((number /= 36) != 0);
    return text;
}

}  // namespace

void set_abbreviations(std::vector<std::pair<std::string, std::string>> pairs) {
    auto made = std::make_shared<Dictionary>();
    for (const auto& [abbreviated, meaning] : pairs) {
        Abbreviation one{plain_tokens(abbreviated), plain_tokens(meaning)};
        // A meaning of one word would add its abbreviation to every text.
        if (one.abbreviated.empty() || one.meaning.size() < 2) continue;
        made->by_meaning.emplace(one.meaning.front(), made->all.size());
        if (one.abbreviated.size() == 1) made->by_abbreviated.emplace(one.abbreviated.front(), made->all.size());
        made->all.push_back(std::move(one));
    }
    std::atomic_store(&dictionary_slot(), std::shared_ptr<const Dictionary>(std::move(made)));
}

std::vector<Word> words_of(std::string_view nfc_text) {
    std::vector<Word> words;
    Words walk(nfc_text);
    for (Word word; walk.next(word);) words.push_back(word);
    return words;
}

std::vector<Joined> joined(std::string_view nfc_text, const std::vector<Word>& words) {
    std::vector<Joined> found;
    const auto gap_is = [&](std::size_t left, char c) {
        return left + 1 < words.size() && words[left + 1].from == words[left].to + 1 && nfc_text[words[left].to] == c;
    };
    for (std::size_t i = 0; i + 1 < words.size();) {
        std::size_t end = i + 1;
        std::string whole = words[i].folded;
        if (all_digits(words[i]) && words[i].folded.size() <= 3) {
            while (gap_is(end - 1, '.') && all_digits(words[end]) && words[end].folded.size() == 3)
                whole += words[end++].folded;
        } else if (!words[i].digits) {
            while (gap_is(end - 1, '&') && !words[end].digits) whole += words[end++].folded;
        }
        if (end - i > 1) found.push_back({i, end - i, token(whole)});
        i = end;
    }
    return found;
}

std::vector<std::string> parts_of(const Word& word) {
    std::vector<std::string> parts;
    if (!word.letters || !word.digits) return parts;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::string part;
    for (const char c : word.folded) {
        if (!part.empty() && is_digit(part.back()) != is_digit(c)) parts.push_back(token(std::exchange(part, {})));
        part += c;
    }
    parts.push_back(token(part));
    return parts;
}

std::vector<const Abbreviation*> meanings_at(const std::vector<Word>& words, std::size_t index) {
    std::vector<const Abbreviation*> found;
    const Dictionary& known = dictionary();
    const auto [begin, end] = known.by_meaning.equal_range(token(words[index].folded));
    for (auto it = begin; it != end; ++it) {
        const Abbreviation& one = known.all[it->second];
        bool same = index + one.meaning.size() <= words.size();
        for (std::size_t i = 1; same && i < one.meaning.size(); ++i) {
            same = token(words[index + i].folded) == one.meaning[i];
        }
        if (same) found.push_back(&one);
    }
    return found;
}

std::vector<const Abbreviation*> abbreviations_of(std::string_view folded) {
    std::vector<const Abbreviation*> found;
    const Dictionary& known = dictionary();
    const auto [begin, end] = known.by_abbreviated.equal_range(std::string(folded));
    for (auto it = begin; it != end; ++it) found.push_back(&known.all[it->second]);
    return found;
}

void add_tokens(std::string_view nfc_text, Depth depth, std::vector<std::string>& tokens) {
    const std::vector<Word> words = words_of(nfc_text);
    for (std::size_t i = 0; i < words.size(); ++i) {
        tokens.push_back(token(words[i].folded));
        for (const Abbreviation* one : meanings_at(words, i)) {
            tokens.insert(tokens.end(), one->abbreviated.begin(), one->abbreviated.end());
        }
        if (depth == Depth::body) continue;
        if (!words[i].marks.empty()) tokens.push_back(written_token(words[i]));
        for (auto& part : parts_of(words[i])) tokens.push_back(std::move(part));
        if (!words[i].digits) add_beginnings(words[i].folded, tokens);
    }
    for (auto& one : joined(nfc_text, words)) tokens.push_back(std::move(one.token));
}

std::string index_text(std::vector<std::string> tokens) {
    std::sort(tokens.begin(), tokens.end());
    tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
    if (tokens.size() > kMostTokens) tokens.resize(kMostTokens);
    return text::join(tokens, " ");
}

std::string beginning_token(std::string_view letters) { return "_p" + std::string(letters); }

std::string grantee_token(Id grantee) { return "_g" + base36(static_cast<std::uint64_t>(grantee)); }

std::string kind_token(std::string_view kind) {
    std::string plain = "_k";
    for (const char c : kind) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        plain += word ? c : '_';
    }
    return plain;
}

std::string month_token(int year, int month) { return "_m" + std::to_string(year * 100 + month); }

// An id holds milliseconds above its 22 low bits; a span of level 0 is 2^19 ms (9 minutes), each further one 8 times.
std::int64_t span_of(Id record, int level) { return record >> (22 + 19 + 3 * level); }

std::string span_token_of(std::int64_t span, int level) {
    return "_s" + std::to_string(level) + base36(static_cast<std::uint64_t>(span));
}

std::string span_token(Id record, int level) { return span_token_of(span_of(record, level), level); }

}  // namespace dinh::search
