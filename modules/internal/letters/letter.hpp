// Internal documents (văn bản nội bộ): the record, its states, its deeds. They go between units of one agency, never
// get an arrival number, and take a number of the unit's own series or none.
//
//   drafting           đang soạn thảo   seen by the drafter and the leaders of his unit
//   awaiting_approval  chờ ký           the head of the unit signs or returns it
//   sent               đã gửi           receivers have it; those who must act have work
//   finished           đã xử lý xong    everybody who had to act has given a result
//   recalled           đã thu hồi       before anybody read it; its number is voided with the reason
//   dropped            đã hủy dự thảo
//
// A receiver is a unit, a post or an agency right below; role act (để xử lý) or information (để biết); state planned |
// unread | read | done. A correction makes a new edition: everybody reads anew, what was said before is kept.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/internal/common.hpp"
#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/grants/grants.hpp"
#include "platform/house/house.hpp"

namespace dinh::internal {

// Grants that serve the two boxes of the list; who may see a letter stands in grants of kLetter.
// kInBox: state open (must act) | unread (for information) | done. kOutBox: the letter's state.
inline constexpr std::string_view kInBox = "letter_in";
inline constexpr std::string_view kOutBox = "letter_out";
inline constexpr std::size_t kMostReceivers = 200;

struct Letter {
    Id id = 0;
    std::int64_t version = 0;
    Id owner_agency = 0;
    Day rules_day;
    Instant created_at;
    Id unit = 0, sender_post = 0;
    std::string sender_label, from_name;  // from_name: the unit's name as on that day
    std::string kind, subject, body;
    int urgency = 0;
    std::optional<Day> due;
    bool numbered = false;
    Id answers = 0;  // the letter it answers
    std::string state;
    int edition = 1;
    Id series = 0;
    std::int64_t number = 0;
    std::string mark, signed_by;
    std::optional<Instant> sent_at;
    std::string note;  // why it was returned, recalled, dropped
};
struct Receiver {
    Id id = 0;
    std::int64_t version = 0;
    Id letter = 0, parent = 0;  // parent: the receiver that forwarded it
    std::string kind;           // unit | post | agency
    Id party = 0;
    std::string label, role;  // act | information
    std::optional<Day> due;
    std::string state, giver_label, note;
    Id giver_post = 0;
    std::optional<Instant> given_at, read_at;
    std::string read_by;
    std::optional<Instant> done_at;
    std::string done_by, result;
};
struct Reading {
    int edition = 1;
    std::string name, capacity;
    Instant at;
};
struct Answer {
    std::string label, body;
    Instant at;
};
struct Edition {
    int number = 1;
    std::string subject, body, reason;
    Instant replaced_at;
};

struct ReceiverInput {
    std::string party;  // "unit-12", as the box has it
    std::string role;   // act | information
};
struct LetterInput {
    Id post = 0;  // the drafter's own post: says which unit sends
    std::string kind, subject, body;
    int urgency = 0;
    std::optional<Day> due;
    bool numbered = false;
    Id answers = 0;
    std::vector<ReceiverInput> receivers;
};
struct Changes {
    LetterInput input;
    std::vector<NewFile> files;
    std::vector<int> dropped_files;  // positions
};

// Refused, by field: kind, subject, body (too long, a secrecy stamp), due, urgency, numbered (no open series), to (a
// place that is closed, withdrawn or not of this agency). NotFound: `answers` is not visible.
Id draft(db::Tx&, const Actor&, const directory::Snapshot&, const LetterInput&, const std::vector<NewFile>&);
void change(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, const Changes&);
void drop(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, std::string_view reason);
// Refused: not a draft; nobody to receive it; neither text nor file. Kinds without approval are sent, not submitted.
void submit(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version);
void return_draft(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, std::string_view reason);
// Signs, takes the number, gives it to its receivers. Forbidden: the kind wants the head of the unit.
void send(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version);
// Whoever received it has opened it; nothing happens for others, or the second time.
void note_reading(db::Tx&, const Actor&, Id);
// Whether note_reading would write anything, so that looking again costs nothing.
bool needs_reading(db::Conn&, const Actor&, const Letter&, const std::vector<Receiver>&);
// The same from the work list: `receiver` is the item's part.
void note_reading_in_list(db::Tx&, Id person, Id letter, Id receiver);
void answer(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::string_view body);
struct Forwarding {
    std::vector<ReceiverInput> to;
    std::optional<Day> due;
    std::string note;
};
// To people and units of the receiver's own agency. `version` is the receiver's. Refused: to (nobody, or who has it
// already), due, note, a part that is done.
void forward(db::Tx&, const Actor&, const directory::Snapshot&, Id, Id receiver, std::int64_t version,
             const Forwarding&);
// Closes a receiver's part with its result; the last one to act finishes the letter.
void finish(db::Tx&, const Actor&, Id, Id receiver, std::int64_t version, std::string_view result);
// Refused: somebody has read it.
void recall(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, std::string_view reason);
void correct(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, std::string_view subject,
             std::string_view body, const std::vector<NewFile>&, std::string_view reason);

// What goes on from a letter that is out: an ordinary draft of the agency, with the typed subject and the letter's
// files to begin with. Returns the draft; it shows the letter, and the letter the draft, to whoever may see both.
// Refused: what documents refuse of a draft (issuing_body, kind, subject). Forbidden: who may not draft for that body.
struct DraftInput {
    Id issuing_body = 0;
    std::string kind, subject;
};
Id begin_outgoing(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, const DraftInput&);
// The letter belongs to the handling of an incoming document. Refused (mark): the actor does not see it, it is not in
// the book or ended, it is attached already.
void attach_to_incoming(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, Id incoming);
// Refused (incoming): it is not attached to that one, or the actor does not see it.
void detach_from_incoming(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, Id incoming);

std::optional<Letter> find_letter(db::Conn&, Id);
std::vector<Letter> letters_of(db::Conn&, const std::vector<Id>&);  // the newest first; rights are the caller's
Letter visible_letter(db::Conn&, const Actor&, Id);                 // NotFound: absent or not visible
std::vector<Receiver> receivers_of(db::Conn&, Id letter);
std::vector<Reading> readings_of(db::Conn&, Id letter);  // the first first
std::vector<Answer> answers_of(db::Conn&, Id letter);
std::vector<Edition> editions_of(db::Conn&, Id letter);  // replaced ones, the newest first
std::vector<Letter> answered_by(db::Conn&, Id letter);   // sent letters that answer it
Subject subject_of(const directory::Snapshot&, const Letter&, const std::vector<Receiver>& = {});
// The receivers' parts that are this actor's to handle, undone ones only.
std::vector<Receiver> parts_of(const Actor&, const std::vector<Receiver>&);
bool needs_approval(const Letter&);
bool overdue(const Letter&, Day today);
std::string state_name(std::string_view state);  // Vietnamese
std::string receiver_state_name(const Receiver&);
std::string kind_name(std::string_view kind);

struct LetterFilter {
    std::string view = "todo";  // todo | received | approval | drafts | sent
    std::string kind;
    std::optional<Day> from, to;  // of sending, of drafts of writing
    Id before = 0;
    int most = 50;
};
struct LetterLine {
    Letter letter;
    int receivers = 0, read = 0, to_act = 0, done = 0;
};
struct LetterPage {
    std::vector<LetterLine> lines;
    std::int64_t count = 0;
    bool count_more = false;
    Id next = 0;
};
LetterPage list_letters(db::Conn&, const Actor&, const LetterFilter&, grants::Long* = nullptr);
// Those of the ids that the view and the filter hold.
std::vector<LetterLine> letter_lines(db::Conn&, const Actor&, const LetterFilter&, const std::vector<Id>&);

// Letters of the agency that are drafted, wait for a signature or are being handled.
std::int64_t open_letters(db::Conn&, Id agency);

void index_letters_again(House&);

}  // namespace dinh::internal
