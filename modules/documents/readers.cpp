#include "modules/documents/readers.hpp"

#include <algorithm>
#include <set>

#include "modules/documents/pages.hpp"
#include "modules/documents/rights_alerts.hpp"
#include "platform/audit/viewers.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::documents {

namespace {

using Lang = dinh::pages::Lang;

constexpr std::size_t kMostPeople = 30;
constexpr int kMostLines = 200;

struct Found {
    std::vector<grants::Grant> grants;
    std::vector<grants::Change> changes;
    std::vector<deed::HistoryLine> history;
    std::vector<audit::Viewer> viewers;
    bool waits = false;
};

Found found_of(web::Context& context, std::string_view kind, Id record) {
    return context.house.db->reading([&](db::Conn& conn) {
        if (!owns(kind, grants::roles(conn, context.actor(), kind, record)))
            throw Forbidden("Chỉ người chủ trì, người soạn, văn thư và lãnh đạo cơ quan xem được ai được xem văn bản.",
                            "documents: readers refused to " + std::to_string(context.actor().person));
        return Found{grants::grants_of(conn, kind, record), grants::changes_of(conn, kind, record, kMostLines),
                     deed::history_of(conn, kind, record, kMostLines), audit::viewers_of(conn, kind, record),
                     waits_for_confirmation(conn, context.actor(), kind, record)};
    });
}

Id agency_behind(const directory::Snapshot& directory, Id grantee) {
    if (const auto* post = directory.post(grantee)) return post->agency;
    if (const auto* unit = directory.unit(grantee)) return unit->agency;
    return directory.agency(grantee) ? grantee : 0;
}

// Agencies whose people may stand for the one: itself, those that came after it, and the offices that serve it.
std::set<Id> agencies_behind(const directory::Snapshot& directory, Id agency) {
    std::set<Id> all;
    std::vector<Id> next{agency};
    while (!next.empty()) {
        const Id one = next.back();
        next.pop_back();
        if (one == 0 || !all.insert(one).second) continue;
        const auto* known = directory.agency(one);
        if (known) next.insert(next.end(), known->successors.begin(), known->successors.end());
        for (const auto* child : directory.children_of(one)) all.insert(child->id);
    }
    return all;
}

// How the person comes to the grantee, in words of the page's language.
std::string way_words(const Lang& lang, const directory::Snapshot& directory, const Actor& actor, Id grantee) {
    for (const auto& as : actor.capacities) {
        if (as.post != grantee && as.unit != grantee && as.agency != grantee && as.served != grantee) continue;
        return as.delegation == 0
                   ? as.title
                   : text::fill(lang.tr("%1, theo ủy quyền của %2"), {as.title, directory.person_name(as.delegator)});
    }
    return grantee == actor.person ? std::string() : lang.tr("tiếp nhận từ cơ quan, vị trí trước đây");
}

std::vector<std::string> people_behind(const Lang& lang, const directory::Snapshot& directory, Id grantee) {
    if (directory.person(grantee)) return {};
    std::set<Id> people;
    for (const Id agency : agencies_behind(directory, agency_behind(directory, grantee)))
        for (const auto* post : directory.posts_of_agency(agency))
            for (const Id person : directory.people_acting_in(post->id)) people.insert(person);
    std::vector<std::string> words;
    for (const Id person : people) {
        const Actor actor = directory.actor_of(person);
        if (std::find(actor.grantees.begin(), actor.grantees.end(), grantee) == actor.grantees.end()) continue;
        const std::string way = way_words(lang, directory, actor, grantee);
        words.push_back(actor.name + (way.empty() ? "" : " (" + way + ")"));
    }
    return words;
}

const char* grantee_kind(const directory::Snapshot& directory, Id grantee) {
    if (directory.post(grantee)) return "Vị trí";
    if (directory.unit(grantee)) return "Đơn vị";
    return directory.agency(grantee) ? "Cơ quan" : "Người";
}

// "Nguyễn Văn A: Chuyển Phòng B xử lý chính"; "" when nobody knows.
std::string deed_words(const Lang& lang, const std::vector<deed::HistoryLine>& history, const grants::Change& change) {
    const auto* line = deed_of(history, change);
    if (!line) return {};
    return (line->person_name.empty() ? "" : line->person_name + ": ") + lang.say(line->said);
}

void add_grants(pages::IncomingReaders& page, const Lang& lang, const directory::Snapshot& directory,
                const Found& found) {
    for (const auto& grant : found.grants) {
        const auto change = std::find_if(found.changes.begin(), found.changes.end(), [&](const grants::Change& one) {
            return one.grantee == grant.grantee && one.role == grant.role;
        });
        const bool known = change != found.changes.end();
        auto people = people_behind(lang, directory, grant.grantee);
        pages::IncomingReaders::GrantsItem item{
            .grantee = grantee_words(directory, grant.grantee),
            .if_people = !people.empty(),
            .people_count = lang.trn("%1 người", static_cast<std::int64_t>(people.size())),
            .people = {},
            .grantee_kind = lang.tr(grantee_kind(directory, grant.grantee)),
            .role = lang.tr(role_words(grant.role)),
            .since = known ? clock::show(change->at()) : std::string("–"),
            .by = known ? deed_words(lang, found.history, *change) : std::string()};
        if (people.size() > kMostPeople) {
            people.resize(kMostPeople);
            people.emplace_back("…");
        }
        for (auto& words : people) item.people.push_back({.reader = std::move(words)});
        page.grants.push_back(std::move(item));
    }
}

void add_changes(pages::IncomingReaders& page, const Lang& lang, const directory::Snapshot& directory,
                 const Found& found) {
    for (const auto& change : found.changes) {
        const std::string was = change.was.empty() ? lang.tr("không") : lang.tr(role_words(change.was));
        const std::string role = change.role.empty() ? lang.tr("không") : lang.tr(role_words(change.role));
        page.changes.push_back({.changed_at = clock::show(change.at()),
                                .changed = grantee_words(directory, change.grantee),
                                .change_before = was,
                                .change_after = role,
                                .change_by = deed_words(lang, found.history, change)});
    }
}

}  // namespace

