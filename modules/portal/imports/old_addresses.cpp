#include "modules/portal/imports/old_addresses.hpp"

#include <algorithm>

#include "platform/text/text.hpp"

namespace dinh::portal::imports {

namespace {

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string lower(std::string_view text) {
    std::string low(text);
    std::transform(low.begin(), low.end(), low.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return low;
}

// Behind "https://", "http://" or "//"; npos for any other address.
std::size_t host_begin(std::string_view address) {
    for (const std::string_view start : {"https://", "http://", "//"})
        if (lower(address.substr(0, start.size())) == start) return start.size();
    return std::string_view::npos;
}

constexpr std::pair<std::string_view, std::string_view> kMarks[] = {
    {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}};

std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        const auto* mark = std::find_if(std::begin(kMarks), std::end(kMarks),
                                        [&](const auto& one) { return text.substr(at).starts_with(one.first); });
        plain += mark == std::end(kMarks) ? text.substr(at, 1) : mark->second;
        at += mark == std::end(kMarks) ? 1 : mark->first.size();
    }
    return plain;
}

// "/a/b.html" and "../c.jpg" -> "/c.jpg".
std::string joined(std::string_view base, std::string_view relative) {
    std::vector<std::string> parts = text::split(base.substr(0, base.find('?')), '/');
    if (!base.ends_with('/') && !parts.empty()) parts.pop_back();
    const auto end = std::min(relative.find_first_of("?#"), relative.size());
    for (const auto& part : text::split(relative.substr(0, end), '/')) {
        if (part == ".") continue;
        if (part != "..")
            parts.push_back(part);
        else if (!parts.empty())
            parts.pop_back();
    }
    return "/" + text::join(parts, "/") + std::string(relative.substr(end));
}

bool is_relative(std::string_view address) {
    if (address.empty() || address.front() == '/' || address.front() == '#' || address.front() == '?') return false;
    const auto colon = address.find(':');
    return colon == std::string_view::npos || address.find('/') < colon;
}

// Of ` href="` or ` src='` at `at`: where the value begins; 0 when none begins there.
std::size_t value_begin(std::string_view html, std::size_t at) {
    for (const std::string_view name : {"href=", "src="}) {
        if (at + name.size() < html.size() && lower(html.substr(at, name.size())) == name &&
            (html[at + name.size()] == '"' || html[at + name.size()] == '\''))
            return at + name.size() + 1;
    }
    return 0;
}

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

}  // namespace

std::string url_decoded(std::string_view typed) {
    std::string plain;
    for (std::size_t at = 0; at < typed.size(); ++at) {
        const bool mark =
            typed[at] == '%' && at + 2 < typed.size() && hex(typed[at + 1]) >= 0 && hex(typed[at + 2]) >= 0;
        plain += mark ? static_cast<char>(hex(typed[at + 1]) * 16 + hex(typed[at + 2])) : typed[at];
        if (mark) at += 2;
    }
    return text::nfc(plain);
}

std::string host_of(std::string_view address) {
    const auto from = host_begin(address);
    if (from == std::string_view::npos) return "";
    auto host = address.substr(from);
    host = host.substr(0, host.find_first_of("/?#"));
    host = host.substr(0, host.find(':'));
    std::string name = lower(host);
    return name.starts_with("www.") ? name.substr(4) : name;
}

std::string old_path(std::string_view address, const std::vector<std::string>& hosts) {
    const auto from = host_begin(address);
    if (from != std::string_view::npos) {
        if (std::find(hosts.begin(), hosts.end(), host_of(address)) == hosts.end()) return "";
        const auto slash = address.find_first_of("/?#", from);
        address = slash == std::string_view::npos ? "/" : address.substr(slash);
    }
    address = address.substr(0, address.find('#'));
    std::string path(address);
    if (path.starts_with('?')) path.insert(0, "/");
    if (!path.starts_with('/')) return "";
    const auto question = std::min(path.find('?'), path.size());
    std::string plain = url_decoded(path.substr(0, question));
    std::string query = path.substr(question);
    std::replace(query.begin(), query.end(), '+', ' ');
    if (query.size() > 1) plain += url_decoded(query);
    return plain;
}

std::string with_whole_paths(std::string_view html, std::string_view base) {
    std::string whole;
    if (!base.starts_with('/')) base = "/";
    for (std::size_t at = 0; at < html.size();) {
        const auto from = at > 0 && is_blank(html[at - 1]) ? value_begin(html, at) : 0;
        if (from == 0) {
            whole += html[at++];
            continue;
        }
        const auto to = html.find(html[from - 1], from);
        const auto value = html.substr(from, std::min(to, html.size()) - from);
        whole += html.substr(at, from - at);
        constexpr std::size_t kLongest = 2'000;
        whole += value.size() < kLongest && is_relative(text::trim(value)) ? joined(base, text::trim(value))
                                                                           : std::string(value);
        at = from + value.size();
    }
    return whole;
}

namespace {

// Each tag of clean HTML, as it is to stand there.
std::string with_tags(std::string_view html, const std::function<void(std::string& tag)>& change) {
    std::string changed;
    for (std::size_t at = 0; at < html.size();) {
        const auto open = std::min(html.find('<', at), html.size());
        changed += html.substr(at, open - at);
        const auto close = html.find('>', open);
        if (close == std::string_view::npos) {
            changed += html.substr(open);
            break;
        }
        std::string tag(html.substr(open, close + 1 - open));
        at = close + 1;
        change(tag);
        changed += tag;
    }
    return changed;
}

void lead(std::string& tag, std::string_view name, const std::function<std::string(const std::string&)>& to) {
    constexpr std::string_view kRel = " rel=\"noopener nofollow\"";
    const auto found = tag.find(name);
    if (found == std::string::npos) return;
    const auto from = found + name.size();
    const auto end = tag.find('"', from);
    if (end == std::string::npos) return;
    const std::string target = to(unescaped(std::string_view(tag).substr(from, end - from)));
    if (target.empty()) return;
    tag.replace(from, end - from, text::html_escape(target));
    if (const auto rel = tag.find(kRel); rel != std::string::npos && target.front() == '/') tag.erase(rel, kRel.size());
}

}  // namespace

std::string with_links(std::string_view html, const std::function<std::string(const std::string& address)>& to) {
    return with_tags(html, [&](std::string& tag) {
        lead(tag, " href=\"", to);
        lead(tag, " src=\"", to);
    });
}

std::string with_words_for_pictures(std::string_view html, const std::string& words) {
    return with_tags(html, [&](std::string& tag) {
        if (!tag.starts_with("<img")) return;
        if (const auto empty = tag.find(" alt=\"\""); empty != std::string::npos) tag.erase(empty, 7);
        if (tag.find(" alt=\"") == std::string::npos)
            tag.insert(tag.size() - 1, " alt=\"" + text::html_escape(words) + "\"");
    });
}

}  // namespace dinh::portal::imports
