#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/agency_part.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/words.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

Sheet boxes(const Snapshot& directory, Id agency, const NewBody& as) {
    Sheet sheet = sheet_below(directory, agency);
    sheet.line("name", "Tên trên văn bản", as.name, {.width = "w-4", .hint = "Ví dụ: Ủy ban nhân dân tỉnh Thái Nguyên"})
        .line("abbreviation", "Ký hiệu", as.abbreviation, {.width = "w-2", .most = 30})
        .line("superior_line", "Dòng cơ quan chủ quản trực tiếp", as.superior_line,
              {.width = "w-4", .hint = "Để trống với Ủy ban nhân dân, Hội đồng nhân dân", .optional = true})
        .line("place_name", "Địa danh", as.place_name, {.width = "w-2"})
        .select("collective", "Chế độ quyết định", {{"0", "Thủ trưởng"}, {"1", "Tập thể (TM. trước chức vụ)"}},
                as.collective ? "1" : "0", {.width = "w-3"});
    return sheet;
}

Sheet new_sheet(web::Context& context, const Snapshot& directory, Id agency) {
    const auto* found = directory.agency(agency);
    if (!found) throw NotFound("no agency " + std::to_string(agency));
    must(context.actor(), Deed::keep_agencies, subject_of(directory, agency));
    Sheet sheet = boxes(directory, agency,
                        {agency, "", found->name, "", found->abbreviation, found->place_name, false, directory.day});
    sheet.day("from", "Từ ngày", directory.day, {.width = "w-2"});
    sheet.title = "Thêm cơ quan ban hành";
    sheet.submit = "Thêm";
    sheet.action = agency_path(agency) + "/bodies";
    return sheet;
}

BodyRecord must_find(web::Context& context, Id id) {
    const auto found = context.house.db->reading([&](db::Conn& conn) { return find_body(conn, id); });
    if (!found) throw NotFound("no issuing body " + std::to_string(id));
    return *found;
}

Sheet edit_sheet(web::Context& context, const Snapshot& directory, Id id) {
    const auto found = must_find(context, id);
    const auto& body = found.body;
    must(context.actor(), Deed::keep_agencies, subject_of(directory, body.agency));
    Sheet sheet = boxes(directory, body.agency,
                        {body.agency,
                         body.slug,
                         body.name,
                         body.superior_line,
                         body.abbreviation,
                         body.place_name,
                         body.collective,
                         {}});
    sheet.title = "Sửa cơ quan ban hành";
    sheet.submit = "Lưu";
    sheet.action = "/directory/bodies/" + std::to_string(id);
    sheet.version = found.version;
    sheet.warning = "Văn bản đã ban hành giữ tên của ngày ban hành.";
    return sheet;
}

Sheet closing_sheet(web::Context& context, const Snapshot& directory, Id id) {
    Sheet sheet = edit_sheet(context, directory, id);
    sheet.boxes.clear();
    sheet.title = "Kết thúc cơ quan ban hành";
    sheet.submit = "Kết thúc";
    sheet.ends = true;
    sheet.warning = "Từ ngày này không cấp số, không ban hành văn bản của cơ quan này nữa; sổ vẫn tra cứu được.";
    sheet.day("day", "Ngày đầu tiên không còn ban hành", directory.day, {.width = "w-2"});
    return sheet;
}

NewBody read(web::Form& form, const web::Request&, Id agency) {
    NewBody input;
    input.agency = agency;
    input.name = form.line("name", "Tên trên văn bản", {.required = true, .max = 200});
    input.abbreviation = form.line("abbreviation", "Ký hiệu", {.required = true, .max = 30});
    input.superior_line = form.line("superior_line", "Dòng cơ quan chủ quản", {.max = 200});
    input.place_name = form.line("place_name", "Địa danh", {.required = true, .max = 100});
    input.slug = text::slug(input.name);
    input.collective = form.choice("collective", "Chế độ quyết định", {"0", "1"}) == "1";
    return input;
}

Id agency_of(web::Context& context, Id id) { return must_find(context, id).body.agency; }

constexpr AgencyPart<NewBody> kBodies{.new_sheet = new_sheet,
                                      .edit_sheet = edit_sheet,
                                      .closing_sheet = closing_sheet,
                                      .agency_of = agency_of,
                                      .read = read,
                                      .add = add_issuing_body,
                                      .change = change_issuing_body,
                                      .close = close_issuing_body,
                                      .closing_day = "Ngày kết thúc",
                                      .added = "Đã thêm cơ quan ban hành.",
                                      .changed = "Đã lưu cơ quan ban hành.",
                                      .closed = "Đã kết thúc cơ quan ban hành."};

}  // namespace

web::Response ask_new_body(web::Context& context) { return kBodies.ask_new(context); }
web::Response make_body(web::Context& context) { return kBodies.make(context); }
web::Response ask_body(web::Context& context) { return kBodies.ask_change(context); }
web::Response change_body(web::Context& context) { return kBodies.save(context); }
web::Response ask_body_closing(web::Context& context) { return kBodies.ask_closing(context); }
web::Response close_body(web::Context& context) { return kBodies.end(context); }

}  // namespace dinh::directory
