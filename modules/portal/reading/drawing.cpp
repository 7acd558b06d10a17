#include "modules/portal/reading/drawing.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include "platform/text/text.hpp"

namespace dinh::portal::reading {

namespace {

constexpr double kWidth = 600, kMost = 900, kEdge = 12;
constexpr double kMillion = 1e6;

// Equal distances north and east at the middle of the map: a province is small enough for that.
class Frame {
public:
    void hold(const Location& at) {
        south_ = std::min(south_, at.latitude_e6), north_ = std::max(north_, at.latitude_e6);
        west_ = std::min(west_, at.longitude_e6), east_ = std::max(east_, at.longitude_e6);
    }
    bool empty() const { return south_ > north_; }
    // Around a single point there is still some land.
    void close() {
        constexpr std::int64_t kLeast = 20'000;
        if (north_ - south_ < kLeast) south_ -= kLeast, north_ += kLeast;
        if (east_ - west_ < kLeast) west_ -= kLeast, east_ += kLeast;
        const double middle = static_cast<double>(south_ + north_) / 2 / kMillion;
        narrow_ = std::cos(middle * std::numbers::pi / 180);
        const double wide = static_cast<double>(east_ - west_) * narrow_, high = static_cast<double>(north_ - south_);
        scale_ = std::min((kWidth - 2 * kEdge) / wide, (kMost - 2 * kEdge) / high);
        height_ = static_cast<int>(std::lround(high * scale_ + 2 * kEdge));
    }
    int x(const Location& at) const {
        return static_cast<int>(std::lround(static_cast<double>(at.longitude_e6 - west_) * narrow_ * scale_ + kEdge));
    }
    int y(const Location& at) const {
        return static_cast<int>(std::lround(static_cast<double>(north_ - at.latitude_e6) * scale_ + kEdge));
    }
    int height() const { return height_; }

private:
    std::int64_t south_ = std::numeric_limits<std::int64_t>::max(), north_ = std::numeric_limits<std::int64_t>::min();
    std::int64_t west_ = south_, east_ = north_;
    double narrow_ = 1, scale_ = 1;
    int height_ = 0;
};

void add_number(std::string& path, int number) {
    if (number >= 0 && path.back() != 'm' && path.back() != 'M' && path.back() != 'l') path += ' ';
    path += std::to_string(number);
}

// Steps between whole points, what falls onto the same left out.
void add_ring(std::string& path, const Frame& frame, const Ring& ring) {
    std::string line;
    int x = 0, y = 0, steps = 0;
    for (const auto& at : ring) {
        const int to_x = frame.x(at), to_y = frame.y(at);
        if (line.empty()) {
            line = "M";
            add_number(line, to_x), add_number(line, to_y);
            line += 'l';
        } else if (to_x == x && to_y == y) {
            continue;
        } else {
            add_number(line, to_x - x), add_number(line, to_y - y);
            ++steps;
        }
        x = to_x, y = to_y;
    }
    if (steps > 2) path += line + "z";
}

}  // namespace

std::string draw_map(const std::vector<Outline>& outlines, const std::vector<Dot>& dots, const std::string& label) {
    Frame frame;
    for (const auto& one : outlines)
        for (const auto& ring : one.rings)
            for (const auto& at : ring) frame.hold(at);
    for (const auto& dot : dots) frame.hold(dot.at);
    if (frame.empty()) return {};
    frame.close();
    std::string drawn = "<svg class=\"map\" viewBox=\"0 0 600 " + std::to_string(frame.height()) +
                        "\" role=\"img\" aria-label=\"" + text::html_escape(label) + "\">";
    for (const auto& one : outlines) {
        std::string path;
        for (const auto& ring : one.rings) add_ring(path, frame, ring);
        if (!path.empty())
            drawn += "<path d=\"" + path + "\"><title>" + text::html_escape(one.name) + "</title></path>";
    }
    int number = 0;
    for (const auto& dot : dots) {
        const std::string x = std::to_string(frame.x(dot.at)), y = std::to_string(frame.y(dot.at));
        drawn += "<g><title>" + text::html_escape(dot.name) + "</title><circle cx=\"" + x + "\" cy=\"" + y + "\" r=\"" +
                 (dot.main ? "12" : "9") + "\"/><text x=\"" + x + "\" y=\"" + y + "\" dy=\"3\">" +
                 std::to_string(++number) + "</text></g>";
    }
    return drawn + "</svg>";
}

}  // namespace dinh::portal::reading
