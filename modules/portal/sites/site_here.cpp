// A site as its pages and forms meet it.
#include <algorithm>

#include "modules/portal/sites/site_pages.hpp"
#include "modules/portal/sites/words.hpp"

namespace dinh::portal {

namespace {

template <class Part>
std::optional<Part> at_place(const web::Request& request, const char* place, const std::vector<Part>& all) {
    if (request.place(place).empty()) return std::nullopt;
    const Id wanted = request.id(place);
    const auto found = std::find_if(all.begin(), all.end(), [&](const Part& one) { return one.id == wanted; });
    if (found == all.end()) throw NotFound("portal: the site has no " + std::string(place));
    return *found;
}

void add_below(const std::vector<Category>& all, Id parent, std::vector<Category>& ordered) {
    for (const auto& one : all) {
        if (one.parent != parent) continue;
        ordered.push_back(one);
        add_below(all, one.id, ordered);
    }
}

}  // namespace

SiteHere site_here(web::Context& context) {
    const auto& request = context.request;
    SiteHere here = context.house.db->reading([&](db::Conn& conn) {
        SiteHere found;
        found.site = visible_site(conn, context.actor(), request.id());
        found.subject = subject_of(conn, found.site);
        found.members = members_of(conn, found.site.id);
        found.categories = categories_of(conn, found.site.id);
        found.hosts = hosts_of(conn, found.site.id);
        found.location = location_of(conn, found.site.id);
        return found;
    });
    here.directory = directory::now(context.house);
    here.category = at_place(request, "category", here.categories);
    here.member = at_place(request, "member", here.members);
    return here;
}

std::vector<Said> warnings_of(const directory::Snapshot& directory, const Site& site,
                              const std::vector<NamedMember>& members) {
    std::vector<Said> warnings;
    if (!site.open()) return warnings;
    const auto held = [&](std::string_view role) {
        return std::any_of(members.begin(), members.end(), [&](const NamedMember& one) {
            const auto* post = directory.post(one.post);
            return one.role == role && post && post->holder != 0;
        });
    };
    std::vector<std::string_view> steps{member::kApprover};
    if (site.steps >= 3) steps.insert(steps.begin(), member::kSecretary);
    if (site.steps >= 2) steps.insert(steps.begin(), member::kEditor);
    for (const auto role : steps)
        if (!held(role))
            warnings.push_back(
                Said("Chưa có người giữ vai trò %1: bài chờ bước này không đi tiếp được.", {role_title(role)}));
    return warnings;
}

std::vector<Category> in_tree_order(const std::vector<Category>& all) {
    std::vector<Category> ordered;
    add_below(all, 0, ordered);
    return ordered;
}

std::string category_line(const std::vector<Category>& all, const Category& one) {
    const auto above =
        std::find_if(all.begin(), all.end(), [&](const Category& other) { return other.id == one.parent; });
    return above == all.end() ? one.name : category_line(all, *above) + " › " + one.name;
}

}  // namespace dinh::portal
