#include "modules/documents/series/series_store.hpp"

#include "platform/text/text.hpp"

namespace dinh::documents::store {

Series read_series(const db::Rows::Row& row) {
    Series series;
    series.id = row.integer(0);
    series.version = row.integer(1);
    series.issuing_body = row.integer(2);
    series.direction = row.view(3) == "incoming" ? Direction::incoming : Direction::outgoing;
    series.name = row.text(4);
    series.kinds = text::split(row.view(5), ' ');
    series.form = row.text(6);
    series.period_kind = row.text(7);
    series.period = row.text(8);
    series.first = row.integer(9);
    series.last = row.integer(10);
    series.last_day = row.day(11);
    series.from = row.day(12);
    series.until = row.maybe_day(13);
    return series;
}

SeriesEntry read_entry(const db::Rows::Row& row) {
    return {row.integer(0), row.text(1), row.text(2),    row.day(3),    row.text(4),
            row.integer(5), row.text(6), row.instant(7), row.integer(8)};
}

std::vector<Series> read_all(const db::Rows& rows) {
    std::vector<Series> list;
    for (const auto& row : rows) list.push_back(read_series(row));
    return list;
}

}  // namespace dinh::documents::store
