#include "platform/markup/scan.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "platform/error/error.hpp"
#include "platform/markup/elements.hpp"
#include "platform/text/text.hpp"

namespace dinh::markup {

namespace {

constexpr std::size_t kMostNames = 20;
constexpr std::size_t kMostNameBytes = 40;
constexpr std::size_t kMostValueBytes = 4'000;
constexpr std::size_t kNodeBytes = 200;          // what the parser takes for one element, about
constexpr std::size_t kMostCopies = 64'000'000;  // bytes of inline elements that it copies into blocks
constexpr std::size_t kMostAlike = 3;            // of inline elements alike it copies no more
constexpr std::array<std::string_view, 6> kCopied{"a", "code", "em", "s", "strong", "u"};
constexpr std::string_view kBlanks = " \t\n\r\f";
// What Word puts in front of a list item; numbers stay as they stand, they may be cited.
constexpr std::array<std::string_view, 11> kBullets{"·", "•", "\uF0B7", "§", "o", "-", "–", "*", "Ø", "ü", "v"};

struct Attribute {
    std::string name;
    std::string_view value;  // entities as written
};

struct Tag {
    std::string name;
    bool closing = false;
    bool closes_itself = false;
    bool is_not_bold = false;  // Google Docs wraps all it copies into such a <b>
    std::vector<Attribute> attributes;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return kBlanks.find(c) != std::string_view::npos; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view name) {
    std::string out;
    for (const char c : name) out += lower(c);
    return out;
}

bool has_no_end(const Element& known) {
    switch (known.role) {
        case Role::LineBreak:
        case Role::Picture:
        case Role::Rule:
        case Role::DropVoid: return true;
        default: return known.name == "col" || known.name == "wbr";
    }
}

// Elements that end without an end tag, so that open ones do not stand within each other.
bool ends_by_itself(const Element& known) {
    switch (known.role) {
        case Role::Item:
        case Role::Term:
        case Role::Definition:
        case Role::TableCaption:
        case Role::RowGroup:
        case Role::Row:
        case Role::Cell: return true;
        default: return known.name == "p" || known.name == "colgroup";
    }
}

class Scanner {
public:
    Scanner(std::string_view html, const Options& options, Dropped& dropped)
        : html_(html), options_(options), dropped_(dropped) {}

    std::string run() {
        while (at_ < html_.size()) {
            const std::size_t start = std::min(html_.find('<', at_), html_.size());
            out_ += html_.substr(at_, start - at_);
            at_ = start;
            if (at_ < html_.size()) markup();
        }
        return std::move(out_);
    }

private:
    char at(std::size_t index) const { return index < html_.size() ? html_[index] : '\0'; }
    bool stands(std::string_view what) const { return html_.substr(at_, what.size()) == what; }

    void markup() {
        const char next = at(at_ + 1);
        if (is_letter(next) || (next == '/' && is_letter(at(at_ + 2)))) {
            if (const auto tag = read_tag()) use(*tag);
        } else if (stands("<!--")) {
            comment();
        } else if (next == '!' || next == '?' || next == '/') {
            const std::size_t end = std::min(html_.find('>', at_), html_.size());
            const std::string_view inside = html_.substr(at_, end - at_);
            at_ = std::min(end + 1, html_.size());
            note_of_word(inside);
        } else {
            out_ += "&lt;";
            ++at_;
        }
    }

    void comment() {
        const std::size_t from = at_ + 4;
        if (at(from) == '>' || html_.substr(from, 2) == "->") {
            at_ = html_.find('>', from) + 1;
            return;
        }
        const std::size_t end = std::min(html_.find("--", from), html_.size());
        std::size_t after = end;
        while (after < html_.size() && html_.substr(after, 3) != "-->" && html_.substr(after, 4) != "--!>")
            after = std::min(html_.find("--", after + 1), html_.size());
        const std::string_view inside = html_.substr(from, std::min(after, html_.size()) - from);
        at_ = after < html_.size() ? html_.find('>', after) + 1 : html_.size();
        note_of_word(inside);
    }

    // Word says in such notes what is for programs that know no lists and no crooked columns.
    void note_of_word(std::string_view note) {
        const bool columns = note.find("[if !supportMisalignedColumns]") != std::string_view::npos;
        const bool list = note.find("[if !supportLists]") != std::string_view::npos;
        if (!columns && !list) return;
        const std::size_t end = html_.find("[endif]", at_);
        if (end == std::string_view::npos || (list && !is_bullet(html_.substr(at_, end - at_)))) return;
        at_ = std::min(html_.find('>', end), html_.size() - 1) + 1;
        if (!list) return;
        out_ += "<li>";
        in_word_item_ = true;
    }

