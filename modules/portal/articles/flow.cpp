#include "modules/portal/articles/flow.hpp"

#include <set>

#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/articles/words.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/events/events.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::article_deeds {

namespace {

constexpr std::size_t kSlugLetters = 80, kMarkLetters = 6;

const char* work_kind(std::string_view state) {
    if (state == state::kAwaitingEdit) return "portal.edit";
    return state == state::kAwaitingReview ? "portal.review" : "portal.approve";
}

void announce_event(db::Tx& tx, std::string_view kind, const Actor& actor, const Article& one) {
    events::Event event;
    event.kind = kind;
    event.subject = one.id;
    event.agency = one.owner_agency;
    event.person = actor.person;
    event.payload = R"({"id":")" + std::to_string(one.id) + R"(","site":")" + std::to_string(one.site) + R"("})";
    events::announce(tx, event);
}

// A page is read aloud by one file; a new one takes the place of the old.
void drop_audio(db::Tx& tx, Id article) {
    for (const auto& ref : files::of_record(tx, kArticle, article))
        if (ref.role == "audio") files::detach(tx, ref.id);
}

// Readers see the gap where a picture is missing; texts of documents that wait for a worker are only found later.
constexpr Instant kBeforeOthers{1};

std::string job_payload(Id article) { return R"({"article":")" + std::to_string(article) + R"("})"; }

}  // namespace

HeldArticle with_its_site(db::Conn& conn, Article one) {
    HeldArticle held;
    held.site = find_site(conn, one.site).value_or(Site{});
    held.category = find_category(conn, one.category).value_or(Category{});
    held.subject = subject_of(conn, one);
    held.one = std::move(one);
    return held;
}

HeldArticle lock_article(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const db::Rows rows = tx.query(store::kLockArticle, id, version, clock::now());
    if (rows.empty()) {
        visible_article(tx, actor, id);
        throw Conflict("article " + std::to_string(id) + " is not at version " + std::to_string(version));
    }
    HeldArticle held = with_its_site(tx, store::read_article(rows.first()));
    if (!sees(tx, actor, held.one, held.subject)) throw NotFound("article " + std::to_string(id) + " is not seen");
    return held;
}

std::string article_link(Id id) { return "/portal/articles/" + std::to_string(id); }

std::string label_of(const Actor& actor, const Capacity& as) {
    return actor.name + (as.title.empty() ? "" : " – " + as.title);
}

void record(db::Tx& tx, const Actor& actor, const Capacity* as, const Article& one, std::string_view deed,
            const Said& words, const std::vector<deed::Change>& changes) {
    const std::string name = "portal." + std::string(deed);
    deed::history_said(tx, actor, as, kArticle, one.id, name, words, changes);
    audit::append(tx, actor, as, name, kArticle, one.id);
}

std::vector<int> attach_new(db::Tx& tx, const Actor& actor, const Article& one, const std::vector<NewFile>& list,
                            const std::string& alt) {
    std::vector<int> positions;
    bool first = one.picture == 0, described = false;
    for (const auto& file : list) {
        const bool picture = file.stored.media_type.starts_with("image/");
        const bool audio = file.stored.media_type.starts_with("audio/");
        const char* role = picture ? "picture" : audio ? "audio" : "file";
        if (audio) drop_audio(tx, one.id);
        const auto ref = files::attach(tx, kArticle, one.id, role, file.name, file.stored, actor.person);
        positions.push_back(ref.position);
        if (!picture) continue;
        tx.exec(store::kDescribePicture, one.id, ref.position, first || !described ? alt : std::string());
        described = true;
        if (first) tx.exec(store::kSetPicture, one.id, ref.position, alt);
        first = false;
        jobs::put(tx, "portal.pictures", job_payload(one.id), kBeforeOthers,
                  "portal.pictures:" + std::to_string(one.id));
    }
    return positions;
}

std::string free_slug(db::Tx& tx, Id site, const std::string& wanted) {
    tx.query(store::kHoldSite, site);
    const std::string begin = wanted.substr(0, kSlugLetters - kMarkLetters);
    const std::string end = begin + (begin == wanted ? '.' : '~');  // behind "-" and behind every letter
    std::set<std::string> taken;
    for (const auto& row : tx.query(store::kSlugsLike, site, begin, end)) taken.insert(row.text(0));
    std::string slug = wanted;
    for (int n = 2; taken.contains(slug); ++n) {
        const std::string mark = "-" + std::to_string(n);
        slug = wanted.substr(0, kSlugLetters - mark.size()) + mark;
    }
    return slug;
}

