// A gettext catalogue: translations of Vietnamese source texts, read from the bytes of an .mo file.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dinh::pages {

class Catalogue {
public:
    Catalogue() = default;  // translates nothing
    // Keeps its own copy of the bytes. Throws std::runtime_error for bytes that are no .mo file, or are cut off.
    explicit Catalogue(std::string bytes);
    Catalogue(Catalogue&&) = default;
    Catalogue& operator=(Catalogue&&) = default;
    Catalogue(const Catalogue&) = delete;

    // Empty when there is no translation.
    std::string_view find(std::string_view source) const;
    // The form for a count of 1 or of anything else (the two forms of English); empty when there is none.
    std::string_view find(std::string_view source, std::int64_t n) const;
    std::size_t size() const { return texts_.size(); }
    const std::unordered_map<std::string_view, std::string_view>& texts() const { return texts_; }

private:
    std::unique_ptr<const std::string> bytes_;
    std::unordered_map<std::string_view, std::string_view> texts_;  // plural forms are separated by NUL
};

}  // namespace dinh::pages
