#include "modules/directory/directory.hpp"
#include "modules/directory/snapshot/revision.hpp"

namespace dinh::directory {

namespace {
constexpr db::Sql kAddGroup{"group.add", "INSERT INTO recipient_group (id, owner_agency, name, shared, from_day) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Sql kAddMember{
    "group.add_member",
    "INSERT INTO recipient_group_member (id, recipient_group, agency, position, from_day) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Sql kClosed{"group.closed_agency", "SELECT until_day FROM agency WHERE id = $1"};
}  // namespace

Id add_group(db::Tx& tx, const Actor& actor, Id owner_agency, std::string_view name, const std::vector<Id>& members, Day from, bool shared) {
    Reasons reasons;
    if (name.empty()) reasons.add("name", "Chưa nhập tên nhóm nơi nhận.");
    if (members.empty()) reasons.add("members", "Nhóm nơi nhận phải có ít nhất một cơ quan.");
    for (const Id member : members) {
        const auto until = tx.query(kClosed, member);
        if (until.empty()) reasons.add("members", "Có cơ quan không tồn tại trong danh sách.");
        else if (!until.first().null(0) && until.first().day(0) <= from) reasons.add("members", "Có cơ quan đã giải thể trong danh sách.");
    }
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAddGroup, id, owner_agency, name, shared, from);
    int position = 0;
    for (const Id member : members) tx.exec(kAddMember, ids::make(), id, member, ++position, from);
    changed(tx, actor, "recipient_group", id, "directory.group_add", "Lập nhóm nơi nhận " + std::string(name));
    return id;
}

}  // namespace dinh::directory
