#include "app/example/pictures.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace dinh::app::example {

namespace {

constexpr int kWidth = 960, kHeight = 540, kLayers = 5;

struct Colour {
    double red, green, blue;
};
struct Palette {
    Colour top, low, far, near;
    double sun_x, sun_y;
    bool rows;  // tea in rows on the hill in front
};
constexpr std::array<Palette, kLandscapes> kPalettes{{
    {{62, 96, 150}, {255, 205, 150}, {150, 140, 160}, {38, 62, 58}, 0.72, 0.45, false},
    {{88, 150, 205}, {250, 226, 178}, {140, 165, 150}, {120, 140, 48}, 0.24, 0.30, true},
    {{70, 150, 215}, {220, 240, 248}, {120, 160, 180}, {34, 110, 52}, 0.80, 0.20, true},
    {{46, 120, 200}, {206, 232, 250}, {130, 175, 170}, {60, 145, 60}, 0.16, 0.22, true},
    {{120, 140, 155}, {214, 222, 224}, {150, 165, 170}, {52, 84, 66}, 0.50, 0.20, false},
    {{236, 170, 120}, {255, 236, 200}, {190, 160, 140}, {72, 92, 44}, 0.58, 0.42, true},
}};

Colour mix(const Colour& a, const Colour& b, double part) {
    const auto one = [part](double from, double to) { return from + (to - from) * part; };
    return {one(a.red, b.red), one(a.green, b.green), one(a.blue, b.blue)};
}

// Where the ridge of a layer runs, from the top.
double ridge(int number, int layer, double x) {
    const double seed = number * 1.7 + layer * 2.3;
    const double wild = 1.0 - layer / static_cast<double>(kLayers);
    const double shape = 0.5 * std::sin(x * (2.1 + layer) + seed) + 0.3 * std::sin(x * (5.3 + layer) + 2 * seed) +
                         wild * 0.12 * std::sin(x * 17 + 3 * seed);
    return kHeight * (0.40 + 0.12 * layer - 0.09 * shape);
}

Colour sky(const Palette& colours, int x, int y) {
    const Colour plain = mix(colours.top, colours.low, std::min(1.0, y / (kHeight * 0.6)));
    const double far = std::hypot(x - colours.sun_x * kWidth, y - colours.sun_y * kHeight);
    if (far < 30) return {255, 250, 226};
    return mix(plain, {255, 246, 214}, 0.55 * std::exp(-far / 90));
}

Colour hill(const Palette& colours, int layer, double below, int x) {
    Colour colour = mix(colours.far, colours.near, (layer + 1) / static_cast<double>(kLayers));
    colour = mix(colour, {0, 0, 0}, 0.12 * std::min(1.0, below / 160));
    if (!colours.rows || layer < kLayers - 2) return colour;
    const double wave = std::sin(std::sqrt(below + 4) * 5.2 + x * 0.006 * (layer == kLayers - 1 ? 1 : -1));
    return wave > 0.25 ? mix(colour, {210, 235, 120}, 0.16) : mix(colour, {0, 20, 0}, 0.18);
}

void put_number(std::string& to, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) to += static_cast<char>(value >> shift & 0xff);
}

void put_part(std::string& png, const std::string& name, const std::string& data) {
    const std::string body = name + data;
    put_number(png, static_cast<std::uint32_t>(data.size()));
    png += body;
    put_number(png, static_cast<std::uint32_t>(
                        crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()))));
}

std::string squeezed(const std::string& rows) {
    uLongf size = compressBound(rows.size());
    std::string out(size, '\0');
    compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(rows.data()), rows.size(), 1);
    out.resize(size);
    return out;
}

std::string rows_of(int number) {
    const Palette& colours = kPalettes[static_cast<std::size_t>(number - 1)];
    std::vector<std::array<double, kLayers>> ridges(kWidth);
    for (int x = 0; x < kWidth; ++x)
        for (int layer = 0; layer < kLayers; ++layer)
            ridges[static_cast<std::size_t>(x)][static_cast<std::size_t>(layer)] =
                ridge(number, layer, x * 3.0 / kWidth);
    std::string rows;
    rows.reserve(static_cast<std::size_t>(kHeight) * (1 + 3 * kWidth));
    for (int y = 0; y < kHeight; ++y) {
        rows += '\0';  // no filter
        for (int x = 0; x < kWidth; ++x) {
            Colour colour = sky(colours, x, y);
            for (int layer = 0; layer < kLayers; ++layer) {
                const double below = y - ridges[static_cast<std::size_t>(x)][static_cast<std::size_t>(layer)];
                if (below >= 0) colour = hill(colours, layer, below, x);
            }
            for (const double part : {colour.red, colour.green, colour.blue})
                rows += static_cast<char>(static_cast<unsigned char>(std::clamp(part, 0.0, 255.0)));
        }
    }
    return rows;
}

}  // namespace

std::string landscape(int number) {
    std::string head, png = "\x89PNG\r\n\x1a\n";
    put_number(head, kWidth);
    put_number(head, kHeight);
    head += std::string("\x08\x02\0\0\0", 5);  // eight bits, red green blue
    put_part(png, "IHDR", head);
    put_part(png, "IDAT", squeezed(rows_of(number)));
    put_part(png, "IEND", "");
    return png;
}

}  // namespace dinh::app::example
