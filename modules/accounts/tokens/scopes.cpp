#include "modules/accounts/tokens/scopes.hpp"

#include <algorithm>

namespace dinh::accounts {

namespace {

bool holds(const std::vector<std::string>& scopes, const std::string& scope) {
    return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

}  // namespace

bool is_scope(const Modules& modules, std::string_view scope) {
    return std::any_of(modules.begin(), modules.end(), [&](const auto& module) {
        return !module.first.empty() && (scope == module.first + ":read" || scope == module.first + ":write");
    });
}

std::string stored_scopes(const std::vector<std::string>& scopes) {
    std::string stored;
    for (const auto& scope : scopes) stored += (stored.empty() ? "" : " ") + scope;
    return stored;
}

std::vector<std::string> read_scopes(std::string_view stored) {
    std::vector<std::string> scopes;
    while (!stored.empty()) {
        const std::size_t end = std::min(stored.find(' '), stored.size());
        if (end > 0) scopes.emplace_back(stored.substr(0, end));
        stored.remove_prefix(std::min(end + 1, stored.size()));
    }
    return scopes;
}

std::string scope_words(const dinh::pages::Lang& lang, const Modules& modules, const std::vector<std::string>& scopes) {
    std::string words;
    for (const auto& [name, title] : modules) {
        if (name.empty()) continue;
        const bool reads = holds(scopes, name + ":read"), writes = holds(scopes, name + ":write");
        if (!reads && !writes) continue;
        const char* what = reads && writes ? "đọc, ghi" : reads ? "đọc" : "ghi";
        words += (words.empty() ? "" : "; ") + lang.tr(title) + ": " + lang.tr(what);
    }
    return words;
}

}  // namespace dinh::accounts
