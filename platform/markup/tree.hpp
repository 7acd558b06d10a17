// A tree of clean elements, put together piece by piece in the order of the text, and written as HTML.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/markup/elements.hpp"

namespace dinh::markup {

using Attributes = std::vector<std::pair<std::string_view, std::string>>;

struct Node {
    std::string_view tag{};  // empty: a text
    std::string text{};
    Attributes attributes{};
    std::vector<Node> children{};
    bool implied = false;  // a list made for items that stood in none
};

// Takes the pieces of any tree and makes one in which each element stands where it may: inline elements in blocks and
// never within their like, blocks never in inline elements or paragraphs, items in lists, cells in rows.
class Builder {
public:
    Builder();

    void text(std::string_view raw);
    void line_break();
    void picture(Attributes attributes);
    void enter(std::string_view inline_tag, Attributes attributes);
    void leave();
    // What follows stands in a paragraph of its own, which says its language.
    void paragraph(std::string language);
    // The number by which to close it; where the element may not stand its content is taken without it.
    std::size_t open(const Element& block, Attributes attributes);
    void close(std::size_t number);
    Node take();  // the root; nothing is added after

private:
    struct Open {
        Node* node;
        Role role;
        std::size_t number;
    };

    void push(Role role, std::string_view tag, Attributes attributes = {});
    void pop();
    void close_paragraph();
    bool make_room(Role role);
    void reopen(Role role, std::string_view tag);
    Node* leaf_place();
    void begin_run();

    Node root_;
    std::vector<Open> open_;                                      // outermost first
    std::vector<std::pair<std::string_view, Attributes>> chain_;  // inline elements around what comes
    std::vector<bool> entered_;                                   // whether each `enter` put one into the chain
    std::string language_;
    std::size_t numbers_ = 0;
    bool run_is_empty_ = true;  // no letter or picture yet since the block began
    bool blank_waits_ = false;  // written only when something follows
    int breaks_wait_ = 0;
};

// `anchors`: headings get ids in their order.
std::string written(const Node& root, bool anchors);

}  // namespace dinh::markup
