// What the deeds on internal documents share.
#pragma once
#include "modules/internal/letters/letter.hpp"

namespace dinh::internal::flow {

// Parts of a letter on the work list; a receiver's part is the id of its row.
inline constexpr Id kApprovePart = 1, kRedraftPart = 2;

std::string link_of(Id letter);
// Locks by version. NotFound: absent or not visible to the actor; Conflict: changed since it was read.
Letter locked(db::Tx&, const Actor&, Id, std::int64_t version);
// Locks against others without a version: deeds of many receivers do not hinder one another.
Letter held(db::Tx&, const Actor&, Id);
// Refused with the state's name when it is not the one asked.
void must_be(const Letter&, std::string_view state);

// All faults of a form at once; receivers come back with their labels.
struct Checked {
    LetterInput input;
    std::vector<Receiver> receivers;
};
Checked checked(db::Tx&, const directory::Snapshot&, const Capacity&, const LetterInput&);
void check_receivers(Reasons&, const std::vector<Party>&, const std::vector<ReceiverInput>&, std::vector<Receiver>&);
void check_due(Reasons&, const std::optional<Day>&);

// Sets the grants of both boxes by the state of the letter and of its receivers, and the search entry with them.
void show(db::Tx&, const directory::Snapshot&, const Letter&, const std::vector<Receiver>&);
// Only the receivers' boxes, where the directory is not at hand.
void show_boxes(db::Tx&, const Letter&, const std::vector<Receiver>&);
void hide_from_receivers(db::Tx&, const Letter&, const std::vector<Receiver>&);
void put_search(db::Tx&, const Letter&);
// Leaders of the sending unit: its posts that lead it, where it has none the agency's leaders.
std::vector<Id> approvers(const directory::Snapshot&, const Letter&);

void give_work(db::Tx&, const Letter&, const Receiver&);
void ask(db::Tx&, const Letter&, Id part, std::string_view kind, const std::vector<Id>& holders,
         std::string_view from_name);
void note(db::Tx&, const Actor&, const Capacity*, const Letter&, std::string_view deed, const Said& words);
void announce(db::Tx&, const Actor&, const Letter&, std::string_view event);

}  // namespace dinh::internal::flow
