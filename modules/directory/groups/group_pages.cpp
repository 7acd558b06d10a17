#include "modules/directory/groups/groups.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/pages.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/words.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

std::string path_of(Id group) { return "/directory/groups/" + std::to_string(group); }

// A group of another agency is seen when it is shared, or when the actor works there or keeps it.
bool visible(const Snapshot& directory, const Actor& actor, Id owner, bool shared) {
    if (shared || can(actor, Deed::keep_group, subject_of(directory, owner))) return true;
    return actor.capacity([&](const Capacity& one) { return one.works_for(owner); }) != nullptr;
}

std::size_t closed_members(const Snapshot& directory, const Group& group) {
    std::size_t count = 0;
    for (const Id member : group.members) {
        const auto* agency = directory.agency(member);
        if (!agency || agency->closed_on(directory.day)) ++count;
    }
    return count;
}

struct Found {
    GroupRecord group;
    std::vector<Member> members;
    std::vector<deed::HistoryLine> history;
};

Found must_find(web::Context& context, const Snapshot& directory) {
    const Id id = context.request.id();
    Found found = context.house.db->reading([&](db::Conn& conn) {
        const auto group = find_group(conn, id);
        if (!group) throw NotFound("no group " + std::to_string(id));
        return Found{*group, members_of(conn, id), deed::history_of(conn, "recipient_group", id, 50)};
    });
    if (!visible(directory, context.actor(), found.group.owner_agency, found.group.shared))
        throw NotFound("group not visible " + std::to_string(id));
    return found;
}

void fill_rows(web::Context& context, const Snapshot& directory, const Found& found, bool may,
               pages::GroupsShow& page) {
    const auto& lang = context.lang;
    for (const auto& one : found.members) {
        const auto* agency = directory.agency(one.agency);
        const bool past = one.until && *one.until <= directory.day;
        const bool gone = !past && agency && agency->closed_on(directory.day);
        std::string words;
        if (gone) words = text::fill(lang.tr("kết thúc ngày %1"), {clock::show(*agency->until)});
        if (gone)
            for (const Id next : agency->successors)
                words += "; " + text::fill(lang.tr("nay là %1"), {directory.agency_name(next)});
        page.rows.push_back(
            {.member = directory.agency_name(one.agency),
             .span = span_words(lang, one.from, one.until),
             .if_gone = gone,
             .gone = words,
             .if_later = one.from > directory.day,
             .if_past = past,
             .if_may_remove = may && !one.until,
             .remove_path = path_of(found.group.id) + "/members/" + std::to_string(one.agency) + "/ending"});
    }
    for (const auto& line : found.history)
        page.lines.push_back({.at = clock::show(line.at), .who = line.person_name, .deed_words = lang.say(line.said)});
}

std::size_t members_now(const Snapshot& directory, const Found& found) {
    std::size_t count = 0;
    for (const auto& one : found.members)
        if (one.from <= directory.day && !(one.until && *one.until <= directory.day)) ++count;
    return count;
}

}  // namespace

web::Response list_groups(web::Context& context) {
    const auto directory = now(context.house);
    const auto* own = context.actor().acting_capacity();
    pages::GroupsList page{
        .if_may_add = own && can(context.actor(), Deed::keep_group, subject_of(*directory, own->agency)),
        .if_empty = false,
        .if_rows = false};
    for (const auto& group : directory->groups) {
        if (!visible(*directory, context.actor(), group.owner_agency, group.shared)) continue;
        const auto closed = closed_members(*directory, group);
        page.rows.push_back(
            {.group_path = path_of(group.id),
             .group = group.name,
             .owner = directory->agency_name(group.owner_agency),
             .size = group.members.size(),
             .if_shared = group.shared,
             .if_closed_members = closed > 0,
             .closed_members = context.lang.trn("%1 cơ quan đã giải thể", static_cast<std::int64_t>(closed))});
    }
    page.if_rows = !page.rows.empty();
    page.if_empty = page.rows.empty();
    return web::page(context, context.lang.tr("Nhóm nơi nhận"), page);
}

web::Response show_group(web::Context& context) {
    const auto directory = now(context.house);
    const Found found = must_find(context, *directory);
    const auto& group = found.group;
    const bool may = !group.until && can(context.actor(), Deed::keep_group, subject_of(*directory, group.owner_agency));
    pages::GroupsShow page{
        .name = group.name,
        .owner = directory->agency_name(group.owner_agency),
        .size = context.lang.trn("%1 cơ quan", static_cast<std::int64_t>(members_now(*directory, found))),
        .if_closed = group.until.has_value(),
        .closed = group.until ? text::fill(context.lang.tr("thôi dùng từ %1"), {clock::show(*group.until)}) : "",
        .if_may = may,
        .add_path = path_of(group.id) + "/members/new",
        .edit_path = path_of(group.id) + "/edit",
        .close_path = path_of(group.id) + "/closing"};
    fill_rows(context, *directory, found, may, page);
    return web::page(context, group.name, page);
}

}  // namespace dinh::directory
