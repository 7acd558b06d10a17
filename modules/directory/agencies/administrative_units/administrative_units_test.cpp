#include "modules/directory/agencies/administrative_units/administrative_units.hpp"

#include <filesystem>
#include <fstream>

#include "modules/directory/tests/visit.hpp"

namespace dinh::directory {

namespace {

namespace fs = std::filesystem;
using test::day;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const char* kPresent =
    "province_code,code,kind,name,full_name,name_en\n"
    "19,19,province,Thái Nguyên,Tỉnh Thái Nguyên,\n"
    "44,44,province,Quảng Trị,Tỉnh Quảng Trị,\n"
    "19,01864,Xã,Chợ Rã,Xã Chợ Rã,\n"
    "19,01882,Xã,Ba Bể,Xã Ba Bể,\n";
const char* kBefore =
    "\xEF\xBB\xBFMã,Tên,Tên Tiếng Anh,Cấp,Mã QH,Quận Huyện,Mã TP,Tỉnh / Thành Phố\r\n"
    "01864,Thị trấn Chợ Rã,,Thị trấn,061,Huyện Ba Bể,06,Tỉnh Bắc Kạn\r\n"
    "01867,Xã Bành Trạch,,Xã,061,Huyện Ba Bể,06,Tỉnh Bắc Kạn\r\n"
    "19000,Xã Cảnh Dương,,Xã,454,Huyện Quảng Trạch,44,Tỉnh Quảng Bình\r\n";
const char* kMap =
    "provinceCode,isMergedProvince,districtCode,districtType,wardCode,wardType,isMergedWard,isDividedWard,province,"
    "district,ward,newProvince,newWard,newProvinceCode,newWardCode\n"
    "6,True,61,Huyện,1864.0,Thị trấn,True,False,Tỉnh Bắc Kạn,Huyện Ba Bể,Thị trấn Chợ Rã,x,y,19,01864\n"
    "6,True,61,Huyện,1867.0,Xã,True,True,Tỉnh Bắc Kạn,Huyện Ba Bể,Xã Bành Trạch,x,y,19,01864\n"
    "6,True,61,Huyện,1867.0,Xã,True,True,Tỉnh Bắc Kạn,Huyện Ba Bể,Xã Bành Trạch,x,y,19,01882\n"
    "45,True,471,Huyện,,,True,False,Tỉnh Quảng Trị,Huyện Cồn Cỏ,,x,y,44,01882\n";

class AdministrativeUnits : public test::Visit {
protected:
    UnitsReport import(const std::vector<UnitsFile>& files) { return import_administrative_units(db(), files, july_); }
    UnitsReport import_all() { return import({{"units.csv", kPresent}, {"before.csv", kBefore}, {"map.csv", kMap}}); }
    std::optional<AdministrativeUnit> unit(const char* level, const char* code, Day on) {
        return read([&](db::Conn& conn) { return administrative_unit(conn, level, code, on); });
    }
    std::vector<std::string> now_of(const AdministrativeUnit& one, Day on) {
        std::vector<std::string> names;
        for (const auto& next : read([&](db::Conn& conn) { return forward(conn, one, on); }))
            names.push_back(next.unit.name + (next.divided ? " (chia)" : ""));
        return names;
    }
    const Day july_ = day(2025, 7, 1), june_ = day(2025, 6, 30);
};

TEST_P(AdministrativeUnits, are_read_from_the_three_lists_whatever_their_order) {
    const auto report = import({{"map.csv", kMap}, {"units.csv", kPresent}, {"before.csv", kBefore}});
    EXPECT_EQ(report.provinces, 2);
    EXPECT_EQ(report.communes, 2);
    EXPECT_EQ(report.old_communes, 3);
    EXPECT_EQ(report.old_districts, 2);
    EXPECT_EQ(report.old_provinces, 2);
    EXPECT_EQ(report.map_rows, 4);
    EXPECT_EQ(report.divided_communes, 1);
    EXPECT_THAT(report.faults, IsEmpty());
}

TEST_P(AdministrativeUnits, are_not_doubled_by_a_second_import) {
    const auto first = import_all();
    const auto again = import_all();
    EXPECT_GT(first.added, 0);
    EXPECT_EQ(again.added, 0);
    EXPECT_EQ(again.changed, 0);
    EXPECT_EQ(again.known, first.added);
}

TEST_P(AdministrativeUnits, one_code_means_another_unit_on_another_day) {
    import_all();
    EXPECT_EQ(unit("province", "44", june_)->name, "Tỉnh Quảng Bình");
    EXPECT_EQ(unit("province", "44", july_)->name, "Tỉnh Quảng Trị");
    EXPECT_EQ(unit("province", "06", june_)->name, "Tỉnh Bắc Kạn");
    EXPECT_FALSE(unit("province", "06", july_).has_value());
    EXPECT_FALSE(unit("district", "061", july_).has_value()) << "no districts since 1 July 2025";
}

TEST_P(AdministrativeUnits, lead_forward_to_where_their_land_lies_now) {
    import_all();
    EXPECT_THAT(now_of(*unit("province", "06", june_), today_), ElementsAre("Tỉnh Thái Nguyên"));
    EXPECT_THAT(now_of(*unit("commune", "01864", june_), today_), ElementsAre("Xã Chợ Rã"));
    EXPECT_THAT(now_of(*unit("commune", "01867", june_), today_), ElementsAre("Xã Chợ Rã (chia)", "Xã Ba Bể (chia)"));
    EXPECT_THAT(now_of(*unit("district", "471", june_), today_), ElementsAre("Xã Ba Bể"))
        << "an island district became a unit of its own";
    EXPECT_THAT(now_of(*unit("commune", "01867", june_), june_), ElementsAre("Xã Bành Trạch"));
    EXPECT_THAT(now_of(*unit("commune", "19000", june_), today_), IsEmpty()) << "nothing is known of it";
}

TEST_P(AdministrativeUnits, leave_out_and_name_rows_that_are_broken) {
    const std::string broken = std::string(kPresent) + "19,abc,Xã,Hỏng,Xã Hỏng,\n19,01900,Xã,,,\n19,1,2,3,4,5,6,7\n" +
                               "19,01864,Xã,Khác,Xã Khác,\n19,01901,Xã,Dài,Xã " + std::string(300, 'a') + ",\n";
    const auto report = import({{"units.csv", broken}});
    EXPECT_EQ(report.communes, 2);
    std::vector<int> lines;
    for (const auto& fault : report.faults) lines.push_back(fault.line);
    std::sort(lines.begin(), lines.end());
    EXPECT_THAT(lines, ElementsAre(6, 7, 8, 9, 10));
    EXPECT_EQ(unit("commune", "01864", today_)->name, "Xã Chợ Rã");
}

TEST_P(AdministrativeUnits, refuse_a_file_in_another_encoding_or_of_another_kind) {
    const std::string latin = std::string(kPresent) + "19,01900,X\xE3,Ba,X\xE3 Ba,\n";
    EXPECT_THROW(import({{"units.csv", latin}}), Refused);
    EXPECT_THROW(import({{"good.csv", kPresent}, {"people.csv", "Họ và tên,Cơ quan\nA,B\n"}}), Refused);
    EXPECT_THROW(import({{"empty.csv", ""}}), Refused);
    EXPECT_THROW(import({{"head.csv", "province_code,code,kind,name,full_name\n"}}), Refused);
    EXPECT_THROW(import({}), Refused);
    EXPECT_FALSE(unit("province", "19", today_).has_value()) << "nothing is written when a file is refused";
}

TEST_P(AdministrativeUnits, end_where_a_later_list_begins) {
    import_all();
    const char* later = "province_code,code,kind,name,full_name\n19,19,province,Thái Nguyên,Thành phố Thái Nguyên\n";
    import_administrative_units(db(), {{"later.csv", later}}, day(2026, 4, 30));
    EXPECT_EQ(unit("province", "19", day(2026, 4, 29))->name, "Tỉnh Thái Nguyên");
    EXPECT_EQ(unit("province", "19", day(2026, 4, 30))->name, "Thành phố Thái Nguyên");
    const auto again = import_all();
    EXPECT_EQ(again.changed, 0) << "the earlier lists do not take the end away";
}

TEST_P(AdministrativeUnits, are_looked_up_by_code_and_by_an_old_name_typed_without_marks) {
    import_all();
    const auto page = get(admin_, "/directory/administrative-units", {{"q", "banh trach"}});
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.has("Xã Bành Trạch"));
    EXPECT_TRUE(page.has("Huyện Ba Bể, Tỉnh Bắc Kạn"));
    EXPECT_TRUE(page.has("Xã Chợ Rã") && page.has("Xã Ba Bể"));
    EXPECT_TRUE(get(admin_, "/directory/administrative-units", {{"q", "44"}}).has("Tỉnh Quảng Bình"));
    EXPECT_TRUE(get(admin_, "/directory/administrative-units", {{"q", "Thị trấn Chợ"}}).has("01864"));
    EXPECT_TRUE(get(admin_, "/directory/administrative-units", {{"q", "không có"}}).has("Không có đơn vị"));
}

TEST_P(AdministrativeUnits, are_shown_to_the_administration_only_and_bear_any_query) {
    import_all();
    EXPECT_EQ(get(specialist_, "/directory/administrative-units", {{"q", "44"}}).status, 403);
    const std::string markup = "<script>alert(1)</script>{{X}}";
    for (const std::string& query : {markup, std::string(100'000, 'x'), std::string("%_*'\";--"), std::string("~~~")}) {
        const auto page = get(admin_, "/directory/administrative-units", {{"q", query}, {"on", query}});
        EXPECT_EQ(page.status, 200);
        EXPECT_FALSE(page.has("<script>alert(1)"));
    }
    EXPECT_TRUE(
        get(admin_, "/directory/administrative-units", {{"q", "ba"}, {"on", "31/02/2026"}}).has("Không rõ ngày"));
}

std::string file_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The lists as published, when they are at hand.
TEST_P(AdministrativeUnits, of_the_whole_country_are_read_in_seconds) {
    const char* folder = std::getenv("DINH_UNITS");
    if (!folder) GTEST_SKIP() << "DINH_UNITS names no folder with the published lists";
    std::vector<UnitsFile> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".csv") files.push_back({entry.path().filename(), file_text(entry.path())});
    const auto report = import(files);
    EXPECT_EQ(report.provinces, 34);
    EXPECT_EQ(report.communes, 3321);
    EXPECT_EQ(report.old_communes, 10'035);
    EXPECT_EQ(report.old_provinces, 63);
    EXPECT_EQ(report.map_rows, 10'602);
    EXPECT_EQ(report.divided_communes, 471);
    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_EQ(import(files).added, 0);
    EXPECT_EQ(unit("province", "44", june_)->name, "Tỉnh Quảng Bình");
    EXPECT_EQ(unit("province", "44", july_)->name, "Tỉnh Quảng Trị");
    EXPECT_THAT(now_of(*unit("province", "06", june_), today_), ElementsAre("Tỉnh Thái Nguyên"));
}

DINH_BOTH_ENGINES(AdministrativeUnits);

}  // namespace

}  // namespace dinh::directory
