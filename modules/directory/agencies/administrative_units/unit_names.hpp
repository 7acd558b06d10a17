// Names of administrative units as they are looked up.
#pragma once
#include <string>
#include <string_view>

namespace dinh::directory {

// "Thị trấn Chợ Rã" -> "cho ra": without marks and without the word for the kind.
std::string folded_name(std::string_view name);

}  // namespace dinh::directory
