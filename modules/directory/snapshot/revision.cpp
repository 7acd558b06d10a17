#include "modules/directory/snapshot/revision.hpp"

#include "platform/audit/audit.hpp"

namespace dinh::directory {

namespace {
constexpr db::Sql kBump{"directory.revision_bump",
                        "UPDATE directory_revision SET revision = revision + 1 WHERE id = 1"};
}

void changed(db::Tx& tx, const Actor& actor, std::string_view kind, Id record, std::string_view deed,
             std::string_view words, const std::vector<deed::Change>& changes) {
    tx.exec(kBump);
    deed::history(tx, actor, actor.acting_capacity(), kind, record, deed, words, changes);
    audit::append(tx, actor, actor.acting_capacity(), deed, kind, record);
}

}  // namespace dinh::directory
