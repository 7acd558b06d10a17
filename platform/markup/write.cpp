// Writes the tree as HTML.
#include "platform/markup/tree.hpp"
#include "platform/text/text.hpp"

namespace dinh::markup {

namespace {

class Writer {
public:
    explicit Writer(bool anchors) : anchors_(anchors) {}

    void write(const Node& node) {
        if (node.tag.empty()) return write_text(node.text);
        out_ += '<';
        out_ += node.tag;
        for (const auto& [name, value] : node.attributes) attribute(name, value);
        if (anchors_ && node.tag.size() == 2 && node.tag[0] == 'h' && node.tag != "hr")
            attribute("id", "muc-" + std::to_string(++headings_));
        out_ += '>';
        if (node.tag == "br" || node.tag == "hr" || node.tag == "img") return;
        for (const auto& child : node.children) write(child);
        out_ += "</";
        out_ += node.tag;
        out_ += '>';
    }

    void line_end() { out_ += '\n'; }
    std::string take() { return std::move(out_); }

private:
    void write_text(std::string_view text) {
        for (const char c : text) {
            switch (c) {
                case '&': out_ += "&amp;"; break;
                case '<': out_ += "&lt;"; break;
                case '>': out_ += "&gt;"; break;
                default: out_ += c;
            }
        }
    }

    void attribute(std::string_view name, std::string_view value) {
        out_ += ' ';
        out_ += name;
        out_ += "=\"";
        // Old browsers took a backtick for a quote.
        for (const char c : text::html_escape(value)) {
            if (c == '`')
                out_ += "&#96;";
            else
                out_ += c;
        }
        out_ += '"';
    }

    bool anchors_;
    int headings_ = 0;
    std::string out_;
};

}  // namespace

std::string written(const Node& root, bool anchors) {
    Writer writer(anchors);
    for (const auto& child : root.children) {
        if (&child != &root.children.front()) writer.line_end();
        writer.write(child);
    }
    return writer.take();
}

}  // namespace dinh::markup
