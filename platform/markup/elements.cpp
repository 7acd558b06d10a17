#include "platform/markup/elements.hpp"

#include <algorithm>
#include <iterator>

namespace dinh::markup {

namespace {

constexpr Element kElements[] = {
    {"a", Role::Inline, "a"},
    {"abbr", Role::Inline, "abbr"},
    {"address", Role::Break, "div"},
    {"applet", Role::DropAll, ""},
    {"area", Role::DropVoid, ""},
    {"article", Role::Break, "div"},
    {"aside", Role::Break, "div"},
    {"audio", Role::DropAll, ""},
    {"b", Role::Inline, "strong"},
    {"base", Role::DropVoid, ""},
    {"basefont", Role::DropVoid, ""},
    {"bgsound", Role::DropVoid, ""},
    {"blockquote", Role::Quote, "blockquote"},
    {"body", Role::Unwrap, ""},
    {"br", Role::LineBreak, "br"},
    {"button", Role::DropAll, ""},
    {"canvas", Role::DropAll, ""},
    {"caption", Role::TableCaption, "caption"},
    {"center", Role::Break, "div"},
    {"cite", Role::Inline, "cite"},
    {"code", Role::Inline, "code"},
    {"col", Role::Unwrap, ""},
    {"colgroup", Role::Unwrap, ""},
    {"datalist", Role::DropAll, ""},
    {"dd", Role::Definition, "dd"},
    {"del", Role::Inline, "s"},
    {"details", Role::Break, "div"},
    {"dialog", Role::Break, "div"},
    {"dir", Role::List, "ul"},
    {"div", Role::Break, "div"},
    {"dl", Role::Terms, "dl"},
    {"dt", Role::Term, "dt"},
    {"em", Role::Inline, "em"},
    {"embed", Role::DropVoid, ""},
    {"fieldset", Role::Break, "div"},
    {"figcaption", Role::FigureCaption, "figcaption"},
    {"figure", Role::Figure, "figure"},
    {"font", Role::Unwrap, ""},
    {"footer", Role::Break, "div"},
    {"form", Role::DropAll, ""},
    {"frame", Role::DropVoid, ""},
    {"frameset", Role::DropAll, ""},
    {"h1", Role::Heading, "h2"},
    {"h2", Role::Heading, "h2"},
    {"h3", Role::Heading, "h3"},
    {"h4", Role::Heading, "h4"},
    {"h5", Role::Heading, "h4"},
    {"h6", Role::Heading, "h4"},
    {"head", Role::DropAll, ""},
    {"header", Role::Break, "div"},
    {"hgroup", Role::Break, "div"},
    {"hr", Role::Rule, "hr"},
    {"html", Role::Unwrap, ""},
    {"i", Role::Inline, "em"},
    {"iframe", Role::DropRaw, ""},
    {"img", Role::Picture, "img"},
    {"input", Role::DropVoid, ""},
    {"li", Role::Item, "li"},
    {"link", Role::DropVoid, ""},
    {"main", Role::Break, "div"},
    {"map", Role::DropAll, ""},
    {"math", Role::DropAll, ""},
    {"menu", Role::List, "ul"},
    {"meta", Role::DropVoid, ""},
    {"nav", Role::Break, "div"},
    {"noembed", Role::DropRaw, ""},
    {"noframes", Role::DropRaw, ""},
    {"noscript", Role::DropRaw, ""},
    {"object", Role::DropAll, ""},
    {"ol", Role::List, "ol"},
    {"p", Role::Break, "p"},
    {"param", Role::DropVoid, ""},
    {"pre", Role::Pre, "pre"},
    {"q", Role::Inline, "q"},
    {"s", Role::Inline, "s"},
    {"script", Role::DropRaw, ""},
    {"section", Role::Break, "div"},
    {"select", Role::DropAll, ""},
    {"source", Role::DropVoid, ""},
    {"span", Role::Unwrap, ""},
    {"strike", Role::Inline, "s"},
    {"strong", Role::Inline, "strong"},
    {"style", Role::DropRaw, ""},
    {"sub", Role::Inline, "sub"},
    {"summary", Role::Break, "div"},
    {"sup", Role::Inline, "sup"},
    {"svg", Role::DropAll, ""},
    {"table", Role::Table, "table"},
    {"tbody", Role::RowGroup, "tbody"},
    {"td", Role::Cell, "td"},
    {"template", Role::DropAll, ""},
    {"textarea", Role::DropRaw, ""},
    {"tfoot", Role::RowGroup, "tfoot"},
    {"th", Role::Cell, "th"},
    {"thead", Role::RowGroup, "thead"},
    {"title", Role::DropRaw, ""},
    {"tr", Role::Row, "tr"},
    {"track", Role::DropVoid, ""},
    {"u", Role::Inline, "u"},
    {"ul", Role::List, "ul"},
    {"video", Role::DropAll, ""},
    {"wbr", Role::Unwrap, ""},
    {"xmp", Role::DropRaw, ""},
};

constexpr bool before(const Element& one, const Element& other) { return one.name < other.name; }
static_assert(std::is_sorted(std::begin(kElements), std::end(kElements), before));

}  // namespace

const Element* element(std::string_view name) {
    const auto* found =
        std::lower_bound(std::begin(kElements), std::end(kElements), Element{name, Role::Unwrap, ""}, before);
    return found != std::end(kElements) && found->name == name ? found : nullptr;
}

bool may_have(std::string_view tag, std::string_view attribute) {
    if (attribute == "lang") return true;
    if (tag == "a") return attribute == "href";
    if (tag == "ol") return attribute == "start";
    if (tag == "th" || tag == "td") return attribute == "colspan" || attribute == "rowspan" || attribute == "scope";
    if (tag == "img") return attribute == "src" || attribute == "alt" || attribute == "width" || attribute == "height";
    return false;
}

}  // namespace dinh::markup
