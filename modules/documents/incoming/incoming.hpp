// Incoming documents (văn bản đến): arrival, register, refusal, return, closing. The handling tree is in handling/.
//
//   awaiting_receipt  chờ tiếp nhận       sent by another agency of the province, not yet in the book
//   awaiting_sorting  chờ phân loại, trình   registered (has số đến)
//   awaiting_direction  chờ cho ý kiến
//   awaiting_assignment chờ phân công
//   in_process        đang xử lý
//   awaiting_confirmation đã xử lý, chờ xác nhận
//   closed            đã kết thúc
//   returned_to_sender  đã trả lại nơi gửi      (also "refused" before registration: từ chối tiếp nhận)
//   cancelled_by_recall đã hủy theo thông báo thu hồi
//   removed_as_secret   đã gỡ: văn bản mật       (found out after registration; the number is voided, nothing is kept)
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/files/files.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents {

struct Incoming {
    Id id = 0;
    std::int64_t version = 0;
    Id owner_agency = 0, origin_agency = 0;
    Day rules_day;
    Instant created_at;
    Id created_by_person = 0, created_by_post = 0;
    Id issuing_body = 0, series = 0;
    std::int64_t arrival_number = 0;
    std::string arrival_suffix;
    std::optional<Day> arrival_day;
    Instant received_at;
    std::optional<Instant> registered_at;
    bool registered_late = false;
    std::string channel, state;
    Id author_agency = 0;
    std::string author_name, author_code, mark;
    std::optional<Day> document_day;
    std::string kind, subject, field, language;
    int pages = 0, copies = 1;
    std::string description, signer_position, signer_name, to_places;
    int urgency = 0;  // 0 thường, 1 khẩn, 2 thượng khẩn, 3 hỏa tốc
    std::optional<Day> due;
    bool reply_needed = false;
    std::string paper_original, holder_note;
    Id source_outgoing = 0, source_recipient = 0;
    std::string refusal_reason, closed_as, closed_note;
    std::optional<Instant> closed_at;
    Id closed_by_person = 0;
    std::string dossier, proposed_close;  // proposed_close: sign of the reply that was issued; the clock stands still
    int files = 0;
    std::string secrecy_question;  // "" never asked | asked | answered
    std::string number() const;    // "125", "125a"; "" before registration
};

// What the clerk types (Appendix VI part II names and lengths).
struct IncomingInput {
    Id issuing_body = 0;
    std::string channel = "paper";  // paper | post | axis | mail | internal
    Id author_agency = 0;
    std::string author_name, author_code, mark;
    std::optional<Day> document_day;
    std::optional<Day> arrival_day;  // empty: today
    std::string back_date_reason;
    std::string kind, subject, field, language = "Tiếng Việt", description, signer_position, signer_name, to_places;
    int pages = 0, copies = 1, urgency = 0;
    std::optional<Day> due;
    bool reply_needed = false;
    std::string paper_original, dossier;
    bool secrecy_answered = false;  // "the file bears a secrecy stamp": answered that it is not secret
    std::string secrecy = "none";   // anything else is refused (standards 1.8)
};
// stamp: the secrecy stamp found in its text before the deed (stamps_of below); "" none, or not read yet.
struct NewFile {
    std::string role, name;
    files::Stored stored;
    std::string stamp;
};

bool is_open_state(std::string_view state);  // registered and not ended
const std::vector<std::string>& open_states();
std::string state_name(std::string_view state);  // Vietnamese
std::string channel_name(std::string_view channel, Day);
std::string closing_name(std::string_view as, Day);

std::optional<Incoming> find_incoming(db::Conn&, Id);
// Only inside what the actor may see; NotFound otherwise, also for recalled and removed documents.
Incoming visible_incoming(db::Conn&, const Actor&, Id);
// Read, not deed: the text of an upload that can be read at once (plain text); "" when it bears no stamp.
std::string stamp_of(const files::Store&, const files::Stored&, Day);

// Deeds. Each locks its subject by version, checks right and rule, writes history, audit, event, work items, grants.
// Register by hand: gives số đến at once. Refused: secrecy, document day after arrival, arrival after today, unknown
// kind, field lengths (rules/metadata.toml), no series, file with a secrecy stamp unanswered.
Id register_incoming(db::Tx&, const Actor&, const IncomingInput&, const std::vector<NewFile>&);
// One that arrived from an agency of the province: receive = register with the sender's metadata, corrected by the
// clerk.
void receive(db::Tx&, const Actor&, Id, std::int64_t version, const IncomingInput&);
void refuse_incoming(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
void return_to_sender(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
void correct_incoming(db::Tx&, const Actor&, Id, std::int64_t version, const IncomingInput&, std::string_view reason);
void attach_paper_original(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view where_it_lies, Day);
void add_incoming_file(db::Tx&, const Actor&, Id, std::int64_t version, const NewFile&);
// as: a closing of rules/handling.toml: answered | done | for_information | filed | without_result. Refused: answered
// without a reply or its sign in the note, filed without a dossier, without_result without a reason. Work ends; what
// somebody has yet to read ("để biết") stays on his list.
void close_incoming(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view as, std::string_view note,
                    std::string_view dossier);
void reopen_incoming(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
// A stamp was found in the text of a file after registration: the clerks get the question; asked once.
void ask_about_secrecy(db::Tx&, Id incoming, std::string_view stamp);
// Not secret: the question is settled. Secret: the number is voided, files and metadata go (standards 1.8).
void answer_secrecy_question(db::Tx&, const Actor&, Id, std::int64_t version, bool secret, std::string_view reason);
// The register line stays, content becomes unreachable (Appendix VI.III.8.b).
void cancel_by_recall(db::Tx&, Id incoming, std::string_view recall_mark);
// Called by issuing/: a document of an agency of the province arrives as awaiting_receipt (idempotent by recipient).
// The caller notes "arrived" at the recipient. 0: the recipient has no books in this system.
Id arrive(db::Tx&, Id recipient);
// An issued reply stops the clock and proposes closing.
void propose_close(db::Tx&, Id incoming, std::string_view reply_mark);

struct Duplicate {
    Id id;
    std::string mark, author_name, subject;
    std::int64_t arrival_number;
    std::optional<Day> arrival_day;
};
// số + ký hiệu + author repeat within the agency (Appendix VI part I).
std::vector<Duplicate> duplicates(db::Conn&, Id agency, std::string_view mark, Id author_agency,
                                  std::string_view author_name, Id except = 0);

// Lists.
struct IncomingFilter {
    // open | mine | overdue | registered_today | waiting_receipt | closed | all | registered_late | closed_late |
    // electronic
    std::string view = "open";
    std::string state, kind, author, field;
    std::optional<int> urgency;
    std::optional<Day> from, to;  // arrival day
    Id issuing_body = 0, handler = 0;
    Id before = 0;  // key paging
    int most = 50;
    bool counted = true;  // false: the count is not wanted
};
struct IncomingLine {
    Id id = 0;
    std::int64_t arrival_number = 0;
    std::string arrival_suffix;
    std::optional<Day> arrival_day;
    std::string mark, author_name, kind, subject, state, handler;
    int urgency = 0;
    std::optional<Day> due;
    bool overdue = false;
};
// next: `before` of the next page, 0 at the end. count: exact up to 1,000; count_more: "1.000+".
struct IncomingPage {
    std::vector<IncomingLine> lines;
    Id next = 0;
    std::int64_t count = 0;
    bool count_more = false;
};
// Those of the given documents that fit the filter, newest first; visibility is the caller's to have asked.
std::vector<IncomingLine> incoming_lines(db::Conn&, const IncomingFilter&, const std::vector<Id>&, Day today);
IncomingPage list_incoming(db::Conn&, const Actor&, const IncomingFilter&, Day today, grants::Long* known = nullptr);

}  // namespace dinh::documents
