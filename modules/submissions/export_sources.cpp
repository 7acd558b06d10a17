#include "modules/submissions/export_sources.hpp"

#include "modules/documents/documents.hpp"
#include "modules/submissions/papers/papers.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/submission_store.hpp"
#include "platform/text/text.hpp"

namespace dinh::submissions {

namespace {

using exports::Cell;
using exports::Record;
using exports::Scope;

constexpr Day kFirstDay{0}, kLastDay{109'572};  // 1970 and 2270: no bound

// After this id, sent by an agency or laid before it, prepared between two days. The plus keeps the walk on the primary
// key.
constexpr db::Sql kAfter{"export.submissions",
                         "SELECT " DINH_SUBMISSION_COLUMNS
                         " FROM submission WHERE id > $1 AND (+owner_agency = $2 OR +committee = $2) AND state <> "
                         "'removed' AND rules_day >= $3 AND rules_day <= $4 ORDER BY id LIMIT $5"};

std::string day_of(const std::optional<Day>& day) { return day ? clock::to_text(*day) : std::string(); }

std::string gathered_words(db::Conn& conn, Id submission) {
    std::vector<std::string> list;
    for (const auto& one : gathered(conn, submission))
        list.push_back(one.agency_name + ": " + one.opinion + " – " + treatment_name(one.treatment) +
                       (one.answer.empty() ? "" : ": " + one.answer));
    return text::join(list, "; ");
}

// The slip and what others were asked stay with the committee's office.
Record record_of(db::Conn& conn, const Submission& submission) {
    Record one;
    one.id = submission.id;
    one.key = std::to_string(submission.id);
    one.mark = submission.letter_mark;
    one.subject = submission.subject;
    one.cells = {submission.letter_mark,
                 day_of(submission.letter_day),
                 submission.sender_name,
                 kind_name(submission.kind),
                 submission.subject,
                 submission.field,
                 day_of(submission.asked_day),
                 gathered_words(conn, submission.id),
                 state_name(submission.state),
                 day_of(submission.submitted_day),
                 day_of(submission.received_day),
                 submission.examiner_label,
                 day_of(submission.due),
                 day_of(submission.examined_day),
                 submission.return_reasons,
                 submission.result_mark,
                 day_of(submission.result_day),
                 day_of(submission.ended_day),
                 submission.end_reason};
    const auto relate = [&](const char* words, std::string_view kind, Id id, const std::string& mark) {
        if (id != 0) one.relations.push_back({words, std::string(kind), std::to_string(id), mark});
    };
    relate("Tờ trình", documents::kOutgoing, submission.letter_outgoing, submission.letter_mark);
    relate("Tờ trình", documents::kIncoming, submission.letter_incoming, submission.letter_mark);
    relate("Văn bản giao việc", documents::kIncoming, submission.task_incoming, submission.task_mark);
    relate("Văn bản ban hành", documents::kOutgoing, submission.outgoing, submission.result_mark);
    return one;
}

std::vector<Record> read(db::Conn& conn, const Scope& scope, const std::string& after, int most) {
    std::vector<Record> list;
    for (const auto& row : conn.query(kAfter, ids::parse(after).value_or(0), scope.agency,
                                      scope.from.value_or(kFirstDay), scope.to.value_or(kLastDay), most))
        list.push_back(record_of(conn, store::read_submission(row)));
    return list;
}

}  // namespace

std::vector<exports::Source> export_sources() {
    return {{.kind = std::string(kSubmission),
             .folder = "submissions",
             .title = "Hồ sơ trình",
             .columns = {{"letter", "Tờ trình"},
                         {"letter_day", "Ngày tờ trình", Cell::day},
                         {"sender", "Cơ quan trình"},
                         {"kind", "Loại hồ sơ", Cell::words},
                         {"subject", "Nội dung trình"},
                         {"field", "Lĩnh vực"},
                         {"asked_day", "Đề nghị trước ngày", Cell::day},
                         {"gathered", "Ý kiến, tiếp thu, giải trình"},
                         {"state", "Trạng thái", Cell::words},
                         {"submitted_day", "Ngày trình", Cell::day},
                         {"received_day", "Ngày tiếp nhận", Cell::day},
                         {"examiner", "Người thẩm tra"},
                         {"due_day", "Hạn thẩm tra", Cell::day},
                         {"examined_day", "Ngày thẩm tra", Cell::day},
                         {"return_reasons", "Lý do trả lại"},
                         {"result_mark", "Văn bản ban hành"},
                         {"result_day", "Ngày ban hành", Cell::day},
                         {"ended_day", "Kết thúc", Cell::day},
                         {"end_reason", "Lý do"}},
             .read = read,
             .restricted = true,
             .of_part = false}};
}

}  // namespace dinh::submissions
