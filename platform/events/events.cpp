#include "platform/events/events.hpp"

#include <stdexcept>

#include "platform/error/error.hpp"
#include "platform/log/log.hpp"

namespace dinh::events {

namespace {

constexpr db::Sql kAdd{
    "events.announce",
    "INSERT INTO event (id, kind, version, subject, turn, agency, person, at, payload) VALUES ($1, $2, $3, $4, "
    "COALESCE((SELECT max(e.turn) FROM event e WHERE e.subject = $4), 0) + 1, $5, $6, $7, $8) RETURNING turn"};
constexpr db::Sql kAddDelivery{"events.add_delivery",
                               "INSERT INTO event_delivery (event, hearer, subject, turn, state, not_before, at) "
                               "VALUES ($1, $2, $3, $4, 'waiting', $5, $5)"};

// Of each hearer and subject only the first one that waits.
constexpr db::Sql kDue{
    "events.due",
    "SELECT d.event, d.hearer FROM event_delivery d WHERE d.state = 'waiting' AND d.not_before <= $1 AND NOT EXISTS "
    "(SELECT 1 FROM event_delivery e WHERE e.state = 'waiting' AND e.hearer = d.hearer AND e.subject = d.subject "
    "AND e.turn <= d.turn AND (e.turn < d.turn OR e.event < d.event)) ORDER BY d.not_before, d.event LIMIT $2"};
// Heard and gone are one: the row goes with the hearer's own transaction. Another process waits here and finds nothing.
constexpr db::Sql kTake{
    "events.take",
    "DELETE FROM event_delivery WHERE event = $1 AND hearer = $2 AND state = 'waiting' AND NOT EXISTS "
    "(SELECT 1 FROM event_delivery e WHERE e.state = 'waiting' AND e.hearer = event_delivery.hearer AND "
    "e.subject = event_delivery.subject AND e.turn <= event_delivery.turn AND "
    "(e.turn < event_delivery.turn OR e.event < event_delivery.event)) RETURNING attempts"};
constexpr db::Sql kEvent{"events.find",
                         "SELECT id, kind, version, subject, agency, person, at, payload FROM event WHERE id = $1"};

constexpr db::Sql kFailed{"events.failed",
                          "UPDATE event_delivery SET attempts = attempts + 1, error = $3 WHERE event = $1 AND hearer = "
                          "$2 AND state = 'waiting' "
                          "RETURNING attempts, subject"};
constexpr db::Sql kLater{
    "events.later",
    "UPDATE event_delivery SET not_before = $3 WHERE hearer = $1 AND subject = $2 AND state = 'waiting'"};
constexpr db::Sql kBury{"events.bury",
                        "UPDATE event_delivery SET state = 'dead', at = $3 WHERE event = $1 AND hearer = $2"};

constexpr db::Sql kDead{
    "events.dead_letters",
    "SELECT d.event, d.hearer, e.kind, d.subject, d.error, d.at, d.attempts FROM event_delivery d "
    "JOIN event e ON e.id = d.event WHERE d.state = 'dead' ORDER BY d.event DESC, d.hearer LIMIT $1"};
constexpr db::Sql kRetry{
    "events.retry",
    "UPDATE event_delivery SET state = 'waiting', attempts = 0, not_before = $3 WHERE event = $1 AND hearer = $2 AND "
    "state = 'dead'"};
constexpr db::Sql kGiveUp{"events.give_up",
                          "DELETE FROM event_delivery WHERE event = $1 AND hearer = $2 AND state = 'dead'"};

constexpr db::Sql kForgetPayloads{"events.forget_payloads", "UPDATE event SET payload = '{}' WHERE subject = $1"};
constexpr db::Sql kForgetDeliveries{
    "events.forget_deliveries",
    "DELETE FROM event_delivery WHERE event IN (SELECT id FROM event WHERE subject = $1)"};

constexpr log::Message kNotHeard{
    "EVENTS_NOT_HEARD", log::Level::warning, "an event could not be delivered and will be tried again",
    "Nothing to do while it is rare. What keeps failing ends on the page of failed deliveries."};
constexpr log::Message kDeadLetter{
    "EVENTS_DEAD_LETTER", log::Level::error, "an event could not be delivered for good",
    "It stands on the page of failed deliveries. Mend the cause, then let it be heard again there."};

constexpr int kMostAttempts = 8;
constexpr std::size_t kLongestError = 2000;

std::vector<Hearer>& hearers() {
    static std::vector<Hearer> all;
    return all;
}

const Hearer* find_hearer(std::string_view name) {
    for (const auto& hearer : hearers()) {
        if (hearer.name == name) return &hearer;
    }
    return nullptr;
}

std::int64_t delay_ms(int attempts) {
    std::int64_t delay = 10'000;
    for (int i = 1; i < attempts; ++i) delay *= 3;
    return delay;
}

// Texts of other programs may hold anything; the database takes UTF-8 only.
std::string storable(std::string_view error) {
    std::string text;
    for (const char c : error.substr(0, kLongestError)) text += c >= ' ' && c < 0x7f ? c : '?';
    return text;
}

struct Delivery {
    Id event;
    std::string hearer;
};

Event load(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(kEvent, id);
    if (rows.empty()) throw std::runtime_error("the event is gone");
    const auto row = rows.first();
    return {row.integer(0), row.text(1),    static_cast<int>(row.integer(2)),
            row.integer(3), row.integer(4), row.integer(5),
            row.instant(6), row.text(7)};
}

// False: another process was faster.
bool let_hear(db::Database& database, const Delivery& delivery) {
    return database.writing([&](db::Tx& tx) {
        const db::Rows taken = tx.query(kTake, delivery.event, delivery.hearer);
        if (taken.empty()) return false;
        const Hearer* hearer = find_hearer(delivery.hearer);
        if (!hearer) throw std::runtime_error("this program knows no such hearer");
        const Event event = load(tx, delivery.event);
        // Those behind him were put off with him.
        if (taken.first().integer(0) > 0) tx.exec(kLater, delivery.hearer, event.subject, clock::now());
        hearer->hear(tx, event);
        return true;
    });
}

void note_failure(db::Database& database, const Delivery& delivery, const std::string& error) {
    const int attempts = database.writing([&](db::Tx& tx) {
        const db::Rows rows = tx.query(kFailed, delivery.event, delivery.hearer, error);
        if (rows.empty()) return 0;
        const int made = static_cast<int>(rows.first().integer(0));
        const Id subject = rows.first().integer(1);
        const Instant now = clock::now();
        const bool over = made >= kMostAttempts;
        if (over) tx.exec(kBury, delivery.event, delivery.hearer, now);
        tx.exec(kLater, delivery.hearer, subject, over ? now : Instant{now.ms + delay_ms(made)});
        return made;
    });
    if (attempts == 0) return;
    log::write(attempts >= kMostAttempts ? kDeadLetter : kNotHeard,
               {{"event", delivery.event}, {"hearer", delivery.hearer}, {"attempts", attempts}, {"error", error}});
}

int deliver_round(db::Database& database, int most) {
    std::vector<Delivery> due;
    database.read([&](db::Conn& conn) {
        for (const auto& row : conn.query(kDue, clock::now(), most)) due.push_back({row.integer(0), row.text(1)});
    });
    int heard = 0;
    for (const auto& delivery : due) {
        std::string error;
        try {
            heard += let_hear(database, delivery);
            continue;
        } catch (const std::exception& failure) {
            error = storable(failure.what());
        } catch (...) {
            error = "thrown: not an exception";
        }
        note_failure(database, delivery, error);
    }
    return heard;
}

}  // namespace

void set_hearers(std::vector<Hearer> all) {
    std::set<std::string> names;
    for (const auto& hearer : all) {
        if (!names.insert(hearer.name).second) throw std::logic_error("events: two hearers called " + hearer.name);
    }
    hearers() = std::move(all);
}

void announce(db::Tx& tx, Event event) {
    event.id = ids::make();
    event.at = clock::now();
    const std::int64_t turn = tx.integer(kAdd, event.id, event.kind, event.version, event.subject, event.agency,
                                         event.person, event.at, event.payload);
    for (const auto& hearer : hearers()) {
        if (hearer.kind == event.kind) tx.exec(kAddDelivery, event.id, hearer.name, event.subject, turn, event.at);
    }
}

void forget(db::Tx& tx, Id subject) {
    tx.exec(kForgetDeliveries, subject);
    tx.exec(kForgetPayloads, subject);
}

int deliver(db::Database& database, int most) {
    int all = 0;
    while (all < most) {
        const int heard = deliver_round(database, most - all);
        if (heard == 0) break;
        all += heard;
    }
    return all;
}

std::vector<DeadLetter> dead_letters(db::Conn& conn, int most) {
    std::vector<DeadLetter> found;
    for (const auto& row : conn.query(kDead, most)) {
        found.push_back({row.integer(0), row.text(1), row.text(2), row.integer(3), row.text(4), row.instant(5),
                         static_cast<int>(row.integer(6))});
    }
    return found;
}

void retry(db::Tx& tx, Id event, std::string_view hearer) {
    if (tx.exec(kRetry, event, hearer, clock::now()) == 0) throw NotFound("events: no such dead letter");
}

void give_up(db::Tx& tx, Id event, std::string_view hearer) {
    if (tx.exec(kGiveUp, event, hearer) == 0) throw NotFound("events: no such dead letter");
}

}  // namespace dinh::events
