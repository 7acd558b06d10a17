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

Sheet new_sheet(const Snapshot& directory, Id parent) {
    Sheet sheet;
    sheet.title = "Thêm cơ quan";
    sheet.submit = "Thêm";
    sheet.action = sheet.back_path = "/directory/agencies";
    sheet.back_name = "Cơ quan, đơn vị";
    sheet.line("name", "Tên đầy đủ", {}, {.width = "w-4"})
        .line("abbreviation", "Viết tắt (trong ký hiệu văn bản)", {}, {.width = "w-2", .most = 30})
        .line("short_name", "Tên ngắn", {}, {.width = "w-3", .hint = "Dùng trong danh sách", .optional = true})
        .line("place_name", "Địa danh", {}, {.width = "w-3", .hint = "Đứng trước ngày trên văn bản", .optional = true})
        .select("kind", "Loại", agency_kinds(), "department", {.width = "w-3"})
        .agency("parent", "Cơ quan cấp trên", directory, parent, {.width = "w-3", .optional = true})
        .select("tenant", "Tham gia", tenant_choices(), kTenants[1], {.width = "w-3"})
        .line("qd20", "Mã định danh (QĐ 20/2020/QĐ-TTg)", {}, {.width = "w-3", .optional = true, .most = 35})
        .line("gso", "Mã đơn vị hành chính (Cục Thống kê)", {}, {.width = "w-2", .optional = true, .most = 10})
        .day("from", "Từ ngày", directory.day, {.width = "w-2"})
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
    input.codes = {{"qd20", form.line("qd20", "Mã định danh", {.max = 35})}, {"gso", form.line("gso", "Mã đơn vị hành chính", {.max = 10})}};
    return input;
}

Sheet version_sheet(web::Context& context, const Snapshot& directory, Id id) {
    return context.house.db->reading([&](db::Conn& conn) {
        const auto agency = find_agency(conn, id);
        if (!agency) throw NotFound("no agency " + std::to_string(id));
        const auto last = versions_of(conn, id).front();
        const auto* now = directory.agency(id);
        Sheet sheet;
        sheet.title = "Đổi tên, mã, cấp trên";
        sheet.note = last.as.name;
        sheet.submit = "Ghi bản mới";
        sheet.action = path_of(id) + "/versions";
        sheet.back_path = path_of(id);
        sheet.back_name = last.as.name;
        sheet.version = agency->version;
        sheet.warning = "Văn bản đã ban hành giữ tên và mã của ngày ban hành.";
        sheet.line("name", "Tên đầy đủ", last.as.name, {.width = "w-4"})
            .line("abbreviation", "Viết tắt (trong ký hiệu văn bản)", last.as.abbreviation, {.width = "w-2", .most = 30})
            .line("short_name", "Tên ngắn", last.as.short_name, {.width = "w-3", .optional = true})
            .line("place_name", "Địa danh", last.place_name, {.width = "w-3", .optional = true})
            .select("kind", "Loại", agency_kinds(), last.as.kind, {.width = "w-3"})
            .agency("parent", "Cơ quan cấp trên", directory, last.as.parent, {.width = "w-3", .optional = true})
            .line("qd20", "Mã định danh (QĐ 20/2020/QĐ-TTg)", now ? now->org_code : "", {.width = "w-3", .optional = true, .most = 35})
            .line("gso", "Mã đơn vị hành chính (Cục Thống kê)", now ? now->gso_code : "", {.width = "w-2", .optional = true, .most = 10})
            .day("from", "Áp dụng từ ngày", directory.day, {.width = "w-2"})
            .line("basis", "Căn cứ (số, ký hiệu, ngày văn bản)", {}, {.width = "w-4", .most = 300});
        return sheet;
    });
}

