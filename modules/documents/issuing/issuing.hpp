// From the signed file to arrival: number and date by the system through the clerk, seal noted, issue (same day, at
// latest the next working day; urgent at once: Đ18.1), recipients, delivery inside the province, recall, replace,
// correct.
#pragma once
#include "modules/documents/outgoing/outgoing.hpp"

namespace dinh::documents {

struct Recipient {
    Id id = 0;
    std::int64_t version = 0;
    Id outgoing = 0;
    int position = 0;
    Id agency = 0;
    std::string name, purpose, state, state_note;
    bool inside = false;
    int copies = 1;
    Instant state_at;
    Id incoming = 0;
    bool reply_needed = false;
    Id reply_incoming = 0;
    std::optional<Instant> replied_at, reminded_at;
    int reminders = 0;
};
std::vector<Recipient> recipients_of(db::Conn&, Id outgoing);
// Groups expanded by their members of that day; closed agencies refused with their successors named; nobody twice.
void set_recipients(db::Tx&, const Actor&, Id outgoing, const std::vector<RecipientInput>&);

// Before the issue the clerk sets the recipients right (an agency that closed meanwhile, a new commune forgotten).
void correct_recipients(db::Tx&, const Actor&, Id outgoing, std::int64_t version, const std::vector<RecipientInput>&);
// "X đã giải thể hoặc sáp nhập. Cơ quan kế thừa: ..."; nullopt when the agency is open on the day.
std::optional<Said> closed_words(db::Conn&, Id agency, Day);

// Gives number and date today (or a reserved number, or a back-dated one with reason and right).
struct NumberInput {
    std::int64_t reserved_number = 0;
    Id reserved_series = 0;
    std::string reserved_suffix;
    std::optional<Day> back_date;
    std::string reason;
};
void give_number_to(db::Tx&, const Actor&, Id outgoing, std::int64_t version, const NumberInput&);
void note_seal(db::Tx&, const Actor&, Id outgoing, std::int64_t version, std::string_view note);
// Freezes the document, marks recipients sent, announces documents.issued; inside the province delivery is by event.
void issue(db::Tx&, const Actor&, Id outgoing, std::int64_t version);
void deliver(db::Tx&, Id outgoing);  // hearer of documents.issued: arrive() at every inside recipient

// What the other side does comes back: arrived, accepted (registered), refused, assigned, in_process, done.
void note_recipient_state(db::Tx&, Id recipient, std::string_view state, std::string_view note, Id person);

// Recall (thu hồi): own document issued before; receivers cancel; the sender's copy is frozen. Needs a reason, which
// names the document that recalls. Replace / amend need a document of equivalent form, correction of form a công văn
// (Đ18.3).
void recall(db::Tx&, const Actor&, Id outgoing, std::int64_t version, std::string_view reason);
// From an outgoing document the actor works on to any document he may see.
void relate(db::Tx&, const Actor&, std::string_view from_kind, Id from, std::string_view to_kind, Id to,
            std::string_view type);
struct Relation {
    std::string kind;
    Id record = 0;
    std::string type;
    bool from_here = false;  // this record names the other
    std::string mark, subject;
    std::optional<Day> day;
    bool visible = false;  // to the actor; otherwise only the mark is shown
};
std::vector<Relation> relations_of(db::Conn&, const Actor&, std::string_view kind, Id record);

// Replies asked by a day: the matrix of recipients.
struct ReplyCounts {
    int asked = 0, answered = 0, late = 0, waiting = 0,
        refused = 0;  // late: answered after the day, or not yet and past it
};
ReplyCounts reply_counts(db::Conn&, Id outgoing, Day today);
// One click: reminds every recipient that has not answered; one notice a recipient a day at most. Returns how many.
int remind(db::Tx&, const Actor&, Id outgoing, std::int64_t version);
// The same for several at once. Those that need none, or that are not the actor's to remind, are passed over; one he
// may not see is NotFound, and nobody is reminded.
struct Reminded {
    int documents = 0, places = 0;
};
Reminded remind_many(db::Tx&, const Actor&, std::vector<Id> documents);
void note_reply(db::Tx&, Id recipient, Id reply_incoming);

}  // namespace dinh::documents
