// What the deeds of the library share.
#pragma once
#include "modules/portal/library/library.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::portal::library {

// Job that puts the documents of an import into the search.
inline constexpr std::string_view kIndexBatch = "portal.index_legal_import";

// NotFound for whom may not see it, Conflict when it is no longer at the version.
LegalDocument locked(db::Tx&, const Actor&, Id, std::int64_t version);
void must_be(const LegalDocument&, std::string_view state);
// Line of history and audit row.
void note(db::Tx&, const Actor&, const Capacity*, const LegalDocument&, std::string_view deed, const Said&);
std::string must_say(std::string_view reason);  // Refused: empty or longer than 500 letters

// The input in its stored form; faults by field.
DocumentInput checked(DocumentInput, Reasons&);
std::string number_key(std::string_view number);  // folded, without blanks
// What makes a document the same one: number, day and issuing body.
std::string known_key(std::string_view number, Day, std::string_view body);
// "quyet-dinh-05-2026-qd-ubnd", with the day when it is taken.
std::string free_slug(db::Conn&, const DocumentInput&);

// The published document of a number, or of the address of its page; 0 none. Refused at `field`: several bodies use
// the number.
Id document_called(db::Conn&, std::string_view typed, std::string_view field);

// From its own words and what published documents do to it.
void count_force(db::Tx&, Id document);
// The same for everything it acts upon.
void count_targets(db::Tx&, Id document);
void put_search(db::Tx&, const LegalDocument&);
void announce(db::Tx&, Id document);  // on each site that shows it
void attach(db::Tx&, const Actor&, Id document, const std::vector<LegalFile>&);

// Whoever decides about proposals of its site is asked to; the writer when it was returned.
void give_work(db::Tx&, const LegalDocument&, std::string_view from_name);
void ask_to_withdraw(db::Tx&, const LegalDocument&);
void end_work(db::Tx&, const LegalDocument&);

}  // namespace dinh::portal::library
