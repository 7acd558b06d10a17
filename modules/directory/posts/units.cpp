#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/posts/posts.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kFindUnit{
    "unit.find",
    "SELECT id, agency, parent, slug, name, abbreviation, kind, position, until_day, version FROM unit WHERE id = $1"};
constexpr db::Sql kAddUnit{"unit.add",
                           "INSERT INTO unit (id, agency, parent, slug, name, abbreviation, kind, position, from_day) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Sql kLockUnit{"unit.lock",
                            "UPDATE unit SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING id"};
constexpr db::Sql kChangeUnit{
    "unit.change", "UPDATE unit SET parent = $2, name = $3, abbreviation = $4, kind = $5, position = $6 WHERE id = $1"};
constexpr db::Sql kCloseUnit{"unit.close", "UPDATE unit SET until_day = $2 WHERE id = $1"};
constexpr db::Sql kOpenPosts{"unit.open_posts",
                             "SELECT COUNT(*) FROM post WHERE unit = $1 AND (until_day IS NULL OR until_day > $2)"};
constexpr db::Sql kOpenUnits{
    "unit.open_units",
    "SELECT COUNT(*) FROM unit WHERE agency = $1 AND parent = $2 AND (until_day IS NULL OR until_day > $3)"};

std::optional<Id> none_if_zero(Id id) { return id == 0 ? std::nullopt : std::optional(id); }

// `on`: the day from which the unit stands so.
void check(db::Tx& tx, const NewUnit& input, Id self, Day on) {
    Reasons reasons;
    if (input.name.empty()) reasons.add("name", "Chưa nhập tên đơn vị.");
    if (text::length(input.name) > 200) reasons.add("name", "Tên đơn vị dài quá 200 chữ.");
    for (Id at = input.parent, depth = 0; at != 0 && depth < 8; ++depth) {
        const auto above = find_unit(tx, at);
        if (at == self) reasons.add("parent", "Đơn vị không thể trực thuộc chính nó.");
        if (!above || above->unit.agency != input.agency)
            reasons.add("parent", "Đơn vị cấp trên không thuộc cơ quan này.");
        else if (above->unit.until && *above->unit.until <= on)
            reasons.add("parent", Said("Đơn vị cấp trên đã giải thể từ ngày %1.", {clock::show(*above->unit.until)}));
        at = above && at != self ? above->unit.parent : 0;
    }
    must_be_open(tx, reasons, input.agency, on);
    reasons.done();
}

UnitRecord lock(db::Tx& tx, const Actor& actor, Id unit, std::int64_t version) {
    if (!find_unit(tx, unit)) throw NotFound("unit: none " + std::to_string(unit));
    if (tx.query(kLockUnit, unit, version).empty()) throw Conflict("unit: version " + std::to_string(version));
    const auto found = *find_unit(tx, unit);
    must(actor, Deed::keep_posts, subject_of(tx, found.unit.agency, clock::today()));
    return found;
}

}  // namespace

std::optional<UnitRecord> find_unit(db::Conn& conn, Id id) {
    const auto rows = conn.query(kFindUnit, id);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return UnitRecord{{row.integer(0), row.integer(1), row.integer(2), row.text(3), row.text(4), row.text(5),
                       row.text(6), static_cast<int>(row.integer(7)), row.maybe_day(8)},
                      row.integer(9)};
}

Id add_unit(db::Tx& tx, const Actor& actor, const NewUnit& input) {
    const Turn turn(tx);
    must(actor, Deed::keep_posts, subject_of(tx, input.agency, input.from));
    check(tx, input, 0, input.from);
    const Id id = ids::make();
    tx.exec(kAddUnit, id, input.agency, none_if_zero(input.parent),
            input.slug.empty() ? text::slug(input.name) : input.slug, input.name, input.abbreviation, input.kind,
            input.position, input.from);
    changed(turn, actor, "unit", id, "directory.unit_add", Said("Thêm đơn vị %1", {input.name}));
    return id;
}

void change_unit(db::Tx& tx, const Actor& actor, Id unit, std::int64_t version, const NewUnit& input) {
    const Turn turn(tx);
    const auto was = lock(tx, actor, unit, version).unit;
    NewUnit checked = input;
    checked.agency = was.agency;
    check(tx, checked, unit, clock::today());
    tx.exec(kChangeUnit, unit, none_if_zero(input.parent), input.name, input.abbreviation, input.kind, input.position);
    changed(turn, actor, "unit", unit, "directory.unit_change", Said("Sửa đơn vị %1", {input.name}),
            {{"name", was.name, input.name}, {"abbreviation", was.abbreviation, input.abbreviation}});
}

void close_unit(db::Tx& tx, const Actor& actor, Id unit, std::int64_t version, Day day) {
    const Turn turn(tx);
    const auto was = lock(tx, actor, unit, version).unit;
    Reasons reasons;
    if (was.until) reasons.add("day", Said("Đơn vị này đã giải thể từ ngày %1.", {clock::show(*was.until)}));
    const auto posts = tx.integer(kOpenPosts, unit, day), below = tx.integer(kOpenUnits, was.agency, unit, day);
    if (posts > 0)
        reasons.add("day", Said("Đơn vị còn %1 vị trí: hãy chuyển hoặc bãi bỏ trước.", {std::to_string(posts)}));
    if (below > 0)
        reasons.add("day", Said("Còn %1 đơn vị trực thuộc: hãy chuyển hoặc giải thể trước.", {std::to_string(below)}));
    reasons.done();
    tx.exec(kCloseUnit, unit, day);
    changed(turn, actor, "unit", unit, "directory.unit_close", Said("Giải thể đơn vị từ ngày %1", {clock::show(day)}));
}

}  // namespace dinh::directory
