#include "platform/deed/deed.hpp"

#include <gmock/gmock.h>

#include "tests/support/databases.hpp"
#include "tests/support/plans.hpp"

namespace dinh::deed {

namespace {

using testing::IsEmpty;

constexpr db::Sql kNote{"deed_test.note",
                        "INSERT INTO record_history (id, kind, record, at, person, person_name, capacity, "
                        "deed, words, changes) VALUES ($1, 'x', 1, '', 0, '', '', '', '', '[]')"};
constexpr db::Sql kNotes{"deed_test.notes", "SELECT count(*) FROM record_history"};
constexpr db::Sql kKeys{"deed_test.keys", "SELECT count(*) FROM deed_key"};

Actor person(Id id) {
    Actor actor;
    actor.person = id;
    actor.name = "Nguyễn Thị Mai";
    return actor;
}

class Deed : public test::OnBothEngines {
protected:
    Deed() : OnBothEngines({"deed"}) {}
    std::int64_t count(const db::Sql& sql) {
        return db().reading([&](db::Conn& conn) { return conn.integer(sql); });
    }
    // Leaves one row and answers with its id.
    Id noted(std::string_view key, Id by = 1) {
        return once(db(), person(by), key, [](db::Tx& tx) {
            const Id id = ids::make();
            tx.exec(kNote, id);
            return id;
        });
    }
};

TEST_P(Deed, answers_the_second_submit_with_the_first_result) {
    const Id first = noted("form-1");
    EXPECT_EQ(noted("form-1"), first);
    EXPECT_EQ(count(kNotes), 1);
    EXPECT_NE(noted("form-2"), first);
    EXPECT_EQ(count(kNotes), 2);
}

TEST_P(Deed, runs_each_time_without_a_key) {
    EXPECT_NE(noted(""), noted(""));
    EXPECT_EQ(count(kNotes), 2);
    EXPECT_EQ(count(kKeys), 0);
}

TEST_P(Deed, keeps_a_sentence_with_its_values_for_every_language) {
    db().write([](db::Tx& tx) {
        history(tx, person(1), nullptr, "incoming", 7, "incoming.register",
                Said("Vào sổ, số đến %1 của %2", {"125", "S\x1fở"}));
        history(tx, person(1), nullptr, "incoming", 7, "incoming.close", "Kết thúc 100%");
    });
    const auto lines = db().reading([](db::Conn& conn) { return history_of(conn, "incoming", 7); });
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].words, "Kết thúc 100%");
    EXPECT_THAT(lines[0].said.values(), IsEmpty());
    EXPECT_EQ(lines[1].words, "Vào sổ, số đến 125 của Sở");
    EXPECT_EQ(lines[1].said.pattern(), "Vào sổ, số đến %1 của %2");
    EXPECT_THAT(lines[1].said.values(), testing::ElementsAre("125", "Sở"));
}

TEST_P(Deed, refuses_the_key_of_another_person) {
    noted("form-1", 1);
    EXPECT_THROW(noted("form-1", 2), Conflict);
    EXPECT_EQ(count(kNotes), 1);
}

TEST_P(Deed, forgets_the_key_of_a_deed_that_failed) {
    EXPECT_THROW(once(db(), person(1), "form-1",
                      [](db::Tx& tx) -> Id {
                          tx.exec(kNote, ids::make());
                          throw Refused("Không được.");
                      }),
                 Refused);
    EXPECT_EQ(count(kNotes), 0);
    EXPECT_EQ(count(kKeys), 0);
    noted("form-1");
    EXPECT_EQ(count(kNotes), 1);
}

