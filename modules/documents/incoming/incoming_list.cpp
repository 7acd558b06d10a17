// Lists walk what the actor sees, newest first; a filter beyond the state is asked of the records in steps, so that the
// cost of a page does not grow with the number of documents.
#include <set>

#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/incoming.hpp"
#include "platform/db/filter.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents {

namespace {

constexpr int kCountedMost = 1000;
constexpr int kStep = 500;
constexpr int kMostSteps = 20;

const std::vector<std::string> kListed = {
    "awaiting_receipt",      "awaiting_sorting", "awaiting_direction", "awaiting_assignment", "in_process",
    "awaiting_confirmation", "closed",           "returned_to_sender"};

constexpr std::string_view kByState[] = {"open", "mine", "waiting_receipt", "closed", "all"};

bool is_listed(std::string_view state) { return std::find(kListed.begin(), kListed.end(), state) != kListed.end(); }

// Empty: whatever has grants. What was cancelled or removed has none, so that the walk need not ask for states.
std::vector<std::string> states_of(const IncomingFilter& filter) {
    if (!filter.state.empty()) return {filter.state};
    if (filter.view == "open" || filter.view == "mine" || filter.view == "overdue") return open_states();
    if (filter.view == "waiting_receipt") return {"awaiting_receipt"};
    if (filter.view == "closed") return {"closed"};
    return {};
}

// "mine": what is his by post, unit or name, not what all clerks of his agency see.
std::vector<Id> grantees_of(const Actor& actor, const IncomingFilter& filter) {
    if (filter.view != "mine") return actor.grantees;
    std::set<Id> agencies;
    for (const auto& one : actor.capacities) agencies.insert({one.agency, one.served});
    std::vector<Id> own;
    for (const Id grantee : actor.grantees) {
        if (!agencies.contains(grantee)) own.push_back(grantee);
    }
    return own;
}

bool by_state_alone(const IncomingFilter& filter) {
    return filter.kind.empty() && filter.author.empty() && filter.field.empty() && !filter.urgency && !filter.from &&
           !filter.to && filter.issuing_body == 0 && filter.handler == 0 &&
           std::find(std::begin(kByState), std::end(kByState), filter.view) != std::end(kByState);
}

std::vector<Id> fitting(db::Conn& conn, const IncomingFilter& filter, const std::vector<Id>& seen, Day today) {
    if (seen.empty()) return {};
    db::Filter where;
    where.in("d.id", seen);
    if (!filter.kind.empty()) where.where("d.kind = ?", filter.kind);
    if (!filter.field.empty()) where.where("d.field = ?", filter.field);
    if (filter.urgency) where.where("d.urgency = ?", *filter.urgency);
    if (filter.from) where.where("d.arrival_day >= ?", *filter.from);
    if (filter.to) where.where("d.arrival_day <= ?", *filter.to);
    if (filter.issuing_body != 0) where.where("d.issuing_body = ?", filter.issuing_body);
    if (const auto agency = ids::parse(filter.author))
        where.where("d.author_agency = ?", *agency);
    else if (!filter.author.empty())
        where.where("d.author_name = ?", filter.author);
    if (filter.view == "overdue") where.where("d.due_day < ? AND d.proposed_close = ''", today);
    if (filter.view == "registered_today") where.where("d.arrival_day = ?", today);
    if (filter.view == "registered_late") where.where("d.registered_late = 1");
    if (filter.view == "closed_late") where.where("d.closed_late = 1");
    if (filter.view == "electronic") where.where("d.channel IN ('axis', 'internal')");
    if (filter.handler != 0) {
        where.where(
            "EXISTS (SELECT 1 FROM forwarding f WHERE f.incoming = d.id AND f.receiver = ? AND f.state <> 'withdrawn')",
            filter.handler);
    }
    std::vector<Id> fit;
    for (const auto& row :
         where.run(conn, "incoming.fitting", "SELECT d.id FROM incoming_document d", "ORDER BY d.id DESC")) {
        fit.push_back(row.integer(0));
    }
    return fit;
}

struct Walk {
    std::vector<Id> ids;
    Id stopped_at = 0;  // where the next page goes on when the walk ended before it was full
};

// At most `most` ids that fit, below `before`.
Walk walk(db::Conn& conn, const std::vector<Id>& grantees, const std::vector<std::string>& states,
          const IncomingFilter& filter, Id before, std::size_t most, Day today) {
    Walk found;
    for (int step = 0; step < kMostSteps && found.ids.size() < most; ++step) {
        const auto seen = grants::page(conn, grantees, kIncoming, states, before, kStep);
        for (const Id id : fitting(conn, filter, seen, today)) {
            if (found.ids.size() < most) found.ids.push_back(id);
        }
        if (seen.size() < static_cast<std::size_t>(kStep)) return found;
        before = seen.back();
    }
    found.stopped_at = before;
    return found;
}

IncomingLine line_of(const db::Rows::Row& row, Day today) {
    IncomingLine line;
    line.id = row.integer(0);
    line.arrival_number = row.integer(1);
    line.arrival_suffix = row.text(2);
    line.arrival_day = row.maybe_day(3);
    line.mark = row.text(4);
    line.author_name = row.text(5);
    line.kind = row.text(6);
    line.subject = row.text(7);
    line.state = row.text(8);
    line.urgency = static_cast<int>(row.integer(9));
    line.due = row.maybe_day(10);
    line.overdue = line.due && *line.due < today && is_open_state(line.state) && row.view(11).empty();
    return line;
}

// Who works on them now, by document: the deepest open lead.
std::map<Id, std::string> handlers(db::Conn& conn, const std::vector<Id>& ids) {
    std::map<Id, std::string> found;
    std::map<Id, Id> deepest;
    db::Filter where;
    where.in("incoming", ids).where("role = 'lead' AND state IN ('unread', 'read', 'in_process')");
    for (const auto& row :
         where.run(conn, "incoming.handlers", "SELECT incoming, id, receiver_label FROM forwarding", "")) {
        Id& deepest_yet = deepest[row.integer(0)];
        if (row.integer(1) < deepest_yet) continue;
        deepest_yet = row.integer(1);
        found[row.integer(0)] = row.text(2);
    }
    return found;
}

std::vector<IncomingLine> lines(db::Conn& conn, const std::vector<Id>& ids, Day today) {
    std::vector<IncomingLine> list;
    if (ids.empty()) return list;
    db::Filter where;
    where.in("id", ids);
    auto working = handlers(conn, ids);
    for (const auto& row : where.run(conn, "incoming.lines",
                                     "SELECT id, arrival_number, arrival_suffix, arrival_day, mark, author_name, kind, "
                                     "subject, state, urgency, due_day, proposed_close FROM incoming_document",
                                     "ORDER BY id DESC")) {
        IncomingLine line = line_of(row, today);
        if (!is_listed(line.state)) continue;
        list.push_back(std::move(line));
        list.back().handler = working[list.back().id];
    }
    return list;
}

}  // namespace

