// Lists walk what the actor sees, newest first; a filter beyond the state is asked of the records in steps, so that the
// cost of a page does not grow with the number of documents.
#include <algorithm>

#include "modules/documents/documents.hpp"
#include "modules/documents/outgoing/outgoing_store.hpp"
#include "platform/db/filter.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents {

namespace {

constexpr int kCountedMost = 1000;
constexpr int kStep = 500;
constexpr int kMostSteps = 20;

const std::vector<std::string> kOpen = {
    "drafting",           "in_consultation", "awaiting_content_check", "awaiting_form_check",    "awaiting_preview",
    "awaiting_signature", "approved",        "signed_awaiting_number", "numbered_awaiting_seal", "returned",
    "withdrawn"};

std::vector<std::string> states_of(const OutgoingFilter& filter) {
    if (!filter.state.empty()) return {filter.state};
    if (filter.view == "mine" || filter.view == "waiting_me") return kOpen;
    if (filter.view == "to_number") return {"signed_awaiting_number", "numbered_awaiting_seal"};
    if (filter.view == "issued") return {"issued", "recalled"};
    if (filter.view == "replies") return {"issued"};
    return {};
}

bool by_state_alone(const OutgoingFilter& filter) {
    return filter.kind.empty() && filter.field.empty() && !filter.urgency && !filter.from && !filter.to &&
           filter.issuing_body == 0 && filter.signer == 0 &&
           (filter.view == "to_number" || filter.view == "issued" || filter.view == "all");
}

// Of the ids that the actor sees, those that fit the rest of the filter.
std::vector<Id> fitting(db::Conn& conn, const Actor& actor, const OutgoingFilter& filter, const std::vector<Id>& seen) {
    if (seen.empty()) return {};
    db::Filter where;
    where.in("o.id", seen);
    if (!filter.kind.empty()) where.where("o.kind = ?", filter.kind);
    if (!filter.field.empty()) where.where("o.field = ?", filter.field);
    if (filter.urgency) where.where("o.urgency = ?", *filter.urgency);
    if (filter.from) where.where("o.issued_day >= ?", *filter.from);
    if (filter.to) where.where("o.issued_day <= ?", *filter.to);
    if (filter.issuing_body != 0) where.where("o.issuing_body = ?", filter.issuing_body);
    if (filter.signer != 0) where.where("o.signer_post = ?", filter.signer);
    if (filter.view == "mine") where.where("o.created_by_person = ?", actor.person);
    if (filter.view == "replies") where.where("o.reply_needed = 1");
    std::vector<Id> fit;
    for (const auto& row :
         where.run(conn, "outgoing.fitting", "SELECT o.id FROM outgoing_document o", "ORDER BY o.id DESC"))
        fit.push_back(row.integer(0));
    return fit;
}

struct Walk {
    std::vector<Id> ids;
    Id stopped_at = 0;  // where the next page goes on when the walk ended before it was full
};

// At most `most` ids that fit, below `before`.
Walk walk(db::Conn& conn, const Actor& actor, const OutgoingFilter& filter, Id before, std::size_t most) {
    const auto states = states_of(filter);
    Walk found;
    for (int step = 0; step < kMostSteps && found.ids.size() < most; ++step) {
        const auto seen = grants::page(conn, actor.grantees, kOutgoing, states, before, kStep);
        for (const Id id : fitting(conn, actor, filter, seen))
            if (found.ids.size() < most) found.ids.push_back(id);
        if (seen.size() < static_cast<std::size_t>(kStep)) return found;
        before = seen.back();
    }
    found.stopped_at = before;
    return found;
}

// Documents whose current step waits for one of the actor's posts: few, so wholly read.
std::vector<Id> waiting_for(db::Conn& conn, const Actor& actor, const OutgoingFilter& filter) {
    std::vector<Id> posts, found;
    for (const auto& one : actor.capacities) posts.push_back(one.post);
    db::Filter where;
    where.in("post", posts).where("state = 'current'");
    for (const auto& row : where.run(conn, "outgoing.waiting_for", "SELECT DISTINCT outgoing FROM route_step",
                                     "ORDER BY outgoing DESC", kCountedMost + 1))
        found.push_back(row.integer(0));
    return fitting(conn, actor, filter, found);
}

}  // namespace

std::int64_t waiting_for_me(db::Conn& conn, const Actor& actor) {
    std::vector<Id> posts;
    for (const auto& one : actor.capacities) posts.push_back(one.post);
    db::Filter where;
    where.in("post", posts).where("state = 'current'");
    return where.run(conn, "outgoing.count_waiting", "SELECT COUNT(*) FROM route_step", "").first().integer(0);
}

std::vector<OutgoingLine> outgoing_lines(db::Conn& conn, const Actor& actor, const OutgoingFilter& filter,
                                         const std::vector<Id>& ids) {
    auto fit = fitting(conn, actor, filter, ids);
    if (filter.view == "waiting_me") {
        const auto waiting = waiting_for(conn, actor, filter);
        std::erase_if(fit, [&](Id id) { return std::find(waiting.begin(), waiting.end(), id) == waiting.end(); });
    }
    auto list = outgoing_store::lines(conn, fit);
    const auto states = states_of(filter);
    std::erase_if(list, [&](const OutgoingLine& line) {
        return !states.empty() && std::find(states.begin(), states.end(), line.state) == states.end();
    });
    return list;
}

OutgoingPage list_outgoing(db::Conn& conn, const Actor& actor, const OutgoingFilter& filter, grants::Long* known) {
    const auto most = static_cast<std::size_t>(filter.most);
    OutgoingPage page;
    Walk found;
    if (by_state_alone(filter)) {
        found.ids = grants::page(conn, actor.grantees, kOutgoing, states_of(filter), filter.before, filter.most + 1);
        page.count = grants::count(conn, actor.grantees, kOutgoing, states_of(filter), kCountedMost + 1, known);
    } else {
        Walk all;
        if (filter.view == "waiting_me")
            all.ids = waiting_for(conn, actor, filter);
        else
            all = walk(conn, actor, filter, 0, kCountedMost + 1);
        page.count = static_cast<std::int64_t>(all.ids.size());
        page.count_more = all.stopped_at != 0;
        if (filter.before != 0 && filter.view != "waiting_me")
            all = walk(conn, actor, filter, filter.before, most + 1);
        else if (filter.before != 0)
            std::erase_if(all.ids, [&](Id id) { return id >= filter.before; });
        found = std::move(all);
    }
    if (page.count > kCountedMost) {
        page.count = kCountedMost;
        page.count_more = true;
    }
    page.next = found.stopped_at;
    if (found.ids.size() > most) {
        found.ids.resize(most);
        page.next = found.ids.back();
    }
    page.lines = outgoing_store::lines(conn, found.ids);
    return page;
}

}  // namespace dinh::documents
