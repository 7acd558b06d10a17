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

struct Leads {
    std::string path, target;
};
// Where lists of the old site stood; an old site has thousands of tags.
std::vector<Leads> addresses(House& house, const AtWork& work) {
    return house.db->reading([&](db::Conn& conn) {
        std::vector<Leads> list;
        const auto slugs = slugs_of(conn, work.site.id);
        for (const char* kind : {"category", "tag"})
            for (const auto& one : import_store::categories(conn, work.one.id, kind))
                for (const auto& address : one.addresses)
                    if (auto path = old_path(address, work.one.old_hosts); !path.empty())
                        list.push_back({std::move(path), target_of(one, slugs)});
        return list;
    });
}

}  // namespace

std::map<std::string, Id> made_categories(House& house, const AtWork& work) {
    auto made = house.db->writing([&](db::Tx& tx) {
        site_store::touch(tx, work.site.id);
        return Maker(tx, work).make_all();
    });
    in_slices(*house.db, addresses(house, work), [&](db::Tx& tx, const Leads& one) {
        if (one.path == one.target || old_address(tx, work.site.id, one.path)) return;
        try {
            keep_address(tx, work.site.id, one.path, one.target);
        } catch (const Refused&) {
            // No address that could be asked for.
        }
    });
    return made;
}

void unmake_categories(House& house, const AtWork& work) {
    in_slices(*house.db, addresses(house, work),
              [&](db::Tx& tx, const Leads& one) { forget_kept(tx, work.site.id, one.path, one.target); });
    house.db->write([&](db::Tx& tx) {
        site_store::touch(tx, work.site.id);
        for (const auto& one : import_store::categories(tx, work.one.id))
            if (one.made && !site_store::shows_articles(tx, one.category, work.site.id))
                site_store::set_category_closed(tx, one.category);
    });
}

}  // namespace dinh::portal::imports