    static bool is_bullet(std::string_view label) {
        std::string words;
        for (std::size_t i = 0; i < label.size(); ++i) {
            if (label[i] == '<')
                i = std::min(label.find('>', i), label.size());
            else if (label.substr(i, 6) == "&nbsp;")
                i += 5;
            else
                words += label[i];
        }
        words = text::clean_line(words);
        return std::find(kBullets.begin(), kBullets.end(), words) != kBullets.end();
    }

    // The tag at '<' as the standard reads it; nothing when the text ends within it.
    std::optional<Tag> read_tag() {
        Tag tag;
        tag.closing = at(at_ + 1) == '/';
        const std::size_t start = at_ + (tag.closing ? 2 : 1);
        at_ = std::min(html_.find_first_of(" \t\n\r\f/>", start), html_.size());
        tag.name = lower(html_.substr(start, at_ - start));
        while (at_ < html_.size()) {
            if (html_[at_] == '>') {
                tag.closes_itself = html_[at_ - 1] == '/';
                ++at_;
                return tag;
            }
            if (is_blank(html_[at_]) || html_[at_] == '/') {
                ++at_;
            } else if (!read_attribute(tag)) {
                break;
            }
        }
        at_ = html_.size();
        return std::nullopt;
    }

    bool read_attribute(Tag& tag) {
        const std::size_t start = at_;
        at_ = std::min(html_.find_first_of(" \t\n\r\f/>=", at_ + 1), html_.size());
        Attribute attribute{lower(html_.substr(start, std::min(at_ - start, kMostNameBytes + 1))), {}};
        const std::size_t sign = html_.find_first_not_of(kBlanks, at_);
        if (at(sign) == '=') {
            at_ = std::min(html_.find_first_not_of(kBlanks, sign + 1), html_.size());
            const char quote = at(at_);
            const bool quoted = quote == '"' || quote == '\'';
            if (quoted) ++at_;
            const std::size_t end = quoted ? html_.find(quote, at_) : html_.find_first_of(" \t\n\r\f>", at_);
            if (end == std::string_view::npos) return false;
            attribute.value = html_.substr(at_, end - at_);
            at_ = end + (quoted ? 1 : 0);
        }
        if (!tag.closing) keep(tag, std::move(attribute));
        return true;
    }

    void keep(Tag& tag, Attribute attribute) {
        const Element* known = element(tag.name);
        if (known && may_have(known->becomes, attribute.name)) {
            for (const auto& other : tag.attributes)
                if (other.name == attribute.name) return;
            if (attribute.value.size() <= kMostValueBytes) {
                tag.attributes.push_back(std::move(attribute));
                return;
            }
        }
        if (tag.name == "b" && attribute.name == "style" && attribute.value.starts_with("font-weight:normal"))
            tag.is_not_bold = true;
        const bool ours = attribute.name == "rel" || (attribute.name == "id" && known && known->role == Role::Heading);
        if (!ours && !(known && known->becomes.empty())) dropped_.add(attribute.name);
    }

    void use(const Tag& tag) {
        count(tag);
        const Element* known = element(tag.name);
        if (!known) {
            if (!tag.closing) dropped_.add(tag.name);
            return;
        }
        if (tag.closes_itself && (known->name == "svg" || known->name == "math")) {
            dropped_.add(tag.name);
            return;
        }
        count_depth(*known, tag.closing);
        if (known->role == Role::Unwrap || tag.is_not_bold) return;
        if (!known->becomes.empty()) {
            write(*known, tag);
        } else if (!tag.closing) {
            if (known->name != "head") dropped_.add(tag.name);
            if (known->role == Role::DropRaw) skip_raw(tag.name);
            if (known->role == Role::DropAll) skip_all(tag.name);
        }
    }

    void count(const Tag& tag) {
        if (++tags_ > 2 * options_.most_elements || (!tag.closing && ++elements_ > options_.most_elements))
            refuse_many(options_);
    }

    void count_depth(const Element& known, bool closing) {
        if (has_no_end(known) || ends_by_itself(known) || known.role == Role::DropRaw) return;
        if (!closing) {
            open_.push_back(known.name);
            if (open_.size() > options_.most_depth)
                throw Refused(Said("Nội dung có quá %1 lớp lồng nhau: hãy dán lại dưới dạng văn bản thuần.",
                                   {std::to_string(options_.most_depth)}));
            return;
        }
        const auto last = std::find(open_.rbegin(), open_.rend(), known.name);
        if (last != open_.rend()) open_.erase(std::prev(last.base()), open_.end());
    }