Sheet closing_sheet(web::Context& context, const Snapshot& directory, Id id) {
    Sheet sheet = version_sheet(context, directory, id);
    sheet.boxes.clear();
    sheet.title = "Kết thúc hoạt động";
    sheet.submit = "Kết thúc";
    sheet.action = path_of(id) + "/closings";
    sheet.warning = "Từ ngày này mọi vị trí, đơn vị, cơ quan ban hành của cơ quan cũng kết thúc; văn bản cũ vẫn tra cứu được.";
    sheet.day("day", "Ngày đầu tiên không còn hoạt động", directory.day, {.width = "w-2"})
        .agency("successor", "Cơ quan kế thừa", directory, 0, {.width = "w-4", .optional = true})
        .agency("second_successor", "Cơ quan kế thừa khác (khi chia tách)", directory, 0, {.width = "w-4", .optional = true})
        .line("basis", "Căn cứ (số, ký hiệu, ngày văn bản)", {}, {.width = "w-4", .most = 300});
    return sheet;
}

}  // namespace

web::Response ask_new_agency(web::Context& context) {
    const auto directory = now(context.house);
    const Id parent = ids::parse(context.request.get("parent")).value_or(0);
    if (!keeps_directory(context.actor())) throw Forbidden(who_may(Deed::keep_agencies), "new agency");
    return show(context, new_sheet(*directory, parent));
}

web::Response make_agency(web::Context& context) {
    const auto directory = now(context.house);
    web::Form form(context.request);
    const AgencyChange typed = read(form, *directory);
    NewAgency input{text::slug(typed.short_name.empty() ? typed.name : typed.short_name), typed.name, typed.short_name, typed.abbreviation,
                    typed.kind, typed.place_name, typed.basis, typed.parent, form.typed("tenant") != kTenants[0], typed.from, {}, {}, ""};
    for (const auto& code : typed.codes)
        if (!code.second.empty()) input.codes.push_back(code);
    if (directory->agency_by_slug(input.slug)) input.slug += "-" + std::to_string(clock::year(typed.from));
    return answer(context, form,
                  {.sheet = [&] { return new_sheet(*directory, typed.parent); },
                   .deed = [&](db::Tx& tx) { return add_agency(tx, context.actor(), input); },
                   .after = path_of,
                   .said = "Đã thêm cơ quan."});
}

web::Response ask_agency_version(web::Context& context) {
    const auto directory = now(context.house);
    must(context.actor(), Deed::keep_agencies, subject_of(*directory, context.request.id()));
    return show(context, version_sheet(context, *directory, context.request.id()));
}

web::Response make_agency_version(web::Context& context) {
    const auto directory = now(context.house);
    const Id id = context.request.id();
    web::Form form(context.request);
    const AgencyChange input = read(form, *directory);
    return answer(context, form,
                  {.sheet = [&] { return version_sheet(context, *directory, id); },
                   .deed = [&](db::Tx& tx) { return change_agency(tx, context.actor(), id, form.version(), input), id; },
                   .after = path_of,
                   .said = "Đã ghi bản mới của cơ quan."});
}

web::Response ask_agency_closing(web::Context& context) {
    const auto directory = now(context.house);
    must(context.actor(), Deed::keep_agencies, subject_of(*directory, context.request.id()));
    return show(context, closing_sheet(context, *directory, context.request.id()));
}

web::Response close_agency_here(web::Context& context) {
    const auto directory = now(context.house);
    const Id id = context.request.id();
    web::Form form(context.request);
    AgencyClosing input;
    input.day = form.day("day", "Ngày kết thúc", true).value_or(Day{});
    input.basis = form.line("basis", "Căn cứ", {.required = true, .max = 300});
    for (const char* field : {"successor", "second_successor"})
        if (const Id successor = agency_said(form, *directory, field, "Cơ quan kế thừa", false)) input.successors.push_back(successor);
    return answer(context, form,
                  {.sheet = [&] { return closing_sheet(context, *directory, id); },
                   .deed = [&](db::Tx& tx) { return close_agency(tx, context.actor(), id, form.version(), input), id; },
                   .after = path_of,
                   .said = "Đã ghi kết thúc hoạt động."});
}

}  // namespace dinh::directory
