// The job that tries an import: reads what was exported, cleans it, and notes what would become of each article.
#include <fcntl.h>
#include <unistd.h>

#include <set>

#include "modules/portal/articles/body.hpp"
#include "modules/portal/imports/old_addresses.hpp"
#include "modules/portal/imports/old_files.hpp"
#include "modules/portal/imports/old_pages.hpp"
#include "modules/portal/imports/old_table.hpp"
#include "modules/portal/imports/work.hpp"
#include "modules/portal/imports/wxr.hpp"
#include "platform/markup/markup.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace imports;

namespace {

constexpr std::size_t kMostTitle = 250, kMostSummary = 500, kMostName = 100, kMostSource = 200, kMostNamed = 5;
constexpr std::size_t kAtOnce = 50, kAtOnceBytes = 2 << 20, kDroppedAtOnce = 200;
constexpr std::size_t kPieceBytes = 64 << 10;

class Descriptor {
public:
    explicit Descriptor(int file) : file_(file) {}
    ~Descriptor() { ::close(file_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return file_; }

private:
    int file_;
};

Pieces pieces_of(int file) {
    return [file](const std::function<bool(std::string_view)>& sink) {
        std::string buffer(kPieceBytes, '\0');
        for (off_t at = 0;;) {
            const ssize_t got = ::pread(file, buffer.data(), buffer.size(), at);
            if (got < 0) throw std::runtime_error("an export cannot be read");
            if (got == 0 || !sink(std::string_view(buffer).substr(0, static_cast<std::size_t>(got)))) return;
            at += got;
        }
    };
}

bool is_document(std::string_view path) {
    const auto dot = path.rfind('.');
    static const std::set<std::string, std::less<>> kinds{"pdf", "doc", "docx", "xls", "xlsx", "ppt",  "pptx",
                                                          "zip", "rar", "odt",  "ods", "jpg",  "jpeg", "png"};
    return dot != std::string_view::npos && kinds.contains(text::lower(path.substr(dot + 1)));
}

class Trier {
public:
    Trier(House& house, const AtWork& work, OldFiles& files) : house_(house), work_(work), files_(files) {}

    void take(const OldSite& old, OldArticle&& article) {
        hosts_ = hosts(old);
        pending_.push_back(item_of(std::move(article)));
        pending_bytes_ += pending_.back().body.size();
        if (pending_.size() >= kAtOnce || pending_bytes_ >= kAtOnceBytes) flush();
    }
    void flush() {
        in_slices(*house_.db, pending_, [&](db::Tx& tx, const import_store::Item& item) {
            import_store::Item one = item;
            if (const auto known = tx.maybe_integer(import_store::kKnown, work_.site.id, one.old_key);
                known && one.state == "new") {
                one.state = "known";
                one.article = *known;
                one.body.clear();
            }
            import_store::add_item(tx, work_.one.id, work_.site.id, one);
        });
        pending_.clear();
        pending_bytes_ = 0;
    }
    const std::set<std::string>& categories() const { return categories_; }
    // Those the person named, and those the file names itself.
    std::vector<std::string> hosts(const OldSite& old) const {
        auto all = work_.one.old_hosts;
        for (const auto& host : old.hosts)
            if (std::find(all.begin(), all.end(), host) == all.end()) all.push_back(host);
        return all;
    }

private:
    std::string key_of(const OldArticle& article, const std::string& title) const {
        std::string key = work_.one.form + " " + (hosts_.empty() ? "" : hosts_.front()) + " ";
        if (!article.id.empty()) return key + article.id;
        return key + (article.addresses.empty() ? text::slug(title) : article.addresses.front());
    }

    import_store::Item item_of(OldArticle&& article) {
        import_store::Item one;
        one.position = ++position_;
        one.line = article.line;
        one.kind = article.page ? "page" : "article";
        one.faults = std::move(article.faults);
        one.title = text::cut(text::clean_line(markup::plain_text(markup::clean(article.title).html)), kMostTitle);
        if (one.title.empty()) one.faults.emplace_back("Không có tiêu đề.");
        one.old_key = text::cut(key_of(article, one.title), 300);
        if (!keys_.insert(one.old_key).second) one.faults.emplace_back("Lặp lại một bài ở trên trong tệp.");
        one.author = text::cut(text::clean_line(article.author), kMostName);
        one.source = text::cut(text::clean_line(article.source), kMostSource);
        one.slug = text::cut(text::clean_line(article.slug), 200);
        one.category = article.category;
        if (!one.category.empty()) categories_.insert(one.category);
        one.picture = article.picture;
        one.picture_alt = text::cut(text::clean_line(article.picture_alt), 300);
        one.addresses = article.addresses;
        for (auto& address : one.addresses) address = text::clean_line(address);
        put_day(article, one);
        put_texts(article, one);
        one.state = one.faults.empty() ? "new" : "faulty";
        if (one.state == "faulty") one.body.clear();
        return one;
    }

