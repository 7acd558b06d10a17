// One box over everything: the page of search hits.
#include "modules/worklist/pages.hpp"
#include "modules/worklist/words.hpp"
#include "platform/search/search.hpp"
#include "platform/sheet/download.hpp"
#include "platform/text/text.hpp"
#include "platform/web/context.hpp"
#include "platform/web/form.hpp"

namespace dinh::worklist {

namespace {

constexpr std::size_t kLongestQuestion = 500;
constexpr int kMostShown = 50, kMostTakenAway = 500;  // search ranks no more than its newest 500

std::string path_for(const std::string& asked, const std::string& kind, std::string_view from, std::string_view to,
                     std::string_view base = "/search") {
    std::string path = std::string(base) + "?q=" + text::url_encode(asked);
    if (!kind.empty()) path += "&kind=" + text::url_encode(kind);
    if (!from.empty()) path += "&from=" + text::url_encode(from);
    if (!to.empty()) path += "&to=" + text::url_encode(to);
    return path;
}

// The snippet marks matches with \x01 and \x02.
void add_parts(std::vector<pages::SearchResults::HitsItem::PartsItem>& parts, std::string_view snippet) {
    bool marked = false;
    while (!snippet.empty()) {
        const auto end = snippet.find(marked ? '\x02' : '\x01');
        const auto part = snippet.substr(0, end);
        if (!part.empty()) parts.push_back({.if_mark = marked, .part = std::string(part), .no_mark = !marked});
        if (end == std::string_view::npos) break;
        snippet.remove_prefix(end + 1);
        marked = !marked;
    }
}

pages::SearchResults::HitsItem item_of(const dinh::pages::Lang& lang, const search::Hit& hit) {
    pages::SearchResults::HitsItem item{
        .hit_path = hit.link,
        .hit_title = hit.title,
        .hit_kind = lang.tr(search_title(hit.kind)),
        .hit_where = hit.marks + (hit.marks.empty() ? "" : " · ") + clock::show(hit.day),
        .if_snippet = !hit.snippet.empty(),
        .parts = {}};
    add_parts(item.parts, hit.snippet);
    return item;
}

std::string count_words(const dinh::pages::Lang& lang, const search::Answer& answer) {
    const std::string count = lang.trn("%1 kết quả", static_cast<std::int64_t>(answer.hits.size()));
    return answer.more ? lang.tr("Mới nhất:") + " " + count : count;
}

}  // namespace

namespace {

struct Asked {
    std::string text, kind, from, to;
};

Asked asked_of(const web::Request& request) {
    return {text::cut(text::clean_line(request.get("q")), kLongestQuestion), std::string(request.get("kind")),
            std::string(request.get("from")), std::string(request.get("to"))};
}

search::Answer answer_to(web::Context& context, const Asked& asked, int most) {
    search::Answer answer;
    if (asked.text.empty()) return answer;
    search::Query query;
    query.text = asked.text;
    query.most = most;
    if (!asked.kind.empty()) query.kinds = {asked.kind};
    query.from = clock::parse_typed_day(asked.from, clock::today());
    query.to = clock::parse_typed_day(asked.to, clock::today());
    context.house.db->read([&](db::Conn& conn) { answer = search::find(conn, context.actor(), query); });
    return answer;
}

void add_kinds(const dinh::pages::Lang& lang, const Asked& asked, pages::SearchResults& page) {
    auto kinds = search_titles();
    kinds.insert(kinds.begin(), {"", "Tất cả"});
    for (const auto& [name, title] : kinds)
        page.kinds.push_back({.kind_path = path_for(asked.text, name, asked.from, asked.to),
                              .if_chosen = asked.kind == name,
                              .kind = lang.tr(title)});
}

sheet::List table_of(web::Context& context) {
    const auto& lang = context.lang;
    sheet::List list{.name = "ket-qua-tim-" + clock::to_text(clock::today()),
                     .sheet_name = lang.tr("Kết quả tìm"),
                     .columns = {{lang.tr("Loại"), 20},
                                 {lang.tr("Số, ký hiệu, nơi gửi"), 34},
                                 {lang.tr("Trích yếu"), 70},
                                 {lang.tr("Ngày"), 12}},
                     .more = {},
                     .cut_words = ""};
    list.more = [lang, answer = answer_to(context, asked_of(context.request), kMostTakenAway)](
                    std::vector<std::vector<sheet::Cell>>& rows) {
        for (const auto& hit : answer.hits)
            rows.push_back({lang.tr(search_title(hit.kind)), hit.marks, hit.title, clock::show(hit.day)});
        return false;
    };
    return list;
}

}  // namespace

web::Response show_search(web::Context& context) {
    const Asked asked = asked_of(context.request);
    const search::Answer answer = answer_to(context, asked, kMostShown);
    const bool some = !asked.text.empty();
    pages::SearchResults page{.if_asked = some,
                              .asked = asked.text,
                              .no_asked = !some,
                              .count = some ? count_words(context.lang, answer) : std::string(),
                              .from = asked.from,
                              .to = asked.to,
                              .kinds = {},
                              .if_cut_short = answer.cut_short,
                              .if_none = some && answer.hits.empty(),
                              .hits = {},
                              .if_take_away = !answer.hits.empty(),
                              .csv_path = path_for(asked.text, asked.kind, asked.from, asked.to, "/search.csv"),
                              .xlsx_path = path_for(asked.text, asked.kind, asked.from, asked.to, "/search.xlsx")};
    add_kinds(context.lang, asked, page);
    for (const auto& hit : answer.hits) page.hits.push_back(item_of(context.lang, hit));
    return web::page(context, context.lang.tr("Tìm kiếm"), page);
}

web::Response search_csv(web::Context& context) { return sheet::as_csv(table_of(context)); }
web::Response search_xlsx(web::Context& context) { return sheet::as_xlsx(table_of(context)); }

}  // namespace dinh::worklist
