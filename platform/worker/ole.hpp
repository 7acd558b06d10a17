// The folder of an OLE compound file ([MS-CFB]): what tells an old Word document from other things in that wrapping.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dinh::worker {

// Up to `size` bytes from `offset` of the file; fewer at its end.
using ReadAt = std::function<std::string(std::uint64_t offset, std::size_t size)>;

struct OleEntry {
    std::string name;  // characters beyond ASCII as '?'
    std::uint32_t first_sector = 0;
    std::uint64_t size_bytes = 0;
    std::uint64_t offset = 0;  // of the first sector in the file; 0 for an entry kept in the small store
};

bool is_ole(const std::string& start);
// Nothing when damaged. Bounded in entries and in steps, whatever the chains say.
std::optional<std::vector<OleEntry>> ole_entries(const ReadAt&);

}  // namespace dinh::worker
