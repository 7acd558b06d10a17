#include "modules/directory/groups/groups.hpp"

#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kFind{
    "group.find",
    "SELECT id, owner_agency, version, name, shared, from_day, until_day FROM recipient_group WHERE id = $1"};
constexpr db::Sql kMembers{"group.members",
                           "SELECT id, agency, from_day, until_day FROM recipient_group_member WHERE recipient_group = "
                           "$1 ORDER BY position, id"};
constexpr db::Sql kAddGroup{
    "group.add", "INSERT INTO recipient_group (id, owner_agency, name, shared, from_day) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Sql kLock{
    "group.lock",
    "UPDATE recipient_group SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING owner_agency"};
constexpr db::Sql kChange{"group.change", "UPDATE recipient_group SET name = $2, shared = $3 WHERE id = $1"};
constexpr db::Sql kClose{"group.close", "UPDATE recipient_group SET until_day = $2 WHERE id = $1"};
constexpr db::Sql kAddMember{
    "group.add_member",
    "INSERT INTO recipient_group_member (id, recipient_group, agency, position, from_day) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Sql kEndMember{
    "group.end_member",
    "UPDATE recipient_group_member SET until_day = $3 WHERE recipient_group = $1 AND agency = $2 "
    "AND (until_day IS NULL OR until_day > $3)"};
constexpr db::Sql kIsMember{"group.is_member",
                            "SELECT COUNT(*) FROM recipient_group_member WHERE recipient_group = $1 AND agency = $2 "
                            "AND (until_day IS NULL OR until_day > $3)"};
constexpr db::Sql kLastPosition{"group.last_position",
                                "SELECT MAX(position) FROM recipient_group_member WHERE recipient_group = $1"};
constexpr db::Sql kClosed{"group.closed_agency", "SELECT until_day FROM agency WHERE id = $1"};

void check_agency(db::Tx& tx, Reasons& reasons, Id agency, Day from) {
    const auto until = tx.query(kClosed, agency);
    if (until.empty())
        reasons.add("members", "Có cơ quan không tồn tại trong danh sách.");
    else if (!until.first().null(0) && until.first().day(0) <= from)
        reasons.add("members", "Có cơ quan đã giải thể trong danh sách.");
}

GroupRecord lock(db::Tx& tx, const Actor& actor, Id group, std::int64_t version) {
    if (!find_group(tx, group)) throw NotFound("group: none " + std::to_string(group));
    if (tx.query(kLock, group, version).empty()) throw Conflict("group: version " + std::to_string(version));
    const auto found = *find_group(tx, group);
    must(actor, Deed::keep_group, subject_of(tx, found.owner_agency, clock::today()));
    return found;
}

std::string agency_name(db::Conn& conn, Id agency) {
    const auto now = version_on(conn, agency, clock::today());
    return now ? now->name : std::to_string(agency);
}

}  // namespace

std::optional<GroupRecord> find_group(db::Conn& conn, Id id) {
    const auto rows = conn.query(kFind, id);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return GroupRecord{row.integer(0), row.integer(1), row.integer(2),  row.text(3),
                       row.truth(4),   row.day(5),     row.maybe_day(6)};
}

std::vector<Member> members_of(db::Conn& conn, Id group) {
    std::vector<Member> list;
    for (const auto& row : conn.query(kMembers, group))
        list.push_back({row.integer(0), row.integer(1), row.day(2), row.maybe_day(3)});
    return list;
}

Id add_group(db::Tx& tx, const Actor& actor, Id owner_agency, std::string_view name, const std::vector<Id>& members,
             Day from, bool shared) {
    const Turn turn(tx);
    must(actor, Deed::keep_group, subject_of(tx, owner_agency, from));
    Reasons reasons;
    if (name.empty()) reasons.add("name", "Chưa nhập tên nhóm nơi nhận.");
    if (members.empty()) reasons.add("members", "Nhóm nơi nhận phải có ít nhất một cơ quan.");
    for (const Id member : members) check_agency(tx, reasons, member, from);
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAddGroup, id, owner_agency, name, shared, from);
    int position = 0;
    for (const Id member : members) tx.exec(kAddMember, ids::make(), id, member, ++position, from);
    changed(turn, actor, "recipient_group", id, "directory.group_add",
            Said("Lập nhóm nơi nhận %1", {std::string(name)}));
    return id;
}

void change_group(db::Tx& tx, const Actor& actor, Id group, std::int64_t version, std::string_view name, bool shared) {
    const Turn turn(tx);
    const auto was = lock(tx, actor, group, version);
    if (name.empty()) throw Refused("name", "Chưa nhập tên nhóm nơi nhận.");
    tx.exec(kChange, group, name, shared);
    changed(turn, actor, "recipient_group", group, "directory.group_change", "Sửa nhóm nơi nhận",
            {{"name", was.name, std::string(name)}});
}

void add_members(db::Tx& tx, const Actor& actor, Id group, std::int64_t version, const std::vector<Id>& agencies,
                 Day from) {
    const Turn turn(tx);
    const auto was = lock(tx, actor, group, version);
    Reasons reasons;
    if (agencies.empty()) reasons.add("members", "Chưa chọn cơ quan nào.");
    if (was.until && *was.until <= from)
        reasons.add("from", Said("Nhóm này đã thôi dùng từ ngày %1.", {clock::show(*was.until)}));
    for (const Id agency : agencies) {
        check_agency(tx, reasons, agency, from);
        if (tx.integer(kIsMember, group, agency, from) > 0)
            reasons.add("members", Said("%1 đã có trong nhóm.", {agency_name(tx, agency)}));
    }
    reasons.done();
    auto position = tx.integer(kLastPosition, group);
    std::vector<std::string> names;
    for (const Id agency : agencies) {
        tx.exec(kAddMember, ids::make(), group, agency, ++position, from);
        names.push_back(agency_name(tx, agency));
    }
    changed(turn, actor, "recipient_group", group, "directory.group_members_add",
            Said("Thêm vào nhóm từ ngày %1: %2", {clock::show(from), text::join(names, ", ")}));
}

void remove_member(db::Tx& tx, const Actor& actor, Id group, std::int64_t version, Id agency, Day until) {
    const Turn turn(tx);
    lock(tx, actor, group, version);
    if (tx.exec(kEndMember, group, agency, until) == 0) throw Refused("", "Cơ quan này không còn trong nhóm.");
    changed(turn, actor, "recipient_group", group, "directory.group_member_remove",
            Said("Bỏ khỏi nhóm từ ngày %1: %2", {clock::show(until), agency_name(tx, agency)}));
}

void close_group(db::Tx& tx, const Actor& actor, Id group, std::int64_t version, Day until) {
    const Turn turn(tx);
    lock(tx, actor, group, version);
    tx.exec(kClose, group, until);
    changed(turn, actor, "recipient_group", group, "directory.group_close",
            Said("Thôi dùng nhóm từ ngày %1", {clock::show(until)}));
}

}  // namespace dinh::directory
