// One box over everything: the page of search hits, and what is taken away from it.
#include "modules/directory/directory.hpp"
#include "modules/worklist/pages.hpp"
#include "modules/worklist/saved/saved.hpp"
#include "modules/worklist/search/question.hpp"
#include "modules/worklist/words.hpp"
#include "platform/rules/rules.hpp"
#include "platform/sheet/download.hpp"
#include "platform/text/text.hpp"

namespace dinh::worklist {

namespace {

constexpr int kMostShown = 50, kMostTakenAway = 500;  // search ranks no more than its newest 500
constexpr int kFew = 1;                               // nothing found, and near words are proposed

using Lang = dinh::pages::Lang;

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

pages::SearchResults::HitsItem item_of(const Lang& lang, const search::Hit& hit) {
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

std::string count_words(const Lang& lang, const search::Answer& answer) {
    const std::string count = lang.trn("%1 kết quả", static_cast<std::int64_t>(answer.hits.size()));
    return answer.more && !answer.hits.empty() ? lang.tr("Mới nhất:") + " " + count : count;
}

void add_choices(pages::SearchResults& page, web::Context& context, const Question& asked) {
    const Lang& lang = context.lang;
    auto kinds = search_titles();
    kinds.insert(kinds.begin(), {"", "Tất cả"});
    for (const auto& [name, title] : kinds)
        page.kinds.push_back({.kind_path = asked.path("/search", "kind", name),
                              .if_chosen = asked.kind == name,
                              .kind = lang.tr(title)});
    for (const auto& [name, title] : {std::pair{"", "Phù hợp nhất trước"}, std::pair{"day", "Ngày mới nhất trước"}})
        page.sorts.push_back({.sort_path = asked.path("/search", "sort", name),
                              .if_chosen = asked.sort == name,
                              .sort = lang.tr(title)});
    for (const auto* kind : rules::kinds(clock::today()))
        page.types.push_back({.type = kind->id, .if_chosen = asked.type == kind->id, .type_name = kind->name});
    const auto mine = agencies_of(context.actor());
    page.if_agencies = mine.size() > 1;
    if (!page.if_agencies) return;
    const auto directory = directory::now(context.house);
    for (const Id agency : mine)
        page.agencies.push_back({.agency = std::to_string(agency),
                                 .if_chosen = asked.agency == agency,
                                 .agency_name = directory->agency_name(agency)});
}

void add_saved(pages::SearchResults& page, web::Context& context) {
    const auto all = context.house.db->reading([&](db::Conn& conn) { return saved_of(conn, context.actor()); });
    page.if_saved = !all.empty();
    for (const auto& one : all) page.saved.push_back({.saved_path = one.path, .saved_name = one.name});
}

pages::SearchResults model_of(const Lang& lang, const Question& asked, const search::Answer& answer) {
    const bool some = !asked.text.empty(), near = !answer.near.empty();
    return {.if_asked = some,
            .asked = asked.text,
            .no_asked = !some,
            .count = some ? count_words(lang, answer) : std::string(),
            .save_path =
                "/worklist/saved/new?path=" + text::url_encode(asked.path()) + "&name=" + text::url_encode(asked.text),
            .chosen_kind = asked.kind,
            .chosen_sort = asked.sort,
            .types = {},
            .author = asked.author,
            .if_agencies = false,
            .agencies = {},
            .from = asked.from_typed,
            .to = asked.to_typed,
            .kinds = {},
            .sorts = {},
            .if_saved = false,
            .saved = {},
            .if_cut_short = answer.cut_short,
            .if_near = near,
            .near_path = asked.path("/search", "q", answer.near),
            .near = answer.near,
            .if_near_hits = near && answer.hits.empty(),
            .if_none = some && answer.hits.empty() && answer.near_hits.empty(),
            .hits = {},
            .if_take_away = !answer.hits.empty(),
            .csv_path = asked.path("/search.csv"),
            .xlsx_path = asked.path("/search.xlsx"),
            .print_path = asked.path("/search/print")};
}

sheet::List table_of(web::Context& context) {
    const Lang& lang = context.lang;
    sheet::List list{.name = "ket-qua-tim-" + clock::to_text(clock::today()),
                     .sheet_name = lang.tr("Kết quả tìm"),
                     .columns = {{lang.tr("Loại"), 20},
                                 {lang.tr("Số, ký hiệu, nơi gửi"), 34},
                                 {lang.tr("Trích yếu"), 70},
                                 {lang.tr("Ngày"), 12}},
                     .more = {},
                     .cut_words = ""};
    list.more = [lang, answer = answer_to(context, question_of(context), kMostTakenAway, 0)](
                    std::vector<std::vector<sheet::Cell>>& rows) {
        for (const auto& hit : answer.hits)
            rows.push_back({lang.tr(search_title(hit.kind)), hit.marks, hit.title, clock::show(hit.day)});
        return false;
    };
    return list;
}

}  // namespace

web::Response show_search(web::Context& context) {
    const Question asked = question_of(context);
    const search::Answer answer = answer_to(context, asked, kMostShown, kFew);
    auto page = model_of(context.lang, asked, answer);
    add_choices(page, context, asked);
    if (asked.text.empty()) add_saved(page, context);
    for (const auto& hit : answer.hits.empty() ? answer.near_hits : answer.hits)
        page.hits.push_back(item_of(context.lang, hit));
    return web::page(context, context.lang.tr("Tìm kiếm"), page);
}

web::Response search_csv(web::Context& context) { return sheet::as_csv(table_of(context)); }
web::Response search_xlsx(web::Context& context) { return sheet::as_xlsx(table_of(context)); }

web::Response print_search(web::Context& context) {
    const Question asked = question_of(context);
    const search::Answer answer = answer_to(context, asked, kMostTakenAway, 0);
    const std::string filters = asked.filters();
    pages::SearchPrint page{.asked = asked.text,
                            .count = count_words(context.lang, answer),
                            .if_filters = !filters.empty(),
                            .filters = filters,
                            .at = clock::show(clock::now()),
                            .lines = {}};
    for (const auto& hit : answer.hits)
        page.lines.push_back({.line_number = page.lines.size() + 1,
                              .kind = context.lang.tr(search_title(hit.kind)),
                              .marks = hit.marks,
                              .title = hit.title,
                              .day = clock::show(hit.day)});
    return web::print_page(context, context.lang.tr("Kết quả tìm"), page);
}

}  // namespace dinh::worklist
