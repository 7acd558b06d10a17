#include "platform/pages/catalogue.hpp"

#include <stdexcept>

namespace dinh::pages {
namespace {

constexpr std::uint32_t kMagic = 0x950412de;
constexpr std::size_t kHeader = 20;

// msgfmt writes little-endian files unless told otherwise, and so does our build.
std::uint32_t number(std::string_view bytes, std::size_t at) {
    if (at + 4 > bytes.size()) throw std::runtime_error("catalogue: cut off");
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i]));
    };
    return byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;
}

std::string_view text(std::string_view bytes, std::size_t table, std::size_t i) {
    const std::size_t length = number(bytes, table + 8 * i);
    const std::size_t at = number(bytes, table + 8 * i + 4);
    if (at > bytes.size() || length > bytes.size() - at) throw std::runtime_error("catalogue: cut off");
    return bytes.substr(at, length);
}

std::string_view before_nul(std::string_view text) { return text.substr(0, text.find('\0')); }

}  // namespace

Catalogue::Catalogue(std::string bytes) : bytes_(std::make_unique<const std::string>(std::move(bytes))) {
    const std::string_view all = *bytes_;
    if (all.size() < kHeader || number(all, 0) != kMagic) throw std::runtime_error("catalogue: no .mo file");
    const std::size_t count = number(all, 8);
    const std::size_t sources = number(all, 12);
    const std::size_t targets = number(all, 16);
    if (count > all.size() / 16) throw std::runtime_error("catalogue: cut off");
    texts_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view source = before_nul(text(all, sources, i));
        const std::string_view target = text(all, targets, i);
        if (!source.empty() && !target.empty()) texts_.emplace(source, target);
    }
}

std::string_view Catalogue::find(std::string_view source) const {
    const auto it = texts_.find(source);
    return it == texts_.end() ? std::string_view() : before_nul(it->second);
}

std::string_view Catalogue::find(std::string_view source, std::int64_t n) const {
    const auto it = texts_.find(source);
    if (it == texts_.end()) return {};
    const std::string_view one = before_nul(it->second);
    if (n == 1 || one.size() == it->second.size()) return one;
    return before_nul(it->second.substr(one.size() + 1));
}

}  // namespace dinh::pages
