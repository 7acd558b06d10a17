// Text taken apart into plain words, fast: what the index, the query, the ranking and the snippets all agree on.
#pragma once
#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>

namespace dinh::search {

struct Word {
    std::string folded;  // a-z and 0-9 only: "duong"; letters of other scripts as u and their number in hex
    std::string marks;   // the Vietnamese marks, independent of where the tone stands: "9772" for đường; "" none
    std::size_t from = 0, to = 0;          // bytes of the word in the text
    bool letters = false, digits = false;  // holds at least one of them
};

// The first letters of the tokens somebody looks for.
class FirstLetters {
public:
    void add(std::string_view token) {
        if (!token.empty()) has_[static_cast<unsigned char>(token.front())] = true;
    }
    // A word with leading zeros has a token that begins otherwise.
    bool may_begin(char c) const { return c == '0' || has_[static_cast<unsigned char>(c)]; }

private:
    std::bitset<256> has_;
};

// Walks the words of a text in form NFC. Anything but letters and digits parts words.
class Words {
public:
    explicit Words(std::string_view text) : text_(text) {}
    bool next(Word& word);
    // The same, but faster: words that no token of `first` can be, nor a part of them, come with an empty `folded`.
    bool next(Word& word, const FirstLetters& first);

private:
    bool pass(Word& word);
    std::string_view text_;
    std::size_t at_ = 0;
};

// A token of the index: at most 60 bytes, without leading zeros, "05" -> "5", "01a" -> "1a".
std::string token(std::string_view folded);
// "duong_9772": the token of a word with its marks; "" when it has none.
std::string written_token(const Word&);

}  // namespace dinh::search
