#include "modules/documents/series/series.hpp"

#include <map>

#include "modules/documents/series/series_deeds.hpp"
#include "modules/documents/series/series_store.hpp"

namespace dinh::documents {

namespace {

bool closed_on(const Series& series, Day day) { return series.until && *series.until <= day; }
bool names(const Series& series, std::string_view kind) {
    return std::find(series.kinds.begin(), series.kinds.end(), kind) != series.kinds.end();
}

// What a series of an earlier year becomes on 1 January.
Series renewed(Series series, int year) {
    series.id = 0;
    series.period = std::to_string(year);
    series.first = 1;
    series.last = 0;
    series.from = series.last_day = *clock::make_day(year, 1, 1);
    return series;
}

// By name, the row that holds on the day; a year not opened yet stands as its predecessor renewed.
std::vector<Series> standing_on(const std::vector<Series>& rows, Day day) {
    const int year = clock::year(day);
    const std::string period = std::to_string(year);
    std::map<std::string, Series> by_name;
    for (const auto& row : rows) {
        const bool term = row.period_kind == "term";
        if (term ? row.from > day : row.period > period) continue;
        const auto place = by_name.find(row.name);
        if (place == by_name.end() || place->second.from < row.from) by_name.insert_or_assign(row.name, row);
    }
    std::vector<Series> list;
    for (const auto& [name, row] : by_name) {
        const bool old_year = row.period_kind == "year" && row.period != period;
        if (old_year && row.until) continue;
        list.push_back(old_year ? renewed(row, year) : row);
    }
    return list;
}

}  // namespace

std::string_view name(Direction direction) { return direction == Direction::incoming ? "incoming" : "outgoing"; }

std::vector<Series> standing_series(db::Conn& conn, Id issuing_body, Direction direction, Day day) {
    // Two years are enough as long as every year has a number; a body that slept longer is looked up whole.
    auto rows = store::read_all(
        conn.query(store::kRecentSeries, issuing_body, name(direction), std::to_string(clock::year(day) - 1)));
    if (rows.empty()) rows = store::read_all(conn.query(store::kSeriesOfBody, issuing_body, name(direction)));
    return standing_on(rows, day);
}

std::optional<Series> series_of(db::Conn& conn, Id issuing_body, Direction direction, std::string_view kind, Day day) {
    std::optional<Series> best;
    int best_rank = 0;
    for (auto& series : standing_series(conn, issuing_body, direction, day)) {
        const int fits = names(series, kind) ? 2 : series.kinds.empty() ? 1 : 0;
        if (fits == 0) continue;
        const int rank = fits + (closed_on(series, day) ? 0 : 2);
        if (rank > best_rank) {
            best = std::move(series);
            best_rank = rank;
        }
    }
    return best;
}

std::vector<Series> series_of_body(db::Conn& conn, Id issuing_body, Direction direction, std::string_view period) {
    if (period.empty()) return store::read_all(conn.query(store::kSeriesOfBody, issuing_body, name(direction)));
    return store::read_all(conn.query(store::kSeriesOfPeriod, issuing_body, name(direction), period));
}

std::optional<Series> find_series(db::Conn& conn, Id series) {
    const db::Rows rows = conn.query(store::kFindSeries, series);
    return rows.empty() ? std::nullopt : std::optional(store::read_series(rows.first()));
}

std::string next_number_shown(db::Conn& conn, Id issuing_body, Direction direction, std::string_view kind, Day day) {
    const auto series = series_of(conn, issuing_body, direction, kind, day);
    return series && !closed_on(*series, day) ? std::to_string(series->last + 1) : std::string();
}

std::optional<SeriesEntry> find_entry(db::Conn& conn, Id series, std::int64_t number, std::string_view suffix) {
    const db::Rows rows = conn.query(store::kFindEntry, series, number, suffix);
    return rows.empty() ? std::nullopt : std::optional(store::read_entry(rows.first()));
}

std::vector<SeriesEntry> loose_entries(db::Conn& conn, Id series, std::string_view state, int most) {
    std::vector<SeriesEntry> entries;
    for (const auto& row : conn.query(store::kLooseEntries, series, state, most))
        entries.push_back(store::read_entry(row));
    return entries;
}

std::vector<std::string> check_series(db::Conn& conn) {
    std::vector<std::string> faults;
    for (const auto& row : conn.query(store::kFaults)) {
        const std::int64_t first = row.integer(3), last = row.integer(4), count = row.integer(5);
        const std::string which =
            "series " + std::to_string(row.integer(0)) + " (" + row.text(1) + ", " + row.text(2) + "): ";
        if (count != last - first + 1) {
            faults.push_back(which + std::to_string(count) + " entries for numbers " + std::to_string(first) + " to " +
                             std::to_string(last));
        } else if (count > 0 && (row.integer(6) != first || row.integer(7) != last)) {
            faults.push_back(which + "entries outside " + std::to_string(first) + " to " + std::to_string(last));
        }
        if (row.integer(8) > 0)
            faults.push_back(which + std::to_string(row.integer(8)) + " used numbers without a document");
    }
    return faults;
}

}  // namespace dinh::documents
