#include "app/example/province.hpp"

#include <charconv>
#include <set>
#include <stdexcept>

#include "app/example/people.hpp"
#include "platform/embed/embed.hpp"
#include "platform/text/text.hpp"

namespace dinh::app::example {

namespace {

constexpr std::string_view kFolder = "examples/thai-nguyen/";
const Actor kSystem = Actor::system();

// The files name the last day in force; the directory the first day after.
std::optional<Day> day_after(std::string_view text) {
    const auto day = clock::parse_day(text);
    return day ? std::optional(*day + 1) : std::nullopt;
}

enum class Part { all, before_merger, after_merger };

bool holds(Part part, const csv::Row& row) {
    return part == Part::all || (part == Part::before_merger) == (first_day(row["from"]) < merger_day());
}

directory::NewAgency agency_of(const csv::Row& row, const Province& province, Part part) {
    directory::NewAgency one;
    one.slug = row["id"];
    one.name = row["name"];
    one.short_name = row["short_name"];
    one.abbreviation = row["abbreviation"];
    one.kind = row["kind"];
    one.place_name = row["place_name"];
    one.basis = "Tỉnh ví dụ";
    one.tenant = row["tenant"] == "1";
    one.from = first_day(row["from"]);
    one.until = day_after(row["to"]);
    if (part == Part::before_merger && ends_with_merger(row)) {
        one.tenant = true;
        one.until.reset();
    }
    const auto parent = province.agencies.find(std::string(row["parent"]));
    if (parent != province.agencies.end()) one.parent = parent->second;
    if (!row["org_code"].empty()) one.codes.emplace_back("qd20", row["org_code"]);
    if (!row["gso_code"].empty()) one.codes.emplace_back("gso", row["gso_code"]);
    one.code_note = row["org_code_note"];
    return one;
}

void add_agencies(db::Tx& tx, const csv::Table& table, Province& province, Part part) {
    for (const auto& row : table.rows())
        if (holds(part, row))
            province.agencies[std::string(row["id"])] =
                directory::add_agency(tx, kSystem, agency_of(row, province, part));
    for (const auto& row : table.rows()) {
        const auto day = day_after(row["to"]);
        if (!day || !holds(part, row) || (part != Part::all && ends_with_merger(row))) continue;
        for (const auto& successor : text::split(row["successor"], '|'))
            if (province.agencies.contains(successor))
                directory::add_successor(tx, province.agencies.at(std::string(row["id"])),
                                         province.agencies.at(successor), *day, "Tỉnh ví dụ");
    }
}

void add_units(db::Tx& tx, const csv::Table& table, Province& province) {
    std::map<std::string, int> position;
    for (const auto& row : table.rows()) {
        const std::string agency(row["agency"]);
        directory::NewUnit one;
        one.agency = province.agencies.at(agency);
        one.slug = row["id"];
        one.name = row["name"];
        one.abbreviation = row["drafter_sign"].empty() ? row["abbreviation"] : row["drafter_sign"];
        one.kind = row["kind"];
        one.position = ++position[agency];
        one.from = first_day(row["from"]);
        const auto parent = province.units.find(agency + "/" + std::string(row["parent"]));
        if (parent != province.units.end()) one.parent = parent->second;
        province.units[agency + "/" + one.slug] = directory::add_unit(tx, kSystem, one);
    }
}

void add_bodies(db::Tx& tx, const csv::Table& table, Province& province) {
    for (const auto& row : table.rows()) {
        directory::NewBody one;
        one.agency = province.agencies.at(std::string(row["agency"]));
        one.slug = row["id"];
        one.name = row["name"];
        one.superior_line = row["superior_line"];
        one.abbreviation = row["abbreviation"];
        one.place_name = row["place_name"];
        one.collective = row["collective"] == "1";
        one.from = province.bodies_from[one.slug] = first_day(row["from"]);
        province.bodies[one.slug] = directory::add_issuing_body(tx, kSystem, one);
    }
}

void add_groups(db::Tx& tx, Province& province) {
    const csv::Table groups(source("recipient_groups.csv")), members(source("recipient_group_members.csv"));
    const Day today = clock::today();
    for (const auto& row : groups.rows()) {
        if (const auto until = day_after(row["to"]); until && *until <= today) continue;
        std::vector<Id> list;
        for (const auto& member : members.rows()) {
            const auto until = day_after(member["to"]);
            if (member["group"] == row["id"] && !(until && *until <= today))
                list.push_back(province.agencies.at(std::string(member["agency"])));
        }
        const std::string id(row["id"]);
        if (!list.empty())
            province.groups[id] = directory::add_group(tx, kSystem, province.agencies.at(std::string(row["owner"])),
                                                       row["name"], list, first_day(row["from"]));
    }
}

}  // namespace

std::string_view source(std::string_view file) {
    const auto found = embed::file(std::string(kFolder) + std::string(file));
    if (!found) throw std::runtime_error("the program carries no example file " + std::string(file));
    return *found;
}

std::vector<std::string> words(std::string_view file) { return text::split(source(file), '\n'); }

int whole(std::string_view text, int otherwise) {
    int number = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Day first_day(std::string_view text) {
    const auto day = clock::parse_day(text);
    if (!day) throw std::runtime_error("example: no day: " + std::string(text));
    return *day;
}

Day merger_day() { return *clock::make_day(2025, 7, 1); }

bool ends_with_merger(const csv::Row& agency) { return day_after(agency["to"]) == merger_day(); }

namespace {

void fill_rest(db::Database& database, Province& province, Random& random, Part part) {
    const csv::Table agencies(source("agencies.csv")), units(source("units.csv")), bodies(source("issuing_bodies.csv"));
    const Province before = province;
    database.write([&](db::Tx& tx) {
        province = before;  // a repeated deed begins again
        add_agencies(tx, agencies, province, part);
        add_units(tx, units, province);
        add_bodies(tx, bodies, province);
        add_groups(tx, province);
    });
    fill_people(database, province, agencies, units, bodies, random);
}

}  // namespace

Province fill_directory(db::Database& database, Random& random) {
    Province province;
    fill_rest(database, province, random, Part::all);
    return province;
}

void begin_directory(db::Database& database, Province& province) {
    const csv::Table agencies(source("agencies.csv"));
    database.write([&](db::Tx& tx) {
        province = {};
        add_agencies(tx, agencies, province, Part::before_merger);
    });
}

void complete_directory(db::Database& database, Province& province, Random& random) {
    fill_rest(database, province, random, Part::after_merger);
}

}  // namespace dinh::app::example
