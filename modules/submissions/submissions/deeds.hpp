// What the deeds on submissions share.
#pragma once
#include "modules/submissions/submissions/submission.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::submissions {

// Parts of a submission on the work list: one for each thing that can wait. An opinion asked has its own id as part.
inline constexpr Id kReceivePart = 0, kAssignPart = 1, kExaminePart = 2, kReviewPart = 3, kDecidePart = 4,
                    kCompletePart = 5, kDocumentPart = 6;
inline constexpr std::size_t kMostLetters = 4000;  // of a slip, an opinion, reasons

std::string link_of(Id submission);
// Locks by version. NotFound: absent or not visible to the actor; Conflict: changed since it was read.
Submission locked(db::Tx&, const Actor&, Id, std::int64_t version);
// For hearers: locks whatever version it has.
std::optional<Submission> touched(db::Tx&, Id);

// Refused with the state's name when it is none of those asked.
void must_be(const Submission&, std::initializer_list<std::string_view> states);
// History, audit and who finds it by search.
void note(db::Tx&, const Actor&, const Capacity*, const Submission&, std::string_view deed, const Said&);
void announce(db::Tx&, const Actor&, const Submission&, std::string_view event);
void set_state(db::Tx&, Submission&, std::string_view state);
// Where the row was written with its new state: grants follow.
void state_written(db::Tx&, Submission&, std::string_view state);
void put_search(db::Tx&, const Submission&);
void give_work(db::Tx&, const Submission&, Id part, std::string_view kind, const std::vector<Id>& holders,
               std::optional<Day> due, std::string_view from_name);
// Whoever made it is told one line.
void tell_sender(db::Tx&, const Submission&, const Said&);

// Posts that lead the office of the committee.
std::vector<Id> office_leaders(const directory::Snapshot&, const Submission&);
std::vector<Id> clerks_of(db::Conn&, const Submission&);
void give_to_office(db::Tx&, const directory::Snapshot&, const Submission&, std::string_view part_kind, Id part,
                    Day due, std::string_view from_name);

// Text as kept: NFC, without control characters, of several lines. Faults: missing, too long.
std::string checked_text(Reasons&, std::string_view field, std::string_view typed, const char* missing,
                         std::size_t most = kMostLetters);
std::string must_say(std::string_view field, std::string_view typed, const char* missing,
                     std::size_t most = kMostLetters);
std::string label_of(const Actor&, const Capacity&);

}  // namespace dinh::submissions
