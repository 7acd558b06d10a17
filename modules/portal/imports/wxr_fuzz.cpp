// with: old_addresses.cpp wordpress_text.cpp moment.cpp
#include <cstddef>
#include <cstdint>

#include "modules/portal/imports/wxr.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dinh::portal::imports;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::size_t articles = 0;
    try {
        // In two pieces, so that texts are joined where they were cut.
        const Pieces pieces = [&](const std::function<bool(std::string_view)>& sink) {
            if (sink(bytes.substr(0, size / 2))) sink(bytes.substr(size / 2));
        };
        read_wxr(pieces, [&](const OldSite&, OldArticle&& one) { articles += one.title.size() > size ? 1 : 0; });
    } catch (const dinh::Refused&) {
        // What is no WXR is refused.
    }
    wordpress_html(bytes, [](std::string_view id) { return std::string(id); });
    if (articles != 0) __builtin_trap();
    return 0;
}
