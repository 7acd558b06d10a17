// What may have been meant by words that nobody wrote so: one letter more, fewer, other or two in the other order; two
// such edits in words of 8 letters and more. Marks do not count, words of fewer than 4 letters are left as they are.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/search/search.hpp"

namespace dinh::search {

inline constexpr std::size_t kShortestMistyped = 4, kTwoEditsFrom = 8, kLongestLearnt = 20;

// 0 below kShortestMistyped letters, then 1, then 2.
int edits_allowed(std::size_t letters);
// How many edits lead from one word to the other; `most + 1` when more than `most` are needed.
int edits_between(std::string_view one, std::string_view other, int most);
// The word and what is left of it without one letter, without two of long ones: two words that are near share one. Each
// once. None of words that are not learnt: with digits, under 3 letters, over 20.
std::vector<std::string> forms_of(std::string_view word);

// The query's text with words that the actor's own entries hold, so that more than `found` of the newest 500 entries
// hold all of them in their metadata; the fewest edits win, then the most entries. "" when there is none.
std::string near_text(db::Conn&, const Actor&, const Query&, std::size_t found);

// After an entry was dropped: its words that no other entry holds are not proposed any more and leave no trace.
void unlearn(db::Tx&, const std::vector<std::string>& texts);

}  // namespace dinh::search
