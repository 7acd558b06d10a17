// The SQL of series and their numbers.
#pragma once
#include "modules/documents/series/series.hpp"

namespace dinh::documents::store {

// Columns in the order of read_series.
#define DINH_SERIES_COLUMNS                                                                                           \
    "id, version, issuing_body, direction, name, kinds, form, period_kind, period, first, last, last_day, from_day, " \
    "until_day"

inline constexpr db::Sql kFindSeries{"series.find", "SELECT " DINH_SERIES_COLUMNS " FROM series WHERE id = $1"};
inline constexpr db::Sql kSeriesOfBody{"series.of_body", "SELECT " DINH_SERIES_COLUMNS
                                                         " FROM series WHERE issuing_body = $1 AND direction = $2 "
                                                         "ORDER BY period DESC, name"};
inline constexpr db::Sql kRecentSeries{"series.recent", "SELECT " DINH_SERIES_COLUMNS
                                                        " FROM series WHERE issuing_body = $1 AND direction = $2 "
                                                        "AND (period >= $3 OR period_kind = 'term')"};
inline constexpr db::Sql kSeriesOfPeriod{"series.of_period", "SELECT " DINH_SERIES_COLUMNS
                                                             " FROM series WHERE issuing_body = $1 AND direction = $2 "
                                                             "AND period = $3 ORDER BY name"};
inline constexpr db::Sql kAllSeries{"series.all", "SELECT " DINH_SERIES_COLUMNS " FROM series ORDER BY id"};
inline constexpr db::Sql kAddSeries{"series.add",
                                    "INSERT INTO series (id, issuing_body, direction, name, kinds, form, period_kind, "
                                    "period, first, last, last_day, from_day) "
                                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT "
                                    "(issuing_body, direction, name, period) DO NOTHING"};
inline constexpr db::Sql kAddBlock{
    "series.add_block", "INSERT INTO series_block (series, node, from_number, until_number) VALUES ($1, 0, $2, NULL)"};
inline constexpr db::Sql kFindPeriod{"series.find_period",
                                     "SELECT " DINH_SERIES_COLUMNS
                                     " FROM series WHERE issuing_body = $1 AND direction = $2 AND "
                                     "name = $3 AND period = $4"};
// Takes the next number and the lock in one statement; no row: closed, or a later day has been numbered.
inline constexpr db::Sql kTakeNext{
    "series.take_next",
    "UPDATE series SET last = last + 1, last_day = $2 WHERE id = $1 AND last_day <= $2 AND "
    "from_day <= $2 AND (until_day IS NULL OR until_day > $2) RETURNING last"};
inline constexpr db::Sql kLock{"series.lock",
                               "UPDATE series SET last = last WHERE id = $1 RETURNING " DINH_SERIES_COLUMNS};
inline constexpr db::Sql kClose{
    "series.close",
    "UPDATE series SET version = version + 1, until_day = $3 WHERE id = $1 AND version = $2 "
    "RETURNING " DINH_SERIES_COLUMNS};

inline constexpr db::Sql kAddEntry{
    "series.add_entry",
    "INSERT INTO series_entry (series, number, suffix, state, day, record_kind, record, reason, at, person) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
inline constexpr db::Sql kFindEntry{
    "series.find_entry",
    "SELECT number, suffix, state, day, record_kind, record, reason, at, person FROM series_entry "
    "WHERE series = $1 AND number = $2 AND suffix = $3"};
inline constexpr db::Sql kLooseEntries{
    "series.loose_entries",
    "SELECT number, suffix, state, day, record_kind, record, reason, at, person FROM series_entry "
    "WHERE series = $1 AND state = $2 AND state <> 'used' ORDER BY number DESC, suffix DESC LIMIT $3"};
inline constexpr db::Sql kUseEntry{
    "series.use_entry",
    "UPDATE series_entry SET state = 'used', record_kind = $4, record = $5 "
    "WHERE series = $1 AND number = $2 AND suffix = $3 AND state = 'reserved' RETURNING day"};
inline constexpr db::Sql kVoidReserved{"series.void_reserved",
                                       "UPDATE series_entry SET state = 'voided', reason = $4, at = $5, person = $6 "
                                       "WHERE series = $1 AND number = $2 AND suffix = $3 AND state = 'reserved'"};
inline constexpr db::Sql kVoidUsed{
    "series.void_used",
    "UPDATE series_entry SET state = 'voided', reason = $6, at = $7, person = $8 WHERE series = $1 AND "
    "number = $2 AND suffix = $3 AND record_kind = $4 AND record = $5 AND state = 'used'"};
// The last number of all days up to $2.
inline constexpr db::Sql kLastUpTo{"series.last_up_to",
                                   "SELECT number FROM series_entry WHERE series = $1 AND day <= $2 AND suffix = '' "
                                   "ORDER BY number DESC LIMIT 1"};
inline constexpr db::Sql kLastSuffix{"series.last_suffix",
                                     "SELECT MAX(suffix) FROM series_entry WHERE series = $1 AND number = $2"};
inline constexpr db::Sql kFaults{
    "series.faults",
    "SELECT s.id, s.name, s.period, s.first, s.last, COUNT(e.number), MIN(e.number), MAX(e.number), "
    "SUM(CASE WHEN e.state = 'used' AND e.record = 0 THEN 1 ELSE 0 END) FROM series s "
    "LEFT JOIN series_entry e ON e.series = s.id AND e.suffix = '' GROUP BY s.id, s.name, s.period, s.first, s.last "
    "ORDER BY s.id"};

Series read_series(const db::Rows::Row&);
SeriesEntry read_entry(const db::Rows::Row&);
std::vector<Series> read_all(const db::Rows&);

}  // namespace dinh::documents::store
