// Submissions to a committee (hồ sơ trình UBND): a department's letter with its draft is examined by the committee's
// office, laid before its leaders and becomes a document of the committee. Nghị định 30/2020/NĐ-CP; working rules.
// The only header of this module others may include.
#pragma once
#include "platform/module/module.hpp"

namespace dinh::submissions {

module::Manifest manifest();

// Record kind as grants, search, history, files and work items name it.
inline constexpr std::string_view kSubmission = "submission";

// Events announced; payload {"id": "...", "mark": sign of the document issued, "" none}.
inline constexpr std::string_view kSubmitted = "submissions.submitted";
inline constexpr std::string_view kDecided = "submissions.decided";
inline constexpr std::string_view kClosed = "submissions.closed";

}  // namespace dinh::submissions
