// The forms that draft a reorganisation.
#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/agencies/reorganisation/reorganisation_words.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/sheet.hpp"

namespace dinh::directory {

namespace kinds = reorganising;

namespace {

// Boxes of a merge, of a split or separation.
constexpr const char* kEnding[] = {"Cơ quan kết thúc 1", "Cơ quan kết thúc 2", "Cơ quan kết thúc 3",
                                   "Cơ quan kết thúc 4", "Cơ quan kết thúc 5", "Cơ quan kết thúc 6"};
constexpr int kAgencies = std::size(kEnding);
struct TargetLabels {
    const char *agency, *name, *abbreviation;
};
constexpr TargetLabels kSplit[] = {
    {"Cơ quan tiếp nhận 1, đã có", "Hoặc tên cơ quan mới 1", "Viết tắt của cơ quan mới 1"},
    {"Cơ quan tiếp nhận 2, đã có", "Hoặc tên cơ quan mới 2", "Viết tắt của cơ quan mới 2"},
    {"Cơ quan tiếp nhận 3, đã có", "Hoặc tên cơ quan mới 3", "Viết tắt của cơ quan mới 3"}};
constexpr TargetLabels kOnly{"Cơ quan tiếp nhận đã có", "Hoặc tên cơ quan mới", "Viết tắt của cơ quan mới"};
constexpr int kTargets = std::size(kSplit);
constexpr const char* kScopes[kTargets] = {"Địa bàn, lĩnh vực chuyển sang cơ quan 1",
                                           "Địa bàn, lĩnh vực chuyển sang cơ quan 2",
                                           "Địa bàn, lĩnh vực chuyển sang cơ quan 3"};

std::string numbered(const char* field, int number) { return field + ("_" + std::to_string(number)); }
std::string path_of(Id id) { return "/directory/reorganisations/" + std::to_string(id); }

const std::vector<Choice>& staff_choices() {
    static const std::vector<Choice> kChoices{{"move", "Chuyển sang cơ quan tiếp nhận, giữ nguyên người"},
                                              {"end", "Kết thúc; việc đang chờ giao cho cơ quan tiếp nhận"}};
    return kChoices;
}

bool ends(std::string_view kind) { return kind == kinds::kMerge || kind == kinds::kSplit || kind == kinds::kDissolve; }
// Its units go to several agencies, or some of them stay.
bool parts(std::string_view kind) { return kind == kinds::kSplit || kind == kinds::kSeparate; }
bool has_targets(std::string_view kind) { return ends(kind) || parts(kind); }

std::string kind_of(const web::Request& request, std::string_view typed) {
    const auto values = values_of(reorganisation_kinds());
    if (std::find(values.begin(), values.end(), typed) == values.end())
        throw NotFound("reorganisation kind in " + request.path);
    return std::string(typed);
}

void target_boxes(Sheet& sheet, const Snapshot& directory, std::string_view kind) {
    const int boxes = parts(kind) ? kTargets : 1;
    for (int i = 1; i <= boxes; ++i) {
        const TargetLabels& labels = boxes == 1 ? kOnly : kSplit[i - 1];
        sheet.agency(numbered("target", i), labels.agency, directory, 0,
                     {.width = "w-4", .optional = kind != kinds::kDissolve});
        if (kind == kinds::kDissolve) continue;
        sheet.line(numbered("name", i), labels.name, {}, {.width = "w-4", .optional = true})
            .line(numbered("abbreviation", i), labels.abbreviation, {}, {.width = "w-2", .optional = true, .most = 30});
        if (kind == kinds::kSeparate)
            sheet.line(numbered("scope", i), kScopes[i - 1], {}, {.width = "w-4", .optional = true, .most = 300});
    }
}

void unit_boxes(Sheet& sheet, const Snapshot& directory, std::string_view kind, Id agency) {
    const bool stays = kind == kinds::kSeparate;
    std::vector<Choice> places;
    if (stays) places.push_back({"", "Ở lại cơ quan cũ"});
    for (int i = 1; i <= kTargets; ++i) places.push_back({std::to_string(i), "Cơ quan tiếp nhận " + std::to_string(i)});
    for (const auto* unit : directory.units_of(agency))
        sheet.select("unit_" + std::to_string(unit->id), unit->name, places, stays ? "" : "1", {.width = "w-3"});
}

// What is asked of each kind beside the first agency, the day and the basis.
void kind_boxes(Sheet& sheet, const Snapshot& directory, const std::string& kind, Id agency) {
    for (int i = 2; kind == kinds::kMerge && i <= kAgencies; ++i)
        sheet.agency(numbered("agency", i), kEnding[i - 1], directory, 0, {.width = "w-4", .optional = true});
    if (kind == kinds::kRename)
        sheet.line("name", "Tên mới", directory.agency_name(agency), {.width = "w-4"})
            .line("abbreviation", "Viết tắt mới", {}, {.width = "w-2", .most = 30});
    if (has_targets(kind)) target_boxes(sheet, directory, kind);
    if (parts(kind)) unit_boxes(sheet, directory, kind, agency);
    if (kind == kinds::kMove) sheet.agency("parent", "Cơ quan cấp trên mới", directory, 0, {.width = "w-4"});
    if (kind == kinds::kRecode || kind == kinds::kRename || kind == kinds::kMerge)
        sheet.line("code", "Mã định danh mới", {}, {.width = "w-3", .optional = kind != kinds::kRecode, .most = 35});
    if (ends(kind))
        sheet
            .select("staff", "Đơn vị, vị trí và người", staff_choices(), kind == kinds::kDissolve ? "end" : "move",
                    {.width = "w-4"})
            .select("leaders", "Vị trí lãnh đạo cơ quan", staff_choices(), kind == kinds::kDissolve ? "end" : "move",
                    {.width = "w-4"});
}

Sheet sheet_of(const Actor& actor, const Snapshot& directory, const std::string& kind, Id agency) {
    if (!keeps_directory(actor)) throw Forbidden(who_may(Deed::keep_agencies), "reorganisation");
    Sheet sheet;
    sheet.title = title_of(reorganisation_kinds(), kind);
    sheet.submit = "Xem trước";
    sheet.action = sheet.back_path = "/directory/reorganisations";
    sheet.back_name = "Sắp xếp cơ quan";
    sheet.hidden("kind", kind);
    sheet.agency("agency_1", kind == kinds::kMerge ? kEnding[0] : "Cơ quan", directory, agency, {.width = "w-4"});
    if (parts(kind) && agency == 0) {
        sheet.submit = "Tiếp";
        sheet.hidden("step", "agency");
        return sheet;
    }
    kind_boxes(sheet, directory, kind, agency);
    sheet
        .day("day", "Áp dụng từ ngày", directory.day,
             {.width = "w-2", .hint = "Có thể là ngày sắp tới; đến ngày đó hệ thống tự thực hiện."})
        .line("basis", "Căn cứ (số, ký hiệu, ngày văn bản)", {}, {.width = "w-4", .most = 300});
    return sheet;
}

void read_targets(web::Form& form, const Snapshot& directory, Reorganisation& one) {
    const int boxes = parts(one.kind) ? kTargets : 1;
    std::map<int, int> places;  // box -> place among those filled in
    for (int i = 1; i <= boxes; ++i) {
        Target target;
        target.agency = agency_said(form, directory, numbered("target", i), "Cơ quan tiếp nhận", false);
        target.name = form.line(numbered("name", i), "Tên cơ quan mới", {.max = 200});
        target.abbreviation = form.line(numbered("abbreviation", i), "Viết tắt", {.max = 30});
        if (one.kind == kinds::kSeparate)
            target.scope = form.line(numbered("scope", i), "Địa bàn, lĩnh vực chuyển giao", {.max = 300});
        if (target.agency == 0 && target.name.empty() && target.abbreviation.empty() && target.scope.empty()) continue;
        places[i] = static_cast<int>(one.targets.size());
        one.targets.push_back(std::move(target));
    }
    if (!parts(one.kind) || one.agencies.empty()) return;
    for (const auto* unit : directory.units_of(one.agencies.front())) {
        const std::string field = "unit_" + std::to_string(unit->id);
        if (form.typed(field).empty()) continue;
        const auto box = static_cast<int>(form.number(field, unit->name, 1, kTargets).value_or(1));
        const auto place = places.find(box);
        if (place == places.end())
            form.fault(field, "Cơ quan tiếp nhận này chưa được nhập.");
        else
            one.units[unit->id] = place->second;
    }
}

Reorganisation read(web::Form& form, const Snapshot& directory, const std::string& kind) {
    Reorganisation one;
    one.kind = kind;
    const int boxes = kind == kinds::kMerge ? kAgencies : 1;
    for (int i = 1; i <= boxes; ++i)
        if (const Id agency = agency_said(form, directory, numbered("agency", i), "Cơ quan", i == 1))
            one.agencies.push_back(agency);
    if (has_targets(kind)) read_targets(form, directory, one);
    if (kind == kinds::kRename) one.name = form.line("name", "Tên mới", {.required = true, .max = 200});
    if (kind == kinds::kRename)
        one.abbreviation = form.line("abbreviation", "Viết tắt mới", {.required = true, .max = 30});
    one.code = form.line("code", "Mã định danh mới", {.required = kind == kinds::kRecode, .max = 35});
    if (kind == kinds::kMove) one.parent = agency_said(form, directory, "parent", "Cơ quan cấp trên mới", true);
    if (ends(kind)) {
        one.staff_moves = form.choice("staff", "Đơn vị, vị trí và người", {"move", "end"}) == "move";
        one.leaders_move = form.choice("leaders", "Vị trí lãnh đạo cơ quan", {"move", "end"}) == "move";
    }
    one.day = form.day("day", "Áp dụng từ ngày", true).value_or(Day{});
    one.basis = form.line("basis", "Căn cứ", {.required = true, .max = 300});
    return one;
}

// Agencies of the day itself may be meant as well, which today's directory does not know yet.
std::shared_ptr<const Snapshot> directory_for(web::Context& context) {
    const auto today = now(context.house);
    const auto typed = context.request.field("day");
    const auto day = typed.size() > 40 ? std::nullopt : clock::parse_typed_day(typed, today->day);
    if (!day || *day <= today->day) return today;
    return context.house.db->reading([&](db::Conn& conn) { return load(conn, *day); });
}

}  // namespace

web::Response ask_new_reorganisation(web::Context& context) {
    const auto& request = context.request;
    const auto directory = now(context.house);
    const Id agency = ids::parse(request.get("agency")).value_or(0);
    return show(context, sheet_of(context.actor(), *directory, kind_of(request, request.get("kind")),
                                  directory->agency(agency) ? agency : 0));
}

web::Response make_reorganisation(web::Context& context) {
    const auto directory = directory_for(context);
    web::Form form(context.request);
    const std::string kind = kind_of(context.request, form.typed("kind"));
    if (form.typed("step") == "agency") {
        const Id agency = agency_said(form, *directory, "agency_1", "Cơ quan", true);
        if (agency == 0) return show_typed(context, sheet_of(context.actor(), *directory, kind, 0), form, 422);
        return web::see_other("/directory/reorganisations/new?kind=" + kind + "&agency=" + std::to_string(agency));
    }
    const Reorganisation input = read(form, *directory, kind);
    const Id first = input.agencies.empty() ? 0 : input.agencies.front();
    return answer(context, form,
                  {.sheet = [&] { return sheet_of(context.actor(), *directory, kind, first); },
                   .deed = [&](db::Tx& tx) { return draft_reorganisation(tx, context.actor(), input); },
                   .after = path_of,
                   .said = "Đã lập phương án: hãy xem rồi quyết định."});
}

}  // namespace dinh::directory
