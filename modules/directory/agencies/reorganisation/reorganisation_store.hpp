// The SQL of reorganisations: the record, and the rows of the directory that it rewrites on its day.
#pragma once
#include "modules/directory/agencies/reorganisation/reorganisation.hpp"

namespace dinh::directory::reorganisation_store {

Id add(db::Tx&, const Actor&, const Reorganisation&);
// False: the version is stale. Locks the record.
bool lock(db::Tx&, Id, std::int64_t version);
void set_state(db::Tx&, Id, std::string_view state, std::string_view blocked);
void set_target(db::Tx&, Id reorganisation, int position, Id agency);
std::vector<Id> due(db::Conn&, Day today);

// Plans other than `but` that begin with the agency, or in which it takes over.
struct Plan {
    Id id = 0;
    std::string kind;
    Day day;
    bool takes_over = false;
    bool ends() const { return !takes_over && (kind == "merge" || kind == "split" || kind == "dissolve"); }
};
std::vector<Plan> plans_with(db::Conn&, Id agency, Id but);
bool handing_over(db::Conn&, Id agency);  // parts of it went, and somebody still has to choose for its records

struct Seat {  // an open post or unit of an agency
    Id id = 0, unit = 0;
    std::string roles;
};
std::vector<Seat> open_posts(db::Conn&, Id agency, Day);
std::vector<Id> open_units(db::Conn&, Id agency, Day);
std::vector<std::pair<Id, Id>> nested_units(db::Conn&, Id agency, Day);  // unit, the one above it
std::vector<Id> open_below(db::Conn&, Id agency, Day);
std::vector<Id> clerks_of(db::Conn&, Id agency, Day);  // posts that keep the books of its open bodies
bool anybody_in(db::Conn&, Id agency, const std::vector<Id>& but_units, Day);  // a held post outside those units
// The open, held post that takes over what waits for posts that end: head, else leader of the office, else clerk.
Id heir_in(db::Conn&, Id agency, Day);
// The unit that takes over what waits for units that end: the office, else one with a leader, else the first; 0 none.
Id heir_unit_in(db::Conn&, Id agency, Day);
void move_unit(db::Tx&, Id unit, Id from, Id to, Day);
void move_post(db::Tx&, Id post, Id from, Id to, Day);
void leave_to(db::Tx&, Id post, Id heir, Day);
void leave_unit_to(db::Tx&, Id unit, Id heir, Day);
// Delegations of posts that moved follow them; those of posts that end are ended.
void settle_delegations(db::Tx&, Id from, Day);
// The same for an agency that lives on: ended are those between a post that moved and somebody who stayed, or the other
// way round.
void part_delegations(db::Tx&, Id from, Day);
// Posts that moved away keep the books of the agency no longer.
void end_clerkships_elsewhere(db::Tx&, Id agency, Day);
struct Membership {
    Id group = 0;
    int position = 0;
};
std::vector<Membership> end_memberships(db::Tx&, Id agency, Day);
std::vector<Membership> memberships(db::Conn&, Id agency, Day);
bool is_member(db::Conn&, Id group, Id agency, Day);
void add_member(db::Tx&, Id group, Id agency, int position, Day);
void pass_groups(db::Tx&, Id from, Id to);
void rename_bodies(db::Tx&, Id agency, const std::string& was, const Reorganisation&);
Touched counts(db::Conn&, Id agency, Day);

}  // namespace dinh::directory::reorganisation_store
