// How a site begins: its name, its first people and the categories of its kind, from the directory and the rules.
#include "modules/portal/questions/question.hpp"
#include "modules/portal/sites/content_rules.hpp"
#include "modules/portal/sites/site_deeds.hpp"
#include "modules/portal/sites/site_store.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

namespace role = directory::role;

constexpr std::string_view kCommittee = "Ủy ban nhân dân ";

bool is_system(const Actor& actor) { return actor.person == 0 && actor.name == Actor::system().name; }

// "tỉnh Thái Nguyên" of "Ủy ban nhân dân tỉnh Thái Nguyên".
std::string place_of(const std::string& agency_name) {
    return text::starts_with(agency_name, kCommittee) ? agency_name.substr(kCommittee.size()) : agency_name;
}

// `whole` and `abbreviated` as text::fold writes them.
bool names(std::string_view words, const char* whole, const char* abbreviated) {
    const std::string folded = text::fold(words);
    return folded.find(whole) != std::string::npos || folded.find(abbreviated) != std::string::npos;
}
bool names_council(std::string_view words) { return names(words, "hoi dong nhan dan", "hdnd"); }
bool names_committee(std::string_view words) { return names(words, "uy ban nhan dan", "ubnd"); }

// The council of a commune has its posts in the same agency; the site is the committee's. The title tells first: who
// chairs both leads the committee too. A bare "Phó Chủ tịch" is told by the unit.
bool of_council(const directory::Snapshot& directory, const directory::Post& post) {
    if (names_committee(post.title)) return false;
    if (names_council(post.title)) return true;
    const std::string unit = directory.unit_name(post.unit);
    return names_council(unit) && !names_committee(unit);
}

std::vector<Id> posts_with(const directory::Snapshot& directory, Id agency, std::string_view wanted) {
    std::vector<Id> posts;
    for (const auto* post : directory.with_role(agency, wanted)) posts.push_back(post->id);
    return posts;
}

// The office that works for a committee; 0 where the agency does its work itself.
Id office_of(const directory::Snapshot& directory, Id agency) {
    for (const auto* one : directory.children_of(agency))
        if (one->kind == "office" && one->tenant && !one->closed_on(directory.day)) return one->id;
    return 0;
}

class Opening {
public:
    Opening(db::Tx& tx, const directory::Snapshot& directory, const directory::Agency& agency)
        : tx_(tx), directory_(directory), agency_(agency), office_(office_of(directory, agency.id)) {
        site_.kind = site_kind(agency.kind);
        site_.owner_agency = agency.id;
        site_.state = "open";
        site_.name = site_name(site_.kind, agency.name, agency.short_name);
        site_.answerable = agency.name;
        site_.responsible = responsible();
        site_.colour = site_.kind == "province" ? "red" : "blue";
        const bool edited = !posts_with(directory_, editing(), role::kOfficeLeader).empty();
        site_.steps = site_.kind == "commune" || !edited ? 1 : 2;
    }

    Id run(const Actor& actor, const Capacity* as) {
        insert(actor, as);
        people();
        categories();
        record_on_site(tx_, actor, as, site_.id, "site.open", Said("Mở trang của %1", {agency_.name}));
        announce_change(tx_, site_.id);
        jobs::put(tx_, kFollowJob, std::to_string(agency_.id));
        return site_.id;
    }

private:
    // Whoever leads the agency that edits: a committee's office edits for it.
    Id editing() const { return office_ != 0 ? office_ : agency_.id; }

    std::vector<Id> leading(std::string_view wanted) const {
        auto posts = posts_with(directory_, editing(), wanted);
        if (site_.kind == "commune")
            std::erase_if(posts, [&](Id post) { return of_council(directory_, *directory_.post(post)); });
        return posts;
    }

    std::string responsible() const {
        const auto leaders = leading(role::kAgencyLeader);
        if (leaders.empty()) return agency_.name;
        const auto* post = directory_.post(leaders.front());
        return post->holder != 0 ? directory_.post_label(post->id) : directory_.post_title(post->id);
    }

