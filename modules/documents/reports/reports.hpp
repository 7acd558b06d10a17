// Reports on the handling of documents (báo cáo tình hình xử lý văn bản): how many an agency had in a month or a
// quarter, by unit and post, and what became of them. A document counts for whom it was led by last; for nobody before
// it was forwarded.
//
//   incoming   share    carried chuyển từ kỳ trước | received đến trong kỳ
//              outcome  closed_on_time | closed_late | closed_without_result | open_in_time | open_overdue
//   outgoing   share    with_file có tệp đã ký | without_file
//              outcome  issued | issued_late
//
// carried + received = closed + open. Returned, recalled and secret documents do not count. What is open is judged at
// the end of the period, or today when it lasts: overdue when the deadline has passed and no reply was issued.
//
// After a reorganisation a document counts for the agency that had it on the last day of the period (as it was). In
// present boundaries an agency also has what those had that went into it wholly, of any depth; one that was divided
// stands apart, because nobody knows which of the successors a closed document would have gone to.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/directory/directory.hpp"
#include "platform/module/module.hpp"

namespace dinh::documents::reports {

struct Period {
    Day from, until;   // both inclusive
    std::string name;  // 2026-11 | 2026-q4
    bool is_month() const { return name.size() == 7 && name[5] != 'q'; }
};
// nullopt: neither a month nor a quarter of 2000..2200.
std::optional<Period> period_of(std::string_view name);
Period month_of(Day);
Period quarter_of(Day);
Period before(const Period&);                  // of the same length
std::vector<Period> months_of(const Period&);  // itself when it is a month

// What a document counts as.
struct Case {
    Id document = 0, unit = 0, post = 0;
    std::string direction, share, outcome;
};
// Of both directions, newest first; `today` bounds a period that lasts.
std::vector<Case> cases(db::Conn&, const directory::Snapshot&, Id agency, const Period&, Day today);

// An agency with all that went into it alone, itself first; and those that were divided, with it among the heirs.
struct Whole {
    std::vector<Id> agencies, divided;
};
Whole whole_of(const directory::Snapshot&, Id agency);
// Where the figures of an agency stand in present boundaries: itself when it is at work or was divided.
Id present_of(const directory::Snapshot&, Id agency);
bool was_divided(const directory::Snapshot&, Id agency);
// Of all of them, newest first.
std::vector<Case> cases(db::Conn&, const directory::Snapshot&, const std::vector<Id>& agencies, const Period&,
                        Day today);

struct Sum {
    std::string direction;
    Id unit = 0, post = 0;
    std::string share, outcome;  // "" within a longer period: carried from, or into, another month of it
    std::int64_t records = 0;
};
std::vector<Sum> sums_of(const std::vector<Case>&);

// A figure of a report: a share or an outcome, of a unit or a post when they are named.
struct Cell {
    std::string direction, column;  // column: a share, an outcome, closed, open, or "" for all
    std::optional<Id> unit, post;
    bool holds(std::string_view direction, Id unit, Id post, std::string_view share, std::string_view outcome) const;
};
bool is_column(std::string_view direction, std::string_view column);
std::int64_t figure(const std::vector<Sum>&, const Cell&);

// Whether documents may have passed to or from the agency within the period: it, or one that led to it, ended then.
bool passed_within(const directory::Snapshot&, Id agency, const Period&);
// The kept sums of a month, and of a quarter within which documents passed: what was received by one agency and is with
// another at its end cannot be added up from its months. count_period replaces those of one agency.
void count_period(db::Database&, const directory::Snapshot&, Id agency, const Period&, Day today);
struct AgencySums {
    Id agency = 0;
    Instant counted_at;
    std::vector<Sum> sums;
};
// Of each agency that was counted; of a quarter, unless it was counted itself: carried from its first month, open at
// its last, the rest added up.
std::vector<AgencySums> kept(db::Conn&, const Period&, Day today);
// The same in present boundaries: one for each agency at work, and for each that was divided.
std::vector<AgencySums> in_present(const directory::Snapshot&, std::vector<AgencySums>);
// What an agency closed in each of these months, by outcome.
struct Closed {
    std::string month, outcome;
    std::int64_t records = 0;
};
std::vector<Closed> closed_by_month(db::Conn&, Id agency, const Period& first, const Period& last);
// The job: this month of every agency at work, the last one until its tenth day, and months never counted; so with the
// quarters that are to be counted.
void count_all(db::Database&, const directory::Snapshot&, Day today);

// What the module publishes of a report, by agency and month: the month of the first day that is asked for, as it was
// counted last.
std::vector<module::Figure> figures();

}  // namespace dinh::documents::reports
