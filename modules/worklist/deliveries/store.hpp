// SQL of deliveries and nothing else.
#pragma once
#include "modules/worklist/deliveries/deliveries.hpp"

namespace dinh::worklist::store {

// One more of `what` for the person (0: all) on the day; false, and nothing counted, when there were `most`.
bool count_up(db::Tx&, Day, Id person, std::string_view what, std::int64_t most);

struct Source {
    Id id = 0, holder = 0;
    std::string text, link;
    std::optional<std::string> said;
    int urgency = 0;
    bool item = false;  // an urgent item of work, not a notice
};
std::vector<Source> to_spread(db::Conn&, int most);
bool take(db::Tx&, const Source&);  // false: another process has it

struct New {
    Receiver to;
    Way way = Way::mail;
    const Source* source = nullptr;
    std::string kind;
    bool over_limit = false;
};
void put_alone(db::Tx&, const New&, Instant at, bool held);
// Joins the digest of the person, the way and the moment, which comes into being with its first member.
void put_joined(db::Tx&, const New&, Instant slot);
void put_code(db::Tx&, Id person, Way, std::string_view code);

struct Due {
    Id id = 0;
    Way way = Way::mail;
};
std::vector<Due> due(db::Conn&, Instant now, int most);
struct Claimed {
    Outgoing message;
    Instant made_at;
    int urgency = 0;
};
// For `lease_ms`; nullopt: another process has it.
std::optional<Claimed> claim(db::Tx&, Id, Instant now, std::int64_t lease_ms);
// The confirmed address, or for a code the one it was asked for; "" none.
std::string address_for(db::Conn&, const Outgoing&);
void add_members(db::Conn&, Outgoing&, int most);

void hold(db::Tx&, Id, Instant until, std::string_view outcome);  // the try does not count
// Only as long as the try is still ours.
void sent(db::Tx&, Id, int tries, std::string_view answer);
void again(db::Tx&, Id, int tries, Instant next, std::string_view outcome, std::string_view answer, bool counts);
void give_up(db::Tx&, Id, int tries, std::string_view outcome, std::string_view answer);
void give_up_all(db::Tx&, Id person, Way);

}  // namespace dinh::worklist::store
