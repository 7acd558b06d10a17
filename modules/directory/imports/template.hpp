// The empty table to fill in, as a workbook with a second sheet that explains its columns.
#pragma once
#include <string>

#include "platform/pages/pages.hpp"

namespace dinh::directory {

inline constexpr const char* kSheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// The heads stay Vietnamese in every language: by them the table is read again.
std::string import_template(const dinh::pages::Lang&);

}  // namespace dinh::directory
