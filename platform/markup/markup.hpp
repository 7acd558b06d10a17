// HTML of people (an editor, Word, an import, an attacker) becomes clean HTML by a list of what may stay.
//
// Clean HTML: only the elements p h2 h3 h4 ul ol li blockquote table caption thead tbody tfoot tr th td figure
// figcaption img a strong em u s sub sup br hr code pre dl dt dd abbr q cite, only the attributes named at `clean`,
// well-formed, escaped, UTF-8 in NFC, without control, bidi and invisible characters; each block of the outermost level
// on a line. It stands as it is in a page: clean(clean(x)) == clean(x).
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dinh::markup {

struct Options {
    std::size_t most_bytes = 2 * 1024 * 1024;  // of what comes and of what goes
    std::size_t most_depth = 100;              // open elements within each other
    std::size_t most_elements = 50'000;
    bool anchors = false;  // headings get id="muc-1", "muc-2" … in their order
    // Whether a picture may be shown from this address, which is cleaned and begins with "/", "http://" or "https://";
    // anything else is never asked. Without a function: paths from one "/" without "..".
    std::function<bool(std::string_view)> picture;
};

struct Cleaned {
    std::string html;
    // Names of elements and attributes that were taken out, each once, at most 20, for telling the writer. Not named:
    // plain containers (span, div, font …), what Word adds, `rel` and the ids of headings.
    std::vector<std::string> dropped;
};

// Attributes that stay: a[href] (http, https, mailto, tel, paths from one "/", "#…"; http and https get
// rel="noopener nofollow"), img[src alt width height], th and td[colspan rowspan scope], ol[start], lang on any.
// h1 becomes h2, h5 and h6 h4, b strong, i em, del and strike s; what stands in a div, or between two line breaks one
// behind the other, a paragraph. Scripts, styles, drawings, forms, frames and media go with their content, other
// elements leave theirs.
// Throws Refused when the text is over a limit of the options.
Cleaned clean(std::string_view html, const Options& options = {});

// What follows takes clean HTML, and from anything else makes something without meaning, but no harm.

// For search, feeds and the text variant: each block on its line, items behind "- ", cells parted by " | ".
std::string plain_text(std::string_view clean_html);

struct Link {
    std::string href;
    std::string text;  // of a picture its alt
    bool picture = false;
    bool operator==(const Link&) const = default;
};
std::vector<Link> links(std::string_view clean_html);  // in their order; pictures too

struct Heading {
    int level = 2;  // 2 to 4
    std::string text;
    std::string id;  // empty when the text was cleaned without anchors
    bool operator==(const Heading&) const = default;
};
std::vector<Heading> headings(std::string_view clean_html);

int pictures_without_alt(std::string_view clean_html);  // no alt, or an empty one

// The first words of a plain text in one line, at most `most_characters` letters with the "…" it ends with when cut.
std::string summary(std::string_view plain, std::size_t most_characters);

// Clean HTML of what was typed into a plain textarea: paragraphs between empty lines, "- " items, "## " headings.
// Throws Refused as `clean` does.
std::string from_text(std::string_view plain);

}  // namespace dinh::markup
