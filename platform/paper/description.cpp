#include "platform/paper/description.hpp"

#include <boost/json.hpp>
#include <stdexcept>

#include "platform/text/text.hpp"

namespace dinh::paper {
namespace {

namespace json = boost::json;

// Calls `use(name, member)` for every text of a paper, so that writing and reading cannot differ.
template <class P, class F>
void each_text(P& paper, F&& use) {
    use("superior", paper.superior);
    use("agency", paper.agency);
    use("number", paper.number);
    use("place_date", paper.place_date);
    use("kind", paper.kind);
    use("subject", paper.subject);
    use("signer", paper.signer);
    use("mark", paper.mark);
    use("day", paper.day);
}

template <class P, class F>
void each_list(P& paper, F&& use) {
    use("addressees", paper.addressees);
    use("paragraphs", paper.paragraphs);
    use("authority", paper.authority);
    use("recipients", paper.recipients);
}

json::object write(const Paper& paper) {
    json::object object;
    object["party"] = paper.party;
    each_text(paper, [&](const char* name, const std::string& text) { object[name] = text; });
    each_list(paper, [&](const char* name, const std::vector<std::string>& list) {
        json::array lines;
        for (const std::string& line : list) {
            lines.emplace_back(line);
        }
        object[name] = std::move(lines);
    });
    return object;
}

std::string text_of(const json::value& value) { return text::clean_text(std::string_view(value.as_string())); }

Paper read(const json::object& object) {
    Paper paper;
    paper.party = object.at("party").as_bool();
    each_text(paper, [&](const char* name, std::string& text) { text = text_of(object.at(name)); });
    each_list(paper, [&](const char* name, std::vector<std::string>& list) {
        for (const json::value& line : object.at(name).as_array()) {
            list.push_back(text_of(line));
        }
    });
    return paper;
}

}  // namespace

std::string describe(std::span<const Paper> papers) {
    json::array list;
    for (const Paper& paper : papers) {
        list.push_back(write(paper));
    }
    return json::serialize(list);
}

std::vector<Paper> read_description(std::string_view text) {
    std::vector<Paper> papers;
    try {
        const json::value whole = json::parse(text);
        for (const json::value& value : whole.as_array()) {
            papers.push_back(read(value.as_object()));
        }
    } catch (const std::exception& fault) {
        throw std::invalid_argument(std::string("description of papers: ") + fault.what());
    }
    return papers;
}

}  // namespace dinh::paper
