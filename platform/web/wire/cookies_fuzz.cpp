#include <cstdlib>

#include "platform/web/wire/cookies.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace dinh::web::wire;
    for (const auto& [name, value] : parse_cookies({reinterpret_cast<const char*>(data), size}))
        if (!is_token(name) || !is_cookie_value(value)) std::abort();
    return 0;
}
