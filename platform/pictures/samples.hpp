// Pictures for tests, drawn and packed by libgd in the test program; metadata is written by hand.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/pictures/gd.hpp"

namespace dinh::pictures::samples {

struct Destroy {
    void operator()(gdImagePtr image) const { gd().gdImageDestroy(image); }
};
using Image = std::unique_ptr<gdImage, Destroy>;
using Colour = std::function<int(int x, int y)>;  // as gdTrueColorAlpha makes it

Image drawn(int width, int height, const Colour&);
Image gradient(int width, int height);
Image noise(int width, int height);    // as hard to pack as a picture can be
Image corners(int width, int height);  // red, green below each other blue, black: see corner_colours
Image plain(int width, int height);    // one colour, a palette picture: a byte a pixel

std::string jpeg(gdImage&, int quality = 90);
std::string progressive_jpeg(gdImage&);
std::string png(gdImage&);
std::string gif(gdImage&);                          // turns the picture into one with a palette
std::string half_clear_gif(int width, int height);  // the right half red, the left clear and black underneath
std::string webp(gdImage&, int quality = 90);
Image read_webp(std::string);
Image read_jpeg(std::string);

// A TIFF structure with this orientation, a description and a place on earth.
std::string exif(int orientation, bool big_endian = false);
inline constexpr const char* kSecrets[] = {"Exif", "eXIf", "EXIF", "secret", "ICC", "GPS", "XMP", "adobe", "CREATOR"};

std::string jpeg_segment(unsigned char marker, const std::string& content);
std::string with_segments(const std::string& jpeg, const std::string& segments);  // right after the start
std::string with_chunk(const std::string& png, const std::string& type, const std::string& content);
// The same WebP with EXIF and XMP, in the extended form.
std::string with_metadata(const std::string& webp, int width, int height, const std::string& exif);

}  // namespace dinh::pictures::samples
