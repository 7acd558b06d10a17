// One record as a line of CSV and of JSON Lines.
#pragma once
#include <boost/json.hpp>

#include "modules/exports/exports.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::exports {

struct TakenFile {
    files::Ref ref;
    std::string path;  // from the root of the folder; "" when it could not be taken
};
struct Whole {
    Record record;
    std::vector<deed::HistoryLine> history;  // oldest first
    std::vector<TakenFile> files;
};

std::string csv_head(const Source&, const dinh::pages::Lang&);
// Days and times as they are stored, words translated; a text that begins like a formula gets an apostrophe.
std::string csv_line(const Source&, const dinh::pages::Lang&, const Whole&);
boost::json::object json_of(const Source&, const dinh::pages::Lang&, const Whole&);
// A cell as a person reads it.
std::string shown(Cell, std::string_view value);

}  // namespace dinh::exports
