#include <cstdlib>

#include "platform/text/text.hpp"
#include "platform/web/wire/urlencoded.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace dinh;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto pairs = web::wire::parse_urlencoded(bytes);
    if (!pairs) return 0;
    for (const auto& [name, value] : *pairs) {
        const bool clean = text::is_utf8(name) && text::is_utf8(value) && value.find('\0') == value.npos;
        if (!clean || name.size() + value.size() > 4 * size) std::abort();
    }
    return 0;
}
