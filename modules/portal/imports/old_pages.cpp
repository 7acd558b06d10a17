#include "modules/portal/imports/old_pages.hpp"

#include "platform/markup/markup.hpp"
#include "platform/table/table.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::imports {

namespace {

constexpr std::size_t kLongestTag = 10'000, kMostMetas = 200, kLongestValue = 2'000;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
char low(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
std::string lower(std::string_view text) {
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(), low);
    return small;
}

struct Tag {
    std::string name;  // in lower case
    bool closes = false;
    std::size_t begin = 0, end = 0;  // of the whole tag
    std::map<std::string, std::string> attributes;
    std::string_view at(const char* name) const {
        const auto found = attributes.find(name);
        return found == attributes.end() ? std::string_view() : std::string_view(found->second);
    }
};

// Walks the tags of any bytes; the content of scripts and styles is passed over.
class Tags {
public:
    explicit Tags(std::string_view html) : html_(html) {}

    bool next(Tag& tag) {
        for (at_ = html_.find('<', at_); at_ != html_.npos; at_ = html_.find('<', at_ + 1)) {
            if (html_.substr(at_).starts_with("<!--")) {
                const auto end = html_.find("-->", at_);
                if (end == html_.npos) return false;
                at_ = end;
                continue;
            }
            if (read(tag)) {
                if (!tag.closes && (tag.name == "script" || tag.name == "style")) pass_over(tag.name);
                return true;
            }
        }
        return false;
    }

private:
    bool read(Tag& tag) {
        tag = {};
        tag.begin = at_;
        std::size_t from = at_ + 1;
        tag.closes = from < html_.size() && html_[from] == '/';
        if (tag.closes) ++from;
        std::size_t to = from;
        while (to < html_.size() && ((low(html_[to]) >= 'a' && low(html_[to]) <= 'z') ||
                                     (to > from && html_[to] >= '0' && html_[to] <= '9')))
            ++to;
        if (to == from || to - from > 30) return false;
        tag.name = lower(html_.substr(from, to - from));
        const auto limit = std::min(html_.size(), at_ + kLongestTag);
        while (to < limit && html_[to] != '>') read_attribute(tag, to, limit);
        if (to >= limit) return false;
        tag.end = to + 1;
        at_ = to;
        return true;
    }
    void read_attribute(Tag& tag, std::size_t& to, std::size_t limit) const {
        while (to < limit && (is_blank(html_[to]) || html_[to] == '/')) ++to;
        const auto from = to;
        while (to < limit && !is_blank(html_[to]) && html_[to] != '=' && html_[to] != '>') ++to;
        const std::string name = lower(html_.substr(from, to - from));
        while (to < limit && is_blank(html_[to])) ++to;
        if (to >= limit || html_[to] != '=') return;
        ++to;
        while (to < limit && is_blank(html_[to])) ++to;
        if (to >= limit) return;
        const char quote = html_[to] == '"' || html_[to] == '\'' ? html_[to] : '\0';
        const auto begin = quote != '\0' ? ++to : to;
        while (to < limit && (quote != '\0' ? html_[to] != quote : !is_blank(html_[to]) && html_[to] != '>')) ++to;
        tag.attributes.emplace(name, html_.substr(begin, std::min(to - begin, kLongestValue)));
        if (quote != '\0' && to < limit) ++to;
    }
    void pass_over(const std::string& name) {
        for (auto end = html_.find("</", at_); end != html_.npos; end = html_.find("</", end + 2))
            if (lower(html_.substr(end + 2, name.size())) == name) {
                at_ = end - 1;
                return;
            }
        at_ = html_.size() - 1;
    }

    std::string_view html_;
    std::size_t at_ = 0;
};

// How surely an element is the article: 0 not at all.
int rank_of(const Tag& tag) {
    if (tag.closes) return 0;
    if (tag.at("class").find("ms-rtestate-field") != std::string_view::npos) return 5;
    if (tag.at("itemprop") == "articleBody") return 5;
    if (tag.name == "article") return 4;
    if (tag.at("id") == "DeltaPlaceHolderMain") return 3;
    if (tag.name == "main" || tag.at("id") == "content") return 2;
    return tag.name == "body" ? 1 : 0;
}

std::string plain(std::string_view html) {
    try {
        return text::clean_line(markup::plain_text(markup::clean(html, {.most_bytes = 64 << 10}).html));
    } catch (const Refused&) {
        return {};
    }
}

struct Part {
    int rank = 0, depth = 0;
    std::string name;
    std::size_t begin = 0, end = 0;
    bool open = false;
};

// Inside of the element that is the article most surely, the first of its kind.
void follow(Part& part, const Tag& tag) {
    if (part.open && tag.name == part.name) {
        part.depth += tag.closes ? -1 : 1;
        if (part.depth == 0) {
            part.end = tag.begin;
            part.open = false;
        }
    }
    const int rank = rank_of(tag);
    if (rank > part.rank) part = {rank, 1, tag.name, tag.end, 0, true};
}

std::string meta_of(const OldPage& page, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const auto found = page.metas.find(name); found != page.metas.end() && !found->second.empty())
            return found->second;
    return {};
}

