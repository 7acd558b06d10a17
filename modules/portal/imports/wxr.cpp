#include "modules/portal/imports/wxr.hpp"

#include <set>

#include "modules/portal/imports/old_addresses.hpp"
#include "platform/text/text.hpp"
#include "platform/worker/xml.hpp"

namespace dinh::portal::imports {

namespace {

using worker::XmlAttributes;
using worker::XmlName;

constexpr std::string_view kWordPress = "http://wordpress.org/export/";
constexpr std::size_t kMostTerms = 5'000, kMostFiles = 200'000, kMostRecords = 500'000;
constexpr int kRecordDepth = 3, kFieldDepth = 4;

bool of_wordpress(std::string_view space) { return space.starts_with(kWordPress) && !space.ends_with("excerpt/"); }
bool is_excerpt(std::string_view space) { return space.starts_with(kWordPress) && space.ends_with("excerpt/"); }

struct Attachment {
    std::string address, alt, title, owner;
};

// What the first reading brings together for the second.
struct Index {
    OldSite site;
    std::set<std::string> categories, tags;      // their slugs
    std::map<std::string, std::string> authors;  // login -> shown name
    std::map<std::string, Attachment> attachments;
    std::map<std::string, std::vector<std::string>> hung;  // post -> addresses of the pages of its attachments
    bool is_wxr = false;
};

using Fields = std::map<std::string, std::string, std::less<>>;

struct Term {
    std::string slug, name;
};

// One <item>, <wp:author>, <wp:category> or <wp:tag>.
struct Record {
    std::string name;
    int line = 0;
    Fields fields;  // "wp:post_id", "title", "content", "excerpt", "dc:creator"
    std::vector<Term> categories, tags;
    Fields meta;
    bool too_long = false;
    std::string_view at(std::string_view field) const {
        const auto found = fields.find(field);
        return found == fields.end() ? std::string_view() : std::string_view(found->second);
    }
};

class Events : public worker::XmlEvents {
public:
    explicit Events(std::function<void(Record&)> take) : take_(std::move(take)) {}
    void read_from(const worker::XmlReader* reader) { reader_ = reader; }

    void start(const XmlName& name, const XmlAttributes& attributes) override {
        ++depth_;
        if (depth_ == kRecordDepth) {
            record_ = {};
            record_.name = (of_wordpress(name.space) ? "wp:" : "") + std::string(name.local);
            record_.line = static_cast<int>(reader_->line());
            if (++records_ > kMostRecords)
                throw Refused(Said("Tệp có quá %1 mục: hãy xuất theo từng năm.", {text::number(kMostRecords)}));
        }
        if (depth_ == kFieldDepth && record_.name == "item" && name.local == "category") {
            domain_ = attributes.value("", "domain");
            nicename_ = attributes.value("", "nicename");
        }
        text_.clear();
    }
    void text(std::string_view piece) override {
        if (depth_ < kRecordDepth) return;
        if (text_.size() + piece.size() > kMostTextBytes)
            record_.too_long = true;
        else
            text_ += piece;
    }
    void end(const XmlName& name) override {
        if (depth_ == kRecordDepth) {
            record_.fields.emplace("", std::move(text_));
            take_(record_);
        } else if (depth_ == kFieldDepth) {
            end_field(name);
        } else if (depth_ == kFieldDepth + 1) {
            // Of <wp:postmeta>: key and value.
            if (name.local == "meta_key") meta_key_ = std::move(text_);
            if (name.local == "meta_value") meta_value_ = std::move(text_);
        }
        text_.clear();
        --depth_;
    }

private:
    void end_field(const XmlName& name) {
        if (name.local == "category" && record_.name == "item") {
            Term term{std::move(nicename_), std::move(text_)};
            if (domain_ == "category") record_.categories.push_back(std::move(term));
            if (domain_ == "post_tag") record_.tags.push_back(std::move(term));
            return;
        }
        if (name.local == "postmeta") {
            if (meta_key_ == "_thumbnail_id" || meta_key_ == "_wp_attachment_image_alt")
                record_.meta[std::move(meta_key_)] = std::move(meta_value_);
            meta_key_.clear();
            meta_value_.clear();
            return;
        }
        std::string field(name.local);
        if (of_wordpress(name.space)) field = "wp:" + field;
        if (name.local == "encoded") field = is_excerpt(name.space) ? "excerpt" : "content";
        if (name.local == "creator") field = "creator";
        record_.fields[std::move(field)] = std::move(text_);
    }

