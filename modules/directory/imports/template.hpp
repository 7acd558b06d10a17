// The empty table to fill in, as a workbook with a second sheet that explains its columns.
#pragma once
#include <vector>

#include "platform/pages/pages.hpp"
#include "platform/sheet/download.hpp"

namespace dinh::directory {

inline constexpr const char* kSheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// The heads stay Vietnamese in every language: by them the table is read again.
std::vector<sheet::Table> import_template(const dinh::pages::Lang&);

}  // namespace dinh::directory
