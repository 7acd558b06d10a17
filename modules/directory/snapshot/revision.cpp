#include "modules/directory/snapshot/revision.hpp"

#include "platform/audit/audit.hpp"

namespace dinh::directory {

namespace {
constexpr db::Sql kTake{"directory.take", "UPDATE directory_revision SET revision = revision + 1 WHERE id = 1"};
constexpr db::Sql kTakeAt{
    "directory.take_at",
    "UPDATE directory_revision SET revision = revision + 1 WHERE id = 1 AND revision = $1 RETURNING revision"};
}  // namespace

Turn::Turn(db::Tx& tx) : tx_(tx) { tx.exec(kTake); }

Turn::Turn(db::Tx& tx, std::int64_t revision) : tx_(tx) {
    if (tx.query(kTakeAt, revision).empty())
        throw Conflict("directory: no longer at revision " + std::to_string(revision));
}

void changed(const Turn& turn, const Actor& actor, std::string_view kind, Id record, std::string_view deed,
             const Said& words, const std::vector<deed::Change>& changes) {
    db::Tx& tx = turn.tx();
    deed::history(tx, actor, actor.acting_capacity(), kind, record, deed, words, changes);
    audit::append(tx, actor, actor.acting_capacity(), deed, kind, record);
}

}  // namespace dinh::directory
