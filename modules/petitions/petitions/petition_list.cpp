// Lists walk what the actor sees, newest first; a filter beyond the state is asked of the records in steps.
#include <algorithm>
#include <set>

#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/petition_store.hpp"
#include "platform/db/filter.hpp"

namespace dinh::petitions {

namespace {

constexpr int kCountedMost = 1000;
constexpr int kStep = 500;
constexpr int kMostSteps = 20;

const std::vector<std::string>& states_of(const PetitionFilter& filter) {
    static const std::vector<std::string> none, waiting{"awaiting_receipt"}, answered{"answered"},
        working{"awaiting_direction", "in_settlement"},
        ended{"closed", "passed_on", "guided", "filed", "returned", "voided"};
    if (filter.view == "open" || filter.view == "mine") return open_states();
    if (filter.view == "overdue") return working;
    if (filter.view == "waiting_receipt") return waiting;
    if (filter.view == "answered") return answered;
    return filter.view == "ended" ? ended : none;
}

bool by_state_alone(const PetitionFilter& filter) {
    return filter.kind.empty() && !filter.from && !filter.to && filter.view != "mine" && filter.view != "overdue";
}

bool settles(const Actor& actor, const Petition& one) {
    const auto& mine = actor.grantees;
    const auto has = [&](Id id) { return id != 0 && std::find(mine.begin(), mine.end(), id) != mine.end(); };
    return has(one.settler_post) || has(one.settler_unit);
}

bool fits(const PetitionFilter& filter, const Petition& one, Day today) {
    if (!filter.kind.empty() && one.kind != filter.kind) return false;
    if (filter.from && one.received_day < *filter.from) return false;
    if (filter.to && one.received_day > *filter.to) return false;
    return filter.view != "overdue" || overdue(one, today);
}

std::vector<Petition> read(db::Conn& conn, const std::vector<Id>& ids) {
    if (ids.empty()) return {};
    db::Filter where;
    where.in("id", ids);
    return store::read_all(
        where.run(conn, "petition.lines", "SELECT " DINH_PETITION_COLUMNS " FROM petition", "ORDER BY id DESC"));
}

struct Walk {
    std::vector<Petition> found;
    Id stopped_at = 0;
};

Walk walk(db::Conn& conn, const Actor& actor, const PetitionFilter& filter, Id before, std::size_t most, Day today) {
    Walk walk;
    for (int step = 0; step < kMostSteps && walk.found.size() < most; ++step) {
        const auto seen = grants::page(conn, actor.grantees, kPetition, states_of(filter), before, kStep);
        for (auto& one : read(conn, seen)) {
            const bool wanted = fits(filter, one, today) && (filter.view != "mine" || settles(actor, one));
            if (wanted && walk.found.size() < most) walk.found.push_back(std::move(one));
        }
        if (seen.size() < static_cast<std::size_t>(kStep)) return walk;
        before = seen.back();
    }
    walk.stopped_at = before;
    return walk;
}

}  // namespace

std::vector<Petition> petition_lines(db::Conn& conn, const PetitionFilter& filter, const std::vector<Id>& ids,
                                     Day today) {
    auto lines = read(conn, ids);
    const auto& states = states_of(filter);
    std::erase_if(lines, [&](const Petition& one) {
        const bool in_view = states.empty() || std::find(states.begin(), states.end(), one.state) != states.end();
        return !in_view || !fits(filter, one, today);
    });
    return lines;
}

PetitionPage list_petitions(db::Conn& conn, const Actor& actor, const PetitionFilter& filter, Day today,
                            grants::Long* known) {
    const auto most = static_cast<std::size_t>(filter.most);
    PetitionPage page;
    if (by_state_alone(filter)) {
        const auto& states = states_of(filter);
        page.lines = read(conn, grants::page(conn, actor.grantees, kPetition, states, filter.before, filter.most + 1));
        page.count = grants::count(conn, actor.grantees, kPetition, states, kCountedMost + 1, known);
    } else {
        const Walk all = walk(conn, actor, filter, 0, kCountedMost + 1, today);
        page.count = static_cast<std::int64_t>(all.found.size());
        page.count_more = all.stopped_at != 0;
        Walk found = filter.before == 0 ? all : walk(conn, actor, filter, filter.before, most + 1, today);
        page.lines = std::move(found.found);
        page.next = found.stopped_at;
    }
    if (page.count > kCountedMost) {
        page.count = kCountedMost;
        page.count_more = true;
    }
    if (page.lines.size() > most) {
        page.lines.resize(most);
        page.next = page.lines.back().id;
    }
    return page;
}

}  // namespace dinh::petitions
