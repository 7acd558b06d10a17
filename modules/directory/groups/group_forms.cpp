#include "modules/directory/groups/groups.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/phone_book/suggest.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/words.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr const char* kMembersHint = "Mỗi dòng một cơ quan: tên, chữ viết tắt hoặc mã định danh";
constexpr const char* kShared[] = {"no", "yes"};

std::string path_of(Id group) { return "/directory/groups/" + std::to_string(group); }

std::vector<Choice> sharing() {
    return {{kShared[1], "Mọi cơ quan trong tỉnh dùng được"}, {kShared[0], "Chỉ cơ quan lập nhóm dùng"}};
}

// The lines typed, each an agency; every line that names none is a fault.
std::vector<Id> read_members(web::Form& form, const Snapshot& directory, const dinh::pages::Lang& lang) {
    const std::string typed = form.text("members", "Các cơ quan", {.required = true, .max = 20000});
    std::vector<Id> members;
    for (const auto& line : text::split(typed, '\n')) {
        const Id agency = find_agency(directory, 0, line);
        if (agency == 0)
            form.fault("members", lang.say({"Không rõ cơ quan nào: “%1”.", {text::cut(line, 80)}}));
        else if (std::find(members.begin(), members.end(), agency) == members.end())
            members.push_back(agency);
    }
    return members;
}

// Agencies for which the actor keeps groups: those he works for, and the served ones.
std::vector<Choice> owners(const Snapshot& directory, const Actor& actor) {
    std::vector<Choice> choices;
    for (const auto& one : actor.capacities)
        for (const Id agency : {one.agency, one.served}) {
            const auto same = [&](const Choice& known) { return known.value == std::to_string(agency); };
            const bool new_one = agency != 0 && std::none_of(choices.begin(), choices.end(), same);
            if (new_one && can(actor, Deed::keep_group, subject_of(directory, agency)))
                choices.push_back({std::to_string(agency), directory.agency_name(agency)});
        }
    return choices;
}

Sheet new_sheet(const Snapshot& directory, const Actor& actor) {
    auto choices = owners(directory, actor);
    const std::string first = choices.empty() ? "" : choices.front().value;
    Sheet sheet;
    sheet.title = "Lập nhóm nơi nhận";
    sheet.submit = "Lập nhóm";
    sheet.action = sheet.back_path = "/directory/groups";
    sheet.back_name = "Nhóm nơi nhận";
    sheet.line("name", "Tên nhóm", {}, {.width = "w-4"})
        .select("owner", "Cơ quan lập nhóm", std::move(choices), first, {.width = "w-3"})
        .select("shared", "Dùng chung", sharing(), kShared[0], {.width = "w-3"})
        .area("members", "Các cơ quan", {}, {.hint = kMembersHint})
        .day("from", "Từ ngày", directory.day, {.width = "w-2"});
    return sheet;
}

GroupRecord must_keep(web::Context& context, const Snapshot& directory) {
    const Id id = context.request.id();
    const auto found = context.house.db->reading([&](db::Conn& conn) { return find_group(conn, id); });
    if (!found) throw NotFound("no group " + std::to_string(id));
    const Subject subject = subject_of(directory, found->owner_agency);
    const auto works = [&](const Capacity& one) { return one.works_for(found->owner_agency); };
    if (!found->shared && !can(context.actor(), Deed::keep_group, subject) && !context.actor().capacity(works))
        throw NotFound("group not visible " + std::to_string(id));
    must(context.actor(), Deed::keep_group, subject);
    return *found;
}

Sheet group_sheet(const GroupRecord& group, const char* title, const char* submit, std::string_view rest) {
    Sheet sheet;
    sheet.title = title;
    sheet.submit = submit;
    sheet.note = sheet.back_name = group.name;
    sheet.back_path = path_of(group.id);
    sheet.action = path_of(group.id) + std::string(rest);
    sheet.version = group.version;
    return sheet;
}

Sheet edit_sheet(const GroupRecord& group) {
    Sheet sheet = group_sheet(group, "Sửa nhóm nơi nhận", "Lưu", "");
    sheet.line("name", "Tên nhóm", group.name, {.width = "w-4"})
        .select("shared", "Dùng chung", sharing(), kShared[group.shared ? 1 : 0], {.width = "w-3"});
    return sheet;
}

Sheet members_sheet(const GroupRecord& group) {
    Sheet sheet = group_sheet(group, "Thêm cơ quan vào nhóm", "Thêm", "/members");
    sheet.area("members", "Các cơ quan", {}, {.hint = kMembersHint})
        .day("from", "Từ ngày", clock::today(), {.width = "w-2"});
    return sheet;
}

