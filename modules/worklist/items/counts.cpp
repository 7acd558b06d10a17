#include <unordered_map>

#include "modules/worklist/items/items.hpp"
#include "platform/db/filter.hpp"

namespace dinh::worklist {

namespace {

// Long enough for one page to be made, too short for a person to notice.
constexpr std::int64_t kAtHandMs = 300;
constexpr std::size_t kMostKept = 20'000;

struct AtHand {
    struct Kept {
        std::int64_t at_ms = 0;
        Counts counts;
    };
    std::mutex mutex;
    std::unordered_map<Id, Kept> by_person;
};

constexpr db::Fragment kCounts =
    "SELECT what, CAST(SUM(n) AS bigint), CAST(SUM(late) AS bigint) FROM ("
    "SELECT holder, item_class AS what, open_items AS n, 0 AS late FROM work_count UNION ALL "
    "SELECT holder, 'due', 1, CASE WHEN due_day < ? THEN 1 ELSE 0 END FROM work_item "
    "WHERE is_open = 1 AND item_class = 'work' AND due_day <= ? UNION ALL "
    "SELECT holder, 'notice', 1, 0 FROM notice WHERE read_at IS NULL) mine";

}  // namespace

Counts counts_of(db::Conn& conn, const Actor& actor, Day today) {
    db::Filter filter;
    filter.bind(today, today + 7).in("holder", actor.grantees);
    Counts counts;
    for (const auto& row : filter.run(conn, "work.counts", kCounts, "GROUP BY what")) {
        const auto what = row.view(0);
        if (what == "work") counts.work = row.integer(1);
        if (what == "information") counts.information = row.integer(1);
        if (what == "notice") counts.unread_notices = row.integer(1);
        if (what != "due") continue;
        counts.overdue = row.integer(2);
        counts.week = row.integer(1) - counts.overdue;
    }
    return counts;
}

Counts counts_at_hand(House& house, db::Conn& conn, const Actor& actor, Day today) {
    auto& at_hand = house.part<AtHand>();
    const std::int64_t now = clock::steady_ms();
    {
        const std::scoped_lock lock(at_hand.mutex);
        const auto found = at_hand.by_person.find(actor.person);
        if (found != at_hand.by_person.end() && now - found->second.at_ms < kAtHandMs) return found->second.counts;
    }
    const Counts counts = counts_of(conn, actor, today);
    const std::scoped_lock lock(at_hand.mutex);
    if (at_hand.by_person.size() >= kMostKept) at_hand.by_person.clear();
    at_hand.by_person[actor.person] = {now, counts};
    return counts;
}

void forget_counts(House& house, Id person) {
    auto& at_hand = house.part<AtHand>();
    const std::scoped_lock lock(at_hand.mutex);
    at_hand.by_person.erase(person);
}

}  // namespace dinh::worklist
