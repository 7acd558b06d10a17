#include "modules/directory/handlers.hpp"
#include "modules/directory/people/people.hpp"
#include "modules/directory/words.hpp"

namespace dinh::directory {

namespace {

std::string path_of(Id person) { return "/directory/people/" + std::to_string(person); }

Sheet boxes(const NewPerson& as) {
    Sheet sheet;
    sheet.back_path = "/directory/people";
    sheet.back_name = "Người và chức vụ";
    sheet.line("full_name", "Họ và tên", as.full_name, {.width = "w-3", .most = 50})
        .line("code", "Mã cán bộ", as.code, {.width = "w-2", .hint = "Không dùng số căn cước", .most = 50})
        .line("phone", "Điện thoại", as.phone, {.width = "w-2", .optional = true, .most = 50})
        .line("email", "Thư điện tử công vụ", as.email, {.width = "w-3", .optional = true, .most = 100})
        .line("note", "Ghi chú", as.note, {.width = "w-4", .optional = true, .most = 300});
    return sheet;
}

Sheet new_sheet(const web::Context& context) {
    must(context.actor(), Deed::add_person, {});
    Sheet sheet = boxes({});
    sheet.title = "Thêm người";
    sheet.submit = "Thêm";
    sheet.action = "/directory/people";
    return sheet;
}

PersonRecord must_find(web::Context& context, Id id) {
    return context.house.db->reading([&](db::Conn& conn) {
        const auto found = find_person_record(conn, id);
        if (!found) throw NotFound("no person " + std::to_string(id));
        must_keep_person(conn, context.actor(), id);
        return *found;
    });
}

Sheet edit_sheet(web::Context& context, Id id) {
    const auto found = must_find(context, id);
    Sheet sheet = boxes(found.as);
    sheet.title = "Sửa thông tin người";
    sheet.note = found.as.full_name;
    sheet.submit = "Lưu";
    sheet.action = sheet.back_path = path_of(id);
    sheet.back_name = found.as.full_name;
    sheet.version = found.version;
    return sheet;
}

Sheet leaving_sheet(web::Context& context, Id id) {
    Sheet sheet = edit_sheet(context, id);
    sheet.boxes.clear();
    sheet.title = "Ghi nghỉ";
    sheet.submit = "Ghi nghỉ";
    sheet.action = path_of(id) + "/leavings";
    sheet.warning = "Mọi vị trí đang giữ kết thúc từ ngày này; việc đang chờ ở vị trí do người kế nhiệm làm tiếp.";
    sheet.day("day", "Nghỉ từ ngày", clock::today(), {.width = "w-2"})
        .line("reason", "Lý do, căn cứ", {},
              {.width = "w-4", .hint = "Ví dụ: nghỉ hưu theo Quyết định số 12/QĐ-SNV", .most = 300});
    return sheet;
}

NewPerson read(web::Form& form) {
    NewPerson input;
    input.full_name = form.line("full_name", "Họ và tên", {.required = true, .max = 50});
    input.code = form.line("code", "Mã cán bộ", {.required = true, .max = 50});
    input.phone = form.line("phone", "Điện thoại", {.max = 50});
    input.email = form.line("email", "Thư điện tử công vụ", {.max = 100});
    input.note = form.line("note", "Ghi chú", {.max = 300});
    return input;
}

}  // namespace

web::Response ask_new_person(web::Context& context) { return show(context, new_sheet(context)); }

web::Response make_person(web::Context& context) {
    web::Form form(context.request);
    const NewPerson input = read(form);
    return answer(context, form,
                  {.sheet = [&] { return new_sheet(context); },
                   .deed = [&](db::Tx& tx) { return add_person(tx, context.actor(), input); },
                   .after = path_of,
                   .said = "Đã thêm người. Hãy giao vị trí."});
}

web::Response ask_person(web::Context& context) { return show(context, edit_sheet(context, context.request.id())); }

web::Response change_person_here(web::Context& context) {
    const Id id = context.request.id();
    web::Form form(context.request);
    const NewPerson input = read(form);
    return answer(
        context, form,
        {.sheet = [&] { return edit_sheet(context, id); },
         .deed = [&](db::Tx& tx) { return change_person(tx, context.actor(), id, form.version(), input), id; },
         .after = path_of,
         .said = "Đã lưu."});
}

web::Response ask_person_leaving(web::Context& context) {
    return show(context, leaving_sheet(context, context.request.id()));
}

web::Response archive_person_here(web::Context& context) {
    const Id id = context.request.id();
    web::Form form(context.request);
    const Day day = form.day("day", "Nghỉ từ ngày", true).value_or(Day{});
    const std::string reason = form.line("reason", "Lý do, căn cứ", {.required = true, .max = 300});
    return answer(
        context, form,
        {.sheet = [&] { return leaving_sheet(context, id); },
         .deed = [&](db::Tx& tx) { return archive_person(tx, context.actor(), id, form.version(), day, reason), id; },
         .after = path_of,
         .said = "Đã ghi nghỉ."});
}

}  // namespace dinh::directory
