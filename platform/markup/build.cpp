// Puts the tree together.
#include <algorithm>
#include <iterator>

#include "platform/markup/tree.hpp"
#include "platform/text/text.hpp"

namespace dinh::markup {

namespace {

// Cleaned between two marks that no cleaning changes, so that blanks at its ends stay.
std::string between(std::string (*clean)(std::string_view), std::string_view text) {
    std::string guarded = "|" + text::nfc(text) + "|";
    // Behind a tag this mark would make another letter of the ">".
    constexpr std::string_view kOverlay = "\u0338";
    for (auto at = guarded.find(kOverlay); at != std::string::npos; at = guarded.find(kOverlay, at))
        guarded.erase(at, kOverlay.size());
    std::string cleaned = clean(guarded);
    cleaned.pop_back();
    cleaned.erase(0, 1);
    return cleaned;
}

bool is_flow(Role role) {
    switch (role) {
        case Role::Root:
        case Role::Quote:
        case Role::Item:
        case Role::Definition:
        case Role::Cell: return true;
        default: return false;
    }
}

// The only element in which this one may stand; Root when there is more than one.
Role home_of(Role role) {
    switch (role) {
        case Role::Item: return Role::List;
        case Role::Term:
        case Role::Definition: return Role::Terms;
        case Role::FigureCaption: return Role::Figure;
        case Role::TableCaption:
        case Role::RowGroup: return Role::Table;
        case Role::Row: return Role::RowGroup;
        case Role::Cell: return Role::Row;
        default: return Role::Root;
    }
}

void add_text(Node& parent, std::string_view text) {
    if (parent.children.empty() || !parent.children.back().tag.empty()) parent.children.emplace_back();
    parent.children.back().text += text;
}

Node& add(Node& parent, std::string_view tag, Attributes attributes) {
    Node& node = parent.children.emplace_back();
    node.tag = tag;
    node.attributes = std::move(attributes);
    return node;
}

// A paragraph alone in an item or a cell, and one before the lists of an item, says no more than its text.
void unwrap_paragraph(Node& node) {
    auto& children = node.children;
    if (children.empty() || children[0].tag != "p" || !children[0].attributes.empty()) return;
    for (std::size_t i = 1; i < children.size(); ++i)
        if (node.tag != "li" || (children[i].tag != "ul" && children[i].tag != "ol")) return;
    std::vector<Node> inside = std::move(children[0].children);
    children.erase(children.begin());
    children.insert(children.begin(), std::make_move_iterator(inside.begin()), std::make_move_iterator(inside.end()));
}

void trim_pre(Node& pre) {
    auto& children = pre.children;
    while (!children.empty() && children[0].tag.empty()) {
        std::string& text = children[0].text;
        text.erase(0, text.find_first_not_of('\n'));
        if (!text.empty()) return;
        children.erase(children.begin());
    }
}

// Texts and inline elements without a picture.
bool is_words(const Node& node) {
    const Element* known = element(node.tag);
    if (!node.tag.empty() && known->role != Role::Inline && known->role != Role::LineBreak) return false;
    return std::all_of(node.children.begin(), node.children.end(), is_words);
}

// Where only words are left, because what they stood beside may not be shown, they are a paragraph.
void settle_figure(Node& node) {
    auto& children = node.children;
    if (children.size() == 1 && (children[0].tag == "figcaption" || children[0].tag == "caption")) {
        Node caption = std::move(children[0]);
        caption.tag = "p";
        node = std::move(caption);
    } else if (node.tag == "figure" && std::all_of(children.begin(), children.end(), is_words)) {
        node.tag = "p";
    }
}

// Brings a finished node into its last shape; false when there is nothing in it to show.
bool settle(Node& node, bool in_pre) {
    if (node.tag.empty()) {
        node.text = in_pre ? between(text::clean_text, node.text) : text::nfc(node.text);
        return !node.text.empty();
    }
    if (node.tag == "br" || node.tag == "img" || node.tag == "hr") return true;
    const bool is_pre = node.tag == "pre";
    std::erase_if(node.children, [&](Node& child) { return !settle(child, in_pre || is_pre); });
    if (is_pre) trim_pre(node);
    if (node.tag == "td" || node.tag == "th" || node.tag == "li" || node.tag == "dd") unwrap_paragraph(node);
    if (node.tag == "td" || node.tag == "th") return true;
    if (node.tag == "figure" || node.tag == "table") settle_figure(node);
    return !node.children.empty();
}

}  // namespace

Builder::Builder() { open_.push_back({&root_, Role::Root, 0}); }

void Builder::begin_run() {
    run_is_empty_ = true;
    blank_waits_ = false;
    breaks_wait_ = 0;
}

void Builder::push(Role role, std::string_view tag, Attributes attributes) {
    Node& node = add(*open_.back().node, tag, std::move(attributes));
    open_.push_back({&node, role, ++numbers_});
    begin_run();
}

void Builder::pop() {
    open_.pop_back();
    begin_run();
}

void Builder::close_paragraph() {
    if (open_.back().role == Role::Paragraph) pop();
}

void Builder::paragraph(std::string language) {
    language_ = std::move(language);
    close_paragraph();
    blank_waits_ = true;
}

// Into the last child when it is of this kind, else into a new one.
void Builder::reopen(Role role, std::string_view tag) {
    Node& parent = *open_.back().node;
    if (parent.children.empty() || parent.children.back().tag != tag) return push(role, tag);
    open_.push_back({&parent.children.back(), role, ++numbers_});
    begin_run();
}

bool Builder::make_room(Role role) {
    close_paragraph();
    while (open_.back().role == Role::Heading || (open_.back().role == Role::Figure && role == Role::Figure)) pop();
    const Role home = home_of(role);
    if (home != Role::Root && open_.back().role == home) return true;
    if (role != Role::Item && home != Role::Root) return false;
    if (open_.back().role == Role::List) reopen(Role::Item, "li");
    if (open_.back().role == Role::Terms) reopen(Role::Definition, "dd");
    if (!is_flow(open_.back().role) && open_.back().role != Role::Figure) return false;
    if (role != Role::Item) return true;
    const auto& siblings = open_.back().node->children;
    if (!siblings.empty() && siblings.back().implied) {
        reopen(Role::List, "ul");
    } else {
        push(Role::List, "ul");
        open_.back().node->implied = true;
    }
    return true;
}

std::size_t Builder::open(const Element& block, Attributes attributes) {
    if (!make_room(block.role)) {
        blank_waits_ = true;
        return 0;
    }
    std::string_view tag = block.becomes;
    // Word marks the rows of the head, not their cells.
    const bool in_head = block.role == Role::Cell && open_.size() > 2 && open_[open_.size() - 2].node->tag == "thead";
    if (in_head) tag = "th";
    push(block.role, tag, std::move(attributes));
    const std::size_t number = open_.back().number;
    if (block.role == Role::Rule) pop();
    return number;
}

void Builder::close(std::size_t number) {
    close_paragraph();
    const auto is_it = [&](const Open& one) { return number != 0 && one.number == number; };
    if (std::none_of(open_.begin(), open_.end(), is_it)) {
        blank_waits_ = true;
        return;
    }
    while (!is_it(open_.back())) pop();
    pop();
    if (open_.back().node->implied) pop();
}

void Builder::enter(std::string_view tag, Attributes attributes) {
    const bool is_new = std::none_of(chain_.begin(), chain_.end(), [&](const auto& one) { return one.first == tag; });
    entered_.push_back(is_new);
    if (is_new) chain_.emplace_back(tag, std::move(attributes));
}

void Builder::leave() {
    if (entered_.back()) chain_.pop_back();
    entered_.pop_back();
}

// Where the next text or picture goes; the blank or line break before it is written. nullptr: nowhere.
Node* Builder::leaf_place() {
    if (breaks_wait_ > 1 && open_.back().role == Role::Paragraph) pop();
    if (open_.back().role == Role::List) reopen(Role::Item, "li");
    if (open_.back().role == Role::Terms) reopen(Role::Definition, "dd");
    if (is_flow(open_.back().role)) {
        push(Role::Paragraph, "p");
        if (!language_.empty()) open_.back().node->attributes.emplace_back("lang", language_);
    }
    const Role role = open_.back().role;
    if (role == Role::Table || role == Role::RowGroup || role == Role::Row) return nullptr;
    Node* place = open_.back().node;
    std::size_t depth = 0;
    for (; depth < chain_.size() && !place->children.empty(); ++depth) {
        Node& last = place->children.back();
        if (last.tag != chain_[depth].first || last.attributes != chain_[depth].second) break;
        place = &last;
    }
    if (!run_is_empty_) {
        if (breaks_wait_ > 0)
            add(*place, "br", {});
        else if (blank_waits_)
            add_text(*place, role == Role::Pre ? "\n" : " ");
    }
    for (; depth < chain_.size(); ++depth) place = &add(*place, chain_[depth].first, chain_[depth].second);
    run_is_empty_ = blank_waits_ = false;
    breaks_wait_ = 0;
    return place;
}

void Builder::text(std::string_view raw) {
    if (open_.back().role == Role::Pre) {
        if (!raw.empty()) add_text(*leaf_place(), raw);
        return;
    }
    std::string words = between(text::clean_line, raw);
    const bool starts_blank = !words.empty() && words.front() == ' ';
    const bool ends_blank = !words.empty() && words.back() == ' ';
    words = text::trim(words);
    blank_waits_ = blank_waits_ || starts_blank;
    if (words.empty()) return;
    if (Node* place = leaf_place()) add_text(*place, words);
    blank_waits_ = ends_blank;
}

void Builder::line_break() {
    if (open_.back().role == Role::Pre) return text("\n");
    if (!run_is_empty_) ++breaks_wait_;
}

void Builder::picture(Attributes attributes) {
    if (Node* place = leaf_place()) add(*place, "img", std::move(attributes));
}

Node Builder::take() {
    std::erase_if(root_.children, [](Node& child) { return !settle(child, false); });
    open_.clear();
    return std::move(root_);
}

}  // namespace dinh::markup
