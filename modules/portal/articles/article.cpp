#include "modules/portal/articles/article.hpp"

#include <set>

#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/articles/flow.hpp"

namespace dinh::portal {

namespace {

constexpr std::string_view kAwaiting[] = {state::kAwaitingEdit, state::kAwaitingReview, state::kAwaitingApproval};

constexpr db::Sql kPlacedAt{"placing.sites", "SELECT site FROM portal_placing WHERE article = $1 AND state <> 'own'"};

// Whoever decides for another site reads what is offered to it. A hundred may be asked, an actor has few.
bool asked_elsewhere(db::Conn& conn, const Actor& actor, Id article) {
    std::set<Id> asked;
    for (const auto& row : conn.query(kPlacedAt, article)) asked.insert(row.integer(0));
    if (asked.empty()) return false;
    for (const auto& site : sites_of(conn, actor))
        if (asked.contains(site.id) && can(actor, Deed::accept, subject_of(conn, site))) return true;
    return false;
}

// Also in an archive, and for whom may only read.
bool writes_for(const Actor& actor, const Subject& subject) {
    Subject open = subject;
    open.archive = false;
    Actor able = actor;
    able.read_only = false;
    return can(able, Deed::write, open) != nullptr;
}

bool waits_for(int steps, std::string_view state) {
    if (state == state::kAwaitingEdit) return steps >= 2;
    if (state == state::kAwaitingReview) return steps >= 3;
    return true;
}

}  // namespace

int steps_of(const Site& site, const Category& category) { return category.steps == 0 ? site.steps : category.steps; }

std::string first_state(int steps) { return next_state(steps, ""); }

std::string next_state(int steps, std::string_view state) {
    bool after = state.empty();
    for (const auto one : kAwaiting) {
        if (after && waits_for(steps, one)) return std::string(one);
        after = after || one == state;
    }
    return "";
}

std::string role_awaited(std::string_view state) {
    if (state == state::kAwaitingEdit) return std::string(member::kEditor);
    if (state == state::kAwaitingReview) return std::string(member::kSecretary);
    if (state == state::kAwaitingApproval) return std::string(member::kApprover);
    return "";
}

std::optional<Article> find_article(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(store::kFindArticle, id);
    return rows.empty() ? std::nullopt : std::optional(store::read_article(rows.first()));
}

Subject subject_of(db::Conn& conn, const Article& one) {
    Subject subject;
    if (const auto site = find_site(conn, one.site)) subject = subject_of(conn, *site);
    subject.writer_post = one.writer_post;
    // Until its hour comes the article is in the hands of whoever fixed the hour.
    subject.awaiting = one.state == state::kScheduled ? std::string(member::kApprover) : role_awaited(one.state);
    return subject;
}

bool article_deeds::sees(db::Conn& conn, const Actor& actor, const Article& one, const Subject& subject) {
    if (can(actor, Deed::see_drafts, subject)) return true;
    if (one.state != state::kPublished) return false;
    return writes_for(actor, subject) || asked_elsewhere(conn, actor, one.id);
}

Article visible_article(db::Conn& conn, const Actor& actor, Id id) {
    auto one = find_article(conn, id);
    if (!one || !article_deeds::sees(conn, actor, *one, subject_of(conn, *one)))
        throw NotFound("article " + std::to_string(id) + " is not seen");
    return *std::move(one);
}

std::vector<Edition> editions_of(db::Conn& conn, Id article) {
    std::vector<Edition> list;
    for (const auto& row : conn.query(store::kEditions, article)) list.push_back(store::read_edition(row));
    return list;
}

}  // namespace dinh::portal
