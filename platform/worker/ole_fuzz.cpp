#include <cstddef>
#include <cstdint>

#include "platform/worker/ole.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto entries = dinh::worker::ole_entries([&](std::uint64_t offset, std::size_t length) {
        return offset < bytes.size() ? bytes.substr(static_cast<std::size_t>(offset), length) : std::string{};
    });
    return entries && entries->size() > 4096 ? 1 : 0;
}
