// Registers and their entries as files: every number of a register is accounted for.
#include "modules/directory/directory.hpp"
#include "modules/documents/export_sources.hpp"
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/series/series_store.hpp"
#include "platform/db/filter.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

using exports::Cell;
using exports::Record;
using exports::Scope;

constexpr int kSeriesAtOnce = 500;

constexpr db::Sql kEntriesAfter{
    "export.entries",
    "SELECT number, suffix, state, day, record_kind, record, reason FROM series_entry WHERE series = $1 "
    "AND (number > $2 OR (number = $2 AND suffix > $3)) AND day >= $4 AND day <= $5 ORDER BY number, suffix LIMIT $6"};

// The registers of the scope from this id on, in the order of their ids, until `take` says false.
template <class F>
void each_register(db::Conn& conn, const Scope& scope, Id from, F&& take) {
    const auto bodies = directory::bodies_of_agency(conn, scope.agency);
    for (bool more = true; more;) {
        db::Filter where;
        where.where("id >= ?", from).in("issuing_body", bodies);
        if (scope.part != 0) where.where("id = ?", scope.part);
        const auto rows = where.run(conn, "export.series", "SELECT " DINH_SERIES_COLUMNS " FROM series", "ORDER BY id",
                                    kSeriesAtOnce);
        more = rows.size() == static_cast<std::size_t>(kSeriesAtOnce);
        for (const auto& row : rows) {
            const auto series = store::read_series(row);
            from = series.id + 1;
            if (!take(series)) return;
        }
    }
}

std::string direction_words(Direction direction) {
    return direction == Direction::incoming ? "Văn bản đến" : "Văn bản đi";
}

Record register_record(const Series& series) {
    Record one;
    one.id = series.id;
    one.key = std::to_string(series.id);
    one.number = series.period;
    one.subject = series.name;
    std::vector<std::string> kinds;
    for (const auto& kind : series.kinds) kinds.push_back(kind_name(kind));
    const bool any = series.last >= series.first;
    one.cells = {series.name,
                 direction_words(series.direction),
                 series.period,
                 text::join(kinds, "; "),
                 series.form,
                 std::to_string(series.first),
                 any ? std::to_string(series.last) : std::string(),
                 any ? clock::to_text(series.last_day) : std::string(),
                 clock::to_text(series.from),
                 series.until ? clock::to_text(*series.until) : std::string()};
    return one;
}

std::string state_words(std::string_view state) {
    if (state == "used") return "Đã dùng";
    return state == "reserved" ? "Giữ số" : "Hủy số";
}

Record entry_record(const Series& series, const db::Rows::Row& row) {
    Record one;
    one.number = std::to_string(row.integer(0)) + row.text(1);
    one.key = std::to_string(series.id) + "-" + std::to_string(row.integer(0));
    if (!row.view(1).empty()) one.key += "-" + row.text(1);
    one.subject = series.name + " " + series.period;
    one.cells = {one.subject, one.number, state_words(row.view(2)), row.text(3), row.text(6)};
    one.relations.push_back({"Thuộc sổ", "series", std::to_string(series.id), one.subject});
    if (row.integer(5) != 0)
        one.relations.push_back({"Văn bản", row.text(4), std::to_string(row.integer(5)), one.number});
    return one;
}

struct Place {
    Id series = 0;
    std::int64_t number = 0;
    std::string suffix;
};
Place place_of(const std::string& key) {
    const auto parts = text::split(key, '-');
    Place place;
    if (parts.size() >= 2) {
        place.series = ids::parse(parts[0]).value_or(0);
        place.number = ids::parse(parts[1]).value_or(0);
    }
    if (parts.size() == 3) place.suffix = parts[2];
    return place;
}

std::vector<Record> read_entries(db::Conn& conn, const Scope& scope, const std::string& after, int most) {
    std::vector<Record> list;
    const Place place = place_of(after);
    each_register(conn, scope, place.series, [&](const Series& series) {
        const bool begun = series.id == place.series;
        const int room = most - static_cast<int>(list.size());
        for (const auto& row :
             conn.query(kEntriesAfter, series.id, begun ? place.number : -1, begun ? place.suffix : std::string(),
                        first_day(scope), last_day(scope), room))
            list.push_back(entry_record(series, row));
        return static_cast<int>(list.size()) < most;
    });
    return list;
}

}  // namespace

exports::Source export_registers() {
    return {.kind = "series",
            .folder = "registers",
            .title = "Sổ đăng ký văn bản",
            .columns = {{"name", "Tên sổ"},
                        {"direction", "Văn bản", Cell::words},
                        {"period", "Năm, nhiệm kỳ"},
                        {"kinds", "Loại văn bản"},
                        {"form", "Mẫu số, ký hiệu"},
                        {"first", "Số bắt đầu", Cell::number},
                        {"last", "Số cuối", Cell::number},
                        {"last_day", "Ngày của số cuối", Cell::day},
                        {"from_day", "Mở từ ngày", Cell::day},
                        {"until_day", "Đóng từ ngày", Cell::day}},
            .read =
                [](db::Conn& conn, const Scope& scope, const std::string& after, int most) {
                    std::vector<Record> list;
                    const Id from = after.empty() ? 0 : ids::parse(after).value_or(0) + 1;
                    each_register(conn, scope, from, [&](const Series& series) {
                        list.push_back(register_record(series));
                        return static_cast<int>(list.size()) < most;
                    });
                    return list;
                },
            .restricted = false,
            .of_part = true};
}

exports::Source export_entries() {
    return {.kind = "series_entry",
            .folder = "entries",
            .title = "Số trong sổ",
            .columns = {{"register", "Sổ"},
                        {"number", "Số"},
                        {"state", "Trạng thái", Cell::words},
                        {"day", "Ngày", Cell::day},
                        {"reason", "Lý do"}},
            .read = read_entries,
            .restricted = false,
            .of_part = true};
}

}  // namespace dinh::documents
