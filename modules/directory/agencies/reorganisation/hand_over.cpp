#include "modules/directory/agencies/reorganisation/hand_over.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <thread>

#include "modules/directory/snapshot/revision.hpp"
#include "platform/db/filter.hpp"
#include "platform/log/log.hpp"

namespace dinh::directory {

namespace {

constexpr log::Message kHandedOver{"DIRECTORY_HANDED_OVER", log::Level::info,
                                   "records of agencies that ended were handed over",
                                   "Which and how many stands on the page of the reorganisation."};

constexpr db::Sql kPlan{"hand_over.plan",
                        "INSERT INTO hand_over (id, reorganisation, from_agency, to_agency, hearer, state, at) "
                        "VALUES ($1, $2, $3, $4, $5, 'waiting', $6)"};
constexpr db::Sql kOpen{
    "hand_over.open",
    "SELECT h.id, h.from_agency, h.to_agency, h.hearer, r.day, r.kind FROM hand_over h JOIN reorganisation r "
    "ON r.id = h.reorganisation WHERE h.state = 'waiting' ORDER BY r.day, h.reorganisation, h.id"};
// Locks the line: two jobs at once would move the same batch.
constexpr db::Sql kTake{"hand_over.take",
                        "UPDATE hand_over SET batches = batches + 1, at = $2 WHERE id = $1 AND state = 'waiting' "
                        "RETURNING id"};
constexpr db::Sql kDone{"hand_over.done", "UPDATE hand_over SET state = 'done' WHERE id = $1"};
constexpr db::Sql kOf{
    "hand_over.of",
    "SELECT from_agency, to_agency, hearer, state, batches, at FROM hand_over WHERE reorganisation = $1 ORDER BY id"};
constexpr db::Sql kNote{"hand_over.note",
                        "INSERT INTO hand_over_line (from_agency, to_agency, what, moved) VALUES ($1, $2, $3, $4) ON "
                        "CONFLICT (from_agency, to_agency, what) DO UPDATE SET moved = hand_over_line.moved + $4"};
constexpr db::Sql kListing{
    "hand_over.listing",
    "SELECT COUNT(*) FROM hand_over WHERE from_agency = $1 AND to_agency = 0 AND state = 'waiting'"};
constexpr db::Sql kUnchosen{"hand_over.unchosen",
                            "SELECT COUNT(*) FROM hand_over_choice WHERE from_agency = $1 AND done = 0 AND (to_agency "
                            "= 0 OR to_agency = $2)"};
// Whether its last reorganisation asks for choices: parts may have gone before it was merged.
constexpr db::Sql kLastDone{"hand_over.last_done",
                            "SELECT r.kind FROM reorganisation_agency a JOIN reorganisation r ON r.id = "
                            "a.reorganisation WHERE a.agency = $1 AND r.kind IN ('merge', 'split', 'separate', "
                            "'dissolve') AND r.state = 'done' ORDER BY r.day DESC, r.id DESC LIMIT 1"};
// What an earlier separation has settled: what it left with the agency is asked for again, from the first record on.
constexpr db::Sql kForgetSettled{"hand_over.forget_settled",
                                 "DELETE FROM hand_over_choice WHERE from_agency = $1 AND done = 1"};
constexpr db::Sql kMoved{
    "hand_over.moved_holders",
    "SELECT l.subject FROM placement l LEFT JOIN post p ON l.kind = 'post' AND p.id = l.subject LEFT JOIN unit u ON "
    "l.kind = 'unit' AND u.id = l.subject WHERE l.agency = $1 AND (p.agency = $2 OR u.agency = $2) ORDER BY l.subject"};
constexpr db::Sql kHeirs{"hand_over.heirs",
                         "SELECT h.post, h.heir FROM post_heir h JOIN post p ON p.id = h.post JOIN post t ON t.id = "
                         "h.heir WHERE p.agency = $1 AND t.agency = $2 ORDER BY h.post"};

constexpr db::Sql kUnitHeirs{
    "hand_over.unit_heirs",
    "SELECT h.unit, h.heir FROM unit_heir h JOIN unit u ON u.id = h.unit JOIN unit t ON t.id = h.heir WHERE u.agency = "
    "$1 AND t.agency = $2 ORDER BY h.unit"};

constexpr int kRest = 3;  // times a batch: what people do meanwhile comes first

struct Hearer {
    std::string name;
    std::function<bool(db::Tx&, Id, Id, Day)> hear;
};
struct Heard {
    std::map<std::string, Hearer> hearers;
    std::map<std::string, module::Figure> open;
};
Heard& heard() {
    static Heard all;
    return all;
}

struct Line {
    Id id = 0, from = 0, to = 0;
    std::string hearer, kind;
    Day day;
};

std::vector<Line> open_lines(db::Conn& conn) {
    std::vector<Line> lines;
    for (const auto& row : conn.query(kOpen))
        lines.push_back({row.integer(0), row.integer(1), row.integer(2), row.text(3), row.text(5), row.day(4)});
    return lines;
}

// What waits for a person keeps the line open, but there is nothing to do for it now.
bool waits_for_people(db::Conn& conn, const Line& line) {
    if ((line.kind != reorganising::kSplit && line.kind != reorganising::kSeparate) || line.to == 0) return false;
    return conn.integer(kListing, line.from) > 0 || conn.integer(kUnchosen, line.from, line.to) > 0;
}

enum class Batch { gone, more, waiting, done };

Batch run_batch(db::Tx& tx, const Line& line) {
    if (tx.query(kTake, line.id, clock::now()).empty()) return Batch::gone;
    const auto found = heard().hearers.find(line.hearer);
    // A module that was switched off has its records handed over when it is switched on again.
    if (found == heard().hearers.end()) return Batch::waiting;
    if (!found->second.hear(tx, line.from, line.to, line.day)) return Batch::more;
    if (waits_for_people(tx, line)) return Batch::waiting;
    tx.exec(kDone, line.id);
    return Batch::done;
}

}  // namespace

void hear_reorganised(const module::Manifest& manifest) {
    if (manifest.reorganised) heard().hearers[manifest.name] = {manifest.name, manifest.reorganised};
    for (const auto& figure : manifest.figures)
        if (figure.name.find(".open_") != std::string::npos) heard().open[figure.name] = figure;
}

std::vector<std::pair<std::string, std::int64_t>> open_records(db::Conn& conn, Id agency, Day day) {
    std::vector<std::pair<std::string, std::int64_t>> list;
    for (const auto& [name, figure] : heard().open)
        list.emplace_back(figure.title, figure.value(conn, agency, day, day));
    return list;
}

void plan_hand_over(db::Tx& tx, const Reorganisation& one, const std::vector<Id>& targets) {
    std::vector<Id> successors = targets;
    if (one.by_choice()) successors.insert(successors.begin(), 0);
    if (one.by_choice()) tx.exec(kForgetSettled, one.agencies.front());
    for (const Id from : one.agencies)
        for (const Id to : successors)
            for (const auto& [name, hearer] : heard().hearers)
                tx.exec(kPlan, ids::make(), one.id, from, to, name, clock::now());
    start_hand_over(tx, {});
}

void start_hand_over(db::Tx& tx, Instant not_before) {
    // One job a moment: a plan ahead must not put off what is to be handed over now.
    jobs::put(tx, kHandOverJob, "{}", not_before, std::string(kHandOverJob) + ":" + std::to_string(not_before.ms));
}

int hand_over(db::Database& database, bool yields) {
    using Clock = std::chrono::steady_clock;
    int batches = 0;
    std::shared_ptr<const Snapshot> snapshot;  // hearers ask for the directory in each batch
    for (const auto& line : database.reading([](db::Conn& conn) { return open_lines(conn); })) {
        Batch last = Batch::more;
        while (last == Batch::more) {
            const auto began = Clock::now();
            last = database.writing([&](db::Tx& tx) {
                const Remembering directory(snapshot);
                return run_batch(tx, line);
            });
            if (yields && last == Batch::more) std::this_thread::sleep_for(kRest * (Clock::now() - began));
            batches += last == Batch::more || last == Batch::done ? 1 : 0;
        }
    }
    return batches;
}

void reorganise(House& house, const jobs::Job&) {
    carry_out_due(*house.db, clock::today());
    const int batches = hand_over(*house.db, true);
    if (batches > 0) log::write(kHandedOver, {{"batches", static_cast<std::int64_t>(batches)}});
}

std::vector<HandOver> hand_overs_of(db::Conn& conn, Id reorganisation) {
    std::vector<HandOver> list;
    for (const auto& row : conn.query(kOf, reorganisation))
        list.push_back({row.integer(0), row.integer(1), row.text(2), row.text(3), row.integer(4), row.instant(5)});
    return list;
}

std::vector<MovedLine> moved_from(db::Conn& conn, const std::vector<Id>& agencies) {
    db::Filter where;
    where.in("from_agency", agencies);
    std::vector<MovedLine> list;
    for (const auto& row : where.run(conn, "hand_over.moved",
                                     "SELECT from_agency, to_agency, what, moved FROM "
                                     "hand_over_line",
                                     "ORDER BY from_agency, what, to_agency"))
        list.push_back({row.integer(0), row.integer(1), row.text(2), row.integer(3)});
    return list;
}

bool divided(db::Conn& conn, Id agency) {
    const auto last = conn.query(kLastDone, agency);
    return !last.empty() && (last.first().view(0) == "split" || last.first().view(0) == "separate");
}

void note_moved(db::Tx& tx, Id from, Id to, std::string_view what, std::int64_t count) {
    if (count > 0) tx.exec(kNote, from, to, what, count);
}

std::vector<Holder> holders_after(db::Conn& conn, Id from, Id to) {
    std::vector<Holder> holders;
    for (const auto& row : conn.query(kMoved, from, to)) holders.push_back({row.integer(0), row.integer(0)});
    for (const auto* heirs : {&kHeirs, &kUnitHeirs})
        for (const auto& row : conn.query(*heirs, from, to)) holders.push_back({row.integer(0), row.integer(1)});
    return holders;
}

}  // namespace dinh::directory
