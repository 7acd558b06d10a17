// Reports asked for again and again (chế độ báo cáo định kỳ, Nghị định 09/2019/NĐ-CP): one document, many rounds. A
// round is the matrix of recipients as it stands; when the next one opens, who had answered is kept in past_reply and
// all are asked anew.
#pragma once
#include "modules/documents/issuing/issuing.hpp"

namespace dinh::documents {

// "" once | month | quarter | half_year | year
const std::vector<std::string>& reply_periods();
std::string period_title(std::string_view period);  // "Hằng quý"; "" for once
// Of the draft: an unknown period, an end before the first deadline.
void check_rounds(const OutgoingInput&, Reasons&);

// The deadline of a round, the first being 1: so many months after it, the last day of a month that is too short.
Day round_deadline(Day first, std::string_view period, int round);
// The day a round opens: two weeks before its deadline, so that late answers still count for their own round, but after
// the deadline before it.
Day round_opening(Day first, std::string_view period, int round);

// Keeps the round that ran and opens the next one; false when its day has not come, or there is none to come. Whoever
// answered last time gets it as work; where that is not known, the clerks do.
bool open_next_round(db::Tx&, Id outgoing, Day today);
// Of all documents, each in a transaction of its own. Returns how many rounds were opened.
int open_rounds(db::Database&, Day today);
// No round follows the one that runs. Refused when the document asks once, or has ended before.
void end_rounds(db::Tx&, const Actor&, Id outgoing, std::int64_t version);

struct PastRound {
    int round = 0;
    Day due_day;
    std::vector<Recipient> asked;  // replied_at, reply_incoming and reminders as they stood
};
std::vector<PastRound> past_rounds(db::Conn&, Id outgoing);  // newest first

}  // namespace dinh::documents
