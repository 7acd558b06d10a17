// What the deeds on questions share.
#pragma once
#include "modules/portal/questions/question.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::portal::question_deeds {

// Parts of a question on the work list: one for each thing that can wait.
inline constexpr Id kSortPart = 0, kDraftPart = 1, kApprovePart = 2;

inline constexpr std::string_view kMailJob = "portal.mail_sender";  // payload: the id

std::string link_of(Id question);
// Locks by version. NotFound: absent or not given to the actor; Conflict: changed since it was read.
Question locked(db::Tx&, const Actor&, Id, std::int64_t version);
// Refused with the state's name when it is none of those asked.
void must_be(const Question&, std::initializer_list<std::string_view> states);
void note(db::Tx&, const Actor&, const Capacity*, const Question&, std::string_view deed, const Said& words);
void announce(db::Tx&, const Actor&, const Question&);
void give_work(db::Tx&, const Question&, Id part, std::string_view kind, const std::vector<Id>& holders,
               std::string_view from_name);
void give_to_sorters(db::Tx&, const directory::Snapshot&, const Question&, std::string_view from_name);
void give_to_holder(db::Tx&, const Question&, std::string_view from_name);
void give_to_approvers(db::Tx&, const directory::Snapshot&, const Question&, std::string_view from_name);

// The site's editors, secretary and approvers, and the leaders of its agency and of that agency's office.
std::vector<Id> sorters_of(db::Conn&, const directory::Snapshot&, Id site);
// Grants and the search entry, as the record stands.
void show_question(db::Tx&, const directory::Snapshot&, const Question&);
void put_search(db::Tx&, const Question&);

// A text of an official: cleaned; faults are added under `field`. `missing`: what is said when it is empty, "" when it
// may be. Refused as well: the sender's name, number or address in it.
std::string checked_words(Reasons&, const Asker&, std::string_view field, std::string_view typed, std::size_t most,
                          const char* missing);
std::string checked_text(Reasons&, const Asker&, std::string_view field, std::string_view typed, std::size_t most,
                         const char* missing);
std::string must_say(db::Conn&, const Question&, std::string_view typed, const char* missing);
bool names_asker(std::string_view text, const Asker&);
// A letter with what became of it, when he gave an address and there is a mail server; after the deed, by a job.
void write_to_sender(db::Tx&, Id question);
// "Nguyễn Văn A – Giám đốc"
std::string label_of(const Actor&, const Capacity&);

}  // namespace dinh::portal::question_deeds
