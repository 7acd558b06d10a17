// A public posting (niêm yết công khai): shown from day to day, checked for personal data before, proven after its end.
// Law 104/2016/QH13 Đ17-19; kinds with their fewest days: rules/portal_postings.toml.
//
// States: proposed -> approved (its first day is still to come) -> shown -> ended; returned: proposed again by a
// change; dropped.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/portal/postings/personal_check.hpp"
#include "modules/portal/sites/site.hpp"
#include "platform/deed/deed.hpp"
#include "platform/files/files.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/module/module.hpp"
#include "platform/rules/table.hpp"

namespace dinh::portal {

inline constexpr std::string_view kPosting = "portal_posting";  // kind of record

struct Posting {
    Id id = 0;
    std::int64_t version = 0;
    Id owner_agency = 0, site = 0, writer_post = 0;
    std::string kind, subject;
    std::string body;    // clean HTML
    std::string places;  // where it hangs besides
    Day from, rules_day;
    std::optional<Day> until;  // the last day; none as long as nothing changes
    std::string state;
    int edition = 1;
    std::string digest;  // of the edition, see digest_of
    std::string reason;  // of the return, of the end before its day
    std::optional<Instant> published_at, ended_at;
};
struct PostingFile {
    std::string name;
    files::Stored stored;
    std::vector<PersonalFinding> findings;  // of look_into()
};
struct PostingInput {
    Id site = 0;
    std::string kind, subject, body, places;  // body: clean HTML
    std::optional<Day> from, until;
};

const rules::Entry* posting_kind(std::string_view id, Day);       // nullptr: no such kind on that day
const rules::Entry* posting_kind_by_path(std::string_view path);  // of any day, the newest
std::string posting_kind_name(std::string_view id);
std::string posting_state_name(std::string_view state);
// The last day on which a posting of this kind may end.
Day least_until(const rules::Entry& kind, Day from);
// SHA-256, hex, of subject, text, places and of name and content of each file, in their order.
std::string digest_of(const Posting&, const std::vector<files::Ref>&);

std::optional<Posting> find_posting(db::Conn&, Id);
Posting visible_posting(db::Conn&, const Actor&, Id);  // NotFound unless the actor writes for its site
Subject subject_of(db::Conn&, const Posting&);

// What a file may tell of persons: texts and tables are read (spreadsheets, CSV, plain text); of any other the finding
// "unread_file" says that somebody has to look into it. Outside of deeds.
std::vector<PersonalFinding> look_into(const files::Store&, const files::Stored&, Day);
struct StoredFinding {
    Id id = 0;
    int position = 0;  // 0 the text, otherwise the file
    PersonalFinding what;
    std::string reason, label;  // why it may be public, and who said so; "" not answered
};
std::vector<StoredFinding> findings_of(db::Conn&, Id posting);
using Answers = std::map<Id, std::string>;  // finding -> why it may be public

// Refused: an unknown kind, no subject, neither text nor file, a first day before today, no last day where the kind
// needs one, fewer days than the rule of the kind asks.
Id propose_posting(db::Tx&, const Actor&, const PostingInput&, const std::vector<PostingFile>&);
// Before it is approved; proposes it again when it was returned. Files are added; everything is checked anew.
void change_posting(db::Tx&, const Actor&, Id, std::int64_t version, const PostingInput&,
                    const std::vector<PostingFile>&);
void drop_posting_file(db::Tx&, const Actor&, Id, std::int64_t version, int position);
void drop_posting(db::Tx&, const Actor&, Id, std::int64_t version);
// Shown on its first day, today when that has passed, and then as many days. Refused: a finding without an answer, an
// answer of fewer than 10 letters.
void approve_posting(db::Tx&, const Actor&, Id, std::int64_t version, const Answers&);
void return_posting(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
// While it is shown or waits for its day: a new edition, the one before is kept. Text, places and last day; kind, site
// and first day stay. Refused besides: no reason; findings that were not answered before and `personal` empty.
void correct_posting(db::Tx&, const Actor&, Id, std::int64_t version, const PostingInput&, std::string_view reason,
                     std::string_view personal, const std::vector<PostingFile>&);
void end_posting_early(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
// By a job, each minute: shows, notes the day of what is shown, ends; also what fell due while the house did not run.
// Returns how many began or ended.
int turn_postings(db::Tx&, Instant now);

struct PostingEdition {
    int edition = 0;
    std::string subject, body, places, digest, files, label, note;
    std::optional<Day> until;
    Instant at;
};
std::vector<PostingEdition> posting_editions(db::Conn&, Id);  // oldest first
int days_shown(db::Conn&, Id);                                // days on which the house was up and showed it

struct PostingFilter {
    Id site = 0;
    std::string view;  // waiting | shown | coming | ended | returned
    std::string kind;
    int page = 1, most = 20;
};
struct PostingPage {
    std::vector<Posting> lines;  // without body, newest first day first
    std::int64_t count = 0;
    bool count_more = false;
};
PostingPage list_postings(db::Conn&, const PostingFilter&);
// For readers: what hangs today, or of kinds that stay what hung before. Also one that has ended, so that its address
// lives on: its text may be shown only if `readable`.
PostingPage shown_postings(db::Conn&, const PostingFilter&);
struct ShownPosting {
    Posting posting;
    bool readable = false;
};
std::optional<ShownPosting> shown_posting(db::Conn&, Id site, Id posting);

std::vector<jobs::Kind> posting_jobs();
std::vector<module::WorkKind> posting_work_kinds();

}  // namespace dinh::portal
