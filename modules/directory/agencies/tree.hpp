// The agencies as an outline.
#pragma once
#include <string>
#include <vector>

#include "modules/directory/directory.hpp"
#include "modules/directory/pages.hpp"

namespace dinh::directory {

struct TreeAsked {
    Id below = 0;        // only what hangs below this agency; 0 all
    std::string path;    // the id is put behind it
    bool closed = true;  // also agencies that are closed on the day of the snapshot
    std::string words;   // folded: only agencies that hold them, and those above these
};
std::vector<pages::PhoneBookBranch> tree_of(const dinh::pages::Lang&, const Snapshot&, const TreeAsked&);

}  // namespace dinh::directory
