// Lists walk what the actor sees, newest first; a filter beyond the state is asked of the records in steps.
#include <algorithm>

#include "modules/portal/questions/question_store.hpp"
#include "platform/db/filter.hpp"

namespace dinh::portal {

namespace store = question_store;

namespace {

constexpr int kCountedMost = 1000;
constexpr int kStep = 500;
constexpr int kMostSteps = 20;

const std::vector<std::string>& states_of(const QuestionFilter& filter) {
    static const std::vector<std::string> all, fresh{"received"}, held{"assigned", "awaiting_approval"},
        approval{"awaiting_approval"}, open{"received", "assigned", "awaiting_approval"}, answered{"answered"},
        ended{"turned_away", "refused"};
    if (filter.view == "new") return fresh;
    if (filter.view == "mine") return held;
    if (filter.view == "approval") return approval;
    if (filter.view == "overdue") return open;
    if (filter.view == "answered") return answered;
    return filter.view == "ended" ? ended : all;
}

bool by_state_alone(const QuestionFilter& filter) {
    return filter.kind.empty() && filter.field.empty() && filter.site == 0 && !filter.from && !filter.to &&
           filter.view != "mine" && filter.view != "overdue";
}

bool answers(const Actor& actor, const Question& one) {
    const auto& mine = actor.grantees;
    const auto has = [&](Id id) { return id != 0 && std::find(mine.begin(), mine.end(), id) != mine.end(); };
    return has(one.holder_post) || has(one.holder_unit);
}

bool fits(const QuestionFilter& filter, const Actor& actor, const Question& one, Day today) {
    if (!filter.kind.empty() && one.kind != filter.kind) return false;
    if (!filter.field.empty() && one.field != filter.field) return false;
    if (filter.site != 0 && one.site != filter.site) return false;
    if (filter.from && one.received_day < *filter.from) return false;
    if (filter.to && one.received_day > *filter.to) return false;
    if (filter.view == "mine") return answers(actor, one);
    return filter.view != "overdue" || question_overdue(one, today);
}

std::vector<Question> read(db::Conn& conn, const std::vector<Id>& ids) {
    if (ids.empty()) return {};
    db::Filter where;
    where.in("id", ids);
    return store::read_all(where.run(conn, "portal_question.lines",
                                     "SELECT " DINH_QUESTION_COLUMNS " FROM portal_question", "ORDER BY id DESC"));
}

struct Walk {
    std::vector<Question> found;
    Id stopped_at = 0;
};

Walk walk(db::Conn& conn, const Actor& actor, const QuestionFilter& filter, Id before, std::size_t most, Day today) {
    Walk walk;
    for (int step = 0; step < kMostSteps && walk.found.size() < most; ++step) {
        const auto seen = grants::page(conn, actor.grantees, kQuestion, states_of(filter), before, kStep);
        for (auto& one : read(conn, seen))
            if (fits(filter, actor, one, today) && walk.found.size() < most) walk.found.push_back(std::move(one));
        if (seen.size() < static_cast<std::size_t>(kStep)) return walk;
        before = seen.back();
    }
    walk.stopped_at = before;
    return walk;
}

}  // namespace

std::vector<Question> question_lines(db::Conn& conn, const Actor& actor, const QuestionFilter& filter,
                                     const std::vector<Id>& ids, Day today) {
    auto lines = read(conn, ids);
    const auto& states = states_of(filter);
    std::erase_if(lines, [&](const Question& one) {
        const bool in_view = states.empty() || std::find(states.begin(), states.end(), one.state) != states.end();
        return !in_view || !fits(filter, actor, one, today);
    });
    return lines;
}

QuestionPage list_questions(db::Conn& conn, const Actor& actor, const QuestionFilter& filter, Day today) {
    const auto most = static_cast<std::size_t>(filter.most);
    QuestionPage page;
    if (by_state_alone(filter)) {
        const auto& states = states_of(filter);
        page.lines = read(conn, grants::page(conn, actor.grantees, kQuestion, states, filter.before, filter.most + 1));
        page.count = grants::count(conn, actor.grantees, kQuestion, states, kCountedMost + 1);
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

}  // namespace dinh::portal
