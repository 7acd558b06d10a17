// What deeds on sites tell the house.
#include "modules/portal/sites/site_deeds.hpp"
#include "platform/audit/audit.hpp"
#include "platform/web/mounts.hpp"
#include "platform/web/server.hpp"

namespace dinh::portal {

void announce_change(db::Tx& tx, Id site) {
    tx.after_commit([key = "portal:" + std::to_string(site)] { web::drop_cached(key); });
}

void announce_hosts(db::Tx& tx) {
    tx.after_commit([hosts = all_hosts(tx)] { web::set_mounts(hosts); });
}

void record_on_site(db::Tx& tx, const Actor& actor, const Capacity* as, Id site, std::string_view deed,
                    const Said& words, const std::vector<deed::Change>& changes) {
    deed::history(tx, actor, as, kSite, site, deed, words, changes);
    audit::append(tx, actor, as, deed, kSite, site);
}

}  // namespace dinh::portal
