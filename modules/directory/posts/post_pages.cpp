#include "modules/directory/agency_part.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/posts/posts.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/words.hpp"

namespace dinh::directory {

namespace {

Sheet boxes(const Snapshot& directory, const Post& as) {
    std::vector<Choice> units{{"", "Lãnh đạo cơ quan"}};
    for (const auto* unit : directory.units_of(as.agency)) units.push_back({std::to_string(unit->id), unit->name});
    Sheet sheet = sheet_below(directory, as.agency);
    sheet.line("title", "Chức vụ, vị trí", as.title, {.width = "w-4", .most = 100})
        .select("unit", "Đơn vị", std::move(units), as.unit == 0 ? "" : std::to_string(as.unit), {.width = "w-3"})
        .ticks("roles", "Vai trò", post_roles(), as.roles)
        .select("signing", "Thẩm quyền ký", signing_kinds(), as.signing, {.width = "w-3"})
        .number("position", "Thứ tự", as.position, {.width = "w-1"});
    return sheet;
}

Sheet new_sheet(web::Context& context, const Snapshot& directory, Id agency) {
    if (!directory.agency(agency)) throw NotFound("no agency " + std::to_string(agency));
    must(context.actor(), Deed::keep_posts, subject_of(directory, agency));
    Post empty;
    empty.agency = agency;
    empty.roles = {std::string(role::kSpecialist)};
    Sheet sheet = boxes(directory, empty);
    sheet.day("from", "Từ ngày", directory.day, {.width = "w-2"});
    sheet.title = "Thêm vị trí";
    sheet.submit = "Thêm";
    sheet.action = agency_path(agency) + "/posts";
    return sheet;
}

PostRecord must_find(web::Context& context, Id id) {
    const auto found = context.house.db->reading([&](db::Conn& conn) { return find_post_record(conn, id); });
    if (!found) throw NotFound("no post " + std::to_string(id));
    return *found;
}

void must_keep(web::Context& context, const Snapshot& directory, const PostRecord& found) {
    Subject subject = subject_of(directory, found.post.agency);
    subject.guarded = guarded(found.post.roles);
    must(context.actor(), Deed::keep_posts, subject);
}

Sheet edit_sheet(web::Context& context, const Snapshot& directory, Id id) {
    const auto found = must_find(context, id);
    must_keep(context, directory, found);
    Sheet sheet = boxes(directory, found.post);
    sheet.title = "Sửa vị trí";
    sheet.submit = "Lưu";
    sheet.action = "/directory/posts/" + std::to_string(id);
    sheet.version = found.version;
    return sheet;
}

Sheet closing_sheet(web::Context& context, const Snapshot& directory, Id id) {
    Sheet sheet = edit_sheet(context, directory, id);
    sheet.boxes.clear();
    sheet.title = "Bãi bỏ vị trí";
    sheet.submit = "Bãi bỏ";
    sheet.note = directory.post_title(id);
    sheet.ends = true;
    sheet.day("day", "Ngày đầu tiên không còn vị trí", directory.day, {.width = "w-2"});
    return sheet;
}

NewPost read(web::Form& form, const web::Request& request, Id agency) {
    NewPost input;
    input.agency = agency;
    input.title = form.line("title", "Chức vụ, vị trí", {.required = true, .max = 100});
    input.unit = form.id("unit", "Đơn vị");
    const auto known = values_of(post_roles());
    for (const auto role : request.fields("roles")) {
        const bool right = std::find(known.begin(), known.end(), role) != known.end();
        if (right)
            input.roles.emplace_back(role);
        else
            form.fault("roles", "Vai trò: lựa chọn không hợp lệ.");
    }
    input.signing = form.choice("signing", "Thẩm quyền ký", values_of(signing_kinds()), false);
    input.position = static_cast<int>(form.number("position", "Thứ tự", 0, 9999).value_or(0));
    return input;
}

Id agency_of(web::Context& context, Id id) { return must_find(context, id).post.agency; }

constexpr AgencyPart<NewPost> kPosts{.new_sheet = new_sheet,
                                     .edit_sheet = edit_sheet,
                                     .closing_sheet = closing_sheet,
                                     .agency_of = agency_of,
                                     .read = read,
                                     .add = add_post,
                                     .change = change_post,
                                     .close = close_post,
                                     .closing_day = "Ngày bãi bỏ",
                                     .added = "Đã thêm vị trí.",
                                     .changed = "Đã lưu vị trí.",
                                     .closed = "Đã bãi bỏ vị trí."};

}  // namespace

web::Response ask_new_post(web::Context& context) { return kPosts.ask_new(context); }
web::Response make_post(web::Context& context) { return kPosts.make(context); }
web::Response ask_post(web::Context& context) { return kPosts.ask_change(context); }
web::Response change_post_here(web::Context& context) { return kPosts.save(context); }
web::Response ask_post_closing(web::Context& context) { return kPosts.ask_closing(context); }
web::Response close_post_here(web::Context& context) { return kPosts.end(context); }

}  // namespace dinh::directory
