#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kBody{
    "directory.body",
    "SELECT id, agency, slug, name, superior_line, abbreviation, place_name, collective, until_day, version "
    "FROM issuing_body WHERE id = $1"};
constexpr db::Sql kBodiesOf{"directory.bodies_of",
                            "SELECT id FROM issuing_body WHERE agency = $1 AND from_day <= $2 AND (until_day IS NULL "
                            "OR until_day > $2) ORDER BY id"};
constexpr db::Sql kAllBodiesOf{"directory.all_bodies_of",
                               "SELECT id FROM issuing_body WHERE agency = $1 ORDER BY id"};
constexpr db::Sql kBodyTaken{"issuing_body.taken", "SELECT id FROM issuing_body WHERE slug = $1"};
constexpr db::Sql kAddBody{
    "issuing_body.add",
    "INSERT INTO issuing_body (id, agency, slug, name, superior_line, abbreviation, place_name, collective, from_day) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Sql kLockBody{"issuing_body.lock",
                            "UPDATE issuing_body SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING "
                            "agency, from_day, until_day"};
constexpr db::Sql kChangeBody{"issuing_body.change",
                              "UPDATE issuing_body SET name = $2, superior_line = $3, abbreviation = $4, place_name = "
                              "$5, collective = $6 WHERE id = $1"};
constexpr db::Sql kCloseBody{"issuing_body.close", "UPDATE issuing_body SET until_day = $2 WHERE id = $1"};
constexpr db::Sql kEndClerks{
    "issuing_body.end_clerks",
    "UPDATE clerkship SET until_day = $2 WHERE issuing_body = $1 AND (until_day IS NULL OR until_day > $2)"};

void check(Reasons& reasons, const NewBody& input) {
    if (input.name.empty()) reasons.add("name", "Chưa nhập tên cơ quan ban hành.");
    if (input.abbreviation.empty()) reasons.add("abbreviation", "Chưa nhập ký hiệu của cơ quan ban hành.");
    if (text::length(input.name) > 200) reasons.add("name", "Tên cơ quan ban hành dài quá 200 chữ.");
}

BodyRecord lock(db::Tx& tx, const Actor& actor, Id body, std::int64_t version) {
    if (!find_body(tx, body)) throw NotFound("issuing body: none " + std::to_string(body));
    if (tx.query(kLockBody, body, version).empty()) throw Conflict("issuing body: version " + std::to_string(version));
    const auto found = *find_body(tx, body);
    must(actor, Deed::keep_agencies, subject_of(tx, found.body.agency, clock::today()));
    return found;
}

}  // namespace

std::optional<BodyRecord> find_body(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(kBody, id);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return BodyRecord{{row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6),
                       row.truth(7), row.maybe_day(8)},
                      row.integer(9)};
}

std::optional<IssuingBody> issuing_body_of(db::Conn& conn, Id issuing_body) {
    const auto found = find_body(conn, issuing_body);
    return found ? std::optional(found->body) : std::nullopt;
}

std::vector<Id> bodies_of_agency(db::Conn& conn, Id agency, Day day) {
    std::vector<Id> bodies;
    for (const auto& row : conn.query(kBodiesOf, agency, day)) bodies.push_back(row.integer(0));
    return bodies;
}

std::vector<Id> bodies_of_agency(db::Conn& conn, Id agency) {
    std::vector<Id> bodies;
    for (const auto& row : conn.query(kAllBodiesOf, agency)) bodies.push_back(row.integer(0));
    return bodies;
}

Id add_issuing_body(db::Tx& tx, const Actor& actor, const NewBody& input) {
    const Turn turn(tx);
    must(actor, Deed::keep_agencies, subject_of(tx, input.agency, input.from));
    Reasons reasons;
    check(reasons, input);
    must_be_open(tx, reasons, input.agency, input.from);
    if (input.slug.empty()) reasons.add("slug", "Chưa nhập mã tắt của cơ quan ban hành.");
    if (tx.maybe_integer(kBodyTaken, input.slug)) reasons.add("slug", "Mã tắt này đã dùng cho cơ quan ban hành khác.");
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAddBody, id, input.agency, input.slug, input.name, input.superior_line, input.abbreviation,
            input.place_name, input.collective, input.from);
    changed(turn, actor, "issuing_body", id, "directory.body_add", Said("Thêm cơ quan ban hành %1", {input.name}));
    return id;
}

void change_issuing_body(db::Tx& tx, const Actor& actor, Id body, std::int64_t version, const NewBody& input) {
    const Turn turn(tx);
    const auto was = lock(tx, actor, body, version).body;
    Reasons reasons;
    check(reasons, input);
    reasons.done();
    tx.exec(kChangeBody, body, input.name, input.superior_line, input.abbreviation, input.place_name, input.collective);
    changed(turn, actor, "issuing_body", body, "directory.body_change", Said("Sửa cơ quan ban hành %1", {input.name}),
            {{"name", was.name, input.name}, {"abbreviation", was.abbreviation, input.abbreviation}});
}

void close_issuing_body(db::Tx& tx, const Actor& actor, Id body, std::int64_t version, Day day) {
    const Turn turn(tx);
    const auto was = lock(tx, actor, body, version).body;
    if (was.until)
        throw Refused("day", Said("Cơ quan ban hành này đã kết thúc từ ngày %1.", {clock::show(*was.until)}));
    tx.exec(kCloseBody, body, day);
    tx.exec(kEndClerks, body, day);
    changed(turn, actor, "issuing_body", body, "directory.body_close",
            Said("Kết thúc ban hành văn bản từ ngày %1", {clock::show(day)}));
}

}  // namespace dinh::directory
