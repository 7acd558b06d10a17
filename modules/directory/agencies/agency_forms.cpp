#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/words.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr const char* kTenants[] = {"no", "yes"};

std::string path_of(Id id) { return "/directory/agencies/" + std::to_string(id); }

std::vector<Choice> tenant_choices() {
    return {{kTenants[1], "Làm việc trong hệ thống"}, {kTenants[0], "Chỉ gửi, nhận văn bản"}};
}

void name_boxes(Sheet& sheet, const Snapshot& directory, const AgencyLine& as) {
    sheet.line("name", "Tên đầy đủ", as.as.name, {.width = "w-4"})
        .line("abbreviation", "Viết tắt (trong ký hiệu văn bản)", as.as.abbreviation, {.width = "w-2", .most = 30})
        .line("short_name", "Tên ngắn", as.as.short_name,
              {.width = "w-3", .hint = "Dùng trong danh sách", .optional = true})
        .line("place_name", "Địa danh", as.place_name,
              {.width = "w-3", .hint = "Đứng trước ngày trên văn bản", .optional = true})
        .select("kind", "Loại", agency_kinds(), as.as.kind, {.width = "w-3"})
        .agency("parent", "Cơ quan cấp trên", directory, as.as.parent, {.width = "w-3", .optional = true});
}

void code_boxes(Sheet& sheet, const std::string& qd20, const std::string& gso) {
    sheet.line("qd20", "Mã định danh (QĐ 20/2020/QĐ-TTg)", qd20, {.width = "w-3", .optional = true, .most = 35})
        .line("gso", "Mã đơn vị hành chính (Cục Thống kê)", gso, {.width = "w-2", .optional = true, .most = 10});
}

// A sheet is shown to who may send it, also when it comes back with faults.
Sheet new_sheet(const web::Context& context, const Snapshot& directory, Id parent) {
    if (!keeps_directory(context.actor())) throw Forbidden(who_may(Deed::keep_agencies), "new agency");
    AgencyLine empty;
    empty.as.kind = "department";
    empty.as.parent = parent;
    Sheet sheet;
    sheet.title = "Thêm cơ quan";
    sheet.submit = "Thêm";
    sheet.action = sheet.back_path = "/directory/agencies";
    sheet.back_name = "Cơ quan, đơn vị";
    name_boxes(sheet, directory, empty);
    sheet.select("tenant", "Tham gia", tenant_choices(), kTenants[1], {.width = "w-3"});
    code_boxes(sheet, "", "");
    sheet.day("from", "Từ ngày", directory.day, {.width = "w-2"})
        .line("basis", "Căn cứ (số, ký hiệu, ngày văn bản)", {}, {.width = "w-4", .most = 300});
    return sheet;
}

// The boxes that a new agency and a new version share.
AgencyChange read(web::Form& form, const Snapshot& directory) {
    AgencyChange input;
    input.name = form.line("name", "Tên đầy đủ", {.required = true, .max = 200});
    input.short_name = form.line("short_name", "Tên ngắn", {.max = 200});
    input.abbreviation = form.line("abbreviation", "Viết tắt", {.required = true, .max = 30});
    input.kind = form.choice("kind", "Loại", values_of(agency_kinds()));
    input.place_name = form.line("place_name", "Địa danh", {.max = 100});
    input.parent = agency_said(form, directory, "parent", "Cơ quan cấp trên", false);
    input.from = form.day("from", "Từ ngày", true).value_or(Day{});
    input.basis = form.line("basis", "Căn cứ", {.required = true, .max = 300});
    input.codes = {{"qd20", form.line("qd20", "Mã định danh", {.max = 35})},
                   {"gso", form.line("gso", "Mã đơn vị hành chính", {.max = 10})}};
    return input;
}

// Back to the page of the agency, with its version.
Sheet agency_sheet(const AgencyRecord& agency, const AgencyLine& last) {
    Sheet sheet;
    sheet.note = sheet.back_name = last.as.name;
    sheet.back_path = path_of(agency.id);
    sheet.version = agency.version;
    return sheet;
}

std::pair<AgencyRecord, AgencyLine> must_find(web::Context& context, Id id) {
    return context.house.db->reading([&](db::Conn& conn) {
        const auto agency = find_agency(conn, id);
        if (!agency) throw NotFound("no agency " + std::to_string(id));
        return std::make_pair(*agency, versions_of(conn, id).front());
    });
}

Sheet version_sheet(web::Context& context, const Snapshot& directory, Id id) {
    const auto [agency, last] = must_find(context, id);
    must(context.actor(), Deed::keep_agencies, subject_of(directory, id));
    const auto* now = directory.agency(id);
    Sheet sheet = agency_sheet(agency, last);
    sheet.title = "Đổi tên, mã, cấp trên";
    sheet.submit = "Ghi bản mới";
    sheet.action = path_of(id) + "/versions";
    sheet.warning = "Văn bản đã ban hành giữ tên và mã của ngày ban hành.";
    name_boxes(sheet, directory, last);
    code_boxes(sheet, now ? now->org_code : "", now ? now->gso_code : "");
    sheet.day("from", "Áp dụng từ ngày", directory.day, {.width = "w-2"})
        .line("basis", "Căn cứ (số, ký hiệu, ngày văn bản)", {}, {.width = "w-4", .most = 300});
    return sheet;
}

