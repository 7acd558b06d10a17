// The order of what was found, and the words shown with it.
#pragma once
#include "platform/search/query.hpp"
#include "platform/search/search.hpp"
#include "platform/search/words.hpp"

namespace dinh::search {

// Scores candidates of one query. Reads only what an entry shows; a match in a file counts as the rest.
class Ranking {
public:
    explicit Ranking(const Parsed&);
    // `exact`: all words were found with the marks as typed. `age`: 0 for the newest candidate, towards 1 for the
    // oldest.
    double score(std::string_view title, std::string_view marks, std::string_view words, bool exact, double age) const;
    // Whether title, marks and words hold all that was asked for.
    bool shown_whole(std::string_view title, std::string_view marks, std::string_view words) const;
    // Some 200 letters of a text around the place with the most different words, marked by \x01 and \x02; "" when the
    // text holds none of them.
    std::string snippet(std::string_view nfc_text) const;

private:
    // Which tokens of the query a text holds, as bits; where two stand side by side as in the query.
    struct Seen {
        std::uint64_t tokens = 0;
        int neighbours = 0;
    };
    Seen look(std::string_view text) const;
    struct Place {
        std::size_t from, to;
        std::uint64_t bits;
    };
    std::vector<Place> places_in(std::string_view text) const;
    int number_of(std::string_view token) const;
    std::uint64_t bit_of(std::string_view token) const;
    bool holds(const Term&, std::uint64_t tokens) const;
    const Parsed& query_;
    std::vector<std::string> tokens_;  // each once; its place is its number
    FirstLetters first_;               // of tokens and prefixes
    std::vector<std::string> prefixes_;
    std::vector<int> follows_;  // the token that stands after a token in the query; -1 none
};

}  // namespace dinh::search