    std::function<void(Record&)> take_;
    const worker::XmlReader* reader_ = nullptr;
    int depth_ = 0;
    std::size_t records_ = 0;
    Record record_;
    std::string text_, domain_, nicename_, meta_key_, meta_value_;
};

void walk(const Pieces& pieces, const std::function<void(Record&)>& take) {
    Events events(take);
    worker::XmlReader reader(events);
    events.read_from(&reader);
    pieces([&](std::string_view piece) { return reader.feed(piece); });
    if (!reader.malformed()) reader.finish();
    if (reader.has_doctype()) throw Refused("Tệp có khai báo DOCTYPE nên không được đọc. Hãy xuất lại từ WordPress.");
    if (reader.malformed())
        throw Refused(
            Said("Tệp hỏng hoặc bị cắt ngang ở dòng %1. Hãy xuất lại từ WordPress.", {text::number(reader.line())}));
}

// "tin-t%e1%bb%a9c" stands for itself.
std::string slug_of_term(std::string_view typed) { return text::cut(url_decoded(typed), 200); }

void add_term(std::vector<OldCategory>& list, std::set<std::string>& slugs, OldCategory term) {
    if (term.slug.empty() || term.name.empty() || list.size() >= kMostTerms) return;
    if (slugs.insert(term.slug).second) list.push_back(std::move(term));
}

void add_host(OldSite& site, std::string_view address) {
    const std::string host = host_of(text::trim(address));
    if (!host.empty() && std::find(site.hosts.begin(), site.hosts.end(), host) == site.hosts.end())
        site.hosts.push_back(host);
}

void index_attachment(Index& index, const Record& record) {
    if (index.attachments.size() >= kMostFiles)
        throw Refused("Tệp có quá nhiều ảnh, tài liệu: hãy xuất theo từng năm.");
    const std::string id(record.at("wp:post_id")), owner(record.at("wp:post_parent"));
    const auto alt = record.meta.find("_wp_attachment_image_alt");
    index.attachments[id] = {text::trim(record.at("wp:attachment_url")),
                             alt == record.meta.end() ? "" : text::clean_line(alt->second),
                             text::clean_line(record.at("title")), owner};
    auto& pages = index.hung[owner];
    pages.push_back("/?attachment_id=" + id);
    if (!record.at("link").empty()) pages.emplace_back(text::trim(record.at("link")));
}

void index_record(Index& index, const Record& record) {
    if (record.name == "wp:wxr_version") index.is_wxr = true;
    if (record.name == "wp:base_site_url" || record.name == "wp:base_blog_url" || record.name == "link")
        add_host(index.site, record.at(""));
    if (record.name == "wp:author")
        index.authors[std::string(record.at("wp:author_login"))] =
            text::clean_line(record.at("wp:author_display_name"));
    if (record.name == "wp:category") {
        const std::string slug = slug_of_term(record.at("wp:category_nicename"));
        add_term(index.site.categories, index.categories,
                 {slug,
                  text::clean_line(record.at("wp:cat_name")),
                  slug_of_term(record.at("wp:category_parent")),
                  {"/?cat=" + std::string(record.at("wp:term_id"))}});
    }
    if (record.name == "wp:tag")
        add_term(index.site.tags, index.tags,
                 {slug_of_term(record.at("wp:tag_slug")), text::clean_line(record.at("wp:tag_name")), "", {}});
    if (record.name != "item") return;
    for (const auto& term : record.categories)
        add_term(index.site.categories, index.categories,
                 {slug_of_term(term.slug), text::clean_line(term.name), "", {}});
    for (const auto& term : record.tags)
        add_term(index.site.tags, index.tags, {slug_of_term(term.slug), text::clean_line(term.name), "", {}});
    if (record.at("wp:post_type") == "attachment") index_attachment(index, record);
}

bool is_none(std::string_view slug) {
    return slug == "uncategorized" || slug == "chua-phan-loai" || slug == "khong-phan-loai";
}

std::optional<Instant> moment_of(const Record& record) {
    std::string gmt(text::trim(record.at("wp:post_date_gmt")));
    if (!gmt.empty() && !gmt.starts_with("0000")) {
        std::replace(gmt.begin(), gmt.end(), ' ', 'T');
        if (const auto at = clock::parse_instant(gmt + "Z")) return at;
    }
    return parse_moment(record.at("wp:post_date"));
}

void put_addresses(const Index& index, const Record& record, OldArticle& one) {
    const auto add = [&](std::string address) {
        if (!address.empty()) one.addresses.push_back(std::move(address));
    };
    add(text::trim(record.at("link")));
    add("/?p=" + one.id);
    if (one.page) add("/?page_id=" + one.id);
    const std::string guid = text::trim(record.at("guid"));
    if (guid.starts_with("http")) add(guid);
    const auto hung = index.hung.find(one.id);
    if (hung != index.hung.end())
        for (const auto& address : hung->second) add(address);
}

void put_picture(const Index& index, const Record& record, OldArticle& one) {
    const auto id = record.meta.find("_thumbnail_id");
    if (id == record.meta.end()) return;
    const auto found = index.attachments.find(text::trim(id->second));
    if (found == index.attachments.end()) return;
    one.picture = found->second.address;
    one.picture_alt = found->second.alt.empty() ? found->second.title : found->second.alt;
}

OldArticle article_of(const Index& index, const Record& record) {
    OldArticle one;
    one.line = record.line;
    one.id = text::trim(record.at("wp:post_id"));
    one.page = record.at("wp:post_type") == "page";
    one.title = record.at("title");
    one.summary = record.at("excerpt");
    const auto author = index.authors.find(std::string(record.at("creator")));
    one.author = author == index.authors.end() ? text::clean_line(record.at("creator")) : author->second;
    one.slug = url_decoded(record.at("wp:post_name"));
    one.published = record.at("wp:status") == "publish";
    one.at = moment_of(record);
    for (const auto& term : record.categories)
        if (one.category.empty() && !is_none(slug_of_term(term.slug))) one.category = slug_of_term(term.slug);
    for (const auto& term : record.tags) one.tags.push_back(text::clean_line(term.name));
    put_addresses(index, record, one);
    put_picture(index, record, one);
    one.body = wordpress_html(record.at("content"), [&](std::string_view id) {
        const auto found = index.attachments.find(std::string(id));
        return found == index.attachments.end() ? std::string() : found->second.address;
    });
    if (!text::trim(record.at("wp:post_password")).empty()) one.faults.emplace_back("Bài có mật khẩu ở trang cũ.");
    if (record.too_long) one.faults.emplace_back("Bài dài quá 4 MB.");
    return one;
}

// "/category/tin-tuc/trong-nuoc": below those above it.
void put_category_addresses(OldSite& site) {
    constexpr int kDeepest = 10;
    std::map<std::string, std::string> above;
    for (const auto& one : site.categories) above[one.slug] = one.parent;
    for (auto& one : site.categories) {
        std::string path = one.slug, at = one.parent;
        for (int level = 0; !at.empty() && above.contains(at) && level < kDeepest; ++level) {
            path.insert(0, at + "/");
            at = above[at];
        }
        one.addresses.push_back("/category/" + path);
    }
    for (auto& one : site.tags) one.addresses.push_back("/tag/" + one.slug);
}

}  // namespace

OldSite read_wxr(const Pieces& pieces, const TakeArticle& take) {
    Index index;
    walk(pieces, [&](const Record& record) { index_record(index, record); });
    if (!index.is_wxr)
        throw Refused("Đây không phải tệp xuất của WordPress (WXR). Hãy dùng Công cụ › Xuất ra, chọn Tất cả nội dung.");
    put_category_addresses(index.site);
    static const std::set<std::string_view> kept{"publish", "draft", "pending", "private", "future"};
    std::size_t taken = 0;
    walk(pieces, [&](const Record& record) {
        if (record.name != "item") return;
        const auto type = record.at("wp:post_type");
        if (type == "attachment") return;
        if ((type != "post" && type != "page") || !kept.contains(record.at("wp:status"))) {
            ++index.site.skipped;
            return;
        }
        if (++taken > kMostArticles)
            throw Refused(Said("Tệp có quá %1 bài: hãy xuất theo từng năm.", {text::number(kMostArticles)}));
        take(index.site, article_of(index, record));
    });
    return std::move(index.site);
}

}  // namespace dinh::portal::imports
