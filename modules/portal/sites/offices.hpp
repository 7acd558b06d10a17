// Where the offices of sites are, and the outlines of the province's communes behind them: what the map of offices is
// made of.
#pragma once
#include "modules/portal/sites/site.hpp"

namespace dinh::portal {

// WGS 84, degrees times a million.
struct Location {
    std::int64_t latitude_e6 = 0, longitude_e6 = 0;
    bool operator==(const Location&) const = default;
};
// As maps show it: "21.594200, 105.848200", also with "°", with decimal commas ("21,5942; 105,8482"). nullopt: not two
// numbers, or no place in Viet Nam or its seas (8 to 24 degrees north, 102 to 118 east).
std::optional<Location> parse_location(std::string_view typed);
std::string show_location(const Location&);  // "21.594200, 105.848200"

std::optional<Location> location_of(db::Conn&, Id site);
struct Office {
    Id site = 0;
    std::string slug, name, kind;
    Location at;
};
std::vector<Office> offices(db::Conn&);  // of open sites, the province's first, then by kind and name
// nullopt takes it away. Refused and Forbidden as change_site.
void set_location(db::Tx&, const Actor&, Id site, std::int64_t version, const std::optional<Location>&);

using Ring = std::vector<Location>;
struct Outline {
    std::string code, name;
    std::vector<Ring> rings;
};
inline constexpr std::size_t kMostOutlines = 1000;
inline constexpr std::size_t kMostPoints = 200'000;  // of all outlines together
// GeoJSON (RFC 7946): a FeatureCollection of Polygons and MultiPolygons with the properties `code` and `name`.
// Refused (field "files"): not such a file, a point out of place, too many units or points, twice the same code.
std::vector<Outline> read_outlines(std::string_view geojson);
// Instead of those that stood. Forbidden as add_host; Refused: the site is not the province's.
void keep_outlines(db::Tx&, const Actor&, Id site, std::int64_t version, const std::vector<Outline>&);
std::vector<Outline> outlines(db::Conn&);
inline constexpr std::string_view kOutlinesKey = "portal:outlines";  // of kept pages that draw them

}  // namespace dinh::portal
