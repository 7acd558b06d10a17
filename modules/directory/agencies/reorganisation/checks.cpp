// What may stand against a reorganisation.
#include <algorithm>

#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/agencies/agency_store.hpp"
#include "modules/directory/agencies/reorganisation/reorganisation_store.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace store = reorganisation_store;
namespace kinds = reorganising;

namespace {

constexpr int kDeepest = 16;
constexpr int kFurthestDays = 5 * 366;
constexpr std::size_t kMostTargets = 4;
constexpr std::size_t kMostAgencies = 30;

class Check {
public:
    Check(db::Conn& conn, Reasons& reasons, const Reorganisation& one) : conn_(conn), reasons_(reasons), one_(one) {}

    void all() {
        if (one_.basis.empty())
            reasons_.add("basis", "Chưa ghi căn cứ: số, ký hiệu, ngày của nghị quyết, quyết định sắp xếp.");
        if (text::length(one_.basis) > 300) reasons_.add("basis", "Căn cứ dài quá 300 chữ.");
        if (one_.day - clock::today() > kFurthestDays)
            reasons_.add("day", "Ngày áp dụng quá xa: chỉ định trước trong năm năm.");
        numbers();
        for (const Id agency : one_.agencies) subject(agency);
        if (one_.kind == kinds::kRename) names("name", "abbreviation", one_.name, one_.abbreviation);
        if (one_.kind == kinds::kRename) same_name();
        if (one_.kind == kinds::kMove) parent();
        code();
        for (std::size_t i = 0; i < one_.targets.size(); ++i) target(i);
        if (one_.ends()) heirs();
        units();
        if (one_.separates() && !one_.agencies.empty()) separation();
    }

private:
    std::string name_of(Id agency) {
        const auto lines = versions_of(conn_, agency);
        return lines.empty() ? std::to_string(agency) : lines.front().as.name;
    }
    static std::string field(std::size_t target) { return "target_" + std::to_string(target + 1); }

    void numbers() {
        if (one_.agencies.empty()) reasons_.add("agency_1", "Chưa chọn cơ quan.");
        if (one_.agencies.size() > kMostAgencies) reasons_.add("agency_1", "Mỗi lần sắp xếp nhiều nhất 30 cơ quan.");
        if (one_.kind != kinds::kMerge && one_.agencies.size() > 1)
            reasons_.add("agency_2", "Việc này chỉ áp dụng cho một cơ quan.");
        auto sorted = one_.agencies;
        std::sort(sorted.begin(), sorted.end());
        if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
            reasons_.add("agency_1", "Một cơ quan được chọn hai lần.");
        const std::size_t targets = one_.targets.size();
        if (one_.kind == kinds::kSplit && targets < 2)
            reasons_.add("target_1",
                         "Chia cần ít nhất hai cơ quan kế thừa; nếu cơ quan cũ vẫn hoạt động, hãy chọn Tách.");
        else if (one_.hands_over() && targets == 0)
            reasons_.add("target_1", "Chưa chọn cơ quan tiếp nhận.");
        if ((!one_.by_choice() && targets > 1) || targets > kMostTargets)
            reasons_.add("target_2", "Nhiều cơ quan tiếp nhận hơn mức cho phép.");
    }

    void open_before(const std::string& where, Id agency, const AgencyRecord& found, bool last_change) {
        const auto last = versions_of(conn_, agency).front();
        if (found.until && *found.until <= one_.day)
            reasons_.add(where,
                         Said("%1 đã kết thúc hoạt động từ ngày %2.", {last.as.name, clock::show(*found.until)}));
        else if (found.from > one_.day || (last_change && found.from == one_.day))
            reasons_.add("day", Said("%1 chỉ có từ ngày %2.", {last.as.name, clock::show(found.from)}));
        else if (last_change && found.until)
            reasons_.add(where,
                         Said("%1 đã có ngày kết thúc hoạt động: %2.", {last.as.name, clock::show(*found.until)}));
        else if (last_change && last.as.from >= one_.day)
            reasons_.add("day", Said("Ngày áp dụng phải sau ngày %1, lần thay đổi gần nhất của %2.",
                                     {clock::show(last.as.from), last.as.name}));
    }

