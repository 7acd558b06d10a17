// Plain text: its first words, and how it becomes HTML.
#include "platform/markup/markup.hpp"
#include "platform/text/text.hpp"

namespace dinh::markup {

std::string summary(std::string_view plain, std::size_t most_characters) {
    constexpr std::string_view kMore = "…";
    const std::string line = text::clean_line(plain);
    std::string words = text::cut(line, most_characters);
    if (words == line || words.size() <= kMore.size()) return words;
    words.resize(words.size() - kMore.size());
    const std::size_t blank = words.rfind(' ');
    if (line[words.size()] != ' ' && blank != std::string::npos) words.resize(blank);
    while (!words.empty() && std::string_view(" ,;:.-|").find(words.back()) != std::string_view::npos) words.pop_back();
    return words + std::string(kMore);
}

std::string from_text(std::string_view plain) {
    std::string html;
    bool in_paragraph = false;
    std::string rest = text::clean_text(plain) + "\n";
    for (std::size_t start = 0, end = rest.find('\n'); end != std::string::npos;
         start = end + 1, end = rest.find('\n', start)) {
        const std::string line = text::trim(std::string_view(rest).substr(start, end - start));
        const bool is_item = text::starts_with(line, "- ");
        const bool is_heading = text::starts_with(line, "## ");
        const bool is_text = !line.empty() && !is_item && !is_heading;
        if (is_item) html += "<li>" + text::html_escape(line.substr(2)) + "</li>";
        if (is_heading) html += "<h2>" + text::html_escape(line.substr(3)) + "</h2>";
        if (is_text) html += (in_paragraph ? "<br>" : "<p>") + text::html_escape(line);
        in_paragraph = is_text;
    }
    return clean(html).html;
}

}  // namespace dinh::markup
