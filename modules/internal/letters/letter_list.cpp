// The two boxes: what came (kInBox) and what is written here (kOutBox), newest first; a filter beyond the state is
// asked of the records in steps.
#include <algorithm>

#include "modules/internal/letters/letter_store.hpp"
#include "platform/db/filter.hpp"

namespace dinh::internal {

namespace {

constexpr int kCountedMost = 1000;
constexpr int kStep = 500;
constexpr int kMostSteps = 20;

struct Shelf {
    std::string_view box;
    std::vector<std::string> states;
};
const Shelf& shelf_of(std::string_view view) {
    static const Shelf todo{kInBox, {"open", "unread"}}, received{kInBox, {}}, approval{kOutBox, {"awaiting_approval"}},
        drafts{kOutBox, {"drafting", "awaiting_approval"}}, sent{kOutBox, {"sent", "finished", "recalled"}};
    if (view == "received") return received;
    if (view == "approval") return approval;
    if (view == "drafts") return drafts;
    return view == "sent" ? sent : todo;
}

bool by_box_alone(const LetterFilter& filter) { return filter.kind.empty() && !filter.from && !filter.to; }

bool fits(const LetterFilter& filter, const Letter& one) {
    const Day day = clock::day_of(one.sent_at.value_or(one.created_at));
    if (!filter.kind.empty() && one.kind != filter.kind) return false;
    if (filter.from && day < *filter.from) return false;
    return !filter.to || day <= *filter.to;
}

void count_receivers(db::Conn& conn, std::vector<LetterLine>& lines) {
    std::vector<std::int64_t> ids;
    for (const auto& one : lines) ids.push_back(one.letter.id);
    if (ids.empty()) return;
    db::Filter where;
    where.in("letter", ids);
    for (const auto& row :
         where.run(conn, "letter.receiver_counts",
                   "SELECT letter, COUNT(*), SUM(CASE WHEN read_at IS NULL THEN 0 ELSE 1 END), SUM(CASE WHEN role = "
                   "'act' THEN 1 ELSE 0 END), SUM(CASE WHEN state = 'done' THEN 1 ELSE 0 END) FROM letter_receiver",
                   "GROUP BY letter")) {
        for (auto& one : lines) {
            if (one.letter.id != row.integer(0)) continue;
            one.receivers = static_cast<int>(row.integer(1));
            one.read = static_cast<int>(row.integer(2));
            one.to_act = static_cast<int>(row.integer(3));
            one.done = static_cast<int>(row.integer(4));
        }
    }
}

struct Walk {
    std::vector<Letter> found;
    Id stopped_at = 0;
};
Walk walk(db::Conn& conn, const Actor& actor, const LetterFilter& filter, Id before, std::size_t most) {
    Walk walk;
    const Shelf& shelf = shelf_of(filter.view);
    for (int step = 0; step < kMostSteps && walk.found.size() < most; ++step) {
        const auto seen = grants::page(conn, actor.grantees, shelf.box, shelf.states, before, kStep);
        for (auto& one : letters_of(conn, seen))
            if (fits(filter, one) && walk.found.size() < most) walk.found.push_back(std::move(one));
        if (seen.size() < static_cast<std::size_t>(kStep)) return walk;
        before = seen.back();
    }
    walk.stopped_at = before;
    return walk;
}

std::vector<LetterLine> lines_of(db::Conn& conn, std::vector<Letter> letters) {
    std::vector<LetterLine> lines;
    for (auto& one : letters) lines.push_back({std::move(one)});
    count_receivers(conn, lines);
    return lines;
}

}  // namespace

std::vector<Letter> letters_of(db::Conn& conn, const std::vector<Id>& ids) {
    if (ids.empty()) return {};
    db::Filter where;
    where.in("id", ids);
    return store::read_letters(
        where.run(conn, "letter.lines", "SELECT " DINH_LETTER_COLUMNS " FROM internal_letter", "ORDER BY id DESC"));
}

std::vector<LetterLine> letter_lines(db::Conn& conn, const Actor& actor, const LetterFilter& filter,
                                     const std::vector<Id>& ids) {
    const Shelf& shelf = shelf_of(filter.view);
    auto letters = letters_of(conn, grants::seen(conn, actor, shelf.box, ids));
    std::erase_if(letters, [&](const Letter& one) {
        const bool out = shelf.box == kOutBox;
        const auto& states = shelf.states;
        const bool here = !out || std::find(states.begin(), states.end(), one.state) != states.end();
        return !here || !fits(filter, one);
    });
    return lines_of(conn, std::move(letters));
}

LetterPage list_letters(db::Conn& conn, const Actor& actor, const LetterFilter& filter, grants::Long* known) {
    const auto most = static_cast<std::size_t>(filter.most);
    const Shelf& shelf = shelf_of(filter.view);
    LetterPage page;
    std::vector<Letter> letters;
    if (by_box_alone(filter)) {
        letters = letters_of(
            conn, grants::page(conn, actor.grantees, shelf.box, shelf.states, filter.before, filter.most + 1));
        page.count = grants::count(conn, actor.grantees, shelf.box, shelf.states, kCountedMost + 1, known);
    } else {
        const Walk all = walk(conn, actor, filter, 0, kCountedMost + 1);
        page.count = static_cast<std::int64_t>(all.found.size());
        page.count_more = all.stopped_at != 0;
        Walk found = filter.before == 0 ? all : walk(conn, actor, filter, filter.before, most + 1);
        letters = std::move(found.found);
        page.next = found.stopped_at;
    }
    if (page.count > kCountedMost) {
        page.count = kCountedMost;
        page.count_more = true;
    }
    if (letters.size() > most) {
        letters.resize(most);
        page.next = letters.back().id;
    }
    page.lines = lines_of(conn, std::move(letters));
    return page;
}

}  // namespace dinh::internal