    void subject(Id agency) {
        const auto found = find_agency(conn_, agency);
        if (!found) return reasons_.add("agency_1", "Cơ quan đã chọn không có trong danh bạ.");
        open_before("agency_1", agency, *found, true);
        const std::string name = name_of(agency);
        for (const auto& plan : store::plans_with(conn_, agency, one_.id)) {
            const std::string day = clock::show(plan.day);
            if (plan.ends() && plan.day < one_.day)
                reasons_.add("day", Said("Theo kế hoạch, %1 kết thúc hoạt động ngày %2.", {name, day}));
            else if (plan.day == one_.day && (!plan.takes_over || one_.hands_over()))
                reasons_.add("day", Said("%1 đã có sắp xếp khác vào cùng ngày %2.", {name, day}));
            else if (plan.day > one_.day && one_.ends())
                reasons_.add("day", Said("%1 còn một sắp xếp đã định vào ngày %2: hãy hủy trước.", {name, day}));
            else if (plan.day > one_.day && !plan.takes_over)
                reasons_.add(
                    "day", Said("%1 đã có sắp xếp vào ngày %2, sau ngày này: hãy làm theo thứ tự ngày.", {name, day}));
        }
        if (one_.ends()) below(agency);
        if (one_.hands_over() && one_.day <= clock::today() && store::handing_over(conn_, agency))
            reasons_.add("agency_1",
                         Said("%1 còn hồ sơ chờ chọn nơi nhận sau lần tách trước: hãy chọn nơi nhận hoặc để "
                              "lại tất cả trước khi sắp xếp tiếp.",
                              {name}));
    }

    void below(Id agency) {
        for (const Id child : store::open_below(conn_, agency, one_.day)) {
            if (std::find(one_.agencies.begin(), one_.agencies.end(), child) != one_.agencies.end()) continue;
            const auto last = versions_of(conn_, child).front();
            if (last.as.from >= one_.day)
                reasons_.add("day", Said("%1, cơ quan trực thuộc, có thay đổi từ ngày %2.",
                                         {last.as.name, clock::show(last.as.from)}));
        }
    }

    void names(const std::string& where, const std::string& sign, const std::string& name,
               const std::string& abbreviation) {
        if (name.empty()) reasons_.add(where, "Chưa nhập tên mới.");
        if (text::length(name) > 200) reasons_.add(where, "Tên cơ quan dài quá 200 chữ.");
        if (abbreviation.empty()) reasons_.add(sign, "Chưa nhập chữ viết tắt mới.");
        if (text::length(abbreviation) > 30) reasons_.add(sign, "Chữ viết tắt dài quá 30 chữ.");
    }

    void same_name() {
        if (one_.agencies.empty() || !find_agency(conn_, one_.agencies.front())) return;
        const auto last = versions_of(conn_, one_.agencies.front()).front();
        if (last.as.name == one_.name && last.as.abbreviation == one_.abbreviation)
            reasons_.add("name", "Tên mới giống tên đang dùng.");
    }

    void parent() {
        if (one_.parent == 0) return reasons_.add("parent", "Chưa chọn cơ quan cấp trên mới.");
        const auto found = find_agency(conn_, one_.parent);
        if (!found) return reasons_.add("parent", "Cơ quan cấp trên không có trong danh bạ.");
        open_before("parent", one_.parent, *found, false);
        not_ending("parent", one_.parent);
        if (one_.agencies.empty()) return;
        if (hangs_below(one_.agencies.front(), one_.parent))
            reasons_.add("parent", "Cơ quan cấp trên không thể là chính nó hoặc cơ quan trực thuộc nó.");
        else if (conn_.integer(kParent, one_.agencies.front(), one_.day) == one_.parent)
            reasons_.add("parent", "Cơ quan đã trực thuộc cơ quan này.");
    }

