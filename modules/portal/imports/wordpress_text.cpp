// The text of a WordPress post before the browser gets it.
#include <set>

#include "modules/portal/imports/wxr.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::imports {

namespace {

constexpr std::string_view kGone[] = {"caption", "wp_caption", "gallery", "embed", "audio", "video", "playlist"};

struct Shortcode {
    std::string_view name, attributes;
    std::size_t end = 0;  // behind "]"
    bool closes = false;
};

bool is_word(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

// "[caption id=1]" at `at`; no name when none of the known ones begins there.
Shortcode shortcode_at(std::string_view text, std::size_t at) {
    Shortcode code;
    std::size_t from = at + 1;
    code.closes = from < text.size() && text[from] == '/';
    if (code.closes) ++from;
    std::size_t to = from;
    while (to < text.size() && is_word(text[to])) ++to;
    const auto name = text.substr(from, to - from);
    const auto close = text.substr(0, std::min(text.size(), at + 2000)).find(']', to);
    if (close == std::string_view::npos) return code;
    for (const auto known : kGone)
        if (name == known) code.name = name;
    code.attributes = text.substr(to, close - to);
    code.end = close + 1;
    return code;
}

std::string_view value_of(std::string_view attributes, std::string_view name) {
    const std::string begin = std::string(name) + "=\"";
    const auto at = attributes.find(begin);
    if (at == std::string_view::npos) return {};
    const auto from = at + begin.size();
    return attributes.substr(from, attributes.find('"', from) - from);
}

std::string gallery(std::string_view attributes, const std::function<std::string(std::string_view)>& picture_of) {
    std::string html;
    for (const auto& id : text::split(value_of(attributes, "ids"), ','))
        if (const std::string address = picture_of(id); !address.empty())
            html += "<figure><img src=\"" + text::html_escape(address) + "\"></figure>";
    return html;
}

// The picture, with or without a link round it, and below it what is said of it.
std::string caption(std::string_view inner) {
    auto end = inner.find("</a>");
    end = end == std::string_view::npos ? inner.find('>', std::min(inner.find("<img"), inner.size())) : end + 3;
    if (end == std::string_view::npos) return std::string(inner);
    return "<figure>" + std::string(inner.substr(0, end + 1)) + "<figcaption>" + text::trim(inner.substr(end + 1)) +
           "</figcaption></figure>";
}

std::string without_shortcodes(std::string_view text, const std::function<std::string(std::string_view)>& picture_of) {
    std::string html;
    std::set<std::string_view> unclosed;  // from here on
    for (std::size_t at = 0; at < text.size();) {
        const auto bracket = std::min(text.find('[', at), text.size());
        html += text.substr(at, bracket - at);
        at = bracket;
        if (at == text.size()) break;
        const auto code = shortcode_at(text, at);
        if (code.name.empty()) {
            html += text[at++];
            continue;
        }
        at = code.end;
        if (code.closes) continue;
        if (code.name == "gallery") html += gallery(code.attributes, picture_of);
        const bool is_caption = code.name.ends_with("caption");
        if ((!is_caption && code.name != "embed") || unclosed.contains(code.name)) continue;
        const auto closing = text.find("[/" + std::string(code.name) + "]", at);
        if (closing == std::string_view::npos) {
            unclosed.insert(code.name);
            continue;
        }
        const auto inner = text.substr(at, closing - at);
        const std::string address = is_caption ? "" : text::html_escape(text::trim(inner));
        html += is_caption ? caption(inner) : "<p><a href=\"" + address + "\">" + address + "</a></p>";
        at = closing;
    }
    return html;
}

bool begins_block(std::string_view part) {
    constexpr std::string_view kBlocks[] = {"<p",     "<h",      "<ul",      "<ol",  "<table", "<blockquote",
                                            "<div",   "<figure", "<pre",     "<dl",  "<!--",   "<section",
                                            "<aside", "<center", "<article", "<img", "<hr",    "</"};
    for (const auto block : kBlocks)
        if (part.starts_with(block)) return true;
    return false;
}

// Empty lines part paragraphs, as WordPress itself does when it shows such a text.
std::string with_paragraphs(const std::string& text) {
    std::string html;
    for (std::size_t from = 0; from < text.size();) {
        const auto to = std::min(text.find("\n\n", from), text.size());
        std::string part = text::trim(std::string_view(text).substr(from, to - from));
        from = to + 2;
        if (part.empty()) continue;
        if (begins_block(part)) {
            html += part + "\n";
            continue;
        }
        html += "<p>";
        for (const char c : part) html += c == '\n' ? std::string("<br>") : std::string(1, c);
        html += "</p>\n";
    }
    return html;
}

}  // namespace

std::string wordpress_html(std::string_view content,
                           const std::function<std::string(std::string_view id)>& picture_of) {
    std::string text;
    for (const char c : content)
        if (c != '\r') text += c;
    text = without_shortcodes(text, picture_of);
    const bool has_blocks = text.find("<!-- wp:") != std::string::npos || text.find("<p") != std::string::npos;
    return has_blocks ? text : with_paragraphs(text);
}

}  // namespace dinh::portal::imports
