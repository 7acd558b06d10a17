#include "modules/documents/handling/handling_store.hpp"

#include "modules/directory/directory.hpp"

namespace dinh::documents::handling_store {

namespace {

// In the order of subject_from.
#define DINH_SUBJECT_COLUMNS                                                                         \
    "id, version, owner_agency, issuing_body, source_recipient, state, subject, mark, author_name, " \
    "arrival_number, arrival_suffix, urgency, due_day"

constexpr db::Sql kLockIncoming{"handling.lock_incoming",
                                "UPDATE incoming_document SET version = version + 1 WHERE id = $1 AND version = $2 "
                                "RETURNING " DINH_SUBJECT_COLUMNS};
constexpr db::Sql kTouchIncoming{
    "handling.touch_incoming",
    "UPDATE incoming_document SET version = version + 1 WHERE id = $1 RETURNING " DINH_SUBJECT_COLUMNS};
constexpr db::Sql kReadIncoming{"handling.read_incoming",
                                "SELECT " DINH_SUBJECT_COLUMNS " FROM incoming_document WHERE id = $1"};
constexpr db::Sql kSetIncomingState{"handling.set_incoming_state",
                                    "UPDATE incoming_document SET state = $2 WHERE id = $1"};
constexpr db::Sql kSetIncomingDue{"handling.set_incoming_due",
                                  "UPDATE incoming_document SET due_day = $2 WHERE id = $1"};

// In the order of forwarding_from.
#define DINH_FORWARDING_COLUMNS                                                                             \
    "id, version, incoming, parent, step, giver_post, giver_person, giver_label, receiver_kind, receiver, " \
    "receiver_label, role, opinion, due_day, state, given_at, read_at, done_at, result, reason, "           \
    "on_behalf_of, entered_by_person, scan_file"

constexpr db::Sql kLockForwarding{
    "handling.lock",
    "UPDATE forwarding SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING " DINH_FORWARDING_COLUMNS};
constexpr db::Sql kFindForwarding{"handling.find", "SELECT " DINH_FORWARDING_COLUMNS " FROM forwarding WHERE id = $1"};
constexpr db::Sql kForwardingsOf{"handling.of_incoming",
                                 "SELECT " DINH_FORWARDING_COLUMNS " FROM forwarding WHERE incoming = $1 ORDER BY id"};
constexpr db::Sql kInsert{"handling.insert",
                          "INSERT INTO forwarding (id, incoming, parent, step, giver_post, giver_person, giver_label, "
                          "receiver_kind, receiver, receiver_label, "
                          "role, opinion, due_day, state, given_at, on_behalf_of, entered_by_person, scan_file) "
                          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)"};
constexpr db::Sql kSetState{"handling.set_state", "UPDATE forwarding SET state = $2, reason = $3 WHERE id = $1"};
constexpr db::Sql kSetRead{
    "handling.set_read",
    "UPDATE forwarding SET state = 'read', read_at = $2, read_by_person = $3 WHERE id = $1 AND state = 'unread'"};
constexpr db::Sql kSetDone{
    "handling.set_done",
    "UPDATE forwarding SET state = 'done', done_at = $2, done_by_person = $3, result = $4 WHERE id = $1"};
constexpr db::Sql kSetDue{"handling.set_due", "UPDATE forwarding SET due_day = $2 WHERE id = $1"};

constexpr db::Sql kInsertExtension{
    "extension.insert",
    "INSERT INTO extension_request (id, incoming, forwarding, asked_day, reason, asked_by_person, asked_at, state) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting')"};
constexpr db::Sql kExtensionWaits{
    "extension.waits", "SELECT id FROM extension_request WHERE forwarding = $1 AND state = 'waiting' LIMIT 1"};
constexpr db::Sql kDropExtensions{"extension.drop",
                                  "UPDATE extension_request SET version = version + 1, state = 'dropped' WHERE "
                                  "forwarding = $1 AND state = 'waiting' RETURNING id"};
constexpr db::Sql kIncomingOfExtension{"extension.incoming", "SELECT incoming FROM extension_request WHERE id = $1"};
constexpr db::Sql kLockExtension{"extension.lock",
                                 "UPDATE extension_request SET version = version + 1 WHERE id = $1 AND version = $2 "
                                 "RETURNING id, incoming, forwarding, asked_by_person, asked_day, state"};
constexpr db::Sql kDecideExtension{"extension.decide",
                                   "UPDATE extension_request SET state = $2, granted_day = $3, answer = $4, "
                                   "decided_by_person = $5, decided_at = $6 WHERE id = $1"};
constexpr db::Sql kExtensionsOf{"extension.of_incoming",
                                "SELECT id, version, forwarding, asked_day, reason, state, answer, asked_by_person, "
                                "granted_day FROM extension_request WHERE incoming = $1 ORDER BY id"};

constexpr db::Sql kInsertOpinion{"opinion.insert",
                                 "INSERT INTO opinion_request (id, subject_kind, subject, asked_post, asked_person, "
                                 "of_post, question, due_day, asked_at, state) "
                                 "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting')"};
constexpr db::Sql kIncomingOfOpinion{"opinion.incoming",
                                     "SELECT subject FROM opinion_request WHERE id = $1 AND subject_kind = 'incoming'"};
constexpr db::Sql kLockOpinion{"opinion.lock",
                               "UPDATE opinion_request SET version = version + 1 WHERE id = $1 AND version = $2 "
                               "RETURNING id, subject_kind, subject, asked_post, of_post, state"};
constexpr db::Sql kAnswerOpinion{"opinion.answer",
                                 "UPDATE opinion_request SET state = 'answered', answer = $2, answered_by_person = $3, "
                                 "answered_at = $4 WHERE id = $1"};

std::optional<Subject> subject_from(const db::Rows& rows) {
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    Subject one;
    one.id = row.integer(0);
    one.version = row.integer(1);
    one.owner_agency = row.integer(2);
    one.issuing_body = row.integer(3);
    one.source_recipient = row.integer(4);
    one.state = row.text(5);
    one.subject = row.text(6);
    one.mark = row.text(7);
    one.author_name = row.text(8);
    one.number = row.integer(9) == 0 ? "" : std::to_string(row.integer(9)) + row.text(10);
    one.urgency = static_cast<int>(row.integer(11));
    one.due = row.maybe_day(12);
    return one;
}

Forwarding forwarding_from(const db::Rows::Row& row) {
    Forwarding one;
    one.id = row.integer(0);
    one.version = row.integer(1);
    one.incoming = row.integer(2);
    one.parent = row.integer(3);
    one.step = row.text(4);
    one.giver_post = row.integer(5);
    one.giver_person = row.integer(6);
    one.giver_label = row.text(7);
    one.receiver_kind = row.view(8) == "unit" ? ReceiverKind::unit : ReceiverKind::post;
    one.receiver = row.integer(9);
    one.receiver_label = row.text(10);
    one.role = row.text(11);
    one.opinion = row.text(12);
    one.due = row.maybe_day(13);
    one.state = row.text(14);
    one.given_at = row.instant(15);
    one.read_at = row.maybe_instant(16);
    one.done_at = row.maybe_instant(17);
    one.result = row.text(18);
    one.reason = row.text(19);
    one.on_behalf_of = row.integer(20);
    one.entered_by_person = row.integer(21);
    one.scan_file = row.integer(22);
    return one;
}

std::optional<Forwarding> first_forwarding(const db::Rows& rows) {
    return rows.empty() ? std::nullopt : std::optional(forwarding_from(rows.first()));
}

}  // namespace

std::optional<Subject> lock_incoming(db::Tx& tx, Id incoming, std::int64_t version) {
    return subject_from(tx.query(kLockIncoming, incoming, version));
}
std::optional<Subject> touch_incoming(db::Tx& tx, Id incoming) {
    return subject_from(tx.query(kTouchIncoming, incoming));
}
std::optional<Subject> read_incoming(db::Conn& conn, Id incoming) {
    return subject_from(conn.query(kReadIncoming, incoming));
}
void set_incoming_state(db::Tx& tx, Id incoming, std::string_view state) {
    tx.exec(kSetIncomingState, incoming, state);
}
void set_incoming_due(db::Tx& tx, Id incoming, Day due) { tx.exec(kSetIncomingDue, incoming, due); }

std::optional<Forwarding> lock_forwarding(db::Tx& tx, Id forwarding, std::int64_t version) {
    return first_forwarding(tx.query(kLockForwarding, forwarding, version));
}
std::optional<Forwarding> find_forwarding(db::Conn& conn, Id forwarding) {
    return first_forwarding(conn.query(kFindForwarding, forwarding));
}

std::vector<Forwarding> forwardings_of(db::Conn& conn, Id incoming) {
    std::vector<Forwarding> list;
    for (const auto& row : conn.query(kForwardingsOf, incoming)) list.push_back(forwarding_from(row));
    return list;
}

void insert_forwarding(db::Tx& tx, const Forwarding& one) {
    tx.exec(kInsert, one.id, one.incoming, one.parent == 0 ? std::nullopt : std::optional(one.parent), one.step,
            one.giver_post, one.giver_person, one.giver_label,
            one.receiver_kind == ReceiverKind::unit ? "unit" : "post", one.receiver, one.receiver_label, one.role,
            one.opinion, one.due, one.state, one.given_at, one.on_behalf_of, one.entered_by_person, one.scan_file);
}

void set_state(db::Tx& tx, Id forwarding, std::string_view state, std::string_view reason) {
    tx.exec(kSetState, forwarding, state, reason);
}
bool set_read(db::Tx& tx, Id forwarding, Id person) { return tx.exec(kSetRead, forwarding, clock::now(), person) > 0; }
void set_done(db::Tx& tx, Id forwarding, Id person, std::string_view result) {
    tx.exec(kSetDone, forwarding, clock::now(), person, result);
}
void set_due(db::Tx& tx, Id forwarding, Day due) { tx.exec(kSetDue, forwarding, due); }

void insert_extension(db::Tx& tx, Id id, Id incoming, Id forwarding, Day asked, std::string_view reason, Id person) {
    tx.exec(kInsertExtension, id, incoming, forwarding, asked, reason, person, clock::now());
}
bool extension_waits(db::Conn& conn, Id forwarding) {
    return conn.maybe_integer(kExtensionWaits, forwarding).has_value();
}
std::optional<Id> incoming_of_extension(db::Conn& conn, Id request) {
    return conn.maybe_integer(kIncomingOfExtension, request);
}
std::optional<Id> incoming_of_opinion(db::Conn& conn, Id request) {
    return conn.maybe_integer(kIncomingOfOpinion, request);
}

std::vector<Id> drop_extensions(db::Tx& tx, Id forwarding) {
    std::vector<Id> dropped;
    for (const auto& row : tx.query(kDropExtensions, forwarding)) dropped.push_back(row.integer(0));
    return dropped;
}

std::optional<ExtensionRow> lock_extension(db::Tx& tx, Id request, std::int64_t version) {
    const auto rows = tx.query(kLockExtension, request, version);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return ExtensionRow{row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.day(4), row.text(5)};
}

void decide_extension(db::Tx& tx, Id request, std::string_view state, std::optional<Day> granted,
                      std::string_view answer, Id person) {
    tx.exec(kDecideExtension, request, state, granted, answer, person, clock::now());
}

std::vector<Extension> extensions_of(db::Conn& conn, Id incoming) {
    std::vector<Extension> list;
    const auto rows = conn.query(kExtensionsOf, incoming);
    std::vector<Id> people;
    for (const auto& row : rows) people.push_back(row.integer(7));
    auto names = directory::names_of_people(conn, people);
    for (const auto& row : rows)
        list.push_back({row.integer(0), row.integer(1), row.integer(2), row.day(3), row.text(4), row.text(5),
                        row.text(6), names[row.integer(7)], row.maybe_day(8)});
    return list;
}

void insert_opinion(db::Tx& tx, Id id, std::string_view subject_kind, Id subject, Id asked_post, Id asked_person,
                    Id of_post, std::string_view question, std::optional<Day> due) {
    tx.exec(kInsertOpinion, id, subject_kind, subject, asked_post, asked_person, of_post, question, due, clock::now());
}

std::optional<OpinionRow> lock_opinion(db::Tx& tx, Id request, std::int64_t version) {
    const auto rows = tx.query(kLockOpinion, request, version);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return OpinionRow{row.integer(0), row.text(1), row.integer(2), row.integer(3), row.integer(4), row.text(5)};
}

void answer_opinion(db::Tx& tx, Id request, std::string_view answer, Id person) {
    tx.exec(kAnswerOpinion, request, answer, person, clock::now());
}

}  // namespace dinh::documents::handling_store
