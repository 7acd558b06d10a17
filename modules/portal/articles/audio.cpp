#include "modules/portal/articles/audio.hpp"

#include <algorithm>

namespace dinh::portal {

namespace {

constexpr std::size_t kId3Head = 10, kFrameHead = 4, kOggHead = 27;
constexpr std::int64_t kOpusRate = 48'000;
constexpr std::int64_t kMostSeconds = 100'000;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }
std::uint32_t big(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at) << 24 | byte_at(bytes, at + 1) << 16 | byte_at(bytes, at + 2) << 8 |
           byte_at(bytes, at + 3);
}
std::uint64_t little(std::string_view bytes, std::size_t at, int count) {
    std::uint64_t value = 0;
    for (int n = count - 1; n >= 0; --n) value = value << 8 | byte_at(bytes, at + static_cast<std::size_t>(n));
    return value;
}

std::optional<Sound> told(std::int64_t bits_per_second, std::int64_t bytes) {
    if (bits_per_second <= 0) return std::nullopt;
    const std::int64_t seconds = (bytes * 8 + bits_per_second / 2) / bits_per_second;
    if (seconds > kMostSeconds) return std::nullopt;
    return Sound{bits_per_second, static_cast<int>(seconds)};
}

struct Frame {
    int kilobits = 0, rate = 0, samples = 0;
    bool low = false, mono = false;  // MPEG 2 and 2.5; side information is shorter
};
// Layer III alone is what people call MP3.
std::optional<Frame> frame_at(std::string_view bytes, std::size_t at) {
    constexpr int kHigh[] = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    constexpr int kLow[] = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    constexpr int kRates[] = {44100, 48000, 32000};
    if (at + kFrameHead > bytes.size()) return std::nullopt;
    const std::uint32_t head = big(bytes, at);
    const std::uint32_t version = head >> 19 & 3, layer = head >> 17 & 3, bits = head >> 12 & 15, rate = head >> 10 & 3;
    if (head >> 21 != 0x7ff || version == 1 || layer != 1 || bits == 0 || bits == 15 || rate == 3) return std::nullopt;
    Frame frame;
    frame.low = version != 3;
    frame.kilobits = frame.low ? kLow[bits] : kHigh[bits];
    frame.rate = kRates[rate] / (version == 3 ? 1 : version == 2 ? 2 : 4);
    frame.samples = frame.low ? 576 : 1152;
    frame.mono = (head >> 6 & 3) == 3;
    return frame;
}

// Of a file whose frames differ the first one says how many there are.
std::optional<std::uint32_t> frames_told(std::string_view bytes, std::size_t at, const Frame& frame) {
    const std::size_t side = frame.low ? (frame.mono ? 9 : 17) : (frame.mono ? 17 : 32);
    const std::size_t mark = at + kFrameHead + side;
    if (mark + 12 > bytes.size()) return std::nullopt;
    const auto word = bytes.substr(mark, 4);
    const bool counted = (word == "Xing" || word == "Info") && (big(bytes, mark + 4) & 1) != 0;
    return counted ? std::optional(big(bytes, mark + 8)) : std::nullopt;
}

std::optional<Sound> mp3_of(std::string_view head, std::int64_t size) {
    std::size_t at = 0;
    if (head.size() > kId3Head && head.starts_with("ID3")) {
        for (std::size_t n = 6; n < kId3Head; ++n) at = at << 7 | (byte_at(head, n) & 0x7f);
        at += kId3Head;
    }
    for (; at + kFrameHead <= head.size(); ++at) {
        const auto frame = frame_at(head, at);
        if (!frame) continue;
        const std::size_t length = static_cast<std::size_t>(frame->samples / 8 * frame->kilobits * 1000 / frame->rate);
        const std::size_t next = at + length + (big(head, at) >> 9 & 1);
        if (next + kFrameHead <= head.size() && !frame_at(head, next)) continue;
        const std::int64_t bytes = size - static_cast<std::int64_t>(at);
        const auto frames = frames_told(head, at, *frame);
        if (!frames || *frames == 0) return told(std::int64_t{frame->kilobits} * 1000, bytes);
        const std::int64_t samples = std::int64_t{*frames} * frame->samples;
        return told(bytes * 8 * frame->rate / samples, bytes);
    }
    return std::nullopt;
}

// Samples a second by the first packet; 0 for what is no speech we know.
std::int64_t ogg_rate(std::string_view packet) {
    if (packet.starts_with("OpusHead") && packet.size() >= 19) return kOpusRate;
    if (packet.starts_with(std::string_view("\x01vorbis", 7)) && packet.size() >= 16)
        return static_cast<std::int64_t>(little(packet, 12, 4));
    if (packet.starts_with("Speex   ") && packet.size() >= 40) return static_cast<std::int64_t>(little(packet, 36, 4));
    return 0;
}

std::optional<Sound> ogg_of(std::string_view head, std::string_view tail, std::int64_t size) {
    if (head.size() < kOggHead || !head.starts_with("OggS")) return std::nullopt;
    const std::size_t first = kOggHead + byte_at(head, 26);
    if (first >= head.size()) return std::nullopt;
    const std::int64_t rate = ogg_rate(head.substr(first));
    if (rate < 1000 || rate > 400'000) return std::nullopt;
    for (auto at = tail.rfind("OggS"); at != tail.npos; at = at == 0 ? tail.npos : tail.rfind("OggS", at - 1)) {
        if (at + kOggHead > tail.size() || tail[at + 4] != 0) continue;
        const std::uint64_t samples = little(tail, at + 6, 8);  // all ones: no packet ends on the page
        if (samples == 0 || samples > static_cast<std::uint64_t>(kMostSeconds * rate)) continue;
        return told(size * 8 * rate / static_cast<std::int64_t>(samples), size);
    }
    return std::nullopt;
}

}  // namespace

std::optional<Sound> sound_of(std::string_view head, std::string_view tail, std::int64_t size_bytes) {
    if (size_bytes <= 0 || size_bytes > 10 * kMostAudioBytes) return std::nullopt;
    return head.starts_with("OggS") ? ogg_of(head, tail, size_bytes) : mp3_of(head, size_bytes);
}

}  // namespace dinh::portal
