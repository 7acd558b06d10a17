// What the deeds on incoming documents share.
#pragma once
#include "modules/documents/incoming/incoming.hpp"
#include "modules/documents/rights.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::documents {

// Parts of the document on the work list that are not forwardings (whose ids are never this small).
inline constexpr Id kClerkPart = 0, kSecrecyPart = 1, kConfirmPart = 2;

// Locks by version. NotFound: absent or not visible to the actor; Conflict: changed since it was read.
Incoming locked(db::Tx&, const Actor&, Id, std::int64_t version);
Subject subject_of(const Incoming&);
std::string link_of(Id incoming);
// Refused when the document has not been registered, has ended, or is not here any more.
void must_be_open(const Incoming&);

// The capacity in which the actor may close the document, nullptr when he may not.
const Capacity* may_close(db::Conn&, const Actor&, const Incoming&);

// The clerks of the body get work; the same part of the same document again replaces it.
void give_to_clerks(db::Tx&, const Incoming&, Id part, std::string_view kind, std::optional<Day> due,
                    std::string_view from_name);
// State in the record, in its grants, and told to the sender inside the province ("" tells nothing).
void set_state(db::Tx&, const Actor&, const Incoming&, std::string_view state, std::string_view told,
               std::string_view told_note = {});
// History and audit; `detail` is JSON without personal content.
void note(db::Tx&, const Actor&, const Capacity*, const Incoming&, std::string_view deed, const Said& words,
          const std::vector<deed::Change>& changes = {}, std::string_view detail = "{}");
void put_search(db::Tx&, const Incoming&);
void announce(db::Tx&, const Actor&, const Incoming&, std::string_view event);
// Attaches, counts, and asks for the text to be read.
void attach_files(db::Tx&, const Actor&, Id incoming, const std::vector<NewFile>&);
void write_description(db::Tx&, const Incoming&);
void describe(Incoming&, const IncomingInput&);
std::string checked_reason(std::string_view reason, std::string_view words_when_missing);

}  // namespace dinh::documents
