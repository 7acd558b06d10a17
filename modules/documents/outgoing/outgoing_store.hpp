// SQL of outgoing documents and nothing else.
#pragma once
#include "modules/documents/outgoing/outgoing.hpp"

namespace dinh::documents::outgoing_store {

std::optional<Outgoing> lock(db::Tx&, Id, std::int64_t version);
std::optional<Outgoing> touch(db::Tx&, Id);  // locks without a version asked
std::optional<Outgoing> find(db::Conn&, Id);
void insert(db::Tx&, const Outgoing&);
void update_draft(db::Tx&, const Outgoing&);  // what the drafter may change
void set_state(db::Tx&, Id, std::string_view state);
void set_drop(db::Tx&, Id, std::string_view reason);
void set_approved(db::Tx&, Id, Id signer_post, Id signer_person, std::string_view name, std::string_view lines,
                  std::string_view kind);
void set_signed(db::Tx&, Id, Id file, Day day);
void set_number(db::Tx&, Id, Id series, std::int64_t number, std::string_view suffix, std::string_view mark, Day day);
void set_seal(db::Tx&, Id, std::string_view note);
void set_issued(db::Tx&, Id, bool late);
void set_frozen(db::Tx&, Id, std::string_view reason);
void set_replaced(db::Tx&, Id, Id by);
void set_round(db::Tx&, Id, int round, Day due);
void set_until(db::Tx&, Id, Day);
// Issued ones whose round is past its deadline and is not the last.
std::vector<Id> rounds_over(db::Conn&, Day today);
// Documents above `after`, the oldest first.
std::vector<Outgoing> next_to_index(db::Conn&, Id after, int most);
// Lines of the list for the ids, in the order given.
std::vector<OutgoingLine> lines(db::Conn&, const std::vector<Id>&);

}  // namespace dinh::documents::outgoing_store
