// Any bytes: as a text that was sent, and as if they were clean. Anchors are unique and stand in the text.
#include <cstdint>
#include <cstdlib>
#include <set>

#include "modules/portal/library/sections.hpp"
#include "platform/error/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view typed(reinterpret_cast<const char*>(data), size);
    dinh::portal::sections_of(typed);
    try {
        const auto sections = dinh::portal::sections_of(dinh::portal::legal_text(typed));
        std::set<std::string> anchors;
        for (const auto& one : sections.list) {
            if (!anchors.insert(one.anchor).second) std::abort();
            if (sections.html.find("id=\"" + one.anchor + "\"") == std::string::npos) std::abort();
        }
    } catch (const dinh::Refused&) {}
    return 0;
}
