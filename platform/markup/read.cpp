// What clean HTML says: its text, links, headings and pictures.
#include <array>
#include <optional>

#include "platform/markup/elements.hpp"
#include "platform/markup/markup.hpp"
#include "platform/text/text.hpp"

namespace dinh::markup {

namespace {

struct Piece {
    std::string_view text;  // without a tag
    std::string_view name;  // of a tag
    std::string_view attributes;
    bool closing = false;
};

// Clean HTML has no "<" but of tags and no ">" within one.
template <class F>
void each_piece(std::string_view html, F&& use) {
    while (!html.empty()) {
        const std::size_t start = std::min(html.find('<'), html.size());
        if (start > 0) use(Piece{html.substr(0, start), {}, {}});
        html.remove_prefix(start);
        if (html.empty()) return;
        const std::size_t end = std::min(html.find('>'), html.size());
        std::string_view tag = html.substr(1, end - 1);
        const bool closing = !tag.empty() && tag[0] == '/';
        if (closing) tag.remove_prefix(1);
        const std::size_t space = std::min(tag.find(' '), tag.size());
        use(Piece{{}, tag.substr(0, space), tag.substr(space), closing});
        html.remove_prefix(std::min(end + 1, html.size()));
    }
}

std::string decoded(std::string_view escaped) {
    using Entity = std::pair<std::string_view, char>;
    constexpr std::array kEntities = std::to_array<Entity>(
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&#96;", '`'}});
    std::string out;
    for (std::size_t i = 0; i < escaped.size(); ++i) {
        char c = escaped[i];
        for (const auto& [entity, meant] : kEntities) {
            if (c != '&' || escaped.substr(i, entity.size()) != entity) continue;
            c = meant;
            i += entity.size() - 1;
            break;
        }
        out += c;
    }
    return out;
}

std::optional<std::string> attribute(const Piece& tag, std::string_view name) {
    const std::string start = " " + std::string(name) + "=\"";
    const std::size_t at = tag.attributes.find(start);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view value = tag.attributes.substr(at + start.size());
    return decoded(value.substr(0, value.find('"')));
}

// Writes lines; blanks and lines wait until something follows.
class Lines {
public:
    void line() { line_waits_ = true; }
    void blank() { blank_waits_ = true; }
    void mark(std::string_view mark) { mark_ = mark; }

    void text(std::string_view text) {
        if (text.empty()) return;
        if (line_waits_ && !out_.empty())
            out_ += '\n';
        else if (blank_waits_ && !out_.empty())
            out_ += ' ';
        line_waits_ = blank_waits_ = false;
        out_ += mark_;
        mark_ = {};
        out_ += text;
    }

    std::string take() { return text::clean_text(out_); }

private:
    std::string out_;
    std::string_view mark_;
    bool line_waits_ = false;
    bool blank_waits_ = false;
};

class PlainText {
public:
    void take_piece(const Piece& piece) {
        if (piece.name == "pre") in_pre_ = !piece.closing;
        if (piece.name.empty()) {
            if (in_pre_ || piece.text != "\n") lines_.text(decoded(piece.text));
            return;
        }
        const Element* known = element(piece.name);
        if (!known) return;
        switch (known->role) {
            case Role::Inline:
            case Role::Picture: return;
            case Role::Row: first_cell_ = true; break;
            case Role::Cell: return cell(piece.closing);
            default: break;
        }
        if (cells_ > 0) return lines_.blank();
        lines_.line();
        if (known->role == Role::Item) lines_.mark(piece.closing ? "" : "- ");
    }

    std::string take() { return lines_.take(); }

private:
    void cell(bool closing) {
        cells_ += closing ? -1 : 1;
        if (closing) return;
        if (!first_cell_) {
            lines_.blank();
            lines_.text("|");
            lines_.blank();
        }
        first_cell_ = false;
    }

    Lines lines_;
    int cells_ = 0;
    bool first_cell_ = true;
    bool in_pre_ = false;
};

}  // namespace

std::string plain_text(std::string_view clean_html) {
    PlainText plain;
    each_piece(clean_html, [&](const Piece& piece) { plain.take_piece(piece); });
    return plain.take();
}

std::vector<Link> links(std::string_view clean_html) {
    std::vector<Link> found;
    std::optional<std::size_t> open;
    each_piece(clean_html, [&](const Piece& piece) {
        if (piece.name == "a") {
            open.reset();
            const auto href = piece.closing ? std::nullopt : attribute(piece, "href");
            if (!href) return;
            open = found.size();
            found.push_back({*href, "", false});
        } else if (piece.name == "img") {
            const std::string alt = attribute(piece, "alt").value_or("");
            if (open && found[*open].text.empty()) found[*open].text = alt;
            found.push_back({attribute(piece, "src").value_or(""), alt, true});
        } else if (open && piece.name.empty()) {
            found[*open].text += decoded(piece.text);
        }
    });
    return found;
}

std::vector<Heading> headings(std::string_view clean_html) {
    std::vector<Heading> found;
    bool within = false;
    each_piece(clean_html, [&](const Piece& piece) {
        const Element* known = element(piece.name);
        if (known && known->role == Role::Heading) {
            within = !piece.closing;
            if (within) found.push_back({known->becomes[1] - '0', "", attribute(piece, "id").value_or("")});
        } else if (within && piece.name == "br") {
            found.back().text += ' ';
        } else if (within && piece.name.empty()) {
            found.back().text += decoded(piece.text);
        }
    });
    return found;
}

int pictures_without_alt(std::string_view clean_html) {
    int count = 0;
    each_piece(clean_html, [&](const Piece& piece) {
        if (piece.name == "img" && attribute(piece, "alt").value_or("").empty()) ++count;
    });
    return count;
}

}  // namespace dinh::markup
