// What every deed has to hold when two do it at the same moment: for tables of deeds in the tests of modules.
//
//     one_wins("close", "Conflict", [&] { db().write([&](db::Tx& tx) { close(tx, clerk, id, version); }); });
#pragma once
#include <gtest/gtest.h>

#include "tests/support/support.hpp"

namespace dinh::test {

// One of two succeeds, the other is told so: `loser` is the failure he meets.
inline void one_wins(const std::string& deed, const std::string& loser, const std::function<void(int)>& work) {
    const auto outcomes = at_once(2, work);
    EXPECT_EQ(count(outcomes, "ok"), 1) << deed << ": " << testing::PrintToString(outcomes);
    EXPECT_EQ(count(outcomes, loser), 1) << deed << ": " << testing::PrintToString(outcomes);
}
inline void one_wins(const std::string& deed, const std::string& loser, const std::function<void()>& work) {
    one_wins(deed, loser, [&](int) { work(); });
}
// Both succeed; the test looks at what came of it.
inline void both_win(const std::string& deed, const std::function<void(int)>& work) {
    const auto outcomes = at_once(2, work);
    EXPECT_EQ(count(outcomes, "ok"), 2) << deed << ": " << testing::PrintToString(outcomes);
}
inline void both_win(const std::string& deed, const std::function<void()>& work) {
    both_win(deed, [&](int) { work(); });
}

}  // namespace dinh::test