    bool hangs_below(Id agency, Id at) {
        for (int depth = 0; at != 0 && depth < kDeepest; ++depth) {
            if (at == agency) return true;
            at = conn_.integer(kParent, at, one_.day);
        }
        return false;
    }

    void not_ending(const std::string& where, Id agency) {
        for (const auto& plan : store::plans_with(conn_, agency, one_.id)) {
            if (plan.ends() && plan.day <= one_.day)
                reasons_.add(where, Said("Theo kế hoạch, %1 kết thúc hoạt động ngày %2.",
                                         {name_of(agency), clock::show(plan.day)}));
        }
    }

    void code() {
        if (one_.kind == kinds::kRecode && one_.code.empty()) reasons_.add("code", "Chưa nhập mã mới.");
        if (one_.code.empty() || one_.agencies.empty()) return;
        if (text::length(one_.code) > 35) reasons_.add("code", "Mã định danh dài quá 35 chữ.");
        const auto holder = conn_.maybe_integer(kCodeHolderFrom, "qd20", one_.code, one_.day, one_.agencies.front());
        if (holder && std::find(one_.agencies.begin(), one_.agencies.end(), *holder) == one_.agencies.end())
            reasons_.add("code", Said("Mã %1 đang dùng cho cơ quan khác.", {one_.code}));
        const auto own = conn_.query(kOpenCode, one_.agencies.front(), "qd20", one_.day);
        if (one_.kind == kinds::kRecode && !own.empty() && own.first().view(1) == one_.code)
            reasons_.add("code", "Mã mới giống mã đang dùng.");
    }

    void target(std::size_t place) {
        const auto& one = one_.targets[place];
        const std::string where = field(place);
        const std::string number = std::to_string(place + 1);
        if (one.agency == 0) return names("name_" + number, "abbreviation_" + number, one.name, one.abbreviation);
        if (!one.name.empty())
            reasons_.add("name_" + number, "Hãy chọn cơ quan đã có, hoặc nhập tên cơ quan mới, không cả hai.");
        const auto found = find_agency(conn_, one.agency);
        if (!found) return reasons_.add(where, "Cơ quan tiếp nhận không có trong danh bạ.");
        if (std::find(one_.agencies.begin(), one_.agencies.end(), one.agency) != one_.agencies.end())
            reasons_.add(where, "Cơ quan tiếp nhận phải là cơ quan khác.");
        for (std::size_t other = 0; other < place; ++other)
            if (one_.targets[other].agency == one.agency)
                reasons_.add(where, "Một cơ quan tiếp nhận được chọn hai lần.");
        open_before(where, one.agency, *found, false);
        not_ending(where, one.agency);
    }

    // Whoever holds open work of a post that ends must have somebody to leave it to.
    void heirs() {
        if (one_.targets.empty() || (one_.staff_moves && one_.leaders_move)) return;
        const bool anybody = std::any_of(one_.agencies.begin(), one_.agencies.end(), [&](Id agency) {
            const auto posts = store::open_posts(conn_, agency, one_.day);
            return std::any_of(posts.begin(), posts.end(),
                               [&](const store::Seat& seat) { return !one_.staff_moves || seat.unit == 0; });
        });
        if (!anybody) return;
        for (std::size_t i = 0; i < one_.targets.size(); ++i) {
            const Id agency = one_.targets[i].agency;
            if (agency == 0 && !one_.staff_moves)
                reasons_.add(field(i), "Cơ quan mới chưa có ai nhận việc: hãy chuyển đơn vị, vị trí sang.");
            if (agency != 0 && store::heir_in(conn_, agency, std::max(one_.day, clock::today())) == 0 &&
                (i == 0 || !one_.staff_moves))
                reasons_.add(field(i),
                             Said("%1 chưa có người đứng đầu hoặc văn thư để nhận việc đang chờ.", {name_of(agency)}));
        }
    }

