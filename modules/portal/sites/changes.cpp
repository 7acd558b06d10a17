// What deeds on sites tell the house.
#include "modules/portal/duties/duty.hpp"
#include "modules/portal/sites/site_deeds.hpp"
#include "platform/audit/audit.hpp"
#include "platform/web/mounts.hpp"
#include "platform/written/written.hpp"

namespace dinh::portal {

namespace {

// "portal:17" for all of a site; its lists and each record besides.
std::string key_of(Id site, std::string_view part = {}) { return "portal:" + std::to_string(site) + std::string(part); }
std::string key_of_record(Id site, Id record) { return key_of(site, ":" + std::to_string(record)); }
constexpr std::string_view kLists = ":lists";

}  // namespace

void announce_change(db::Tx& tx, Id site) {
    written::changed(tx, key_of(site));
    written::changed(tx, kAllSitesKey);
    check_site_soon(tx, site);
}

void announce_record(db::Tx& tx, Id site, Id record) {
    written::changed(tx, key_of(site, kLists));
    written::changed(tx, key_of_record(site, record));
    check_site_soon(tx, site);
}

std::vector<std::string> cache_keys(Id site, Id record, const std::vector<Id>& shows) {
    std::vector<std::string> keys{key_of(site), record == 0 ? key_of(site, kLists) : key_of_record(site, record)};
    for (const Id other : shows) keys.push_back(key_of_record(site, other));
    return keys;
}

// Other processes ask for the hosts when they hear of the change.
void announce_hosts(db::Tx& tx) {
    written::changed(tx, kHostsKey);
    tx.after_commit([hosts = all_hosts(tx)] { web::set_mounts(hosts); });
}

void record_on_site(db::Tx& tx, const Actor& actor, const Capacity* as, Id site, std::string_view deed,
                    const Said& words, const std::vector<deed::Change>& changes) {
    deed::history(tx, actor, as, kSite, site, deed, words, changes);
    audit::append(tx, actor, as, deed, kSite, site);
}

}  // namespace dinh::portal
