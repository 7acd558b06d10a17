// Import of the published lists.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "modules/directory/agencies/administrative_units/unit_names.hpp"
#include "modules/directory/agencies/administrative_units/units_reader.hpp"

namespace dinh::directory {

using units_reader::Link;
using units_reader::Row;

namespace {

constexpr db::Sql kUnits{"administrative_unit.all",
                         "SELECT id, level, code, kind, name, parent, from_day, until_day FROM administrative_unit"};
constexpr db::Sql kAddUnit{
    "administrative_unit.add",
    "INSERT INTO administrative_unit (id, level, code, kind, name, folded, parent, from_day, until_day) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Sql kChangeUnit{
    "administrative_unit.change",
    "UPDATE administrative_unit SET kind = $2, name = $3, folded = $4, parent = $5, until_day "
    "= $6 WHERE id = $1"};
constexpr db::Sql kEndBefore{
    "administrative_unit.end_before",
    "UPDATE administrative_unit SET until_day = $1 WHERE from_day < $1 AND until_day IS NULL AND level = $2"};
constexpr db::Sql kLinks{"administrative_unit.all_links",
                         "SELECT level, code, day, successor_level, successor FROM administrative_unit_successor"};
constexpr db::Sql kAddLink{
    "administrative_unit.add_link",
    "INSERT INTO administrative_unit_successor (id, level, code, day, successor_level, successor, merged, divided) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};

struct Known {
    Id id = 0;
    Row row;
};

std::optional<std::string> none_if_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

bool same(const Row& a, const Row& b) {
    return a.kind == b.kind && a.name == b.name && a.parent == b.parent && a.until == b.until;
}

void write_units(db::Tx& tx, const std::vector<Row>& rows, UnitsReport& report) {
    std::unordered_map<std::string, Known> known;
    for (const auto& row : tx.query(kUnits)) {
        Known one{row.integer(0),
                  {row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7)}};
        const std::string key = one.row.key();
        known.emplace(key, std::move(one));
    }
    for (const auto& row : rows) {
        const auto found = known.find(row.key());
        if (found == known.end()) {
            tx.exec(kAddUnit, ids::make(), row.level, row.code, row.kind, row.name, folded_name(row.name), row.parent,
                    row.from, none_if_empty(row.until));
            ++report.added;
            continue;
        }
        Row wanted = row;
        // A later list may have ended it since: that end stays.
        if (wanted.until.empty()) wanted.until = found->second.row.until;
        if (same(wanted, found->second.row)) {
            ++report.known;
            continue;
        }
        tx.exec(kChangeUnit, found->second.id, wanted.kind, wanted.name, folded_name(wanted.name), wanted.parent,
                none_if_empty(wanted.until));
        ++report.changed;
    }
}

void write_links(db::Tx& tx, const std::vector<Link>& links, const std::string& day, UnitsReport& report) {
    std::set<std::string> known;
    for (const auto& row : tx.query(kLinks))
        known.insert(row.text(0) + ":" + row.text(1) + ":" + row.text(2) + ":" + row.text(3) + ":" + row.text(4));
    for (const auto& one : links) {
        if (!known.insert(one.key(day)).second) {
            ++report.known;
            continue;
        }
        tx.exec(kAddLink, ids::make(), one.level, one.code, day, one.successor_level, one.successor, one.merged,
                one.divided);
        ++report.added;
    }
}

int count_divided(const std::vector<Link>& links) {
    std::unordered_map<std::string, int> successors;
    for (const auto& one : links)
        if (one.level == "commune") ++successors[one.code];
    return static_cast<int>(
        std::count_if(successors.begin(), successors.end(), [](const auto& one) { return one.second > 1; }));
}

}  // namespace

UnitsReport import_administrative_units(db::Database& database, const std::vector<UnitsFile>& files, Day day) {
    UnitsReport read;
    const auto lists = units_reader::read(files, day, read);
    read.divided_communes = count_divided(lists.links);
    return database.writing([&](db::Tx& tx) {
        UnitsReport report = read;
        write_units(tx, lists.rows, report);
        // What an earlier list said to be in force ends where this one begins.
        for (const auto& level : lists.in_force) tx.exec(kEndBefore, day, level);
        write_links(tx, lists.links, clock::to_text(day), report);
        return report;
    });
}

}  // namespace dinh::directory
