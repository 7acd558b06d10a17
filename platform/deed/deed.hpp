// A deed is one function on its subject, run in one transaction: lock, right, rule, write, history, audit, event,
// work items, grants, deed key. This part gives the frame: the key that answers a double submit with the first result,
// and the history rows people read.
#pragma once
#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::deed {

// Runs `work` once for `key` (hidden form field, Idempotency-Key or message id; empty: no key). A second call with the
// same key by the same person returns the stored result and does nothing; by another person: Conflict. Two calls at
// once wait for each other. A deed that fails forgets its key. A key that is longer than 200 letters or holds anything
// but printable ASCII: Refused. When the connection is lost, the outcome is found out by the key; without a key nobody
// can know it: Unavailable says so.
Id once(db::Database&, const Actor&, std::string_view key, const std::function<Id(db::Tx&)>& work);
std::string new_key();
// Whether the person has done a deed under this key.
bool done(db::Conn&, const Actor&, std::string_view key);
// Forgets at most `most` keys of deeds done before; returns how many. Keys need to live as long as their forms and
// messages may come again.
int forget_keys(db::Tx&, Instant before, int most = 1000);

// What people read of a record's life. Audit (platform/audit) keeps digests; this keeps words.
struct Change {
    std::string field;  // label id as in the page, e.g. "subject"
    std::string before;
    std::string after;
};
struct HistoryLine {
    Id id;
    Instant at;
    Id person;
    std::string person_name;  // as on that day
    std::string capacity;     // title acted under, "theo ủy quyền của ..." included
    std::string deed;         // id of the deed: "incoming.register"
    std::string words;        // Vietnamese sentence: "Vào sổ, số đến 125"
    std::vector<Change> changes;
    Said said = words;        // the same, to be shown in other languages
};
// The words a deed is recorded under: the title of the post, and whether by delegation. "" for none.
std::string capacity_words(const Capacity*);
// Table record_history(kind, record, ...) shared by all modules; `kind` is the record kind, e.g. "incoming".
void history(db::Tx&, const Actor&, const Capacity*, std::string_view kind, Id record, std::string_view deed,
             std::string_view words, const std::vector<Change>& changes = {});
// A sentence with values in it is kept as such: the line can be read in any language.
void history_said(db::Tx&, const Actor&, const Capacity*, std::string_view kind, Id record, std::string_view deed,
                  const Said& words, const std::vector<Change>& changes = {});
template <std::same_as<Said> S>
void history(db::Tx& tx, const Actor& actor, const Capacity* as, std::string_view kind, Id record,
             std::string_view deed, const S& words, const std::vector<Change>& changes = {}) {
    history_said(tx, actor, as, kind, record, deed, words, changes);
}
// Blanks what the lines of a record say (words, changes); which deed, when and by whom stays.
void forget_history(db::Tx&, std::string_view kind, Id record);
// Newest first.
std::vector<HistoryLine> history_of(db::Conn&, std::string_view kind, Id record, int most = 200);

}  // namespace dinh::deed
