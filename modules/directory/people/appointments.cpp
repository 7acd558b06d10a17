#include "modules/directory/people/people.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kPersonState{"person.state", "SELECT full_name, archived_at FROM person WHERE id = $1"};
constexpr db::Sql kLockPost{
    "post.lock",
    "UPDATE post SET version = version + 1 WHERE id = $1 RETURNING title, until_day, agency, roles, from_day"};
constexpr db::Sql kHolderInSpan{
    "appointment.holder_in_span",
    "SELECT p.full_name FROM appointment a JOIN person p ON p.id = a.person WHERE a.post = $1 "
    "AND a.from_day < $3 AND (a.until_day IS NULL OR a.until_day > $2) LIMIT 1"};
constexpr db::Sql kAddAppointment{
    "appointment.add",
    "INSERT INTO appointment (id, person, post, kind, basis, from_day, until_day) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Sql kEndAppointment{"appointment.end",
                                  "UPDATE appointment SET version = version + 1, until_day = $3, ended_reason = $4 "
                                  "WHERE id = $1 AND version = $2 RETURNING id"};
constexpr db::Sql kOfPerson{"appointment.of_person",
                            "SELECT id, person, post, version, kind, basis, ended_reason, from_day, until_day FROM "
                            "appointment WHERE person = $1 "
                            "ORDER BY from_day DESC, id DESC"};
constexpr db::Sql kFind{
    "appointment.find",
    "SELECT id, person, post, version, kind, basis, ended_reason, from_day, until_day FROM appointment WHERE id = $1"};
constexpr db::Sql kPostKept{"appointment.post", "SELECT agency, roles FROM post WHERE id = $1"};

constexpr Day kEndOfTime{109572};  // 2270-01-01

Appointment read(const db::Rows::Row& row) {
    return {row.integer(0), row.integer(1), row.integer(2), row.integer(3),  row.text(4),
            row.text(5),    row.text(6),    row.day(7),     row.maybe_day(8)};
}

void must_keep(db::Tx& tx, const Actor& actor, Id agency, std::string_view roles, Day day) {
    Subject subject = subject_of(tx, agency, day);
    subject.guarded = guarded(text::split(roles, ' '));
    must(actor, Deed::keep_people, subject);
}

}  // namespace

std::vector<Appointment> appointments_of(db::Conn& conn, Id person) {
    std::vector<Appointment> list;
    for (const auto& row : conn.query(kOfPerson, person)) list.push_back(read(row));
    return list;
}

std::optional<Appointment> find_appointment(db::Conn& conn, Id id) {
    const auto rows = conn.query(kFind, id);
    return rows.empty() ? std::nullopt : std::optional(read(rows.first()));
}

Id appoint(db::Tx& tx, const Actor& actor, Id person, Id post, std::string_view kind, std::string_view basis, Day from,
           std::optional<Day> until) {
    const Turn turn(tx);
    const auto locked = tx.query(kLockPost, post);
    if (locked.empty()) throw NotFound("appoint: no such post");
    const auto row = locked.first();
    must_keep(tx, actor, row.integer(2), row.view(3), from);
    const auto state = tx.query(kPersonState, person);
    if (state.empty()) throw NotFound("appoint: no such person");
    Reasons reasons;
    if (kind != "holder" && kind != "concurrent" && kind != "acting" && kind != "in_charge")
        reasons.add("kind", "Hình thức giữ chức vụ không có trong danh mục.");
    if (until && *until <= from) reasons.add("until", "Ngày thôi giữ phải sau ngày bắt đầu.");
    if (!row.null(1) && row.day(1) <= from)
        reasons.add("post", Said("Vị trí này đã bãi bỏ từ ngày %1.", {clock::show(row.day(1))}));
    if (from < row.day(4)) reasons.add("from", Said("Vị trí này chỉ có từ ngày %1.", {clock::show(row.day(4))}));
    if (!state.first().null(1)) reasons.add("person", "Người này đã nghỉ, không giao vị trí được.");
    const auto holder = tx.query(kHolderInSpan, post, from, until.value_or(kEndOfTime));
    if (!holder.empty())
        reasons.add("post", Said("Vị trí đang do %1 giữ trong thời gian này.", {holder.first().text(0)}));
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAddAppointment, id, person, post, kind, basis, from, until);
    changed(turn, actor, "person", person, "directory.appoint",
            Said("Giữ vị trí %1 từ ngày %2", {row.text(0), clock::show(from)}));
    return id;
}

void end_appointment(db::Tx& tx, const Actor& actor, Id appointment, std::int64_t version, Day until,
                     std::string_view reason) {
    const Turn turn(tx);
    if (!find_appointment(tx, appointment)) throw NotFound("end_appointment: none");
    if (tx.query(kEndAppointment, appointment, version, until, reason).empty())
        throw Conflict("end_appointment: version " + std::to_string(version));
    const auto ended = *find_appointment(tx, appointment);
    const auto post = tx.query(kPostKept, ended.post);
    must_keep(tx, actor, post.first().integer(0), post.first().view(1), clock::today());
    if (until <= ended.from) throw Refused("until", "Ngày thôi giữ phải sau ngày bắt đầu.");
    changed(turn, actor, "person", ended.person, "directory.appointment_end",
            Said("Thôi giữ vị trí từ ngày %1", {clock::show(until)}));
}

}  // namespace dinh::directory
