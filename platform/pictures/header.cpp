#include "platform/pictures/header.hpp"

#include <algorithm>

#include "platform/pictures/pictures.hpp"

namespace dinh::pictures {
namespace {

constexpr std::string_view kPngStart = "\x89PNG\r\n\x1A\n";
// Writers make ten; libjpeg goes over the whole picture for each, be it 23 bytes long.
constexpr int kMostScans = 100;
constexpr std::string_view kExifStart{"Exif\0\0", 6};

std::uint32_t byte(char c) { return static_cast<unsigned char>(c); }

// Takes bytes from the front; past the end it gives zeros and nothing, and is `cut` from then on.
class Cursor {
public:
    explicit Cursor(std::string_view bytes) : rest_(bytes) {}
    bool cut() const { return cut_; }
    std::string_view take(std::size_t count) {
        cut_ = cut_ || count > rest_.size();
        const std::string_view taken = rest_.substr(0, cut_ ? 0 : count);
        rest_.remove_prefix(taken.size());
        return taken;
    }
    std::uint32_t big(std::size_t count) {
        std::uint32_t value = 0;
        for (const char c : take(count)) value = value << 8 | byte(c);
        return value;
    }
    std::uint32_t little(std::size_t count) {
        std::uint32_t value = 0;
        const std::string_view taken = take(count);
        for (auto c = taken.rbegin(); c != taken.rend(); ++c) value = value << 8 | byte(*c);
        return value;
    }
    // Up to and with the next byte of this value.
    void pass(char wanted) {
        const std::size_t at = rest_.find(wanted);
        take(at == std::string_view::npos ? rest_.size() + 1 : at + 1);
    }

private:
    std::string_view rest_;
    bool cut_ = false;
};

std::int64_t pixels(const Header& header) { return std::int64_t{header.width} * header.height; }

// JPEG, ITU-T T.81 annex B.

// The next marker as libjpeg looks for it, over whatever lies before it: the data of a scan, or filling.
std::uint32_t next_marker(Cursor& in) {
    std::uint32_t marker = 0;
    while (marker == 0 && !in.cut()) {
        in.pass('\xFF');
        do {
            marker = in.big(1);
        } while (marker == 0xFF);
    }
    return marker;
}

bool starts_frame(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

struct Frame {
    std::uint32_t components = 0;
    bool progressive = false;
    std::uint32_t samples = 0;  // of all components, in a cell of `most` pixels
    std::uint32_t most = 1;
};

bool read_frame(Cursor in, std::uint32_t marker, Header& header, Frame& frame) {
    in.take(1);
    header.height = static_cast<int>(in.big(2));
    header.width = static_cast<int>(in.big(2));
    frame.components = in.big(1);
    frame.progressive = marker == 0xC2 || marker == 0xCA;
    std::uint32_t widest = 1;
    std::uint32_t tallest = 1;
    for (std::uint32_t i = 0; i < frame.components; ++i) {
        in.take(1);
        const std::uint32_t sampling = in.big(1);
        in.take(1);
        widest = std::max(widest, sampling >> 4);
        tallest = std::max(tallest, sampling & 0xF);
        frame.samples += (sampling >> 4) * (sampling & 0xF);
    }
    frame.most = widest * tallest;
    return !in.cut() && header.width > 0 && header.height > 0 && frame.samples > 0 && frame.components <= 4;
}

std::optional<Header> read_jpeg(std::string_view bytes) {
    Cursor in(bytes);
    in.take(2);
    Header header{Kind::jpeg};
    Frame frame;
    for (int scans = 0;;) {
        const std::uint32_t marker = next_marker(in);
        if (marker == 0xD9 && scans > 0) return header;
        if (in.cut() || marker == 0xD8 || marker == 0xD9) return {};
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) continue;
        const std::uint32_t length = in.big(2);
        const std::string_view part = in.take(std::max<std::uint32_t>(length, 2) - 2);
        if (in.cut() || length < 2) return {};
        if (starts_frame(marker)) {
            if (frame.components != 0 || !read_frame(Cursor(part), marker, header, frame)) return {};
            header.decoding_bytes = pixels(header) * 4;
        } else if (marker == 0xE1 && header.exif.empty() && part.starts_with(kExifStart)) {
            header.exif = part.substr(kExifStart.size());
        } else if (marker == 0xDA) {
            if (frame.components == 0 || part.empty() || scans == kMostScans) return {};
            // Where one scan is not all, the coefficients of the whole picture are kept, two bytes each.
            if (scans == 0 && (frame.progressive || byte(part[0]) < frame.components)) {
                header.decoding_bytes += pixels(header) * 2 * frame.samples / frame.most;
            }
            ++scans;
        }
    }
}

// PNG, ISO/IEC 15948.

bool read_png_size(Cursor in, Header& header) {
    const std::uint32_t width = in.big(4);
    const std::uint32_t height = in.big(4);
    in.take(1);
    const std::uint32_t colours = in.big(1);
    constexpr std::uint32_t kMost = 0x7FFFFFFF;
    if (in.cut() || width == 0 || height == 0 || width > kMost || height > kMost || colours > 6) return false;
    header.width = static_cast<int>(width);
    header.height = static_cast<int>(height);
    // Libgd holds all rows as libpng gives them beside the picture: grey and palette, or colour, or with transparency.
    const int each = colours == 0 || colours == 3 ? 2 : colours == 2 ? 7 : 8;
    header.decoding_bytes = pixels(header) > kMostPixels ? kMostDecodingBytes + 1 : pixels(header) * each;
    return true;
}

std::optional<Header> read_png(std::string_view bytes) {
    Cursor in(bytes);
    in.take(kPngStart.size());
    Header header{Kind::png};
    for (bool has_data = false;;) {
        const std::uint32_t length = in.big(4);
        const std::string_view type = in.take(4);
        const std::string_view part = in.take(length);
        in.take(4);
        if (in.cut()) return {};
        if (header.width == 0 && (type != "IHDR" || !read_png_size(Cursor(part), header))) return {};
        if (type == "IEND") return has_data ? std::optional(header) : std::nullopt;
        has_data = has_data || type == "IDAT";
        if (type == "eXIf") header.exif = part;
    }
}

// GIF, version 89a.

std::uint32_t colour_table_bytes(std::uint32_t flags) { return (flags & 0x80) != 0 ? 3U << ((flags & 7) + 1) : 0; }

void pass_blocks(Cursor& in) {
    while (!in.take(in.big(1)).empty()) {}
}

std::optional<Header> read_gif(std::string_view bytes) {
    Cursor in(bytes);
    in.take(6);
    Header header{Kind::gif};
    header.width = static_cast<int>(in.little(2));
    header.height = static_cast<int>(in.little(2));
    header.decoding_bytes = pixels(header);
    const std::uint32_t flags = in.big(1);
    in.take(2 + colour_table_bytes(flags));
    std::uint32_t mark = in.big(1);
    for (; mark == '!'; mark = in.big(1)) {
        in.take(1);
        pass_blocks(in);
    }
    if (mark != ',') return {};
    const std::uint32_t right = in.little(2);
    const std::uint32_t lower = in.little(2);
    const std::uint32_t width = in.little(2);
    const std::uint32_t height = in.little(2);
    in.take(colour_table_bytes(in.big(1)) + 1);
    pass_blocks(in);
    const bool inside = right + width <= static_cast<std::uint32_t>(header.width) &&
                        lower + height <= static_cast<std::uint32_t>(header.height);
    return !in.cut() && inside && width > 0 && height > 0 ? std::optional(header) : std::nullopt;
}

// WebP, RFC 9649.

bool read_webp_frame(Cursor in, bool lossless, Header& header) {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    if (lossless) {
        const bool signed_so = in.big(1) == 0x2F;
        const std::uint32_t sides = in.little(4);
        width = signed_so ? (sides & 0x3FFF) + 1 : 0;
        height = (sides >> 14 & 0x3FFF) + 1;
    } else {
        in.take(3);
        const bool signed_so = in.take(3) == "\x9D\x01\x2A";
        width = signed_so ? in.little(2) & 0x3FFF : 0;
        height = in.little(2) & 0x3FFF;
    }
    header.width = std::max(header.width, static_cast<int>(width));
    header.height = std::max(header.height, static_cast<int>(height));
    return !in.cut() && width > 0 && height > 0;
}

std::optional<Header> read_webp(std::string_view bytes) {
    Cursor outside(bytes);
    outside.take(4);
    const std::uint32_t length = outside.little(4);
    Cursor in(outside.take(length));
    if (outside.cut() || in.take(4) != "WEBP") return {};
    Header header{Kind::webp};
    bool has_data = false;
    for (std::size_t left = length - 4; left >= 8;) {
        const std::string_view type = in.take(4);
        const std::uint32_t size = in.little(4);
        const std::string_view part = in.take(size);
        left -= std::min<std::size_t>(left, std::size_t{8} + size + (size & 1));
        if ((size & 1) != 0 && left > 0) in.take(1);
        if (in.cut() || type == "ANIM" || type == "ANMF") return {};
        if (type == "VP8X") {
            Cursor canvas(part);
            canvas.take(4);
            header.width = static_cast<int>(canvas.little(3)) + 1;
            header.height = static_cast<int>(canvas.little(3)) + 1;
        } else if (type == "VP8 " || type == "VP8L") {
            if (has_data || !read_webp_frame(Cursor(part), type == "VP8L", header)) return {};
            has_data = true;
        } else if (type == "EXIF") {
            header.exif = part.substr(part.starts_with(kExifStart) ? kExifStart.size() : 0);
        }
    }
    header.decoding_bytes = pixels(header) * 12;
    return has_data ? std::optional(header) : std::nullopt;
}

}  // namespace

std::string_view media_type(Kind kind) {
    switch (kind) {
        case Kind::jpeg: return "image/jpeg";
        case Kind::png: return "image/png";
        case Kind::gif: return "image/gif";
        case Kind::webp: return "image/webp";
    }
    return {};
}

std::optional<Header> read_header(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xD8\xFF")) return read_jpeg(bytes);
    if (bytes.starts_with(kPngStart)) return read_png(bytes);
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return read_gif(bytes);
    if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return read_webp(bytes);
    return {};
}

bool within_limits(const Header& header) {
    return header.width <= kMostSide && header.height <= kMostSide && pixels(header) <= kMostPixels &&
           header.decoding_bytes <= kMostDecodingBytes;
}

}  // namespace dinh::pictures
