#include "modules/directory/directory.hpp"
#include "modules/directory/snapshot/revision.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kLockPost{"delegation.lock_post", "UPDATE post SET version = version + 1 WHERE id = $1 RETURNING agency, title"};
constexpr db::Sql kHolderToday{
    "delegation.holder",
    "SELECT person FROM appointment WHERE post = $1 AND from_day <= $2 AND (until_day IS NULL OR until_day > $2) ORDER BY id LIMIT 1"};
constexpr db::Sql kReceiver{"delegation.receiver", "SELECT full_name, archived_at FROM person WHERE id = $1"};
constexpr db::Sql kReceiverAgency{
    "delegation.receiver_agency",
    "SELECT COUNT(*) FROM appointment a JOIN post p ON p.id = a.post WHERE a.person = $1 AND p.agency = $2 "
    "AND a.from_day <= $3 AND (a.until_day IS NULL OR a.until_day > $3)"};
constexpr db::Sql kClash{
    "delegation.clash",
    "SELECT COUNT(*) FROM delegation WHERE from_post = $1 AND to_person = $2 AND purpose = $3 AND field = $4 AND ended_at IS NULL "
    "AND from_day <= $6 AND until_day >= $5"};
constexpr db::Sql kAddDelegation{
    "delegation.add",
    "INSERT INTO delegation (id, agency, from_post, from_person, to_person, purpose, field, basis, from_day, until_day, created_at, "
    "created_by_person) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};
constexpr db::Sql kEndDelegation{
    "delegation.end",
    "UPDATE delegation SET version = version + 1, ended_at = $3 WHERE id = $1 AND version = $2 AND ended_at IS NULL "
    "RETURNING from_person, agency"};

constexpr int kLongestDays = 366;

// The holder himself, or an administrator of the house or the office that keeps the agency's directory.
bool may_delegate(const Actor& actor, Id from_person, Id agency) {
    return actor.person == 0 || actor.person == from_person || actor.with_role(role::kAdministrator) ||
           actor.with_role(role::kItOfficer, agency) || actor.with_role(role::kOfficeLeader, agency);
}

}  // namespace

Id delegate(db::Tx& tx, const Actor& actor, const NewDelegation& input) {
    const auto locked = tx.query(kLockPost, input.from_post);
    if (locked.empty()) throw NotFound("delegate: no such post");
    const Id agency = locked.first().integer(0);
    // A delegated post is no post of one's own: only its holder may delegate (no re-delegation, Đ13.3 NĐ 30/2020).
    const auto holder = tx.maybe_integer(kHolderToday, input.from_post, clock::today());
    if (!may_delegate(actor, holder.value_or(0), agency))
        throw Forbidden("Chỉ người giữ chức vụ, Chánh Văn phòng hoặc cán bộ công nghệ thông tin của cơ quan được lập ủy quyền.",
                        "delegate: not the holder of post " + std::to_string(input.from_post));
    Reasons reasons;
    const auto receiver = tx.query(kReceiver, input.to_person);
    if (!holder) reasons.add("from_post", "Vị trí này đang khuyết, không có người để ủy quyền.");
    if (receiver.empty()) reasons.add("to_person", "Chưa chọn người nhận ủy quyền.");
    else if (!receiver.first().null(1)) reasons.add("to_person", "Người nhận ủy quyền đã nghỉ.");
    if (holder && *holder == input.to_person) reasons.add("to_person", "Không thể ủy quyền cho chính mình.");
    if (!receiver.empty() && tx.integer(kReceiverAgency, input.to_person, agency, clock::today()) == 0)
        reasons.add("to_person", "Chỉ ủy quyền cho người trong cùng cơ quan.");
    if (input.purpose != "work" && input.purpose != "mandate") reasons.add("purpose", "Loại ủy quyền không có trong danh mục.");
    if (input.basis.empty()) reasons.add("basis", "Ủy quyền phải bằng văn bản: hãy ghi số, ký hiệu, ngày của giấy ủy quyền.");
    if (input.until < input.from) reasons.add("until", "Ngày kết thúc phải từ ngày bắt đầu trở đi.");
    if (input.until - input.from > kLongestDays) reasons.add("until", "Ủy quyền có thời hạn không quá một năm.");
    if (tx.integer(kClash, input.from_post, input.to_person, input.purpose, input.field, input.from, input.until) > 0)
        reasons.add("", "Đã có ủy quyền như vậy trong khoảng thời gian này.");
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAddDelegation, id, agency, input.from_post, *holder, input.to_person, input.purpose, input.field, input.basis,
            input.from, input.until, clock::now(), actor.person);
    changed(tx, actor, "delegation", id, "directory.delegate",
            "Ủy quyền từ ngày " + clock::show(input.from) + " đến ngày " + clock::show(input.until));
    return id;
}

void end_delegation(db::Tx& tx, const Actor& actor, Id delegation, std::int64_t version) {
    const auto locked = tx.query(kEndDelegation, delegation, version, clock::now());
    if (locked.empty()) throw Conflict("end_delegation: version " + std::to_string(version));
    if (!may_delegate(actor, locked.first().integer(0), locked.first().integer(1)))
        throw Forbidden("Chỉ người ủy quyền hoặc cán bộ công nghệ thông tin của cơ quan được kết thúc ủy quyền.",
                        "end_delegation: not the giver");
    changed(tx, actor, "delegation", delegation, "directory.delegation_end", "Kết thúc ủy quyền");
}

}  // namespace dinh::directory
