// What a picture says of itself before anything is decoded: its kind by its bytes, its size, where its EXIF data lies.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace dinh::pictures {

enum class Kind { jpeg, png, gif, webp };
std::string_view media_type(Kind);

struct Header {
    Kind kind = Kind::jpeg;
    int width = 0;  // as stored, before turning; of a GIF its screen, in which each picture lies
    int height = 0;
    std::int64_t decoding_bytes = 0;  // what libgd and the libraries below it hold at once to decode it
    std::string_view exif;            // the TIFF structure inside the bytes, empty when there is none
};

// Walks the parts of the file up to its end (of a GIF: of its first picture). Nothing when it is none of the kinds, is
// cut, contradicts itself, is a JPEG of more than 100 scans or a WebP that moves, which libgd does not read. Bytes
// after the end are not looked at.
std::optional<Header> read_header(std::string_view bytes);

// Whether it may be decoded (limits in pictures.hpp).
bool within_limits(const Header&);

}  // namespace dinh::pictures
