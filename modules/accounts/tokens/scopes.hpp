// What a token is open to: "documents:read" for the pages, lists and files of a module, "documents:write" for its
// deeds.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/pages/pages.hpp"

namespace dinh::accounts {

using Modules = std::vector<std::pair<std::string, std::string>>;  // name and Vietnamese title

bool is_scope(const Modules&, std::string_view);
std::string stored_scopes(const std::vector<std::string>&);
std::vector<std::string> read_scopes(std::string_view stored);
// "Văn bản: đọc, ghi; Danh bạ: đọc"
std::string scope_words(const dinh::pages::Lang&, const Modules&, const std::vector<std::string>&);

}  // namespace dinh::accounts
