// What tests and the fuzzer hold clean HTML to, read by other means than it was written.
#pragma once
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/text/text.hpp"

namespace dinh::markup {

// Reads clean HTML letter by letter; throws the first thing that may not be there as a text.
class Strict {
public:
    explicit Strict(std::string_view html) : html_(html) {}

    void read() {
        if (!text::is_utf8(html_) || text::nfc(html_) != html_) throw std::string("not UTF-8 in NFC");
        while (at_ < html_.size()) {
            if (html_[at_] == '<')
                tag();
            else
                letter();
        }
        if (!open_.empty()) throw "not closed: " + open_.back();
    }

private:
    void letter() {
        const char c = html_[at_];
        if (c == '>' || (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'))
            throw std::string("raw letter");
        if (c == '&')
            entity();
        else
            ++at_;
    }

    void entity() {
        const std::size_t end = html_.find(';', at_);
        const std::set<std::string_view> known{"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#96;"};
        if (end == std::string_view::npos || !known.contains(html_.substr(at_, end + 1 - at_)))
            throw std::string("an entity of others");
        at_ = end + 1;
    }

    std::string word() {
        const std::size_t start = at_;
        while (at_ < html_.size() && (std::islower(html_[at_]) != 0 || std::isdigit(html_[at_]) != 0)) ++at_;
        return std::string(html_.substr(start, at_ - start));
    }

    void expect(char c) {
        if (at_ >= html_.size() || html_[at_] != c) throw "no " + std::string(1, c);
        ++at_;
    }

    void tag() {
        static const std::set<std::string> kKnown{
            "p",     "h2", "h3",  "h4",  "ul", "ol", "li", "blockquote", "table",      "caption", "thead",  "tbody",
            "tfoot", "tr", "th",  "td",  "br", "hr", "a",  "figure",     "figcaption", "img",     "strong", "em",
            "u",     "s",  "sub", "sup", "dl", "dt", "dd", "code",       "pre",        "abbr",    "q",      "cite"};
        expect('<');
        const bool closing = at_ < html_.size() && html_[at_] == '/';
        if (closing) ++at_;
        const std::string name = word();
        if (!kKnown.contains(name)) throw "element " + name;
        std::map<std::string, std::string> attributes;
        while (at_ < html_.size() && html_[at_] == ' ') attribute(name, attributes);
        expect('>');
        if (!closing && name == "a" && text::starts_with(attributes["href"], "http") != attributes.contains("rel"))
            throw std::string("rel of a link");
        if (closing) {
            if (open_.empty() || open_.back() != name || !attributes.empty()) throw "end of " + name;
            open_.pop_back();
        } else if (name != "br" && name != "hr" && name != "img") {
            place(name);
            open_.push_back(name);
        }
    }

    void place(const std::string& name) const {
        static const std::set<std::string> kInline{"a",   "strong", "em",   "u", "s",   "sub",
                                                   "sup", "code",   "abbr", "q", "cite"};
        static const std::set<std::string> kLeaves{"p", "h2", "h3", "h4", "dt", "pre", "caption", "figcaption"};
        const bool is_inline = kInline.contains(name);
        for (const auto& around : open_) {
            if (is_inline && around == name) throw name + " in " + around;
            if (!is_inline && (kInline.contains(around) || kLeaves.contains(around))) throw name + " in " + around;
        }
        const std::string parent = open_.empty() ? "" : open_.back();
        const bool in_list = parent == "ul" || parent == "ol";
        if (in_list != (name == "li")) throw name + " in " + parent;
        if ((parent == "tr") != (name == "td" || name == "th")) throw name + " in " + parent;
        if ((parent == "dl") != (name == "dt" || name == "dd")) throw name + " in " + parent;
    }

    void attribute(const std::string& tag, std::map<std::string, std::string>& attributes) {
        expect(' ');
        const std::string name = word();
        expect('=');
        expect('"');
        const std::size_t start = at_;
        while (at_ < html_.size() && html_[at_] != '"') {
            const auto c = static_cast<unsigned char>(html_[at_]);
            if (c < 0x20 || c == '<' || c == '>' || c == '\'' || c == '`') throw "letter in " + name;
            if (c == '&')
                entity();
            else
                ++at_;
        }
        const std::string value(html_.substr(start, at_ - start));
        expect('"');
        if (!attributes.emplace(name, value).second) throw "twice " + name;
        if (!may(tag, name)) throw tag + "[" + name + "]";
        if (text::clean_line(value) != value) throw "invisible letter in " + name;
        if (name == "href" || name == "src") address(name, value);
        if (name == "id" && value.substr(0, 4) != "muc-") throw std::string("id");
    }

    static bool may(const std::string& tag, const std::string& name) {
        static const std::set<std::string> kMay{
            "a href",   "a rel",      "img src",    "img alt",  "img width", "img height", "td colspan", "td rowspan",
            "td scope", "th colspan", "th rowspan", "th scope", "ol start",  "h2 id",      "h3 id",      "h4 id"};
        return name == "lang" || kMay.contains(tag + " " + name);
    }

    static void address(const std::string& name, const std::string& value) {
        const auto begins = [&](std::string_view start) { return text::starts_with(value, start); };
        const bool path = begins("/") && !begins("//");
        const bool web = begins("http://") || begins("https://");
        const bool other = name == "href" && (begins("#") || begins("mailto:") || begins("tel:"));
        if (!(path || web || other) || value.find_first_of("\\ ") != std::string::npos) throw name + " " + value;
    }

    std::string_view html_;
    std::size_t at_ = 0;
    std::vector<std::string> open_;
};

// Empty when it is clean HTML.
inline std::string fault_of(std::string_view html) {
    try {
        Strict(html).read();
        return {};
    } catch (const std::string& fault) {
        return fault.empty() ? "?" : fault;
    }
}

}  // namespace dinh::markup
