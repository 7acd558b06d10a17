#include "modules/documents/reports/table.hpp"

#include <algorithm>
#include <set>

#include "modules/documents/rights.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents::reports {

namespace {

const std::vector<Column>& columns_of(std::string_view direction) {
    static const std::vector<Column> kIncoming = {{"Kỳ trước chuyển sang", "carried"},
                                                  {"Đến trong kỳ", "received"},
                                                  {"Xong đúng hạn", "closed_on_time"},
                                                  {"Xong quá hạn", "closed_late", true},
                                                  {"Kết thúc không có kết quả", "closed_without_result"},
                                                  {"Đang xử lý trong hạn", "open_in_time"},
                                                  {"Đang xử lý quá hạn", "open_overdue", true}};
    static const std::vector<Column> kOutgoing = {{"Phát hành", ""},
                                                  {"Đúng ngày", "issued"},
                                                  {"Chậm", "issued_late", true},
                                                  {"Có tệp đã ký", "with_file"},
                                                  {"Chưa có tệp đã ký", "without_file"}};
    return direction == "incoming" ? kIncoming : kOutgoing;
}

Table table(std::string_view direction, const char* first) {
    const bool incoming = direction == "incoming";
    return {std::string(direction), incoming ? "Văn bản đến" : "Văn bản đi", first, columns_of(direction), {}};
}

Line line(std::string name, bool whole, Cell cell, const std::vector<Sum>& sums) {
    Line made{std::move(name), whole, cell, 0, {}};
    for (const auto& column : columns_of(cell.direction)) {
        cell.column = column.column;
        made.figures.push_back(figure(sums, cell));
    }
    return made;
}

bool all_zero(const Line& line) {
    return std::all_of(line.figures.begin(), line.figures.end(), [](std::int64_t n) { return n == 0; });
}

// Units in their order, those that are no more after them, nobody's last.
std::vector<Id> units_in_order(const directory::Snapshot& directory, std::set<Id> units) {
    std::vector<Id> ordered(units.begin(), units.end());
    const auto place = [&](Id id) {
        const auto* unit = directory.unit(id);
        return std::tuple(id == 0, unit == nullptr, unit ? unit->position : 0, id);
    };
    std::sort(ordered.begin(), ordered.end(), [&](Id a, Id b) { return place(a) < place(b); });
    return ordered;
}

std::string unit_words(const dinh::pages::Lang& lang, const directory::Snapshot& directory, Id unit) {
    return unit != 0 ? directory.unit_name(unit) : lang.tr("Ngoài các đơn vị");
}

void add_unit(Table& into, const dinh::pages::Lang& lang, const directory::Snapshot& directory, Id unit,
              const std::vector<Sum>& sums) {
    Line of_unit = line(unit_words(lang, directory, unit), true, {into.direction, "", unit, {}}, sums);
    if (all_zero(of_unit)) return;
    into.lines.push_back(std::move(of_unit));
    std::set<Id> posts;
    for (const auto& sum : sums)
        if (sum.direction == into.direction && sum.unit == unit) posts.insert(sum.post);
    for (const Id post : posts) {
        std::string name =
            post != 0 ? directory.post_label(post) : lang.tr(unit ? "Chưa giao cho ai" : "Chưa có người chủ trì");
        Line of_post = line(std::move(name), false, {into.direction, "", unit, post}, sums);
        if (!all_zero(of_post)) into.lines.push_back(std::move(of_post));
    }
}

bool leads_unit(const Capacity& as) {
    namespace role = directory::role;
    return as.has(role::kUnitLeader) || as.has(role::kDeputyUnitLeader) || as.has(role::kUnitRecordsClerk);
}

}  // namespace

bool Scope::holds(Id unit, Id post) const {
    return whole || (unit != 0 && std::find(units.begin(), units.end(), unit) != units.end()) ||
           (post != 0 && std::find(posts.begin(), posts.end(), post) != posts.end());
}

std::optional<Scope> scope_of(const Actor& actor, const directory::Snapshot& directory, Id agency) {
    Scope scope;
    Subject subject;
    subject.agency = agency;
    scope.whole = can(actor, Deed::read_report, subject) != nullptr;
    for (const auto* body : directory.bodies_of(agency)) {
        subject.issuing_body = body->id;
        scope.whole = scope.whole || can(actor, Deed::read_report, subject) != nullptr;
    }
    for (const auto& as : actor.capacities) {
        if (!as.works_for(agency)) continue;
        if (as.post != 0) scope.posts.push_back(as.post);
        if (as.unit != 0 && leads_unit(as)) scope.units.push_back(as.unit);
    }
    if (!scope.whole && scope.posts.empty()) return std::nullopt;
    return scope;
}

std::vector<Table> tables_of(const dinh::pages::Lang& lang, const directory::Snapshot& directory,
                             const std::vector<Sum>& sums) {
    std::vector<Table> tables;
    for (const char* direction : {"incoming", "outgoing"}) {
        Table made = table(direction, "Đơn vị, cá nhân");
        std::set<Id> units;
        for (const auto& sum : sums)
            if (sum.direction == direction) units.insert(sum.unit);
        for (const Id unit : units_in_order(directory, units)) add_unit(made, lang, directory, unit, sums);
        if (!made.lines.empty()) made.lines.push_back(line(lang.tr("Cộng"), true, {direction, "", {}, {}}, sums));
        tables.push_back(std::move(made));
    }
    return tables;
}

std::vector<Table> tables_of(const dinh::pages::Lang& lang, const directory::Snapshot& directory,
                             const std::vector<AgencySums>& agencies) {
    std::vector<Sum> all;
    for (const auto& one : agencies) all.insert(all.end(), one.sums.begin(), one.sums.end());
    std::vector<Table> tables;
    for (const char* direction : {"incoming", "outgoing"}) {
        Table made = table(direction, "Cơ quan");
        for (const auto& one : agencies) {
            const auto* agency = directory.agency(one.agency);
            const std::string name = directory.agency_name(one.agency);
            const bool apart = agency && agency->closed_on(directory.day) && was_divided(directory, one.agency);
            made.lines.push_back(line(apart ? text::fill(lang.tr("%1 (đã chia tách)"), {name}) : name, false,
                                      {direction, "", {}, {}}, one.sums));
            made.lines.back().agency = one.agency;
        }
        if (!made.lines.empty()) made.lines.push_back(line(lang.tr("Cộng"), true, {direction, "", {}, {}}, all));
        tables.push_back(std::move(made));
    }
    return tables;
}

std::string period_words(const dinh::pages::Lang& lang, const Period& period) {
    constexpr const char* kRoman[] = {"I", "II", "III", "IV"};
    const auto [year, month, ignored] = clock::ymd(period.from);
    if (period.is_month()) return text::fill(lang.tr("Tháng %1"), {std::to_string(month) + "/" + std::to_string(year)});
    return text::fill(lang.tr("Quý %1"), {std::string(kRoman[(month - 1) / 3]) + "/" + std::to_string(year)});
}

std::string column_title(std::string_view direction, std::string_view column) {
    for (const auto& one : columns_of(direction))
        if (column == one.column) return one.title;
    if (column == "closed") return "Đã xử lý xong";
    return column == "open" ? "Đang xử lý" : "";
}

}  // namespace dinh::documents::reports
