// What modules declare at start.
#include <algorithm>

#include "platform/search/search.hpp"

namespace dinh::search {

namespace {

std::vector<std::string>& restricted() {
    static std::vector<std::string> kinds;
    return kinds;
}
std::vector<List>& declared() {
    static std::vector<List> all;
    return all;
}

}  // namespace

void restrict_kind(std::string kind) {
    if (!is_restricted(kind)) restricted().push_back(std::move(kind));
}

bool is_restricted(std::string_view kind) {
    return std::find(restricted().begin(), restricted().end(), kind) != restricted().end();
}

void declare_list(List list) {
    const bool known =
        std::any_of(declared().begin(), declared().end(), [&](const List& one) { return one.path == list.path; });
    if (!known) declared().push_back(std::move(list));
}

std::vector<List> lists() { return declared(); }

}  // namespace dinh::search
