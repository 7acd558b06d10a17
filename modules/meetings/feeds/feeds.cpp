#include "modules/meetings/feeds/feeds.hpp"

#include <map>

#include "modules/meetings/entries/entries.hpp"
#include "modules/meetings/weeks/weeks.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/icalendar/icalendar.hpp"
#include "platform/text/text.hpp"

namespace dinh::meetings {

namespace {

constexpr db::Sql kOf{"feed.of_person",
                      "SELECT id, person, name, created_at, last_read_at, slot FROM calendar_feed "
                      "WHERE person = $1 AND ended_at IS NULL ORDER BY id DESC"};
constexpr db::Sql kInsert{"feed.insert",
                          "INSERT INTO calendar_feed (id, person, slot, name, token_hash, created_at) "
                          "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING"};
constexpr db::Sql kEnd{"feed.end",
                       "UPDATE calendar_feed SET ended_at = $3 WHERE id = $1 AND person = $2 AND ended_at IS NULL"};
constexpr db::Sql kBehind{"feed.behind",
                          "SELECT id, person, name, created_at, last_read_at FROM calendar_feed "
                          "WHERE token_hash = $1 AND ended_at IS NULL"};
constexpr db::Sql kRead{"feed.read", "UPDATE calendar_feed SET last_read_at = $2 WHERE id = $1"};

constexpr std::size_t kSecretLength = 43;  // 32 bytes in base64url
constexpr int kDaysBack = 31, kDaysAhead = 183;

Feed feed_from(const db::Rows::Row& row) {
    return {row.integer(0), row.integer(1), row.text(2), row.instant(3), row.maybe_instant(4)};
}

std::string description_of(const Entry& entry) {
    std::string chair = entry.chair_text, others;
    for (const auto& one : entry.participants) {
        if (one.role == "chair")
            chair = one.label;
        else if (one.attends)
            others += (others.empty() ? "" : "; ") + one.label;
    }
    std::string words;
    if (!chair.empty()) words += "Chủ trì: " + chair + "\n";
    if (!others.empty()) words += "Thành phần: " + others + "\n";
    if (!entry.guests.empty()) words += "Thành phần khác: " + entry.guests + "\n";
    if (!entry.reason.empty()) words += "Lý do hủy: " + entry.reason + "\n";
    return words;
}

bool goes(const std::vector<Id>& holders, const Entry& entry) {
    return std::any_of(entry.participants.begin(), entry.participants.end(), [&](const Participant& one) {
        return one.attends && std::find(holders.begin(), holders.end(), one.who) != holders.end();
    });
}

}  // namespace

std::string new_feed_secret() { return crypto::random_token(); }

Id make_feed(db::Tx& tx, const Actor& actor, std::string_view name, std::string_view secret) {
    if (actor.person == 0 || actor.capacities.empty())
        throw Forbidden("Chỉ người đang giữ chức vụ, vị trí công tác có lịch riêng.", "meetings: a feed for nobody");
    const std::string clean = text::clean_line(name);
    Reasons reasons;
    if (clean.empty()) reasons.add("name", "Hãy ghi tên để nhận ra địa chỉ này, ví dụ tên máy hay phần mềm đọc lịch.");
    if (text::length(clean) > 100) reasons.add("name", Said("%1 dài quá %2 ký tự.", {"Tên", "100"}));
    std::vector<bool> taken(kMostFeeds);
    const auto rows = tx.query(kOf, actor.person);
    for (const auto& row : rows) taken.at(static_cast<std::size_t>(row.integer(5))) = true;
    const auto free = std::find(taken.begin(), taken.end(), false);
    if (free == taken.end())
        reasons.add(Said("Mỗi người có nhiều nhất %1 địa chỉ; hãy kết thúc địa chỉ không còn dùng.",
                         {std::to_string(kMostFeeds)}));
    reasons.done();
    const Id id = ids::make();
    if (tx.exec(kInsert, id, actor.person, free - taken.begin(), clean, crypto::sha256_hex(secret), clock::now()) == 0)
        throw Conflict("two feeds were made at the same moment");
    audit::append(tx, actor, actor.acting_capacity(), "meetings.make_feed", "calendar_feed", id);
    return id;
}

void end_feed(db::Tx& tx, const Actor& actor, Id feed) {
    if (tx.exec(kEnd, feed, actor.person, clock::now()) == 0) throw NotFound("no living feed " + std::to_string(feed));
    audit::append(tx, actor, actor.acting_capacity(), "meetings.end_feed", "calendar_feed", feed);
}

std::vector<Feed> feeds_of(db::Conn& conn, Id person) {
    std::vector<Feed> feeds;
    for (const auto& row : conn.query(kOf, person)) feeds.push_back(feed_from(row));
    return feeds;
}

std::optional<Feed> feed_behind(db::Conn& conn, std::string_view secret) {
    if (secret.size() != kSecretLength) return std::nullopt;
    const auto rows = conn.query(kBehind, crypto::sha256_hex(secret));
    return rows.empty() ? std::nullopt : std::optional(feed_from(rows.first()));
}

void note_feed_read(db::Tx& tx, Id feed) { tx.exec(kRead, feed, clock::now()); }

std::string feed_text(db::Conn& conn, const directory::Snapshot& directory, Id person) {
    const auto holders = directory.actor_of(person).grantees;
    std::map<std::pair<Id, Day>, bool> published;
    std::vector<icalendar::Event> events;
    for (const auto& entry : entries_of(conn, holders, clock::today() - kDaysBack, clock::today() + kDaysAhead)) {
        if (entry.state == "proposed" || !goes(holders, entry)) continue;
        const std::pair week{entry.agency, monday_of(entry.first_day())};
        const auto known = published.try_emplace(week, false);
        if (known.second) known.first->second = week_of(conn, week.first, week.second).published();
        icalendar::Event event;
        event.uid = std::to_string(entry.id) + "@lich-cong-tac.dinh";
        event.stamp = entry.updated_at, event.starts = entry.starts, event.ends = entry.ends;
        event.summary = entry.subject, event.location = entry.place, event.description = description_of(entry);
        event.status = entry.state == "cancelled" ? "CANCELLED" : known.first->second ? "CONFIRMED" : "TENTATIVE";
        event.is_private = entry.internal;
        event.sequence = entry.sequence;
        events.push_back(std::move(event));
    }
    return icalendar::calendar_of("Lịch công tác – " + directory.person_name(person), events);
}

}  // namespace dinh::meetings
