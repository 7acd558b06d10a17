#include "modules/directory/directory.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kPersonTaken{"person.taken", "SELECT id FROM person WHERE code = $1"};
constexpr db::Sql kAddPerson{
    "person.add",
    "INSERT INTO person (id, code, full_name, sort_key, folded, phone, email, note, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Sql kPersonState{"person.state", "SELECT full_name, archived_at FROM person WHERE id = $1"};
constexpr db::Sql kLockPost{"post.lock", "UPDATE post SET version = version + 1 WHERE id = $1 RETURNING title, until_day"};
constexpr db::Sql kHolderInSpan{
    "appointment.holder_in_span",
    "SELECT p.full_name FROM appointment a JOIN person p ON p.id = a.person WHERE a.post = $1 "
    "AND a.from_day < $3 AND (a.until_day IS NULL OR a.until_day > $2) LIMIT 1"};
constexpr db::Sql kAddAppointment{
    "appointment.add",
    "INSERT INTO appointment (id, person, post, kind, basis, from_day, until_day) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Sql kEndAppointment{
    "appointment.end",
    "UPDATE appointment SET version = version + 1, until_day = $3, ended_reason = $4 WHERE id = $1 AND version = $2 "
    "RETURNING person, from_day"};
constexpr db::Sql kAddPost{
    "post.add",
    "INSERT INTO post (id, agency, unit, title, roles, signing, position, from_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr db::Sql kAddClerkship{"clerkship.add", "INSERT INTO clerkship (id, post, issuing_body, from_day) VALUES ($1, $2, $3, $4)"};

constexpr Day kEndOfTime{109572};   // 2270-01-01

}  // namespace

Id add_person(db::Tx& tx, const Actor& actor, const NewPerson& input) {
    Reasons reasons;
    const std::string name = text::clean_line(input.full_name);
    if (name.empty()) reasons.add("full_name", "Chưa nhập họ và tên.");
    if (text::length(name) > 50) reasons.add("full_name", "Họ và tên dài quá 50 chữ.");
    if (input.code.empty()) reasons.add("code", "Chưa nhập mã cán bộ.");
    if (tx.maybe_integer(kPersonTaken, input.code)) reasons.add("code", "Mã cán bộ này đã có.");
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAddPerson, id, input.code, name, text::sort_key(name), text::fold(name), input.phone, input.email, input.note, clock::now());
    changed(tx, actor, "person", id, "directory.person_add", "Thêm người");
    return id;
}

Id add_post(db::Tx& tx, const Actor& actor, const NewPost& input) {
    if (input.title.empty()) throw Refused("title", "Chưa nhập tên chức vụ, vị trí.");
    const Id id = ids::make();
    tx.exec(kAddPost, id, input.agency, input.unit == 0 ? std::nullopt : std::optional(input.unit), input.title,
            text::join(input.roles, " "), input.signing, input.position, input.from);
    changed(tx, actor, "post", id, "directory.post_add", "Thêm vị trí " + input.title);
    return id;
}

Id appoint(db::Tx& tx, const Actor& actor, Id person, Id post, std::string_view kind, std::string_view basis, Day from,
           std::optional<Day> until) {
    const auto locked = tx.query(kLockPost, post);
    if (locked.empty()) throw NotFound("appoint: no such post");
    const auto state = tx.query(kPersonState, person);
    if (state.empty()) throw NotFound("appoint: no such person");
    Reasons reasons;
    if (kind != "holder" && kind != "concurrent" && kind != "acting" && kind != "in_charge")
        reasons.add("kind", "Hình thức giữ chức vụ không có trong danh mục.");
    if (until && *until <= from) reasons.add("until", "Ngày thôi giữ phải sau ngày bắt đầu.");
    if (!state.first().null(1)) reasons.add("person", "Người này đã nghỉ, không giao vị trí được.");
    const auto holder = tx.query(kHolderInSpan, post, from, until.value_or(kEndOfTime));
    if (!holder.empty()) reasons.add("post", "Vị trí đang do " + holder.first().text(0) + " giữ trong thời gian này.");
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAddAppointment, id, person, post, kind, basis, from, until);
    changed(tx, actor, "person", person, "directory.appoint", "Giữ vị trí " + locked.first().text(0) + " từ ngày " + clock::show(from));
    return id;
}

void end_appointment(db::Tx& tx, const Actor& actor, Id appointment, std::int64_t version, Day until, std::string_view reason) {
    const auto locked = tx.query(kEndAppointment, appointment, version, until, reason);
    if (locked.empty()) throw Conflict("end_appointment: version " + std::to_string(version));
    if (until <= locked.first().day(1)) throw Refused("until", "Ngày thôi giữ phải sau ngày bắt đầu.");
    changed(tx, actor, "person", locked.first().integer(0), "directory.appointment_end", "Thôi giữ vị trí từ ngày " + clock::show(until));
}

Id add_clerkship(db::Tx& tx, Id post, Id issuing_body, Day from) {
    const Id id = ids::make();
    tx.exec(kAddClerkship, id, post, issuing_body, from);
    return id;
}

}  // namespace dinh::directory
