// Phiếu trình: what the examiner lays before the leaders, in rounds; the review by the head of the office and the
// decision of the chairman or the deputy in charge.
#pragma once
#include "modules/submissions/submissions/submission.hpp"

namespace dinh::submissions {

struct Slip {
    Id submission = 0;
    int round = 1;
    std::string summary, issues, proposal;
    Id leader = 0;
    std::string leader_label, written_by;
    Instant written_at;
    std::string state;  // waiting_review | sent_back | waiting_decision | decided
    std::string review_note, reviewed_by;
    std::optional<Instant> reviewed_at;
    std::string meeting_note;  // a meeting was asked for before the decision
    std::string decision, decision_note, decided_by;
    std::optional<Day> decided_day;
};
std::vector<Slip> slips(db::Conn&, Id submission);  // newest first
Id leader_of(db::Conn&, Id submission);             // post before whom it lies; 0 none

// agreed | agreed_with_changes | disagreed | meeting
const std::vector<std::string>& decisions();
std::string decision_name(std::string_view decision);

struct SlipInput {
    std::string summary, issues, proposal;
    Id leader = 0;  // post
};
// Refused: no summary or proposal, a leader who does not lead the committee or a vacant post, opinions whose day has
// not come still awaited. Those past their day lapse.
void write_slip(db::Tx&, const Actor&, Id, std::int64_t version, const SlipInput&);
// To the examiner, with the reason.
void send_back(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view note);
// On to the leader; leader 0: whom the slip names.
void approve(db::Tx&, const Actor&, Id, std::int64_t version, Id leader, std::string_view note);
// agreed_with_changes, disagreed and meeting need words. A meeting leaves it with the leader, who decides after it.
// Refused besides: an unknown decision, a second meeting.
void decide(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view decision, std::string_view note);

}  // namespace dinh::submissions
