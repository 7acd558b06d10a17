#include "platform/audit/viewers.hpp"

#include <mutex>
#include <set>
#include <tuple>

#include "platform/audit/audit.hpp"
#include "platform/clock/clock.hpp"

namespace dinh::audit {

namespace {

constexpr db::Sql kViewers{"audit.viewers",
                           "SELECT person, MAX(person_name), MIN(at), MAX(at), SUM(views) FROM access_log WHERE "
                           "kind = $1 AND record = $2 GROUP BY person ORDER BY MAX(at) DESC, person LIMIT $3"};

constexpr std::size_t kMostNoted = 200'000;

// The views of today that this process noted.
struct Today {
    std::mutex mutex;
    Day day;
    std::set<std::tuple<Id, Id, std::string>> noted;
};

bool first_today(Id person, std::string_view kind, Id record) {
    static Today today;
    const std::scoped_lock lock(today.mutex);
    const Day day = clock::today();
    if (!(today.day == day) || today.noted.size() >= kMostNoted) {
        today.day = day;
        today.noted.clear();
    }
    return today.noted.emplace(person, record, std::string(kind)).second;
}

}  // namespace

void note_view_of_day(const Actor& actor, std::string_view kind, Id record, std::string_view remote_address) {
    if (actor.person != 0 && first_today(actor.person, kind, record)) note_view(actor, kind, record, remote_address);
}

std::vector<Viewer> viewers_of(db::Conn& conn, std::string_view kind, Id record, int most) {
    std::vector<Viewer> found;
    for (const auto& row : conn.query(kViewers, kind, record, most))
        found.push_back({row.integer(0), row.text(1), row.instant(2), row.instant(3), row.integer(4)});
    return found;
}

}  // namespace dinh::audit