    void put_day(const OldArticle& article, import_store::Item& one) {
        one.published = article.published;
        if (article.at) one.at = clock::to_text(*article.at);
        if (!one.published) return;
        if (!article.at)
            one.faults.emplace_back("Không đọc được ngày đăng.");
        else if (*article.at > clock::now()) {
            one.published = false;
            one.notes.emplace_back("Ngày đăng chưa đến: thành bản nháp.");
        }
    }

    // A file of the old site that a text shows or leads to.
    bool knows(std::string_view address, bool asked) {
        const std::string path = old_path(address, hosts_);
        if (path.empty() || files_.has(path)) return !path.empty();
        if (asked) missing_.insert(path.substr(path.rfind('/') + 1));
        return false;
    }

    void put_texts(const OldArticle& article, import_store::Item& one) {
        missing_.clear();
        try {
            const std::string base = article.addresses.empty() ? "/" : old_path(article.addresses.front(), hosts_);
            auto clean = clean_body(with_whole_paths(article.body, base),
                                    [&](std::string_view address) { return knows(address, true); });
            one.body = std::move(clean.html);
            if (!clean.dropped.empty())
                one.notes.emplace_back("Bỏ phần không dùng được: %1", std::vector{text::join(clean.dropped, ", ")});
            one.summary =
                text::cut(text::clean_line(markup::plain_text(markup::clean(article.summary).html)), kMostSummary);
        } catch (const Refused& refused) {
            for (const auto& reason : refused.reasons()) one.faults.push_back(reason.said);
            return;
        }
        if (const auto* stamp = rules::stamp_in(one.title + "\n" + one.summary, clock::today()))
            one.faults.emplace_back("Có dấu “%1”. Nội dung mật không đưa vào hệ thống này.",
                                    std::vector{stamp->phrase});
        for (const auto& link : markup::links(one.body))
            if (is_document(link.href)) knows(link.href, true);
        if (!one.picture.empty() && !knows(one.picture, true)) one.picture.clear();
        put_tags(article, one);
        if (!says_something(one.body)) one.faults.emplace_back("Bài không có nội dung.");
        note_missing(one);
    }

    // An article has no tags of its own: they stay to be read and found.
    static void put_tags(const OldArticle& article, import_store::Item& one) {
        std::vector<std::string> tags;
        for (const auto& tag : article.tags)
            if (const auto clean = text::clean_line(tag); !clean.empty() && tags.size() < 50) tags.push_back(clean);
        if (tags.empty() || !says_something(one.body)) return;
        one.body += "<p>Từ khóa: " + text::html_escape(text::join(tags, ", ")) + "</p>\n";
    }

    void note_missing(import_store::Item& one) const {
        std::vector<std::string> named;
        for (const auto& name : missing_)
            if (named.size() < kMostNamed) named.push_back(name);
        if (missing_.empty()) return;
        one.notes.emplace_back("Thiếu %1 tệp, không có trong các tệp tải lên: %2",
                               std::vector{std::to_string(missing_.size()), text::join(named, ", ")});
    }

