#include <fstream>

#include "modules/exports/orders/routes.hpp"
#include "modules/exports/tests/house.hpp"
#include "platform/audit/audit.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/visitor.hpp"

namespace dinh::exports::test {

namespace {

using testing::IsEmpty;
using testing::SizeIs;

class Orders : public Papers, protected dinh::test::Visitor {
protected:
    Orders() : Visitor("/exports") {}
    void SetUp() override {
        Papers::SetUp();
        order_routes(router_);
        open(db());
        house_.files = &store_;
        jobs::set_kinds(manifest().jobs);
    }
    House& house() { return house_; }
    std::vector<std::string> audited(Id order) {
        std::vector<std::string> deeds;
        for (const auto& line : db().reading([&](db::Conn& conn) { return audit::of_record(conn, kOrder, order); }))
            deeds.push_back(line.deed);
        return deeds;
    }
    dinh::test::FormFields form(const std::string& key = deed::new_key()) const {
        return {{"deed_key", key}, {"part", ""}, {"from", ""}, {"to", ""}, {"language", "vi"}};
    }
    std::string file_of(Id order) const { return "/exports/" + std::to_string(order) + "/files/1"; }
};

TEST_P(Orders, are_for_head_clerk_it_officer_and_administrators) {
    for (const Place* one : {&head_, &clerk_, &it_, &admin_}) {
        const Id order = ask_as(one->actor);
        EXPECT_EQ(found(order).state, "waiting");
        jobs::run_all(house());
        EXPECT_EQ(found(order).state, "ready");
    }
    EXPECT_THROW(ask_as(specialist_.actor), NotFound);
    EXPECT_THROW(ask_as(stranger_.actor), NotFound);
    Actor reader = clerk_.actor;
    reader.read_only = true;
    EXPECT_THROW(ask_as(reader), Forbidden);
    EXPECT_TRUE(asks_somewhere(clerk_.actor));
    EXPECT_FALSE(asks_somewhere(specialist_.actor));
}

TEST_P(Orders, are_refused_for_wrong_days_and_registers_of_others) {
    EXPECT_THROW(ask_as(clerk_.actor, {.from = Day{20'100}, .to = Day{20'000}}), Refused);
    EXPECT_THROW(ask_as(clerk_.actor, {.part = 8}), Refused);
    EXPECT_NO_THROW(ask_as(clerk_.actor, {.part = 7}));
}

TEST_P(Orders, come_one_after_the_other_for_an_agency) {
    std::vector<std::string> outcomes =
        dinh::test::at_once(2, [&](int n) { ask_as(n == 0 ? clerk_.actor : head_.actor); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Refused"), 1);
    EXPECT_NO_THROW(ask_as(stranger_.actor, {.agency = other_}));
}

TEST_P(Orders, are_made_packed_and_audited) {
    attach(1, "paper");
    const Id order = ask_as(clerk_.actor);
    jobs::run_all(house());
    const Asked one = found(order);
    EXPECT_EQ(one.records, 13);
    EXPECT_EQ(one.files, 1);
    EXPECT_EQ(one.until, clock::today() + 7);
    const auto refs = db().reading([&](db::Conn& conn) { return files::of_record(conn, kOrder, order); });
    ASSERT_THAT(refs, SizeIs(1));
    EXPECT_EQ(refs[0].media_type, "application/zip");
    EXPECT_TRUE(fs::is_empty(work_folder(house())));
    const auto answer = get(clerk_.actor, file_of(order));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.content_type, "application/zip");
    EXPECT_THAT(audited(order), testing::UnorderedElementsAre("exports.ask", "exports.make", "exports.take"));
}

TEST_P(Orders, cut_anywhere_are_made_again_from_the_start) {
    const Id order = ask_as(clerk_.actor);
    // What kill -9 leaves: a half folder and a half ZIP.
    const auto half = work_folder(house()) / (std::to_string(order) + ".partial");
    fs::create_directories(half / "letters");
    std::ofstream(half / ".dinh-export");
    std::ofstream(half / "letters.csv") << "half";
    std::ofstream(work_folder(house()) / (std::to_string(order) + ".zip.partial")) << "half";
    jobs::run_all(house());
    EXPECT_EQ(found(order).state, "ready");
    EXPECT_EQ(found(order).records, 13);
    make(house(), {.id = 1, .kind = std::string(kMake), .payload = "{\"order\": \"" + std::to_string(order) + "\"}"});
    EXPECT_THAT(db().reading([&](db::Conn& conn) { return files::of_record(conn, kOrder, order); }), SizeIs(1));
}

TEST_P(Orders, that_cannot_be_made_say_so_after_the_last_try) {
    const Id order = ask_as(clerk_.actor);
    fails_after_ = 1;
    count_ = 500;
    const std::string payload = "{\"order\": \"" + std::to_string(order) + "\"}";
    for (int attempt = 1; attempt <= kMostTries; ++attempt) {
        EXPECT_EQ(found(order).state, "waiting");
        EXPECT_THROW(make(house(), {1, std::string(kMake), payload, attempt}), std::runtime_error);
    }
    EXPECT_EQ(found(order).state, "failed");
    EXPECT_NO_THROW(ask_as(clerk_.actor));  // the next one may begin
}

TEST_P(Orders, of_who_lost_the_right_meanwhile_are_not_made) {
    const Id order = ask_as(clerk_.actor);
    db().write([&](db::Tx& tx) {
        const auto snapshot = directory::load(tx, clock::today());
        constexpr db::Sql kHold{"test.appointment", "SELECT id, version FROM appointment WHERE person = $1"};
        const auto row = tx.query(kHold, clerk_.person);
        directory::end_appointment(tx, Actor::system(), row.first().integer(0), row.first().integer(1), clock::today(),
                                   "thôi việc");
    });
    clock::Frozen tomorrow({clock::now().ms + 86'400'000});
    jobs::run_all(house());
    EXPECT_EQ(found(order).state, "failed");
}

TEST_P(Orders, end_after_their_days) {
    const Id order = ask_as(clerk_.actor);
    jobs::run_all(house());
    {
        clock::Frozen later({clock::now().ms + 8LL * 86'400'000});
        end_past(house());
        EXPECT_EQ(found(order).state, "ended");
        EXPECT_EQ(get(clerk_.actor, file_of(order)).status, 422);
    }
    EXPECT_THAT(db().reading([&](db::Conn& conn) { return files::of_record(conn, kOrder, order); }), IsEmpty());
}

TEST_P(Orders, are_dropped_once_and_not_by_a_stale_page) {
    const Id order = ask_as(clerk_.actor);
    EXPECT_THROW(db().write([&](db::Tx& tx) { drop(tx, clerk_.actor, order, 1); }), Refused);
    jobs::run_all(house());
    const auto version = found(order).version;
    EXPECT_THROW(db().write([&](db::Tx& tx) { drop(tx, clerk_.actor, order, version - 1); }), Conflict);
    EXPECT_THROW(db().write([&](db::Tx& tx) { drop(tx, stranger_.actor, order, version); }), NotFound);
    const auto outcomes =
        dinh::test::at_once(2, [&](int) { db().write([&](db::Tx& tx) { drop(tx, head_.actor, order, version); }); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
    EXPECT_EQ(found(order).state, "ended");
}

TEST_P(Orders, with_restricted_records_are_their_askers_alone) {
    const Id order = ask_as(clerk_.actor, {.restricted = true});
    jobs::run_all(house());
    EXPECT_EQ(get(clerk_.actor, file_of(order)).status, 200);
    EXPECT_EQ(get(head_.actor, file_of(order)).status, 403);
    EXPECT_EQ(get(stranger_.actor, file_of(order)).status, 404);
    EXPECT_FALSE(get(head_.actor, "/exports").has(file_of(order)));
}

TEST_P(Orders, are_asked_for_and_listed_on_a_page) {
    const auto answer = post(clerk_.actor, "/exports", form());
    EXPECT_EQ(answer.status, 303);
    EXPECT_TRUE(get(clerk_.actor, "/exports").has("tag--warn"));
    jobs::run_all(house());
    const auto page = get(head_.actor, "/exports");
    EXPECT_TRUE(page.has("/files/1"));
    EXPECT_TRUE(page.has("13 bản ghi"));
    EXPECT_LE(page.queries, 10);
    EXPECT_EQ(get(specialist_.actor, "/exports").status, 403);
    EXPECT_FALSE(get(stranger_.actor, "/exports").has("/files/1"));
    EXPECT_EQ(get(stranger_.actor, "/exports", {{"agency", std::to_string(agency_)}}).status, 404);
    EXPECT_TRUE(get(admin_.actor, "/exports", {{"agency", std::to_string(agency_)}}).has("/files/1"));
}

TEST_P(Orders, keep_what_was_typed_when_a_field_is_wrong) {
    auto bad = form();
    bad[2].second = "31/02/2026";
    auto answer = post(clerk_.actor, "/exports", bad);
    EXPECT_EQ(answer.status, 422);
    EXPECT_TRUE(answer.has("31/02/2026"));
    bad = form();
    bad[1].second = "999";
    EXPECT_EQ(post(clerk_.actor, "/exports", bad).status, 422);
    bad = form();
    bad[4].second = "fr";
    EXPECT_EQ(post(clerk_.actor, "/exports", bad).status, 422);
    EXPECT_EQ(get(clerk_.actor, "/exports/abc/files/1").status, 404);
    EXPECT_EQ(get(clerk_.actor, "/exports/12345/files/1").status, 404);
}

TEST_P(Orders, submitted_twice_are_one) {
    const auto fields = form("same-key");
    EXPECT_EQ(post(clerk_.actor, "/exports", fields).status, 303);
    EXPECT_EQ(post(clerk_.actor, "/exports", fields).status, 303);
    EXPECT_THAT(db().reading([&](db::Conn& conn) { return orders_of(conn, agency_); }), SizeIs(1));
}

DINH_BOTH_ENGINES(Orders);

}  // namespace

}  // namespace dinh::exports::test
