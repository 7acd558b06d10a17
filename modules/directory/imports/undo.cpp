// A whole table taken back.
#include "modules/directory/imports/imports.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kLock{"import.lock_undo",
                        "UPDATE directory_import SET version = version + 1, undone_at = $3 WHERE id = $1 AND version = "
                        "$2 AND applied_at IS NOT NULL AND undone_at IS NULL RETURNING id"};
constexpr db::Sql kLines{"import.lines", "SELECT COUNT(*) FROM directory_import_line WHERE import = $1"};
constexpr db::Sql kAgencies{
    "import.agencies",
    "SELECT DISTINCT p.agency, p.roles FROM directory_import_line l JOIN post p ON p.id = l.post WHERE l.import = $1"};

// What stands on a row: the line, and a name to say with it.
constexpr db::Sql kChanged{
    "import.changed_since",
    "SELECT l.line, n.full_name FROM directory_import_line l JOIN appointment a ON a.id = l.appointment "
    "JOIN person n ON n.id = l.person WHERE l.import = $1 AND a.version > 1 ORDER BY l.line"};
constexpr db::Sql kOtherPosts{
    "import.other_posts",
    "SELECT DISTINCT l.line, n.full_name FROM directory_import_line l JOIN appointment a ON a.person = l.made_person "
    "JOIN person n ON n.id = l.made_person WHERE l.import = $1 AND a.id NOT IN (SELECT o.appointment FROM "
    "directory_import_line o WHERE o.import = $1) ORDER BY l.line"};
constexpr db::Sql kOtherHolders{
    "import.other_holders",
    "SELECT DISTINCT l.line, n.full_name FROM directory_import_line l JOIN appointment a ON a.post = l.made_post "
    "JOIN person n ON n.id = a.person WHERE l.import = $1 AND a.id <> l.appointment ORDER BY l.line, n.full_name"};
constexpr db::Sql kPostChanged{
    "import.post_changed",
    "SELECT l.line, p.title FROM directory_import_line l JOIN post p ON p.id = l.made_post WHERE l.import = $1 "
    "AND (p.version > 1 OR p.until_day IS NOT NULL) ORDER BY l.line"};
constexpr db::Sql kBooks{
    "import.books",
    "SELECT DISTINCT l.line, b.name FROM directory_import_line l JOIN clerkship c ON c.post = l.made_post "
    "JOIN issuing_body b ON b.id = c.issuing_body WHERE l.import = $1 ORDER BY l.line, b.name"};
constexpr db::Sql kDelegated{
    "import.delegated",
    "SELECT l.line, n.full_name FROM directory_import_line l JOIN person n ON n.id = l.made_person WHERE l.import = $1 "
    "AND (EXISTS (SELECT 1 FROM delegation d WHERE d.to_person = l.made_person) OR EXISTS (SELECT 1 FROM delegation d "
    "WHERE d.from_person = l.made_person)) ORDER BY l.line"};
constexpr db::Sql kRecords{
    "import.records",
    "SELECT l.line, n.full_name FROM directory_import_line l JOIN person n ON n.id = l.person WHERE l.import = $1 AND "
    "(EXISTS (SELECT 1 FROM record_grant g WHERE g.grantee = l.made_post) OR EXISTS (SELECT 1 FROM record_grant g "
    "WHERE g.grantee = l.made_person)) ORDER BY l.line"};
constexpr db::Sql kWorked{
    "import.worked",
    "SELECT l.line, n.full_name FROM directory_import_line l JOIN person n ON n.id = l.made_person WHERE l.import = $1 "
    "AND EXISTS (SELECT 1 FROM audit_entry e WHERE e.person = l.made_person) ORDER BY l.line"};
constexpr db::Sql kArchived{
    "import.archived",
    "SELECT l.line, n.full_name FROM directory_import_line l JOIN person n ON n.id = l.made_person WHERE l.import = $1 "
    "AND n.archived_at IS NOT NULL ORDER BY l.line"};

constexpr db::Sql kLeftChanged{"import.left_changed",
                               "SELECT l.line, n.full_name FROM directory_import_leaving l JOIN appointment a ON a.id "
                               "= l.appointment JOIN person n "
                               "ON n.id = a.person WHERE l.import = $1 AND a.version <> l.version ORDER BY l.line"};
constexpr db::Sql kLeftTaken{
    "import.left_taken",
    "SELECT DISTINCT l.line, n.full_name FROM directory_import_leaving l JOIN appointment was ON was.id = "
    "l.appointment "
    "JOIN appointment a ON a.post = was.post AND a.id <> was.id AND a.from_day >= was.until_day AND (a.until_day IS "
    "NULL "
    "OR a.until_day > a.from_day) JOIN person n ON n.id = a.person WHERE l.import = $1 AND a.id NOT IN (SELECT "
    "o.appointment FROM directory_import_line o WHERE o.import = $1) ORDER BY l.line, n.full_name"};

