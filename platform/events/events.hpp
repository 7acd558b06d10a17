// What modules tell each other. A deed announces; one delivery row per hearer is written in the same transaction; a job
// delivers, in order per subject, again until it succeeds.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::events {

struct Event {
    Id id = 0;
    std::string kind;          // "documents.issued"
    int version = 1;           // of the payload's schema
    Id subject = 0;
    Id agency = 0;
    Id person = 0;             // who acted; 0 the system
    Instant at;
    std::string payload;       // full JSON
};
// A hearer runs in its own transaction and is idempotent by event id (it is not called twice for one that committed).
using Hear = std::function<void(db::Tx&, const Event&)>;
struct Hearer {
    std::string name;          // "worklist.documents_issued", unique
    std::string kind;
    Hear hear;
};
void set_hearers(std::vector<Hearer>);     // once at start
void announce(db::Tx&, Event);             // id and at are filled in
int deliver(db::Database&, int most = 200);  // one round; returns deliveries made. Failures back off and end as dead letters.

}  // namespace dinh::events
