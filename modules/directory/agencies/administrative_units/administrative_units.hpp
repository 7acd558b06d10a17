// Administrative units of the land (đơn vị hành chính): tỉnh, huyện (until 30/6/2025), xã, each version with its days
// and code. A code may come to mean another unit (44: Quảng Bình until 30/6/2025, Quảng Trị since), so a unit is named
// by code and day. Codes: QĐ 19/2025/QĐ-TTg (2 digits a province, 5 a commune), before it the list of the General
// Statistics Office (3 digits a district). An address keeps its old text; forward() says where it lies now.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"

namespace dinh::directory {

struct AdministrativeUnit {
    std::string level;             // province | district | commune
    std::string code, kind, name;  // name with its kind: "Phường Phúc Xá"
    std::string parent;            // code of the unit above
    std::optional<Day> from;       // nullopt: since before anything is recorded
    std::optional<Day> until;      // the first day without it
    bool stands_on(Day day) const { return (!from || *from <= day) && (!until || *until > day); }
};

// By code at a date.
std::optional<AdministrativeUnit> administrative_unit(db::Conn&, std::string_view level, std::string_view code, Day);
struct AdministrativeSuccessor {
    AdministrativeUnit unit;
    bool divided = false;  // only a part of the old one lies in it
};
// Where the unit's land lies on the day: itself while it stands, else the units it went into; several when it was
// divided; none when nothing is known.
std::vector<AdministrativeSuccessor> forward(db::Conn&, const AdministrativeUnit&, Day);
// Those that went into the unit on the day it began, by code.
std::vector<AdministrativeUnit> came_from(db::Conn&, const AdministrativeUnit&);
// Versions whose code is `typed`, or whose name begins with it (marks and the kind may be left out), newest first.
std::vector<AdministrativeUnit> find_administrative_units(db::Conn&, std::string_view typed, int most);
// "Huyện Ba Bể, Tỉnh Bắc Kạn": the units above it on its last day.
std::string units_above(db::Conn&, const AdministrativeUnit&);

// Import of the lists as they are published, CSV in UTF-8, told apart by their heads:
//   units in force     province_code, code, kind, name, full_name     (a province's row has its own code in both)
//   units before       Mã, Tên, Cấp, Mã QH, Quận Huyện, Mã TP, Tỉnh / Thành Phố
//   old to new         provinceCode, districtCode, wardCode, isMergedWard, isDividedWard, newProvinceCode, newWardCode
struct UnitsFile {
    std::string name, text;
};
struct UnitsFault {
    std::string file;
    int line = 0;
    std::string why;  // Vietnamese
};
struct UnitsReport {
    int provinces = 0, communes = 0;                             // in force
    int old_provinces = 0, old_districts = 0, old_communes = 0;  // before
    int map_rows = 0, divided_communes = 0;                      // old to new
    int added = 0, changed = 0, known = 0;                       // rows of the house
    std::vector<UnitsFault> faults;                              // rows left out
};
// `day`: the first day of the units in force. In one transaction; run again with the same files nothing is added.
// Refused, and nothing written: a file that is not UTF-8, whose head is none of the three, or without a good row.
UnitsReport import_administrative_units(db::Database&, const std::vector<UnitsFile>&, Day day);

}  // namespace dinh::directory
