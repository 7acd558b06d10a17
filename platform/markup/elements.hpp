// The elements that HTML knows and what becomes of each.
#pragma once
#include <string_view>

namespace dinh::markup {

enum class Role {
    Root,
    Paragraph,
    Break,  // p, div and the like: what is in it does not stand in one paragraph with what is around it
    Inline,
    LineBreak,
    Picture,
    Heading,
    List,
    Item,
    Terms,
    Term,
    Definition,
    Quote,
    Figure,
    FigureCaption,
    Table,
    TableCaption,
    RowGroup,
    Row,
    Cell,
    Pre,
    Rule,
    Unwrap,    // goes, its content stays
    DropVoid,  // goes and has no content
    DropAll,   // goes with its content
    DropRaw,   // likewise, and its content is no markup
};

struct Element {
    std::string_view name;
    Role role;
    std::string_view becomes;  // its name in clean HTML; "div" for a break, empty when it goes
};

// By its name in lower case; nullptr when HTML does not know it.
const Element* element(std::string_view name);
// Of an element by its name in clean HTML.
bool may_have(std::string_view tag, std::string_view attribute);

}  // namespace dinh::markup
