#include "modules/documents/lists.hpp"

#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {
constexpr std::size_t kMostLettersAsked = 200;
}

std::string words_asked(const web::Request& request) {
    return text::cut(text::clean_line(request.get("q")), kMostLettersAsked);
}

Matching matching(db::Conn& conn, const Actor& actor, std::string_view words, std::string_view kind) {
    search::Query wanted;
    wanted.text = words;
    wanted.kinds = {std::string(kind)};
    const auto answer = search::find(conn, actor, wanted);
    Matching found;
    for (const auto& hit : answer.hits) found.ids.push_back(hit.record);
    found.more = answer.more || answer.cut_short;
    return found;
}

std::string address_with(std::string_view base, const Parameters& parameters, std::string_view name,
                         std::string_view value) {
    std::string address(base);
    char joint = '?';
    const auto add = [&](std::string_view key, std::string_view text) {
        if (text.empty()) return;
        address += joint + std::string(key) + "=" + text::url_encode(text);
        joint = '&';
    };
    for (const auto& [key, own] : parameters) add(key, key == name ? value : std::string_view(own));
    if (name == "before") add(name, value);
    return address;
}

std::string count_words(const dinh::pages::Lang& lang, std::int64_t count, bool more) {
    return more ? text::fill(lang.tr("%1+ văn bản"), {lang.number(count)}) : lang.trn("%1 văn bản", count);
}

std::string csv_row(std::vector<std::string> cells) {
    for (auto& cell : cells) cell = text::csv_field(cell);
    return text::join(cells, ",") + "\r\n";
}

std::string save_path(std::string_view list_address, std::string_view words) {
    return "/worklist/saved/new?path=" + text::url_encode(list_address) +
           (words.empty() ? "" : "&name=" + text::url_encode(words));
}

sheet::List taken_away(const dinh::pages::Lang& lang, std::string_view name, const char* title, const Columns& columns,
                       std::function<bool(std::vector<std::vector<sheet::Cell>>&)> more) {
    auto titles = columns.kept_titles();
    for (auto& column : titles) column.title = lang.tr(column.title);
    return {.name = std::string(name) + "-" + clock::to_text(clock::today()),
            .sheet_name = lang.tr(title),
            .columns = std::move(titles),
            .more =
                [columns, more = std::move(more)](std::vector<std::vector<sheet::Cell>>& rows) {
                    const std::size_t first = rows.size();
                    const bool left = more(rows);
                    for (std::size_t i = first; i < rows.size(); ++i) rows[i] = columns.kept(std::move(rows[i]));
                    return left;
                },
            .cut_words = lang.tr("Bảng Excel chỉ ghi 10.000 dòng mới nhất; hãy tải bảng CSV để có đủ.")};
}

}  // namespace dinh::documents
