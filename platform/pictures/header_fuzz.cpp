#include <cstddef>
#include <cstdint>

#include "platform/pictures/header.hpp"

// The header of a picture as anybody may send it, and as a worker taken over by its file may answer it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto header = dinh::pictures::read_header(bytes);
    if (header &&
        (header->width <= 0 || header->height <= 0 || header->decoding_bytes <= 0 || header->exif.size() > size)) {
        __builtin_trap();
    }
    return 0;
}
