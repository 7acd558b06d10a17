#include "modules/directory/agencies/reorganisation/carrying_out.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/agencies/agency_store.hpp"
#include "modules/directory/agencies/reorganisation/hand_over.hpp"
#include "modules/directory/agencies/reorganisation/reorganisation_store.hpp"
#include "modules/directory/posts/posts.hpp"
#include "platform/events/events.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace store = reorganisation_store;
namespace kinds = reorganising;

namespace {

// The last version of an agency as a change that alters nothing yet.
AgencyChange as_it_is(db::Conn& conn, Id agency, const Reorganisation& one) {
    const auto last = versions_of(conn, agency).front();
    AgencyChange change{last.as.name,
                        last.as.short_name,
                        last.as.abbreviation,
                        last.as.kind,
                        last.place_name,
                        one.basis,
                        last.as.parent,
                        one.day,
                        {}};
    return change;
}

void change(db::Tx& tx, Id agency, const AgencyChange& input) {
    change_agency(tx, Actor::system(), agency, find_agency(tx, agency)->version, input);
}

void rename(db::Tx& tx, const Reorganisation& one) {
    const Id agency = one.agencies.front();
    AgencyChange input = as_it_is(tx, agency, one);
    const std::string was = input.name;
    input.name = input.short_name = one.name;
    input.abbreviation = one.abbreviation;
    if (!one.code.empty()) input.codes = {{"qd20", one.code}};
    change(tx, agency, input);
    store::rename_bodies(tx, agency, was, one);
}

void recode(db::Tx& tx, const Reorganisation& one) {
    AgencyChange input = as_it_is(tx, one.agencies.front(), one);
    input.codes = {{"qd20", one.code}};
    change(tx, one.agencies.front(), input);
}

void move(db::Tx& tx, const Reorganisation& one) {
    AgencyChange input = as_it_is(tx, one.agencies.front(), one);
    input.parent = one.parent;
    change(tx, one.agencies.front(), input);
}

// Sets up those that take over, then ends agencies or lets parts of one go.
class TakingOver {
public:
    TakingOver(const Turn& turn, const Reorganisation& one) : turn_(turn), tx_(turn.tx()), one_(one) {}

    std::vector<Id> all() {
        for (std::size_t i = 0; i < one_.targets.size(); ++i) targets_.push_back(target(i));
        if (one_.separates())
            part(one_.agencies.front());
        else
            for (const Id agency : from_below()) end(agency);
        bodies();
        if (!one_.code.empty()) take_code();
        return targets_;
    }

private:
    Id target(std::size_t place) {
        const auto& wanted = one_.targets[place];
        if (wanted.agency != 0) return wanted.agency;
        const Id first = one_.agencies.front();
        const auto last = versions_of(tx_, first).front();
        const bool tenant = find_agency(tx_, first)->tenant;
        std::string slug = text::slug(wanted.name) + "-" + clock::to_text(one_.day);
        while (tx_.maybe_integer(kAgencyTaken, slug)) slug += "-2";
        // One that ends with this reorganisation can be nobody's superior: the one above it is.
        Id parent = last.as.parent;
        while (std::find(one_.agencies.begin(), one_.agencies.end(), parent) != one_.agencies.end())
            parent = versions_of(tx_, parent).front().as.parent;
        const Id made = add_agency(tx_, Actor::system(),
                                   {slug,
                                    wanted.name,
                                    wanted.name,
                                    wanted.abbreviation,
                                    last.as.kind,
                                    last.place_name,
                                    one_.basis,
                                    parent,
                                    tenant,
                                    one_.day,
                                    {},
                                    {},
                                    ""});
        store::set_target(tx_, one_.id, static_cast<int>(place), made);
        fresh_.push_back(made);
        return made;
    }

