// The published lists of administrative units, read into rows; nothing is written. For the import and its fuzzer.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "modules/directory/agencies/administrative_units/administrative_units.hpp"

namespace dinh::directory::units_reader {

struct Row {
    std::string level, code, kind, name, parent, from, until;  // days as stored; "" none
    std::string key() const { return level + ":" + code + ":" + from; }
};
struct Link {
    std::string level, code, successor_level, successor;
    bool merged = false, divided = false;
    std::string key(const std::string& day) const {
        return level + ":" + code + ":" + day + ":" + successor_level + ":" + successor;
    }
};
struct Lists {
    std::vector<Row> rows;
    std::vector<Link> links;
    std::set<std::string> in_force;  // levels of which the units in force were given
};
// Refused as import_administrative_units says. Rows left out stand in the report, with what was counted.
Lists read(const std::vector<UnitsFile>&, Day day, UnitsReport&);

}  // namespace dinh::directory::units_reader