TEST_P(Deed, runs_once_when_submitted_many_times_at_once) {
    std::mutex mutex;
    std::set<Id> results;
    const auto outcomes = test::two_at_once(8, [&] {
        const Id id = noted("form-1");
        const std::lock_guard lock(mutex);
        results.insert(id);
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 8);
    EXPECT_EQ(results.size(), 1u);
    EXPECT_EQ(count(kNotes), 1);
}

TEST_P(Deed, lets_the_second_submit_work_when_the_first_one_fails_meanwhile) {
    std::atomic<int> runs{0};
    const auto outcomes = test::two_at_once(4, [&] {
        once(db(), person(1), "form-1", [&](db::Tx& tx) {
            if (runs++ == 0) throw Refused("Không được.");
            const Id id = ids::make();
            tx.exec(kNote, id);
            return id;
        });
    });
    EXPECT_EQ(test::count(outcomes, "Refused"), 1);
    EXPECT_EQ(test::count(outcomes, "ok"), 3);
    EXPECT_EQ(count(kNotes), 1);
}

// Loses the connection at the first commit: before or after it took place.
class Losing : public db::Database {
public:
    enum class When { before_commit, after_commit };
    Losing(db::Database& real, When when) : real_(real), when_(when) {}
    db::Engine engine() const override { return real_.engine(); }
    void read(const std::function<void(db::Conn&)>& work) override { real_.read(work); }
    void write(const std::function<void(db::Tx&)>& work) override {
        if (lost_++ == 0) {
            if (when_ == When::after_commit) real_.write(work);
            throw db::Lost("the reply to COMMIT did not come");
        }
        real_.write(work);
    }
    void notify(db::Tx&, std::string_view, std::string_view) override {}
    void listen(std::string_view, std::function<void(std::string_view)>) override {}
    void snapshot_to(const std::string&) override {}

private:
    db::Database& real_;
    When when_;
    int lost_ = 0;
};

TEST_P(Deed, finds_out_by_the_key_what_became_of_a_lost_commit) {
    for (const auto when : {Losing::When::before_commit, Losing::When::after_commit}) {
        Losing losing(db(), when);
        const std::int64_t before = count(kNotes);
        const Id id = once(losing, person(1), new_key(), [](db::Tx& tx) {
            const Id made = ids::make();
            tx.exec(kNote, made);
            return made;
        });
        EXPECT_EQ(count(kNotes), before + 1);
        constexpr db::Sql kThere{"deed_test.there", "SELECT count(*) FROM record_history WHERE id = $1"};
        EXPECT_EQ(db().reading([&](db::Conn& conn) { return conn.integer(kThere, id); }), 1);
    }
}

TEST_P(Deed, says_that_nobody_knows_when_a_commit_is_lost_without_a_key) {
    Losing losing(db(), Losing::When::before_commit);
    int runs = 0;
    try {
        once(losing, person(1), "", [&](db::Tx&) -> Id { return ++runs; });
        FAIL() << "nothing was thrown";
    } catch (const Unavailable& failure) {
        EXPECT_NE(failure.for_person().find("đã được ghi chưa"), std::string::npos);
    }
    EXPECT_EQ(runs, 0);
}

TEST_P(Deed, refuses_keys_that_are_no_keys) {
    const std::string longest(200, 'k');
    EXPECT_NO_THROW(noted(longest));
    for (const std::string& key : {longest + "k", std::string("a b"), std::string("a\0b", 3), std::string("khóa"),
                                   std::string("a\nb"), std::string("\xff")}) {
        EXPECT_THROW(noted(key), Refused) << key;
    }
}

TEST_P(Deed, forgets_old_keys_only) {
    clock::Frozen frozen("2026-11-01T08:00:00.000Z");
    noted("old");
    frozen.advance_ms(3'600'000);
    noted("new");
    const Instant limit{clock::now().ms - 1000};
    EXPECT_EQ(db().writing([&](db::Tx& tx) { return forget_keys(tx, limit); }), 1);
    EXPECT_EQ(count(kKeys), 1);
    noted("new");
    EXPECT_EQ(count(kNotes), 2);
}

TEST_P(Deed, makes_keys_that_differ_and_pass) {
    const std::string key = new_key();
    EXPECT_NE(key, new_key());
    EXPECT_GE(key.size(), 20u);
    EXPECT_NO_THROW(noted(key));
}

TEST_P(Deed, keeps_what_people_read_of_a_record) {
    const clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    Capacity deputy;
    deputy.title = "Phó Giám đốc";
    deputy.delegation = 9;
    db().write([&](db::Tx& tx) {
        history(tx, person(4), &deputy, "incoming", 12, "incoming.register", "Vào sổ, số đến 125");
        history(tx, Actor::system(), nullptr, "incoming", 12, "incoming.edit", "Sửa trích yếu",
                {{"subject", "Về \"cũ\"\n{{x}}", "Về việc mới"}, {"deadline", "", "2026-12-01"}});
        history(tx, person(4), nullptr, "incoming", 13, "incoming.register", "Vào sổ");
        history(tx, person(4), nullptr, "outgoing", 12, "outgoing.draft", "Soạn");
    });
    const auto lines = db().reading([](db::Conn& conn) { return history_of(conn, "incoming", 12); });
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].deed, "incoming.edit");
    EXPECT_EQ(lines[0].person_name, "Hệ thống");
    ASSERT_EQ(lines[0].changes.size(), 2u);
    EXPECT_EQ(lines[0].changes[0].before, "Về \"cũ\"\n{{x}}");
    EXPECT_EQ(lines[0].changes[1].after, "2026-12-01");
    EXPECT_EQ(lines[1].words, "Vào sổ, số đến 125");
    EXPECT_EQ(lines[1].capacity, "Phó Giám đốc (theo ủy quyền)");
    EXPECT_EQ(lines[1].person, 4);
    EXPECT_EQ(clock::to_text(lines[1].at), "2026-11-21T08:00:00.000Z");
    EXPECT_TRUE(lines[1].changes.empty());
    EXPECT_EQ(db().reading([](db::Conn& conn) { return history_of(conn, "incoming", 12, 1); }).size(), 1u);
}

TEST(CapacityWords, name_the_delegation_once) {
    EXPECT_EQ(capacity_words(nullptr), "");
    Capacity capacity;
    capacity.title = "Giám đốc";
    EXPECT_EQ(capacity_words(&capacity), "Giám đốc");
    capacity.delegation = 3;
    EXPECT_EQ(capacity_words(&capacity), "Giám đốc (theo ủy quyền)");
    capacity.title = "Phó Giám đốc theo ủy quyền của Lê Văn Bình";
    EXPECT_EQ(capacity_words(&capacity), "Phó Giám đốc theo ủy quyền của Lê Văn Bình");
}

TEST_P(Deed, reads_no_whole_table) {
    db().write([&](db::Tx& tx) {
        test::Plans plans(tx);
        history_of(plans, "incoming", 12);
        forget_keys(plans, clock::now());
        EXPECT_EQ(plans.statements(), 2);
        EXPECT_THAT(plans.full_scans(), IsEmpty()) << plans.text();
    });
}

DINH_BOTH_ENGINES(Deed);

}  // namespace

}  // namespace dinh::deed
