// The hand-over after a reorganisation ended agencies or let parts of one go: a job asks every hearer, batch by batch,
// each batch a transaction with its line of the log. Cut at any moment it goes on where it stood: a batch happened
// wholly or not at all.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "modules/directory/agencies/reorganisation/reorganisation.hpp"
#include "platform/house/house.hpp"
#include "platform/jobs/jobs.hpp"

namespace dinh::directory {

inline constexpr std::string_view kHandOverJob = "directory.reorganise";

// One line for each hearer, agency and successor, and the job that works them off.
void plan_hand_over(db::Tx&, const Reorganisation&, const std::vector<Id>& targets);
void start_hand_over(db::Tx&, Instant not_before);
// The job: carries out what is due and hands over until nothing is left that needs no person.
void reorganise(House&, const jobs::Job&);
// The same for all lines that are open: returns how many batches ran. `yields`: rests as long as each batch took, so
// that the work of others goes on.
int hand_over(db::Database&, bool yields = false);

struct HandOver {
    Id from = 0, to = 0;  // to 0: it lists what a person chooses for
    std::string hearer, state;
    std::int64_t batches = 0;
    Instant at;
};
std::vector<HandOver> hand_overs_of(db::Conn&, Id reorganisation);
struct MovedLine {
    Id from = 0, to = 0;
    std::string what;
    std::int64_t moved = 0;
};
std::vector<MovedLine> moved_from(db::Conn&, const std::vector<Id>& agencies);
// Titles and counts of the figures "module.open_...": what is open in the agency.
std::vector<std::pair<std::string, std::int64_t>> open_records(db::Conn&, Id agency, Day);

// Choices after a split or a separation. After a separation the agency itself may be chosen: the record stays.
struct WaitingRecord {
    std::string kind;
    Id record = 0;
    std::string title, link;
    Id unit = 0, to = 0;
};
struct ChoiceFilter {
    Id unit = 0;  // 0: any
    bool only_open = true;
    Id after = 0;
    int most = 50;
};
std::vector<WaitingRecord> choices_of(db::Conn&, Id agency, const ChoiceFilter&);  // by record id
struct ChoiceCount {
    Id unit = 0, to = 0;
    std::int64_t records = 0;
};
std::vector<ChoiceCount> choice_counts(db::Conn&, Id agency);  // of units; to 0: nobody has chosen yet
// For these records ("kind:id"), or for all of a rule. Refused: no successor of the agency, nothing to choose for;
// after a separation also an agency in which nobody takes over yet.
struct Chosen {
    std::vector<std::pair<std::string, Id>> records = {};  // empty: all that are open
    Id unit = 0;                                           // of all open ones only those of this unit; 0: every unit
    bool no_unit = false;                                  // of all open ones only those that no unit works on
    Id to = 0;
};
// Keepers of the directory for these agencies, and clerks and leaders of a successor; after a separation those of the
// agency that lives on, whose records they are. Returns how many.
std::int64_t choose(db::Tx&, const Actor&, Id reorganisation, const Chosen&);
std::optional<Id> division_of(db::Conn&, Id agency);  // the last split or separation of it
std::vector<Id> receivers_of(const Reorganisation&);  // who may be chosen
bool may_choose(db::Conn&, const Actor&, const Reorganisation&);

}  // namespace dinh::directory