std::string grantee_words(const directory::Snapshot& directory, Id grantee) {
    if (directory.post(grantee)) return directory.post_label(grantee);
    if (const auto* unit = directory.unit(grantee)) return unit->name;
    if (const auto* agency = directory.agency(grantee)) return agency->name;
    const std::string name = directory.person_name(grantee);
    return name.empty() ? "#" + std::to_string(grantee) : name;
}

std::string role_words(std::string_view role) {
    static const std::map<std::string, std::string, std::less<>> words{{"clerk", "Cơ quan giữ sổ, văn thư"},
                                                                       {"agency", "Cơ quan ban hành"},
                                                                       {"lead", "Chủ trì"},
                                                                       {"support", "Phối hợp"},
                                                                       {"information", "Để biết"},
                                                                       {"follow", "Theo dõi"},
                                                                       {"follower", "Theo dõi"},
                                                                       {"direct", "Cho ý kiến chỉ đạo"},
                                                                       {"leader", "Cho ý kiến chỉ đạo"},
                                                                       {"giver", "Người giao việc"},
                                                                       {"opinion", "Được xin ý kiến"},
                                                                       {"drafter", "Người soạn"},
                                                                       {"unit", "Đơn vị soạn"},
                                                                       {"step", "Bước trình ký"},
                                                                       {"signer", "Người ký"},
                                                                       {"reader", "Được xem"}};
    const auto found = words.find(role);
    return found == words.end() ? std::string("Được xem") : found->second;
}

std::string change_words(const directory::Snapshot& directory, const grants::Change& change) {
    const std::string who = grantee_words(directory, change.grantee);
    if (change.role.empty()) return "Quyền xem: thôi " + who + " (" + role_words(change.was) + ")";
    if (change.was.empty()) return "Quyền xem: thêm " + who + " (" + role_words(change.role) + ")";
    return "Quyền xem: " + who + " – " + role_words(change.was) + " → " + role_words(change.role);
}

web::Response readers_page_of(web::Context& context, const Holder& holder, std::string_view kind, Id record) {
    const Lang& lang = context.lang;
    const auto directory = directory::now(context.house);
    const Found found = found_of(context, kind, record);
    pages::IncomingReaders page{.list_path = holder.list_path,
                                .list_title = lang.tr(holder.list_title),
                                .show_path = holder.show_path,
                                .known = holder.known,
                                .if_waits = found.waits,
                                .csrf = context.csrf_token(),
                                .deed_key = deed::new_key(),
                                .grants = {},
                                .if_changes = !found.changes.empty(),
                                .changes = {},
                                .no_views = found.viewers.empty(),
                                .if_views = !found.viewers.empty(),
                                .views = {}};
    add_grants(page, lang, *directory, found);
    add_changes(page, lang, *directory, found);
    for (const auto& one : found.viewers)
        page.views.push_back(
            {.viewer = one.name, .first_view = clock::show(one.first), .last_view = clock::show(one.last)});
    return web::page(context, lang.tr("Ai được xem"), page);
}

web::Response confirm_readers_of(web::Context& context, const Holder& holder, std::string_view kind, Id record) {
    web::Form form(context.request);
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        confirm_rights(tx, context.actor(), kind, record);
        return record;
    });
    context.flash(context.lang.tr("Đã xác nhận thay đổi quyền xem."));
    return web::see_other(holder.show_path + "/readers");
}

}  // namespace dinh::documents
