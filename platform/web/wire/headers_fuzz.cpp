#include <cstdlib>

#include "platform/web/wire/headers.hpp"
#include "platform/web/wire/proxies.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace dinh::web::wire;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    best_coding(bytes);
    prefers_json(bytes);
    etag_listed(bytes, "\"abc\"");
    ByteRange range;
    if (parse_range(bytes, 1000, range) == RangeKind::one &&
        (range.first < 0 || range.last >= 1000 || range.first > range.last))
        std::abort();
    if (disposition(bytes, false).find_first_of("\r\n") != std::string::npos) std::abort();
    static const Proxies proxies({"127.0.0.1", "10.0.0.0/8"});
    proxies.client("127.0.0.1", bytes);
    return 0;
}
