// Submissions (hồ sơ trình): the record, its states, what the sender does.
//
//   preparing            đang lập hồ sơ        seen by the sender alone
//   awaiting_receipt     chờ tiếp nhận
//   awaiting_assignment  chờ phân công
//   in_examination       đang thẩm tra         by a specialist of the committee's office
//   returned             đã trả lại            missing or wrong papers, all reasons at once, once (rules/submissions)
//   awaiting_review      chờ duyệt phiếu trình by the head of the office
//   awaiting_decision    chờ lãnh đạo cho ý kiến
//   awaiting_meeting     chờ họp
//   agreed               đã đồng ý, chờ soạn văn bản
//   issuing              đang ký, phát hành     an outgoing document of the committee on its usual way
//   closed               đã trả kết quả
//   disagreed            không đồng ý
//   withdrawn            đã rút
//   removed              đã gỡ: văn bản mật     its letter proved secret; nothing of it is kept
//
// Legal ground: working rules of the committee; Nghị định 30/2020/NĐ-CP; of normative decisions Luật 64/2025/QH15.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/directory/directory.hpp"
#include "modules/submissions/rights.hpp"
#include "platform/files/files.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::submissions {

struct Submission {
    Id id = 0;
    std::int64_t version = 0;
    Id owner_agency = 0;  // the sender; the committee itself for one from outside the directory
    Day rules_day;
    Instant created_at;
    Id created_by_person = 0, created_by_post = 0;
    Id committee = 0, body = 0;  // agency and issuing body it is laid before
    bool by_office = false;
    std::string sender_name, kind, document_kind, subject, field;
    std::optional<Day> asked_day;  // by which the sender needs the document
    Id letter_outgoing = 0, letter_incoming = 0;
    std::string letter_mark;
    std::optional<Day> letter_day;
    Id task_incoming = 0;  // the sender's own incoming document that asked for it
    std::string task_mark, state;
    std::optional<Day> submitted_day, received_day, due;  // due: of the examination
    int returns = 0;
    std::string return_reasons;
    std::optional<Day> complete_due;
    Id unit = 0, examiner = 0;
    std::string examiner_label;
    std::optional<Day> examined_day;
    bool examined_late = false;
    Id outgoing = 0;
    std::string result_mark;
    std::optional<Day> result_day, ended_day;
    std::string end_reason;
};

// Where an agency submits: the committee above it, the body that issues there, the agency that works for it (the
// committee itself when it has no separate office). nullopt: nobody above issues as a committee.
struct Committee {
    Id agency = 0, body = 0, office = 0;
};
std::optional<Committee> committee_of(const directory::Snapshot&, Id sender);
std::optional<Committee> committee_itself(const directory::Snapshot&, Id committee);

struct SubmissionInput {
    Id letter_outgoing = 0;  // one of the two
    Id letter_incoming = 0;
    std::string kind, document_kind, subject, field, task_mark;
    std::optional<Day> asked_day;
};

bool is_open_state(std::string_view state);
bool may_be_withdrawn(std::string_view state);  // before the decision
bool is_with_sender(std::string_view state);    // preparing or returned: papers may change
const std::vector<std::string>& open_states();
std::string state_name(std::string_view state);
std::string kind_name(std::string_view kind);
// The deadline of the step it is in.
std::optional<Day> due_of(const Submission&);
bool overdue(const Submission&, Day today);

std::optional<Submission> find_submission(db::Conn&, Id);
// Only what the actor was given; NotFound otherwise.
Submission visible_submission(db::Conn&, const Actor&, Id);
Subject subject_of(db::Conn&, const Submission&);

// Deeds of the sender. Each locks its submission by version (Conflict when it changed), then right and rule.
// Refused: no letter, a letter that is no issued tờ trình of the actor's agency (or no incoming one of the committee),
// a letter that waits in another submission, no committee above, unknown kinds, a deadline that has passed, a task
// mark that names no incoming document the actor sees, faults of length.
Id prepare(db::Tx&, const Actor&, const directory::Snapshot&, const SubmissionInput&);
// The letter stays.
void edit(db::Tx&, const Actor&, Id, std::int64_t version, const SubmissionInput&);
// Refused: papers that its kind needs and that are missing, each with its legal ground; a deadline that has passed. One
// that was returned goes back to who examines it, its deadline counted anew.
void submit(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version);
// Refused: no reason, decided before.
void withdraw(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);

// Lists.
struct SubmissionFilter {
    // open | mine | sent | overdue | asked | ended | all; what figures count: received | examined_on_time |
    // examined_late
    std::string view = "open";
    std::string kind, field;
    Id sender = 0, committee = 0;
    std::optional<Day> from, to;  // submitted; of what figures count the day of it
    Id before = 0;
    int most = 50;
};
struct SubmissionPage {
    std::vector<Submission> lines;
    Id next = 0;
    std::int64_t count = 0;
    bool count_more = false;
};
SubmissionPage list_submissions(db::Conn&, const Actor&, const SubmissionFilter&, Day today,
                                grants::Long* known = nullptr);
// Those of the given submissions that fit; visibility is the caller's to have asked.
std::vector<Submission> submission_lines(db::Conn&, const Actor&, const SubmissionFilter&, const std::vector<Id>&,
                                         Day today);

// What was laid before a committee: received, examined on time, examined late, each with its list.
std::vector<module::Figure> figures();

// Indexes the submissions anew for search.
void index_again(House&);

}  // namespace dinh::submissions
