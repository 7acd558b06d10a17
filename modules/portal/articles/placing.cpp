#include "modules/portal/articles/placing.hpp"

#include <set>

#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/articles/flow.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/db/filter.hpp"

namespace dinh::portal {

using namespace article_deeds;

namespace {

#define DINH_PLACING                                                                                               \
    "p.article, p.site, p.category, s.name, p.slug, p.state, p.shown, p.due_day, p.changed_at, p.changed_by FROM " \
    "portal_placing p JOIN portal_site s ON s.id = p.site"

constexpr db::Sql kPlacings{"placing.of_article",
                            "SELECT " DINH_PLACING " WHERE p.article = $1 AND p.state <> 'own' ORDER BY s.name"};
constexpr db::Sql kAsk{
    "placing.ask",
    "INSERT INTO portal_placing (article, site, category, slug, language, kind, state, shown, due_day, changed_at, "
    "changed_by) VALUES ($1, $2, 0, $3, $4, $5, $6, 0, $7, $8, $9) ON CONFLICT (article, site) DO UPDATE SET state = "
    "$6, due_day = $7, changed_at = $8, changed_by = $9 WHERE portal_placing.state = 'declined' OR "
    "(portal_placing.state = 'offered' AND $6 = 'demanded')"};
constexpr db::Sql kAnswer{
    "placing.answer",
    "UPDATE portal_placing SET state = $3, category = $4, slug = $5, shown = $6, published_at = $7, changed_at = $7, "
    "changed_by = $8 WHERE article = $1 AND site = $2 AND state IN ('offered', 'demanded')"};

Placing read_placing(const db::Rows::Row& row) {
    Placing one;
    one.article = row.integer(0);
    one.site = row.integer(1);
    one.category = row.integer(2);
    one.site_name = row.text(3);
    one.slug = row.text(4);
    one.state = row.text(5);
    one.shown = row.truth(6);
    one.due = row.maybe_day(7);
    one.changed_at = row.instant(8);
    one.changed_by = row.text(9);
    return one;
}

std::string waiting_slug(Id article) { return "~" + std::to_string(article); }

struct Asking {
    const Actor& actor;
    const Capacity& as;
    const Article& one;
    std::string_view state;
    std::optional<Day> due;
    std::string home;
};

void give_work(db::Tx& tx, const Asking& asking, const Site& site) {
    worklist::Item item;
    item.kind = "portal.place";
    item.subject_kind = kArticle;
    item.subject = asking.one.id;
    item.part = site.id;
    item.agency = site.owner_agency;
    item.title = asking.one.title;
    item.note = asking.home;
    item.link = article_link(asking.one.id) + "/placings";
    item.due = asking.due;
    item.from_name = asking.actor.name;
    std::set<Id> posts;
    for (const auto& member : members_of(tx, site.id))
        if (member.role == member::kSecretary || member.role == member::kApprover) posts.insert(member.post);
    for (const Id post : posts) {
        item.holder = post;
        worklist::put(tx, item);
    }
}

void check_sites(const HeldArticle& held, const std::vector<Id>& ids, const std::map<Id, Site>& all, Reasons& reasons) {
    if (held.one.state != state::kPublished) reasons.add("Bài phải được xuất bản ở trang của mình trước.");
    if (ids.empty()) reasons.add("sites", "Hãy chọn ít nhất một trang.");
    for (const Id id : ids) {
        const auto site = all.find(id);
        if (site == all.end() || !site->second.open() || id == held.one.site) {
            reasons.add("sites", "Có trang đã lưu trữ hoặc không nhận được bài này; hãy chọn lại.");
            return;
        }
    }
}

void ask(db::Tx& tx, const Asking& asking, const std::vector<Id>& typed, const std::map<Id, Site>& all) {
    const std::set<Id> sites(typed.begin(), typed.end());  // in one order everywhere, so that two never wait in a ring
    int asked = 0;
    for (const Id id : sites) {
        const auto changed =
            tx.exec(kAsk, asking.one.id, id, waiting_slug(asking.one.id), asking.one.language, asking.one.kind,
                    asking.state, asking.due, clock::now(), label_of(asking.actor, asking.as));
        if (changed == 0) continue;
        give_work(tx, asking, all.at(id));
        ++asked;
    }
    const std::string count = std::to_string(asked);
    if (asking.due)
        record(tx, asking.actor, &asking.as, asking.one, "demand_article",
               Said("Yêu cầu %1 trang đăng, hạn %2", {count, clock::show(*asking.due)}));
    else
        record(tx, asking.actor, &asking.as, asking.one, "offer_article", Said("Mời %1 trang đăng", {count}));
}

std::map<Id, Site> sites_by_id(db::Conn& conn) {
    std::map<Id, Site> all;
    for (auto& one : all_sites(conn)) all.emplace(one.id, one);
    return all;
}

struct Answering {
    Article one;
    Site site;
    const Capacity* as = nullptr;
};
Answering hold_asked(db::Tx& tx, const Actor& actor, Id article, Id site_id, Deed deed) {
    const auto site = find_site(tx, site_id);
    const db::Rows rows = tx.query(store::kHoldArticle, article);
    if (!site || rows.empty()) throw NotFound("placing of " + std::to_string(article));
    const auto placings = placings_of(tx, article);
    const bool asked = std::any_of(placings.begin(), placings.end(), [&](const auto& p) { return p.site == site_id; });
    const Subject subject = subject_of(tx, *site);
    if (!asked || !can(actor, Deed::accept, subject)) throw NotFound("placing of " + std::to_string(article));
    Answering answering{store::read_article(rows.first()), *site, &must(actor, deed, subject)};
    if (answering.one.state != state::kPublished) throw Conflict("article was withdrawn");
    return answering;
}

}  // namespace

std::vector<Placing> placings_of(db::Conn& conn, Id article) {
    std::vector<Placing> list;
    for (const auto& row : conn.query(kPlacings, article)) list.push_back(read_placing(row));
    return list;
}

bool answers_for(db::Conn& conn, const Actor& actor, Id id) {
    const auto site = find_site(conn, id);
    return site && can(actor, Deed::accept, subject_of(conn, *site));
}

std::vector<Asked> asked_of(db::Conn& conn, const Actor& actor, int most) {
    std::vector<Asked> list;
    for (const auto& site : sites_of(conn, actor)) {
        if (!can(actor, Deed::accept, subject_of(conn, site))) continue;
        for (const char* state : {"demanded", "offered"}) {
            db::Filter where;
            where.where("p.site = ?", site.id).where("p.state = ?", state);
            for (const auto& row :
                 where.run(conn, "placing.asked", "SELECT " DINH_PLACING, "ORDER BY p.changed_at DESC", most)) {
                auto article = find_article(conn, row.integer(0));
                if (!article || article->state != state::kPublished) continue;
                const auto home = find_site(conn, article->site);
                list.push_back({read_placing(row), *std::move(article), home ? home->name : ""});
            }
        }
    }
    return list;
}

void offer_article(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const std::vector<Id>& sites) {
    const HeldArticle held = lock_article(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::offer, held.subject);
    const auto all = sites_by_id(tx);
    Reasons reasons;
    check_sites(held, sites, all, reasons);
    reasons.done();
    ask(tx, {actor, as, held.one, "offered", {}, held.site.name}, sites, all);
}

void demand_article(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const std::vector<Id>& sites,
                    Day due) {
    const HeldArticle held = lock_article(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::demand, held.subject);
    const auto all = sites_by_id(tx);
    Reasons reasons;
    check_sites(held, sites, all, reasons);
    if (due < clock::today()) reasons.add("due", "Hạn đăng không được trước hôm nay.");
    reasons.done();
    ask(tx, {actor, as, held.one, "demanded", due, held.site.name}, sites, all);
}

void accept_article(db::Tx& tx, const Actor& actor, Id article, Id site, Id category) {
    const Answering held = hold_asked(tx, actor, article, site, Deed::accept);
    const auto chosen = find_category(tx, category);
    if (!chosen || chosen->site != site || !chosen->open)
        throw Refused("category", "Hãy chọn chuyên mục của trang mình.");
    const std::string slug = free_slug(tx, site, held.one.slug);
    if (tx.exec(kAnswer, article, site, "accepted", category, slug, true, clock::now(), label_of(actor, *held.as)) == 0)
        throw Conflict("placing was answered");
    worklist::finish_part(tx, kArticle, article, site);
    record(tx, actor, held.as, held.one, "accept_article", Said("%1 đăng bài này", {held.site.name}));
    announce_record(tx, site, article);
    put_search(tx, article);
}

void decline_article(db::Tx& tx, const Actor& actor, Id article, Id site, std::string_view reason) {
    const Answering held = hold_asked(tx, actor, article, site, Deed::decline);
    const std::string why = checked_reason("reason", reason, "Hãy ghi lý do không đăng.");
    const std::string by = label_of(actor, *held.as) + ": " + why;
    if (tx.exec(kAnswer, article, site, "declined", 0, waiting_slug(article), false, clock::now(), by) == 0)
        throw Conflict("placing was answered");
    worklist::finish_part(tx, kArticle, article, site);
    record(tx, actor, held.as, held.one, "decline_article", Said("%1 không đăng: %2", {held.site.name, why}));
}

}  // namespace dinh::portal
