// The work calendar (lịch công tác) and invitations (giấy mời): entries, the week of leaders and units, feeds.
// The only header of this module others may include.
#pragma once
#include "platform/module/module.hpp"

namespace dinh::meetings {

module::Manifest manifest();

// Record kinds as search, history and work items name them.
inline constexpr std::string_view kEntry = "calendar_entry";
inline constexpr std::string_view kWeek = "calendar_week";

// Announced when the week of an agency is published (payload JSON: {"id": "...", "monday": "2026-11-23"}).
inline constexpr std::string_view kWeekPublished = "meetings.week_published";

}  // namespace dinh::meetings
