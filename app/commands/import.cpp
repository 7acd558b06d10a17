// import units: the published lists of administrative units.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "app/assembly.hpp"
#include "app/commands/commands.hpp"
#include "modules/directory/agencies/administrative_units/administrative_units.hpp"

namespace dinh::app {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kMostFileBytes = 64 << 20;

directory::UnitsFile read_file(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error) throw Refused(Said("Không đọc được tệp %1.", {path.string()}));
    if (size > kMostFileBytes) throw Refused(Said("Tệp %1 lớn quá 64 MB.", {path.string()}));
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Refused(Said("Không đọc được tệp %1.", {path.string()}));
    return {path.filename().string(), {std::istreambuf_iterator<char>(file), {}}};
}

// A folder stands for the tables in it.
std::vector<directory::UnitsFile> read_all(const std::vector<std::string>& paths) {
    std::vector<fs::path> files;
    for (const auto& path : paths) {
        if (!fs::is_directory(path)) {
            files.emplace_back(path);
            continue;
        }
        for (const auto& entry : fs::directory_iterator(path))
            if (entry.path().extension() == ".csv") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<directory::UnitsFile> read;
    read.reserve(files.size());
    for (const auto& file : files) read.push_back(read_file(file));
    return read;
}

void print(const directory::UnitsReport& report) {
    std::printf("Đang có hiệu lực: %d tỉnh, thành phố; %d xã, phường, đặc khu.\n", report.provinces, report.communes);
    std::printf("Trước đó: %d tỉnh, thành phố; %d huyện, quận; %d xã, phường, thị trấn.\n", report.old_provinces,
                report.old_districts, report.old_communes);
    std::printf("Chuyển từ cũ sang mới: %d dòng; %d xã cũ bị chia.\n", report.map_rows, report.divided_communes);
    std::printf("Đã ghi thêm %d, sửa %d, có sẵn %d.\n", report.added, report.changed, report.known);
    if (report.faults.empty()) return;
    std::printf("%zu dòng có lỗi, bỏ qua:\n", report.faults.size());
    for (const auto& fault : report.faults)
        std::printf("  %s, dòng %d: %s\n", fault.file.c_str(), fault.line, fault.why.c_str());
}

}  // namespace

int import_units(const Common& common, const std::vector<std::string>& paths, const std::string& day) {
    const auto first = clock::parse_typed_day(day, clock::today());
    if (!first) throw Refused(Said("Không rõ ngày %1: hãy ghi như 01/07/2025.", {day}));
    const auto files = read_all(paths);
    Assembly assembly(read_config(common), Schema::check);
    const auto report = directory::import_administrative_units(assembly.db(), files, *first);
    print(report);
    return report.faults.empty() ? 0 : 1;
}

}  // namespace dinh::app