struct Rule {
    const db::Sql& standing;
    const char* why;  // %1 line, %2 name
};
const Rule kRules[] = {{kChanged, "Dòng %1: lượt giao vị trí cho %2 đã được sửa hoặc đã kết thúc."},
                       {kOtherPosts, "Dòng %1: %2 đã được giao thêm vị trí khác."},
                       {kOtherHolders, "Dòng %1: vị trí này đã có %2 giữ."},
                       {kPostChanged, "Dòng %1: vị trí “%2” đã được sửa hoặc đã đóng."},
                       {kBooks, "Dòng %1: vị trí này giữ sổ của %2."},
                       {kDelegated, "Dòng %1: %2 đã có ủy quyền."},
                       {kRecords, "Dòng %1: %2 đã được giao văn bản hoặc hồ sơ."},
                       {kWorked, "Dòng %1: %2 đã đăng nhập và làm việc."},
                       {kArchived, "Dòng %1: %2 đã được ghi nghỉ."},
                       {kLeftChanged, "Dòng %1: việc thôi giữ vị trí của %2 đã được sửa."},
                       {kLeftTaken, "Dòng %1: vị trí đã thôi nay do %2 giữ."}};
constexpr int kMostTold = 200;

constexpr db::Sql kEndAppointments{
    "import.end_appointments",
    "UPDATE appointment SET until_day = from_day, ended_reason = $2, version = version + 1 WHERE id IN (SELECT "
    "appointment FROM directory_import_line WHERE import = $1)"};
constexpr db::Sql kHoldOn{
    "import.hold_on",
    "UPDATE appointment SET until_day = (SELECT l.was_until FROM directory_import_leaving l WHERE l.import = $1 AND "
    "l.appointment = appointment.id), ended_reason = '', version = version + 1 WHERE id IN (SELECT appointment FROM "
    "directory_import_leaving WHERE import = $1)"};
constexpr db::Sql kLeft{
    "import.left",
    "SELECT DISTINCT p.agency, p.roles FROM directory_import_leaving l JOIN appointment a ON a.id = "
    "l.appointment JOIN post p ON p.id = a.post WHERE l.import = $1"};
constexpr db::Sql kEndPosts{
    "import.end_posts",
    "UPDATE post SET until_day = from_day, version = version + 1 WHERE id IN (SELECT made_post FROM "
    "directory_import_line WHERE import = $1)"};
// The code names nobody any more: the corrected table brings it again.
constexpr db::Sql kEndPeople{
    "import.end_people",
    "UPDATE person SET archived_at = $2, code = code || $3, version = version + 1 WHERE id IN (SELECT made_person FROM "
    "directory_import_line WHERE import = $1)"};
constexpr db::Sql kPeople{"import.people_of",
                          "SELECT DISTINCT person FROM directory_import_line WHERE import = $1 ORDER BY person"};

void must_still_keep(db::Tx& tx, const Actor& actor, Id import) {
    for (const auto* of : {&kAgencies, &kLeft})
        for (const auto row : tx.query(*of, import)) {
            Subject subject = subject_of(tx, row.integer(0), clock::today());
            subject.guarded = guarded(text::split(row.text(1), ' '));
            must(actor, Deed::keep_people, subject);
            must(actor, Deed::keep_posts, subject);
        }
}

void check_free(db::Tx& tx, Id import) {
    Reasons reasons;
    int told = 0, left = 0;
    for (const Rule& rule : kRules)
        for (const auto row : tx.query(rule.standing, import)) {
            if (told == kMostTold) {
                ++left;
                continue;
            }
            ++told;
            reasons.add(Said(rule.why, {std::to_string(row.integer(0)), row.text(1)}));
        }
    if (left > 0) reasons.add(Said("Và %1 lý do nữa.", {text::number(left)}));
    reasons.done();
}

}  // namespace

void undo_import(db::Tx& tx, const Actor& actor, Id import, std::int64_t version) {
    must(actor, Deed::import_tables, {});
    if (tx.query(kLock, import, version, clock::now()).empty())
        throw Conflict("undo_import: version " + std::to_string(version));
    const Turn turn(tx);
    if (tx.integer(kLines, import) == 0)
        throw Refused("Bảng này được ghi khi nhà chưa lưu từng dòng, nên không hoàn tác được cả bảng.");
    must_still_keep(tx, actor, import);
    check_free(tx, import);
    for (const auto row : tx.query(kPeople, import))
        deed::history(tx, actor, actor.acting_capacity(), "person", row.integer(0), "directory.import_undo",
                      "Hoàn tác bảng đã nhập");
    tx.exec(kEndAppointments, import, "Hoàn tác bảng nhập");
    tx.exec(kHoldOn, import);
    tx.exec(kEndPosts, import);
    tx.exec(kEndPeople, import, clock::now(), "#" + std::to_string(import));
    changed(turn, actor, "directory_import", import, "directory.import_undo", "Hoàn tác bảng đã nhập");
}

}  // namespace dinh::directory
