#include "modules/portal/reading/directory_seen.hpp"

#include "modules/portal/reading/contacts.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/written/written.hpp"

namespace dinh::portal::reading {

namespace {

constexpr db::Sql kAll{"portal_directory_seen.all", "SELECT site, digest, above FROM portal_directory_seen"};
constexpr db::Sql kPut{"portal_directory_seen.put",
                       "INSERT INTO portal_directory_seen (site, digest, above, changed_day) VALUES ($1, $2, $3, $4) "
                       "ON CONFLICT (site) DO UPDATE SET digest = excluded.digest, above = excluded.above, changed_day "
                       "= excluded.changed_day"};
constexpr db::Sql kDay{"portal_directory_seen.day", "SELECT changed_day FROM portal_directory_seen WHERE site = $1"};

struct State {
    std::int64_t revision = -1;
    Day day;
    bool operator==(const State&) const = default;
};
struct Followed {
    std::mutex mutex;
    State met, done;
};

struct Shown {
    std::string digest, above;
    bool operator==(const Shown&) const = default;
};

Shown shown_of(const directory::Snapshot& directory, const Site& site) {
    std::string words;
    for (const ContactGroup& group : contacts_of(directory, site.owner_agency)) {
        words += group.name + '\n';
        for (const Contact& one : group.people)
            words += one.name + '\t' + one.post + '\t' + one.phone + '\t' + one.email + '\n';
    }
    const auto* agency = directory.agency(site.owner_agency);
    return {crypto::sha256_hex(words), agency ? directory.agency_name(agency->parent) : std::string()};
}

int look(House& house, const directory::Snapshot& directory) {
    std::map<Id, Shown> before;
    std::vector<Site> sites;
    house.db->read([&](db::Conn& conn) {
        for (const auto& row : conn.query(kAll)) before[row.integer(0)] = {row.text(1), row.text(2)};
        sites = all_sites(conn);
    });
    int changed = 0;
    for (const Site& site : sites) {
        const Shown now = shown_of(directory, site);
        const auto at = before.find(site.id);
        if (at != before.end() && at->second == now) continue;
        const bool above = at != before.end() && at->second.above != now.above;
        house.db->write([&](db::Tx& tx) {
            tx.exec(kPut, site.id, now.digest, now.above, directory.day);
            written::changed(tx, directory_key(site.id));
            if (above) announce_change(tx, site.id);
        });
        ++changed;
    }
    return changed;
}

}  // namespace

std::string directory_key(Id site) { return "portal:" + std::to_string(site) + ":directory"; }

int follow_directory(House& house) {
    const auto directory = directory::now(house);
    const State now{directory->revision, directory->day};
    auto& followed = house.part<Followed>();
    {
        const std::scoped_lock lock(followed.mutex);
        const bool met = std::exchange(followed.met, now) == now;
        if (!met || followed.done == now) return 0;
    }
    const int changed = look(house, *directory);
    const std::scoped_lock lock(followed.mutex);
    followed.done = now;
    return changed;
}

std::optional<Day> directory_changed(db::Conn& conn, Id site) {
    const db::Rows rows = conn.query(kDay, site);
    return rows.empty() ? std::nullopt : rows.first().maybe_day(0);
}

}  // namespace dinh::portal::reading
