// From hand to hand: submitted, passed on, sent back, published, withdrawn, pinned.
#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/articles/flow.hpp"
#include "modules/portal/articles/words.hpp"
#include "modules/worklist/worklist.hpp"

namespace dinh::portal {

using namespace article_deeds;

namespace {

constexpr int kMostDaysPinned = 90, kMostDaysAhead = 366, kDueAtOnce = 100;

bool in_work(const Article& one) { return !role_awaited(one.state).empty() || one.state == state::kScheduled; }

void give_back(db::Tx& tx, const Actor& actor, const HeldArticle& held, const std::string& reason) {
    worklist::finish_part(tx, kArticle, held.one.id, 0);
    worklist::Item item;
    item.kind = "portal.returned";
    item.subject_kind = kArticle;
    item.subject = held.one.id;
    item.holder = held.one.writer_post;
    item.agency = held.one.owner_agency;
    item.title = held.one.title;
    item.note = reason;
    item.link = article_link(held.one.id);
    item.from_name = actor.name;
    worklist::put(tx, item);
}

void check_hour(const std::optional<Instant>& publish_at, const std::string& next, Reasons& reasons) {
    if (!publish_at) return;
    if (!next.empty()) reasons.add("publish_at", "Chỉ người duyệt cuối cùng hẹn giờ xuất bản.");
    if (*publish_at <= clock::now()) reasons.add("publish_at", "Giờ xuất bản phải sau lúc này.");
    if (clock::day_of(*publish_at) > clock::today() + kMostDaysAhead)
        reasons.add("publish_at", "Giờ xuất bản xa quá một năm; hãy xem lại.");
}

}  // namespace

void submit_article(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    HeldArticle held = lock_article(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::submit, held.subject);
    Article& one = held.one;
    if (one.state != state::kDraft && one.state != state::kReturned && one.state != state::kWithdrawn)
        throw Refused("Bài này đang được xử lý hoặc đã xuất bản.");
    const std::string next = first_state(steps_of(held.site, held.category));
    Reasons reasons;
    check_ready(tx, held, reasons);
    check_awaited(tx, held, next, reasons);
    reasons.done();
    if (one.slug.starts_with('~')) {
        one.slug = free_slug(tx, one.site, slug_of(one.title));
        tx.exec(store::kSetSlug, id, one.slug);
    }
    keep_edition(tx, actor, &as, one, "");
    tx.exec(store::kSetState, id, next, "", nullptr);
    give_step(tx, actor, held, next);
    record(tx, actor, &as, one, "submit_article", Said("Trình: %1", {state_title(next)}));
}

void pass_article(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::optional<Instant> publish_at) {
    HeldArticle held = lock_article(tx, actor, id, version);
    if (!in_work(held.one)) throw Refused("Bài này không chờ ai xử lý.");
    const Capacity& as = must(actor, Deed::pass, held.subject);
    const bool scheduled = held.one.state == state::kScheduled;
    const std::string next = scheduled ? "" : next_state(steps_of(held.site, held.category), held.one.state);
    if (publish_at && next.empty()) must(actor, Deed::schedule, held.subject);
    Reasons reasons;
    check_ready(tx, held, reasons);
    if (!next.empty()) check_awaited(tx, held, next, reasons);
    check_hour(publish_at, next, reasons);
    reasons.done();
    if (differs_from_last(tx, held.one)) keep_edition(tx, actor, &as, held.one, "");
    if (!next.empty()) {
        tx.exec(store::kSetState, id, next, "", nullptr);
        give_step(tx, actor, held, next);
        record(tx, actor, &as, held.one, "pass_article", Said("Chuyển bước: %1", {state_title(next)}));
    } else if (publish_at) {
        tx.exec(store::kSetState, id, state::kScheduled, "", *publish_at);
        worklist::finish_part(tx, kArticle, id, 0);
        record(tx, actor, &as, held.one, "schedule_article",
               Said("Duyệt, hẹn xuất bản lúc %1", {clock::show(*publish_at)}));
    } else {
        publish(tx, actor, &as, held);
    }
}

void send_back(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    const HeldArticle held = lock_article(tx, actor, id, version);
    if (!in_work(held.one)) throw Refused("Bài này không chờ ai xử lý.");
    const Capacity& as = must(actor, Deed::send_back, held.subject);
    const std::string why = checked_reason("reason", reason, "Hãy ghi lý do trả lại.");
    tx.exec(store::kSetState, id, state::kReturned, why, nullptr);
    give_back(tx, actor, held, why);
    tell_writer(tx, actor, held.one, Said("Bài “%1” được trả lại: %2", {held.one.title, why}));
    record(tx, actor, &as, held.one, "send_back", Said("Trả lại: %1", {why}));
}

void withdraw_article(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    const HeldArticle held = lock_article(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::withdraw, held.subject);
    if (held.one.state != state::kPublished) throw Refused("Chỉ gỡ được bài đã xuất bản.");
    const std::string why = checked_reason("reason", reason, "Hãy ghi lý do gỡ bài.");
    tx.exec(store::kSetState, id, state::kWithdrawn, why, nullptr);
    hide(tx, actor, held.one);
    tell_writer(tx, actor, held.one, Said("Bài “%1” đã được gỡ: %2", {held.one.title, why}));
    record(tx, actor, &as, held.one, "withdraw_article", Said("Gỡ bài: %1", {why}));
}

void pin_article(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::optional<Day> until) {
    const HeldArticle held = lock_article(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::pin, held.subject);
    Reasons reasons;
    if (held.one.state != state::kPublished) reasons.add("Chỉ ghim được bài đã xuất bản.");
    if (until && *until < clock::today()) reasons.add("until", "Ngày này đã qua.");
    if (until && *until > clock::today() + kMostDaysPinned)
        reasons.add("until", Said("Chỉ ghim được nhiều nhất %1 ngày.", {std::to_string(kMostDaysPinned)}));
    reasons.done();
    tx.exec(store::kSetPinned, id, until);
    tx.exec(store::kPinPlacing, id, held.one.site, until.has_value());
    announce_record(tx, held.one.site, id);
    record(tx, actor, &as, held.one, "pin_article",
           until ? Said("Ghim lên đầu đến hết ngày %1", {clock::show(*until)}) : Said("Bỏ ghim"));
}

int publish_due(db::Tx& tx, Instant now) {
    const Actor system = Actor::system();
    int published = 0;
    for (const auto& row : tx.query(store::kDue, now, kDueAtOnce)) {
        const db::Rows taken = tx.query(store::kTakeDue, row.integer(0), now);
        if (taken.empty()) continue;
        HeldArticle held = with_its_site(tx, store::read_article(taken.first()));
        publish(tx, system, nullptr, held);
        ++published;
    }
    for (const auto& row : tx.query(store::kUnpinned, clock::day_of(now))) {
        tx.exec(store::kPinPlacing, row.integer(0), row.integer(1), false);
        announce_record(tx, row.integer(1), row.integer(0));
    }
    return published;
}

}  // namespace dinh::portal
