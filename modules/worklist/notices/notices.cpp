#include "modules/worklist/notices/notices.hpp"

#include <boost/json.hpp>

#include "platform/db/filter.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::worklist {

namespace {

constexpr db::Sql kInsert{"notice.insert",
                          "INSERT INTO notice (id, holder, text, link, given_at, said, to_spread) "
                          "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
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
constexpr db::Sql kForgetSent{
    "notice.forget_deliveries",
    "DELETE FROM delivery WHERE link = $1 OR (link >= $1 || '/' AND link < $1 || '0') "
    "OR (link >= $1 || '?' AND link < $1 || '@') OR (link >= $1 || '#' AND link < $1 || '$')"};

constexpr int kLongestRepeated = 61;  // days; who has not heard by then is not helped by one more notice

Said reminder(int days, std::string_view title) {
    const std::string subject = text::cut(title, 200);
    if (days < -1) return {"Quá hạn %1 ngày: %2", {std::to_string(-days), subject}};
    if (days < 0) return {"Quá hạn từ hôm nay: %1", {subject}};
    if (days == 0) return {"Đến hạn hôm nay: %1", {subject}};
    return {"Còn %1 ngày đến hạn: %2", {std::to_string(days), subject}};
}

void insert(db::Tx& tx, Id holder, const Said& said, std::string_view link, bool spread) {
    if (holder == 0) return;
    tx.exec(kInsert, ids::make(), holder, text::cut(text::clean_line(said.vietnamese()), 500), link, clock::now(),
            said_text(said), spread);
}

}  // namespace

void notify(db::Tx& tx, Id holder, const Said& said, std::string_view link) { insert(tx, holder, said, link, true); }

void notify_in_page(db::Tx& tx, Id holder, const Said& said, std::string_view link) {
    insert(tx, holder, said, link, false);
}

std::string said_text(const Said& said) {
    boost::json::array values;
    for (const auto& value : said.values()) values.emplace_back(value);
    return boost::json::serialize(boost::json::object{{"pattern", said.pattern()}, {"values", values}});
}

std::optional<Said> said_from(std::string_view stored) {
    boost::system::error_code fault;
    const auto json = boost::json::parse(stored, fault);
    const auto* object = fault ? nullptr : json.if_object();
    const auto* pattern = object ? object->if_contains("pattern") : nullptr;
    const auto* list = object ? object->if_contains("values") : nullptr;
    if (!pattern || !pattern->is_string() || !list || !list->is_array()) return std::nullopt;
    std::vector<std::string> values;
    for (const auto& value : list->get_array())
        if (value.is_string()) values.emplace_back(value.get_string());
    return Said(std::string(pattern->get_string()), std::move(values));
}

std::vector<Notice> notices_of(db::Conn& conn, const Actor& actor, Id before, int most) {
    db::Filter filter;
    filter.in("holder", actor.grantees);
    if (before != 0) filter.where("id < ?", before);
    std::vector<Notice> list;
    for (const auto& row : filter.run(conn, "notice.list", "SELECT id, text, link, given_at, read_at, said FROM notice",
                                      "ORDER BY id DESC", most))
        list.push_back(
            {row.integer(0), row.text(1), row.text(2), row.instant(3), !row.null(4), said_from(row.view(5))});
    return list;
}

void read_notices(db::Tx& tx, const Actor& actor) {
    for (const Id holder : actor.grantees) tx.exec(kRead, holder, clock::now());
}

void forget_notices(db::Tx& tx, std::string_view link) {
    tx.exec(kForget, link);
    tx.exec(kForgetSent, link);
}

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
            notify_in_page(tx, row.integer(1), reminder(before, row.view(2)), row.view(3));
            ++sent;
        }
    return sent;
}

}  // namespace dinh::worklist
