// with: moment.cpp
#include <cstddef>
#include <cstdint>

#include "modules/portal/imports/old_pages.hpp"
#include "platform/worker/stored_zip.hpp"

// Bytes that begin like a ZIP are a whole file, others one page.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dinh::portal::imports;
    std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto page = read_page(bytes);
    if (page.body.size() > bytes.size()) __builtin_trap();
    if (!bytes.starts_with("PK")) bytes = dinh::worker::stored_zip("Pages/a.aspx.html", bytes);
    auto parts = dinh::worker::ZipParts::of_bytes(bytes);
    try {
        read_old_pages(parts, [](const OldSite&, OldArticle&&) {});
    } catch (const dinh::Refused&) {
        // No page in it.
    }
    return 0;
}
