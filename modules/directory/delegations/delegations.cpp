#include "modules/directory/delegations/delegations.hpp"

#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/db/filter.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kLockPost{"delegation.lock_post",
                            "UPDATE post SET version = version + 1 WHERE id = $1 RETURNING agency, title, roles"};
constexpr db::Sql kHolderToday{
    "delegation.holder",
    "SELECT person FROM appointment WHERE post = $1 AND from_day <= $2 AND (until_day IS NULL OR until_day > $2) "
    "ORDER BY id LIMIT 1"};
constexpr db::Sql kReceiver{"delegation.receiver", "SELECT full_name, archived_at FROM person WHERE id = $1"};
// The receiver's posts on the day: whether in the agency itself, in the office that serves it, or in a body right
// below.
constexpr db::Sql kReceiverPosts{
    "delegation.receiver_posts",
    "SELECT p.agency, p.signing, v.kind, v.parent FROM appointment a JOIN post p ON p.id = a.post "
    "LEFT JOIN agency_version v ON v.agency = p.agency AND v.from_day <= $2 AND (v.until_day IS NULL OR v.until_day > "
    "$2) "
    "WHERE a.person = $1 AND a.from_day <= $2 AND (a.until_day IS NULL OR a.until_day > $2)"};
constexpr db::Sql kClash{"delegation.clash",
                         "SELECT COUNT(*) FROM delegation WHERE from_post = $1 AND to_person = $2 AND purpose = $3 "
                         "AND (field = $4 OR field = '') AND ended_at IS NULL AND from_day <= $6 AND until_day >= $5"};
constexpr db::Sql kAddDelegation{
    "delegation.add",
    "INSERT INTO delegation (id, agency, from_post, from_person, to_person, purpose, field, basis, from_day, "
    "until_day, "
    "created_at, created_by_person) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};
constexpr db::Sql kEndDelegation{
    "delegation.end",
    "UPDATE delegation SET version = version + 1, ended_at = $3 WHERE id = $1 AND version = $2 AND ended_at IS NULL "
    "RETURNING from_person, agency"};
constexpr db::Sql kFind{"delegation.find",
                        "SELECT id, agency, from_post, from_person, to_person, purpose, field, basis, from_day, "
                        "until_day, version, ended_at "
                        "FROM delegation WHERE id = $1"};
constexpr db::Fragment kColumns =
    "SELECT id, agency, from_post, from_person, to_person, purpose, field, basis, from_day, until_day, version, "
    "ended_at FROM delegation";
constexpr db::Fragment kOfPersonOrIn = "from_person = $1 OR to_person = $2 OR id";
constexpr int kMost = 300;

constexpr int kLongestDays = 366;

DelegationRecord read(const db::Rows::Row& row) {
    return {{row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4), row.text(5), row.text(6),
             row.text(7), row.day(8), row.day(9)},
            row.integer(10),
            row.maybe_instant(11)};
}

// Work: to a colleague of the agency or of the office that serves it. Mandate: also to heads of bodies right below,
// and only to those who head a body or a unit (Đ13.3).
void check_receiver(db::Tx& tx, Reasons& reasons, const NewDelegation& input, Id agency, std::optional<Id> holder) {
    const auto receiver = tx.query(kReceiver, input.to_person);
    if (receiver.empty()) return reasons.add("to_person", "Chưa chọn người nhận ủy quyền.");
    if (!receiver.first().null(1)) reasons.add("to_person", "Người nhận ủy quyền đã nghỉ.");
    if (holder && *holder == input.to_person) reasons.add("to_person", "Không thể ủy quyền cho chính mình.");
    bool inside = false, heads = false;
    const bool mandate = input.purpose == "mandate";
    for (const auto& row : tx.query(kReceiverPosts, input.to_person, clock::today())) {
        const bool office = row.view(2) == "office" && row.integer(3) == agency;
        const bool below = mandate && row.integer(3) == agency;
        if (row.integer(0) != agency && !office && !below) continue;
        inside = true;
        heads = heads || !row.view(1).empty();
    }
    if (!inside)
        reasons.add("to_person",
                    mandate ? "Chỉ ủy quyền ký cho người trong cơ quan hoặc người đứng đầu đơn vị trực thuộc cơ quan."
                            : "Chỉ ủy quyền cho người trong cùng cơ quan.");
    else if (mandate && !heads)
        reasons.add("to_person",
                    "Chỉ ủy quyền ký (TUQ.) cho người đứng đầu hoặc cấp phó của cơ quan, đơn vị thuộc cơ cấu tổ chức "
                    "của mình.");
}

