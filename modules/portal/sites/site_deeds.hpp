// What the deeds on sites share.
#pragma once
#include "modules/portal/portal.hpp"
#include "modules/portal/sites/site.hpp"
#include "platform/deed/deed.hpp"
#include "platform/events/events.hpp"

namespace dinh::portal {

struct LockedSite {
    Site site;
    Subject subject;
};
// NotFound for whom may not see it; Conflict: it is no longer at the version; Forbidden: an archive.
LockedSite lock_site(db::Tx&, const Actor&, Id site, std::int64_t version);
// The same for deeds that lock one of its parts by version.
LockedSite touch_site(db::Tx&, const Actor&, Id site);

// Line of history and audit row.
void record_on_site(db::Tx&, const Actor&, const Capacity*, Id site, std::string_view deed, const Said&,
                    const std::vector<deed::Change>& = {});

// What the site of such an agency is called, and who stands behind it.
std::string site_kind(std::string_view agency_kind);
std::string site_name(std::string_view kind, const std::string& agency_name, const std::string& short_name);

// Heard of directory::kReorganised: an agency with another name gives it to its site.
void hear_rename(db::Tx&, const events::Event&);

// After the commit hosts lead to their sites as they stand now in this transaction.
inline constexpr std::string_view kHostsKey = "portal:hosts";  // of kept pages that name hosts of other sites
void announce_hosts(db::Tx&);

}  // namespace dinh::portal
