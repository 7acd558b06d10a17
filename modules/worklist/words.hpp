// The words of work kinds as the modules declare them (WorkKind), and of urgency.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/module/module.hpp"

namespace dinh::worklist {

std::string kind_title(std::string_view kind);    // "Cho ý kiến"; the kind itself when nobody declared it
std::string search_title(std::string_view kind);  // "Văn bản đến"
std::vector<std::pair<std::string, std::string>> search_titles();  // kind, title in the order of the modules
std::string urgency_title(int urgency);                            // "", "Khẩn", "Thượng khẩn", "Hỏa tốc"

}  // namespace dinh::worklist