    // To behind the next end tag of this name.
    void skip_raw(std::string_view name) {
        for (at_ = html_.find("</", at_); at_ < html_.size(); at_ = html_.find("</", at_ + 2)) {
            const char after = at(at_ + 2 + name.size());
            if (lower(html_.substr(at_ + 2, name.size())) == name &&
                (is_blank(after) || after == '/' || after == '>')) {
                read_tag();
                return;
            }
        }
        at_ = html_.size();
    }

    // To behind the end tag that belongs to the start tag just read, or before one that belongs to an element around
    // it; a head also ends where the body begins.
    void skip_all(const std::string& name) {
        const std::size_t depth = open_.size();
        while (at_ < html_.size() && open_.size() >= depth) {
            at_ = std::min(html_.find('<', at_), html_.size());
            const std::size_t start = at_;
            if (!is_letter(at(at_ + 1)) && !(at(at_ + 1) == '/' && is_letter(at(at_ + 2)))) {
                skip_note();
                continue;
            }
            const auto tag = read_tag();
            if (!tag) break;
            if ((name == "head" && tag->name == "body") || (tag->closing && is_around(tag->name, depth))) {
                at_ = start;
                break;
            }
            count(*tag);
            const Element* known = element(tag->name);
            if (!known) continue;
            if (!tag->closes_itself) count_depth(*known, tag->closing);
            if (known->role == Role::DropRaw && !tag->closing) skip_raw(tag->name);
        }
        open_.resize(std::min(open_.size(), depth - 1));
    }

    // Whether the open element of this name stands around the one at `depth`.
    bool is_around(std::string_view name, std::size_t depth) const {
        const auto last = std::find(open_.rbegin(), open_.rend(), name);
        return last != open_.rend() && static_cast<std::size_t>(open_.rend() - last) < depth;
    }

    void skip_note() {
        if (stands("<!--")) {
            const std::size_t end = html_.find("-->", at_);
            at_ = end == std::string_view::npos ? html_.size() : end + 3;
        } else {
            at_ = std::min(at_ + 1, html_.size());
        }
    }

    void write(const Element& known, const Tag& tag) {
        count_copies(known, tag);
        if (in_word_item_ && known.name == "p") {
            out_ += "</li>";
            in_word_item_ = false;
        }
        out_ += tag.closing ? "</" : "<";
        out_ += known.becomes;
        for (const auto& attribute : tag.attributes) {
            out_ += ' ';
            out_ += attribute.name;
            out_ += "=\"";
            for (const char c : attribute.value) {
                if (c == '"')
                    out_ += "&quot;";
                else
                    out_ += c;
            }
            out_ += '"';
        }
        out_ += '>';
    }

    void count_copies(const Element& known, const Tag& tag) {
        const auto copied = std::find(kCopied.begin(), kCopied.end(), known.becomes);
        if (copied != kCopied.end()) {
            std::size_t& open = formats_[static_cast<std::size_t>(copied - kCopied.begin())];
            if (tag.closing)
                open -= open > 0 ? 1 : 0;
            else
                ++open;
            for (const auto& attribute : tag.attributes)
                longest_ = std::max(longest_, kNodeBytes + attribute.name.size() + attribute.value.size());
            return;
        }
        for (const std::size_t open : formats_) copies_ += std::min(open, kMostAlike) * longest_;
        if (copies_ > kMostCopies) refuse_many(options_);
    }

    std::string_view html_;
    const Options& options_;
    Dropped& dropped_;
    std::size_t at_ = 0;
    std::string out_;
    std::size_t tags_ = 0;
    std::size_t elements_ = 0;
    std::vector<std::string_view> open_;
    std::array<std::size_t, kCopied.size()> formats_{};
    std::size_t longest_ = kNodeBytes;
    std::size_t copies_ = 0;
    bool in_word_item_ = false;
};

}  // namespace

void Dropped::add(std::string_view name) {
    const bool plain = std::all_of(name.begin(), name.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (!plain || name.empty() || name.size() > kMostNameBytes || names_.size() >= kMostNames) return;
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.emplace_back(name);
}

std::string reduced(std::string_view html, const Options& options, Dropped& dropped) {
    if (html.size() > options.most_bytes) refuse_long(options);
    std::string composed = text::nfc(html);
    std::erase(composed, '\0');
    return Scanner(composed, options, dropped).run();
}

void refuse_long(const Options& options) {
    throw Refused(Said("Nội dung dài quá %1: hãy chia thành nhiều bài.",
                       {text::bytes(static_cast<std::int64_t>(options.most_bytes))}));
}

void refuse_many(const Options& options) {
    throw Refused(
        Said("Nội dung có quá %1 phần tử định dạng: hãy chia thành nhiều bài hoặc dán lại dưới dạng văn bản thuần.",
             {text::number(static_cast<std::int64_t>(options.most_elements))}));
}

}  // namespace dinh::markup
