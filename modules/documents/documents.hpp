// Documents (văn bản đến, văn bản đi): registers, handling, signing route, issue, replies. NĐ 30/2020/NĐ-CP.
// The only header of this module others may include.
#pragma once
#include "platform/files/files.hpp"
#include "platform/module/module.hpp"

namespace dinh::documents {

module::Manifest manifest();

// Record kinds as grants, search, history, files and work items name them.
inline constexpr std::string_view kIncoming = "incoming";
inline constexpr std::string_view kOutgoing = "outgoing";

// Events announced (payload JSON: {"id": "...", "issuing_body": "...", "mark": "...", "subject": "..."}).
inline constexpr std::string_view kRegistered = "documents.registered";
inline constexpr std::string_view kClosed = "documents.closed";
inline constexpr std::string_view kIssued = "documents.issued";
inline constexpr std::string_view kRecalled = "documents.recalled";
// A registered document proved secret. Payload {"id": "..."}: whoever copied a word of it forgets it.
inline constexpr std::string_view kRemovedAsSecret = "documents.removed_as_secret";

// What other modules read of a document whose id they keep. No right is asked: a module shows of it what its own
// readers may know. nullopt: there is none.
struct OutgoingBrief {
    Id id = 0, agency = 0, issuing_body = 0;
    std::string body_name, kind, mark, subject, field, state, state_name;
    std::optional<Day> day;  // given with the number
};
std::optional<OutgoingBrief> outgoing_brief(db::Conn&, Id);
struct IncomingBrief {
    Id id = 0, agency = 0, author_agency = 0;
    std::string author_name, kind, mark, subject, field, number;  // number: in the book, "" before
    std::optional<Day> day;
    bool open = false;  // registered and not ended
};
std::optional<IncomingBrief> incoming_brief(db::Conn&, Id);
// Issued by the agency, visible to the actor, the newest first.
std::vector<OutgoingBrief> issued_of_kind(db::Conn&, const Actor&, Id agency, std::string_view kind, int most);
// As what it arrived at an agency of the province; 0: it did not.
Id arrived_at(db::Conn&, Id outgoing, Id agency);
// Incoming documents of the agency that bear the mark and that the actor may see, the newest first.
std::vector<Id> incoming_with_mark(db::Conn&, const Actor&, Id agency, std::string_view mark);

// A draft that begins in another module and then goes the usual way: route, signature, number, issue. The events
// above tell how it ends.
struct DraftOrder {
    Id issuing_body = 0, drafting_unit = 0;  // unit 0: the actor's own
    std::string kind, subject, field, drafter_note, archive_copy;
    Id signer_post = 0;
    std::vector<Id> recipients;     // agencies, for execution
    std::vector<Id> answers;        // incoming documents of the body's agency
    std::vector<files::Ref> files;  // of the other record: the first becomes the draft, the rest annexes
};
// As if the actor had drafted it: Forbidden and Refused as there.
Id begin_draft(db::Tx&, const Actor&, const DraftOrder&);
// The grantee may read the document from now on; the caller has seen to the right. Nothing happens to one that is gone
// (recalled, removed).
void let_read(db::Tx&, std::string_view kind, Id document, Id grantee);
// A record of another module that belongs to a document: a draft began with it, or it was written while the document
// was handled. The page of the document shows it to whoever may see both; the record's own page asks attached_to().
struct Attached {
    std::string kind;  // record kind, as grants know it
    Id record = 0;
    std::string what;         // "Văn bản nội bộ", Vietnamese
    std::string title, path;  // of its page
};
// NotFound: the document is absent or not the actor's to see; that the record is, its module has seen to. False: it was
// attached before.
bool attach_record(db::Tx&, const Actor&, const Capacity*, std::string_view kind, Id document, const Attached&);
// NotFound as above. False: it was not attached.
bool detach_record(db::Tx&, const Actor&, const Capacity*, std::string_view kind, Id document, const Attached&);
// The record has another title now.
void name_attached(db::Tx&, std::string_view record_kind, Id record, std::string_view title);
// Attached to a document that the actor sees, as far as he may see them too.
std::vector<Attached> attached_records(db::Conn&, const Actor&, std::string_view kind, Id document);
struct AttachedTo {
    std::string kind;  // kIncoming, kOutgoing
    Id document = 0;
};
// What a record is attached to, as far as the actor may see it.
std::vector<AttachedTo> attached_to(db::Conn&, const Actor&, std::string_view record_kind, Id record);
// The answer to an incoming document exists: its clock stands still, and who leads it is asked to close it.
void offer_closing(db::Tx&, Id incoming, std::string_view answer_mark);

}  // namespace dinh::documents
