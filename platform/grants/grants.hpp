// Visibility is data: rows (kind, record, grantee, role, state) written by deeds. A grantee is a post, unit, agency or
// person; an actor has a handful of them. Lists walk (grantee, kind, state, id desc).
#pragma once
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::grants {

// `state` is the record's state as the list filters it (kept in the grant so that one index serves the list); `role` is
// a module's word (clerk, lead, support, information, follower, drafter ...). Giving again updates role and state; an
// empty state stands for the one the record's grants have already. Deeds that give and take lock the record first.
void give(db::Tx&, std::string_view kind, Id record, Id grantee, std::string_view role, std::string_view state = "");
void take(db::Tx&, std::string_view kind, Id record, Id grantee);
void take_all(db::Tx&, std::string_view kind, Id record);
void set_state(db::Tx&, std::string_view kind, Id record, std::string_view state);
bool may_see(db::Conn&, const Actor&, std::string_view kind, Id record);
// Those of the records that the actor may see, in their order.
std::vector<Id> seen(db::Conn&, const Actor&, std::string_view kind, std::vector<Id> records);
// The roles the actor's grantees have on the record, each once.
std::vector<std::string> roles(db::Conn&, const Actor&, std::string_view kind, Id record);
std::vector<Id> grantees_of(db::Conn&, std::string_view kind, Id record);

// Who sees a record, and since when: every grant, taking and change of a role leaves a line; one of state does not.
struct Grant {
    Id grantee = 0;
    std::string role;
};
std::vector<Grant> grants_of(db::Conn&, std::string_view kind, Id record);
struct Change {
    Id id = 0;  // holds the time; the changes of one taking of all share it
    std::string kind;
    Id record = 0, grantee = 0;
    std::string was, role;  // "" none
    Instant at() const { return {ids::unix_ms_of(id)}; }
};
std::vector<Change> changes_of(db::Conn&, std::string_view kind, Id record, int most = 200);  // newest first
// Kinds whose changes somebody is told of: those of records that others saw already wait until they are settled.
// Declared once at start.
void watch(std::string kind);
std::vector<Change> unsettled(db::Conn&, std::string_view kind, int most);  // oldest first
void settle(db::Tx&, const Change&);

// One page of record ids, newest first, below `before` (0: from the top), for any of the grantees, de-duplicated: a
// merge of index walks, not a join. `states` empty = all. Costs as much as it answers, however many records there are.
std::vector<Id> page(db::Conn&, const std::vector<Id>& grantees, std::string_view kind,
                     const std::vector<std::string>& states, Id before, int most);

// Which counts came to their `most` during the last minute: a list of thousands is not counted at each look. One for a
// house; any number of threads. What leaves such a list in that minute is not noticed; shorter ones are always counted.
class Long {
public:
    bool has(const std::string& list);
    void add(const std::string& list);

private:
    std::mutex mutex_;
    std::unordered_map<std::string, std::int64_t> until_;  // steady ms
};
// How many different records there are, counted up to `most`: with 1,001 a list shows "1.000+".
std::int64_t count(db::Conn&, const std::vector<Id>& grantees, std::string_view kind,
                   const std::vector<std::string>& states, int most = 1001, Long* known = nullptr);

}  // namespace dinh::grants
