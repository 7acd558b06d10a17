#include "modules/portal/library/sections.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "platform/markup/markup.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

constexpr std::size_t kMostParts = 5000;
constexpr std::size_t kMostTitle = 300;  // letters

struct Word {
    std::string_view folded, id;
    int level;
};
constexpr std::array<Word, 4> kWords{
    {{"chuong", "chuong", 1}, {"muc", "muc", 2}, {"dieu", "dieu", 3}, {"phu luc", "phu-luc", 1}}};

// "5", "5a", "12b"; "ii"; only what numbers a part.
std::string number_of(std::string_view folded) {
    std::string number;
    std::size_t at = 0;
    while (at < folded.size() && at < 4 && folded[at] >= '0' && folded[at] <= '9') number += folded[at++];
    if (!number.empty()) {
        if (at < folded.size() && folded[at] >= 'a' && folded[at] <= 'z' &&
            (at + 1 == folded.size() || folded[at + 1] == '.' || folded[at + 1] == ':' || folded[at + 1] == ' '))
            number += folded[at];
        return number;
    }
    while (at < folded.size() && number.size() < 9 &&
           std::string_view("ivxlc").find(folded[at]) != std::string_view::npos)
        number += folded[at++];
    return at < folded.size() && folded[at] >= 'a' && folded[at] <= 'z' ? std::string() : number;
}

struct Begin {
    Section section;
    bool bare = false;  // nothing behind the number: the title is on the next line
};

// Whether a line begins a part.
std::optional<Begin> begin_of(const std::string& line) {
    const std::string folded = text::fold(text::cut(line, 80));
    for (const auto& word : kWords) {
        if (!folded.starts_with(word.folded)) continue;
        std::string_view rest = std::string_view(folded).substr(word.folded.size());
        if (rest.empty()) {
            if (word.id != "phu-luc") return std::nullopt;
            return Begin{{word.level, "phu-luc", line}, true};
        }
        if (rest[0] != ' ') return std::nullopt;
        rest = rest.substr(rest.find_first_not_of(' ') == rest.npos ? rest.size() : rest.find_first_not_of(' '));
        const std::string number = number_of(rest);
        if (number.empty()) return std::nullopt;
        rest = rest.substr(number.size());
        while (!rest.empty() && rest[0] == ' ') rest.remove_prefix(1);
        if (!rest.empty() && rest[0] != '.' && rest[0] != ':') return std::nullopt;
        return Begin{{word.level, std::string(word.id) + "-" + number, text::cut(line, kMostTitle)}, rest.size() <= 1};
    }
    return std::nullopt;
}

// Clean HTML taken block by block. It is well formed, so the end of a paragraph or heading is its next closing mark.
class Walker {
public:
    explicit Walker(std::string_view html) : html_(html) {}

    Sections walk() {
        while (at_ < html_.size()) {
            const auto open = html_.find('<', at_);
            if (open == std::string_view::npos) break;
            out_ += html_.substr(at_, open - at_);
            at_ = open;
            const std::string_view name = name_at(open);
            if (depth_ == 0 && (name == "p" || name == "h2" || name == "h3" || name == "h4"))
                block(name);
            else
                mark(name);
        }
        if (at_ < html_.size()) out_ += html_.substr(at_);
        return {std::move(out_), std::move(list_)};
    }

private:
    std::string_view name_at(std::size_t open) const {
        auto from = open + 1;
        if (from < html_.size() && html_[from] == '/') ++from;
        auto end = from;
        while (end < html_.size() &&
               ((html_[end] >= 'a' && html_[end] <= 'z') || (html_[end] >= '0' && html_[end] <= '9')))
            ++end;
        return html_.substr(from, end - from);
    }

    void mark(std::string_view name) {
        static constexpr std::array<std::string_view, 5> kInside{"table", "blockquote", "ul", "ol", "dl"};
        if (std::find(kInside.begin(), kInside.end(), name) != kInside.end()) {
            const bool closes = at_ + 1 < html_.size() && html_[at_ + 1] == '/';
            depth_ += closes ? -1 : 1;
            depth_ = std::max(depth_, 0);
        }
        const auto end = std::min(html_.find('>', at_), html_.size() - 1);
        out_ += html_.substr(at_, end + 1 - at_);
        at_ = end + 1;
    }

