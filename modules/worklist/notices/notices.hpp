// Notices in the page: one line each, until read.
#pragma once
#include "modules/worklist/worklist.hpp"

namespace dinh::worklist {

struct Notice {
    Id id = 0;
    std::string text, link;
    Instant given_at;
    bool read = false;
    std::optional<Said> said;  // the same, to be translated; none: an older row
};

std::vector<Notice> notices_of(db::Conn&, const Actor&, Id before, int most);
void read_notices(db::Tx&, const Actor&);  // all of his
// A notice that stays in the page, as one that says that the other ways fail.
void notify_in_page(db::Tx&, Id holder, const Said&, std::string_view link);
// A sentence as it is stored, and back; nullopt for what said_text() did not make.
std::string said_text(const Said&);
std::optional<Said> said_from(std::string_view stored);
// Those that lead to the page or to what is below it, and what was or is to be sent of them.
void forget_notices(db::Tx&, std::string_view link);
// On which days holders are reminded: before the deadline, and again each so many days after it (0: only once).
struct Reminders {
    std::vector<int> days_before;
    int repeat_days = 0;
};
Reminders reminders_on(Day);  // of rules/handling.toml, in force on the day
// Reminders before deadlines, on the day an item becomes overdue and on from there for two months; once a day.
int remind_due(db::Tx&, Day today, const Reminders&);

}  // namespace dinh::worklist
