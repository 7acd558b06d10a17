#include "modules/documents/incoming/list_query.hpp"

#include "modules/documents/incoming/words.hpp"
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

std::string id_text(Id id) { return id == 0 ? std::string() : std::to_string(id); }

}  // namespace

forms::ListAddress ListQuery::address() const {
    return {"/documents/incoming",
            {{"view", filter.view == "open" ? "" : filter.view},
             {"q", words},
             {"state", filter.state},
             {"kind", filter.kind},
             {"author", filter.author},
             {"author_name", author_name},
             {"urgency", urgency_id(filter.urgency)},
             {"from", day_words(filter.from)},
             {"to", day_words(filter.to)},
             {"handler", id_text(filter.handler)},
             {"body", id_text(filter.issuing_body)}}};
}

ListQuery list_query(const web::Request& request, Day today) {
    ListQuery query;
    auto& filter = query.filter;
    forms::read_filter(filter, request, {}, today);
    const std::string_view view = request.get("view");
    if (std::find(std::begin(kViews), std::end(kViews), view) != std::end(kViews)) filter.view = view;
    query.words = forms::words_asked(request);
    if (is_word(request.get("state"))) filter.state = request.get("state");
    if (is_word(request.get("kind"))) filter.kind = request.get("kind");
    query.author_name = text::cut(text::clean_line(request.get("author_name")), 200);
    // Without script nothing puts an id: the typed name is then the author looked for.
    if (const auto agency = ids::parse(request.get("author")))
        filter.author = std::to_string(*agency);
    else
        filter.author = query.author_name;
    filter.urgency = urgency_asked(request);
    filter.handler = ids::parse(request.get("handler")).value_or(0);
    filter.issuing_body = ids::parse(request.get("body")).value_or(0);
    return query;
}

}  // namespace dinh::documents
