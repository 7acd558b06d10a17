// People and posts from a table (platform/table): tried first, with every fault by row; then applied once, all good
// rows in one deed. Columns, by their Vietnamese or English head: Mã cán bộ (code), Họ và tên (full_name), Điện
// thoại (phone), Thư điện tử (email), Cơ quan (agency: name, abbreviation or code), Đơn vị (unit), Chức vụ (title), Vai
// trò (roles, by "|"), Thẩm quyền ký (signing), Hình thức (kind), Từ ngày (from), Căn cứ (basis). A row without Chức vụ
// only adds the person. A vacant post of the same title in the unit is filled; otherwise the post is made.
//
// Moves after a personnel decision: Thôi chức vụ (leaves), the title of a post that the person holds and leaves on that
// day; another row may fill it from then on. Who is in the directory is known by his code, or by his e-mail alone. What
// waits for the post he leaves stays with the post.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/directory/directory.hpp"

namespace dinh::directory {

struct ImportLine {
    int line = 0;  // in the file, from 1
    NewPerson person;
    Id known_person = 0;                // already in the directory by his code
    Id agency = 0, unit = 0, post = 0;  // post: a vacant one to fill; 0: made, or none when title is empty
    Id leaves = 0;                      // a post he holds until `from`
    std::string title, signing, kind, basis;
    std::vector<std::string> roles;
    Day from;
};
struct ImportFault {
    int line = 0;
    std::string column, typed;  // column: in Vietnamese
    Said why;
};
struct ImportPlan {
    int rows = 0;
    std::int64_t revision = 0;  // of the directory it was made on
    std::vector<ImportLine> lines;
    std::vector<ImportFault> faults;  // rows with a fault are not in `lines`
};
ImportPlan plan_import(const Snapshot&, const Actor&, std::string_view table);

struct ImportRecord {
    Id id = 0, person = 0, people = 0, posts = 0, appointments = 0;
    std::int64_t version = 0;
    std::string file_name, hash;
    Instant at;
    std::optional<Instant> applied_at, undone_at;
};
Id keep_import(db::Tx&, const Actor&, std::string_view file_name, std::string_view hash);
std::optional<ImportRecord> find_import(db::Conn&, Id);
std::vector<ImportRecord> imports_of(db::Conn&, Id person, int most);  // newest first
// Conflict: applied before, or the directory changed since the plan was made. Refused: a post that is vacant today was
// or will be held by another from the row's day on, or did not exist then; a post that he does not hold on that day.
void apply_import(db::Tx&, const Actor&, Id import, std::int64_t version, const ImportPlan&);
// Takes back all a table has made: its appointments and posts never were, who left a post holds it on as before, its
// people are archived and their codes free again. Conflict: not applied, or undone before. Forbidden: an agency of it
// is no longer the actor's to keep. Refused, row by row, as long as anything stands on it: a person who has worked
// here, holds or has held another post, or has been delegated something; a post that others hold or held, that was
// changed, keeps books or has received records; an appointment that was changed since; a post that was left and has
// another holder now.
void undo_import(db::Tx&, const Actor&, Id import, std::int64_t version);

}  // namespace dinh::directory
