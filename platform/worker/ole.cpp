#include "platform/worker/ole.hpp"

namespace dinh::worker {
namespace {

constexpr std::size_t kHeader = 512;
constexpr std::size_t kEntry = 128;
constexpr std::uint32_t kLastSector = 0xFFFFFFFA;  // from here on: marks, no sectors
constexpr std::uint64_t kSmall = 4096;             // shorter streams lie in the small store
constexpr std::size_t kMaxEntries = 4096;
constexpr int kMaxSteps = 4096;

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t width = 4) {
    std::uint32_t value = 0;
    for (std::size_t i = width; i-- > 0 && at + i < bytes.size();) {
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

class Sectors {
public:
    Sectors(const ReadAt& read, std::string header)
        : read_(read), header_(std::move(header)), size_(std::size_t{1} << number(header_, 0x1E, 2)) {}

    bool valid() const { return size_ == 512 || size_ == 4096; }
    std::uint64_t offset(std::uint32_t sector) const { return (std::uint64_t{sector} + 1) * size_; }
    std::string content(std::uint32_t sector) const { return read_(offset(sector), size_); }
    std::uint32_t first_of_folder() const { return number(header_, 0x30); }

    // The sector after this one in its chain; nothing when the table cannot tell.
    std::optional<std::uint32_t> after(std::uint32_t sector) const {
        const auto per_sector = static_cast<std::uint32_t>(size_ / 4);
        const std::optional<std::uint32_t> table = table_sector(sector / per_sector);
        if (!table) {
            return {};
        }
        const std::string entry = read_(offset(*table) + sector % per_sector * 4, 4);
        return entry.size() == 4 ? std::optional(number(entry, 0)) : std::nullopt;
    }

private:
    std::optional<std::uint32_t> table_sector(std::uint32_t index) const {
        constexpr std::uint32_t kInHeader = 109;
        std::uint32_t sector = kLastSector;
        if (index < kInHeader) {
            sector = number(header_, 0x4C + index * 4);
        } else {
            const auto per_sector = static_cast<std::uint32_t>(size_ / 4 - 1);
            std::uint32_t list = number(header_, 0x44);
            int steps = 0;
            for (index -= kInHeader; index >= per_sector && list < kLastSector; index -= per_sector) {
                if (++steps > kMaxSteps) {
                    return {};
                }
                list = number(read_(offset(list) + per_sector * 4, 4), 0);
            }
            const std::string entry = list < kLastSector ? read_(offset(list) + index * 4, 4) : std::string{};
            sector = entry.size() == 4 ? number(entry, 0) : kLastSector;
        }
        return sector < kLastSector ? std::optional(sector) : std::nullopt;
    }

    const ReadAt& read_;
    std::string header_;
    std::size_t size_;
};

std::string entry_name(std::string_view entry) {
    const std::size_t bytes = std::min<std::size_t>(number(entry, 64, 2), 64);
    std::string name;
    for (std::size_t i = 0; i + 2 < bytes; i += 2) {
        const std::uint32_t c = number(entry, i, 2);
        name += c >= ' ' && c < 127 ? static_cast<char>(c) : '?';
    }
    return name;
}

}  // namespace

bool is_ole(const std::string& start) { return start.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"); }

std::optional<std::vector<OleEntry>> ole_entries(const ReadAt& read) {
    std::string header = read(0, kHeader);
    if (header.size() < kHeader || !is_ole(header) || number(header, 0x1E, 2) > 12) {
        return {};
    }
    const Sectors sectors(read, std::move(header));
    if (!sectors.valid()) {
        return {};
    }
    std::vector<OleEntry> entries;
    std::uint32_t sector = sectors.first_of_folder();
    for (int steps = 0; sector < kLastSector && steps < kMaxSteps; ++steps) {
        const std::string content = sectors.content(sector);
        for (std::size_t at = 0; at + kEntry <= content.size() && entries.size() < kMaxEntries; at += kEntry) {
            const std::string_view entry = std::string_view(content).substr(at, kEntry);
            OleEntry seen{entry_name(entry), number(entry, 116), number(entry, 120), 0};
            seen.offset = seen.size_bytes >= kSmall && seen.first_sector < kLastSector
                              ? sectors.offset(seen.first_sector)
                              : 0;
            if (!seen.name.empty()) {
                entries.push_back(std::move(seen));
            }
        }
        const std::optional<std::uint32_t> next = sectors.after(sector);
        if (content.size() < kEntry || !next) {
            break;
        }
        sector = *next;
    }
    return entries;
}

}  // namespace dinh::worker
