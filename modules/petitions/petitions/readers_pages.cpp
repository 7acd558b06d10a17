// Who can see a petition and why, since when, and who read its sender: for whoever sees the petition.
#include <algorithm>
#include <set>

#include "modules/petitions/pages.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/pages.hpp"
#include "modules/petitions/petitions/words.hpp"
#include "platform/audit/viewers.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kMostLines = 200;

struct Found {
    Petition one;
    Subject subject;
    std::vector<grants::Grant> grants;
    std::vector<grants::Change> changes;
    std::vector<audit::Viewer> viewers;
};

Found read(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        const Petition one = visible_petition(conn, context.actor(), context.request.id());
        return Found{one, subject_of(conn, one), grants::grants_of(conn, kPetition, one.id),
                     grants::changes_of(conn, kPetition, one.id, kMostLines),
                     audit::viewers_of(conn, kPetition, one.id)};
    });
}

bool among(const std::vector<Id>& list, Id id) { return std::find(list.begin(), list.end(), id) != list.end(); }

class Readers {
public:
    Readers(const Lang& lang, const directory::Snapshot& directory, const Found& found)
        : lang_(lang), directory_(directory), found_(found) {}

    std::string name(Id grantee) const {
        if (directory_.post(grantee)) return directory_.post_label(grantee);
        const std::string unit = directory_.unit_name(grantee);
        return unit.empty() ? lang_.tr("vị trí, đơn vị trước đây") : unit;
    }
    // What of the law of sight (rights, officers) makes the grantee one of those concerned.
    std::string why(Id grantee, std::string_view role) const { return lang_.tr(reason(grantee, role)); }

    // Of a unit those who see it for the unit; of a post who holds it stands in its name, who acts for him here.
    std::vector<std::string> people(Id grantee) const {
        std::set<Id> all;
        const auto add = [&](const directory::Post& post) {
            for (const Id person : directory_.people_acting_in(post.id)) all.insert(person);
        };
        const auto* post = directory_.post(grantee);
        if (post) add(*post);
        for (const auto* each : directory_.posts_of_unit(grantee)) add(*each);
        if (post) all.erase(post->holder);
        std::vector<std::string> words;
        for (const Id person : all) {
            const Actor actor = directory_.actor_of(person);
            if (among(actor.grantees, grantee)) words.push_back(actor.name + way(actor, grantee));
        }
        return words;
    }

private:
    const char* reason(Id grantee, std::string_view role) const {
        const auto* post = directory_.post(grantee);
        const auto& books = directory_.clerkships;
        const bool keeps =
            std::find(books.begin(), books.end(), std::pair{grantee, found_.one.issuing_body}) != books.end();
        if (role == "settler") return "Được giao giải quyết";
        if (post && post->agency == found_.subject.agency && post->has(directory::role::kAgencyLeader))
            return "Người đứng đầu cơ quan";
        if (among(found_.subject.directors, grantee)) return "Được người đứng đầu giao quyết định xử lý";
        if (among(found_.subject.receptionists, grantee)) return "Được giao tiếp công dân";
        return keeps ? "Văn thư giữ sổ đơn" : "Tiếp nhận từ cơ quan, vị trí trước đây";
    }
    // " (Trưởng phòng)", " (Giám đốc, theo ủy quyền của Trần Văn A)".
    std::string way(const Actor& actor, Id grantee) const {
        for (const auto& as : actor.capacities) {
            if (as.post != grantee && as.unit != grantee) continue;
            if (as.delegation == 0) return " (" + as.title + ")";
            return " (" +
                   text::fill(lang_.tr("%1, theo ủy quyền của %2"), {as.title, directory_.person_name(as.delegator)}) +
                   ")";
        }
        return {};
    }

    const Lang& lang_;
    const directory::Snapshot& directory_;
    const Found& found_;
};

std::string since(const Found& found, const grants::Grant& grant) {
    const auto given = std::find_if(found.changes.begin(), found.changes.end(), [&](const grants::Change& one) {
        return one.grantee == grant.grantee && one.role == grant.role;
    });
    return given == found.changes.end() ? std::string("–") : clock::show(given->at());
}

pages::PetitionsReaders model_of(const Lang& lang, const directory::Snapshot& directory, const Found& found) {
    const Readers readers(lang, directory, found);
    pages::PetitionsReaders page{.show_path = link_of(found.one.id),
                                 .known = known_as(lang, found.one),
                                 .grants = {},
                                 .if_changes = !found.changes.empty(),
                                 .changes = {},
                                 .no_views = found.viewers.empty(),
                                 .if_views = !found.viewers.empty(),
                                 .views = {}};
    for (const auto& grant : found.grants) {
        page.grants.push_back({.grantee = readers.name(grant.grantee),
                               .people = {},
                               .why = readers.why(grant.grantee, grant.role),
                               .since = since(found, grant)});
        for (auto& words : readers.people(grant.grantee))
            page.grants.back().people.push_back({.reader = std::move(words)});
    }
    for (const auto& change : found.changes)
        page.changes.push_back({.changed_at = clock::show(change.at()),
                                .changed = readers.name(change.grantee),
                                .change = lang.tr(change.role.empty()  ? "Thôi được xem"
                                                  : change.was.empty() ? "Được xem"
                                                                       : "Đổi vai trò")});
    for (const auto& one : found.viewers)
        page.views.push_back({.viewer = one.name,
                              .first_view = clock::show(one.first),
                              .last_view = clock::show(one.last),
                              .views_count = lang.number(one.views)});
    return page;
}

}  // namespace

web::Response readers_page(web::Context& context) {
    const auto directory = directory::now(context.house);
    return web::page(context, context.lang.tr("Ai được xem"), model_of(context.lang, *directory, read(context)));
}

}  // namespace dinh::petitions