    // An agency ends before the one above it.
    std::vector<Id> from_below() {
        std::vector<std::pair<std::size_t, Id>> deep;
        for (const Id agency : one_.agencies) {
            std::size_t depth = 0;
            for (Id at = agency; at != 0 && depth < 16; at = tx_.integer(kParent, at, one_.day)) ++depth;
            deep.emplace_back(depth, agency);
        }
        std::stable_sort(deep.begin(), deep.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        std::vector<Id> order;
        for (const auto& [depth, agency] : deep) order.push_back(agency);
        return order;
    }

    void end(Id agency) {
        const Id first = targets_.front();
        for (const Id child : store::open_below(tx_, agency, one_.day)) {
            if (std::find(one_.agencies.begin(), one_.agencies.end(), child) != one_.agencies.end()) continue;
            AgencyChange input = as_it_is(tx_, child, one_);
            const bool takes_over = std::find(targets_.begin(), targets_.end(), child) != targets_.end();
            input.parent = takes_over ? versions_of(tx_, agency).front().as.parent : first;
            change(tx_, child, input);
        }
        staff(agency);
        store::settle_delegations(tx_, agency, one_.day);
        groups(agency);
        for (const Id body : bodies_of_agency(tx_, agency, one_.day)) closed_bodies_.push_back(body);
        close_agency(tx_, Actor::system(), agency, find_agency(tx_, agency)->version, {one_.day, targets_, one_.basis});
    }

    // The agency lives on without the units that go.
    void part(Id agency) {
        for (const auto& [unit, place] : one_.units)
            store::move_unit(tx_, unit, agency, targets_[static_cast<std::size_t>(place)], one_.day);
        for (const auto& post : store::open_posts(tx_, agency, one_.day))
            if (one_.units.contains(post.unit)) store::move_post(tx_, post.id, agency, target_of(post.unit), one_.day);
        store::part_delegations(tx_, agency, one_.day);
        store::end_clerkships_elsewhere(tx_, agency, one_.day);
        for (const auto& was : store::memberships(tx_, agency, one_.day)) {
            for (const Id target : fresh_) store::add_member(tx_, was.group, target, was.position, one_.day);
            if (!fresh_.empty()) note_group(was.group, "Thêm cơ quan mới tách ra từ ngày %1");
        }
        model_bodies_ = bodies_of_agency(tx_, agency, one_.day);
    }

    Id target_of(Id unit) const {
        const auto place = one_.units.find(unit);
        return targets_[place == one_.units.end() ? 0 : static_cast<std::size_t>(place->second)];
    }

    void staff(Id agency) {
        const auto posts = store::open_posts(tx_, agency, one_.day);
        std::vector<std::pair<Id, Id>> ended;  // post, where its work goes
        for (const Id unit : store::open_units(tx_, agency, one_.day)) {
            const Id to = target_of(unit);
            if (one_.staff_moves)
                store::move_unit(tx_, unit, agency, to, one_.day);
            else if (const Id heir = store::heir_unit_in(tx_, to, std::max(one_.day, clock::today())))
                store::leave_unit_to(tx_, unit, heir, one_.day);
        }
        for (const auto& post : posts) {
            const bool leads = post.unit == 0;
            const Id to = leads ? targets_.front() : target_of(post.unit);
            if (one_.staff_moves && (one_.leaders_move || !leads))
                store::move_post(tx_, post.id, agency, to, one_.day);
            else
                ended.emplace_back(post.id, to);
        }
        for (const auto& [post, to] : ended) {
            const Id heir = store::heir_in(tx_, to, std::max(one_.day, clock::today()));
            if (heir == 0) throw Refused("target_1", "Cơ quan tiếp nhận chưa có người đứng đầu hoặc văn thư.");
            store::leave_to(tx_, post, heir, one_.day);
        }
    }

    void groups(Id agency) {
        for (const auto& was : store::end_memberships(tx_, agency, one_.day)) {
            for (const Id target : targets_)
                if (!store::is_member(tx_, was.group, target, one_.day))
                    store::add_member(tx_, was.group, target, was.position, one_.day);
            note_group(was.group, "Thay cơ quan kết thúc hoạt động bằng cơ quan kế thừa từ ngày %1");
        }
        store::pass_groups(tx_, agency, targets_.front());
    }

    void note_group(Id group, const char* words) {
        changed(turn_, Actor::system(), "recipient_group", group, "directory.group_follows",
                Said(words, {clock::show(one_.day)}));
    }

    // A new agency issues under its own name when one of the old ones did; the books of the closed bodies are kept on
    // by the clerks of who takes over.
    void bodies() {
        if (!one_.separates()) model_bodies_ = closed_bodies_;
        if (model_bodies_.empty()) return;
        for (const Id target : fresh_) {
            const auto model = *issuing_body_of(tx_, model_bodies_.front());
            const auto as = versions_of(tx_, target).front();
            const Id body = add_issuing_body(tx_, Actor::system(),
                                             {target, find_agency(tx_, target)->slug, as.as.name, model.superior_line,
                                              as.as.abbreviation, model.place_name, model.collective, one_.day});
            for (const auto& post : store::open_posts(tx_, target, one_.day)) {
                const auto roles = text::split(post.roles, ' ');
                if (std::find(roles.begin(), roles.end(), role::kRecordsClerk) != roles.end())
                    add_clerkship(tx_, post.id, body, one_.day);
            }
        }
        for (const Id target : targets_)
            for (const Id clerk : store::clerks_of(tx_, target, one_.day))
                for (const Id body : closed_bodies_) keep_on(clerk, body);
    }

    void keep_on(Id clerk, Id body) {
        const auto kept = clerk_posts(tx_, body, one_.day);
        if (std::find(kept.begin(), kept.end(), clerk) == kept.end()) add_clerkship(tx_, clerk, body, one_.day);
    }

    void take_code() {
        tx_.exec(kAddCode, ids::make(), targets_.front(), "qd20", one_.code, one_.basis, one_.day,
                 std::optional<Day>());
    }

    const Turn& turn_;
    db::Tx& tx_;
    const Reorganisation& one_;
    std::vector<Id> targets_, fresh_, closed_bodies_, model_bodies_;
};

std::string payload_of(const Reorganisation& one, const std::vector<Id>& targets) {
    const auto list = [](const std::vector<Id>& all) {
        boost::json::array texts;
        for (const Id id : all) texts.emplace_back(std::to_string(id));
        return texts;
    };
    return boost::json::serialize(boost::json::object{
        {"kind", one.kind}, {"day", clock::to_text(one.day)}, {"from", list(one.agencies)}, {"to", list(targets)}});
}

}  // namespace

void carry_out(const Turn& turn, const Actor& actor, const Reorganisation& one) {
    db::Tx& tx = turn.tx();
    std::vector<Id> targets;
    if (one.kind == kinds::kRename) rename(tx, one);
    if (one.kind == kinds::kRecode) recode(tx, one);
    if (one.kind == kinds::kMove) move(tx, one);
    if (one.hands_over()) {
        targets = TakingOver(turn, one).all();
        plan_hand_over(tx, one, targets);
    }
    store::set_state(tx, one.id, kinds::kDone, "");
    changed(turn, actor, "reorganisation", one.id, "directory.reorganise",
            Said("Thực hiện sắp xếp từ ngày %1 theo %2", {clock::show(one.day), one.basis}));
    events::announce(tx, {.kind = std::string(kReorganised),
                          .subject = one.id,
                          .agency = one.agencies.front(),
                          .person = actor.person,
                          .at = {},
                          .payload = payload_of(one, targets)});
}

}  // namespace dinh::directory
