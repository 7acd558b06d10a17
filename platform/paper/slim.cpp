#include "platform/paper/slim.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace dinh::paper {
namespace {

constexpr std::size_t kMaxFont = 4 << 20;

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t width) {
    std::uint32_t value = 0;
    for (const char c : bytes.substr(at, width)) {
        value = value << 8 | static_cast<unsigned char>(c);
    }
    if (at + width > bytes.size()) {
        throw std::out_of_range("font ends early");
    }
    return value;
}

void put(std::string& bytes, std::uint32_t value, std::size_t width) {
    for (std::size_t i = width; i-- > 0;) {
        bytes += static_cast<char>(value >> (8 * i));
    }
}

std::string_view part(std::string_view bytes, std::size_t at, std::size_t size) {
    if (at > bytes.size() || size > bytes.size() - at) {
        throw std::out_of_range("font ends early");
    }
    return bytes.substr(at, size);
}

// The instructions of a simple glyph stand between its contour ends and its points.
std::string simple_glyph(std::string_view glyph, std::size_t contours) {
    const std::size_t length_at = 10 + 2 * contours;
    const std::size_t points_at = length_at + 2 + number(glyph, length_at, 2);
    std::string slim(part(glyph, 0, length_at));
    put(slim, 0, 2);
    slim += part(glyph, points_at, glyph.size() - std::min(points_at, glyph.size()));
    return slim;
}

// Those of a composite one follow its last component, announced by a flag.
std::string composite_glyph(std::string_view glyph) {
    constexpr std::uint32_t kWords = 0x0001;
    constexpr std::uint32_t kScale = 0x0008;
    constexpr std::uint32_t kMore = 0x0020;
    constexpr std::uint32_t kTwoScales = 0x0040;
    constexpr std::uint32_t kMatrix = 0x0080;
    constexpr std::uint32_t kInstructions = 0x0100;
    std::string slim(part(glyph, 0, 10));
    std::uint32_t flags = kMore;
    for (std::size_t at = 10; (flags & kMore) != 0;) {
        flags = number(glyph, at, 2);
        std::size_t size = 4 + ((flags & kWords) != 0 ? 4 : 2);
        size += (flags & kScale) != 0 ? 2 : (flags & kTwoScales) != 0 ? 4 : (flags & kMatrix) != 0 ? 8 : 0;
        put(slim, flags & ~kInstructions, 2);
        slim += part(glyph, at + 2, size - 2);
        at += size;
    }
    return slim;
}

struct Glyphs {
    std::string glyf;
    std::string loca;
};

Glyphs slim_glyphs(std::string_view glyf, std::string_view loca, std::size_t count, bool wide) {
    Glyphs out;
    const std::size_t width = wide ? 4 : 2;
    const auto offset = [&](std::size_t i) -> std::size_t { return number(loca, i * width, width) * (wide ? 1U : 2U); };
    for (std::size_t i = 0; i <= count; ++i) {
        put(out.loca, static_cast<std::uint32_t>(out.glyf.size() / (wide ? 1 : 2)), width);
        if (i == count || offset(i + 1) <= offset(i)) {
            continue;
        }
        const std::string_view glyph = part(glyf, offset(i), offset(i + 1) - offset(i));
        const std::uint32_t contours = number(glyph, 0, 2);
        out.glyf += contours < 0x8000 ? simple_glyph(glyph, contours) : composite_glyph(glyph);
        out.glyf.resize((out.glyf.size() + 3) / 4 * 4);
    }
    return out;
}

std::uint32_t checksum(std::string_view table) {
    std::uint32_t sum = 0;
    for (std::size_t at = 0; at + 4 <= table.size(); at += 4) {
        sum += number(table, at, 4);
    }
    return sum;
}

std::string inflated(std::string_view packed) {
    std::string out(kMaxFont, '\0');
    uLongf size = out.size();
    if (uncompress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(packed.data()),
                   packed.size()) != Z_OK) {
        throw std::out_of_range("font stream is damaged");
    }
    out.resize(size);
    return out;
}

std::string deflated(const std::string& bytes) {
    uLongf size = compressBound(bytes.size());
    std::string out(size, '\0');
    compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(),
              Z_BEST_COMPRESSION);
    out.resize(size);
    return out;
}

std::size_t decimal(std::string_view bytes, std::size_t at) {
    std::size_t value = 0;
    at = std::min(bytes.find_first_not_of(" \n", at), bytes.size());
    const char* from = bytes.data() + at;
    if (std::from_chars(from, bytes.data() + bytes.size(), value).ec != std::errc{}) {
        throw std::out_of_range("no number where the PDF has one");
    }
    return value;
}

std::size_t find(std::string_view bytes, std::string_view wanted, std::size_t from = 0) {
    const std::size_t at = bytes.find(wanted, from);
    if (at == std::string_view::npos) {
        throw std::out_of_range("not built as expected: no " + std::string(wanted));
    }
    return at;
}

