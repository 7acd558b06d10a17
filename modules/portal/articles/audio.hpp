// A page read aloud: what a file of sound weighs by the second. Lines of 64 kbit/s are real, so speech is asked for at
// 8 to 16 kbit/s; up to kMuchBits it plays on such a line without a stop.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace dinh::portal {

inline constexpr std::int64_t kMuchBits = 64'000;                           // a second
inline constexpr std::int64_t kMostAudioBytes = 20'000'000;                 // the longest page, read slowly
inline constexpr std::size_t kAudioHead = 64 << 10, kAudioTail = 64 << 10;  // so much is looked at

struct Sound {
    std::int64_t bits_per_second = 0;  // on the whole
    int seconds = 0;
};
// MP3 (ISO/IEC 11172-3, 13818-3; with or without ID3v2 and Xing header) or Ogg (RFC 3533) with Opus, Vorbis or Speex.
// `head` and `tail`: the first and the last bytes, both the whole file when it is short. Nothing: it is none, or cut.
std::optional<Sound> sound_of(std::string_view head, std::string_view tail, std::int64_t size_bytes);

}  // namespace dinh::portal
