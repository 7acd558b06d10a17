// The one list: items by deadline, overdue first. Who holds an item is a post, a unit (its leaders see it) or a person.
#pragma once
#include "modules/worklist/worklist.hpp"

namespace dinh::worklist {

struct Line {
    Id id = 0;
    std::string kind, title, note, link, from_name;
    int urgency = 0;
    std::optional<Day> due;
    Instant given_at;
    bool seen = false, overdue = false, due_soon = false;
    std::string subject_kind;
    Id subject = 0, part = 0, holder = 0;
};
struct Filter {
    Class item_class = Class::work;
    std::string kind;         // empty: all
    std::vector<Id> holders;  // empty: the actor's own grantees; a unit's view gives the unit's posts
    bool only_overdue = false;
    std::optional<Day> due_until;  // only items due by then
    bool done = false;             // the finished ones, newest first
    int most = 100;
    int skip = 0;  // pages of a list that is short by nature
};
// Open items are counted by the deeds; week: due from today to seven days on.
struct Counts {
    std::int64_t work = 0, information = 0, overdue = 0, week = 0, unread_notices = 0;
};

std::vector<Line> list(db::Conn&, const Actor&, const Filter&, Day today);
Counts counts_of(db::Conn&, const Actor&, Day today);  // one statement
// The same, read at most once in a request: the list and the frame around it ask one after the other.
Counts counts_at_hand(House&, db::Conn&, const Actor&, Day today);
void forget_counts(House&, Id person);
// "Đánh dấu đã xem": information items only; work stays. Items of others are left alone.
void finish_many(db::Tx&, const Actor&, const std::vector<Id>& items);

}  // namespace dinh::worklist