Sheet closing_sheet(web::Context& context, const Snapshot& directory, Id id) {
    const auto [agency, last] = must_find(context, id);
    must(context.actor(), Deed::keep_agencies, subject_of(directory, id));
    Sheet sheet = agency_sheet(agency, last);
    sheet.title = "Kết thúc hoạt động";
    sheet.submit = "Kết thúc";
    sheet.action = path_of(id) + "/closings";
    sheet.warning =
        "Từ ngày này mọi vị trí, đơn vị, cơ quan ban hành của cơ quan cũng kết thúc; văn bản cũ vẫn tra cứu được.";
    sheet.day("day", "Ngày đầu tiên không còn hoạt động", directory.day, {.width = "w-2"})
        .agency("successor", "Cơ quan kế thừa", directory, 0, {.width = "w-4", .optional = true})
        .agency("second_successor", "Cơ quan kế thừa khác (khi chia tách)", directory, 0,
                {.width = "w-4", .optional = true})
        .line("basis", "Căn cứ (số, ký hiệu, ngày văn bản)", {}, {.width = "w-4", .most = 300});
    return sheet;
}

// What was typed, and a short word of its own that no other agency has.
NewAgency new_agency(web::Form& form, const Snapshot& directory) {
    const AgencyChange typed = read(form, directory);
    NewAgency input{text::slug(typed.short_name.empty() ? typed.name : typed.short_name),
                    typed.name,
                    typed.short_name,
                    typed.abbreviation,
                    typed.kind,
                    typed.place_name,
                    typed.basis,
                    typed.parent,
                    form.typed("tenant") != kTenants[0],
                    typed.from,
                    {},
                    {},
                    ""};
    for (const auto& code : typed.codes)
        if (!code.second.empty()) input.codes.push_back(code);
    if (directory.agency_by_slug(input.slug)) input.slug += "-" + std::to_string(clock::year(typed.from));
    return input;
}

}  // namespace

web::Response ask_new_agency(web::Context& context) {
    const auto directory = now(context.house);
    const Id parent = ids::parse(context.request.get("parent")).value_or(0);
    return show(context, new_sheet(context, *directory, parent));
}

web::Response make_agency(web::Context& context) {
    const auto directory = now(context.house);
    web::Form form(context.request);
    const NewAgency input = new_agency(form, *directory);
    return answer(context, form,
                  {.sheet = [&] { return new_sheet(context, *directory, input.parent); },
                   .deed = [&](db::Tx& tx) { return add_agency(tx, context.actor(), input); },
                   .after = path_of,
                   .said = "Đã thêm cơ quan."});
}

web::Response ask_agency_version(web::Context& context) {
    const auto directory = now(context.house);
    return show(context, version_sheet(context, *directory, context.request.id()));
}

web::Response make_agency_version(web::Context& context) {
    const auto directory = now(context.house);
    const Id id = context.request.id();
    web::Form form(context.request);
    const AgencyChange input = read(form, *directory);
    return answer(
        context, form,
        {.sheet = [&] { return version_sheet(context, *directory, id); },
         .deed = [&](db::Tx& tx) { return change_agency(tx, context.actor(), id, form.version(), input), id; },
         .after = path_of,
         .said = "Đã ghi bản mới của cơ quan."});
}

web::Response ask_agency_closing(web::Context& context) {
    const auto directory = now(context.house);
    const Id id = context.request.id();
    const auto* agency = directory->agency(id);
    if (agency && agency->tenant) return web::see_other(path_to_dissolve(id));
    return show(context, closing_sheet(context, *directory, id));
}

web::Response close_agency_here(web::Context& context) {
    const auto directory = now(context.house);
    const Id id = context.request.id();
    web::Form form(context.request);
    AgencyClosing input;
    input.day = form.day("day", "Ngày kết thúc", true).value_or(Day{});
    input.basis = form.line("basis", "Căn cứ", {.required = true, .max = 300});
    for (const char* field : {"successor", "second_successor"})
        if (const Id successor = agency_said(form, *directory, field, "Cơ quan kế thừa", false))
            input.successors.push_back(successor);
    return answer(
        context, form,
        {.sheet = [&] { return closing_sheet(context, *directory, id); },
         .deed = [&](db::Tx& tx) { return close_partner(tx, context.actor(), id, form.version(), input), id; },
         .after = path_of,
         .said = "Đã ghi kết thúc hoạt động."});
}

}  // namespace dinh::directory
