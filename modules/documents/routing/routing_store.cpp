#include "modules/documents/routing/routing_store.hpp"

namespace dinh::documents::routing_store {

namespace {

constexpr db::Sql kStepsOf{"route.steps",
                           "SELECT id, version, outgoing, round, position, kind, post, label, state, note, answer, "
                           "given_at, read_at, done_at, done_as "
                           "FROM route_step WHERE outgoing = $1 ORDER BY round, position, id"};
constexpr db::Sql kFindStep{"route.find",
                            "SELECT id, version, outgoing, round, position, kind, post, label, state, note, answer, "
                            "given_at, read_at, done_at, done_as "
                            "FROM route_step WHERE id = $1"};
constexpr db::Sql kLockStep{"route.lock",
                            "UPDATE route_step SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING id, "
                            "version, outgoing, round, position, kind, "
                            "post, label, state, note, answer, given_at, read_at, done_at, done_as"};
constexpr db::Sql kLastRound{"route.last_round", "SELECT MAX(round) FROM route_step WHERE outgoing = $1"};
constexpr db::Sql kInsertStep{"route.insert",
                              "INSERT INTO route_step (id, outgoing, round, position, kind, post, label, state, note) "
                              "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Sql kMoveAfter{
    "route.make_room",
    "UPDATE route_step SET position = position + 1 WHERE outgoing = $1 AND round = $2 AND position > $3"};
constexpr db::Sql kSetCurrent{"route.set_current",
                              "UPDATE route_step SET state = 'current', given_at = $2, read_at = NULL WHERE id = $1"};
constexpr db::Sql kSetDone{
    "route.set_done",
    "UPDATE route_step SET state = $2, answer = $3, done_at = $4, done_by_person = $5, done_as = $6 WHERE id = $1"};
constexpr db::Sql kSetRead{"route.set_read",
                           "UPDATE route_step SET version = version + 1, read_at = $2 WHERE id = $1 AND read_at IS "
                           "NULL AND state = 'current'"};
constexpr db::Sql kEndRound{
    "route.end_round",
    "UPDATE route_step SET state = $3 WHERE outgoing = $1 AND round = $2 AND state IN ('waiting', 'current')"};
constexpr db::Sql kInsertSlip{
    "slip.insert",
    "INSERT INTO submission_slip (id, outgoing, round, text, at, person) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr db::Sql kSlipsOf{"slip.of_outgoing",
                           "SELECT round, text, person, at FROM submission_slip WHERE outgoing = $1 ORDER BY id"};
constexpr db::Sql kTemplate{
    "route.template",
    "SELECT steps FROM route_template WHERE issuing_body = $1 AND document_kind IN ($2, '') AND from_day <= $3 "
    "AND (until_day IS NULL OR until_day > $3) ORDER BY CASE document_kind WHEN '' THEN 1 ELSE 0 END, from_day DESC "
    "LIMIT 1"};
constexpr db::Sql kCloseTemplates{"route.close_templates",
                                  "UPDATE route_template SET version = version + 1, until_day = $3 WHERE issuing_body "
                                  "= $1 AND document_kind = $2 AND until_day IS NULL"};
constexpr db::Sql kInsertTemplate{
    "route.insert_template",
    "INSERT INTO route_template (id, issuing_body, document_kind, steps, from_day) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Sql kHasDraft{
    "route.has_draft_file",
    "SELECT id FROM file_ref WHERE kind = 'outgoing' AND record = $1 AND role IN ('draft', 'main') LIMIT 1"};

RouteStep step_from(const db::Rows::Row& row) {
    RouteStep one;
    one.id = row.integer(0), one.version = row.integer(1), one.outgoing = row.integer(2);
    one.round = static_cast<int>(row.integer(3)), one.position = static_cast<int>(row.integer(4));
    one.kind = row.text(5), one.post = row.integer(6), one.label = row.text(7), one.state = row.text(8);
    one.note = row.text(9), one.answer = row.text(10);
    one.given_at = row.maybe_instant(11), one.read_at = row.maybe_instant(12), one.done_at = row.maybe_instant(13);
    one.done_as = row.text(14);
    return one;
}

}  // namespace

std::vector<RouteStep> steps_of(db::Conn& conn, Id outgoing) {
    std::vector<RouteStep> steps;
    for (const auto& row : conn.query(kStepsOf, outgoing)) steps.push_back(step_from(row));
    return steps;
}
std::optional<RouteStep> find_step(db::Conn& conn, Id step) {
    const auto rows = conn.query(kFindStep, step);
    return rows.empty() ? std::nullopt : std::optional(step_from(rows.first()));
}
std::optional<RouteStep> lock_step(db::Tx& tx, Id step, std::int64_t version) {
    const auto rows = tx.query(kLockStep, step, version);
    return rows.empty() ? std::nullopt : std::optional(step_from(rows.first()));
}
int last_round(db::Conn& conn, Id outgoing) { return static_cast<int>(conn.integer(kLastRound, outgoing)); }
void insert_step(db::Tx& tx, const RouteStep& one) {
    tx.exec(kInsertStep, one.id, one.outgoing, one.round, one.position, one.kind, one.post, one.label, one.state,
            one.note);
}
void move_after(db::Tx& tx, Id outgoing, int round, int position) { tx.exec(kMoveAfter, outgoing, round, position); }
void set_current(db::Tx& tx, Id step) { tx.exec(kSetCurrent, step, clock::now()); }
void set_done(db::Tx& tx, Id step, std::string_view state, std::string_view answer, Id person,
              std::string_view done_as) {
    tx.exec(kSetDone, step, state, answer, clock::now(), person, done_as);
}
bool set_read(db::Tx& tx, Id step) { return tx.exec(kSetRead, step, clock::now()) > 0; }
void end_round(db::Tx& tx, Id outgoing, int round, std::string_view state) {
    tx.exec(kEndRound, outgoing, round, state);
}
void insert_slip(db::Tx& tx, Id outgoing, int round, std::string_view text, Id person) {
    tx.exec(kInsertSlip, ids::make(), outgoing, round, text, clock::now(), person);
}
std::vector<Slip> slips_of(db::Conn& conn, Id outgoing) {
    std::vector<Slip> slips;
    for (const auto& row : conn.query(kSlipsOf, outgoing))
        slips.push_back({static_cast<int>(row.integer(0)), row.text(1), row.integer(2), row.instant(3)});
    return slips;
}

std::optional<std::string> route_template(db::Conn& conn, Id issuing_body, std::string_view kind, Day day) {
    const auto rows = conn.query(kTemplate, issuing_body, kind, day);
    return rows.empty() ? std::nullopt : std::optional(rows.first().text(0));
}
void close_templates(db::Tx& tx, Id issuing_body, std::string_view kind, Day until) {
    tx.exec(kCloseTemplates, issuing_body, kind, until);
}
void insert_template(db::Tx& tx, Id issuing_body, std::string_view kind, std::string_view steps, Day from) {
    tx.exec(kInsertTemplate, ids::make(), issuing_body, kind, steps, from);
}
bool has_draft_file(db::Conn& conn, Id outgoing) { return conn.maybe_integer(kHasDraft, outgoing).has_value(); }

}  // namespace dinh::documents::routing_store
