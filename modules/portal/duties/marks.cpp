// Items that do not apply to a site, and whose checklists one may see.
#include <algorithm>

#include "modules/portal/duties/duty.hpp"
#include "modules/portal/duties/duty_store.hpp"
#include "modules/portal/sites/site_deeds.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

constexpr std::size_t kShortest = 10, kLongest = 500;

std::string label_of(const Actor& actor, const Capacity& as) {
    return as.title.empty() ? actor.name : actor.name + " – " + as.title;
}

std::string checked_reason(std::string_view typed, Reasons& reasons) {
    std::string reason = text::clean_line(typed);
    if (text::length(reason) < kShortest)
        reasons.add("reason", Said("Nêu rõ lý do, ít nhất %1 chữ.", {std::to_string(kShortest)}));
    if (text::length(reason) > kLongest)
        reasons.add("reason", Said("Lý do dài quá %1 chữ.", {std::to_string(kLongest)}));
    return reason;
}

bool sees_all(db::Conn& conn, const Actor& actor) {
    if (can(actor, Deed::see_all_duties, {})) return true;
    const auto sites = sites_of(conn, actor);
    return std::any_of(sites.begin(), sites.end(), [&](const Site& one) {
        return one.kind == "province" && can(actor, Deed::see_all_duties, subject_of(conn, one));
    });
}

}  // namespace

Id mark_not_applicable(db::Tx& tx, const Actor& actor, Id site, std::int64_t version, std::string_view item,
                       std::string_view typed, std::optional<Day> until) {
    const auto held = lock_site(tx, actor, site, version);
    const auto& as = must(actor, Deed::mark_duty, held.subject);
    const Day today = clock::today();
    Reasons reasons;
    const auto asked = content_item(held.site.kind, item, today);
    if (!asked) reasons.add("", "Nội dung này không áp dụng cho loại trang này theo quy định đang có hiệu lực.");
    const auto marks = duty_store::marks(tx, site, today);
    if (std::any_of(marks.begin(), marks.end(), [&](const DutyMark& one) { return one.item == item; }))
        reasons.add("", "Nội dung này đã được ghi là không áp dụng.");
    if (until && *until < today) reasons.add("until", "Ngày này đã qua.");
    const std::string reason = checked_reason(typed, reasons);
    reasons.done();
    const Id mark =
        duty_store::add_mark(tx, actor, as, site, {0, std::string(item), reason, label_of(actor, as), today, until});
    record_on_site(tx, actor, &as, site, "mark_not_applicable",
                   Said("Ghi “%1” là không áp dụng: %2", {asked->name, reason}));
    announce_change(tx, site);
    return mark;
}

void end_mark(db::Tx& tx, const Actor& actor, Id site, std::int64_t version, Id mark) {
    const auto held = lock_site(tx, actor, site, version);
    const auto& as = must(actor, Deed::mark_duty, held.subject);
    const Day today = clock::today();
    const auto marks = duty_store::marks(tx, site, today);
    const auto at = std::find_if(marks.begin(), marks.end(), [&](const DutyMark& one) { return one.id == mark; });
    if (at == marks.end() || !duty_store::end_mark(tx, site, mark, today - 1))
        throw NotFound("portal: mark " + std::to_string(mark) + " is not in force");
    const auto item = content_item(held.site.kind, at->item, today);
    record_on_site(tx, actor, &as, site, "end_mark", Said("Áp dụng lại “%1”", {item ? item->name : at->item}));
    announce_change(tx, site);
}

std::vector<Site> sites_with_duties(db::Conn& conn, const Actor& actor) {
    auto sites = sees_all(conn, actor) ? all_sites(conn) : sites_of(conn, actor);
    std::erase_if(sites, [](const Site& one) { return !one.open(); });
    return sites;
}

Site site_with_duties(db::Conn& conn, const Actor& actor, Id id) {
    auto site = find_site(conn, id);
    const bool seen =
        site && site->open() && (can(actor, Deed::see_duties, subject_of(conn, *site)) || sees_all(conn, actor));
    if (!seen) throw NotFound("portal: the checklist of site " + std::to_string(id) + " is not the actor's");
    return std::move(*site);
}

}  // namespace dinh::portal
