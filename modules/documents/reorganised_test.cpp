// The merger of two departments of a small province, and a division, with every open record accounted for.
#include "modules/documents/reorganised.hpp"

#include <gmock/gmock.h>

#include <set>

#include "modules/documents/documents.hpp"
#include "modules/documents/handling/handling.hpp"
#include "modules/documents/rights_alerts.hpp"
#include "modules/documents/tests/out_desk.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/house/house.hpp"
#include "platform/jobs/jobs.hpp"

namespace dinh::documents {

namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr db::Sql kOwners{"test.owners",
                          "SELECT owner_agency, origin_agency, state, issuing_body, series FROM incoming_document "
                          "ORDER BY id"};
constexpr db::Sql kWork{"test.open_work", "SELECT holder, agency FROM work_item WHERE is_open = 1 ORDER BY id"};
constexpr db::Sql kHeldBy{"test.held_by", "SELECT COUNT(*) FROM work_item WHERE holder = $1 AND is_open = 1"};
constexpr db::Sql kCalls{"test.calls",
                         "SELECT COUNT(*) FROM work_item WHERE kind = 'documents.choose_receiver' AND is_open = 1"};
constexpr db::Sql kCounted{"test.counted",
                           "SELECT COUNT(*) FROM work_count c WHERE c.open_items <> (SELECT COUNT(*) FROM work_item w "
                           "WHERE w.holder = c.holder AND w.item_class = c.item_class AND w.is_open = 1)"};
constexpr db::Sql kNewDecision{
    "test.decision",
    "INSERT INTO reorganisation (id, kind, state, day, basis, staff, leaders, name, abbreviation, code, parent, "
    "created_at, created_by_person) VALUES ($1, $2, 'planned', $3, 'NQ 18', $4, $5, '', '', '', 0, $6, 0)"};
constexpr db::Sql kOf{"test.decision_of",
                      "INSERT INTO reorganisation_agency (reorganisation, agency, position) VALUES ($1, $2, $3)"};
constexpr db::Sql kTo{"test.decision_to",
                      "INSERT INTO reorganisation_target (reorganisation, position, agency, name, abbreviation) VALUES "
                      "($1, $2, $3, $4, $5)"};
constexpr db::Sql kUnit{"test.decision_unit",
                        "INSERT INTO reorganisation_unit (reorganisation, unit, target) VALUES ($1, $2, $3)"};
constexpr db::Sql kTargets{"test.targets",
                           "SELECT agency FROM reorganisation_target WHERE reorganisation = $1 ORDER BY position"};
constexpr db::Sql kWaiting{"test.waiting",
                           "SELECT kind, record, unit FROM hand_over_choice WHERE done = 0 AND to_agency = 0 ORDER BY "
                           "record"};
constexpr db::Sql kChoose{"test.choose", "UPDATE hand_over_choice SET to_agency = $3 WHERE kind = $1 AND record = $2"};
constexpr db::Sql kCallsIn{"test.calls_in",
                           "SELECT COUNT(*) FROM work_item WHERE kind = 'documents.choose_receiver' AND is_open = 1 "
                           "AND agency = $1"};
constexpr db::Sql kLeave{"test.leave",
                         "UPDATE hand_over_choice SET to_agency = $1, done = 1 WHERE done = 0 AND to_agency = 0"};
constexpr db::Sql kOpenHandOvers{"test.open_hand_overs", "SELECT COUNT(*) FROM hand_over WHERE state <> 'done'"};
constexpr db::Sql kMoved{"test.moved", "SELECT COALESCE(SUM(moved), 0) FROM hand_over_line WHERE what = $1"};

class Reorganised : public test::OutDesk {
protected:
    void SetUp() override {
        OutDesk::SetUp();
        module::Manifest worklist = worklist::manifest(), documents = documents::manifest();
        directory::hear_reorganised(worklist);
        directory::hear_reorganised(documents);
        jobs::set_kinds(directory::manifest().jobs);
        house_.db = &db();
    }
    // As the deed leaves it: decided, for the job.
    Id decide(const char* kind, const std::vector<Id>& from, const std::vector<Id>& to, bool leaders_move,
              const std::map<Id, int>& units = {}) {
        const Id id = ids::make();
        write([&](db::Tx& tx) {
            tx.exec(kNewDecision, id, kind, clock::today(), "move", leaders_move ? "move" : "end", clock::now());
            int place = 0;
            for (const Id agency : from) tx.exec(kOf, id, agency, place++);
            place = 0;
            for (const Id agency : to) {
                const std::string number = std::to_string(place + 1);
                tx.exec(kTo, id, place++, agency, agency == 0 ? "Sở Mới " + number : "",
                        agency == 0 ? "SM" + number : "");
            }
            for (const auto& [unit, target] : units) tx.exec(kUnit, id, unit, target);
            jobs::put(tx, "directory.reorganise", "{}");
        });
        run();
        return id;
    }
    void run() { jobs::run_all(house_); }
    std::vector<Id> targets(Id id) {
        std::vector<Id> list;
        db().read([&](db::Conn& conn) {
            for (const auto& row : conn.query(kTargets, id)) list.push_back(row.integer(0));
        });
        return list;
    }
    std::int64_t number(const db::Sql& sql) {
        return db().reading([&](db::Conn& conn) { return conn.integer(sql); });
    }
    std::int64_t held_by(Id holder) {
        return db().reading([&](db::Conn& conn) { return conn.integer(kHeldBy, holder); });
    }
    std::int64_t moved(const char* what) {
        return db().reading([&](db::Conn& conn) { return conn.integer(kMoved, what); });
    }
    // Of the records in the house, by their owner.
    std::map<Id, int> owners() {
        std::map<Id, int> count;
        db().read([&](db::Conn& conn) {
            for (const auto& row : conn.query(kOwners)) ++count[row.integer(0)];
        });
        return count;
    }
    Actor again(const Actor& actor) {
        look_again();
        return directory_->actor_of(actor.person);
    }
    Id closed_one() {
        const Id id = register_one(input());
        const auto at = version(id);
        write([&](db::Tx& tx) { close_incoming(tx, office_.clerk, id, at, "done", "", ""); });
        return id;
    }
    House house_;
};

TEST_P(Reorganised, merges_two_departments_and_every_open_record_has_an_owner) {
    for (int i = 0; i < 7; ++i) register_one(input());
    for (int i = 0; i < 5; ++i) register_as(other_.clerk, test::input_of(other_));
    const Id closed = closed_one(), draft = submitted(letter()), issued_before = issued(letter());
    const auto arrived = recipients(issued_before).front().incoming;
    const Id next = targets(decide("merge", {office_.agency, other_.agency}, {0}, true)).front();

    const auto owned = owners();
    EXPECT_EQ(owned.at(next), 13) << "seven, five and the one that waited to be received";
    EXPECT_EQ(owned.at(office_.agency), 1) << "what was closed stays where it was";
    EXPECT_EQ(found(closed).owner_agency, office_.agency);
    EXPECT_EQ(moved("Văn bản đến"), 13);
    EXPECT_EQ(number(kOpenHandOvers), 0);
    EXPECT_EQ(out(draft).owner_agency, next);
    EXPECT_EQ(out(draft).origin_agency, office_.agency);
    EXPECT_EQ(out(draft).body_name, "Sở Mới 1");
    EXPECT_EQ(out(issued_before).owner_agency, office_.agency);
    EXPECT_EQ(out(issued_before).body_name, "Sở Khoa học và Công nghệ") << "as it was issued";
    EXPECT_NE(found(arrived).issuing_body, other_.body) << "received into the books of the new one";
    db().read([&](db::Conn& conn) {
        for (const auto& row : conn.query(kOwners)) EXPECT_NE(row.integer(1), next) << "the origin never moves";
        for (const auto& row : conn.query(kWork)) EXPECT_EQ(row.integer(1), next);
    });
    EXPECT_EQ(number(kCounted), 0) << "the counters of the list are those of its rows";
}

TEST_P(Reorganised, closes_the_books_on_the_day_and_opens_the_successors) {
    register_one(input());
    const Id next = targets(decide("merge", {office_.agency, other_.agency}, {0}, true)).front();
    db().read([&](db::Conn& conn) {
        for (const auto& series : series_of_body(conn, office_.body, Direction::incoming, "")) {
            ASSERT_TRUE(series.until.has_value());
            EXPECT_EQ(*series.until, clock::today());
        }
        for (const auto& series : series_of_body(conn, other_.body, Direction::outgoing, ""))
            EXPECT_EQ(series.until.value_or(Day{}), clock::today());
        const auto body = directory::bodies_of_agency(conn, next, clock::today()).front();
        EXPECT_THAT(series_of_body(conn, body, Direction::incoming, "2026"), SizeIs(1));
        EXPECT_THAT(series_of_body(conn, body, Direction::outgoing, "2026"), SizeIs(1));
    });
    EXPECT_THROW(register_one(input()), Refused) << "the old book takes no more";
    EXPECT_THAT(faults(), IsEmpty());
    const Actor clerk = again(office_.clerk);
    const Id body =
        db().reading([&](db::Conn& conn) { return directory::bodies_of_agency(conn, next, clock::today()).front(); });
    auto one = input();
    one.issuing_body = body;
    EXPECT_EQ(found(register_as(clerk, one)).number(), "1");
}

TEST_P(Reorganised, nobody_waits_for_the_hand_over) {
    const Id id = register_one(input());
    decide("merge", {office_.agency, other_.agency}, {0}, true);
    const Actor other_clerk = again(other_.clerk), clerk = again(office_.clerk);
    EXPECT_EQ(seen_by(other_clerk, id).id, id) << "the clerks of the successor see what either agency saw";
    EXPECT_THROW(seen_by(again(other_.specialist), id), NotFound);
    const auto at = version(id);
    write([&](db::Tx& tx) { close_incoming(tx, clerk, id, at, "done", "", ""); });
    EXPECT_EQ(found(id).state, "closed");
    EXPECT_THAT(list(other_clerk, {.view = "all"}).lines, SizeIs(1));
}

TEST_P(Reorganised, what_waited_for_a_post_that_ended_waits_for_its_heir) {
    const Id draft = submitted(letter());
    agree_as(office_.head, draft);
    agree_as(office_.chief, draft);
    ASSERT_THAT(work_of(office_.director.post), Contains("documents.step"));
    decide("merge", {office_.agency}, {other_.agency}, false);
    EXPECT_EQ(current(draft).post, other_.director.post);
    EXPECT_EQ(out(draft).signer_post, other_.director.post);
    EXPECT_EQ(out(draft).issuing_body, other_.body);
    EXPECT_THAT(work_of(other_.director.post), Contains("documents.step"));
    EXPECT_THAT(work_of(office_.director.post), IsEmpty());
    EXPECT_EQ(number(kCounted), 0);
    agree_as(again(other_.director), draft);
    EXPECT_EQ(out(draft).state, "approved");
}

TEST_P(Reorganised, what_waited_for_a_unit_that_ended_waits_for_a_unit_of_the_successor) {
    const Id doc = register_one(input());
    give(office_.clerk, doc, 0, "submit", {test::unit(office_.division)});
    ASSERT_GT(held_by(office_.division), 0);
    const Id draft = draft_one(letter({{.name = "Nơi khác"}}));
    write([&](db::Tx& tx) {
        const Id id = ids::make();
        tx.exec(kNewDecision, id, "dissolve", clock::today(), "end", "end", clock::now());
        tx.exec(kOf, id, office_.agency, 0);
        tx.exec(kTo, id, 0, other_.agency, "", "");
        jobs::put(tx, "directory.reorganise", "{}");
    });
    run();
    EXPECT_EQ(found(doc).owner_agency, other_.agency);
    EXPECT_EQ(held_by(office_.division), 0);
    const auto parts = db().reading([&](db::Conn& conn) { return tree_of(conn, doc); });
    const auto unit = db().reading(
        [&](db::Conn& conn) { return directory::unit_facts(conn, parts.back().receiver, clock::today()); });
    ASSERT_TRUE(unit);
    EXPECT_EQ(unit->agency, other_.agency);
    EXPECT_GT(held_by(parts.back().receiver), 0);
    EXPECT_EQ(out(draft).created_by_person, other_.director.person) << "somebody goes on with the draft";
    const Actor director = again(other_.director);
    write([&, read = out(draft).version](db::Tx& tx) {
        drop_draft(tx, director, draft, read, "Cơ quan soạn thảo đã kết thúc hoạt động");
    });
    EXPECT_EQ(state(draft), "draft_dropped");
}

TEST_P(Reorganised, goes_on_where_it_was_cut_and_moves_nothing_twice) {
    for (int i = 0; i < 350; ++i) register_one(input());
    int batches = 0;
    module::Manifest cut = documents::manifest();
    cut.reorganised = [&](db::Tx& tx, Id from, Id to, Day on) {
        if (++batches >= 2) throw std::runtime_error("killed in the middle");
        return reorganised(tx, from, to, on);
    };
    directory::hear_reorganised(cut);
    const Id next = targets(decide("merge", {office_.agency}, {0}, true)).front();
    EXPECT_EQ(owners().at(next), 25) << "one batch was done, the next wholly undone";
    directory::hear_reorganised(documents::manifest());
    write([](db::Tx& tx) { jobs::put(tx, "directory.reorganise", "{}"); });
    run();
    EXPECT_EQ(owners().at(next), 350);
    EXPECT_EQ(moved("Văn bản đến"), 350);
    EXPECT_EQ(number(kOpenHandOvers), 0);
}

TEST_P(Reorganised, a_division_waits_for_a_person_to_choose_and_then_hands_over) {
    const Id first = register_one(input()), second = register_one(input());
    const Id draft = submitted(letter());
    const auto made =
        targets(decide("split", {office_.agency}, {0, 0}, true, {{office_.division, 0}, {office_.second_division, 1}}));
    EXPECT_EQ(owners().at(office_.agency), 2) << "nothing moves before somebody chose";
    EXPECT_EQ(out(draft).owner_agency, office_.agency);
    std::vector<Id> waiting;
    db().read([&](db::Conn& conn) {
        for (const auto& row : conn.query(kWaiting)) waiting.push_back(row.integer(1));
    });
    EXPECT_THAT(waiting, testing::UnorderedElementsAre(first, second, draft));
    EXPECT_EQ(seen_by(again(office_.clerk), first).id, first) << "it stays in sight until then";

    write([&](db::Tx& tx) {
        tx.exec(kChoose, kIncoming, first, made[0]);
        tx.exec(kChoose, kIncoming, second, made[1]);
        tx.exec(kChoose, kOutgoing, draft, made[0]);
        jobs::put(tx, "directory.reorganise", "{}");
    });
    run();
    EXPECT_EQ(found(first).owner_agency, made[0]);
    EXPECT_EQ(found(second).owner_agency, made[1]);
    EXPECT_EQ(out(draft).owner_agency, made[0]);
    EXPECT_EQ(number(kOpenHandOvers), 0);
    const auto grantees = db().reading([&](db::Conn& conn) { return grants::grantees_of(conn, kIncoming, second); });
    EXPECT_THAT(grantees, testing::AllOf(Contains(made[1]), Not(Contains(office_.agency))));
}

TEST_P(Reorganised, a_division_stands_on_the_work_list_of_whoever_may_choose_until_nothing_waits) {
    const Id only = register_one(input());
    const auto made =
        targets(decide("split", {office_.agency}, {0, 0}, true, {{office_.division, 0}, {office_.second_division, 1}}));
    const auto calls = [&] { return number(kCalls); };
    EXPECT_GT(calls(), 0);
    write([&](db::Tx& tx) {
        tx.exec(kChoose, kIncoming, only, made[0]);
        jobs::put(tx, "directory.reorganise", "{}");
    });
    run();
    EXPECT_EQ(found(only).owner_agency, made[0]);
    EXPECT_EQ(calls(), 0);
}

TEST_P(Reorganised, a_separation_leaves_the_books_and_every_record_nobody_chooses_for) {
    const Id stays = register_one(input()), goes = register_one(input());
    const Id draft = submitted(letter());
    const auto made = targets(decide("separate", {office_.agency}, {0}, true, {{office_.second_division, 0}}));
    look_again();
    EXPECT_FALSE(directory_->agency(office_.agency)->until.has_value());
    EXPECT_EQ(owners().at(office_.agency), 2);
    EXPECT_EQ(number(kCalls), db().reading([&](db::Conn& conn) { return conn.integer(kCallsIn, office_.agency); }));
    EXPECT_GT(number(kCalls), 0) << "those who have the records are called";
    db().read([&](db::Conn& conn) {
        for (const auto& series : series_of_body(conn, office_.body, Direction::incoming, ""))
            EXPECT_FALSE(series.until.has_value()) << "an agency that lives on keeps its books";
        for (const auto& series : series_of_body(conn, office_.body, Direction::outgoing, ""))
            EXPECT_FALSE(series.until.has_value());
        const auto body = directory::bodies_of_agency(conn, made[0], clock::today()).front();
        EXPECT_THAT(series_of_body(conn, body, Direction::incoming, "2026"), SizeIs(1));
    });
    register_one(input());
    write([&](db::Tx& tx) {
        tx.exec(kChoose, kIncoming, goes, made[0]);
        jobs::put(tx, "directory.reorganise", "{}");
    });
    run();
    EXPECT_EQ(found(goes).owner_agency, made[0]);
    EXPECT_EQ(found(stays).owner_agency, office_.agency);
    EXPECT_EQ(out(draft).owner_agency, office_.agency);
    const auto grantees = db().reading([&](db::Conn& conn) { return grants::grantees_of(conn, kIncoming, goes); });
    EXPECT_THAT(grantees, testing::AllOf(Contains(made[0]), Not(Contains(office_.agency))));
    EXPECT_GT(number(kCalls), 0) << "two wait";
    write([&](db::Tx& tx) {
        tx.exec(kLeave, office_.agency);
        jobs::put(tx, "directory.reorganise", "{}");
    });
    run();
    EXPECT_EQ(number(kCalls), 0);
    EXPECT_EQ(number(kOpenHandOvers), 0);
    EXPECT_EQ(found(stays).owner_agency, office_.agency);
}

TEST_P(Reorganised, after_parts_went_the_agency_is_merged_without_choices) {
    const Id doc = register_one(input());
    decide("separate", {office_.agency}, {0}, true, {{office_.second_division, 0}});
    write([&](db::Tx& tx) {
        tx.exec(kLeave, office_.agency);
        jobs::put(tx, "directory.reorganise", "{}");
    });
    run();
    now_.set(*clock::parse_instant("2026-11-25T03:00:00Z"));
    decide("merge", {office_.agency}, {other_.agency}, true);
    EXPECT_EQ(found(doc).owner_agency, other_.agency);
}

TEST_P(Reorganised, whoever_leads_a_document_is_told_that_others_see_it_now) {
    const Id doc = register_one(input());
    give(office_.clerk, doc, 0, "submit", {test::unit(office_.division)});
    tell_of_changes(house_, 1000);
    const auto made = targets(decide("merge", {office_.agency, other_.agency}, {0}, true));
    const auto changes = db().reading([&](db::Conn& conn) { return grants::changes_of(conn, kIncoming, doc); });
    const auto with = [&](Id grantee, const char* role) {
        return std::any_of(changes.begin(), changes.end(),
                           [&](const grants::Change& one) { return one.grantee == grantee && one.role == role; });
    };
    EXPECT_TRUE(with(made[0], "clerk"));
    EXPECT_TRUE(with(office_.agency, ""));
    EXPECT_GT(tell_of_changes(house_, 1000), 0);
    EXPECT_THAT(work_of(office_.division), Contains("documents.rights"));
    EXPECT_EQ(seen_by(again(office_.clerk), doc).id, doc);
    EXPECT_EQ(seen_by(again(other_.clerk), doc).id, doc);
}

TEST_P(Reorganised, nobody_is_told_in_a_unit_that_ended) {
    const Id doc = register_one(input());
    give(office_.clerk, doc, 0, "submit", {test::unit(office_.division)});
    tell_of_changes(house_, 1000);
    write([&](db::Tx& tx) {
        const Id id = ids::make();
        tx.exec(kNewDecision, id, "dissolve", clock::today(), "end", "end", clock::now());
        tx.exec(kOf, id, office_.agency, 0);
        tx.exec(kTo, id, 0, other_.agency, "", "");
        jobs::put(tx, "directory.reorganise", "{}");
    });
    run();
    House fresh;  // has not read the directory of before
    fresh.db = &db();
    EXPECT_GT(tell_of_changes(fresh, 1000), 0);
    EXPECT_THAT(work_of(office_.division), Not(Contains("documents.rights")));
}

TEST_P(Reorganised, the_heir_of_a_post_has_its_part_in_the_document) {
    const Id draft = submitted(letter());
    decide("merge", {office_.agency}, {other_.agency}, false);
    const auto grantees = db().reading([&](db::Conn& conn) { return grants::grantees_of(conn, kOutgoing, draft); });
    EXPECT_THAT(grantees, Not(Contains(office_.director.post)));
    const auto changes = db().reading([&](db::Conn& conn) { return grants::changes_of(conn, kOutgoing, draft); });
    for (const auto& change : changes)
        EXPECT_FALSE(change.was.empty() && change.role.empty()) << "a change says what it changes";
}

TEST_P(Reorganised, what_is_opened_again_goes_to_the_successor) {
    const Id closed = closed_one();
    const auto made = targets(decide("merge", {office_.agency, other_.agency}, {0}, true));
    ASSERT_EQ(found(closed).owner_agency, office_.agency) << "what is closed stays as it was";
    const Actor clerk = again(office_.clerk);
    write([&, read = version(closed)](db::Tx& tx) { reopen_incoming(tx, clerk, closed, read, "Còn việc phải làm."); });
    EXPECT_EQ(found(closed).owner_agency, made[0]);
    EXPECT_EQ(found(closed).origin_agency, office_.agency);
    const auto work = db().reading([&](db::Conn& conn) {
        std::set<Id> agencies;
        for (const auto& row : conn.query(kWork)) agencies.insert(row.integer(1));
        return agencies;
    });
    EXPECT_THAT(work, Contains(made[0]));
}

TEST_P(Reorganised, copies_the_usual_routes_to_the_new_body) {
    write([&](db::Tx& tx) {
        set_route_template(tx, office_.clerk, office_.body, "", {{"form_initial", "office_leader"}, {"sign", "signer"}},
                           clock::today());
    });
    const auto made = targets(decide("merge", {office_.agency, other_.agency}, {0}, true));
    const auto routes = db().reading([&](db::Conn& conn) {
        const auto bodies = directory::bodies_of_agency(conn, made[0], clock::today());
        return route_templates_of(conn, bodies.at(0));
    });
    ASSERT_THAT(routes, SizeIs(1));
    EXPECT_THAT(routes[0].steps, SizeIs(2));
    EXPECT_EQ(routes[0].steps[0].role, "office_leader");
    EXPECT_FALSE(routes[0].until);
}

TEST_P(Reorganised, the_preview_counts_what_is_open) {
    register_one(input());
    closed_one();
    submitted(letter());
    std::map<std::string, std::int64_t> open;
    db().read([&](db::Conn& conn) {
        for (const auto& figure : open_figures())
            open[figure.name] = figure.value(conn, office_.agency, clock::today(), clock::today());
    });
    EXPECT_EQ(open.at("documents.open_incoming"), 1);
    EXPECT_EQ(open.at("documents.open_outgoing"), 1);
}

DINH_BOTH_ENGINES(Reorganised);

}  // namespace

}  // namespace dinh::documents
