#include "modules/portal/imports/import_store.hpp"

#include "platform/text/text.hpp"

namespace dinh::portal::imports::import_store {

namespace {

// clean_line takes these signs out of whatever was typed.
constexpr char kBetweenValues = '\x1f', kBetweenColumns = '\t';

std::vector<std::string> parts_of(std::string_view text, char separator) {
    std::vector<std::string> list;
    for (std::size_t from = 0; from <= text.size();) {
        const auto to = std::min(text.find(separator, from), text.size());
        list.emplace_back(text.substr(from, to - from));
        from = to + 1;
    }
    return list;
}

std::vector<std::string> lines_of(std::string_view kept) {
    return kept.empty() ? std::vector<std::string>{} : parts_of(kept, '\n');
}

Said said_of(std::string_view kept) {
    auto parts = parts_of(kept, kBetweenValues);
    std::string pattern = std::move(parts.front());
    parts.erase(parts.begin());
    return {std::move(pattern), std::move(parts)};
}

std::vector<Said> sentences_of(std::string_view kept) {
    std::vector<Said> list;
    for (const auto& line : lines_of(kept)) list.push_back(said_of(line));
    return list;
}

}  // namespace

std::string lines(const std::vector<std::string>& list) { return text::join(list, "\n"); }

std::string kept(const std::vector<Said>& list) {
    std::string all;
    for (const auto& one : list) {
        if (!all.empty()) all += '\n';
        all += one.pattern();
        for (const auto& value : one.values()) all += kBetweenValues + text::clean_line(value);
    }
    return all;
}

SiteImport read_import(const db::Rows::Row& row) {
    SiteImport one;
    one.id = row.integer(0), one.site = row.integer(1), one.category = row.integer(2);
    one.person = row.integer(3), one.post = row.integer(4), one.version = row.integer(5);
    one.person_name = row.text(6), one.form = row.text(7), one.state = row.text(8), one.file_name = row.text(9);
    one.old_hosts = lines_of(row.view(10));
    for (const auto& line : lines_of(row.view(11))) {
        const auto tab = std::min(line.find(kBetweenColumns), line.size());
        one.columns.emplace_back(line.substr(0, tab), line.substr(std::min(tab + 1, line.size())));
    }
    one.skipped = row.integer(12);
    if (!row.view(13).empty()) one.fault = said_of(row.view(13));
    one.at = row.instant(14);
    one.ended_at = row.maybe_instant(15);
    return one;
}

Item read_item(const db::Rows::Row& row) {
    Item one;
    int column = 0;
    const auto number = [&] { return static_cast<int>(row.integer(column++)); };
    const auto words = [&] { return row.text(column++); };
    one.position = number();
    one.line = number();
    one.old_key = words();
    one.kind = words();
    one.title = words();
    one.summary = words();
    one.body = words();
    one.author = words();
    one.source = words();
    one.slug = words();
    one.category = words();
    one.published = number() != 0;
    one.at = words();
    one.picture = words();
    one.picture_alt = words();
    one.addresses = lines_of(row.view(column++));
    one.state = words();
    one.faults = sentences_of(row.view(column++));
    one.notes = sentences_of(row.view(column++));
    one.article = row.integer(column);
    return one;
}

ImportItem read_line(const db::Rows::Row& row) {
    ImportItem one;
    one.position = static_cast<int>(row.integer(0)), one.line = static_cast<int>(row.integer(1));
    one.kind = row.text(2), one.title = row.text(3), one.category = row.text(4), one.published = row.truth(5);
    one.at = clock::parse_instant(row.view(6));
    one.state = row.text(7);
    const auto addresses = lines_of(row.view(8));
    if (!addresses.empty()) one.old_address = addresses.front();
    one.faults = sentences_of(row.view(9)), one.notes = sentences_of(row.view(10));
    one.article = row.integer(11);
    return one;
}

std::vector<FoundCategory> categories(db::Conn& conn, Id import, std::string_view kind) {
    std::vector<FoundCategory> list;
    for (const auto& row : conn.query(kCategories, import, kind))
        list.push_back({row.text(0), row.text(1), row.text(2), lines_of(row.view(3)), row.integer(4), row.truth(5)});
    return list;
}

void add_item(db::Tx& tx, Id import, Id site, const Item& one) {
    tx.exec(kAddItem, import, site, one.position, one.line, one.old_key, one.kind, one.title, one.summary, one.body,
            one.author, one.source, one.slug, one.category, one.published, one.at, one.picture, one.picture_alt,
            lines(one.addresses), one.state, kept(one.faults), kept(one.notes), one.article);
}

}  // namespace dinh::portal::imports::import_store