void check_span(db::Tx& tx, Reasons& reasons, const NewDelegation& input) {
    if (input.purpose != "work" && input.purpose != "mandate")
        reasons.add("purpose", "Loại ủy quyền không có trong danh mục.");
    if (input.basis.empty())
        reasons.add("basis", "Ủy quyền phải bằng văn bản: hãy ghi số, ký hiệu, ngày của giấy ủy quyền.");
    if (input.until < input.from)
        reasons.add("until", "Ngày kết thúc phải từ ngày bắt đầu trở đi.");
    else if (input.until < clock::today())
        reasons.add("until", "Thời hạn ủy quyền đã qua.");
    if (input.until - input.from > kLongestDays) reasons.add("until", "Ủy quyền có thời hạn không quá một năm.");
    if (tx.integer(kClash, input.from_post, input.to_person, input.purpose, input.field, input.from, input.until) > 0)
        reasons.add("", "Đã có ủy quyền như vậy trong khoảng thời gian này.");
}

}  // namespace

Id delegate(db::Tx& tx, const Actor& actor, const NewDelegation& input) {
    const Turn turn(tx);
    const auto locked = tx.query(kLockPost, input.from_post);
    if (locked.empty()) throw NotFound("delegate: no such post");
    const Id agency = locked.first().integer(0);
    // A delegated post is no post of one's own: only its holder may delegate (no re-delegation, Đ13.3 NĐ 30/2020).
    const auto holder = tx.maybe_integer(kHolderToday, input.from_post, clock::today());
    Subject subject = subject_of(tx, agency, clock::today());
    subject.holder = holder.value_or(0);
    must(actor, Deed::keep_delegation, subject);
    Reasons reasons;
    if (!holder) reasons.add("from_post", "Vị trí này đang khuyết, không có người để ủy quyền.");
    check_receiver(tx, reasons, input, agency, holder);
    check_span(tx, reasons, input);
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAddDelegation, id, agency, input.from_post, *holder, input.to_person, input.purpose, input.field,
            input.basis, input.from, input.until, clock::now(), actor.person);
    changed(turn, actor, "delegation", id, "directory.delegate",
            Said("Ủy quyền từ ngày %1 đến ngày %2", {clock::show(input.from), clock::show(input.until)}));
    return id;
}

void end_delegation(db::Tx& tx, const Actor& actor, Id delegation, std::int64_t version) {
    const Turn turn(tx);
    if (!find_delegation(tx, delegation)) throw NotFound("end_delegation: none");
    const auto locked = tx.query(kEndDelegation, delegation, version, clock::now());
    if (locked.empty()) throw Conflict("end_delegation: version " + std::to_string(version));
    Subject subject = subject_of(tx, locked.first().integer(1), clock::today());
    subject.holder = locked.first().integer(0);
    must(actor, Deed::keep_delegation, subject);
    changed(turn, actor, "delegation", delegation, "directory.delegation_end", "Kết thúc ủy quyền");
}

std::optional<DelegationRecord> find_delegation(db::Conn& conn, Id id) {
    const auto rows = conn.query(kFind, id);
    return rows.empty() ? std::nullopt : std::optional(read(rows.first()));
}

std::vector<DelegationRecord> delegations_of(db::Conn& conn, Id person, const std::vector<Id>& and_these) {
    db::Filter filter;
    if (and_these.empty())
        filter.where("from_person = ? OR to_person = ?", person, person);
    else
        filter.bind(person, person).in(kOfPersonOrIn, and_these);
    std::vector<DelegationRecord> list;
    for (const auto& row : filter.run(conn, "delegation.of_person", kColumns, "ORDER BY id DESC", kMost))
        list.push_back(read(row));
    return list;
}

std::vector<Delegation> delegations_between(db::Conn& conn, const std::vector<Id>& people, Day from, Day until) {
    db::Filter filter;
    filter.in("from_person", people).where("until_day >= ? AND from_day <= ? AND ended_at IS NULL", from, until);
    std::vector<Delegation> list;
    for (const auto& row : filter.run(conn, "delegation.between", kColumns, "ORDER BY from_day, id", kMost))
        list.push_back(read(row).as);
    return list;
}

}  // namespace dinh::directory
