#include "platform/rules/table.hpp"

#include <algorithm>

namespace dinh::rules {

namespace {

template <class T>
const T& nothing() {
    static const T empty{};
    return empty;
}

}  // namespace

template <class T>
const T* Entry::get(std::string_view key) const {
    const auto at = values_.find(key);
    return at == values_.end() ? nullptr : std::get_if<T>(&at->second);
}

bool Entry::has(std::string_view key) const { return values_.find(key) != values_.end(); }

const std::string& Entry::text(std::string_view key) const {
    const auto* value = get<std::string>(key);
    return value ? *value : nothing<std::string>();
}

std::int64_t Entry::integer(std::string_view key, std::int64_t fallback) const {
    const auto* value = get<std::int64_t>(key);
    return value ? *value : fallback;
}

bool Entry::truth(std::string_view key) const {
    const auto* value = get<bool>(key);
    return value && *value;
}

std::optional<Day> Entry::day(std::string_view key) const {
    const auto* value = get<Day>(key);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<int> Entry::minutes(std::string_view key) const {
    const auto* value = get<TimeOfDay>(key);
    return value ? std::optional(value->minutes) : std::nullopt;
}

const std::vector<std::string>& Entry::texts(std::string_view key) const {
    const auto* value = get<std::vector<std::string>>(key);
    return value ? *value : nothing<std::vector<std::string>>();
}

const std::vector<std::int64_t>& Entry::integers(std::string_view key) const {
    const auto* value = get<std::vector<std::int64_t>>(key);
    return value ? *value : nothing<std::vector<std::int64_t>>();
}

const std::vector<Entry>& Entry::entries(std::string_view key) const {
    const auto* value = get<std::vector<Entry>>(key);
    return value ? *value : nothing<std::vector<Entry>>();
}

const std::string& Entry::must_text(std::string_view key) const {
    const std::string& value = text(key);
    if (value.empty()) throw Fault(where_ + ": " + std::string(key) + " must be a text");
    return value;
}

Day Entry::must_day(std::string_view key) const {
    const auto value = day(key);
    if (!value) throw Fault(where_ + ": " + std::string(key) + " must be a day such as 2026-01-01, without quotes");
    return *value;
}

std::int64_t Entry::must_integer(std::string_view key) const {
    const auto* value = get<std::int64_t>(key);
    if (!value) throw Fault(where_ + ": " + std::string(key) + " must be a whole number");
    return *value;
}

int Entry::one_of(std::string_view key, std::initializer_list<std::string_view> allowed, int fallback) const {
    if (!has(key) && fallback >= 0) return fallback;
    const auto at = std::find(allowed.begin(), allowed.end(), text(key));
    if (has(key) && at != allowed.end()) return static_cast<int>(at - allowed.begin());
    std::string list;
    for (const auto word : allowed) list += (list.empty() ? "" : ", ") + std::string(word);
    throw Fault(where_ + ": " + std::string(key) + " must be one of: " + list);
}

std::vector<std::string> Entry::keys() const {
    std::vector<std::string> list;
    for (const auto& [key, value] : values_) list.push_back(key);
    return list;
}

const std::vector<Entry>& Table::all(std::string_view list) const {
    const auto at = lists_.find(list);
    return at == lists_.end() ? nothing<std::vector<Entry>>() : at->second;
}

std::vector<const Entry*> Table::in_force(std::string_view list, Day day) const {
    std::vector<const Entry*> found;
    for (const Entry& entry : all(list)) {
        if (entry.in_force(day)) found.push_back(&entry);
    }
    return found;
}

const Entry* Table::find(std::string_view list, std::string_view id, Day day) const {
    for (const Entry& entry : all(list)) {
        if (entry.text("id") == id && entry.in_force(day)) return &entry;
    }
    return nullptr;
}

const Entry* Table::section(std::string_view name, Day day) const {
    const auto found = in_force(name, day);
    return found.empty() ? nullptr : found.front();
}

std::vector<std::string> Table::lists() const {
    std::vector<std::string> names;
    for (const auto& [name, entries] : lists_) names.push_back(name);
    return names;
}

}  // namespace dinh::rules
