// What a citizen asks of an agency through its site: questions, feedback, requests for information, comments on drafts.
// Law on access to information 104/2016/QH13 Đ24, Đ28 to Đ31; Decree 42/2022/NĐ-CP. Kinds, fields and deadlines are
// data: rules/portal_questions.toml, judged by the day of receipt.
//
//   received           Mới đến            nobody answers it yet
//   assigned           Đang soạn trả lời  a unit or post holds it
//   awaiting_approval  Chờ duyệt
//   answered           Đã trả lời
//   turned_away        Đã hướng dẫn       a complaint or denunciation: to where citizens are received
//   refused            Từ chối            with the reason
//
// Who asks stands in portal_question_sender alone: in no list, search, work item, notice, history line, audit row, log
// or public page. Officials read it on the page of the question, and each such view goes to the access log.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/portal/articles/article.hpp"
#include "modules/portal/sites/site.hpp"
#include "platform/grants/grants.hpp"
#include "platform/module/module.hpp"

namespace dinh::portal {

inline constexpr std::string_view kQuestion = "portal_question";
inline constexpr std::string_view kAnswered = "portal.answered";  // {"id": "...", "site": "..."}

struct Question {
    Id id = 0;
    std::int64_t version = 0;
    Id owner_agency = 0, site = 0;
    std::string kind, channel, field, subject, body;
    std::string provision, purpose;  // of a request for information
    bool may_publish = false;        // the sender agrees
    std::string state;
    Day received_day;
    std::optional<Day> notice_due, noticed_day;  // by when the sender must be told, and when he was
    Day due;
    int extensions = 0;
    std::string extension_reason;
    Id holder_unit = 0, holder_post = 0;
    std::string holder_label;
    std::string ended_as;  // refused, turned_away: the entry of the rules; "" otherwise
    std::string reason;    // of what ended it or sent it back
    std::string answer, public_subject, public_body;
    bool publish = false;  // the answer is to be public
    bool shown = false;    // it is
    std::string drafted_by, approved_by;
    std::optional<Instant> ended_at;
    bool late = false;
    int rating = 0;  // 1 not content, 2 in part, 3 content; 0 none
    std::string rating_words;
    bool open() const { return state == "received" || state == "assigned" || state == "awaiting_approval"; }
};
struct Asker {
    std::string name, phone, email, address, id_number;
};
struct QuestionInput {
    Id site = 0;
    std::string kind, channel = "network", field, subject, body, provision, purpose;
    bool may_publish = false;
    Asker sender;
    std::optional<Day> received_day;  // none: today
};

std::string question_state_name(std::string_view state);
std::string question_kind_name(std::string_view kind);
std::string question_field_name(std::string_view field);
std::string rating_name(int rating);
// By when the next thing is due: the notice while it is asked for, else the answer; none of what has ended.
std::optional<Day> question_due(const Question&);
bool question_overdue(const Question&, Day today);

std::optional<Question> find_question(db::Conn&, Id);
// NotFound unless it was given to the actor.
Question visible_question(db::Conn&, const Actor&, Id);
Asker asker_of(db::Conn&, Id question);
Subject subject_of(db::Conn&, const Question&);

// The code of a sender: sixteen letters and digits, the same for the same key of a form, so that a form sent twice
// shows the code once more. Nobody can tell it from the key without the key ring of the house.
std::string question_code(const House&, std::string_view deed_key);
// As people type it, "abcd efgh-..." -> "ABCDEFGH..."; "" when it cannot be one.
std::string read_code(std::string_view typed);
std::string show_code(std::string_view code);  // "ABCD-EFGH-..."
// Whatever site it was sent to.
std::optional<Question> question_of_code(db::Conn&, std::string_view code);

// By anybody (`actor` of nobody: through the network) or, for somebody, by who sorts (Forbidden). Refused: a site that
// is not open, what the rules do not know or ask for, faults of length and form, a secrecy stamp, the sender's own name
// or number in the subject, a day of receipt after today.
Id ask_question(db::Tx&, const Actor&, const directory::Snapshot&, const QuestionInput&, const std::vector<NewFile>&,
                std::string_view code);
// Once, of what was answered: 1 to 3. NotFound for a code that nobody has.
void rate_answer(db::Tx&, std::string_view code, int rating, std::string_view words);

// Floods: counts one more of `what` in this hour by the address and at the site. TooOften, in plain words, above `most`
// of one address or `most_site` of all (0: not counted by site).
struct Flood {
    const char* what;
    Id site = 0;
    int most = 0, most_site = 0;
};
void count_flood(db::Tx&, const Flood&, std::string_view address);

// Deeds of officials. Each locks by version (Conflict when it changed), then right and rule; NotFound for whom the
// question was not given to.
struct QuestionHolder {
    Id unit = 0, post = 0;  // one of them, of the site's agency or its office
};
void assign_question(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, const QuestionHolder&,
                     std::string_view field, std::string_view note);
// To the site of another agency; the days go on. Refused: its own, one that is not open, no reason.
void pass_question_on(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, Id site,
                      std::string_view reason);
// as: a turning (complaint, denunciation) of the rules.
void turn_question_away(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view as, std::string_view reason);
void refuse_question(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view as, std::string_view reason);
void hand_question_on(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, Id post);
struct AnswerDraft {
    std::string answer, public_subject, public_body;
    bool publish = false;
    bool checked = false;  // the writer has looked at what personal_marks() found in the public text
};
// For approval. Refused: to publish what the sender did not allow, or what names the sender; marks of personal data
// nobody answered for.
void draft_answer(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, const AnswerDraft&);
void send_answer_back(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
void approve_answer(db::Tx&, const Actor&, Id, std::int64_t version);
// Refused: beyond what the rules allow, no reason.
void extend_question(db::Tx&, const Actor&, Id, std::int64_t version, Day until, std::string_view reason);
// What was answered or ended is worked on again; its answer is not public meanwhile.
void reopen_question(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version,
                     std::string_view reason);

// The turning whose words stand in the question: "complaint", "denunciation", "". A hint; a person decides.
std::string hinted_turning(const Question&);

struct QuestionFilter {
    std::string view = "new";  // new | mine | approval | overdue | answered | ended | all
    std::string kind, field;
    Id site = 0, before = 0;
    std::optional<Day> from, to;  // of receipt
    int most = 50;
};
struct QuestionPage {
    std::vector<Question> lines;
    std::int64_t count = 0;
    bool count_more = false;
    Id next = 0;
};
QuestionPage list_questions(db::Conn&, const Actor&, const QuestionFilter&, Day today);
std::vector<Question> question_lines(db::Conn&, const Actor&, const QuestionFilter&, const std::vector<Id>&, Day today);

// A month of a site; days of receipt count.
struct QuestionMonth {
    Id site = 0;
    std::string month;  // "2026-11"
    std::int64_t received = 0, answered = 0, late = 0, open = 0, ended = 0, rated = 0, content = 0;
};
std::vector<QuestionMonth> question_months(db::Conn&, const std::vector<Id>& sites, Day from);

// For readers: public answers, newest first.
std::vector<Question> shown_answers(db::Conn&, Id site, std::string_view field, Id before, int most);
std::vector<Question> found_answers(db::Conn&, Id site, std::string_view words, int most);
std::optional<Question> shown_answer(db::Conn&, Id site, Id question);

// Whoever sorts for the site sees its questions, whoever no longer does not.
void keep_question_sight(db::Tx&, const directory::Snapshot&, Id site);
void keep_all_question_sights(House&);
void index_questions_again(House&);
// Open questions of `from` go to the site of `to`; called again until it says true.
bool questions_reorganised(db::Tx&, Id from, Id to, Day);
// The agency has a site now: open questions of those that became part of it, which waited for one, go there.
void follow_site(House&, Id agency);
inline constexpr std::string_view kFollowJob = "portal.questions_follow_site";  // does so; payload: the agency

// By a job: writes to the sender what became of his question. Throws std::runtime_error when the server is away: tried
// again.
void mail_sender(House&, Id question);

// What module.cpp declares of this noun: menu, settings, jobs, work and search kinds, figures, retention.
void add_question_parts(module::Manifest&);
void describe_question_calls(web::Router&);

}  // namespace dinh::portal