    void block(std::string_view name) {
        const bool closes = at_ + 1 < html_.size() && html_[at_ + 1] == '/';
        const std::string close = "</" + std::string(name) + ">";
        const auto end = closes ? std::string_view::npos : html_.find(close, at_);
        if (end == std::string_view::npos) return mark(name);
        const std::string_view whole = html_.substr(at_, end + close.size() - at_);
        at_ = end + close.size();
        const std::string line = text::clean_line(markup::plain_text(whole));
        if (waits_for_title_ && takes_title(line)) return;
        auto begin = list_.size() < kMostParts ? begin_of(line) : std::nullopt;
        if (!begin) {
            out_ += whole;
            return;
        }
        add(std::move(*begin), line);
    }

    // The line below "Chương II" is its title, unless it is a part itself.
    bool takes_title(const std::string& line) {
        if (line.empty()) return false;
        waits_for_title_ = false;
        if (begin_of(line) || text::length(line) > kMostTitle) return false;
        list_.back().title += " " + line;
        const std::string close = "</h" + std::to_string(heading_) + ">";
        out_.resize(out_.rfind(close));
        out_ += "<br>" + text::html_escape(line) + close;
        return true;
    }

    void add(Begin begin, const std::string& line) {
        Section& section = begin.section;
        if (section.level == 1) chapter_ = section.anchor;
        if (section.level == 2 && !chapter_.empty()) section.anchor = chapter_ + "-" + section.anchor;
        const int times = ++used_[section.anchor];
        if (times > 1) section.anchor += "-" + std::to_string(times);
        open_[section.level - 1] = true;
        for (int below = section.level; below < 3; ++below) open_[below] = false;
        // No level is left out: an article below no chapter is a heading of the first.
        heading_ = 2 + static_cast<int>(std::count(open_, open_ + section.level - 1, true));
        const std::string level = std::to_string(heading_);
        // An article whose whole rule stands on its own line keeps it there: only what is short is a heading.
        const bool long_line = text::length(line) > kMostTitle;
        out_ += "<h" + level + " id=\"" + section.anchor + "\">";
        out_ += text::html_escape(long_line ? first_words(line) : line) + "</h" + level + ">";
        if (long_line) {
            section.title = first_words(line);
            out_ += "<p>" + text::html_escape(text::trim(line.substr(section.title.size()))) + "</p>";
        }
        waits_for_title_ = begin.bare && section.level < 3;
        list_.push_back(std::move(section));
    }

    // "Điều 5." of a line: up to the point or colon behind its number.
    static std::string first_words(const std::string& line) {
        const auto end = line.find_first_of(".:");
        return end == std::string::npos ? line : line.substr(0, end + 1);
    }

    std::string_view html_;
    std::size_t at_ = 0;
    int depth_ = 0;
    int heading_ = 2;    // of the part that began last
    bool open_[3] = {};  // chapter, section, article that stand open
    bool waits_for_title_ = false;
    std::string out_, chapter_;
    std::vector<Section> list_;
    std::map<std::string, int> used_;
};

bool is_html(std::string_view typed) {
    for (const std::string_view mark : {"</p>", "<br", "</div>", "</td>", "</h", "<p>"})
        if (typed.find(mark) != std::string_view::npos) return true;
    return false;
}

}  // namespace

Sections sections_of(std::string_view clean_html) { return Walker(clean_html).walk(); }

std::string legal_text(std::string_view typed) {
    if (is_html(typed)) return markup::clean(typed).html;
    std::string html;
    for (const auto& line : text::split(text::clean_text(typed), '\n'))
        html += "<p>" + text::html_escape(line) + "</p>";
    return html.empty() ? html : markup::clean(html).html;
}

}  // namespace dinh::portal
