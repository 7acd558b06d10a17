#include "modules/directory/handlers.hpp"
#include "modules/directory/posts/posts.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/words.hpp"

namespace dinh::directory {

namespace {

std::string agency_path(Id agency) { return "/directory/agencies/" + std::to_string(agency); }

// A sheet is shown to who may send it, also when it comes back with faults.
Sheet new_sheet(const web::Context& context, const Snapshot& directory, Id agency) {
    must(context.actor(), Deed::keep_agencies, subject_of(directory, agency));
    std::vector<Choice> bodies;
    for (const auto* body : directory.bodies_of(agency)) bodies.push_back({std::to_string(body->id), body->name});
    Sheet sheet;
    sheet.title = "Giao văn thư giữ sổ";
    sheet.note = sheet.back_name = directory.agency_name(agency);
    sheet.submit = "Giao";
    sheet.action = agency_path(agency) + "/clerkships";
    sheet.back_path = agency_path(agency);
    const std::string first = bodies.empty() ? "" : bodies.front().value;
    sheet.select("body", "Sổ của cơ quan ban hành", std::move(bodies), first, {.width = "w-4"})
        .post("post", "Vị trí văn thư", directory, 0,
              {.width = "w-4", .hint = "Gõ chức vụ, đơn vị hoặc tên người đang giữ"})
        .day("from", "Từ ngày", directory.day, {.width = "w-2"});
    return sheet;
}

Clerkship must_find(web::Context& context, Id id) {
    const auto found = context.house.db->reading([&](db::Conn& conn) { return find_clerkship(conn, id); });
    if (!found) throw NotFound("no clerkship " + std::to_string(id));
    return *found;
}

Id agency_of(const Snapshot& directory, const Clerkship& one) {
    const auto* body = directory.issuing_body(one.issuing_body);
    return body ? body->agency : 0;
}

Sheet ending_sheet(const web::Context& context, const Snapshot& directory, const Clerkship& one) {
    const Id agency = agency_of(directory, one);
    must(context.actor(), Deed::keep_agencies, subject_of(directory, agency));
    const auto* body = directory.issuing_body(one.issuing_body);
    Sheet sheet;
    sheet.title = "Thôi giữ sổ";
    sheet.note = directory.post_label(one.post) + " · " + (body ? body->name : std::string());
    sheet.submit = "Thôi giữ";
    sheet.action = "/directory/clerkships/" + std::to_string(one.id);
    sheet.back_path = agency_path(agency);
    sheet.back_name = directory.agency_name(agency);
    sheet.ends = true;
    sheet.day("until", "Ngày đầu tiên không còn giữ", directory.day, {.width = "w-2"});
    return sheet;
}

}  // namespace

web::Response ask_new_clerkship(web::Context& context) {
    const auto directory = now(context.house);
    return show(context, new_sheet(context, *directory, context.request.id()));
}

web::Response make_clerkship(web::Context& context) {
    const auto directory = now(context.house);
    const Id agency = context.request.id();
    web::Form form(context.request);
    const Id body = form.id("body", "Sổ của cơ quan ban hành", true);
    const Id post = post_said(form, *directory, "post", "Vị trí văn thư", true);
    const Day from = form.day("from", "Từ ngày", true).value_or(Day{});
    return answer(context, form,
                  {.sheet = [&] { return new_sheet(context, *directory, agency); },
                   .deed = [&](db::Tx& tx) { return give_clerkship(tx, context.actor(), post, body, from), agency; },
                   .after = agency_path,
                   .said = "Đã giao giữ sổ."});
}

web::Response ask_clerkship_ending(web::Context& context) {
    const auto directory = now(context.house);
    const auto found = must_find(context, context.request.id());
    return show(context, ending_sheet(context, *directory, found));
}

web::Response end_clerkship_here(web::Context& context) {
    const auto directory = now(context.house);
    const auto found = must_find(context, context.request.id());
    web::Form form(context.request);
    const Day until = form.day("until", "Ngày thôi giữ", true).value_or(Day{});
    return answer(context, form,
                  {.sheet = [&] { return ending_sheet(context, *directory, found); },
                   .deed =
                       [&](db::Tx& tx) {
                           return end_clerkship(tx, context.actor(), found.id, until), agency_of(*directory, found);
                       },
                   .after = agency_path,
                   .said = "Đã thôi giữ sổ."});
}

}  // namespace dinh::directory
