#include "modules/portal/reading/contacts.hpp"

#include "modules/portal/pages.hpp"
#include "modules/portal/reading/directory_seen.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/handlers.hpp"
#include "modules/portal/reading/paths.hpp"

namespace dinh::portal::reading {

namespace {

namespace role = directory::role;

constexpr std::string_view kLeadership = "leadership";  // kind of unit

bool leads(const directory::Post& post) {
    for (const auto one : {role::kAgencyLeader, role::kDeputyAgencyLeader, role::kOfficeLeader, role::kUnitLeader,
                           role::kDeputyUnitLeader})
        if (post.has(one)) return true;
    return false;
}

void add(const directory::Snapshot& directory, const directory::Post& post, ContactGroup& group) {
    const auto* person = directory.person(post.holder);
    if (!person || !leads(post)) return;
    group.people.push_back({person->full_name, directory.post_title(post.id), person->phone, person->email});
}

pages::ReadingContacts page_of(const std::vector<ContactGroup>& groups, std::optional<Day> changed) {
    pages::ReadingContacts page{.if_changed = changed.has_value(),
                                .changed = changed ? clock::show(*changed) : std::string(),
                                .if_nobody = groups.empty()};
    const dinh::pages::Lang lang;
    for (const ContactGroup& group : groups) {
        page.groups.push_back({.group = group.name.empty() ? lang.tr("Lãnh đạo") : group.name});
        for (const Contact& one : group.people)
            page.groups.back().people.push_back(
                {.person = one.name, .post = one.post, .person_phone = one.phone, .person_email = one.email});
    }
    return page;
}

}  // namespace

// Leaders stand in no unit, or in one of their own.
std::vector<ContactGroup> contacts_of(const directory::Snapshot& directory, Id agency) {
    ContactGroup leaders;
    const auto units = directory.units_of(agency);
    for (const auto* post : directory.posts_of_agency(agency))
        if (post->unit == 0) add(directory, *post, leaders);
    for (const auto* unit : units)
        if (unit->kind == kLeadership)
            for (const auto* post : directory.posts_of_unit(unit->id)) add(directory, *post, leaders);
    std::vector<ContactGroup> groups;
    if (!leaders.people.empty()) groups.push_back(std::move(leaders));
    for (const auto* unit : units) {
        if (unit->kind == kLeadership) continue;
        ContactGroup group{unit->name, {}};
        for (const auto* post : directory.posts_of_unit(unit->id)) add(directory, *post, group);
        if (!group.people.empty()) groups.push_back(std::move(group));
    }
    return groups;
}

web::Response contacts_page(web::Context& context, const Site& site) {
    const auto directory = directory::now(context.house);
    const auto changed = context.house.db->reading([&](db::Conn& conn) { return directory_changed(conn, site.id); });
    const auto page = page_of(contacts_of(*directory, site.owner_agency), changed);
    const std::string path = "/danh-ba";
    auto response = public_page(context, site,
                                {.title = dinh::pages::Lang().tr("Danh bạ"),
                                 .path = path,
                                 .here = base_of(context.request, site) + path,
                                 .has_text = true},
                                page, true);
    response.cache_keys.push_back(directory_key(site.id));
    return response;
}

}  // namespace dinh::portal::reading
