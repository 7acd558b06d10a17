// Lists walk what the actor sees, newest first; a filter beyond the state is asked of the records in steps.
#include <algorithm>

#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/submission_store.hpp"
#include "platform/db/filter.hpp"

namespace dinh::submissions {

namespace {

constexpr int kCountedMost = 1000;
constexpr int kStep = 500;
constexpr int kMostSteps = 20;

const std::vector<std::string>& states_of(const SubmissionFilter& filter) {
    static const std::vector<std::string> none, late{"awaiting_assignment", "in_examination", "returned"},
        ended{"closed", "disagreed", "withdrawn"};
    if (filter.view == "open" || filter.view == "mine" || filter.view == "asked") return open_states();
    if (filter.view == "overdue") return late;
    return filter.view == "ended" ? ended : none;
}

bool by_state_alone(const SubmissionFilter& filter) {
    const bool view = filter.view == "open" || filter.view == "ended" || filter.view == "all";
    return view && filter.kind.empty() && filter.field.empty() && filter.sender == 0 && filter.committee == 0 &&
           !filter.from && !filter.to;
}

bool examines(const Actor& actor, const Submission& one) {
    return actor.capacity([&](const Capacity& as) {
        return (one.examiner != 0 && as.post == one.examiner) || (one.unit != 0 && as.unit == one.unit);
    }) != nullptr;
}
bool sends(const Actor& actor, const Submission& one) {
    return actor.capacity([&](const Capacity& as) { return as.works_for(one.owner_agency); }) != nullptr;
}
bool decides_or_examines(const Actor& actor, const Submission& one) {
    return actor.capacity([&](const Capacity& as) { return as.works_for(one.committee); }) != nullptr;
}

bool in_view(const SubmissionFilter& filter, const Actor& actor, const Submission& one, Day today) {
    if (filter.view == "mine") return examines(actor, one);
    if (filter.view == "sent") return sends(actor, one);
    if (filter.view == "asked") return !sends(actor, one) && !decides_or_examines(actor, one);
    if (filter.view == "examined_on_time") return one.examined_day && !one.examined_late;
    if (filter.view == "examined_late") return one.examined_day && one.examined_late;
    return filter.view != "overdue" || overdue(one, today);
}

const std::optional<Day>& day_asked(const SubmissionFilter& filter, const Submission& one) {
    if (filter.view == "received") return one.received_day;
    return filter.view.starts_with("examined_") ? one.examined_day : one.submitted_day;
}

bool fits(const SubmissionFilter& filter, const Submission& one) {
    if (!filter.kind.empty() && one.kind != filter.kind) return false;
    if (!filter.field.empty() && one.field != filter.field) return false;
    if (filter.sender != 0 && one.owner_agency != filter.sender) return false;
    if (filter.committee != 0 && one.committee != filter.committee) return false;
    const auto& day = day_asked(filter, one);
    if (filter.view == "received" && !day) return false;
    if (filter.from && (!day || *day < *filter.from)) return false;
    return !filter.to || (day && *day <= *filter.to);
}

std::vector<Submission> read(db::Conn& conn, const std::vector<Id>& ids) {
    if (ids.empty()) return {};
    db::Filter where;
    where.in("id", ids).where("state <> 'removed'");
    return store::read_all(
        where.run(conn, "submission.lines", "SELECT " DINH_SUBMISSION_COLUMNS " FROM submission", "ORDER BY id DESC"));
}

struct Walk {
    std::vector<Submission> found;
    Id stopped_at = 0;
};

Walk walk(db::Conn& conn, const Actor& actor, const SubmissionFilter& filter, Id before, std::size_t most, Day today) {
    Walk walk;
    for (int step = 0; step < kMostSteps && walk.found.size() < most; ++step) {
        const auto seen = grants::page(conn, actor.grantees, kSubmission, states_of(filter), before, kStep);
        for (auto& one : read(conn, seen)) {
            const bool wanted = fits(filter, one) && in_view(filter, actor, one, today);
            if (wanted && walk.found.size() < most) walk.found.push_back(std::move(one));
        }
        if (seen.size() < static_cast<std::size_t>(kStep)) return walk;
        before = seen.back();
    }
    walk.stopped_at = before;
    return walk;
}

}  // namespace

std::vector<Submission> submission_lines(db::Conn& conn, const Actor& actor, const SubmissionFilter& filter,
                                         const std::vector<Id>& ids, Day today) {
    auto lines = read(conn, ids);
    const auto& states = states_of(filter);
    std::erase_if(lines, [&](const Submission& one) {
        const bool state = states.empty() || std::find(states.begin(), states.end(), one.state) != states.end();
        return !state || !fits(filter, one) || !in_view(filter, actor, one, today);
    });
    return lines;
}

SubmissionPage list_submissions(db::Conn& conn, const Actor& actor, const SubmissionFilter& filter, Day today,
                                grants::Long* known) {
    const auto most = static_cast<std::size_t>(filter.most);
    SubmissionPage page;
    if (by_state_alone(filter)) {
        const auto& states = states_of(filter);
        page.lines =
            read(conn, grants::page(conn, actor.grantees, kSubmission, states, filter.before, filter.most + 1));
        page.count = grants::count(conn, actor.grantees, kSubmission, states, kCountedMost + 1, known);
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

}  // namespace dinh::submissions