bool is_page_name(std::string_view name) {
    const std::string small = lower(name);
    return small.ends_with(".html") || small.ends_with(".htm") || small.ends_with(".aspx");
}

OldArticle article_of(const std::string& name, std::string_view bytes, int number, OldSite& site) {
    OldArticle one;
    one.line = number;
    one.id = name;
    const auto page = read_page(bytes);
    one.title = meta_of(page, {"og:title", "title", "dc.title"});
    if (one.title.empty()) one.title = page.title;
    one.body = std::string(page.body);
    one.summary = meta_of(page, {"description", "og:description"});
    one.author = meta_of(page, {"author", "article:author", "dc.creator"});
    one.at = parse_moment(meta_of(page, {"article:published_time", "datepublished", "date", "dc.date", "pubdate"}));
    one.published = true;
    one.tags = text::split(meta_of(page, {"keywords"}), ',');
    one.picture = meta_of(page, {"og:image"});
    const std::string category = meta_of(page, {"article:section", "category"});
    one.category = text::slug(category);
    const bool known = std::any_of(site.categories.begin(), site.categories.end(),
                                   [&](const OldCategory& other) { return other.slug == one.category; });
    if (!known && !one.category.empty()) site.categories.push_back({one.category, category, "", {}});
    one.addresses.push_back("/" + name);
    // Saved from the browser, "tin.aspx" is called "tin.aspx.html".
    const auto dot = name.rfind('.');
    if (is_page_name(name.substr(0, dot))) one.addresses.push_back("/" + name.substr(0, dot));
    if (!text::is_utf8(bytes)) one.faults.emplace_back("Trang không phải mã UTF-8.");
    return one;
}

}  // namespace

OldPage read_page(std::string_view html) {
    OldPage page;
    Part part{0, 0, "", 0, html.size(), false};
    Tags tags(html);
    Tag tag;
    std::size_t title = 0;
    while (tags.next(tag)) {
        if (tag.name == "title" && !tag.closes && title == 0) title = tag.end;
        if (tag.name == "title" && tag.closes && title != 0 && page.title.empty() && tag.begin >= title)
            page.title = plain(html.substr(title, std::min(tag.begin - title, kLongestValue)));
        if (tag.name == "meta" && page.metas.size() < kMostMetas)
            for (const char* by : {"name", "property", "itemprop"})
                if (!tag.at(by).empty()) page.metas.emplace(lower(tag.at(by)), plain(tag.at("content")));
        follow(part, tag);
    }
    if (part.open) part.end = html.size();
    page.body = html.substr(std::min(part.begin, html.size()), part.end < part.begin ? 0 : part.end - part.begin);
    return page;
}

OldSite read_old_pages(worker::ZipParts& parts, const TakeArticle& take) {
    std::vector<std::string> names;
    for (auto& name : parts.names())
        if (is_page_name(name) && text::is_utf8(name)) names.push_back(std::move(name));
    std::sort(names.begin(), names.end());
    if (names.empty()) throw Refused("Trong tệp ZIP không có trang HTML nào (.html, .htm, .aspx).");
    if (names.size() > kMostArticles)
        throw Refused(Said("Tệp có quá %1 bài: hãy xuất theo từng năm.", {text::number(kMostArticles)}));
    OldSite site;
    int number = 0;
    for (const auto& name : names) {
        std::string bytes;
        bool too_long = false;
        const auto outcome = parts.read(name, [&](std::string_view piece) {
            too_long = bytes.size() + piece.size() > kMostTextBytes;
            if (!too_long) bytes += piece;
            return !too_long;
        });
        auto one = article_of(name, table::unicode_text(bytes), ++number, site);
        if (too_long) one.faults.emplace_back("Bài dài quá 4 MB.");
        if (outcome != worker::Outcome::ok && !too_long) one.faults.emplace_back("Trang này trong ZIP bị hỏng.");
        take(site, std::move(one));
    }
    return site;
}

}  // namespace dinh::portal::imports
