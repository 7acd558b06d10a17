#include <cstddef>
#include <cstdint>

#include "modules/portal/imports/old_addresses.hpp"
#include "platform/error/error.hpp"
#include "platform/markup/markup.hpp"

// Raw HTML is made whole, cleaned and led elsewhere: it stays clean.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dinh::portal::imports;
    if (size > 20'000) return 0;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const std::vector<std::string> hosts{"cu.vn"};
    try {
        const auto any = [](std::string_view) { return true; };
        const auto clean = dinh::markup::clean(with_whole_paths(bytes, "/tin/a.html"), {.picture = any}).html;
        int links = 0;  // each leads elsewhere: neighbours that lead to one place are one link when cleaned
        const auto led = with_links(clean, [&](const std::string& address) {
            return old_path(address, hosts).empty() ? "" : "/trang/so/bai/" + std::to_string(++links);
        });
        if (dinh::markup::clean(led, {.picture = any}).html != led) __builtin_trap();
        const auto described = with_words_for_pictures(led, "Ảnh \"một\" & hai");
        if (dinh::markup::pictures_without_alt(described) != 0) __builtin_trap();
    } catch (const dinh::Refused&) {
        // Too deep, too much.
    }
    old_path(bytes, hosts);
    return 0;
}