std::vector<IncomingLine> incoming_lines(db::Conn& conn, const IncomingFilter& filter, const std::vector<Id>& ids,
                                         Day today) {
    auto list = lines(conn, fitting(conn, filter, ids, today), today);
    const auto states = states_of(filter);
    std::erase_if(list, [&](const IncomingLine& line) {
        return !states.empty() && std::find(states.begin(), states.end(), line.state) == states.end();
    });
    return list;
}

IncomingPage list_incoming(db::Conn& conn, const Actor& actor, const IncomingFilter& filter, Day today,
                           grants::Long* known) {
    const auto states = states_of(filter);
    const auto grantees = grantees_of(actor, filter);
    const auto most = static_cast<std::size_t>(filter.most);
    IncomingPage page;
    Walk found;
    if (by_state_alone(filter)) {
        found.ids = grants::page(conn, grantees, kIncoming, states, filter.before, filter.most + 1);
        if (filter.counted) page.count = grants::count(conn, grantees, kIncoming, states, kCountedMost + 1, known);
    } else {
        Walk all;
        if (filter.counted) all = walk(conn, grantees, states, filter, 0, kCountedMost + 1, today);
        page.count = static_cast<std::int64_t>(all.ids.size());
        page.count_more = all.stopped_at != 0;
        found = filter.counted && filter.before == 0
                    ? all
                    : walk(conn, grantees, states, filter, filter.before, most + 1, today);
    }
    if (page.count > kCountedMost) {
        page.count = kCountedMost;
        page.count_more = true;
    }
    if (found.ids.size() > most) {
        found.ids.resize(most);
        page.next = found.ids.back();
    } else {
        page.next = found.stopped_at;
    }
    page.lines = lines(conn, found.ids, today);
    return page;
}

}  // namespace dinh::documents
