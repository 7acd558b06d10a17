// The SQL of figures of use.
#pragma once
#include <compare>
#include <map>

#include "modules/portal/reading/use.hpp"
#include "platform/written/use_log.hpp"

namespace dinh::portal::use_store {

struct Row {
    Id site = 0;
    Day day;
    std::string path, form;
    auto operator<=>(const Row&) const = default;
};
using Rows = std::map<Row, std::int64_t>;  // in one order for all, so that two nodes do not block each other

// Pages beyond 5,000 of a site and day go together under "".
void add(db::Tx&, const Rows&);
std::string language_of(db::Conn&, Id site, std::string_view slug);  // "" no such article is shown
std::int64_t fold(db::Tx&, Day first_kept);

written::LogPlace log_place(db::Conn&, int node);
void put_log_place(db::Tx&, int node, const written::LogPlace&);

void add_missed(db::Tx&, Id site, std::string_view month, std::string_view digest, std::string_view words,
                std::int64_t times);

}  // namespace dinh::portal::use_store
