// The log of views: collected in memory, written in batches.
#include "platform/audit/audit.hpp"
#include "platform/log/log.hpp"

namespace dinh::audit {

namespace {

constexpr db::Sql kAdd{"audit.add_view",
                       "INSERT INTO access_log (id, at, person, person_name, kind, record, address, views) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};

constexpr log::Message kDropped{"AUDIT_VIEWS_DROPPED", log::Level::error, "views of records could not be kept",
                                "The database has not taken the log of views for so long that memory ran out for it. "
                                "Look for its faults in this log."};

constexpr std::size_t kMostWaiting = 100'000;

struct Key {
    Id person;
    Id record;
    std::string kind, address;
    auto operator<=>(const Key&) const = default;
};
struct View {
    Instant at;
    std::string person_name;
    std::int64_t times = 0;
};
using Views = std::map<Key, View>;

std::mutex mutex;
Views collected;
std::int64_t dropped = 0;

// What could not be written waits again, with the views that came meanwhile.
void put_back(Views& views) {
    const std::lock_guard lock(mutex);
    for (auto& [key, view] : views) {
        auto& kept = collected[key];
        kept.at = view.at;
        kept.person_name = view.person_name;
        kept.times += view.times;
    }
}

}  // namespace

void note_view(const Actor& actor, std::string_view kind, Id record, std::string_view remote_address) {
    Key key{actor.person, record, std::string(kind), std::string(remote_address)};
    const std::lock_guard lock(mutex);
    const auto known = collected.find(key);
    if (known != collected.end()) {
        ++known->second.times;
        return;
    }
    if (collected.size() >= kMostWaiting) {
        ++dropped;
        return;
    }
    collected.emplace(std::move(key), View{clock::now(), actor.name, 1});
}

int flush_views(db::Database& database) {
    Views views;
    std::int64_t lost = 0;
    {
        const std::lock_guard lock(mutex);
        views.swap(collected);
        lost = std::exchange(dropped, 0);
    }
    if (lost > 0) log::write(kDropped, {{"views", lost}});
    int written = 0;
    auto from = views.begin();
    try {
        while (from != views.end()) {
            auto to = from;
            int count = 0;
            while (to != views.end() && count < 500) ++to, ++count;
            database.write([&](db::Tx& tx) {
                for (auto it = from; it != to; ++it) {
                    const auto& [key, view] = *it;
                    tx.exec(kAdd, ids::make(), view.at, key.person, view.person_name, key.kind, key.record, key.address,
                            view.times);
                }
            });
            from = views.erase(from, to);
            written += count;
        }
    } catch (...) {
        put_back(views);
        throw;
    }
    return written;
}

}  // namespace dinh::audit
