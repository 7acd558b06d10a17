#include "platform/forms/list.hpp"

#include <algorithm>

#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::forms {

namespace {

constexpr std::size_t kMostLettersAsked = 200;

std::string address_of(std::string_view base, const ListAddress::Parameters& parameters) {
    std::string address(base);
    char joint = '?';
    for (const auto& [name, value] : parameters) {
        if (value.empty()) continue;
        address += joint + std::string(name) + "=" + text::url_encode(value);
        joint = '&';
    }
    return address;
}

layout::Filter box_of(std::string_view id, std::string label, std::string value) {
    return {.id = id,
            .label = std::move(label),
            .if_words = false,
            .value = std::move(value),
            .if_named = false,
            .suggest_path = "",
            .suggested = "",
            .if_day = false,
            .if_select = false};
}

}  // namespace

std::string_view ListAddress::at(std::string_view name) const {
    for (const auto& [known, value] : parameters_)
        if (known == name) return value;
    return {};
}

std::string ListAddress::with(std::string_view name, std::string_view value) const {
    auto changed = parameters_;
    const auto own = std::find_if(changed.begin(), changed.end(), [&](const auto& one) { return one.first == name; });
    if (own == changed.end())
        changed.emplace_back(name, value);
    else
        own->second = value;
    return address_of(base_, changed);
}

std::string ListAddress::without(const std::vector<std::string>& names) const {
    auto left = parameters_;
    std::erase_if(left,
                  [&](const auto& one) { return std::find(names.begin(), names.end(), one.first) != names.end(); });
    return address_of(base_, left);
}

std::string ListAddress::on(std::string_view base) const { return address_of(base, parameters_); }

ListFilter ListFilters::words(std::string_view label, const std::string& typed) const {
    ListFilter filter{box_of("q", lang_.tr(label), typed), {}, {"q"}};
    filter.box.if_words = true;
    if (!typed.empty()) filter.chip = text::fill(lang_.tr("Có “%1”"), {typed});
    return filter;
}

ListFilter ListFilters::day(std::string_view id, std::string_view label, std::string_view said,
                            const std::optional<Day>& day) const {
    const std::string shown = day ? clock::show(*day) : std::string();
    ListFilter filter{box_of(id, lang_.tr(label), shown), {}, {std::string(id)}};
    filter.box.if_day = true;
    if (day) filter.chip = text::fill(lang_.tr(said), {shown});
    return filter;
}

ListFilter ListFilters::choice(std::string_view id, std::string_view label, const std::vector<Choice>& choices,
                               std::string_view chosen) const {
    ListFilter filter{box_of(id, lang_.tr(label), std::string(chosen)), {}, {std::string(id)}};
    filter.box.if_select = true;
    for (const auto& one : choices) {
        filter.box.options.push_back(
            {.choice = one.value, .if_chosen = one.value == chosen, .choice_name = lang_.tr(one.title)});
        if (one.value == chosen && !chosen.empty()) filter.chip = lang_.tr(one.title);
    }
    return filter;
}

ListFilter ListFilters::agency(std::string_view id, std::string_view label, const std::string& typed,
                               const std::string& found) const {
    ListFilter filter{box_of(id, lang_.tr(label), typed), {}, {std::string(id), std::string(id) + "_name"}};
    filter.box.if_named = true;
    filter.box.suggest_path = "/directory/agencies/suggest";
    filter.box.suggested = ids::parse(found) ? found : std::string();
    filter.chip = typed.empty() ? found : typed;
    return filter;
}

layout::ListTop list_top(const pages::Lang& lang, const ListAddress& address, std::span<const View> views,
                         std::string_view view, const std::vector<ListFilter>& filters) {
    layout::ListTop top{.view = view, .if_chips = false, .clear_path = ""};
    for (const auto& one : views) {
        const bool first = &one == &views.front();
        top.views.push_back({.view_path = address.with("view", first ? "" : one.id),
                             .if_here = view == one.id,
                             .view_name = lang.tr(one.title)});
    }
    top.clear_path = ListAddress(address.base(), {{"view", std::string(address.at("view"))}}).whole();
    for (const auto& filter : filters) {
        top.filters.push_back(filter.box);
        if (!filter.chip.empty()) add_chip(top, filter.chip, address.without(filter.names));
    }
    return top;
}

void add_chip(layout::ListTop& top, std::string words, std::string drop_path) {
    top.chips.push_back({.drop_path = std::move(drop_path), .chip = std::move(words)});
    top.if_chips = true;
}

std::string count_words(const pages::Lang& lang, const Counted& counted, std::int64_t count, bool more) {
    return more ? text::fill(lang.tr(counted.more), {lang.number(count)}) : lang.trn(counted.words, count);
}

layout::ListEnd end_of(const pages::Lang& lang, const ListAddress& address, const PageEnd& page, const ListEnd& end) {
    const std::string words(address.at("q")), whole = address.whole();
    const bool tables = words.empty() && page.shown > 0;
    return {.pager_count = text::fill(lang.tr("%1 trong %2"), {lang.number(page.shown), page.count}),
            .if_newer = page.before != 0,
            .newer_path = whole,
            .if_older = page.next != 0,
            .older_path = address.with("before", std::to_string(page.next)),
            .if_csv = tables,
            .csv_path = address.on(address.base() + ".csv"),
            .if_further = tables || end.saved || !end.columns_path.empty(),
            .if_xlsx = tables,
            .xlsx_path = address.on(address.base() + ".xlsx"),
            .if_columns = !end.columns_path.empty(),
            .columns_path = end.columns_path,
            .if_save = end.saved,
            .save_path = "/worklist/saved/new?path=" + text::url_encode(whole) +
                         (words.empty() ? "" : "&name=" + text::url_encode(words))};
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

sheet::List list_table(const pages::Lang& lang, std::string_view name, std::string_view title,
                       std::vector<sheet::Column> columns, MoreRows more) {
    for (auto& column : columns) column.title = lang.tr(column.title);
    return {.name = std::string(name) + "-" + clock::to_text(clock::today()),
            .sheet_name = lang.tr(title),
            .columns = std::move(columns),
            .more = std::move(more),
            .cut_words = lang.tr("Bảng Excel chỉ ghi 10.000 dòng mới nhất; hãy tải bảng CSV để có đủ.")};
}

}  // namespace dinh::forms