Sheet ending_sheet(const Snapshot& directory, const GroupRecord& group, Id agency) {
    Sheet sheet = group_sheet(group, "Bỏ khỏi nhóm", "Bỏ khỏi nhóm", "/members/" + std::to_string(agency));
    sheet.note = directory.agency_name(agency);
    sheet.ends = true;
    sheet.day("until", "Ngày đầu tiên không còn trong nhóm", directory.day, {.width = "w-2"});
    return sheet;
}

Sheet closing_sheet(const GroupRecord& group) {
    Sheet sheet = group_sheet(group, "Thôi dùng nhóm", "Thôi dùng", "");
    sheet.ends = true;
    sheet.day("until", "Ngày đầu tiên không còn dùng", clock::today(), {.width = "w-2"});
    return sheet;
}

}  // namespace

web::Response ask_new_group(web::Context& context) {
    const auto directory = now(context.house);
    if (owners(*directory, context.actor()).empty()) throw Forbidden(who_may(Deed::keep_group), "groups: new");
    return show(context, new_sheet(*directory, context.actor()));
}

web::Response make_group(web::Context& context) {
    const auto directory = now(context.house);
    web::Form form(context.request);
    const std::string name = form.line("name", "Tên nhóm", {.required = true, .max = 200});
    const Id owner = form.id("owner", "Cơ quan lập nhóm", true);
    const bool shared = form.choice("shared", "Dùng chung", values_of(sharing())) == kShared[1];
    const auto members = read_members(form, *directory, context.lang);
    const Day from = form.day("from", "Từ ngày", true).value_or(Day{});
    return answer(
        context, form,
        {.sheet = [&] { return new_sheet(*directory, context.actor()); },
         .deed = [&](db::Tx& tx) { return add_group(tx, context.actor(), owner, name, members, from, shared); },
         .after = path_of,
         .said = "Đã lập nhóm nơi nhận."});
}

web::Response ask_group(web::Context& context) {
    return show(context, edit_sheet(must_keep(context, *now(context.house))));
}

web::Response change_group_here(web::Context& context) {
    const auto directory = now(context.house);
    const Id id = must_keep(context, *directory).id;
    web::Form form(context.request);
    const std::string name = form.line("name", "Tên nhóm", {.required = true, .max = 200});
    const bool shared = form.choice("shared", "Dùng chung", values_of(sharing())) == kShared[1];
    return answer(
        context, form,
        {.sheet = [&] { return edit_sheet(must_keep(context, *directory)); },
         .deed = [&](db::Tx& tx) { return change_group(tx, context.actor(), id, form.version(), name, shared), id; },
         .after = path_of,
         .said = "Đã lưu nhóm."});
}

web::Response ask_new_members(web::Context& context) {
    return show(context, members_sheet(must_keep(context, *now(context.house))));
}

web::Response make_members(web::Context& context) {
    const auto directory = now(context.house);
    const Id id = must_keep(context, *directory).id;
    web::Form form(context.request);
    const auto members = read_members(form, *directory, context.lang);
    const Day from = form.day("from", "Từ ngày", true).value_or(Day{});
    return answer(
        context, form,
        {.sheet = [&] { return members_sheet(must_keep(context, *directory)); },
         .deed = [&](db::Tx& tx) { return add_members(tx, context.actor(), id, form.version(), members, from), id; },
         .after = path_of,
         .said = "Đã thêm vào nhóm."});
}

web::Response ask_member_ending(web::Context& context) {
    const auto directory = now(context.house);
    return show(context, ending_sheet(*directory, must_keep(context, *directory), context.request.id("agency")));
}

web::Response remove_member_here(web::Context& context) {
    const auto directory = now(context.house);
    const Id id = must_keep(context, *directory).id, agency = context.request.id("agency");
    web::Form form(context.request);
    const Day until = form.day("until", "Ngày ra khỏi nhóm", true).value_or(Day{});
    return answer(
        context, form,
        {.sheet = [&] { return ending_sheet(*directory, must_keep(context, *directory), agency); },
         .deed = [&](db::Tx& tx) { return remove_member(tx, context.actor(), id, form.version(), agency, until), id; },
         .after = path_of,
         .said = "Đã bỏ khỏi nhóm."});
}

web::Response ask_group_closing(web::Context& context) {
    return show(context, closing_sheet(must_keep(context, *now(context.house))));
}

web::Response close_group_here(web::Context& context) {
    const auto directory = now(context.house);
    const Id id = must_keep(context, *directory).id;
    web::Form form(context.request);
    const Day until = form.day("until", "Ngày thôi dùng", true).value_or(Day{});
    return answer(context, form,
                  {.sheet = [&] { return closing_sheet(must_keep(context, *directory)); },
                   .deed = [&](db::Tx& tx) { return close_group(tx, context.actor(), id, form.version(), until), id; },
                   .after = path_of,
                   .said = "Đã thôi dùng nhóm."});
}

}  // namespace dinh::directory
