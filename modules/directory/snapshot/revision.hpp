// What every deed of the directory begins and ends with.
#pragma once
#include <string_view>
#include <vector>

#include "modules/directory/directory.hpp"
#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/deed/deed.hpp"
#include "platform/house/house.hpp"

namespace dinh::directory {

// The first statement of every deed. Rules of the directory look across its records (a code held by one agency, no
// circle of parents, nothing left in what closes), so its deeds are done one after another; and the new revision tells
// all nodes that the directory changed.
class Turn {
public:
    explicit Turn(db::Tx&);
    // Conflict: the directory is no longer at this revision.
    Turn(db::Tx&, std::int64_t revision);
    db::Tx& tx() const { return tx_; }

private:
    db::Tx& tx_;
};
// Writes history and audit of the deed.
void changed(const Turn&, const Actor&, std::string_view kind, Id record, std::string_view deed, const Said& words,
             const std::vector<deed::Change>& changes = {});
// While it lives, load() on this thread leaves its snapshot in `last` and gives it again at the same revision and day:
// for transactions one after the other that do not write the directory themselves.
class Remembering {
public:
    explicit Remembering(std::shared_ptr<const Snapshot>& last);
    ~Remembering();
    Remembering(const Remembering&) = delete;
    Remembering& operator=(const Remembering&) = delete;
};

// The next now() of this process reads the revision again at once: the page after a deed shows what it did.
void look_again(House&);

}  // namespace dinh::directory
