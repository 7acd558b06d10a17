// Pictures that people upload, made small for public pages: turned upright, scaled, without anything but their pixels
// (no EXIF, place, comment, colour profile; what is no sRGB is taken for it). One worker of the kind `pictures` reads a
// file; the calling process decodes nothing and only looks at the headers of what comes back.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "platform/error/error.hpp"
#include "platform/worker/child.hpp"

namespace dinh::pictures {

// What is taken in, from the header of the file, before a pixel is decoded. The kind (JPEG, PNG, GIF, WebP) is told by
// the bytes; of a GIF the first picture counts. A file must be whole.
inline constexpr std::int64_t kMostFileBytes = 30 << 20;
inline constexpr std::int64_t kMostPixels = 50'000'000;
inline constexpr int kMostSide = 20'000;
// What libgd needs at once for the whole picture: 4 bytes a pixel (200 MB for 50 million) of a baseline JPEG, 7 of most
// progressive ones, 7 or 8 of a PNG in true colour, 12 of a WebP. So those end between 20 and 35 million pixels.
inline constexpr std::int64_t kMostDecodingBytes = 250'000'000;

// What comes out. Nothing is made larger than it was; 4000 px is the most for the height.
inline constexpr std::array<int, 3> kWidths = {320, 640, 1280};
inline constexpr int kJpegWidth = 640;
inline constexpr int kTallest = 4'000;
inline constexpr std::size_t kMostVariantBytes = 60'000;

struct Variant {
    int width = 0;
    int height = 0;
    std::string media_type;  // "image/webp" or "image/jpeg"
    std::string bytes;       // at most kMostVariantBytes
};

struct Pictures {
    // ok; not_this_kind: none of the four kinds, cut, damaged or an animated WebP; too_big; timed_out; crashed.
    worker::Outcome outcome = worker::Outcome::crashed;
    int width = 0;  // of the whole picture, after turning
    int height = 0;
    // WebP from narrow to wide, one for each of kWidths or the picture's own width below it, fewer when two come out
    // the same; then one JPEG on white, for feeds, Open Graph and old browsers. To stay within kMostVariantBytes first
    // the quality goes down, then the width.
    std::vector<Variant> variants;
    std::string detail;  // for the log, in English; never shown to people
};

// The limits of the worker. Its memory: what decoding takes, the file twice, 140 MB that the program and libgd map.
inline const worker::Limits kLimits{
    .wall = std::chrono::seconds(30), .cpu_s = 20, .memory_mb = 480, .output_bytes = 512 << 10};

// Blocks, for a photograph of 12 million pixels one to three seconds: belongs in a job of class child. input_fd stays
// open and keeps its offset. Throws what worker::run throws.
Pictures make(int input_fd, const worker::Limits& = kLimits);

// What to tell the person who uploaded it, and what to do about it; for every outcome but ok.
Said words(worker::Outcome);

// The kind of worker that reads pictures: the program hands it to worker::worker_main.
worker::Handler kind();

}  // namespace dinh::pictures
