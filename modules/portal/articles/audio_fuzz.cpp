// Any bytes, as the head and the tail of a file: no fault, and what is told lies within what a file can be.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "modules/portal/articles/audio.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dinh::portal;
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const auto head = all.substr(0, kAudioHead);
    const auto tail = all.substr(size - std::min(size, kAudioTail));
    const auto sound = sound_of(head, tail, static_cast<std::int64_t>(size));
    if (sound && (sound->bits_per_second <= 0 || sound->seconds < 0)) std::abort();
    const auto long_one = sound_of(head, tail, kMostAudioBytes);
    if (long_one && long_one->bits_per_second <= 0) std::abort();
    return 0;
}
