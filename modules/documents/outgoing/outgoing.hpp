// Outgoing documents (văn bản đi): draft, versions, approval, signed file, number. Approved is not signed: until the
// final file (scan of the signed paper, or a PDF signed elsewhere) is attached nothing is issued.
//
//   drafting  in_consultation  awaiting_content_check  awaiting_form_check  awaiting_preview  awaiting_signature
//   returned
//   approved                (chờ tệp đã ký)  ->  signed_awaiting_number  ->  numbered_awaiting_seal  ->  issued
//   withdrawn  draft_dropped  recalled
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/documents/incoming/incoming.hpp"

namespace dinh::documents {

struct Outgoing {
    Id id = 0;
    std::int64_t version = 0;
    Id owner_agency = 0, origin_agency = 0;
    Day rules_day;
    Instant created_at;
    Id created_by_person = 0, created_by_post = 0;
    Id issuing_body = 0, drafting_unit = 0;
    std::string body_name, state, kind, subject, field, language;
    int pages = 0, copies = 1, urgency = 0;
    std::string description, addressee, drafter_note;
    Id signer_post = 0, signer_person = 0;
    std::string signer_name, signer_lines, signing_kind;
    std::optional<Instant> approved_at;
    std::optional<Day> signed_day;
    Id signed_file = 0;
    Id series = 0;
    std::int64_t number = 0;
    std::string number_suffix, mark;
    std::optional<Day> issued_day;  // the date of the document, given with the number
    std::optional<Instant> numbered_at, sealed_at, issued_at;
    std::string seal_note, archive_copy;
    bool issued_late = false;
    bool reply_needed = false, is_interim = false;
    std::optional<Day> reply_day;  // of the round that runs
    std::string frozen_reason, drop_reason;
    Id replaced_by = 0;
    // Asked again and again (issuing/rounds.hpp).
    std::string reply_every;
    std::optional<Day> reply_first, reply_until;
    int reply_round = 1;
};

struct RecipientInput {
    Id agency = 0;
    Id group = 0;
    std::string name;
    std::string purpose = "act";
    int copies = 1;
    bool reply_needed = false;
};
struct OutgoingInput {
    Id issuing_body = 0, drafting_unit = 0;
    std::string kind, subject, field, language = "Tiếng Việt", description, addressee, drafter_note, archive_copy;
    int pages = 0, copies = 1, urgency = 0;
    Id signer_post = 0;
    bool reply_needed = false, is_interim = false;
    std::optional<Day> reply_day, reply_until;
    std::string reply_every;        // "" once | month | quarter | half_year | year
    std::vector<Id> answers;  // incoming documents it answers
    std::vector<RecipientInput> recipients;
    std::string secrecy = "none";
};

std::optional<Outgoing> find_outgoing(db::Conn&, Id);
Outgoing visible_outgoing(db::Conn&, const Actor&, Id);

Id draft(db::Tx&, const Actor&, const OutgoingInput&, const std::vector<NewFile>&);
void edit_draft(db::Tx&, const Actor&, Id, std::int64_t version, const OutgoingInput&);
void add_draft_file(db::Tx&, const Actor&, Id, std::int64_t version,
                    const NewFile&);  // a new version of role "draft" or an appendix
void drop_draft(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
// Clerk, drafter or signer attaches the final file; refused unless approved and the file is a PDF (or picture scan).
void attach_signed_file(db::Tx&, const Actor&, Id, std::int64_t version, const NewFile&, Day signed_day);

struct OutgoingFilter {
    std::string view = "mine";  // mine | waiting_me | to_number | issued | replies | all
    std::string state, kind, field;
    std::optional<int> urgency;
    std::optional<Day> from, to;
    Id issuing_body = 0, signer = 0;
    Id before = 0;
    int most = 50;
};
struct OutgoingLine {
    Id id = 0;
    std::string mark, kind, subject, state, signer_name;
    Id drafter = 0, drafting_unit = 0;  // person, unit
    std::optional<Day> day, reply_day;
    int urgency = 0, recipients = 0, asked = 0, replied = 0;
};
// Newest first; count as in IncomingPage.
struct OutgoingPage {
    std::vector<OutgoingLine> lines;
    Id next = 0;
    std::int64_t count = 0;
    bool count_more = false;
};
OutgoingPage list_outgoing(db::Conn&, const Actor&, const OutgoingFilter&, grants::Long* known = nullptr);
// Those of the given documents that fit the filter, newest first; visibility is the caller's to have asked.
std::vector<OutgoingLine> outgoing_lines(db::Conn&, const Actor&, const OutgoingFilter&, const std::vector<Id>&);
// Signing steps that wait for one of the actor's posts.
std::int64_t waiting_for_me(db::Conn&, const Actor&);

}  // namespace dinh::documents
