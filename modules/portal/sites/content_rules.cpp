#include "modules/portal/sites/content_rules.hpp"

#include <algorithm>
#include <set>

#include "modules/portal/sites/site.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::portal {

namespace {

constexpr std::string_view kKinds[] = {"province", "department", "commune", "other"};
constexpr std::string_view kSources[] = {"typed",    "directory", "calendar", "library",
                                         "postings", "questions", "portal"};

template <class List>
bool among(const List& list, std::string_view value) {
    return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

bool holds(const std::vector<std::string>& kinds, std::string_view site_kind) {
    return kinds.empty() || among(kinds, site_kind);
}

const rules::Table& table() {
    const rules::Table& known = rules::table("portal_content");
    static const bool checked = (check_content_rules(known), true);
    (void)checked;
    return known;
}

ContentItem item_from(const rules::Entry& entry) {
    ContentItem one;
    one.id = entry.text("id"), one.name = entry.text("name"), one.group = entry.text("group");
    one.basis = entry.basis, one.confirmed = entry.confirmed;
    one.deadline_days = static_cast<int>(entry.integer("deadline_days"));
    one.daily = entry.text("freshness") == "daily";
    one.fresh_days = one.daily ? 1 : static_cast<int>(entry.integer("fresh_days"));
    one.least = static_cast<int>(entry.integer("least", 1)), one.from = entry.from;
    one.source = entry.text("source"), one.kinds = entry.texts("kinds");
    return one;
}

DefaultCategory category_from(const rules::Entry& entry) {
    DefaultCategory one;
    one.slug = entry.text("slug"), one.name = entry.text("name"), one.name_en = entry.text("name_en");
    one.parent = entry.text("parent"), one.item = entry.text("item");
    one.position = static_cast<int>(entry.integer("position"));
    return one;
}

class Checking {
public:
    void item(const rules::Entry& entry) {
        must(entry, "id"), must(entry, "name"), must(entry, "group");
        if (!among(kSources, entry.text("source"))) fault(entry, "an unknown source: " + entry.text("source"));
        if (entry.integer("deadline_days") < 0) fault(entry, "deadline_days below 0");
        if (entry.integer("fresh_days") < 0) fault(entry, "fresh_days below 0");
        if (entry.integer("least", 1) < 0) fault(entry, "least below 0");
        if (entry.has("freshness") && entry.text("freshness") != "daily") fault(entry, "freshness can only be daily");
        kinds(entry);
        items_.insert(entry.text("id"));
    }
    void category(const rules::Entry& entry) {
        const std::string& slug = entry.text("slug");
        must(entry, "name");
        if (slug.empty() || slug_of(slug) != slug) fault(entry, "no address: " + slug);
        if (reserved_slug(slug)) fault(entry, "a reserved address: " + slug);
        if (!slugs_.insert(slug).second) fault(entry, "an address that stands twice: " + slug);
        const std::string &parent = entry.text("parent"), &item = entry.text("item");
        if (!parent.empty() && !slugs_.contains(parent)) fault(entry, "a parent that does not stand before: " + parent);
        if (!item.empty() && !items_.contains(item)) fault(entry, "an unknown item: " + item);
        if (entry.integer("position") <= 0) fault(entry, "a position below 1");
        kinds(entry);
    }
    void done() const {
        if (!faults_.empty()) throw rules::Fault(faults_);
    }

private:
    void fault(const rules::Entry& entry, const std::string& words) {
        faults_ += (faults_.empty() ? "" : "\n") + entry.where() + ": " + words;
    }
    void must(const rules::Entry& entry, const char* key) {
        if (entry.text(key).empty()) fault(entry, std::string(key) + " is missing");
    }
    void kinds(const rules::Entry& entry) {
        for (const auto& kind : entry.texts("kinds"))
            if (!among(kKinds, kind)) fault(entry, "an unknown kind of site: " + kind);
    }
    std::set<std::string> items_, slugs_;
    std::string faults_;
};

}  // namespace

bool ContentItem::holds_for(std::string_view site_kind) const { return holds(kinds, site_kind); }

std::vector<ContentItem> content_items(std::string_view site_kind, Day day) {
    std::vector<ContentItem> items;
    for (const auto* entry : table().in_force("item", day))
        if (holds(entry->texts("kinds"), site_kind)) items.push_back(item_from(*entry));
    return items;
}

std::optional<ContentItem> content_item(std::string_view site_kind, std::string_view id, Day day) {
    const auto* entry = table().find("item", id, day);
    if (!entry || !holds(entry->texts("kinds"), site_kind)) return std::nullopt;
    return item_from(*entry);
}

std::vector<DefaultCategory> default_categories(std::string_view site_kind, Day day) {
    std::vector<DefaultCategory> list;
    for (const auto* entry : table().in_force("category", day))
        if (holds(entry->texts("kinds"), site_kind)) list.push_back(category_from(*entry));
    return list;
}

void check_content_rules(const rules::Table& rules) {
    Checking checking;
    for (const auto& entry : rules.all("item")) checking.item(entry);
    for (const auto& entry : rules.all("category")) checking.category(entry);
    checking.done();
}

}  // namespace dinh::portal
