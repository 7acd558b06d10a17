#include "modules/worklist/search/question.hpp"

#include <algorithm>

#include "modules/worklist/words.hpp"
#include "platform/audit/audit.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::worklist {

namespace {

constexpr std::size_t kLongestQuestion = 500, kLongestAuthor = 100, kLongestDay = 20;

std::string line(const web::Request& request, std::string_view name, std::size_t most) {
    return text::cut(text::clean_line(request.get(name).substr(0, 8 * most)), most);
}

bool known_kind(std::string_view kind) {
    const auto titles = search_titles();
    return std::any_of(titles.begin(), titles.end(), [&](const auto& one) { return one.first == kind; });
}

void note_restricted(const web::Context& context, const std::vector<search::Hit>& hits) {
    for (const auto& hit : hits) {
        if (search::is_restricted(hit.kind))
            audit::note_view(context.actor(), hit.kind, hit.record, context.request.remote_address);
    }
}

}  // namespace

std::string Question::path(std::string_view base, std::string_view name, std::string_view value) const {
    std::string address(base);
    char joint = '?';
    const auto add = [&](std::string_view key, std::string_view own) {
        const std::string_view shown = key == name ? value : own;
        if (shown.empty()) return;
        address += joint + std::string(key) + "=" + text::url_encode(shown);
        joint = '&';
    };
    add("q", text);
    add("kind", kind);
    add("type", type);
    add("author", author);
    add("agency", agency == 0 ? std::string() : std::to_string(agency));
    add("from", from_typed);
    add("to", to_typed);
    add("sort", sort);
    return address;
}

std::string Question::filters() const {
    std::vector<std::string> said;
    if (const auto* named = rules::kind_any_day(type)) said.push_back(named->name);
    if (!author.empty()) said.push_back(author);
    if (!from_typed.empty() || !to_typed.empty()) said.push_back(from_typed + " – " + to_typed);
    return text::join(said, " · ");
}

Question question_of(const web::Context& context) {
    const web::Request& request = context.request;
    Question asked;
    asked.text = line(request, "q", kLongestQuestion);
    if (known_kind(request.get("kind"))) asked.kind = request.get("kind");
    if (rules::kind_any_day(request.get("type"))) asked.type = request.get("type");
    asked.author = line(request, "author", kLongestAuthor);
    const auto mine = agencies_of(context.actor());
    const Id agency = ids::parse(request.get("agency")).value_or(0);
    if (std::find(mine.begin(), mine.end(), agency) != mine.end()) asked.agency = agency;
    asked.from_typed = line(request, "from", kLongestDay);
    asked.to_typed = line(request, "to", kLongestDay);
    if (request.get("sort") == "day") asked.sort = "day";
    return asked;
}

search::Answer answer_to(web::Context& context, const Question& asked, int most, int few) {
    search::Answer answer;
    if (asked.text.empty()) return answer;
    search::Query query;
    query.text = asked.text;
    query.most = most;
    query.few = few;
    if (!asked.kind.empty()) query.kinds = {asked.kind};
    if (const auto* named = rules::kind_any_day(asked.type)) query.begins = named->name;
    if (!asked.author.empty()) query.also = {asked.author};
    if (asked.agency != 0) query.given_to = {asked.agency};
    query.by_day = asked.sort == "day";
    query.from = clock::parse_typed_day(asked.from_typed, clock::today());
    query.to = clock::parse_typed_day(asked.to_typed, clock::today());
    context.house.db->read([&](db::Conn& conn) { answer = search::find(conn, context.actor(), query); });
    note_restricted(context, answer.hits);
    note_restricted(context, answer.near_hits);
    return answer;
}

std::vector<Id> agencies_of(const Actor& actor) {
    std::vector<Id> agencies;
    for (const auto& capacity : actor.capacities) {
        if (capacity.agency != 0 && std::find(agencies.begin(), agencies.end(), capacity.agency) == agencies.end())
            agencies.push_back(capacity.agency);
    }
    return agencies;
}

}  // namespace dinh::worklist
