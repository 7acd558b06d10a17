// Import of the published lists.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "modules/directory/agencies/administrative_units/administrative_units.hpp"
#include "modules/directory/agencies/administrative_units/unit_names.hpp"
#include "platform/csv/csv.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kUnits{"administrative_unit.all",
                         "SELECT id, level, code, kind, name, parent, from_day, until_day FROM administrative_unit"};
constexpr db::Sql kAddUnit{
    "administrative_unit.add",
    "INSERT INTO administrative_unit (id, level, code, kind, name, folded, parent, from_day, until_day) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Sql kChangeUnit{
    "administrative_unit.change",
    "UPDATE administrative_unit SET kind = $2, name = $3, folded = $4, parent = $5, until_day "
    "= $6 WHERE id = $1"};
constexpr db::Sql kEndBefore{
    "administrative_unit.end_before",
    "UPDATE administrative_unit SET until_day = $1 WHERE from_day < $1 AND until_day IS NULL AND level = $2"};
constexpr db::Sql kLinks{"administrative_unit.all_links",
                         "SELECT level, code, day, successor_level, successor FROM administrative_unit_successor"};
constexpr db::Sql kAddLink{
    "administrative_unit.add_link",
    "INSERT INTO administrative_unit_successor (id, level, code, day, successor_level, successor, merged, divided) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};

constexpr std::size_t kMostFaults = 1000;
constexpr std::size_t kLongestName = 200;

struct Row {
    std::string level, code, kind, name, parent, from, until;  // days as stored; "" none
    std::string key() const { return level + ":" + code + ":" + from; }
};
struct Link {
    std::string level, code, successor_level, successor;
    bool merged = false, divided = false;
    std::string key(const std::string& day) const {
        return level + ":" + code + ":" + day + ":" + successor_level + ":" + successor;
    }
};

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
        const std::size_t before = rows.size() + links.size();
        for (const auto& row : table.rows()) {
            if (broken.contains(row.line())) continue;
            if (list == List::present) present(row);
            if (list == List::before) old(row);
            if (list == List::map) map(row);
        }
        if (rows.size() + links.size() == before) throw Refused(Said("%1: không có dòng nào đọc được.", {file.name}));
    }

    std::vector<Row> rows;
    std::vector<Link> links;
    std::set<std::string> in_force;  // levels of which the units in force were given

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
        if (fresh) rows.push_back(std::move(row));
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
        in_force.insert(one.level);
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
        if (seen_.emplace("link:" + one.key(day_), "").second) links.push_back(std::move(one));
    }

    UnitsReport& report_;
    const std::string day_;
    std::string name_;
    std::unordered_map<std::string, std::string> seen_;
};

struct Known {
    Id id = 0;
    Row row;
};

std::optional<std::string> none_if_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

bool same(const Row& a, const Row& b) {
    return a.kind == b.kind && a.name == b.name && a.parent == b.parent && a.until == b.until;
}

void write_units(db::Tx& tx, const std::vector<Row>& rows, UnitsReport& report) {
    std::unordered_map<std::string, Known> known;
    for (const auto& row : tx.query(kUnits)) {
        Known one{row.integer(0),
                  {row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7)}};
        const std::string key = one.row.key();
        known.emplace(key, std::move(one));
    }
    for (const auto& row : rows) {
        const auto found = known.find(row.key());
        if (found == known.end()) {
            tx.exec(kAddUnit, ids::make(), row.level, row.code, row.kind, row.name, folded_name(row.name), row.parent,
                    row.from, none_if_empty(row.until));
            ++report.added;
            continue;
        }
        Row wanted = row;
        // A later list may have ended it since: that end stays.
        if (wanted.until.empty()) wanted.until = found->second.row.until;
        if (same(wanted, found->second.row)) {
            ++report.known;
            continue;
        }
        tx.exec(kChangeUnit, found->second.id, wanted.kind, wanted.name, folded_name(wanted.name), wanted.parent,
                none_if_empty(wanted.until));
        ++report.changed;
    }
}

void write_links(db::Tx& tx, const std::vector<Link>& links, const std::string& day, UnitsReport& report) {
    std::set<std::string> known;
    for (const auto& row : tx.query(kLinks))
        known.insert(row.text(0) + ":" + row.text(1) + ":" + row.text(2) + ":" + row.text(3) + ":" + row.text(4));
    for (const auto& one : links) {
        if (!known.insert(one.key(day)).second) {
            ++report.known;
            continue;
        }
        tx.exec(kAddLink, ids::make(), one.level, one.code, day, one.successor_level, one.successor, one.merged,
                one.divided);
        ++report.added;
    }
}

int count_divided(const std::vector<Link>& links) {
    std::unordered_map<std::string, int> successors;
    for (const auto& one : links)
        if (one.level == "commune") ++successors[one.code];
    return static_cast<int>(
        std::count_if(successors.begin(), successors.end(), [](const auto& one) { return one.second > 1; }));
}

}  // namespace

UnitsReport import_administrative_units(db::Database& database, const std::vector<UnitsFile>& files, Day day) {
    UnitsReport read;
    Reader reader(read, day);
    if (files.empty()) throw Refused("Chưa có tệp nào để nhập.");
    for (const auto& file : files) reader.file(file);
    read.divided_communes = count_divided(reader.links);
    return database.writing([&](db::Tx& tx) {
        UnitsReport report = read;
        write_units(tx, reader.rows, report);
        // What an earlier list said to be in force ends where this one begins.
        for (const auto& level : reader.in_force) tx.exec(kEndBefore, day, level);
        write_links(tx, reader.links, clock::to_text(day), report);
        return report;
    });
}

}  // namespace dinh::directory
