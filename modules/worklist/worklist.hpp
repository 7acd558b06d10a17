// "Việc của tôi": whatever waits for a person stands in one list by deadline, across all modules.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/module/module.hpp"

namespace dinh::worklist {

module::Manifest manifest();
// The work kinds of all modules, once at start.
void set_kinds(const std::vector<module::WorkKind>&);
void set_search_kinds(const std::vector<module::SearchKind>&);

// work: must be done, counts as overdue; information ("để biết"): apart from work, may be marked read in bulk.
enum class Class { work, information };

struct Item {
    std::string kind;          // a WorkKind of the module: "documents.direct"
    std::string subject_kind;  // record kind, "incoming"
    Id subject = 0;
    Id part =
        0;  // the forwarding, step ... inside the subject; 0 none. (subject_kind, subject, part, holder) is unique
    Id holder = 0;  // post, unit (its leaders see it) or person id
    Id agency = 0;
    std::string title;  // what the list shows: subject of the document
    std::string note;   // second line: number, from whom
    std::string link;   // path of the page
    Class item_class = Class::work;
    int urgency = 0;  // 0 thường .. 3 hỏa tốc
    std::optional<Day> due;
    std::string from_name;  // who gave it
};
// In a deed. Putting the same again updates it (and opens it again).
void put(db::Tx&, const Item&);
void finish(db::Tx&, std::string_view subject_kind, Id subject, Id part, Id holder);  // done: leaves the list
void finish_part(db::Tx&, std::string_view subject_kind, Id subject, Id part);        // for all holders
void finish_all(db::Tx&, std::string_view subject_kind, Id subject);
void finish_all_but(db::Tx&, std::string_view subject_kind, Id subject, std::string_view kind);
// The subject is to leave no word behind: its items go, finished ones too, and the notices that lead to `link` or
// below it.
void forget(db::Tx&, std::string_view subject_kind, Id subject, std::string_view link);
void set_due(db::Tx&, std::string_view subject_kind, Id subject, Id part, std::optional<Day> due);

// Announced for each item that somebody marked as read in the list, so that its module ends its part. `subject` and
// `person` say what and who; payload JSON: {"subject_kind": "incoming", "part": "17"}.
inline constexpr std::string_view kItemRead = "worklist.item_read";

// A notice: one line, once, in the page and by the ways its reader chose, in his language. Holder 0: nobody.
void notify(db::Tx&, Id holder, const Said&, std::string_view link);

}  // namespace dinh::worklist
