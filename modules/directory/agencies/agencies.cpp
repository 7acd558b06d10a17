#include "modules/directory/directory.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kAgencyTaken{"agency.taken", "SELECT id FROM agency WHERE slug = $1"};
constexpr db::Sql kAddAgency{
    "agency.add",
    "INSERT INTO agency (id, slug, tenant, from_day, until_day, created_at, created_by_person) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Sql kAddVersion{
    "agency.add_version",
    "INSERT INTO agency_version (id, agency, name, short_name, abbreviation, kind, parent, place_name, basis, from_day, until_day, "
    "sort_key, folded) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"};
constexpr db::Sql kAddCode{
    "agency.add_code",
    "INSERT INTO agency_code (id, agency, scheme, code, note, from_day, until_day) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Sql kCodeHolder{
    "agency.code_holder",
    "SELECT agency FROM agency_code WHERE scheme = $1 AND code = $2 AND from_day <= $3 AND (until_day IS NULL OR until_day > $3)"};
constexpr db::Sql kCodeEver{"agency.code_ever", "SELECT agency FROM agency_code WHERE scheme = $1 AND code = $2 ORDER BY from_day DESC LIMIT 1"};
constexpr db::Sql kSuccessor{"agency.successor", "SELECT successor FROM agency_successor WHERE agency = $1 AND day <= $2 ORDER BY day DESC, successor LIMIT 1"};
constexpr db::Sql kAddSuccessor{"agency.add_successor", "INSERT INTO agency_successor (agency, successor, day, basis) VALUES ($1, $2, $3, $4)"};
constexpr db::Sql kVersionOn{
    "agency.version_on",
    "SELECT name, short_name, abbreviation, kind, parent, from_day, until_day FROM agency_version "
    "WHERE agency = $1 AND from_day <= $2 ORDER BY from_day DESC LIMIT 1"};
constexpr db::Sql kAddBody{
    "body.add",
    "INSERT INTO issuing_body (id, agency, slug, name, superior_line, abbreviation, place_name, collective, from_day) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Sql kAddUnit{
    "unit.add",
    "INSERT INTO unit (id, agency, parent, slug, name, abbreviation, kind, position, from_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};

std::optional<Id> none_if_zero(Id id) { return id == 0 ? std::nullopt : std::optional(id); }

}  // namespace

Id add_agency(db::Tx& tx, const Actor& actor, const NewAgency& input) {
    Reasons reasons;
    if (input.name.empty()) reasons.add("name", "Chưa nhập tên cơ quan.");
    if (input.slug.empty()) reasons.add("slug", "Chưa nhập mã tắt của cơ quan.");
    if (input.until && *input.until <= input.from) reasons.add("until", "Ngày kết thúc phải sau ngày thành lập.");
    if (tx.maybe_integer(kAgencyTaken, input.slug)) reasons.add("slug", "Mã tắt này đã dùng cho cơ quan khác.");
    for (const auto& [scheme, code] : input.codes)
        if (tx.maybe_integer(kCodeHolder, scheme, code, input.from)) reasons.add("codes", "Mã " + code + " đang dùng cho cơ quan khác.");
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAddAgency, id, input.slug, input.tenant, input.from, input.until, clock::now(), actor.person);
    tx.exec(kAddVersion, ids::make(), id, input.name, input.short_name.empty() ? input.name : input.short_name, input.abbreviation,
            input.kind, none_if_zero(input.parent), input.place_name, input.basis, input.from, input.until, text::sort_key(input.name),
            text::fold(input.name));
    for (const auto& [scheme, code] : input.codes)
        tx.exec(kAddCode, ids::make(), id, scheme, code, input.code_note, input.from, input.until);
    changed(tx, actor, "agency", id, "directory.agency_add", "Thêm cơ quan " + input.name);
    return id;
}

void add_successor(db::Tx& tx, Id agency, Id successor, Day day, std::string_view basis) {
    if (agency == successor) throw Refused("Cơ quan kế thừa phải là cơ quan khác.");
    tx.exec(kAddSuccessor, agency, successor, day, basis);
}

std::optional<AgencyVersion> version_on(db::Conn& conn, Id agency, Day day) {
    const auto rows = conn.query(kVersionOn, agency, day);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return AgencyVersion{row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.day(5), row.maybe_day(6)};
}

std::optional<Id> agency_of_code(db::Conn& conn, std::string_view scheme, std::string_view code, Day day, bool forward) {
    if (const auto open = conn.maybe_integer(kCodeHolder, scheme, code, day)) return open;
    if (!forward) return std::nullopt;
    auto found = conn.maybe_integer(kCodeEver, scheme, code);
    if (!found) return std::nullopt;
    for (int step = 0; step < 16; ++step) {   // a chain of mergers; longer ones are a circle in the data
        const auto next = conn.maybe_integer(kSuccessor, *found, day);
        if (!next) return step == 0 ? std::nullopt : found;
        found = next;
    }
    return std::nullopt;
}

Id add_issuing_body(db::Tx& tx, const Actor& actor, const NewBody& input) {
    Reasons reasons;
    if (input.name.empty()) reasons.add("name", "Chưa nhập tên cơ quan ban hành.");
    if (input.abbreviation.empty()) reasons.add("abbreviation", "Chưa nhập ký hiệu của cơ quan ban hành.");
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAddBody, id, input.agency, input.slug, input.name, input.superior_line, input.abbreviation, input.place_name,
            input.collective, input.from);
    changed(tx, actor, "issuing_body", id, "directory.body_add", "Thêm cơ quan ban hành " + input.name);
    return id;
}

Id add_unit(db::Tx& tx, const Actor& actor, const NewUnit& input) {
    if (input.name.empty()) throw Refused("name", "Chưa nhập tên đơn vị.");
    const Id id = ids::make();
    tx.exec(kAddUnit, id, input.agency, none_if_zero(input.parent), input.slug, input.name, input.abbreviation, input.kind,
            input.position, input.from);
    changed(tx, actor, "unit", id, "directory.unit_add", "Thêm đơn vị " + input.name);
    return id;
}

}  // namespace dinh::directory
