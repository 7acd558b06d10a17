// What the deeds on petitions share.
#pragma once
#include "modules/petitions/petitions/petition.hpp"
#include "modules/petitions/petitions/sight.hpp"
#include "modules/petitions/petitions/words.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::petitions {

// Parts of a petition on the work list: one for each thing that can wait.
inline constexpr Id kReceivePart = 0, kDirectPart = 1, kSettlePart = 2, kClosePart = 3;

// Locks by version. NotFound: absent or not visible to the actor; Conflict: changed since it was read.
Petition locked(db::Tx&, const Actor&, Id, std::int64_t version);

// Refused with the state's name when it is not the one asked.
void must_be(const Petition&, std::string_view state);
void note(db::Tx&, const Actor&, const Capacity*, const Petition&, std::string_view deed, const Said& words);
void announce(db::Tx&, const Actor&, const Petition&, std::string_view event);
// Work of one kind to each of the holders.
void give_work(db::Tx&, const Petition&, Id part, std::string_view kind, const std::vector<Id>& holders,
               std::optional<Day> due, std::string_view from_name);
// To the head and whom the head named to decide.
void give_to_directors(db::Tx&, const directory::Snapshot&, const Petition&, std::string_view from_name);

// A text for the record: cleaned; faults are added under `field`. `missing`: what is said when it is empty, "" when it
// may be. Refused as well: a sender's name in it.
std::string checked_words(Reasons&, const std::vector<Sender>&, std::string_view field, std::string_view typed,
                          std::size_t most, const char* missing);
// The same of a whole deed: throws Refused.
std::string must_say(db::Conn&, const Petition&, std::string_view field, std::string_view typed, const char* missing,
                     std::size_t most = 500);
PetitionInput checked(const PetitionInput&, Reasons&);
// "Nguyễn Văn A – Giám đốc": who decides, as the slips name him.
std::string label_of(const Actor&, const Capacity&);

}  // namespace dinh::petitions