    void units() {
        if (one_.agencies.empty()) return;
        const auto own = store::open_units(conn_, one_.agencies.front(), one_.day);
        for (const auto& [unit, place] : one_.units) {
            const bool known = std::find(own.begin(), own.end(), unit) != own.end();
            if (!known || place < 0 || place >= static_cast<int>(one_.targets.size()))
                reasons_.add("unit_" + std::to_string(unit), "Đơn vị hoặc nơi chuyển đến không có trong danh sách.");
        }
    }

    void separation() {
        const Id agency = one_.agencies.front();
        for (std::size_t i = 0; i < one_.targets.size(); ++i) receives(i);
        for (const auto& [unit, above] : store::nested_units(conn_, agency, one_.day)) {
            const auto own = one_.units.find(unit), upper = one_.units.find(above);
            const bool together = own == one_.units.end() ? upper == one_.units.end()
                                                          : upper != one_.units.end() && own->second == upper->second;
            if (!together)
                reasons_.add("unit_" + std::to_string(unit),
                             "Đơn vị này thuộc một đơn vị khác: cả hai phải cùng chuyển hoặc cùng ở lại.");
        }
        if (find_agency(conn_, agency)) stays(agency);
    }

    void receives(std::size_t place) {
        const auto& one = one_.targets[place];
        const std::string number = std::to_string(place + 1);
        const bool units = std::any_of(one_.units.begin(), one_.units.end(),
                                       [&](const auto& unit) { return unit.second == static_cast<int>(place); });
        if (text::length(one.scope) > 300) reasons_.add("scope_" + number, "Phần chuyển giao dài quá 300 chữ.");
        if (!units && one.scope.empty())
            reasons_.add("scope_" + number,
                         "Chưa có gì chuyển sang cơ quan này: hãy chọn đơn vị hoặc ghi địa bàn, lĩnh vực chuyển giao.");
        else if (!units && one.agency == 0)
            reasons_.add(field(place), "Cơ quan mới chưa có ai nhận việc: hãy chuyển ít nhất một đơn vị sang.");
        else if (!units && store::heir_in(conn_, one.agency, std::max(one_.day, clock::today())) == 0)
            reasons_.add(field(place),
                         Said("%1 chưa có người đứng đầu hoặc văn thư để nhận việc đang chờ.", {name_of(one.agency)}));
    }

    // Somebody must go on with what is not handed over, and keep the books.
    void stays(Id agency) {
        std::vector<Id> leaving;
        for (const auto& [unit, place] : one_.units) leaving.push_back(unit);
        if (!store::anybody_in(conn_, agency, leaving, one_.day))
            return reasons_.add("agency_1", Said("Không còn ai ở lại %1: đó là chia hoặc sáp nhập, không phải tách.",
                                                 {name_of(agency)}));
        const auto clerks = store::clerks_of(conn_, agency, one_.day);
        const auto posts = store::open_posts(conn_, agency, one_.day);
        const bool all_leave = !clerks.empty() && std::all_of(clerks.begin(), clerks.end(), [&](Id clerk) {
            return std::any_of(posts.begin(), posts.end(), [&](const store::Seat& seat) {
                return seat.id == clerk && one_.units.contains(seat.unit);
            });
        });
        if (all_leave)
            reasons_.add("agency_1",
                         Said("Sau khi tách, %1 không còn văn thư giữ sổ: hãy giao sổ cho người ở lại trước.",
                              {name_of(agency)}));
    }

    db::Conn& conn_;
    Reasons& reasons_;
    const Reorganisation& one_;
};

}  // namespace

void check_reorganisation(db::Conn& conn, Reasons& reasons, const Reorganisation& one) {
    const std::string_view known[] = {kinds::kRename, kinds::kRecode,   kinds::kMove,    kinds::kMerge,
                                      kinds::kSplit,  kinds::kSeparate, kinds::kDissolve};
    if (std::find(std::begin(known), std::end(known), one.kind) == std::end(known))
        return reasons.add("kind", "Hình thức sắp xếp không có trong danh mục.");
    Check(conn, reasons, one).all();
}

}  // namespace dinh::directory
