#include "modules/portal/imports/categories.hpp"

#include "modules/portal/imports/old_addresses.hpp"
#include "modules/portal/sites/addresses.hpp"
#include "modules/portal/sites/site_deeds.hpp"
#include "modules/portal/sites/site_store.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::imports {

namespace {

constexpr int kDeepest = 3, kLastPosition = 9999;

int depth_of(const std::vector<Category>& all, Id id) {
    int depth = 0;
    for (Id at = id; at != 0 && depth <= kDeepest;) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const Category& one) { return one.id == at; });
        if (found == all.end()) break;
        ++depth;
        at = found->parent;
    }
    return depth;
}

class Maker {
public:
    Maker(db::Tx& tx, const AtWork& work)
        : tx_(tx),
          work_(work),
          found_(import_store::categories(tx, work.one.id)),
          all_(categories_of(tx, work.site.id)) {}

    std::map<std::string, Id> make_all() {
        for (const auto& one : found_) make(one.slug, 0);
        return made_;
    }

private:
    // Those above it first.
    Id make(const std::string& slug, int level) {
        if (const auto known = made_.find(slug); known != made_.end()) return known->second;
        const auto found =
            std::find_if(found_.begin(), found_.end(), [&](const auto& one) { return one.slug == slug; });
        constexpr int kMostLevels = 20;
        if (found == found_.end() || level > kMostLevels) return 0;
        if (found->category != 0) return made_[slug] = found->category;
        made_[slug] = 0;  // one that stands below itself ends here
        Id parent = found->parent.empty() ? 0 : make(found->parent, level + 1);
        while (parent != 0 && depth_of(all_, parent) >= kDeepest) parent = parent_of(parent);
        return made_[slug] = add(*found, parent);
    }
    Id parent_of(Id id) const {
        const auto at = std::find_if(all_.begin(), all_.end(), [&](const Category& one) { return one.id == id; });
        return at == all_.end() ? 0 : at->parent;
    }

    Id add(const import_store::FoundCategory& wanted, Id parent) {
        Category one;
        one.name = text::cut(text::clean_line(wanted.name), 200);
        one.slug = slug_of(one.name);
        if (reserved_slug(one.slug)) one.slug = slug_of("chuyen muc " + one.name);
        const auto same =
            std::find_if(all_.begin(), all_.end(), [&](const Category& at) { return at.slug == one.slug; });
        if (same != all_.end()) {
            if (!same->open) tx_.exec(import_store::kReopen, same->id);
            tx_.exec(import_store::kSetCategory, work_.one.id, wanted.slug, same->id, !same->open);
            return same->id;
        }
        one.id = ids::make();
        one.site = work_.site.id;
        one.parent = parent;
        one.position = all_.empty() ? 0 : std::min(all_.back().position + 10, kLastPosition);
        site_store::insert_category(tx_, one);
        site_store::forget_address(tx_, one.site, "/muc/" + one.slug);
        tx_.exec(import_store::kSetCategory, work_.one.id, wanted.slug, one.id, true);
        record_on_site(tx_, work_.actor, nullptr, one.site, "site.add_category",
                       Said("Thêm chuyên mục “%1”", {one.name}));
        all_.push_back(one);
        return one.id;
    }

    db::Tx& tx_;
    const AtWork& work_;
    std::vector<import_store::FoundCategory> found_;
    std::vector<Category> all_;
    std::map<std::string, Id> made_;
};

// Where the list of a category or tag stands now.
std::string target_of(const import_store::FoundCategory& one, const std::map<Id, std::string>& slugs) {
    const auto slug = slugs.find(one.category);
    return slug == slugs.end() ? "/tim?q=" + one.name : "/muc/" + slug->second;
}

std::map<Id, std::string> slugs_of(db::Conn& conn, Id site) {
    std::map<Id, std::string> slugs;
    for (const auto& one : categories_of(conn, site)) slugs[one.id] = one.slug;
    return slugs;
}

void each_address(db::Tx& tx, const AtWork& work,
                  const std::function<void(const std::string& path, const std::string& target)>& take) {
    const auto slugs = slugs_of(tx, work.site.id);
    for (const char* kind : {"category", "tag"})
        for (const auto& one : import_store::categories(tx, work.one.id, kind))
            for (const auto& address : one.addresses)
                if (const auto path = old_path(address, work.one.old_hosts); !path.empty())
                    take(path, target_of(one, slugs));
}

}  // namespace

std::map<std::string, Id> made_categories(House& house, const AtWork& work) {
    return house.db->writing([&](db::Tx& tx) {
        site_store::touch(tx, work.site.id);
        auto made = Maker(tx, work).make_all();
        each_address(tx, work, [&](const std::string& path, const std::string& target) {
            if (path == target || old_address(tx, work.site.id, path)) return;
            try {
                keep_address(tx, work.site.id, path, target);
            } catch (const Refused&) {
                // No address that could be asked for.
            }
        });
        return made;
    });
}

void unmake_categories(House& house, const AtWork& work) {
    house.db->write([&](db::Tx& tx) {
        site_store::touch(tx, work.site.id);
        each_address(tx, work, [&](const std::string& path, const std::string& target) {
            forget_kept(tx, work.site.id, path, target);
        });
        for (const auto& one : import_store::categories(tx, work.one.id))
            if (one.made && !site_store::shows_articles(tx, one.category, work.site.id))
                site_store::set_category_closed(tx, one.category);
    });
}

}  // namespace dinh::portal::imports
