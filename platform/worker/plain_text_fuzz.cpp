#include <cstddef>
#include <cstdint>

#include "platform/text/text.hpp"
#include "platform/worker/extract.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dinh::worker;
    constexpr std::size_t kMaxText = 1'000;
    Extract extract = plain_text({reinterpret_cast<const char*>(data), size}, kMaxText);
    finish(extract, kMaxText);
    if (extract.text.size() > kMaxText || !dinh::text::is_utf8(extract.text)) {
        __builtin_trap();
    }
    return 0;
}
