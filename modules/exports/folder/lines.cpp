#include "modules/exports/folder/lines.hpp"

#include <charconv>

#include "platform/text/text.hpp"

namespace dinh::exports {

namespace {

namespace json = boost::json;

std::string_view cell_of(const Record& record, std::size_t column) {
    return column < record.cells.size() ? std::string_view(record.cells[column]) : std::string_view();
}

std::string told(const dinh::pages::Lang& lang, Cell cell, std::string_view value) {
    return cell == Cell::words && !value.empty() ? lang.tr(value) : std::string(value);
}

json::value json_cell(const dinh::pages::Lang& lang, Cell cell, std::string_view value) {
    if (value.empty()) return nullptr;
    std::int64_t number = 0;
    if (cell == Cell::number) {
        const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (fault == std::errc() && end == value.data() + value.size()) return number;
    }
    return json::value(told(lang, cell, value));
}

json::array history_of(const dinh::pages::Lang& lang, const std::vector<deed::HistoryLine>& lines) {
    json::array list;
    for (const auto& line : lines) {
        json::array changes;
        for (const auto& change : line.changes)
            changes.push_back(
                json::object{{"field", change.field}, {"before", change.before}, {"after", change.after}});
        list.push_back(json::object{{"at", clock::to_text(line.at)},
                                    {"person", line.person_name},
                                    {"post", line.capacity},
                                    {"deed", line.deed},
                                    {"words", lang.say(line.said)},
                                    {"changes", std::move(changes)}});
    }
    return list;
}

}  // namespace

std::string csv_head(const Source& source, const dinh::pages::Lang& lang) {
    std::string line = text::csv_field(lang.tr("Mã bản ghi"));
    for (const auto& column : source.columns) line += "," + text::csv_field(lang.tr(column.title));
    return line + "," + text::csv_field(lang.tr("Số tệp")) + "\r\n";
}

std::string csv_line(const Source& source, const dinh::pages::Lang& lang, const Whole& one) {
    std::string line = text::csv_field(one.record.key);
    for (std::size_t i = 0; i < source.columns.size(); ++i)
        line += "," + text::csv_field(told(lang, source.columns[i].cell, cell_of(one.record, i)));
    return line + "," + std::to_string(one.files.size()) + "\r\n";
}

json::object json_of(const Source& source, const dinh::pages::Lang& lang, const Whole& one) {
    json::object fields;
    for (std::size_t i = 0; i < source.columns.size(); ++i)
        fields[source.columns[i].name] = json_cell(lang, source.columns[i].cell, cell_of(one.record, i));
    json::array relations;
    for (const auto& other : one.record.relations)
        relations.push_back(json::object{
            {"relation", lang.tr(other.words)}, {"kind", other.kind}, {"key", other.key}, {"title", other.title}});
    json::array files;
    for (const auto& file : one.files)
        files.push_back(json::object{{"name", file.ref.name},
                                     {"path", file.path},
                                     {"size_bytes", file.ref.size_bytes},
                                     {"media_type", file.ref.media_type},
                                     {"sha256", file.ref.hash}});
    return {{"kind", source.kind},
            {"key", one.record.key},
            {"number", one.record.number},
            {"mark", one.record.mark},
            {"subject", one.record.subject},
            {"fields", std::move(fields)},
            {"relations", std::move(relations)},
            {"history", history_of(lang, one.history)},
            {"files", std::move(files)}};
}

std::string shown(Cell cell, std::string_view value) {
    if (cell == Cell::day)
        if (const auto day = clock::parse_day(value)) return clock::show(*day);
    if (cell == Cell::time)
        if (const auto at = clock::parse_instant(value)) return clock::show(*at);
    return std::string(value);
}

}  // namespace dinh::exports
