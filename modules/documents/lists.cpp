#include "modules/documents/lists.hpp"

#include "modules/documents/incoming/words.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::documents {

sheet::List taken_away(const dinh::pages::Lang& lang, std::string_view name, const char* title, const Columns& columns,
                       forms::MoreRows more) {
    return forms::list_table(lang, name, title, columns.kept_titles(),
                             [columns, more = std::move(more)](std::vector<std::vector<sheet::Cell>>& rows) {
                                 const std::size_t first = rows.size();
                                 const bool left = more(rows);
                                 for (std::size_t i = first; i < rows.size(); ++i)
                                     rows[i] = columns.kept(std::move(rows[i]));
                                 return left;
                             });
}

std::vector<forms::Choice> kind_choices(Day today, const std::string& asked) {
    std::vector<forms::Choice> choices;
    bool known = asked.empty();
    for (const auto* kind : rules::kinds(today)) {
        choices.push_back({kind->id, kind_title(*kind)});
        known = known || kind->id == asked;
    }
    if (!known) choices.push_back({asked, kind_name(asked)});
    return choices;
}

std::vector<forms::Choice> urgency_choices() {
    std::vector<forms::Choice> choices;
    for (int degree = 0; degree <= 3; ++degree) choices.push_back({std::to_string(degree), urgency_title(degree)});
    return choices;
}

std::optional<int> urgency_asked(const web::Request& request) {
    const std::string_view typed = request.get("urgency");
    if (typed.size() != 1 || typed[0] < '0' || typed[0] > '3') return std::nullopt;
    return typed[0] - '0';
}

}  // namespace dinh::documents
