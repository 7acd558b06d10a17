#include "modules/directory/agencies/administrative_units/units_reader.hpp"

#include <algorithm>
#include <unordered_map>

#include "platform/csv/csv.hpp"
#include "platform/error/error.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory::units_reader {

namespace {

constexpr std::size_t kMostFaults = 1000;
constexpr std::size_t kLongestName = 200;

// Codes as published, and as a spreadsheet left them: 1, 1.0 and 00001 are one; "" when it is none.
std::string code_of(std::string_view text, std::size_t digits) {
    std::string code = text::clean_line(text);
    if (code.ends_with(".0")) code.resize(code.size() - 2);
    const bool number =
        !code.empty() && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!number || code.size() > digits) return {};
    return std::string(digits - code.size(), '0') + code;
}

std::string kind_of(const std::string& name) {
    for (const char* kind : {"Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Phường", "Huyện", "Quận", "Tỉnh", "Xã"}) {
        if (name.starts_with(kind)) return kind;
    }
    return {};
}

enum class List { present, before, map, unknown };

List list_of(const csv::Table& table) {
    const auto has = [&](std::initializer_list<const char*> columns) {
        return std::all_of(columns.begin(), columns.end(), [&](const char* one) { return table.has(one); });
    };
    if (has({"province_code", "code", "kind", "full_name"})) return List::present;
    if (has({"mã", "tên", "cấp", "mã qh", "quận huyện", "mã tp", "tỉnh / thành phố"})) return List::before;
    if (has({"provincecode", "districtcode", "wardcode", "ismergedward", "isdividedward", "newprovincecode",
             "newwardcode"}))
        return List::map;
    return List::unknown;
}

class Reader {
public:
    Reader(UnitsReport& report, Day day) : report_(report), day_(clock::to_text(day)) {}

    void file(const UnitsFile& file) {
        name_ = file.name;
        const csv::Table table(file.text);
        if (!text::is_utf8(file.text))
            throw Refused(Said("%1 không phải UTF-8: hãy lưu lại bảng dạng CSV UTF-8.", {file.name}));
        const List list = list_of(table);
        if (list == List::unknown)
            throw Refused(Said("%1: dòng đầu không phải của bảng đơn vị hành chính nào đã biết.", {file.name}));
        std::set<int> broken;
        for (const auto& fault : table.faults()) {
            fault_at(fault.line, fault.text);
            broken.insert(fault.line);
        }
        const std::size_t before = lists.rows.size() + lists.links.size();
        for (const auto& row : table.rows()) {
            if (broken.contains(row.line())) continue;
            if (list == List::present) present(row);
            if (list == List::before) old(row);
            if (list == List::map) map(row);
        }
        if (lists.rows.size() + lists.links.size() == before)
            throw Refused(Said("%1: không có dòng nào đọc được.", {file.name}));
    }

    Lists lists;

private:
    void fault_at(int line, const std::string& why) {
        if (report_.faults.size() < kMostFaults) report_.faults.push_back({name_, line, why});
    }
    // True when it was new in this run.
    bool add(Row row, int line) {
        if (text::length(row.name) > kLongestName || row.name.empty())
            return fault_at(line, "Tên đơn vị trống hoặc dài quá 200 chữ."), false;
        const auto [place, fresh] = seen_.emplace(row.key(), row.name);
        if (!fresh && place->second != row.name)
            fault_at(line, "Mã " + row.code + " đã dùng cho " + place->second + " trong cùng bảng.");
        if (fresh) lists.rows.push_back(std::move(row));
        return fresh;
    }

    void present(const csv::Row& row) {
        const bool province = row["kind"] == "province";
        const std::string above = code_of(row["province_code"], 2), code = code_of(row["code"], province ? 2 : 5);
        if (above.empty() || code.empty()) return fault_at(row.line(), "Mã đơn vị hành chính không đúng.");
        const std::string name = text::clean_line(row["full_name"]);
        Row one{province ? "province" : "commune",
                code,
                province ? kind_of(name) : text::clean_line(row["kind"]),
                name,
                province ? std::string() : above,
                day_,
                ""};
        lists.in_force.insert(one.level);
        if (add(std::move(one), row.line())) ++(province ? report_.provinces : report_.communes);
    }

    void old(const csv::Row& row) {
        const std::string code = code_of(row["mã"], 5), district = code_of(row["mã qh"], 3),
                          province = code_of(row["mã tp"], 2);
        if (code.empty() || district.empty() || province.empty())
            return fault_at(row.line(), "Mã đơn vị hành chính không đúng.");
        const std::string name = text::clean_line(row["tên"]), above = text::clean_line(row["quận huyện"]),
                          top = text::clean_line(row["tỉnh / thành phố"]);
        if (add({"commune", code, text::clean_line(row["cấp"]), name, district, "", day_}, row.line()))
            ++report_.old_communes;
        if (add({"district", district, kind_of(above), above, province, "", day_}, row.line())) ++report_.old_districts;
        if (add({"province", province, kind_of(top), top, "", "", day_}, row.line())) ++report_.old_provinces;
    }

    void map(const csv::Row& row) {
        const std::string province = code_of(row["provincecode"], 2), district = code_of(row["districtcode"], 3),
                          successor = code_of(row["newwardcode"], 5), above = code_of(row["newprovincecode"], 2);
        // Island districts had no communes: the district itself became one.
        const bool whole_district = text::clean_line(row["wardcode"]).empty();
        const std::string code = whole_district ? district : code_of(row["wardcode"], 5);
        if (province.empty() || district.empty() || successor.empty() || above.empty() || code.empty())
            return fault_at(row.line(), "Mã cũ hoặc mã mới không đúng.");
        const auto yes = [&](const char* column) { return text::lower(text::clean_line(row[column])) == "true"; };
        ++report_.map_rows;
        link({whole_district ? "district" : "commune", code, "commune", successor, yes("ismergedward"),
              yes("isdividedward")});
        link({"province", province, "province", above, yes("ismergedprovince"), false});
        if (!whole_district) return;
        add({"district", district, kind_of(text::clean_line(row["district"])), text::clean_line(row["district"]),
             province, "", day_},
            row.line());
    }
    void link(Link one) {
        if (seen_.emplace("link:" + one.key(day_), "").second) lists.links.push_back(std::move(one));
    }

    UnitsReport& report_;
    const std::string day_;
    std::string name_;
    std::unordered_map<std::string, std::string> seen_;
};

}  // namespace

Lists read(const std::vector<UnitsFile>& files, Day day, UnitsReport& report) {
    if (files.empty()) throw Refused("Chưa có tệp nào để nhập.");
    Reader reader(report, day);
    for (const auto& file : files) reader.file(file);
    return std::move(reader.lists);
}

}  // namespace dinh::directory::units_reader
