// Notices in the page: one line each, until read.
#pragma once
#include "modules/worklist/worklist.hpp"

namespace dinh::worklist {

struct Notice {
    Id id = 0;
    std::string text, link;
    Instant given_at;
    bool read = false;
};

std::vector<Notice> notices_of(db::Conn&, const Actor&, Id before, int most);
std::int64_t unread_notices(db::Conn&, const Actor&);  // exact to 100
void read_notices(db::Tx&, const Actor&);              // all of his
// Those that lead to the page or to what is below it.
void forget_notices(db::Tx&, std::string_view link);
// Reminders before deadlines (rules/handling.toml: days before) and on the day an item becomes overdue; once a day.
int remind_due(db::Tx&, Day today, const std::vector<int>& days_before);

}  // namespace dinh::worklist
