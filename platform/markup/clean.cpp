// Cleaning: scan, parse, put together, write; and again until nothing changes, so that no tree can become another one
// when a browser reads what was written.
#include <gumbo.h>

#include <memory>

#include "platform/error/error.hpp"
#include "platform/markup/markup.hpp"
#include "platform/markup/scan.hpp"
#include "platform/markup/tree.hpp"
#include "platform/markup/values.hpp"

namespace dinh::markup {

namespace {

constexpr int kMostPasses = 4;  // two are enough for all that people write

// Walks the tree of the parser and hands its pieces to the builder.
class Walker {
public:
    Walker(const Options& options, Dropped& dropped) : options_(options), dropped_(dropped) {}

    void walk(const GumboNode& node) {
        switch (node.type) {
            case GUMBO_NODE_TEXT:
            case GUMBO_NODE_WHITESPACE:
            case GUMBO_NODE_CDATA: builder_.text(node.v.text.text); break;
            case GUMBO_NODE_ELEMENT: element_node(node.v.element); break;
            default: break;
        }
    }

    Node take() { return builder_.take(); }

private:
    void children(const GumboElement& parent) {
        for (unsigned int i = 0; i < parent.children.length; ++i)
            walk(*static_cast<const GumboNode*>(parent.children.data[i]));
    }

    void element_node(const GumboElement& node) {
        const Element* known =
            node.tag_namespace == GUMBO_NAMESPACE_HTML ? element(gumbo_normalized_tagname(node.tag)) : nullptr;
        if (!known || known->becomes.empty()) {
            // The scan lets only the root through that the parser adds.
            if (node.tag == GUMBO_TAG_HTML) children(node);
            return;
        }
        // The parser copies open inline elements into each block.
        if (++elements_ > options_.most_elements) refuse_many(options_);
        Attributes attributes = attributes_of(node, known->becomes);
        switch (known->role) {
            case Role::LineBreak: builder_.line_break(); break;
            case Role::Picture:
                if (!attributes.empty() && attributes[0].first == "src")
                    builder_.picture(std::move(attributes));
                else
                    dropped_.add("img");
                break;
            case Role::Inline:
                if (known->becomes == "a" && (attributes.empty() || attributes[0].first != "href")) {
                    children(node);
                } else {
                    builder_.enter(known->becomes, std::move(attributes));
                    children(node);
                    builder_.leave();
                }
                break;
            case Role::Break:
                builder_.paragraph(attributes.empty() ? "" : std::move(attributes[0].second));
                children(node);
                builder_.paragraph("");
                break;
            default: {
                const std::size_t number = builder_.open(*known, std::move(attributes));
                children(node);
                builder_.close(number);
            }
        }
    }

    // In the order in which they are written; an address comes first.
    Attributes attributes_of(const GumboElement& node, std::string_view tag) {
        Attributes found;
        for (const std::string_view name :
             {"href", "src", "alt", "width", "height", "colspan", "rowspan", "scope", "start", "lang"}) {
            const GumboAttribute* attribute = gumbo_get_attribute(&node.attributes, name.data());
            if (!attribute || !may_have(tag, name)) continue;
            auto value = name == "href"  ? link_address(attribute->value)
                         : name == "src" ? picture_address(attribute->value, options_)
                                         : value_of(name, attribute->value);
            if (!value) {
                dropped_.add(name);
                continue;
            }
            const bool outside = name == "href" && is_outside(*value);
            found.emplace_back(name, std::move(*value));
            if (outside) found.emplace_back("rel", "noopener nofollow");
        }
        return found;
    }

    const Options& options_;
    Dropped& dropped_;
    Builder builder_;
    std::size_t elements_ = 0;
};

std::string pass(std::string_view html, const Options& options, Dropped& dropped) {
    const std::string plain = reduced(html, options, dropped);
    GumboOptions parser = kGumboDefaultOptions;
    parser.max_errors = 0;
    parser.fragment_context = GUMBO_TAG_BODY;
    const auto destroy = [&](GumboOutput* output) { gumbo_destroy_output(&parser, output); };
    const std::unique_ptr<GumboOutput, decltype(destroy)> parsed(
        gumbo_parse_with_options(&parser, plain.data(), plain.size()), destroy);
    Walker walker(options, dropped);
    walker.walk(*parsed->root);
    std::string out = written(walker.take(), options.anchors);
    if (out.size() > options.most_bytes) refuse_long(options);
    return out;
}

}  // namespace

Cleaned clean(std::string_view html, const Options& options) {
    Dropped dropped;
    std::string once = pass(html, options, dropped);
    std::vector<std::string> names = dropped.take();
    for (int i = 1; i < kMostPasses; ++i) {
        std::string twice = pass(once, options, dropped);
        if (twice == once) return {std::move(once), std::move(names)};
        once = std::move(twice);
    }
    throw Refused(Said("Không đọc được định dạng của nội dung này: hãy dán lại dưới dạng văn bản thuần."));
}

}  // namespace dinh::markup
