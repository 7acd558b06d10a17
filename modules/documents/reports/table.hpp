// A report as a table: what the page, the print and the files to take away show alike.
#pragma once
#include "modules/documents/reports/reports.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::documents::reports {

// Whose figures an actor reads: of the whole agency, of units he leads, or of posts he holds.
struct Scope {
    bool whole = false;
    std::vector<Id> units, posts;
    bool holds(Id unit, Id post) const;
};
// nullopt: he has nothing to do with the agency.
std::optional<Scope> scope_of(const Actor&, const directory::Snapshot&, Id agency);

struct Line {
    std::string name;
    bool whole = false;  // a unit above its posts, the sum of all
    Cell cell;           // of the line; its column is set by the table's columns
    Id agency = 0;       // of a table of agencies
    std::vector<std::int64_t> figures;
};
struct Column {
    const char *title, *column;
    bool bad = false;  // a figure other than 0 is to be seen
};
struct Table {
    std::string direction;
    const char *title, *first;  // to be translated
    std::vector<Column> columns;
    std::vector<Line> lines;
};
// Incoming and outgoing, by unit and post, with the sum of all when the scope is the whole agency.
std::vector<Table> tables_of(const dinh::pages::Lang&, const directory::Snapshot&, const std::vector<Sum>&);
// The same columns by agency.
std::vector<Table> tables_of(const dinh::pages::Lang&, const directory::Snapshot&, const std::vector<AgencySums>&);

std::string period_words(const dinh::pages::Lang&, const Period&);
std::string column_title(std::string_view direction, std::string_view column);  // Vietnamese; "" unknown

}  // namespace dinh::documents::reports
