// What begins and ends with the day, and the lists of postings.
#include <algorithm>

#include "modules/portal/postings/posting_store.hpp"
#include "platform/db/filter.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::portal {

using namespace postings;

namespace {

constexpr int kCountedMost = 1000, kMostPages = 500;

bool stays(std::string_view kind) {
    for (const auto& one : rules::table("portal_postings").all("kind"))
        if (one.text("id") == kind && one.truth("stays")) return true;
    return false;
}

PostingPage run(db::Conn& conn, const db::Filter& where, const PostingFilter& filter) {
    PostingPage page;
    page.count = static_cast<std::int64_t>(
        where.run(conn, "posting.count", "SELECT 1 FROM posting", "", kCountedMost + 1).size());
    page.count_more = page.count > kCountedMost;
    page.count = std::min<std::int64_t>(page.count, kCountedMost);
    const int skip = (std::clamp(filter.page, 1, kMostPages) - 1) * filter.most;
    const auto rows = where.run(conn, "posting.lines", "SELECT " DINH_POSTING_HEAD ", '' FROM posting",
                                "ORDER BY from_day DESC, id DESC", skip + filter.most);
    for (std::size_t i = static_cast<std::size_t>(skip); i < rows.size(); ++i)
        page.lines.push_back(read_posting(rows[i]));
    return page;
}

std::string state_of_view(std::string_view view) {
    if (view == "waiting") return "proposed";
    if (view == "coming") return "approved";
    if (view == "ended" || view == "returned") return std::string(view);
    return "shown";
}

}  // namespace

int turn_postings(db::Tx& tx, Instant now) {
    const Day today = clock::day_of(now);
    int turned = 0;
    const Actor system = Actor::system();
    for (const auto& row : tx.query(kBegins, today)) {
        const db::Rows begun = tx.query(kShow, row.integer(0), now);
        if (begun.empty()) continue;
        const auto one = read_posting(begun.first());
        note(tx, system, nullptr, one, "portal.show_posting", "Bắt đầu niêm yết");
        announce_change(tx, one.site);
        ++turned;
    }
    for (const auto& row : tx.query(kEnds, today)) {
        const db::Rows over = tx.query(kEndDue, row.integer(0), now);
        if (over.empty()) continue;
        const auto one = read_posting(over.first());
        note(tx, system, nullptr, one, "portal.end_posting", "Hết thời hạn niêm yết");
        announce_change(tx, one.site);
        ++turned;
    }
    tx.exec(kNoteDay, today);
    return turned;
}

PostingPage list_postings(db::Conn& conn, const PostingFilter& filter) {
    db::Filter where;
    where.where("site = ?", filter.site).where("state = ?", state_of_view(filter.view));
    if (!filter.kind.empty()) where.where("kind = ?", filter.kind);
    return run(conn, where, filter);
}

PostingPage shown_postings(db::Conn& conn, const PostingFilter& filter) {
    db::Filter where;
    where.where("site = ?", filter.site);
    if (!filter.kind.empty()) where.where("kind = ?", filter.kind);
    // A kind that stays is read after its end too, in the list of its own.
    if (!filter.kind.empty() && stays(filter.kind))
        where.where("(state = 'shown' OR (state = 'ended' AND reason = '' AND published_at IS NOT NULL))");
    else
        where.where("state = 'shown'");
    return run(conn, where, filter);
}

std::optional<ShownPosting> shown_posting(db::Conn& conn, Id site, Id posting) {
    auto one = find_posting(conn, posting);
    if (!one || one->site != site || !one->published_at) return std::nullopt;
    const bool readable = one->state == "shown" || (one->state == "ended" && one->reason.empty() && stays(one->kind));
    return ShownPosting{*std::move(one), readable};
}

std::vector<jobs::Kind> posting_jobs() {
    return {
        {.name = "portal.turn_postings",
         .job_class = jobs::Class::quick,
         .work = [](House& house,
                    const jobs::Job&) { house.db->write([](db::Tx& tx) { turn_postings(tx, clock::now()); }); },
         .what_to_do = "Niêm yết đến ngày chưa hiện, hoặc hết hạn chưa gỡ. Việc chạy lại sau một phút; xem nhật ký.",
         .every_s = 60}};
}

std::vector<module::WorkKind> posting_work_kinds() {
    return {{"portal.approve_posting", "Duyệt niêm yết", "/portal/postings/%1"},
            {"portal.posting_returned", "Niêm yết bị trả lại", "/portal/postings/%1"}};
}

}  // namespace dinh::portal
