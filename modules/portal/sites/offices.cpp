#include "modules/portal/sites/offices.hpp"

#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <set>

#include "modules/portal/sites/site_deeds.hpp"
#include "platform/text/text.hpp"
#include "platform/written/written.hpp"

namespace dinh::portal {

namespace {

namespace json = boost::json;

constexpr std::int64_t kMillion = 1'000'000;
constexpr std::int64_t kSouth = 8, kNorth = 24, kWest = 102, kEast = 118;
constexpr std::size_t kDeepest = 16;
constexpr std::size_t kMostName = 200, kMostCode = 20;

constexpr db::Sql kOf{"location.of", "SELECT latitude_e6, longitude_e6 FROM portal_location WHERE site = $1"};
constexpr db::Sql kAll{"location.all",
                       "SELECT s.id, s.slug, s.name, s.kind, l.latitude_e6, l.longitude_e6 FROM portal_location l "
                       "JOIN portal_site s ON s.id = l.site WHERE s.state = 'open' ORDER BY CASE s.kind WHEN "
                       "'province' THEN 0 WHEN 'department' THEN 1 WHEN 'commune' THEN 3 ELSE 2 END, s.name, s.id"};
constexpr db::Sql kPut{"location.put",
                       "INSERT INTO portal_location (site, latitude_e6, longitude_e6) VALUES ($1, $2, $3) ON CONFLICT "
                       "(site) DO UPDATE SET latitude_e6 = $2, longitude_e6 = $3"};
constexpr db::Sql kDrop{"location.drop", "DELETE FROM portal_location WHERE site = $1"};
constexpr db::Sql kOutlines{"outline.all", "SELECT code, name, rings FROM portal_outline ORDER BY code"};
constexpr db::Sql kClear{"outline.clear", "DELETE FROM portal_outline"};
constexpr db::Sql kAdd{"outline.add", "INSERT INTO portal_outline (code, name, rings) VALUES ($1, $2, $3)"};

bool in_place(const Location& at) {
    return at.latitude_e6 >= kSouth * kMillion && at.latitude_e6 <= kNorth * kMillion &&
           at.longitude_e6 >= kWest * kMillion && at.longitude_e6 <= kEast * kMillion;
}

std::optional<std::int64_t> degrees_e6(std::string number) {
    std::replace(number.begin(), number.end(), ',', '.');
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || end != number.data() + number.size() || !(std::abs(value) <= 180)) return std::nullopt;
    return std::llround(value * kMillion);
}

[[noreturn]] void refuse(const Said& why) { throw Refused("files", why); }

Location read_point(const json::value& value) {
    const auto* pair = value.if_array();
    if (!pair || pair->size() < 2 || !(*pair)[0].is_number() || !(*pair)[1].is_number())
        refuse("Tệp không đúng dạng: có điểm không phải hai số.");
    const double longitude = (*pair)[0].to_number<double>(), latitude = (*pair)[1].to_number<double>();
    if (!(std::abs(longitude) <= 180) || !(std::abs(latitude) <= 90)) refuse("Tệp có điểm nằm ngoài bản đồ.");
    return {std::llround(latitude * kMillion), std::llround(longitude * kMillion)};
}

void read_polygon(const json::value& value, Outline& outline, std::size_t& points) {
    const auto* rings = value.if_array();
    if (!rings) refuse("Tệp không đúng dạng: có vùng không có đường viền.");
    for (const auto& line : *rings) {
        const auto* list = line.if_array();
        if (!list || list->size() < 4) refuse("Tệp không đúng dạng: có đường viền ít hơn bốn điểm.");
        if ((points += list->size()) > kMostPoints)
            refuse(Said("Tệp có hơn %1 điểm; hãy rút gọn đường viền trước.", {std::to_string(kMostPoints)}));
        Ring ring;
        for (const auto& point : *list) {
            ring.push_back(read_point(point));
            if (!in_place(ring.back())) refuse("Tệp có điểm nằm ngoài Việt Nam; toạ độ phải theo hệ WGS 84.");
        }
        outline.rings.push_back(std::move(ring));
    }
}

std::string property(const json::object& feature, const char* name, std::size_t most) {
    const auto* properties = feature.if_contains("properties");
    const auto* value = properties && properties->is_object() ? properties->get_object().if_contains(name) : nullptr;
    const auto* words = value ? value->if_string() : nullptr;
    std::string clean = words ? text::clean_line(*words) : std::string();
    if (clean.empty() || text::length(clean) > most)
        refuse(Said("Mỗi đơn vị trong tệp phải có thuộc tính “%1”, không quá %2 chữ.", {name, std::to_string(most)}));
    return clean;
}

Outline read_feature(const json::value& value, std::size_t& points) {
    const auto* feature = value.if_object();
    const auto* shape = feature ? feature->if_contains("geometry") : nullptr;
    const auto* geometry = shape ? shape->if_object() : nullptr;
    const auto* type = geometry ? geometry->if_contains("type") : nullptr;
    const auto* parts = geometry ? geometry->if_contains("coordinates") : nullptr;
    if (!type || !type->is_string() || !parts || !parts->is_array())
        refuse("Tệp không đúng dạng GeoJSON: có đơn vị không có đường viền.");
    Outline outline{property(*feature, "code", kMostCode), property(*feature, "name", kMostName), {}};
    if (type->get_string() == "Polygon") {
        read_polygon(*parts, outline, points);
    } else if (type->get_string() == "MultiPolygon") {
        for (const auto& part : parts->get_array()) read_polygon(part, outline, points);
    } else {
        refuse("Tệp chỉ được có vùng (Polygon, MultiPolygon).");
    }
    return outline;
}

std::string words_of(const std::vector<Ring>& rings) {
    std::string words;
    for (const auto& ring : rings) {
        if (!words.empty()) words += ';';
        for (const auto& at : ring)
            words += std::to_string(at.longitude_e6) + " " + std::to_string(at.latitude_e6) + " ";
    }
    return words;
}

std::vector<Ring> rings_of(std::string_view words) {
    std::vector<Ring> rings;
    for (const auto& part : text::split(words, ';')) {
        rings.emplace_back();
        const char* at = part.data();
        const char* end = at + part.size();
        for (Location point; at < end; ++at) {
            auto read = std::from_chars(at, end, point.longitude_e6);
            if (read.ec != std::errc() || read.ptr == end) break;
            read = std::from_chars(read.ptr + 1, end, point.latitude_e6);
            if (read.ec != std::errc()) break;
            rings.back().push_back(point);
            at = read.ptr;
        }
    }
    return rings;
}

}  // namespace

