#include <cstddef>
#include <cstdint>

#include "platform/worker/extract.hpp"
#include "platform/worker/stored_zip.hpp"
#include "platform/worker/zip_parts.hpp"

// Bytes that begin like a zip are a whole file, others the XML of its main part.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dinh::worker;
    constexpr std::size_t kMaxText = 10'000;
    std::string bytes(reinterpret_cast<const char*>(data), size);
    if (!bytes.starts_with("PK")) {
        bytes = stored_zip("word/document.xml", bytes);
    }
    ZipParts parts = ZipParts::of_bytes(bytes);
    Extract extract = docx_text(parts, kMaxText);
    finish(extract, kMaxText);
    if (extract.text.size() > kMaxText) {
        __builtin_trap();
    }
    return docx_pages(parts) < 0 ? 1 : 0;
}