// Objects by number, as they stand, "N 0 obj" to "endobj".
class Objects {
public:
    explicit Objects(std::string_view pdf) : pdf_(pdf), table_(decimal(pdf, find(pdf, "startxref\n") + 10)) {
        std::size_t line = find(pdf, "\n", table_) + 1;
        const std::size_t count = decimal(pdf, find(pdf, " ", line) + 1);
        line = find(pdf, "\n", line) + 1;
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0) {
                starts_.emplace(decimal(pdf, line + 20 * i), i);
            }
        }
        trailer_ = find(pdf, "trailer", line);
    }

    std::string_view object(std::size_t wanted) const {
        for (auto at = starts_.begin(); at != starts_.end(); ++at) {
            if (at->second == wanted) {
                const auto next = std::next(at);
                const std::size_t end = next == starts_.end() ? table_ : next->first;
                return part(pdf_, at->first, end - at->first);
            }
        }
        throw std::out_of_range("no such object");
    }

    // The whole file anew, each object as `change` gives it.
    template <class F>
    std::string rebuilt(F&& change) const {
        std::string out(part(pdf_, 0, starts_.empty() ? 0 : starts_.begin()->first));
        std::map<std::size_t, std::size_t> places;
        for (const auto& [start, id] : starts_) {
            places[id] = out.size();
            out += change(object(id));
        }
        const std::size_t table = out.size();
        out += "xref\n0 " + std::to_string(places.size() + 1) + "\n0000000000 65535 f \n";
        for (const auto& [id, place] : places) {
            const std::string digits = std::to_string(place);
            out += std::string(10 - std::min<std::size_t>(10, digits.size()), '0') + digits + " 00000 n \n";
        }
        const std::size_t end = find(pdf_, "startxref", trailer_);
        out += part(pdf_, trailer_, end - trailer_);
        return out + "startxref\n" + std::to_string(table) + "\n%%EOF\n";
    }

private:
    std::string_view pdf_;
    std::size_t table_;
    std::size_t trailer_ = 0;
    std::map<std::size_t, std::size_t> starts_;  // offset -> number
};

std::string slim_object(const Objects& objects, std::string_view object) {
    const std::size_t stream = object.find("stream\n");
    if (stream == std::string_view::npos || object.substr(0, stream).find("/Length1 ") == std::string_view::npos) {
        return std::string(object);
    }
    // cairo writes the length behind the stream, as an object of its own: "21 0 obj\n   7864\nendobj".
    const std::string_view length = objects.object(decimal(object, find(object, "/Length ") + 8));
    const std::size_t packed = decimal(length, find(length, "obj") + 3);
    const std::string font = font_without_hinting(inflated(part(object, stream + 7, packed)));
    const std::string slim = deflated(font);
    return std::string(object.substr(0, find(object, "\n") + 1)) + "<< /Length " + std::to_string(slim.size()) +
           " /Filter /FlateDecode /Length1 " + std::to_string(font.size()) + " >>\nstream\n" + slim +
           "\nendstream\nendobj\n";
}

}  // namespace

std::string font_without_hinting(const std::string& font) {
    std::map<std::string, std::string> tables;
    const std::size_t count = number(font, 4, 2);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t entry = 12 + 16 * i;
        tables.emplace(part(font, entry, 4), part(font, number(font, entry + 8, 4), number(font, entry + 12, 4)));
    }
    const bool wide = number(tables.at("head"), 50, 2) != 0;
    Glyphs glyphs = slim_glyphs(tables.at("glyf"), tables.at("loca"), number(tables.at("maxp"), 4, 2), wide);
    tables["glyf"] = std::move(glyphs.glyf);
    tables["loca"] = std::move(glyphs.loca);
    for (const char* hints : {"cvt ", "fpgm", "prep"}) {
        tables.erase(hints);
    }
    std::uint32_t power = 1;
    std::uint32_t exponent = 0;
    for (; power * 2 <= tables.size(); power *= 2) {
        ++exponent;
    }
    const auto kept = static_cast<std::uint32_t>(tables.size());
    std::string out(part(font, 0, 4));
    put(out, kept, 2);
    put(out, power * 16, 2);
    put(out, exponent, 2);
    put(out, (kept - power) * 16, 2);
    std::string body;
    for (auto& [tag, table] : tables) {
        const std::size_t size = table.size();
        table.resize((size + 3) / 4 * 4);
        out += tag;
        put(out, checksum(table), 4);
        put(out, static_cast<std::uint32_t>(12 + 16 * tables.size() + body.size()), 4);
        put(out, static_cast<std::uint32_t>(size), 4);
        body += table;
    }
    return out + body;
}

std::string without_hinting(const std::string& pdf) {
    try {
        const Objects objects(pdf);
        return objects.rebuilt([&](std::string_view object) { return slim_object(objects, object); });
    } catch (const std::out_of_range&) {
        return pdf;
    }
}

}  // namespace dinh::paper