std::optional<Location> parse_location(std::string_view typed) {
    // A comma parts the numbers when points stand in them.
    const bool comma_parts = typed.find('.') != std::string_view::npos;
    std::vector<std::string> numbers;
    bool apart = true;
    for (const char c : typed) {
        const bool part = c == ' ' || c == '\t' || c == ';' || (c == ',' && comma_parts);
        const bool degree = static_cast<unsigned char>(c) == 0xC2 || static_cast<unsigned char>(c) == 0xB0;
        if (!part && !degree && apart) numbers.emplace_back();
        if (!part && !degree) numbers.back() += c;
        apart = part;
    }
    if (numbers.size() != 2) return std::nullopt;
    const auto latitude = degrees_e6(numbers[0]), longitude = degrees_e6(numbers[1]);
    if (!latitude || !longitude) return std::nullopt;
    const Location at{*latitude, *longitude};
    return in_place(at) ? std::optional(at) : std::nullopt;
}

std::string show_location(const Location& at) {
    const auto one = [](std::int64_t e6) {
        const std::string rest = std::to_string(std::abs(e6) % kMillion);
        return (e6 < 0 ? "-" : "") + std::to_string(std::abs(e6) / kMillion) + "." + std::string(6 - rest.size(), '0') +
               rest;
    };
    return one(at.latitude_e6) + ", " + one(at.longitude_e6);
}

std::optional<Location> location_of(db::Conn& conn, Id site) {
    const auto rows = conn.query(kOf, site);
    if (rows.empty()) return std::nullopt;
    return Location{rows.first().integer(0), rows.first().integer(1)};
}

std::vector<Office> offices(db::Conn& conn) {
    std::vector<Office> list;
    for (const auto& row : conn.query(kAll))
        list.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), {row.integer(4), row.integer(5)}});
    return list;
}

void set_location(db::Tx& tx, const Actor& actor, Id site, std::int64_t version, const std::optional<Location>& at) {
    const auto locked = lock_site(tx, actor, site, version);
    const Capacity& as = must(actor, Deed::change_site, locked.subject);
    const auto before = location_of(tx, site);
    if (at)
        tx.exec(kPut, site, at->latitude_e6, at->longitude_e6);
    else
        tx.exec(kDrop, site);
    record_on_site(tx, actor, &as, site, "portal.set_location", "Đặt vị trí trụ sở",
                   {{"location", before ? show_location(*before) : "", at ? show_location(*at) : ""}});
    announce_change(tx, site);
}

std::vector<Outline> read_outlines(std::string_view geojson) {
    boost::system::error_code error;
    json::parse_options options;
    options.max_depth = kDeepest;
    const auto whole = json::parse(geojson, error, {}, options);
    const auto* top = error ? nullptr : whole.if_object();
    const auto* features = top ? top->if_contains("features") : nullptr;
    if (!features || !features->is_array()) refuse("Tệp không phải GeoJSON (FeatureCollection).");
    const auto& list = features->get_array();
    if (list.empty()) refuse("Tệp không có đơn vị nào.");
    if (list.size() > kMostOutlines) refuse(Said("Tệp có hơn %1 đơn vị.", {std::to_string(kMostOutlines)}));
    std::vector<Outline> outlines;
    std::set<std::string> codes;
    std::size_t points = 0;
    for (const auto& feature : list) {
        outlines.push_back(read_feature(feature, points));
        if (!codes.insert(outlines.back().code).second)
            refuse(Said("Tệp có hai đơn vị cùng mã %1.", {outlines.back().code}));
    }
    return outlines;
}

void keep_outlines(db::Tx& tx, const Actor& actor, Id site, std::int64_t version, const std::vector<Outline>& list) {
    const auto locked = lock_site(tx, actor, site, version);
    const Capacity& as = must(actor, Deed::add_host, locked.subject);
    if (locked.site.kind != "province") throw Refused("Bản đồ nền chỉ đặt ở cổng của tỉnh.");
    tx.exec(kClear);
    for (const auto& one : list) tx.exec(kAdd, one.code, one.name, words_of(one.rings));
    record_on_site(tx, actor, &as, site, "portal.keep_outlines",
                   Said("Thay bản đồ nền: %1 đơn vị", {std::to_string(list.size())}));
    written::changed(tx, kOutlinesKey);
}

std::vector<Outline> outlines(db::Conn& conn) {
    std::vector<Outline> list;
    for (const auto& row : conn.query(kOutlines)) list.push_back({row.text(0), row.text(1), rings_of(row.view(2))});
    return list;
}

}  // namespace dinh::portal
