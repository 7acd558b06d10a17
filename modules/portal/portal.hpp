// The portal (cổng thông tin điện tử): one engine, a site for the province and for every agency and commune. Law on
// access to information 104/2016/QH13 Đ18, Đ19; Decree 42/2022/NĐ-CP. The only header of this module others may
// include.
#pragma once
#include "platform/module/module.hpp"

namespace dinh::portal {

module::Manifest manifest();

// Record kinds as search, history, files and work items name them.
inline constexpr std::string_view kSite = "portal_site";
inline constexpr std::string_view kArticle = "portal_article";

// Stands for the readers of all sites among those who see a search entry, beside the sites that show it: an index asked
// for one name answers sooner than one asked for 120.
inline constexpr Id kReaders = 1;

// Events announced; payload {"id": "...", "site": "..."}.
inline constexpr std::string_view kPublished = "portal.published";
inline constexpr std::string_view kWithdrawn = "portal.withdrawn";

// Opens a site for every agency of the province that works in this system and has none: the province's own portal for
// its People's Committee. Returns how many were opened.
int open_sites(House&, const Actor&);

}  // namespace dinh::portal
