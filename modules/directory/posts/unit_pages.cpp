#include "modules/directory/agency_part.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/posts/posts.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/words.hpp"

namespace dinh::directory {

namespace {

std::vector<Choice> units_of_agency(const Snapshot& directory, Id agency, Id but) {
    std::vector<Choice> choices{{"", "Trực thuộc cơ quan"}};
    for (const auto* unit : directory.units_of(agency))
        if (unit->id != but) choices.push_back({std::to_string(unit->id), unit->name});
    return choices;
}

Sheet boxes(const Snapshot& directory, const Unit& as) {
    Sheet sheet = sheet_below(directory, as.agency);
    sheet.line("name", "Tên đơn vị", as.name, {.width = "w-4"})
        .line("abbreviation", "Viết tắt", as.abbreviation,
              {.width = "w-2", .hint = "Trong ký hiệu công văn", .optional = true, .most = 30})
        .select("kind", "Loại", unit_kinds(), as.kind, {.width = "w-2"})
        .select("parent", "Trực thuộc", units_of_agency(directory, as.agency, as.id),
                as.parent == 0 ? "" : std::to_string(as.parent), {.width = "w-3"})
        .number("position", "Thứ tự", as.position, {.width = "w-1"});
    return sheet;
}

Sheet new_sheet(web::Context& context, const Snapshot& directory, Id agency) {
    if (!directory.agency(agency)) throw NotFound("no agency " + std::to_string(agency));
    must(context.actor(), Deed::keep_posts, subject_of(directory, agency));
    Unit empty;
    empty.agency = agency;
    empty.kind = "division";
    empty.position = static_cast<int>(directory.units_of(agency).size()) + 1;
    Sheet sheet = boxes(directory, empty);
    sheet.day("from", "Từ ngày", directory.day, {.width = "w-2"});
    sheet.title = "Thêm đơn vị";
    sheet.submit = "Thêm";
    sheet.action = agency_path(agency) + "/units";
    return sheet;
}

UnitRecord must_find(web::Context& context, Id id) {
    const auto found = context.house.db->reading([&](db::Conn& conn) { return find_unit(conn, id); });
    if (!found) throw NotFound("no unit " + std::to_string(id));
    return *found;
}

Sheet edit_sheet(web::Context& context, const Snapshot& directory, Id id) {
    const auto found = must_find(context, id);
    must(context.actor(), Deed::keep_posts, subject_of(directory, found.unit.agency));
    Sheet sheet = boxes(directory, found.unit);
    sheet.title = "Sửa đơn vị";
    sheet.submit = "Lưu";
    sheet.action = "/directory/units/" + std::to_string(id);
    sheet.version = found.version;
    return sheet;
}

Sheet closing_sheet(web::Context& context, const Snapshot& directory, Id id) {
    Sheet sheet = edit_sheet(context, directory, id);
    sheet.boxes.clear();
    sheet.title = "Giải thể đơn vị";
    sheet.submit = "Giải thể";
    sheet.note = directory.unit_name(id);
    sheet.ends = true;
    sheet.day("day", "Ngày đầu tiên không còn đơn vị", directory.day, {.width = "w-2"});
    return sheet;
}

NewUnit read(web::Form& form, const web::Request&, Id agency) {
    NewUnit input;
    input.agency = agency;
    input.name = form.line("name", "Tên đơn vị", {.required = true, .max = 200});
    input.abbreviation = form.line("abbreviation", "Viết tắt", {.max = 30});
    input.kind = form.choice("kind", "Loại", values_of(unit_kinds()));
    input.parent = form.id("parent", "Trực thuộc");
    input.position = static_cast<int>(form.number("position", "Thứ tự", 0, 9999).value_or(0));
    return input;
}

Id agency_of(web::Context& context, Id id) { return must_find(context, id).unit.agency; }

constexpr AgencyPart<NewUnit> kUnits{.new_sheet = new_sheet,
                                     .edit_sheet = edit_sheet,
                                     .closing_sheet = closing_sheet,
                                     .agency_of = agency_of,
                                     .read = read,
                                     .add = add_unit,
                                     .change = change_unit,
                                     .close = close_unit,
                                     .closing_day = "Ngày giải thể",
                                     .added = "Đã thêm đơn vị.",
                                     .changed = "Đã lưu đơn vị.",
                                     .closed = "Đã giải thể đơn vị."};

}  // namespace

web::Response ask_new_unit(web::Context& context) { return kUnits.ask_new(context); }
web::Response make_unit(web::Context& context) { return kUnits.make(context); }
web::Response ask_unit(web::Context& context) { return kUnits.ask_change(context); }
web::Response change_unit_here(web::Context& context) { return kUnits.save(context); }
web::Response ask_unit_closing(web::Context& context) { return kUnits.ask_closing(context); }
web::Response close_unit_here(web::Context& context) { return kUnits.end(context); }

}  // namespace dinh::directory
