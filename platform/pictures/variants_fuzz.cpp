#include <cstddef>
#include <cstdint>
#include <string>

#include "platform/pictures/pictures.hpp"
#include "platform/pictures/variants.hpp"

// Libgd frees not all it took when a file breaks off; a worker ends after one file.
extern "C" const char* __lsan_default_suppressions() { return "leak:libgd\nleak:libpng\nleak:libjpeg\nleak:libwebp\n"; }

// The whole way of a picture, small ones only: large ones would be all the fuzzer does.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto header = dinh::pictures::read_header(bytes);
    if (header && std::int64_t{header->width} * header->height > 100'000) {
        return 0;
    }
    const auto made = dinh::pictures::make_variants(std::move(bytes));
    for (const std::string& file : made.files) {
        if (file.size() > dinh::pictures::kMostVariantBytes || !dinh::pictures::read_header(file)) {
            __builtin_trap();
        }
    }
    return 0;
}
