#include "modules/exports/folder/names.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "platform/text/text.hpp"

namespace dinh::exports {

namespace {

constexpr std::size_t kMostLetters = 80, kMostKey = 60;

bool names_a_device(std::string_view name) {
    constexpr std::array<std::string_view, 4> kWords{"con", "prn", "aux", "nul"};
    if (std::find(kWords.begin(), kWords.end(), name) != kWords.end()) return true;
    return name.size() == 4 && (name.starts_with("com") || name.starts_with("lpt")) && name[3] >= '0' && name[3] <= '9';
}

}  // namespace

std::string readable_name(std::string_view number, std::string_view mark, std::string_view subject,
                          std::string_view otherwise) {
    std::string name;
    for (const auto part : {number, mark, subject}) {
        const std::string word = text::slug(part);
        if (!word.empty()) name += (name.empty() ? "" : "-") + word;
    }
    if (name.size() > kMostLetters) {
        name.resize(kMostLetters);
        const auto end = name.rfind('-');
        if (end != std::string::npos && end > kMostLetters / 2) name.resize(end);
    }
    while (!name.empty() && name.back() == '-') name.pop_back();
    if (name.empty()) name = otherwise;
    return names_a_device(name) ? name + "-1" : name;
}

std::string Names::unique(const std::string& stem, std::string_view extension) {
    const std::string end = extension.empty() ? "" : "." + std::string(extension);
    std::string name = stem + end;
    for (int n = 2; !taken_.insert(name).second; ++n) name = stem + "-" + std::to_string(n) + end;
    return name;
}

std::string bucket_of(std::string_view key) {
    std::uint32_t hash = 2166136261U;
    for (const char letter : key) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    constexpr std::string_view kDigits = "0123456789abcdef";
    hash ^= hash >> 16;
    return {kDigits[(hash >> 4) & 15], kDigits[hash & 15]};
}

bool good_key(std::string_view key) {
    const bool plain = std::all_of(key.begin(), key.end(),
                                   [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-'; });
    return plain && !key.empty() && key.size() <= kMostKey && !names_a_device(key);
}

}  // namespace dinh::exports
