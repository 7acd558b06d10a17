// What of a text goes into the index, and how words stand together: the same for texts and for queries.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/search/words.hpp"

namespace dinh::search {

std::vector<Word> words_of(std::string_view nfc_text);

// Neighbouring words that are also one: "1.234" -> 1234, "CNN&XD" -> cnnxd.
struct Joined {
    std::size_t first, count;  // words
    std::string token;
};
std::vector<Joined> joined(std::string_view nfc_text, const std::vector<Word>& words);

// "125a" -> 125, a; "nq36" -> nq, 36. Empty when a word is not mixed.
std::vector<std::string> parts_of(const Word&);

// An abbreviation and what it stands for, both as tokens.
struct Abbreviation {
    std::vector<std::string> abbreviated;  // ubnd
    std::vector<std::string> meaning;      // uy ban nhan dan
};
// The abbreviations whose meaning begins at this word.
std::vector<const Abbreviation*> meanings_at(const std::vector<Word>& words, std::size_t index);
// The abbreviations that are written like this token.
std::vector<const Abbreviation*> abbreviations_of(std::string_view token);

enum class Depth {
    metadata,  // also with marks, the parts of mixed words and the beginnings of words
    body,      // plain words only
};
// Adds the tokens of a text, doubles included.
void add_tokens(std::string_view nfc_text, Depth, std::vector<std::string>& tokens);
// Sorted, each once, separated by blanks.
std::string index_text(std::vector<std::string> tokens);

// Tokens that are no words. They begin with "_", which no word does.
std::string grantee_token(Id grantee);
// The beginning of a word, from 2 letters on: both engines look up a token of its own a hundred times faster than they
// read the postings of all words that begin so.
std::string beginning_token(std::string_view letters);
inline constexpr std::size_t kShortestBeginning = 2, kLongestBeginning = 20;
std::string kind_token(std::string_view kind);
std::string month_token(int year, int month);
// Spans of record ids, from some minutes to half a year, so that a search on PostgreSQL may begin with the newest.
inline constexpr int kSpanLevels = 6;
std::string span_token(Id record, int level);
std::int64_t span_of(Id record, int level);
std::string span_token_of(std::int64_t span, int level);

}  // namespace dinh::search
