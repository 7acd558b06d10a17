#include <cstddef>
#include <cstdint>

#include "platform/pictures/answer.hpp"

// What a worker taken over by its file might say to the server.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    dinh::worker::Result result;
    result.outcome = dinh::worker::Outcome::ok;
    result.facts = {{"width", "40"}, {"height", "30"}};
    result.output.assign(reinterpret_cast<const char*>(data), size);
    const auto pictures = dinh::pictures::pictures_of(result);
    if (pictures.outcome == dinh::worker::Outcome::ok && pictures.variants.back().media_type != "image/jpeg") {
        __builtin_trap();
    }
    return 0;
}
