#include <cstdlib>

#include "platform/text/text.hpp"
#include "platform/web/wire/path.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace dinh;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    web::wire::is_host(bytes);
    const auto target = web::wire::parse_target(bytes);
    if (!target) return 0;
    const std::string closed = target->path + "/";
    const bool normal = target->path.starts_with("/") && target->path.find("//") == closed.npos &&
                        closed.find("/./") == closed.npos && closed.find("/../") == closed.npos &&
                        closed.find('\\') == closed.npos && text::is_utf8(closed);
    if (!normal) std::abort();
    return 0;
}
