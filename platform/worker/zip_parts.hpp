// A zip of XML parts (DOCX, ODT) read as a stream, refusing zip bombs: too many entries, too much when unpacked, or
// packed too tightly to be honest.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/worker/worker.hpp"

namespace dinh::worker {

struct ZipLimits {
    std::int64_t entries = 10'000;
    std::int64_t part_bytes = 256 << 20;            // one part, unpacked
    std::int64_t total_bytes = std::int64_t{2} << 30;  // all entries, unpacked
    std::int64_t ratio = 300;                       // unpacked : packed, judged above ratio_from_bytes
    std::int64_t ratio_from_bytes = 16 << 20;
};

class ZipParts {
public:
    // The bytes must outlive the object; the descriptor is duplicated.
    static ZipParts of_bytes(std::string_view bytes, const ZipLimits& = {});
    static ZipParts of_file(int fd, const ZipLimits& = {});
    ZipParts(ZipParts&&) noexcept;
    ~ZipParts();

    // ok, not_this_kind (no zip) or too_big (by its own directory); nothing may be read unless ok.
    Outcome outcome() const { return outcome_; }
    bool has(const std::string& name) const;
    std::vector<std::string> names() const;

    // Feeds the part to the sink until it returns false. ok, not_this_kind (absent or damaged), password_protected,
    // too_big.
    Outcome read(const std::string& name, const std::function<bool(std::string_view)>& sink);
    // The start of a part; empty when absent.
    std::string start_of(const std::string& name, std::size_t most);

private:
    struct Archive;
    ZipParts(std::unique_ptr<Archive>, const ZipLimits&);
    Outcome judge() const;

    std::unique_ptr<Archive> archive_;
    ZipLimits limits_;
    Outcome outcome_;
};

}  // namespace dinh::worker
