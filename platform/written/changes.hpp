// What changed since a process last looked. Ids are made before their transaction commits, so that a later one may be
// seen first: what is younger than the overlap is looked at again.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "platform/db/db.hpp"

namespace dinh::written {

class Changes {
public:
    // Everything after `position`; 0: from now on.
    explicit Changes(Id position);
    // Keys not taken yet, each once, at most `most` rows of them.
    std::vector<std::string> take(db::Conn&, int most = 10'000);
    void taken();  // what take() gave is done and is not given again
    Id position() const { return position_; }

private:
    Id position_;
    std::set<Id> done_, under_way_;
};

// A process that was away longer finds no rows any more.
bool is_too_old(Id position);
std::int64_t forget_old(db::Tx&);

}  // namespace dinh::written
