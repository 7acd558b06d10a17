#include "platform/pictures/variants.hpp"

#include <libexif/exif-data.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include "platform/pictures/gd.hpp"
#include "platform/pictures/pictures.hpp"

namespace dinh::pictures {
namespace {

constexpr std::array kQualities = {80, 70, 60, 50, 40};
constexpr double kNarrower = 0.8;  // when the lowest quality is still too much
constexpr int kWarn = 0;
constexpr int kOpaque = 0;
constexpr int kClear = 127;  // as libgd counts

struct Destroy {
    void operator()(gdImagePtr image) const { gd().gdImageDestroy(image); }
    void operator()(ExifData* data) const { exif_data_unref(data); }
};
using Image = std::unique_ptr<gdImage, Destroy>;

Image blank(int width, int height) {
    Image image(gd().gdImageCreateTrueColor(width, height));
    if (!image) {
        throw std::bad_alloc();
    }
    gd().gdImageAlphaBlending(image.get(), 0);
    return image;
}

// Libjpeg goes on where data is missing and only warns; it also warns of some bytes too many, as many cameras write.
bool lacks_a_part(std::string_view warning) {
    for (const char* loss : {"remature end", "bad Huffman", "bad arithmetic", "instead of RST"}) {
        if (warning.find(loss) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

Image decode(Kind kind, std::string& bytes) {
    const auto size = static_cast<int>(bytes.size());
    switch (kind) {
        case Kind::jpeg: return Image(gd().gdImageCreateFromJpegPtrEx(size, bytes.data(), kWarn));
        case Kind::png: return Image(gd().gdImageCreateFromPngPtr(size, bytes.data()));
        case Kind::gif: return Image(gd().gdImageCreateFromGifPtr(size, bytes.data()));
        case Kind::webp: return Image(gd().gdImageCreateFromWebpPtr(size, bytes.data()));
    }
    return {};
}

// Of a PNG with one colour declared transparent libgd only notes the colour.
void clear_transparent_colour(gdImage& image) {
    if (image.trueColor == 0 || image.transparent < 0) {
        return;
    }
    for (int y = 0; y < image.sy; ++y) {
        for (int x = 0; x < image.sx; ++x) {
            int& pixel = image.tpixels[y][x];
            pixel = pixel == image.transparent ? gdTrueColorAlpha(0, 0, 0, kClear) : pixel;
        }
    }
}

Image resized(gdImage& image, int width, int height) {
    Image result = blank(width, height);
    gd().gdImageCopyResampled(result.get(), &image, 0, 0, 0, 0, width, height, image.sx, image.sy);
    return result;
}

bool lies_on_its_side(int orientation) { return orientation >= 5; }

Image turned(Image image, int orientation) {
    if (orientation == 1) {
        return image;
    }
    const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool from_below = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    const bool aside = lies_on_its_side(orientation);
    Image result = aside ? blank(image->sy, image->sx) : blank(image->sx, image->sy);
    for (int y = 0; y < result->sy; ++y) {
        for (int x = 0; x < result->sx; ++x) {
            const int across = aside ? y : x;
            const int down = aside ? x : y;
            result->tpixels[y][x] =
                image->tpixels[from_below ? image->sy - 1 - down : down][from_right ? image->sx - 1 - across : across];
        }
    }
    return result;
}

Image on_white(gdImage& image) {
    Image result = blank(image.sx, image.sy);
    const int white = gdTrueColorAlpha(255, 255, 255, kOpaque);
    gd().gdImageFilledRectangle(result.get(), 0, 0, image.sx - 1, image.sy - 1, white);
    gd().gdImageAlphaBlending(result.get(), 1);
    gd().gdImageCopy(result.get(), &image, 0, 0, 0, 0, image.sx, image.sy);
    return result;
}

// Libgd signs each JPEG with a comment of its own.
std::string without_comments(std::string_view jpeg) {
    std::string kept(jpeg.substr(0, 2));
    for (std::size_t at = 2; at + 4 <= jpeg.size();) {
        const auto marker = static_cast<unsigned char>(jpeg[at + 1]);
        if (marker == 0xDA) {
            return kept.append(jpeg.substr(at));
        }
        const std::size_t length =
            2 + (static_cast<unsigned char>(jpeg[at + 2]) << 8 | static_cast<unsigned char>(jpeg[at + 3]));
        if (marker != 0xFE) {
            kept.append(jpeg.substr(at, length));
        }
        at += length;
    }
    return {};
}

std::string encoded(gdImage& image, Kind kind, int quality) {
    int size = 0;
    void* bytes = kind == Kind::jpeg ? gd().gdImageJpegPtr(&image, &size, quality)
                                     : gd().gdImageWebpPtrEx(&image, &size, quality);
    if (bytes == nullptr) {
        throw std::bad_alloc();
    }
    std::string result(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    gd().gdFree(bytes);
    return kind == Kind::jpeg ? without_comments(result) : result;
}

struct Fitted {
    int width = 0;
    std::string bytes;
};

Fitted fit(gdImage& base, int width, Kind kind) {
    for (;;) {
        const int height = std::max(1, static_cast<int>(std::lround(double{1} * base.sy * width / base.sx)));
        Image image = resized(base, width, height);
        if (kind == Kind::jpeg) {
            image = on_white(*image);
            gd().gdImageInterlace(image.get(), 1);
        }
        for (const int quality : kQualities) {
            std::string bytes = encoded(*image, kind, quality);
            if (bytes.size() <= kMostVariantBytes) {
                return {width, std::move(bytes)};
            }
        }
        width = std::max(1, static_cast<int>(width * kNarrower));
    }
}

// The picture upright and as wide as its widest variant.
Image base_of(Image image, int orientation) {
    const bool aside = lies_on_its_side(orientation);
    const double upright_width = aside ? image->sy : image->sx;
    const double upright_height = aside ? image->sx : image->sy;
    const double scale = std::min({1.0, kWidths.back() / upright_width, kTallest / upright_height});
    const auto side = [scale](int full) { return std::max(1, static_cast<int>(std::lround(full * scale))); };
    clear_transparent_colour(*image);
    Image small = resized(*image, side(image->sx), side(image->sy));
    image.reset();
    return turned(std::move(small), orientation);
}

}  // namespace

int orientation_of(std::string_view exif) {
    if (exif.empty()) {
        return 1;
    }
    std::string block("Exif\0\0", 6);
    block += exif;
    const std::unique_ptr<ExifData, Destroy> data(exif_data_new());
    exif_data_load_data(data.get(), reinterpret_cast<const unsigned char*>(block.data()),
                        static_cast<unsigned>(block.size()));
    const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) {
        return 1;
    }
    const int value = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
    return value >= 1 && value <= 8 ? value : 1;
}

Made make_variants(std::string bytes) {
    Made made;
    if (bytes.size() > static_cast<std::size_t>(kMostFileBytes)) {
        made.outcome = worker::Outcome::too_big;
        return made;
    }
    const std::optional<Header> header = read_header(bytes);
    if (!header || !within_limits(*header)) {
        made.outcome = header ? worker::Outcome::too_big : worker::Outcome::not_this_kind;
        return made;
    }
    const int orientation = orientation_of(header->exif);
    Image image = decode(header->kind, bytes);
    made.detail = take_complaints();
    if (!image || lacks_a_part(made.detail)) {
        return made;
    }
    made.width = lies_on_its_side(orientation) ? image->sy : image->sx;
    made.height = lies_on_its_side(orientation) ? image->sx : image->sy;
    bytes = {};
    const Image base = base_of(std::move(image), orientation);
    int widest = 0;
    for (const int width : kWidths) {
        Fitted fitted = fit(*base, std::min(width, base->sx), Kind::webp);
        if (fitted.width > widest) {
            made.files.push_back(std::move(fitted.bytes));
            widest = fitted.width;
        }
    }
    made.files.push_back(fit(*base, std::min(kJpegWidth, base->sx), Kind::jpeg).bytes);
    made.outcome = worker::Outcome::ok;
    return made;
}

}  // namespace dinh::pictures
