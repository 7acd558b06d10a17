// The job that applies an import. First each article gets its address and its files, as a draft; then, when all
// addresses are known, links between articles are mended and what stood published is published. What was done is done
// when it is cut.
#include <set>

#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/articles/flow.hpp"
#include "modules/portal/duties/duty.hpp"
#include "modules/portal/imports/categories.hpp"
#include "modules/portal/imports/old_addresses.hpp"
#include "modules/portal/imports/old_files.hpp"
#include "modules/portal/imports/work.hpp"
#include "modules/portal/sites/addresses.hpp"
#include "modules/portal/sites/site_deeds.hpp"
#include "platform/markup/markup.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace imports;

namespace {

constexpr int kPreparedAtOnce = 20, kShownAtOnce = 100;
constexpr std::size_t kMostFilesOfArticle = 200;

constexpr db::Sql kSetBody{"site_import.set_body", "UPDATE portal_article SET body = $2 WHERE id = $1"};

struct FetchedFile {
    std::string path;  // at the old site
    std::string alt;
    OldFiles::File file;
};
struct Prepared {
    import_store::Item item;
    std::vector<FetchedFile> files;  // the leading picture first, when it has one
    bool leads = false;
};

class Applier {
public:
    Applier(House& house, const AtWork& work, OldFiles& files)
        : house_(house), work_(work), files_(files), categories_(made_categories(house, work)) {}

    void place_all() {
        for (auto list = in_state("new", kPreparedAtOnce); !list.empty(); list = in_state("new", kPreparedAtOnce)) {
            std::vector<Prepared> prepared;
            for (auto& item : list) prepared.push_back(prepare(std::move(item)));
            in_slices(*house_.db, prepared, [&](db::Tx& tx, const Prepared& one) { place(tx, one); });
        }
    }
    void show_all() {
        for (auto list = in_state("placed", kShownAtOnce); !list.empty(); list = in_state("placed", kShownAtOnce))
            in_slices(*house_.db, list, [&](db::Tx& tx, const import_store::Item& item) { show(tx, item); });
    }

private:
    std::vector<import_store::Item> in_state(const char* state, int most) {
        return house_.db->reading([&](db::Conn& conn) {
            std::vector<import_store::Item> list;
            for (const auto& row : conn.query(import_store::kInState, work_.one.id, state, most))
                list.push_back(import_store::read_item(row));
            return list;
        });
    }

    Prepared prepare(import_store::Item item) {
        Prepared one{std::move(item), {}, false};
        std::set<std::string> seen;
        const auto add = [&](const std::string& address, const std::string& alt) {
            const std::string path = old_path(address, work_.one.old_hosts);
            if (path.empty() || one.files.size() >= kMostFilesOfArticle || !seen.insert(path).second) return;
            if (!files_.has(path)) return;
            if (auto file = files_.fetch(path)) one.files.push_back({path, alt, *std::move(file)});
        };
        if (!one.item.picture.empty()) add(one.item.picture, one.item.picture_alt);
        one.leads = !one.files.empty() && one.files.front().file.stored.media_type.starts_with("image/");
        for (const auto& link : markup::links(one.item.body)) add(link.href, link.picture ? link.text : "");
        return one;
    }

    // What a picture shows must be said (WCAG 2.2, 1.1.1); where the old site did not, the article it belongs to is.
    static std::string alt_of(const FetchedFile& file, const import_store::Item& item) {
        return file.alt.empty() ? text::cut("Ảnh trong bài: " + item.title, 300) : text::cut(file.alt, 300);
    }

    Id category_of(const import_store::Item& item) const {
        const auto found = categories_.find(item.category);
        return found == categories_.end() || found->second == 0 ? work_.one.category : found->second;
    }

    std::map<std::string, std::string> attach(db::Tx& tx, Id id, const Prepared& one) const {
        std::map<std::string, std::string> paths;
        Article article;
        article.id = id;
        article.picture = one.leads ? 0 : -1;
        for (const auto& file : one.files) {
            const auto positions = article_deeds::attach_new(
                tx, work_.actor, article, {{file.file.name, file.file.stored}}, alt_of(file, one.item));
            article.picture = -1;
            paths[file.path] = "/tep/" + std::to_string(id) + "/" + std::to_string(positions.at(0));
        }
        return paths;
    }

