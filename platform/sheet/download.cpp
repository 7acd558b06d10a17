#include "platform/sheet/download.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/text/text.hpp"

namespace dinh::sheet {

namespace {

std::string csv_cell(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return text::csv_field(*text);
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return std::to_string(*whole);
    return std::to_string(std::get<double>(cell));
}

void add_line(std::string& piece, const std::vector<Cell>& cells) {
    for (std::size_t at = 0; at < cells.size(); ++at) piece += (at == 0 ? "" : ",") + csv_cell(cells[at]);
    piece += "\r\n";
}

std::vector<Cell> titles_of(const std::vector<Column>& columns) {
    std::vector<Cell> titles;
    for (const auto& column : columns) titles.emplace_back(column.title);
    return titles;
}

boost::json::object json_object(const std::vector<Column>& columns, const std::vector<Cell>& cells) {
    boost::json::object row;
    for (std::size_t at = 0; at < cells.size() && at < columns.size(); ++at)
        std::visit([&](const auto& value) { row[columns[at].title] = value; }, cells[at]);
    return row;
}

boost::json::array json_titles(const std::vector<Column>& columns) {
    boost::json::array titles;
    for (const auto& column : columns) titles.emplace_back(column.title);
    return titles;
}

boost::json::object json_table(const Table& table) {
    boost::json::array items;
    for (const auto& row : table.rows) items.emplace_back(json_object(table.columns, row));
    return {{"columns", json_titles(table.columns)}, {"items", std::move(items)}};
}

// One as a list is; several: {"tables": [{"name", "columns", "items"}...]}
std::string json_of(const std::vector<Table>& tables) {
    if (tables.size() == 1) return boost::json::serialize(json_table(tables.front()));
    boost::json::array all;
    for (const auto& table : tables) {
        auto one = json_table(table);
        one["name"] = table.name;
        all.emplace_back(std::move(one));
    }
    return boost::json::serialize(boost::json::object{{"tables", std::move(all)}});
}

web::Generator at_once(std::string whole) {
    return [whole = std::move(whole)](std::string& piece) {
        piece += whole;
        return false;
    };
}

std::string json_row(const std::vector<Column>& columns, const std::vector<Cell>& cells) {
    return boost::json::serialize(json_object(columns, cells));
}

// {"columns": [title...], "items": [{title: value}...]}
web::Generator json_of(List list) {
    return [list = std::move(list), begun = false, any = false](std::string& piece) mutable {
        if (!begun) {
            piece += "{\"columns\":" + boost::json::serialize(json_titles(list.columns)) + ",\"items\":[";
        }
        begun = true;
        std::vector<std::vector<Cell>> rows;
        const bool more = list.more(rows);
        for (const auto& row : rows) {
            piece += (any ? "," : "") + json_row(list.columns, row);
            any = true;
        }
        if (!more) piece += "]}";
        return more;
    };
}

}  // namespace

web::Response as_csv(List list) {
    const std::string file_name = list.name + ".csv";
    auto for_programs = json_of(list);
    auto response = web::csv(file_name, [list = std::move(list), begun = false](std::string& piece) mutable {
        if (!begun) add_line(piece, titles_of(list.columns));
        begun = true;
        std::vector<std::vector<Cell>> rows;
        const bool more = list.more(rows);
        for (const auto& row : rows) add_line(piece, row);
        return more;
    });
    response.as_json = std::move(for_programs);
    return response;
}

web::Response as_csv(const std::string& file_name, const std::vector<Table>& tables) {
    const bool several = tables.size() > 1;
    std::string text;
    if (several && !tables.front().title.empty()) add_line(text, {tables.front().title});
    for (const auto& table : tables) {
        if (several) text += "\r\n", add_line(text, {table.name});
        add_line(text, titles_of(table.columns));
        for (const auto& row : table.rows) add_line(text, row);
    }
    auto response = web::csv(file_name, at_once(std::move(text)));
    response.as_json = at_once(json_of(tables));
    return response;
}

web::Response as_xlsx(const List& list) {
    Table table{.name = list.sheet_name, .title = "", .columns = list.columns, .rows = {}};
    bool more = true;
    while (more && table.rows.size() <= kMostListRows) more = list.more(table.rows);
    if (more || table.rows.size() > kMostListRows) {
        table.rows.resize(std::min(table.rows.size(), kMostListRows));
        table.rows.push_back({list.cut_words});
    }
    return as_xlsx(list.name + ".xlsx", {table});
}

web::Response as_xlsx(const std::string& file_name, const std::vector<Table>& tables) {
    web::Response response;
    response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    response.with("Content-Disposition", "attachment; filename=\"" + file_name + "\"");
    response.body = write(tables);
    response.compress = false;
    return response;
}

}  // namespace dinh::sheet
