#include <dlfcn.h>

#include "platform/pictures/samples.hpp"
#include "platform/worker/stored_zip.hpp"

namespace dinh::pictures::samples {
namespace {

template <typename Function>
Function* of_gd(const char* name) {
    return reinterpret_cast<Function*>(dlsym(dlopen("libgd.so.3", RTLD_NOW), name));
}
#define OF_GD(name) of_gd<decltype(::name)>(#name)

std::string kept(void* bytes, int size) {
    std::string result(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    gd().gdFree(bytes);
    return result;
}

std::string number(std::uint32_t value, int width, bool big_endian) {
    std::string bytes;
    for (int i = 0; i < width; ++i) {
        bytes += static_cast<char>(value >> 8 * (big_endian ? width - 1 - i : i));
    }
    return bytes;
}

}  // namespace

Image drawn(int width, int height, const Colour& colour) {
    Image image(gd().gdImageCreateTrueColor(width, height));
    OF_GD(gdImageSaveAlpha)(image.get(), 1);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image->tpixels[y][x] = colour(x, y);
        }
    }
    return image;
}

Image gradient(int width, int height) {
    return drawn(width, height, [=](int x, int y) { return gdTrueColor(x * 255 / width, y * 255 / height, 128); });
}

Image noise(int width, int height) {
    std::uint32_t state = 1;
    return drawn(width, height, [&](int, int) {
        state = state * 1664525 + 1013904223;
        return static_cast<int>(state >> 8);
    });
}

Image corners(int width, int height) {
    return drawn(width, height, [=](int x, int y) {
        const bool right = x >= width / 2;
        const bool below = y >= height / 2;
        return below ? (right ? 0 : 0x0000FF) : (right ? 0x00FF00 : 0xFF0000);
    });
}

Image plain(int width, int height) {
    Image image(OF_GD(gdImageCreate)(width, height));
    OF_GD(gdImageColorAllocate)(image.get(), 200, 100, 50);
    return image;
}

std::string jpeg(gdImage& image, int quality) {
    int size = 0;
    void* bytes = gd().gdImageJpegPtr(&image, &size, quality);
    return kept(bytes, size);
}

std::string progressive_jpeg(gdImage& image) {
    gd().gdImageInterlace(&image, 1);
    return jpeg(image, 85);  // from 90 on libgd keeps the colours at full size
}

std::string png(gdImage& image) {
    int size = 0;
    void* bytes = OF_GD(gdImagePngPtr)(&image, &size);
    return kept(bytes, size);
}

std::string gif(gdImage& image) {
    int size = 0;
    OF_GD(gdImageTrueColorToPalette)(&image, 0, 256);
    void* bytes = OF_GD(gdImageGifPtr)(&image, &size);
    return kept(bytes, size);
}

std::string half_clear_gif(int width, int height) {
    const Image image(OF_GD(gdImageCreate)(width, height));
    image->transparent = OF_GD(gdImageColorAllocate)(image.get(), 0, 0, 0);
    const int red = OF_GD(gdImageColorAllocate)(image.get(), 255, 0, 0);
    for (int y = 0; y < height; ++y) {
        std::fill(image->pixels[y] + width / 2, image->pixels[y] + width, static_cast<unsigned char>(red));
    }
    int size = 0;
    void* bytes = OF_GD(gdImageGifPtr)(image.get(), &size);
    return kept(bytes, size);
}

std::string webp(gdImage& image, int quality) {
    int size = 0;
    void* bytes = gd().gdImageWebpPtrEx(&image, &size, quality);
    return kept(bytes, size);
}

Image read_webp(std::string bytes) {
    return Image(gd().gdImageCreateFromWebpPtr(static_cast<int>(bytes.size()), bytes.data()));
}

Image read_jpeg(std::string bytes) {
    return Image(gd().gdImageCreateFromJpegPtrEx(static_cast<int>(bytes.size()), bytes.data(), 0));
}

std::string exif(int orientation, bool big_endian) {
    const auto n = [big_endian](std::uint32_t value, int width) { return number(value, width, big_endian); };
    const auto entry = [&](std::uint32_t tag, std::uint32_t type, std::uint32_t count, const std::string& value) {
        return n(tag, 2) + n(type, 2) + n(count, 4) + value + std::string(4 - value.size(), '\0');
    };
    constexpr std::uint32_t kText = 2;
    constexpr std::uint32_t kShort = 3;
    constexpr std::uint32_t kLong = 4;
    constexpr std::uint32_t kRational = 5;
    // The first directory from 8 on (three entries), its text, the directory of the place (two entries), its numbers.
    const std::string text("secret words", 13);
    const std::uint32_t text_at = 8 + 2 + 3 * 12 + 4;
    const auto place_at = static_cast<std::uint32_t>(text_at + text.size() + 1);
    const std::uint32_t numbers_at = place_at + 2 + 2 * 12 + 4;
    std::string block = big_endian ? "MM" : "II";
    block += n(42, 2) + n(8, 4) + n(3, 2);
    block += entry(0x010E, kText, static_cast<std::uint32_t>(text.size()), n(text_at, 4));
    block += entry(0x0112, kShort, 1, n(static_cast<std::uint32_t>(orientation), 2));
    block += entry(0x8825, kLong, 1, n(place_at, 4)) + n(0, 4) + text + '\0';
    block += n(2, 2) + entry(1, kText, 2, "N") + entry(2, kRational, 3, n(numbers_at, 4)) + n(0, 4);
    for (const std::uint32_t part : {21, 35, 59}) {
        block += n(part, 4) + n(1, 4);
    }
    return block;
}

std::string jpeg_segment(unsigned char marker, const std::string& content) {
    return std::string("\xFF") + static_cast<char>(marker) +
           number(static_cast<std::uint32_t>(content.size()) + 2, 2, true) + content;
}

std::string with_segments(const std::string& jpeg, const std::string& segments) {
    return jpeg.substr(0, 2) + segments + jpeg.substr(2);
}

std::string with_chunk(const std::string& png, const std::string& type, const std::string& content) {
    constexpr std::size_t kAfterHeader = 8 + 25;
    const std::string chunk = number(static_cast<std::uint32_t>(content.size()), 4, true) + type + content +
                              number(worker::zip_checksum(type + content), 4, true);
    return png.substr(0, kAfterHeader) + chunk + png.substr(kAfterHeader);
}

std::string with_metadata(const std::string& webp, int width, int height, const std::string& exif) {
    const auto n = [](std::size_t value, int bytes) { return number(static_cast<std::uint32_t>(value), bytes, false); };
    const auto chunk = [&](const std::string& type, const std::string& content) {
        return type + n(content.size(), 4) + content + std::string(content.size() % 2, '\0');
    };
    constexpr std::size_t kExifAndXmp = 0x0C;
    const std::string canvas =
        n(kExifAndXmp, 4) + n(static_cast<std::size_t>(width) - 1, 3) + n(static_cast<std::size_t>(height) - 1, 3);
    const std::string body = "WEBP" + chunk("VP8X", canvas) + webp.substr(12) + chunk("EXIF", exif) +
                             chunk("XMP ", "<x:xmpmeta>secret</x:xmpmeta>");
    return "RIFF" + n(body.size(), 4) + body;
}

}  // namespace dinh::pictures::samples
