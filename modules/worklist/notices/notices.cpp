#include "modules/worklist/notices/notices.hpp"

#include "platform/db/filter.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::worklist {

namespace {

constexpr db::Sql kInsert{"notice.insert",
                          "INSERT INTO notice (id, holder, text, link, given_at) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Sql kRead{"notice.read", "UPDATE notice SET read_at = $2 WHERE holder = $1 AND read_at IS NULL"};
constexpr db::Sql kDueOn{
    "notice.items_due_on",
    "SELECT id, holder, title, link FROM work_item WHERE is_open = 1 AND item_class = 'work' AND due_day = $1 "
    "AND (reminded_at IS NULL OR reminded_at < $2) ORDER BY id LIMIT 5000"};
constexpr db::Sql kReminded{
    "notice.item_reminded",
    "UPDATE work_item SET reminded_at = $2 WHERE id = $1 AND (reminded_at IS NULL OR reminded_at < $3)"};

// Ranges of the index: the page itself, and what follows it after '/', '?' or '#'.
constexpr db::Sql kForget{"notice.forget",
                          "DELETE FROM notice WHERE link = $1 OR (link >= $1 || '/' AND link < $1 || '0') "
                          "OR (link >= $1 || '?' AND link < $1 || '@') OR (link >= $1 || '#' AND link < $1 || '$')"};

constexpr int kLongestRepeated = 61;  // days; who has not heard by then is not helped by one more notice

std::string reminder(int days, std::string_view title) {
    const std::string subject = text::cut(title, 200);
    if (days < -1) return "Quá hạn " + std::to_string(-days) + " ngày: " + subject;
    if (days < 0) return "Quá hạn từ hôm nay: " + subject;
    if (days == 0) return "Đến hạn hôm nay: " + subject;
    return "Còn " + std::to_string(days) + " ngày đến hạn: " + subject;
}

}  // namespace

void notify(db::Tx& tx, Id holder, std::string_view text, std::string_view link) {
    if (holder == 0) return;
    tx.exec(kInsert, ids::make(), holder, text::cut(text::clean_line(text), 500), link, clock::now());
}

std::vector<Notice> notices_of(db::Conn& conn, const Actor& actor, Id before, int most) {
    db::Filter filter;
    filter.in("holder", actor.grantees);
    if (before != 0) filter.where("id < ?", before);
    std::vector<Notice> list;
    for (const auto& row : filter.run(conn, "notice.list", "SELECT id, text, link, given_at, read_at FROM notice",
                                      "ORDER BY id DESC", most))
        list.push_back({row.integer(0), row.text(1), row.text(2), row.instant(3), !row.null(4)});
    return list;
}

void read_notices(db::Tx& tx, const Actor& actor) {
    for (const Id holder : actor.grantees) tx.exec(kRead, holder, clock::now());
}

void forget_notices(db::Tx& tx, std::string_view link) { tx.exec(kForget, link); }

Reminders reminders_on(Day day) {
    Reminders reminders;
    const auto* section = rules::table("handling").section("reminders", day);
    if (!section) return reminders;
    for (const auto before : section->integers("days_before_deadline"))
        reminders.days_before.push_back(static_cast<int>(before));
    reminders.repeat_days = static_cast<int>(section->integer("repeat_after_deadline_days"));
    return reminders;
}

int remind_due(db::Tx& tx, Day today, const Reminders& reminders) {
    int sent = 0;
    std::vector<int> days = reminders.days_before;
    days.push_back(-1);
    if (reminders.repeat_days > 0)
        for (int late = 1 + reminders.repeat_days; late <= kLongestRepeated; late += reminders.repeat_days)
            days.push_back(-late);
    for (const int before : days)
        for (const auto& row : tx.query(kDueOn, today + before, clock::start_of(today))) {
            if (tx.exec(kReminded, row.integer(0), clock::now(), clock::start_of(today)) == 0) continue;
            notify(tx, row.integer(1), reminder(before, row.view(2)), row.view(3));
            ++sent;
        }
    return sent;
}

}  // namespace dinh::worklist
