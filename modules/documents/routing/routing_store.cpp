#include "modules/documents/routing/routing_store.hpp"

#include <boost/json.hpp>

namespace dinh::documents::routing_store {

namespace {

namespace json = boost::json;

// In the order of step_from.
#define DINH_STEP_COLUMNS                                                                                 \
    "id, version, outgoing, round, position, kind, post, label, state, note, answer, given_at, read_at, " \
    "done_at, done_as"

constexpr db::Sql kStepsOf{
    "route.steps", "SELECT " DINH_STEP_COLUMNS " FROM route_step WHERE outgoing = $1 ORDER BY round, position, id"};
constexpr db::Sql kFindStep{"route.find", "SELECT " DINH_STEP_COLUMNS " FROM route_step WHERE id = $1"};
constexpr db::Sql kLockStep{
    "route.lock",
    "UPDATE route_step SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING " DINH_STEP_COLUMNS};
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
// In the order of template_from.
#define DINH_TEMPLATE_COLUMNS "id, version, issuing_body, document_kind, steps, from_day, until_day"

constexpr db::Sql kTemplateFor{
    "route.template_for",
    "SELECT " DINH_TEMPLATE_COLUMNS
    " FROM route_template WHERE issuing_body = $1 AND document_kind IN ($2, '') AND from_day <= $3 AND (until_day IS "
    "NULL OR until_day > $3) ORDER BY CASE document_kind WHEN '' THEN 1 ELSE 0 END, from_day DESC LIMIT 1"};
constexpr db::Sql kTemplatesOf{"route.templates",
                               "SELECT " DINH_TEMPLATE_COLUMNS
                               " FROM route_template WHERE issuing_body = $1 ORDER BY id DESC LIMIT 200"};
constexpr db::Sql kFindTemplate{"route.find_template",
                                "SELECT " DINH_TEMPLATE_COLUMNS " FROM route_template WHERE id = $1"};
constexpr db::Sql kLockTemplate{
    "route.lock_template",
    "UPDATE route_template SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING " DINH_TEMPLATE_COLUMNS};
constexpr db::Sql kCloseTemplates{"route.close_templates",
                                  "UPDATE route_template SET version = version + 1, until_day = $3 WHERE issuing_body "
                                  "= $1 AND document_kind = $2 AND until_day IS NULL"};
constexpr db::Sql kSetUntil{"route.set_template_until", "UPDATE route_template SET until_day = $2 WHERE id = $1"};
constexpr db::Sql kInsertTemplate{
    "route.insert_template",
    "INSERT INTO route_template (id, issuing_body, document_kind, steps, from_day) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT DO NOTHING"};
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

std::vector<TemplateStep> steps_from(std::string_view text) {
    std::vector<TemplateStep> steps;
    const json::value parsed = json::parse(text);
    for (const auto& step : parsed.as_array())
        steps.push_back({json::value_to<std::string>(step.at("kind")), json::value_to<std::string>(step.at("role"))});
    return steps;
}
std::string steps_text(const std::vector<TemplateStep>& steps) {
    json::array list;
    for (const auto& step : steps) list.push_back(json::object{{"kind", step.kind}, {"role", step.role}});
    return json::serialize(list);
}
RouteTemplate template_from(const db::Rows::Row& row) {
    return {row.integer(0),          row.integer(1), row.integer(2),  row.text(3),
            steps_from(row.view(4)), row.day(5),     row.maybe_day(6)};
}
std::optional<RouteTemplate> one_template(const db::Rows& rows) {
    return rows.empty() ? std::nullopt : std::optional(template_from(rows.first()));
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

std::optional<RouteTemplate> template_for(db::Conn& conn, Id issuing_body, std::string_view kind, Day day) {
    return one_template(conn.query(kTemplateFor, issuing_body, kind, day));
}
std::vector<RouteTemplate> templates_of(db::Conn& conn, Id issuing_body) {
    std::vector<RouteTemplate> list;
    for (const auto& row : conn.query(kTemplatesOf, issuing_body)) list.push_back(template_from(row));
    return list;
}
std::optional<RouteTemplate> find_template(db::Conn& conn, Id id) {
    return one_template(conn.query(kFindTemplate, id));
}
std::optional<RouteTemplate> lock_template(db::Tx& tx, Id id, std::int64_t version) {
    return one_template(tx.query(kLockTemplate, id, version));
}
void close_templates(db::Tx& tx, Id issuing_body, std::string_view kind, Day until) {
    tx.exec(kCloseTemplates, issuing_body, kind, until);
}
void set_until(db::Tx& tx, Id id, Day until) { tx.exec(kSetUntil, id, until); }
bool insert_template(db::Tx& tx, const RouteTemplate& one) {
    return tx.exec(kInsertTemplate, one.id, one.issuing_body, one.document_kind, steps_text(one.steps), one.from) > 0;
}
bool has_draft_file(db::Conn& conn, Id outgoing) { return conn.maybe_integer(kHasDraft, outgoing).has_value(); }

}  // namespace dinh::documents::routing_store