    // Another transaction may have opened it, or taken the address, since it was looked at.
    void insert(const Actor& actor, const Capacity* as) {
        const std::string base = slug_of(site_.kind == "province" ? place_of(agency_.name) : site_.name);
        for (int number = 1;; ++number) {
            if (open_site_of(tx_, agency_.id)) throw Refused("agency", Said("%1 đã có trang.", {agency_.name}));
            site_.id = ids::make();
            site_.slug = number == 1 ? base : base + "-" + std::to_string(number);
            if (!site_by_slug(tx_, site_.slug) && site_store::insert(tx_, actor, as, site_)) return;
        }
    }

    void people() {
        auto approvers = leading(role::kAgencyLeader);
        const auto deputies = leading(role::kDeputyAgencyLeader);
        if (site_.kind == "commune" && !deputies.empty()) approvers.clear();
        approvers.insert(approvers.end(), deputies.begin(), deputies.end());
        for (const Id post : approvers) name(post, member::kApprover);
        for (const Id post : posts_with(directory_, editing(), role::kOfficeLeader))
            for (const auto editing_role : {member::kEditor, member::kSecretary}) name(post, editing_role);
    }
    void name(Id post, std::string_view as) {
        site_store::insert_member(tx_, site_.id, {ids::make(), post, std::string(as)});
    }

    void categories() {
        std::map<std::string, Id> made;
        for (const auto& rule : default_categories(site_.kind, clock::today())) {
            Category one;
            one.id = ids::make();
            one.site = site_.id;
            one.slug = rule.slug, one.name = rule.name, one.name_en = rule.name_en, one.item = rule.item;
            one.parent = rule.parent.empty() ? 0 : made[rule.parent];
            one.position = rule.position;
            if (site_store::insert_category(tx_, one)) made[one.slug] = one.id;
        }
    }

    db::Tx& tx_;
    const directory::Snapshot& directory_;
    const directory::Agency& agency_;
    const Id office_;
    Site site_;
};

}  // namespace

std::string site_kind(std::string_view agency_kind) {
    if (agency_kind == "province_committee") return "province";
    if (agency_kind == "department") return "department";
    return agency_kind == "commune" || agency_kind == "ward" ? "commune" : "other";
}

std::string site_name(std::string_view kind, const std::string& agency_name, const std::string& short_name) {
    if (kind == "province") return "Cổng thông tin điện tử " + place_of(agency_name);
    return text::title_first(place_of(short_name.empty() ? agency_name : short_name));
}

Id open_site(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id agency) {
    const auto* found = directory.agency(agency);
    Subject subject;
    subject.agency = agency;
    const Capacity* as = is_system(actor) ? nullptr : &must(actor, Deed::open_site, subject);
    if (!found) throw NotFound("portal: no agency " + std::to_string(agency));
    Reasons reasons;
    if (found->closed_on(clock::today())) reasons.add("agency", Said("%1 đã kết thúc hoạt động.", {found->name}));
    if (!found->tenant) reasons.add("agency", Said("%1 không làm việc trong hệ thống này.", {found->name}));
    if (open_site_of(tx, agency)) reasons.add("agency", Said("%1 đã có trang.", {found->name}));
    reasons.done();
    return Opening(tx, directory, *found).run(actor, as);
}

int open_sites(House& house, const Actor& actor) {
    const auto directory = directory::now(house);
    if (!is_system(actor)) must(actor, Deed::open_site, {});
    int opened = 0;
    for (const auto& agency : directory->agencies) {
        const bool works = agency.tenant && !agency.closed_on(directory->day);
        const auto has_one = [&](db::Conn& conn) { return open_site_of(conn, agency.id).has_value(); };
        if (!works || house.db->reading(has_one)) continue;
        try {
            house.db->write([&](db::Tx& tx) { open_site(tx, actor, *directory, agency.id); });
            ++opened;
        } catch (const Refused&) {  // somebody opened it meanwhile
        }
    }
    return opened;
}

}  // namespace dinh::portal
