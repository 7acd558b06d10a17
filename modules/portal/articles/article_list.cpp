// Lists of those who write and edit: what they wrote themselves, and what the sites they work on hold.
#include <algorithm>
#include <set>

#include "modules/portal/articles/article_store.hpp"
#include "platform/db/filter.hpp"

namespace dinh::portal {

namespace {

constexpr std::int64_t kCountedMost = 1000;

// One walk: articles of one state of these sites, or of these writers.
struct Walk {
    std::string state;  // "": all but dropped ones
    std::vector<Id> sites, posts;
};

struct Reach {
    std::vector<Id> posts, written, edited;           // own posts; sites one writes for; sites one edits
    std::map<std::string, std::vector<Id>> awaiting;  // state -> sites where one holds its role
};

Reach reach_of(db::Conn& conn, const Actor& actor, Id only_site) {
    Reach reach;
    for (const auto& as : actor.capacities)
        if (as.post != 0) reach.posts.push_back(as.post);
    for (const auto& site : sites_of(conn, actor)) {
        if (only_site != 0 && site.id != only_site) continue;
        const Subject subject = subject_of(conn, site);
        const auto holds = [&](std::string_view role) {
            return actor.capacity([&](const Capacity& as) { return has_role(as, subject, role); }) != nullptr;
        };
        reach.written.push_back(site.id);
        if (can(actor, Deed::see_drafts, subject)) reach.edited.push_back(site.id);
        for (const auto state : {state::kAwaitingEdit, state::kAwaitingReview, state::kAwaitingApproval})
            if (holds(role_awaited(state))) reach.awaiting[std::string(state)].push_back(site.id);
    }
    return reach;
}

std::vector<Walk> walks_of(const Reach& reach, const std::string& view) {
    std::vector<Walk> walks;
    const auto add = [&](std::string_view state, const std::vector<Id>& sites, const std::vector<Id>& posts) {
        if (!sites.empty()) walks.push_back({std::string(state), sites, {}});
        if (!posts.empty()) walks.push_back({std::string(state), {}, posts});
    };
    if (view == "waiting") {
        for (const auto& [state, sites] : reach.awaiting) add(state, sites, {});
    } else if (view == "drafts") {
        add(state::kDraft, reach.edited, reach.posts);
        add(state::kReturned, reach.edited, reach.posts);
    } else if (view == "scheduled") {
        add(state::kScheduled, reach.edited, reach.posts);
    } else if (view == "published") {
        add(state::kPublished, reach.written, reach.posts);
    } else if (view == "withdrawn") {
        add(state::kWithdrawn, reach.edited, reach.posts);
    } else if (!reach.posts.empty()) {
        walks.push_back({"", {}, reach.posts});
    }
    return walks;
}

// A list of one is asked as such, so that the rows come in the order of the index.
void among(db::Filter& where, db::Fragment one, db::Fragment column, const std::vector<Id>& ids) {
    if (ids.size() == 1)
        where.where(one, ids.front());
    else
        where.in(column, ids);
}

db::Filter conditions(const Walk& walk, const ArticleFilter& filter) {
    db::Filter where;
    if (!walk.sites.empty())
        among(where, "site = ?", "site", walk.sites);
    else
        among(where, "created_by_post = ?", "created_by_post", walk.posts);
    if (walk.state.empty())
        where.where("state <> 'dropped'");
    else
        where.where("state = ?", walk.state);
    if (filter.site != 0) where.where("site = ?", filter.site);
    if (!filter.kind.empty()) where.where("kind = ?", filter.kind);
    if (filter.category != 0) where.where("category = ?", filter.category);
    return where;
}

void add_names(db::Conn& conn, std::vector<ArticleLine>& lines) {
    std::vector<Id> people;
    std::set<Id> sites;
    for (const auto& line : lines) {
        people.push_back(line.article.writer_person);
        sites.insert(line.article.site);
    }
    std::map<Id, std::string> categories;
    for (const Id site : sites)
        for (const auto& one : categories_of(conn, site)) categories[one.id] = one.name;
    const auto names = directory::names_of_people(conn, people);
    for (auto& line : lines) {
        const auto name = names.find(line.article.writer_person);
        if (name != names.end()) line.writer = name->second;
        line.category = categories[line.article.category];
    }
}

}  // namespace

ArticlePage list_articles(db::Conn& conn, const Actor& actor, const ArticleFilter& filter) {
    ArticlePage page;
    const auto walks = walks_of(reach_of(conn, actor, filter.site), filter.view);
    std::map<Id, Article, std::greater<>> found;  // newest first
    std::set<Id> counted;
    for (const auto& walk : walks) {
        db::Filter where = conditions(walk, filter);
        for (const auto& row : where.run(conn, "article.ids", "SELECT id FROM portal_article", "", kCountedMost + 1))
            counted.insert(row.integer(0));
        if (filter.before != 0) where.where("id < ?", filter.before);
        for (const auto& row : where.run(conn, "article.lines", "SELECT " DINH_ARTICLE_HEAD " FROM portal_article",
                                         "ORDER BY id DESC", filter.most + 1)) {
            auto one = store::read_article(row, false);
            found.emplace(one.id, std::move(one));
        }
    }
    page.count = std::min(static_cast<std::int64_t>(counted.size()), kCountedMost);
    page.count_more = static_cast<std::int64_t>(counted.size()) > kCountedMost;
    for (auto& [id, article] : found) {
        if (static_cast<int>(page.lines.size()) == filter.most) {
            page.next = page.lines.back().article.id;
            break;
        }
        page.lines.push_back({std::move(article), "", ""});
    }
    add_names(conn, page.lines);
    return page;
}

}  // namespace dinh::portal