    House& house_;
    const AtWork& work_;
    OldFiles& files_;
    int position_ = 0;
    std::vector<std::string> hosts_;
    std::vector<import_store::Item> pending_;
    std::size_t pending_bytes_ = 0;
    std::set<std::string> keys_, categories_, missing_;
};

void forget_found(House& house, Id import) {
    for (std::int64_t gone = 1; gone > 0;)
        gone = house.db->writing([&](db::Tx& tx) {
            tx.exec(import_store::kDropCategories, import);
            return tx.exec(import_store::kDropItems, import, static_cast<std::int64_t>(kDroppedAtOnce));
        });
}

// Those that articles stand in, and those above them.
std::vector<OldCategory> used_categories(const OldSite& old, std::set<std::string> used) {
    constexpr int kDeepest = 10;
    for (int level = 0; level < kDeepest; ++level)
        for (const auto& one : old.categories)
            if (used.contains(one.slug) && !one.parent.empty()) used.insert(one.parent);
    std::vector<OldCategory> list;
    for (const auto& one : old.categories)
        if (used.contains(one.slug)) list.push_back(one);
    return list;
}

Id same_category(const std::vector<Category>& all, const OldCategory& wanted) {
    for (const auto& one : all)
        if (one.open && (text::fold(one.name) == text::fold(wanted.name) || one.slug == slug_of(wanted.name) ||
                         one.slug == wanted.slug))
            return one.id;
    return 0;
}

std::string columns_of(const OldSite& old) {
    std::vector<std::string> lines;
    for (const auto& [head, meaning] : old.columns)
        lines.push_back(text::cut(text::clean_line(head), 100) + "\t" + meaning);
    return import_store::lines(lines);
}

void keep_found(House& house, const AtWork& work, const OldSite& old, const Trier& trier) {
    const auto used = used_categories(old, trier.categories());
    in_slices(*house.db, old.tags, [&](db::Tx& tx, const OldCategory& one) {
        tx.exec(import_store::kAddCategory, work.one.id, "tag", one.slug, text::cut(one.name, 200), "",
                import_store::lines(one.addresses), Id{0});
    });
    house.db->write([&](db::Tx& tx) {
        const auto all = categories_of(tx, work.site.id);
        for (const auto& one : used)
            tx.exec(import_store::kAddCategory, work.one.id, "category", one.slug, text::cut(one.name, 200), one.parent,
                    import_store::lines(one.addresses), same_category(all, one));
        tx.exec(import_store::kSetFound, work.one.id, import_store::lines(trier.hosts(old)), columns_of(old),
                old.skipped, "");
        tx.exec(import_store::kSetState, work.one.id, import_state::kTried, nullptr);
    });
}

// NukeViet's articles name their categories by number: the table of these may lie beside.
std::string category_table(House& house, const std::vector<files::Ref>& refs) {
    for (std::size_t at = 1; at < refs.size(); ++at) {
        const auto& type = refs[at].media_type;
        if (!type.starts_with("text/") && !type.ends_with("spreadsheetml.sheet")) continue;
        std::string bytes = house.files->read(refs[at].hash);
        if (is_category_table(bytes)) return bytes;
    }
    return {};
}

OldSite read_export(House& house, const std::string& form, const std::vector<files::Ref>& refs, Trier& trier) {
    const auto take = [&](const OldSite& old, OldArticle&& article) { trier.take(old, std::move(article)); };
    const Descriptor file(house.files->open(refs.at(0).hash));
    if (form == "wordpress") return read_wxr(pieces_of(file.get()), take);
    if (form == "sharepoint" && refs.at(0).media_type == "application/zip") {
        auto parts = worker::ZipParts::of_file(file.get());
        return read_old_pages(parts, take);
    }
    const std::string bytes = house.files->read(refs.at(0).hash);
    return form == "nukeviet" ? read_old_table(TableKind::nukeviet, bytes, category_table(house, refs), take)
                              : read_old_table(TableKind::sharepoint, bytes, "", take);
}

}  // namespace

void try_site_import(House& house, Id import) {
    const auto work = at_work(house, import, import_state::kTrying);
    if (!work) return;
    forget_found(house, import);
    try {
        const auto refs =
            house.db->reading([&](db::Conn& conn) { return files::of_record(conn, kSiteImport, import); });
        OldFiles old_files(*house.files, refs);
        Trier trier(house, *work, old_files);
        const OldSite old = read_export(house, work->one.form, refs, trier);
        trier.flush();
        keep_found(house, *work, old, trier);
    } catch (const Refused& refused) {
        forget_found(house, import);
        house.db->write([&](db::Tx& tx) {
            tx.exec(import_store::kSetFound, import, "", "", 0, import_store::kept({refused.reasons().front().said}));
            tx.exec(import_store::kSetState, import, import_state::kFailed, clock::now());
        });
    }
}

}  // namespace dinh::portal
