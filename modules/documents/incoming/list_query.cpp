#include "modules/documents/incoming/list_query.hpp"

#include "modules/documents/lists.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

constexpr std::string_view kViews[] = {"open",   "mine", "overdue",         "registered_today", "waiting_receipt",
                                       "closed", "all",  "registered_late", "closed_late",      "electronic"};

bool is_word(std::string_view text) {
    return text.size() <= 60 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

Parameters pairs_of(const ListQuery& query) {
    const auto day = [](const std::optional<Day>& value) { return value ? clock::show(*value) : std::string(); };
    const auto& filter = query.filter;
    return {{"view", filter.view == "open" ? "" : filter.view},
            {"q", query.words},
            {"state", filter.state},
            {"kind", filter.kind},
            {"author", filter.author},
            {"author_name", query.author_name},
            {"urgency", filter.urgency ? std::to_string(*filter.urgency) : ""},
            {"from", day(filter.from)},
            {"to", day(filter.to)},
            {"handler", filter.handler == 0 ? "" : std::to_string(filter.handler)},
            {"body", filter.issuing_body == 0 ? "" : std::to_string(filter.issuing_body)}};
}

}  // namespace

std::string ListQuery::path_with(std::string_view name, std::string_view value, std::string_view base) const {
    return address_with(base, pairs_of(*this), name, value);
}

bool ListQuery::filtered() const {
    return !words.empty() || !filter.state.empty() || !filter.kind.empty() || !filter.author.empty() ||
           filter.urgency || filter.from || filter.to || filter.handler != 0 || filter.issuing_body != 0;
}

ListQuery list_query(const web::Request& request, Day today) {
    ListQuery query;
    auto& filter = query.filter;
    const std::string_view view = request.get("view");
    if (std::find(std::begin(kViews), std::end(kViews), view) != std::end(kViews)) filter.view = view;
    query.words = words_asked(request);
    if (is_word(request.get("state"))) filter.state = request.get("state");
    if (is_word(request.get("kind"))) filter.kind = request.get("kind");
    query.author_name = text::cut(text::clean_line(request.get("author_name")), 200);
    // Without script nothing puts an id: the typed name is then the author looked for.
    if (const auto agency = ids::parse(request.get("author")))
        filter.author = std::to_string(*agency);
    else
        filter.author = query.author_name;
    const std::string_view urgency = request.get("urgency");
    if (urgency.size() == 1 && urgency[0] >= '0' && urgency[0] <= '3') filter.urgency = urgency[0] - '0';
    filter.from = clock::parse_typed_day(request.get("from"), today);
    filter.to = clock::parse_typed_day(request.get("to"), today);
    filter.handler = ids::parse(request.get("handler")).value_or(0);
    filter.issuing_body = ids::parse(request.get("body")).value_or(0);
    filter.before = ids::parse(request.get("before")).value_or(0);
    return query;
}

}  // namespace dinh::documents
