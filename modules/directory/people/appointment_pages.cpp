#include "modules/directory/handlers.hpp"
#include "modules/directory/people/people.hpp"
#include "modules/directory/phone_book/suggest.hpp"
#include "modules/directory/words.hpp"

namespace dinh::directory {

namespace {

std::string path_of(Id person) { return "/directory/people/" + std::to_string(person); }

Appointment must_find(web::Context& context, Id id) {
    const auto found = context.house.db->reading([&](db::Conn& conn) { return find_appointment(conn, id); });
    if (!found) throw NotFound("no appointment " + std::to_string(id));
    return *found;
}

void must_keep(web::Context& context, Id person) {
    context.house.db->read([&](db::Conn& conn) { must_keep_person(conn, context.actor(), person); });
}

// A sheet is shown to who may send it, also when it comes back with faults.
Sheet new_sheet(web::Context& context, const Snapshot& directory, Id person) {
    if (!directory.person(person)) throw NotFound("no person " + std::to_string(person));
    must_keep(context, person);
    Sheet sheet;
    sheet.title = "Giao vị trí";
    sheet.note = sheet.back_name = directory.person_name(person);
    sheet.submit = "Giao";
    sheet.back_path = path_of(person);
    sheet.action = path_of(person) + "/appointments";
    sheet.post("post", "Vị trí", directory, 0, {.width = "w-4", .hint = "Gõ chức vụ, đơn vị hoặc tên người đang giữ"})
        .select("kind", "Hình thức", appointment_kinds(), "holder", {.width = "w-2"})
        .day("from", "Từ ngày", directory.day, {.width = "w-2"})
        .day("until", "Đến hết ngày", {}, {.width = "w-2", .optional = true})
        .line("basis", "Căn cứ (số, ký hiệu, ngày quyết định)", {}, {.width = "w-4", .optional = true, .most = 300});
    return sheet;
}

Sheet ending_sheet(web::Context& context, const Snapshot& directory, Id id) {
    const auto one = must_find(context, id);
    must_keep(context, one.person);
    Sheet sheet;
    sheet.title = "Cho thôi giữ vị trí";
    sheet.note = directory.person_name(one.person) + " · " + post_words(directory, one.post);
    sheet.submit = "Cho thôi giữ";
    sheet.back_path = path_of(one.person);
    sheet.back_name = directory.person_name(one.person);
    sheet.action = "/directory/appointments/" + std::to_string(id);
    sheet.version = one.version;
    sheet.ends = true;
    sheet.day("until", "Ngày đầu tiên không còn giữ", one.until.value_or(directory.day), {.width = "w-2"})
        .line("reason", "Lý do, căn cứ", one.ended_reason, {.width = "w-4", .most = 300});
    return sheet;
}

}  // namespace

web::Response ask_new_appointment(web::Context& context) {
    const auto directory = now(context.house);
    return show(context, new_sheet(context, *directory, context.request.id()));
}

web::Response make_appointment(web::Context& context) {
    const auto directory = now(context.house);
    const Id person = context.request.id();
    web::Form form(context.request);
    const Id post = post_said(form, *directory, "post", "Vị trí", true);
    const std::string kind = form.choice("kind", "Hình thức", values_of(appointment_kinds()));
    const Day from = form.day("from", "Từ ngày", true).value_or(Day{});
    auto until = form.day("until", "Đến hết ngày");
    if (until) until = *until + 1;  // stored as the first day without the post
    const std::string basis = form.line("basis", "Căn cứ", {.max = 300});
    return answer(
        context, form,
        {.sheet = [&] { return new_sheet(context, *directory, person); },
         .deed =
             [&](db::Tx& tx) { return appoint(tx, context.actor(), person, post, kind, basis, from, until), person; },
         .after = path_of,
         .said = "Đã giao vị trí."});
}

web::Response ask_appointment_ending(web::Context& context) {
    const auto directory = now(context.house);
    return show(context, ending_sheet(context, *directory, context.request.id()));
}

web::Response end_appointment_here(web::Context& context) {
    const auto directory = now(context.house);
    const Id id = context.request.id(), person = must_find(context, id).person;
    web::Form form(context.request);
    const Day until = form.day("until", "Ngày thôi giữ", true).value_or(Day{});
    const std::string reason = form.line("reason", "Lý do, căn cứ", {.required = true, .max = 300});
    return answer(context, form,
                  {.sheet = [&] { return ending_sheet(context, *directory, id); },
                   .deed =
                       [&](db::Tx& tx) {
                           return end_appointment(tx, context.actor(), id, form.version(), until, reason), person;
                       },
                   .after = path_of,
                   .said = "Đã ghi thôi giữ vị trí."});
}

}  // namespace dinh::directory
