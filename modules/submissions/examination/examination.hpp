// What the committee's office does with a submission: receiving, assigning, examining, returning, asking others.
#pragma once
#include "modules/submissions/submissions/submission.hpp"

namespace dinh::submissions {

// By the clerk who keeps the committee's books, or the head of the office; the deadline of its kind begins.
void receive(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version);
struct Examiner {
    Id unit = 0, post = 0;  // one of them
};
// Refused: nobody named, a unit or post that does not work for the committee, a vacant post. Again while it is
// examined: to somebody else.
void assign(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, const Examiner&);
// A unit's leader names a post of the unit.
void hand_on(db::Tx&, const Actor&, Id, std::int64_t version, Id post);
// Missing or wrong papers. Refused: no reasons, returned as often as the rules allow (once: all reasons together).
// Opinions still asked for lapse.
void give_back(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reasons);

struct Consultation {
    Id id = 0;
    std::int64_t version = 0;
    Id submission = 0, agency = 0;
    std::string agency_name, question;
    Day due;
    std::string asked_by;
    Instant asked_at;
    std::string state, answer, answer_mark, answered_by;  // state: waiting | answered | lapsed
    std::optional<Instant> answered_at;
    bool late = false;
};
std::vector<Consultation> consultations(db::Conn&, Id submission);
std::optional<Consultation> find_consultation(db::Conn&, Id);
// Of several agencies at once. Refused: none, the sender, the committee, a closed agency or one that does not work
// here, one that is asked already, no question, a day that has passed.
void ask_opinion(db::Tx&, const Actor&, Id, std::int64_t version, const std::vector<Id>& agencies,
                 std::string_view question, std::optional<Day> due);
struct Opinion {
    std::string text, mark;  // mark: of the letter that says it, "" none
};
// Refused: no words, answered or lapsed before. Late when after its day, and taken all the same.
void give_opinion(db::Tx&, const Actor&, Id consultation, std::int64_t version, const Opinion&);
// Asked and not answered: nobody waits for them any more.
void lapse_consultations(db::Tx&, Id submission);

}  // namespace dinh::submissions
