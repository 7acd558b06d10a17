#include <cstddef>
#include <cstdint>

#include "platform/worker/extract.hpp"
#include "platform/worker/zip_parts.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dinh::worker;
    constexpr std::size_t kMaxText = 10'000;
    ZipParts parts = ZipParts::of_bytes({reinterpret_cast<const char*>(data), size});
    Extract extract = docx_text(parts, kMaxText);
    finish(extract, kMaxText);
    if (extract.text.size() > kMaxText) {
        __builtin_trap();
    }
    return docx_pages(parts) < 0 ? 1 : 0;
}
