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
    std::string kind;  // "documents.issued"
    int version = 1;   // of the payload's schema
    Id subject = 0;
    Id agency = 0;
    Id person = 0;  // who acted; 0 the system
    Instant at;
    std::string payload;  // full JSON
};
// A hearer runs in its own transaction and is idempotent by event id (it is not called twice for one that committed).
using Hear = std::function<void(db::Tx&, const Event&)>;
struct Hearer {
    std::string name;  // "worklist.documents_issued", unique
    std::string kind;
    Hear hear;
};
// Once at start. std::logic_error: two hearers of one name. Events announced before a hearer existed are not his.
void set_hearers(std::vector<Hearer>);
// id and at are filled in. The deed has locked the subject, so that its events have an order.
void announce(db::Tx&, Event);
// What the events of a subject told is gone (payload "{}"), and who has not heard them hears them no more. That they
// happened, when and by whom stays.
void forget(db::Tx&, Id subject);

// Delivers what is due, at most `most`; returns how many were heard. Several processes may do so at once. A hearer that
// throws is tried again after 10 s, 30 s, 90 s ... and after 8 attempts left as a dead letter; until then later events
// of the subject wait for him, afterwards they go on.
int deliver(db::Database&, int most = 200);

struct DeadLetter {
    Id event;
    std::string hearer, kind;
    Id subject;
    std::string error;  // English, of the last attempt
    Instant at;         // when it was given up
    int attempts;
};
std::vector<DeadLetter> dead_letters(db::Conn&, int most = 100);  // newest first
// NotFound: somebody was faster. A retried event is heard after those that went on meanwhile.
void retry(db::Tx&, Id event, std::string_view hearer);
void give_up(db::Tx&, Id event, std::string_view hearer);

}  // namespace dinh::events
