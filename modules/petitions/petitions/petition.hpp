// Petitions (đơn thư): the record, its states, its deeds.
//
//   awaiting_receipt    chờ tiếp nhận      passed on by an agency of the province, not yet in the book
//   awaiting_direction  chờ chỉ đạo xử lý  in the book (has a number)
//   in_settlement       đang giải quyết    accepted (thụ lý)
//   answered            đã có kết quả, chờ kết thúc
//   closed              đã kết thúc
//   passed_on           đã chuyển đơn      to the competent agency
//   guided              đã hướng dẫn, trả lại đơn
//   filed               đã lưu đơn         without settling, with the reason
//   returned            đã trả lại nơi chuyển   refused before it came into the book
//   voided              đã hủy số          entered by mistake; the number stays with the reason
//
// The sender's name stands in no list, search, work item, notice, history line, audit row or log: only on the page of
// the petition, its slips and the book, and each such view goes to the access log. Of a denunciation that waits for
// receipt nobody at the receiving agency reads the sender or the files: competence has not passed yet.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/directory/directory.hpp"
#include "modules/petitions/rights.hpp"
#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/files/files.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::petitions {

struct Petition {
    Id id = 0;
    std::int64_t version = 0;
    Id owner_agency = 0;
    Day rules_day;
    Id issuing_body = 0, book = 0;
    std::int64_t number = 0;  // 0: not in the book
    std::optional<Day> registered_day;
    Day received_day;
    std::string channel, passed_from, kind;
    int round = 1;  // of a complaint: settled for the 1st or the 2nd time
    std::string state, summary, field;
    int people = 1;  // who signed it
    std::string proposal, proposed_by;
    std::optional<Day> processing_due;
    std::string decision;  // accepted | passed_on | guided | filed; "" none yet
    std::string decision_note;
    std::optional<Day> decided_day;
    std::string decided_by, filed_as;
    Id passed_agency = 0;
    std::string passed_name;
    Id passed_petition = 0, source_petition = 0;
    bool remote = false;
    std::optional<Day> due;  // of settlement
    int extensions = 0;      // of the step it is in
    Id settler_unit = 0, settler_post = 0;
    std::string settler_label, answer_mark;
    std::optional<Day> answer_day;
    std::string answer_text;
    Id answer_outgoing = 0;
    bool answered_late = false;
    std::optional<Instant> closed_at;
    std::string void_reason;
    std::string sign() const;  // "12/2026"; "" before registration
};

struct Sender {
    std::string name, address, phone, id_number;
    bool representative = false;
};
struct PetitionInput {
    Id issuing_body = 0;
    std::string channel, kind, summary, field, passed_from;
    int round = 1, people = 1;
    std::optional<Day> received_day;
    std::vector<Sender> senders;
    bool anonymous = false;        // bears no name
    bool double_answered = false;  // "not the same petition", after the alarm
};
struct NewFile {
    std::string name;
    files::Stored stored;
};

bool is_open_state(std::string_view state);  // in the book and not ended
const std::vector<std::string>& open_states();
std::string day_words(const std::optional<Day>&);  // 21/11/2026; "" none
std::string state_name(std::string_view state);
std::string kind_name(std::string_view kind);
std::string channel_name(std::string_view channel);
std::string filing_name(std::string_view filing);
std::string decision_name(std::string_view decision);
// The law keeps the sender secret (denunciations).
bool secret_sender(std::string_view kind);

std::optional<Petition> find_petition(db::Conn&, Id);
// Only what the actor was given; NotFound otherwise.
Petition visible_petition(db::Conn&, const Actor&, Id);
// Whoever sees a petition may read its sender and its files, except of a denunciation not yet received.
bool shows_sender(const Petition&);
std::vector<Sender> senders_of(db::Conn&, Id petition);
Subject subject_of(db::Conn&, const Petition&);
Subject subject_of_body(db::Conn&, Id issuing_body);

// Of petitions in the body's book that the actor may see: those of one of the senders whose summary shares half of its
// words. For the alarm at entry.
std::vector<Petition> doubles(db::Conn&, const Actor&, Id issuing_body, const std::vector<Sender>&,
                              std::string_view summary, Id except = 0);

// Deeds. Each locks its petition by version (Conflict when it changed), then right and rule. `directory` says who keeps
// the books, heads the agency, leads the units.
// Into the book: gives the number. Refused: unknown kind or channel, received after today, no sender unless anonymous,
// a sender's name in the summary, several representatives, faults of length, doubles not answered for.
// Every text that a deed takes is refused when it holds a sender's name: that stands with the sender alone.
Id take_in(db::Tx&, const Actor&, const directory::Snapshot&, const PetitionInput&, const std::vector<NewFile>&);
void receive(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, Day received);
// Back to the agency that passed it on, which directs anew.
void refuse(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, std::string_view reason);
void correct(db::Tx&, const Actor&, Id, std::int64_t version, const PetitionInput&, std::string_view reason);
void add_file(db::Tx&, const Actor&, Id, std::int64_t version, const NewFile&);
void propose(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view proposal);
void void_petition(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);

struct Settler {
    Id unit = 0, post = 0;  // one of them
};
// Accepts for settlement (thụ lý); the deadline of the law begins today. Refused: nobody named, a unit or post of
// another agency or without a holder, an anonymous petition, not waiting for direction.
void accept(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, const Settler&, bool remote,
            std::string_view note);
struct Competent {
    Id agency = 0;     // of the province: it arrives there
    std::string name;  // otherwise
};
// Refused: to itself, a closed agency, nobody named.
void pass_on(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, const Competent&,
             std::string_view note);
void guide(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view note);
// as: a filing of rules/petitions.toml. Refused: unknown, no note where the rule asks one.
void file_away(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view as, std::string_view note);
void name_settler(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, const Settler&,
                  std::string_view note);
// A unit's leader names a post of the unit.
void hand_on(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, Id post);
// Refused: beyond what the law allows (rules/petitions.toml), a day not after the deadline, no reason.
void extend(db::Tx&, const Actor&, Id, std::int64_t version, Day until, std::string_view reason);
struct Result {
    std::string mark, text;
    std::optional<Day> day;
    Id outgoing = 0;  // the document in this system, when the actor may see it
};
void report_result(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, const Result&);
void close(db::Tx&, const Actor&, Id, std::int64_t version);
// Refused: what has not ended here, or went to another agency of the province.
void reopen(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, std::string_view reason);

// Lists.
struct PetitionFilter {
    std::string view = "open";  // open | mine | overdue | waiting_receipt | answered | ended | all
    std::string kind;
    std::optional<Day> from, to;  // received
    Id before = 0;
    int most = 50;
};
struct PetitionPage {
    std::vector<Petition> lines;
    Id next = 0;
    std::int64_t count = 0;
    bool count_more = false;
};
PetitionPage list_petitions(db::Conn&, const Actor&, const PetitionFilter&, Day today, grants::Long* known = nullptr);
// Those of the given petitions that fit; visibility is the caller's to have asked.
std::vector<Petition> petition_lines(db::Conn&, const PetitionFilter&, const std::vector<Id>&, Day today);
bool overdue(const Petition&, Day today);
// The deadline of the step it is in.
std::optional<Day> due_of(const Petition&);

// Indexes the petitions anew for search.
void index_again(House&);

}  // namespace dinh::petitions