    void place(db::Tx& tx, const Prepared& one) const {
        const auto& item = one.item;
        const Id id = ids::make();
        const std::string wanted = text::slug(item.slug).empty() ? slug_of(item.title) : slug_of(item.slug);
        const std::string slug = article_deeds::free_slug(tx, work_.site.id, wanted);
        tx.exec(store::kAddArticle, id, work_.site.owner_agency, clock::today(), clock::now(), work_.one.person,
                work_.one.post, work_.site.id, category_of(item), item.kind, "vi", Id{0}, slug, item.title,
                item.summary, item.body, item.source, "", item.author, "", "", "", nullptr, nullptr);
        const auto paths = attach(tx, id, one);
        if (!paths.empty()) tx.exec(kSetBody, id, with_files(item, paths));
        std::vector<std::string> kept;
        for (const auto& address : item.addresses)
            keep(tx, old_path(address, work_.one.old_hosts), "/bai/" + slug, kept);
        for (const auto& [path, file] : paths) keep(tx, path, file, kept);
        tx.exec(import_store::kPlaced, work_.one.id, item.position, id, import_store::lines(kept),
                import_store::kept(item.notes));
    }

    std::string with_files(const import_store::Item& item, const std::map<std::string, std::string>& paths) const {
        const std::string body = with_links(item.body, [&](const std::string& address) {
            const auto found = paths.find(old_path(address, work_.one.old_hosts));
            return found == paths.end() ? std::string() : on_its_site(work_.site, found->second);
        });
        return with_words_for_pictures(body, "Ảnh trong bài: " + item.title);
    }

    // What stood there before stays: another article of the old site, or one that the editors moved.
    void keep(db::Tx& tx, const std::string& path, const std::string& target, std::vector<std::string>& kept) const {
        if (path.empty() || path == "/" || path == target || old_address(tx, work_.site.id, path)) return;
        try {
            keep_address(tx, work_.site.id, path, target);
            kept.push_back(address_as_kept(path));
        } catch (const Refused&) {
            // No address that could be asked for: too long, with signs that no path has.
        }
    }

    void show(db::Tx& tx, const import_store::Item& item) const {
        auto article = find_article(tx, item.article);
        if (!article || article->state != state::kDraft) return done(tx, item);
        const std::string body =
            with_links(article->body, [&](const std::string& address) { return now_at(tx, address); });
        if (body != article->body) tx.exec(kSetBody, article->id, body);
        article->body = body;
        article_deeds::record(tx, work_.actor, nullptr, *article, "import_article", "Chuyển từ trang cũ");
        if (item.published) publish(tx, *article, *clock::parse_instant(item.at));
        done(tx, item);
    }

    // Quietly: readers and hearers are told once, when the whole site has come over.
    void publish(db::Tx& tx, const Article& one, Instant at) const {
        article_deeds::keep_edition(tx, work_.actor, nullptr, one, "");
        tx.exec(store::kSetPublished, one.id, at);
        tx.exec(store::kPlace, one.id, one.site, one.category, one.slug, one.language, one.kind, at);
        if (article_deeds::put_entry(tx, one.id))
            search::put_body(tx, kArticle, one.id, 0, markup::plain_text(one.body));
    }

    void done(db::Tx& tx, const import_store::Item& item) const {
        tx.exec(import_store::kItemState, work_.one.id, item.position, "done");
    }

    std::string now_at(db::Tx& tx, const std::string& address) const {
        if (address.starts_with("/trang/")) return "";
        const std::string path = old_path(address, work_.one.old_hosts);
        if (path.empty()) return "";
        const auto question = std::min(path.find('?'), path.size());
        Parameters query;
        for (const auto& pair : text::split(std::string_view(path).substr(std::min(question + 1, path.size())), '&')) {
            const auto equals = std::min(pair.find('='), pair.size());
            query.emplace_back(pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())));
        }
        const auto target = old_address(tx, work_.site.id, path.substr(0, question), query);
        if (!target) return "";
        const auto mark = address.find('#');
        return (target->starts_with('/') ? on_its_site(work_.site, *target) : *target) +
               (mark == std::string::npos ? "" : address.substr(mark));
    }

    House& house_;
    const AtWork& work_;
    OldFiles& files_;
    std::map<std::string, Id> categories_;
};

}  // namespace

void apply_site_import(House& house, Id import) {
    const auto work = at_work(house, import, import_state::kApplying);
    if (!work) return;
    const auto refs = house.db->reading([&](db::Conn& conn) { return files::of_record(conn, kSiteImport, import); });
    OldFiles files(*house.files, refs);
    Applier applier(house, *work, files);
    applier.place_all();
    applier.show_all();
    house.db->write([&](db::Tx& tx) {
        const auto counts = counts_of(tx, import);
        tx.exec(import_store::kSetState, import, import_state::kApplied, clock::now());
        record_on_site(tx, work->actor, nullptr, work->site.id, "site.import",
                       Said("Đã chuyển %1 bài từ trang cũ", {text::number(counts.done)}));
        announce_change(tx, work->site.id);
        check_site_soon(tx, work->site.id);
    });
}

}  // namespace dinh::portal