int keep_edition(db::Tx& tx, const Actor& actor, const Capacity* as, const Article& one, std::string_view note) {
    const db::Rows last = tx.query(store::kLastEdition, one.id);
    const int edition = last.empty() ? 1 : static_cast<int>(last.first().integer(0)) + 1;
    tx.exec(store::kAddEdition, one.id, edition, one.title, one.summary, one.body, clock::now(), actor.person,
            as ? label_of(actor, *as) : actor.name, note);
    tx.exec(store::kSetEdition, one.id, edition);
    return edition;
}

bool differs_from_last(db::Conn& conn, const Article& one) {
    const db::Rows rows = conn.query(store::kLastEdition, one.id);
    if (rows.empty()) return true;
    const Edition last = store::read_edition(rows.first());
    return last.title != one.title || last.summary != one.summary || last.body != one.body;
}

std::vector<Id> holders_of(db::Conn& conn, const Subject& subject, std::string_view role) {
    std::vector<Id> posts;
    for (const auto& one : subject.members) {
        if (one.role != role) continue;
        const auto facts = directory::post_facts(conn, one.post, clock::today());
        if (facts && facts->open && facts->holder != 0) posts.push_back(one.post);
    }
    return posts;
}

void give_step(db::Tx& tx, const Actor& actor, const HeldArticle& held, std::string_view state) {
    worklist::finish_part(tx, kArticle, held.one.id, 0);
    for (const Id post : holders_of(tx, held.subject, role_awaited(state))) {
        worklist::Item item;
        item.kind = work_kind(state);
        item.subject_kind = kArticle;
        item.subject = held.one.id;
        item.holder = post;
        item.agency = held.one.owner_agency;
        item.title = held.one.title;
        item.note = held.site.name;
        item.link = article_link(held.one.id);
        item.from_name = actor.name;
        worklist::put(tx, item);
    }
}

void tell_writer(db::Tx& tx, const Actor& actor, const Article& one, const Said& words) {
    if (actor.person != one.writer_person) worklist::notify(tx, one.writer_person, words, article_link(one.id));
}

void announce_everywhere(db::Tx& tx, Id article) {
    for (const auto& row : tx.query(store::kShownAt, article)) announce_record(tx, row.integer(0), article);
    for (const auto& row : tx.query(store::kOtherTongues, article)) announce_record(tx, row.integer(0), row.integer(1));
}

bool put_entry(db::Tx& tx, Id article) {
    const auto one = find_article(tx, article);
    search::Entry entry;
    entry.kind = kArticle;
    entry.record = article;
    for (const auto& row : tx.query(store::kShownIn, article))
        entry.grantees.insert(entry.grantees.end(), {row.integer(0), row.integer(1)});
    if (!one || entry.grantees.empty()) {
        search::drop(tx, kArticle, article);
        return false;
    }
    entry.grantees.push_back(kReaders);
    const HeldArticle held = with_its_site(tx, *one);
    entry.title = one->title;
    // The kind first: search by kind goes by it. That of nearly all would only make the index longer.
    entry.words = (one->kind == "article" ? "" : article_kind(one->kind) + " ") + held.category.name + " " +
                  one->summary + " " + one->author + " " + one->pen_name;
    entry.day = clock::day_of(one->published_at.value_or(one->changed_at));
    entry.link = base_path(held.site.slug) + "/bai/" + one->slug;
    search::put(tx, entry);
    return true;
}

void put_search(db::Tx& tx, Id article) {
    if (put_entry(tx, article))
        jobs::put(tx, "portal.index_article", job_payload(article), {}, "portal.index:" + std::to_string(article));
}

void publish(db::Tx& tx, const Actor& actor, const Capacity* as, HeldArticle& held) {
    Article& one = held.one;
    const Instant now = clock::now();
    tx.exec(store::kSetPublished, one.id, now);
    tx.exec(store::kPlace, one.id, one.site, one.category, one.slug, one.language, one.kind, now);
    tx.exec(store::kShowTakenOver, one.id, one.language, one.kind, now);
    worklist::finish_part(tx, kArticle, one.id, 0);
    record(tx, actor, as, one, "publish_article", "Xuất bản");
    announce_event(tx, kPublished, actor, one);
    tell_writer(tx, actor, one, Said("Bài “%1” đã được xuất bản.", {one.title}));
    announce_everywhere(tx, one.id);
    put_search(tx, one.id);
}

void hide(db::Tx& tx, const Actor& actor, const Article& one) {
    announce_everywhere(tx, one.id);
    tx.exec(store::kHidePlacings, one.id, clock::now());
    tx.exec(store::kSetPinned, one.id, nullptr);
    worklist::finish_all(tx, kArticle, one.id);
    search::drop(tx, kArticle, one.id);
    announce_event(tx, kWithdrawn, actor, one);
}

}  // namespace dinh::portal::article_deeds
