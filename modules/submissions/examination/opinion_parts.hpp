// Inside an agency that is asked for its opinion: its head or clerk hands the question to a unit or a person (cho ý
// kiến nội bộ), a unit's leader to a person of the unit. What they say goes back to whoever asked them, and only people
// of the agency read it: outside counts what the agency answers.
#pragma once
#include "modules/submissions/examination/examination.hpp"

namespace dinh::submissions {

struct OpinionPart {
    Id id = 0;
    std::int64_t version = 0;
    Id consultation = 0, submission = 0, parent = 0;  // parent: the unit's part this was given from; 0 the agency's
    std::string holder_kind;                          // unit | post
    Id holder = 0;
    std::string label;
    Id giver_post = 0;
    std::string giver_label, note;
    Day due;
    Instant given_at;
    std::string state, answer, answered_by;  // state: waiting | answered | lapsed
    std::optional<Instant> answered_at;
    Id unit() const { return holder_kind == "unit" ? holder : 0; }
    Id post() const { return holder_kind == "post" ? holder : 0; }
};
std::vector<OpinionPart> opinion_parts(db::Conn&, Id submission);  // the oldest first
std::optional<OpinionPart> find_opinion_part(db::Conn&, Id);

struct Handing {
    Id unit = 0, post = 0;   // one of them
    std::optional<Day> due;  // none: the day the agency must answer
    std::string note;
};
// By whoever answers for the agency. Refused: to (nobody, not of the agency, closed, vacant, has it already), due
// (past, after the day it was given with), note (too long), a question that waits no more.
void hand_opinion(db::Tx&, const Actor&, Id consultation, std::int64_t version, const Handing&);
// By a leader of the unit that has the part, to a person of the unit. Refused as above.
void hand_opinion_part(db::Tx&, const Actor&, Id part, std::int64_t version, const Handing&);
// By whoever has it; whoever gave it is told. Refused: no words, a part or question that waits no more.
void answer_opinion_part(db::Tx&, const Actor&, Id part, std::int64_t version, std::string_view text);
// The agency has answered: what is still inside waits no more.
void lapse_opinion_parts(db::Tx&, Id submission, Id consultation);

}  // namespace dinh::submissions
