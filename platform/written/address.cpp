#include <algorithm>
#include <set>

#include "platform/written/written.hpp"

namespace dinh::written {

namespace {

constexpr std::size_t kMostLetters = 200;

bool plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
}

bool is_segment(std::string_view name) {
    return !name.empty() && name.size() <= kMostLetters && !name.starts_with('.') &&
           std::all_of(name.begin(), name.end(), plain);
}

// The value after an attribute's quote, "" without one.
std::string_view value_at(std::string_view html, std::size_t at) {
    if (at >= html.size() || html[at] != '"') return {};
    const auto end = html.find('"', at + 1);
    return end == html.npos ? std::string_view() : html.substr(at + 1, end - at - 1);
}

void add(std::set<std::string>& found, std::string_view link) {
    link = link.substr(0, link.find('#'));
    if (!link.starts_with('/') || link.starts_with("//") || link.find('?') != link.npos) return;
    found.emplace(link);
}

// The values of an attribute, which a blank or line end goes before.
template <class F>
void each_value(std::string_view html, std::string_view name, F&& use) {
    for (auto at = html.find(name); at != html.npos; at = html.find(name, at + name.size()))
        if (at > 0 && (html[at - 1] == ' ' || html[at - 1] == '\n')) use(value_at(html, at + name.size()));
}

// "/a 320w, /b 640w"
void add_set(std::set<std::string>& found, std::string_view list) {
    while (!list.empty()) {
        const auto begin = list.find_first_not_of(", ");
        if (begin == list.npos) return;
        list.remove_prefix(begin);
        add(found, list.substr(0, list.find_first_of(" ,")));
        const auto end = list.find(',');
        list.remove_prefix(end == list.npos ? list.size() : end);
    }
}

}  // namespace

std::string file_of(std::string_view host, std::string_view path, std::string_view ending) {
    if ((!host.empty() && !is_segment(host)) || !path.starts_with('/')) return "";
    std::string file(host.empty() ? "_" : host);
    std::string_view rest = path.substr(1), last;
    while (!rest.empty()) {
        last = rest.substr(0, rest.find('/'));
        if (!is_segment(last)) return "";
        file.append("/").append(last);
        rest.remove_prefix(std::min(rest.size(), last.size() + 1));
    }
    // A name with an ending is a file of its own; others are folders, since pages may lie below them.
    if (!ending.empty()) return file.append(ending);
    return last.find('.') != last.npos ? file : file + "/index.html";
}

std::vector<std::string> links_of(std::string_view html) {
    std::set<std::string> found;
    each_value(html, "href=", [&](std::string_view value) { add(found, value); });
    each_value(html, "src=", [&](std::string_view value) { add(found, value); });
    each_value(html, "srcset=", [&](std::string_view value) { add_set(found, value); });
    return {found.begin(), found.end()};
}

}  // namespace dinh::written
