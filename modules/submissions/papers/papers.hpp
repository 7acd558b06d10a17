// What lies in a submission: its papers, each kept under the role that rules/submissions.toml names ("draft",
// "appraisal", ...; "other" for what no rule asks), and the table of opinions gathered before (bản tổng hợp, tiếp thu,
// giải trình). They change only while the submission is with its sender.
#pragma once
#include "modules/submissions/submissions/rule.hpp"
#include "modules/submissions/submissions/submission.hpp"

namespace dinh::submissions {

struct NewPaper {
    std::string role, name;
    files::Stored stored;
};
// Refused: an unknown role, a format that the rule does not take, too many papers, a submission that is not with its
// sender.
void add_paper(db::Tx&, const Actor&, Id, std::int64_t version, const NewPaper&);
// The same content as a file of the letter. Refused besides: no such file.
void take_paper(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view role, int position_in_letter);
void remove_paper(db::Tx&, const Actor&, Id, std::int64_t version, int position);
std::vector<files::Ref> papers(db::Conn&, Id submission);
std::vector<files::Ref> letter_files(db::Conn&, const Submission&);

struct Gathered {
    Id id = 0;
    std::string agency_name, opinion, treatment, answer;  // treatment: accepted | explained | agreed
};
std::vector<Gathered> gathered(db::Conn&, Id submission);
std::string treatment_name(std::string_view treatment);
const std::vector<std::string>& treatments();
// Refused: no agency or opinion, unknown treatment, an explanation without words, too many, too long.
Id gather(db::Tx&, const Actor&, Id, std::int64_t version, const Gathered&);
void drop_gathered(db::Tx&, const Actor&, Id, std::int64_t version, Id gathered);

// "Thiếu Dự thảo quyết định (Luật ...)." for each paper that the kind needs and that is not there.
std::vector<Said> missing_papers(db::Conn&, const Submission&);

}  // namespace dinh::submissions
