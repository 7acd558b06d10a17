// Petitions (đơn thư): complaints, denunciations, proposals, feedback. Luật Khiếu nại 2011, Luật Tố cáo 2018, Luật Tiếp
// công dân 2013. The only header of this module others may include.
#pragma once
#include "platform/module/module.hpp"

namespace dinh::petitions {

module::Manifest manifest();

// Record kind as grants, search, history, files and work items name it.
inline constexpr std::string_view kPetition = "petition";

// Events announced; payload {"id": "..."}: a petition's words stay with those who handle it.
inline constexpr std::string_view kTakenIn = "petitions.taken_in";
inline constexpr std::string_view kClosed = "petitions.closed";

}  // namespace dinh::petitions
