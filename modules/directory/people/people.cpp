#include "modules/directory/people/people.hpp"

#include "modules/directory/snapshot/revision.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kFindPerson{
    "person.find", "SELECT id, version, code, full_name, phone, email, note, archived_at FROM person WHERE id = $1"};
constexpr db::Sql kPersonTaken{"person.taken", "SELECT id FROM person WHERE code = $1"};
constexpr db::Sql kAddPerson{
    "person.add",
    "INSERT INTO person (id, code, full_name, sort_key, folded, phone, email, note, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Sql kLockPerson{"person.lock",
                              "UPDATE person SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING id"};
constexpr db::Sql kChangePerson{"person.change",
                                "UPDATE person SET code = $2, full_name = $3, sort_key = $4, folded = $5, phone = $6, "
                                "email = $7, note = $8 WHERE id = $1"};
constexpr db::Sql kArchive{"person.archive", "UPDATE person SET archived_at = $2 WHERE id = $1"};
constexpr db::Sql kEndAll{"person.end_appointments",
                          "UPDATE appointment SET until_day = $2, ended_reason = $3, version = version + 1 "
                          "WHERE person = $1 AND from_day < $2 AND (until_day IS NULL OR until_day > $2)"};
constexpr db::Sql kLater{"person.later_appointments",
                         "SELECT COUNT(*) FROM appointment WHERE person = $1 AND from_day >= $2"};
constexpr db::Sql kPostsHeld{
    "person.posts_held",
    "SELECT DISTINCT p.agency, p.roles FROM appointment a JOIN post p ON p.id = a.post WHERE a.person = $1 "
    "AND (a.until_day IS NULL OR a.until_day > $2)"};

NewPerson cleaned(const NewPerson& input) {
    return {text::clean_line(input.code), text::clean_line(input.full_name), text::clean_line(input.phone),
            text::clean_line(input.email), text::clean_line(input.note)};
}

void check(db::Tx& tx, const NewPerson& input, Id self) {
    Reasons reasons;
    if (input.full_name.empty()) reasons.add("full_name", "Chưa nhập họ và tên.");
    if (text::length(input.full_name) > 50) reasons.add("full_name", "Họ và tên dài quá 50 chữ.");
    if (input.code.empty()) reasons.add("code", "Chưa nhập mã cán bộ.");
    if (text::length(input.code) > 50) reasons.add("code", "Mã cán bộ dài quá 50 chữ.");
    const auto taken = tx.maybe_integer(kPersonTaken, input.code);
    if (taken && *taken != self) reasons.add("code", "Mã cán bộ này đã có.");
    if (!input.email.empty() && !is_mail_address(input.email))
        reasons.add("email", "Địa chỉ thư điện tử không đúng dạng ten@coquan.vn.");
    if (text::length(input.phone) > 50) reasons.add("phone", "Số điện thoại dài quá 50 chữ.");
    reasons.done();
}

PersonRecord lock(db::Tx& tx, const Actor& actor, Id person, std::int64_t version) {
    if (!find_person_record(tx, person)) throw NotFound("person: none " + std::to_string(person));
    must_keep_person(tx, actor, person);
    if (tx.query(kLockPerson, person, version).empty()) throw Conflict("person: version " + std::to_string(version));
    return *find_person_record(tx, person);
}

}  // namespace

bool is_mail_address(std::string_view email) {
    const auto at = email.find('@');
    return at != std::string_view::npos && at > 0 && email.find('.', at) != std::string_view::npos &&
           email.find(' ') == std::string_view::npos;
}

std::optional<PersonRecord> find_person_record(db::Conn& conn, Id id) {
    const auto rows = conn.query(kFindPerson, id);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return PersonRecord{row.integer(0),
                        row.integer(1),
                        {row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)},
                        row.maybe_instant(7)};
}

void must_keep_person(db::Conn& conn, const Actor& actor, Id person) {
    if (may_keep(conn, actor, person)) return;
    if (sees_people(actor) && !actor.with_role(role::kAuditor))
        throw NotFound("person not visible " + std::to_string(person));
    throw Forbidden(who_may(Deed::keep_people), "person: not kept by the actor");
}

bool may_keep(db::Conn& conn, const Actor& actor, Id person) {
    bool any = false, keeps = false, closed = false;
    for (const auto& row : conn.query(kPostsHeld, person, clock::today())) {
        Subject subject = subject_of(conn, row.integer(0), clock::today());
        any = true;
        keeps = keeps || can(actor, Deed::keep_people, subject);
        subject.guarded = guarded(text::split(row.view(1), ' '));
        closed = closed || (subject.guarded && !can(actor, Deed::keep_people, subject));
    }
    return any ? keeps && !closed : can(actor, Deed::add_person, {});
}

Id add_person(db::Tx& tx, const Actor& actor, const NewPerson& typed) {
    const Turn turn(tx);
    must(actor, Deed::add_person, {});
    const NewPerson input = cleaned(typed);
    check(tx, input, 0);
    const Id id = ids::make();
    tx.exec(kAddPerson, id, input.code, input.full_name, text::sort_key(input.full_name), text::fold(input.full_name),
            input.phone, input.email, input.note, clock::now());
    changed(turn, actor, "person", id, "directory.person_add", "Thêm người");
    return id;
}

void change_person(db::Tx& tx, const Actor& actor, Id person, std::int64_t version, const NewPerson& typed) {
    const Turn turn(tx);
    const auto was = lock(tx, actor, person, version).as;
    const NewPerson input = cleaned(typed);
    check(tx, input, person);
    tx.exec(kChangePerson, person, input.code, input.full_name, text::sort_key(input.full_name),
            text::fold(input.full_name), input.phone, input.email, input.note);
    changed(turn, actor, "person", person, "directory.person_change", "Sửa thông tin người",
            {{"full_name", was.full_name, input.full_name},
             {"phone", was.phone, input.phone},
             {"email", was.email, input.email}});
}

void archive_person(db::Tx& tx, const Actor& actor, Id person, std::int64_t version, Day day, std::string_view reason) {
    const Turn turn(tx);
    const auto was = lock(tx, actor, person, version);
    Reasons reasons;
    if (was.archived_at) reasons.add("day", "Người này đã nghỉ.");
    if (day > clock::today())
        reasons.add("day", "Ghi nghỉ từ hôm nay trở về trước; nghỉ về sau thì cho thôi giữ vị trí từ ngày đó.");
    if (tx.integer(kLater, person, day) > 0)
        reasons.add("day", "Người này nhận vị trí từ sau ngày đó: hãy xem lại các vị trí.");
    if (reason.empty()) reasons.add("reason", "Chưa ghi lý do, căn cứ.");
    reasons.done();
    tx.exec(kArchive, person, clock::now());
    tx.exec(kEndAll, person, day, reason);
    changed(turn, actor, "person", person, "directory.person_archive",
            Said("Nghỉ từ ngày %1: %2", {clock::show(day), std::string(reason)}));
}

}  // namespace dinh::directory
