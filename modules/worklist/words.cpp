#include "modules/worklist/words.hpp"

#include "modules/worklist/worklist.hpp"

namespace dinh::worklist {

namespace {
std::map<std::string, std::string, std::less<>>& kinds() {
    static std::map<std::string, std::string, std::less<>> titles;
    return titles;
}
std::vector<std::pair<std::string, std::string>>& searched() {
    static std::vector<std::pair<std::string, std::string>> titles;
    return titles;
}
}  // namespace

void set_search_kinds(const std::vector<module::SearchKind>& declared) {
    for (const auto& kind : declared) searched().emplace_back(kind.name, kind.title);
}

std::string search_title(std::string_view kind) {
    for (const auto& [name, title] : searched())
        if (name == kind) return title;
    return std::string(kind);
}

std::vector<std::pair<std::string, std::string>> search_titles() { return searched(); }

void set_kinds(const std::vector<module::WorkKind>& declared) {
    for (const auto& kind : declared) kinds()[kind.name] = kind.title;
}

std::string kind_title(std::string_view kind) {
    const auto found = kinds().find(kind);
    return found == kinds().end() ? std::string(kind) : found->second;
}

std::string urgency_title(int urgency) {
    switch (urgency) {
        case 1: return "Khẩn";
        case 2: return "Thượng khẩn";
        case 3: return "Hỏa tốc";
        default: return "";
    }
}

}  // namespace dinh::worklist
