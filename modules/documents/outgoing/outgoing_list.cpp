#include <algorithm>

#include "modules/documents/documents.hpp"
#include "modules/documents/outgoing/outgoing_store.hpp"
#include "platform/db/filter.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents {

namespace {

constexpr int kCountedMost = 1000;

const std::vector<std::string> kOpen = {"drafting", "in_consultation", "awaiting_content_check", "awaiting_form_check", "awaiting_preview",
                                        "awaiting_signature", "approved", "signed_awaiting_number", "numbered_awaiting_seal", "returned",
                                        "withdrawn"};
const std::vector<std::string> kToNumber = {"signed_awaiting_number", "numbered_awaiting_seal"};
const std::vector<std::string> kIssued = {"issued", "recalled"};

std::vector<std::string> states_of(const OutgoingFilter& filter) {
    if (!filter.state.empty()) return {filter.state};
    if (filter.view == "open" || filter.view == "mine" || filter.view == "waiting_me") return kOpen;
    if (filter.view == "to_number") return kToNumber;
    if (filter.view == "issued" || filter.view == "replies") return kIssued;
    return {};
}

bool plain(const OutgoingFilter& filter) {
    return filter.kind.empty() && filter.field.empty() && !filter.urgency && !filter.from && !filter.to && filter.issuing_body == 0 &&
           filter.signer == 0 && filter.view != "mine" && filter.view != "replies" && filter.view != "waiting_me";
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
    for (const auto& row : where.run(conn, "outgoing.fitting", "SELECT o.id FROM outgoing_document o", "ORDER BY o.id DESC")) fit.push_back(row.integer(0));
    return fit;
}

// Documents whose current step waits for one of the actor's posts.
std::vector<Id> waiting_for(db::Conn& conn, const Actor& actor, Id before, int most) {
    std::vector<Id> posts;
    for (const auto& one : actor.capacities) posts.push_back(one.post);
    db::Filter where;
    where.in("post", posts).where("state = 'current'");
    if (before != 0) where.where("outgoing < ?", before);
    std::vector<Id> found;
    for (const auto& row : where.run(conn, "outgoing.waiting_for", "SELECT DISTINCT outgoing FROM route_step", "ORDER BY outgoing DESC", most))
        found.push_back(row.integer(0));
    return found;
}

}  // namespace

OutgoingPage list_outgoing(db::Conn& conn, const Actor& actor, const OutgoingFilter& filter, Day) {
    const auto states = states_of(filter);
    OutgoingPage page;
    std::vector<Id> ids;
    if (filter.view == "waiting_me") {
        ids = fitting(conn, actor, filter, waiting_for(conn, actor, filter.before, kCountedMost));
        page.count = static_cast<std::int64_t>(ids.size());
    } else if (plain(filter)) {
        ids = grants::page(conn, actor.grantees, kOutgoing, states, filter.before, filter.most + 1);
        const auto counted = grants::page(conn, actor.grantees, kOutgoing, states, 0, kCountedMost + 1);
        page.count = static_cast<std::int64_t>(counted.size());
    } else {
        // Walks what the actor sees, newest first, in steps, until the page is full.
        Id before = filter.before;
        for (int round = 0; round < 40 && static_cast<int>(ids.size()) <= filter.most; ++round) {
            const auto seen = grants::page(conn, actor.grantees, kOutgoing, states, before, 500);
            for (const Id id : fitting(conn, actor, filter, seen)) ids.push_back(id);
            if (seen.size() < 500) break;
            before = seen.back();
        }
        page.count = static_cast<std::int64_t>(ids.size());
        page.count_more = static_cast<int>(ids.size()) > filter.most;
    }
    if (page.count > kCountedMost) page.count = kCountedMost, page.count_more = true;
    const bool more = static_cast<int>(ids.size()) > filter.most;
    if (more) ids.resize(static_cast<std::size_t>(filter.most));
    page.lines = outgoing_store::lines(conn, ids);
    page.next = more ? ids.back() : 0;
    return page;
}

}  // namespace dinh::documents
