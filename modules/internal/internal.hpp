// Internal documents between units of one agency (văn bản nội bộ) and quick messages inside a unit (gửi nhanh trong
// phòng). NĐ 30/2020/NĐ-CP Đ7; the working rules of the agency. The only header of this module others may include.
#pragma once
#include "platform/module/module.hpp"

namespace dinh::internal {

module::Manifest manifest();

// Record kinds as grants, search, history, files and work items name them.
inline constexpr std::string_view kLetter = "letter";
inline constexpr std::string_view kMessage = "message";

// Events announced; payload {"id": "...", "agency": "..."}.
inline constexpr std::string_view kSent = "internal.sent";
inline constexpr std::string_view kRecalled = "internal.recalled";

}  // namespace dinh::internal
