// People of the directory as the accounts' administration sees them.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/directory/directory.hpp"

namespace dinh::accounts {

// People with a post today in one of the agencies (nullopt: everybody), whose name or code holds the words typed; in
// Vietnamese order, at most `most`.
std::vector<Id> people_in(const directory::Snapshot&, const std::optional<std::vector<Id>>& agencies,
                          std::string_view typed, std::size_t most);
// "Chuyên viên, Sở Nội vụ" of the main post; "" without one.
std::string post_words(const directory::Snapshot&, Id person);
// Where an account is opened for him; who may not is led to the person.
std::string opening_path(const Actor&, const directory::Snapshot&, Id person);
// "Nguyễn Văn An" -> "annv": the given name and the initials before it, as names of accounts are made here.
std::string proposed_name(std::string_view full_name);

}  // namespace dinh::accounts
