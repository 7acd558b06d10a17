// What people say of findings, and who is told of them.
#include <algorithm>

#include "modules/portal/articles/flow.hpp"
#include "modules/portal/duties/patrol_store.hpp"
#include "modules/portal/sites/site_deeds.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace store = patrol_store;

namespace {

constexpr std::size_t kShortest = 10, kLongest = 500;
constexpr const char* kWork = "portal.care";
constexpr const char* kJob = "portal.patrol_now";

std::string label_of(const Actor& actor, const Capacity& as) {
    return as.title.empty() ? actor.name : actor.name + " – " + as.title;
}

struct Held {
    Finding one;
    Subject subject;
};
// NotFound for whom the site is not visible, Conflict when the finding is no longer at the version.
Held lock_link(db::Tx& tx, const Actor& actor, Id site, Id link, std::int64_t version) {
    const Site held = visible_site(tx, actor, site);
    const bool locked = store::lock(tx, site, link, version);
    const auto found = find_finding(tx, site, link);
    if (!found) throw NotFound("portal: no link " + std::to_string(link));
    if (!locked) throw Conflict("portal: link " + std::to_string(link) + " changed");
    return {*found, subject_of(tx, held)};
}

// The page may have been mended: what it leads to now is read anew before the target is asked.
void look_again(db::Tx& tx, Id site, Id target) {
    const Day today = clock::today();
    store::walk_again(tx, site, today);
    store::ask_again(tx, target, today);
}

void patrol_soon(db::Tx& tx) { jobs::put(tx, kJob, "{}", {}, "now"); }

// The rule that fits the page best: of its category's item, else of all pages.
int days_allowed(const std::string& item, Day day) {
    int days = 0;
    for (const auto* rule : rules::table("portal_content").in_force("review", day)) {
        const bool own = !rule->text("item").empty() && rule->text("item") == item;
        if (own) return static_cast<int>(rule->integer("days"));
        if (rule->text("item").empty()) days = static_cast<int>(rule->integer("days"));
    }
    return days;
}

std::string words_of(const Site& site, std::int64_t links, std::int64_t pages) {
    std::vector<std::string> parts;
    if (links > 0) parts.push_back(std::to_string(links) + " liên kết hỏng");
    if (pages > 0) parts.push_back(std::to_string(pages) + " trang cần xem lại");
    return site.name + ": " + text::join(parts, ", ");
}

}  // namespace

std::vector<StalePage> stale_pages(db::Conn& conn, const directory::Snapshot& directory, const Site& site, Day today) {
    std::vector<StalePage> list;
    if (!site.open()) return list;
    for (auto& [page, item] : store::pages(conn, site.id)) {
        page.days = days_allowed(item, today);
        if (page.days == 0 || page.since + page.days >= today) continue;
        const auto* post = directory.post(page.owner);
        if (!post || post->holder == 0) page.owner = 0;
        list.push_back(std::move(page));
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const StalePage& a, const StalePage& b) { return a.since < b.since; });
    return list;
}

void remind_of_site(db::Tx& tx, const directory::Snapshot& directory, const Site& site, Day today) {
    std::map<Id, std::pair<std::int64_t, std::int64_t>> counts;  // links, pages
    if (site.open()) {
        for (const auto& [owner, links] : store::bad_by_owner(tx, site.id))
            counts[directory.post(owner) && directory.post(owner)->holder != 0 ? owner : 0].first += links;
        for (const auto& page : stale_pages(tx, directory, site, today)) ++counts[page.owner].second;
    }
    // What has no writer any more comes on top of what an editor wrote himself.
    if (const auto nobodys = counts.extract(0); !nobodys.empty())
        for (const Id post : carers_of(directory, site, members_of(tx, site.id))) {
            counts[post].first += nobodys.mapped().first;
            counts[post].second += nobodys.mapped().second;
        }
    Lines lines;
    for (const auto& [post, count] : counts) lines[post] = {words_of(site, count.first, count.second), {}};
    keep_lines(tx, {kWork, kCare, "/portal/links/"}, site, lines);
}

void mark_link(db::Tx& tx, const Actor& actor, Id site, Id link, std::int64_t version, std::string_view mark,
               std::string_view typed) {
    const auto held = lock_link(tx, actor, site, link, version);
    const auto& as = must(actor, Deed::write, held.subject);
    const std::string& state = held.one.state;
    Reasons reasons;
    if (mark != "fixed" && mark != "ignored") reasons.add("mark", "Hãy chọn đã sửa hoặc bỏ qua.");
    if (state != link::kGone && state != link::kFailing && state != link::kMoved)
        reasons.add("", "Liên kết này không có gì phải xử lý.");
    if (!held.one.mark.empty()) reasons.add("", "Liên kết này đã được ghi xử lý.");
    const std::string reason = text::clean_line(typed);
    if (mark == "ignored" && text::length(reason) < kShortest)
        reasons.add("reason", Said("Nêu rõ lý do, ít nhất %1 chữ.", {std::to_string(kShortest)}));
    if (text::length(reason) > kLongest)
        reasons.add("reason", Said("Lý do dài quá %1 chữ.", {std::to_string(kLongest)}));
    reasons.done();
    store::set_mark(tx, link, mark, reason, label_of(actor, as));
    if (mark == "fixed") look_again(tx, site, held.one.target);
    record_on_site(tx, actor, &as, site, "mark_link",
                   mark == "fixed" ? Said("Ghi đã sửa liên kết %1", {held.one.address})
                                   : Said("Bỏ qua liên kết hỏng %1: %2", {held.one.address, reason}));
    patrol_soon(tx);
}

void unmark_link(db::Tx& tx, const Actor& actor, Id site, Id link, std::int64_t version) {
    const auto held = lock_link(tx, actor, site, link, version);
    const auto& as = must(actor, Deed::write, held.subject);
    if (held.one.mark.empty()) throw Refused("Liên kết này chưa được ghi xử lý.");
    store::set_mark(tx, link, "", "", "");
    record_on_site(tx, actor, &as, site, "unmark_link", Said("Bỏ ghi xử lý liên kết %1", {held.one.address}));
    patrol_soon(tx);
}

void check_link_again(db::Tx& tx, const Actor& actor, Id site, Id link, std::int64_t version) {
    const auto held = lock_link(tx, actor, site, link, version);
    const auto& as = must(actor, Deed::write, held.subject);
    look_again(tx, site, held.one.target);
    record_on_site(tx, actor, &as, site, "check_link", Said("Cho kiểm tra lại liên kết %1", {held.one.address}));
    patrol_soon(tx);
}

void confirm_page(db::Tx& tx, const Actor& actor, Id article, std::int64_t version) {
    const auto held = article_deeds::lock_article(tx, actor, article, version);
    const auto* as = can(actor, Deed::see_drafts, held.subject);
    // Reading drafts is open to people who may only read.
    if (!as || !can(actor, Deed::write, held.subject))
        throw Forbidden("Chỉ người viết và Ban Biên tập của trang xác nhận được.", "portal: not his page to confirm");
    if (held.one.kind != "page" || held.one.state != "published")
        throw Refused("Chỉ xác nhận được trang nội dung đang hiển thị.");
    const Day today = clock::today();
    store::add_review(tx, actor, as, held.site.id, article, today, label_of(actor, *as));
    article_deeds::record(tx, actor, as, held.one, "confirm_page", "Xác nhận nội dung vẫn đúng");
    patrol_soon(tx);
}

}  // namespace dinh::portal
