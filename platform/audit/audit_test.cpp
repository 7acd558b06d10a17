#include "platform/audit/audit.hpp"

#include <gmock/gmock.h>

#include "platform/audit/chain.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/plans.hpp"

namespace dinh::audit {

namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Actor person(Id id) {
    Actor actor;
    actor.person = id;
    actor.name = "Nguyễn Thị Mai";
    return actor;
}

class Audit : public test::OnBothEngines {
protected:
    Audit() : OnBothEngines({"audit"}) {}
    void add(std::string_view deed, Id record = 12, Id by = 1, std::string_view secret = {}) {
        db().write([&](db::Tx& tx) { append(tx, person(by), nullptr, deed, "incoming", record, "{\"n\":1}", secret); });
    }
    void add_many(int count) {
        db().write([&](db::Tx& tx) {
            for (int i = 0; i < count; ++i) append(tx, person(1), nullptr, "incoming.register", "incoming", i + 1);
        });
    }
    // What somebody with the database in his hands might do.
    void tamper(const char* text) {
        db().write([&](db::Tx& tx) { ASSERT_GT(tx.change({"audit_test.tamper", text}, {}), 0) << text; });
    }
    std::vector<Line> lines(std::string_view prefix, Id by = 0, Id before = 0, int most = 100) {
        return db().reading([&](db::Conn& conn) { return newest(conn, prefix, by, before, most); });
    }
};

TEST_P(Audit, seals_in_a_chain_that_proves_itself) {
    add("incoming.register");
    add("incoming.assign");
    EXPECT_EQ(seal(db(), 1), 2);
    add("incoming.close");
    EXPECT_EQ(seal(db(), 1), 1);
    const Verdict verdict = verify(db());
    EXPECT_TRUE(verdict.proven) << verdict.fault;
    EXPECT_EQ(verdict.sealed, 3);
    EXPECT_EQ(verdict.unsealed_over_60s, 0);
    EXPECT_EQ(verdict.root.size(), 64u);
    EXPECT_NE(verdict.root, chain::start());
}

TEST_P(Audit, proves_an_empty_chain) {
    const Verdict verdict = verify(db());
    EXPECT_TRUE(verdict.proven) << verdict.fault;
    EXPECT_EQ(verdict.root, chain::start());
    EXPECT_EQ(seal(db(), 1), 0);
}

TEST_P(Audit, gives_no_place_to_a_deed_that_failed) {
    EXPECT_THROW(db().write([](db::Tx& tx) {
        append(tx, person(1), nullptr, "incoming.register", "incoming", 12);
        throw Refused("Không được.");
    }),
                 Refused);
    EXPECT_EQ(seal(db(), 1), 0);
    EXPECT_THAT(lines(""), IsEmpty());
}

TEST_P(Audit, seals_more_than_one_batch_in_a_round) {
    add_many(1234);
    EXPECT_EQ(seal(db(), 1), 1234);
    const Verdict verdict = verify(db());
    EXPECT_TRUE(verdict.proven) << verdict.fault;
    EXPECT_EQ(verdict.sealed, 1234);
}

TEST_P(Audit, keeps_one_chain_under_two_sealers_and_deeds_at_once) {
    std::atomic<int> sealed{0};
    const auto outcomes = test::at_once(6, [&](int i) {
        for (int round = 0; round < 15; ++round) {
            if (i < 2)
                sealed += seal(db(), i);
            else
                add("incoming.register", i * 100 + round);
        }
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 6) << testing::PrintToString(outcomes);
    sealed += seal(db(), 0) + seal(db(), 1);
    EXPECT_EQ(sealed, 60);
    const Verdict verdict = verify(db());
    EXPECT_TRUE(verdict.proven) << verdict.fault;
    EXPECT_EQ(verdict.sealed, 60);
}

TEST_P(Audit, keeps_one_chain_under_two_sealers_of_one_node) {
    add_many(700);
    std::atomic<int> sealed{0};
    const auto outcomes = test::two_at_once(4, [&] { sealed += seal(db(), 5); });
    EXPECT_EQ(test::count(outcomes, "ok"), 4) << testing::PrintToString(outcomes);
    EXPECT_EQ(sealed, 700);
    EXPECT_TRUE(verify(db()).proven);
}

TEST_P(Audit, leaves_the_chain_to_the_node_with_the_lease_until_it_runs_out) {
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    add("a.b");
    EXPECT_EQ(seal(db(), 1), 1);
    add("a.c");
    EXPECT_EQ(seal(db(), 2), 0);
    frozen.advance_ms(19'000);
    EXPECT_EQ(seal(db(), 2), 0);
    EXPECT_EQ(seal(db(), 1), 1);  // renews
    add("a.d");
    frozen.advance_ms(19'000);
    EXPECT_EQ(seal(db(), 2), 0);
    frozen.advance_ms(2'000);
    EXPECT_EQ(seal(db(), 2), 1);
    EXPECT_EQ(seal(db(), 1), 0);
    EXPECT_TRUE(verify(db()).proven);
}

TEST_P(Audit, writes_nothing_when_nothing_waits) {
    add("a.b");
    seal(db(), 1);
    constexpr db::Sql kUntil{"audit_test.until", "SELECT until FROM audit_lease"};
    const auto until = [&] { return db().reading([&](db::Conn& conn) { return conn.query(kUntil).first().text(0); }); };
    const std::string before = until();
    clock::Frozen frozen(Instant{clock::now().ms + 5000});
    seal(db(), 1);
    EXPECT_EQ(until(), before);
}

TEST_P(Audit, finds_a_changed_entry) {
    add_many(5);
    seal(db(), 1);
    tamper("UPDATE audit_entry SET person_name = 'Lê Văn Bình' WHERE record = 3");
    const Verdict verdict = verify(db());
    EXPECT_FALSE(verdict.proven);
    EXPECT_THAT(verdict.fault, HasSubstr("sequence 3: the hash does not fit"));
    EXPECT_EQ(verdict.sealed, 2);
}

TEST_P(Audit, finds_a_value_moved_from_one_column_to_the_next) {
    db().write([](db::Tx& tx) { append(tx, person(1), nullptr, "ab", "c", 1); });
    seal(db(), 1);
    tamper("UPDATE audit_entry SET deed = 'a', kind = 'bc'");
    EXPECT_THAT(verify(db()).fault, HasSubstr("the hash does not fit"));
}

TEST_P(Audit, finds_a_removed_entry) {
    add_many(5);
    seal(db(), 1);
    tamper("DELETE FROM audit_entry WHERE record = 2");
    EXPECT_THAT(verify(db()).fault, HasSubstr("sequence 2: the entry"));
}

TEST_P(Audit, finds_a_removed_link) {
    add_many(5);
    seal(db(), 1);
    tamper("DELETE FROM audit_seal WHERE sequence = 4");
    EXPECT_THAT(verify(db()).fault, HasSubstr("links are missing before sequence 5"));
}

TEST_P(Audit, finds_a_cut_off_end_by_the_root_of_the_day) {
    add_many(5);
    seal(db(), 1);
    tamper("DELETE FROM audit_entry WHERE record = 5");
    tamper("DELETE FROM audit_seal WHERE sequence = 5");
    EXPECT_THAT(verify(db()).fault, HasSubstr("the root of"));
}

TEST_P(Audit, finds_an_entry_that_nobody_will_seal) {
    add_many(3);
    seal(db(), 1);
    add("incoming.close", 9);
    tamper("DELETE FROM audit_unsealed");
    EXPECT_THAT(verify(db()).fault, HasSubstr("neither sealed nor waiting"));
}

TEST_P(Audit, finds_an_entry_waiting_to_be_sealed_twice) {
    add_many(1);
    seal(db(), 1);
    tamper("INSERT INTO audit_unsealed (entry) SELECT id FROM audit_entry");
    EXPECT_THAT(verify(db()).fault, HasSubstr("is sealed and waits"));
}

TEST_P(Audit, finds_entries_unsealed_for_a_minute) {
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    add_many(2);
    frozen.advance_ms(59'000);
    EXPECT_TRUE(verify(db()).proven);
    frozen.advance_ms(2'000);
    const Verdict verdict = verify(db());
    EXPECT_FALSE(verdict.proven);
    EXPECT_EQ(verdict.unsealed_over_60s, 2);
    EXPECT_THAT(verdict.fault, HasSubstr("2 entries wait"));
}

TEST_P(Audit, keeps_the_root_of_each_day) {
    clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    const auto root = [&](const char* day) {
        return db().reading([&](db::Conn& conn) { return daily_root(conn, *clock::parse_day(day)); });
    };
    add("a.b");
    seal(db(), 1);
    const std::string first = verify(db()).root;
    frozen.set(*clock::parse_instant("2026-11-23T08:00:00.000Z"));
    add("a.c");
    seal(db(), 1);
    add("a.d");
    seal(db(), 1);
    EXPECT_EQ(root("2026-11-20"), "");
    EXPECT_EQ(root("2026-11-21"), first);
    EXPECT_EQ(root("2026-11-22"), first);
    EXPECT_EQ(root("2026-11-23"), verify(db()).root);
    // The clock goes back: the day of the root does not.
    frozen.set(*clock::parse_instant("2026-11-22T08:00:00.000Z"));
    add("a.e");
    seal(db(), 1);
    EXPECT_EQ(root("2026-11-22"), first);
    EXPECT_EQ(root("2026-11-23"), verify(db()).root);
    EXPECT_TRUE(verify(db()).proven) << verify(db()).fault;
}

TEST_P(Audit, keeps_secret_detail_only_as_a_digest_until_its_salt_is_deleted) {
    add("person.edit", 12, 1, "số định danh 019...");
    add("person.edit", 13, 1, "số định danh 019...");
    const auto found = lines("");
    const auto proof = [&](Id entry, std::string_view secret) {
        return db().reading([&](db::Conn& conn) { return matches(conn, entry, secret); });
    };
    EXPECT_EQ(proof(found[0].id, "số định danh 019..."), true);
    EXPECT_EQ(proof(found[0].id, "số định danh 020..."), false);
    constexpr db::Sql kDigests{"audit_test.digests",
                               "SELECT count(DISTINCT digest) FROM audit_entry WHERE digest <> ''"};
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return conn.integer(kDigests); }), 2) << "the same secret shows";
    seal(db(), 1);
    db().write([](db::Tx& tx) { forget_secrets(tx, "incoming", 13); });
    EXPECT_EQ(proof(found[0].id, "số định danh 019..."), std::nullopt);
    EXPECT_EQ(proof(found[1].id, "số định danh 019..."), true);
    EXPECT_TRUE(verify(db()).proven);
}

TEST_P(Audit, names_who_acted_and_in_which_capacity) {
    const clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    Capacity deputy;
    deputy.title = "Phó Giám đốc";
    deputy.delegation = 9;
    deputy.post = 77;
    db().write([&](db::Tx& tx) { append(tx, person(4), &deputy, "outgoing.sign", "outgoing", 12, "{\"number\":5}"); });
    const auto before = db().reading([](db::Conn& conn) { return of_record(conn, "outgoing", 12); });
    ASSERT_EQ(before.size(), 1u);
    EXPECT_EQ(before[0].actor, "Nguyễn Thị Mai");
    EXPECT_EQ(before[0].capacity, "Phó Giám đốc (theo ủy quyền)");
    EXPECT_EQ(before[0].detail, "{\"number\":5}");
    EXPECT_EQ(clock::to_text(before[0].at), "2026-11-21T08:00:00.000Z");
    EXPECT_EQ(before[0].sequence, 0);
    seal(db(), 1);
    EXPECT_EQ(db().reading([](db::Conn& conn) { return of_record(conn, "outgoing", 12); })[0].sequence, 1);
}

TEST_P(Audit, lists_by_deed_person_and_page) {
    add("incoming.register", 1, 1);
    add("incoming.assign", 2, 2);
    add("incomings.other", 3, 1);
    add("outgoing.draft", 4, 1);
    add("incoming.register", 5, 2);
    const auto records = [](const std::vector<Line>& found) {
        std::vector<Id> ids;
        for (const auto& line : found) ids.push_back(line.record);
        return ids;
    };
    using testing::ElementsAre;
    EXPECT_THAT(records(lines("")), ElementsAre(5, 4, 3, 2, 1));
    EXPECT_THAT(records(lines("incoming.")), ElementsAre(5, 2, 1));
    EXPECT_THAT(records(lines("incoming.register")), ElementsAre(5, 1));
    EXPECT_THAT(records(lines("incoming.", 2)), ElementsAre(5, 2));
    EXPECT_THAT(records(lines("", 1)), ElementsAre(4, 3, 1));
    EXPECT_THAT(records(lines("incoming.", 0, 0, 2)), ElementsAre(5, 2));
    EXPECT_THAT(records(lines("incoming.", 0, lines("")[0].id, 1)), ElementsAre(2));
    EXPECT_THAT(records(lines("nothing.")), IsEmpty());
}

TEST_P(Audit, logs_views_in_batches) {
    constexpr db::Sql kViews{"audit_test.views", "SELECT record, views FROM access_log ORDER BY record"};
    for (int i = 0; i < 3; ++i) note_view(person(1), "incoming", 12, "10.0.0.1");
    note_view(person(1), "incoming", 13, "10.0.0.1");
    EXPECT_EQ(flush_views(db()), 2);
    EXPECT_EQ(flush_views(db()), 0);
    const db::Rows rows = db().reading([&](db::Conn& conn) { return conn.query(kViews); });
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].integer(1), 3);
    EXPECT_EQ(rows[1].integer(1), 1);
}

// A database whose writing fails, as with a full disk.
class Failing : public db::Database {
public:
    db::Engine engine() const override { return db::Engine::sqlite; }
    void read(const std::function<void(db::Conn&)>&) override {}
    void write(const std::function<void(db::Tx&)>&) override { throw Unavailable("full"); }
    void notify(db::Tx&, std::string_view, std::string_view) override {}
    void listen(std::string_view, std::function<void(std::string_view)>) override {}
    void snapshot_to(const std::string&) override {}
};

TEST_P(Audit, keeps_views_that_could_not_be_written_for_the_next_time) {
    note_view(person(1), "incoming", 12, "10.0.0.1");
    Failing failing;
    EXPECT_THROW(flush_views(failing), Unavailable);
    note_view(person(1), "incoming", 12, "10.0.0.1");
    EXPECT_EQ(flush_views(db()), 1);
    constexpr db::Sql kViews{"audit_test.views", "SELECT views FROM access_log"};
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return conn.integer(kViews); }), 2);
}

TEST_P(Audit, reads_no_whole_table) {
    add("incoming.register");
    db().write([](db::Tx& tx) {
        test::Plans plans(tx);
        of_record(plans, "incoming", 12);
        newest(plans, "incoming.", 0, 0, 50);
        newest(plans, "incoming.", 1, 0, 50);
        newest(plans, "", 0, 0, 50);
        forget_secrets(plans, "incoming", 12);
        matches(plans, 5, "x");
        daily_root(plans, clock::today());
        append(plans, person(1), nullptr, "a.b", "incoming", 12, "{}", "secret");
        EXPECT_THAT(plans.full_scans(), IsEmpty()) << plans.text();
    });
}

TEST(Chain, has_links_of_a_form_fixed_for_ever) {
    db::Rows rows;
    rows.start(chain::kColumns);
    rows.add_integer(5);
    rows.add_text("2026-11-21T08:00:00.000Z");
    rows.add_integer(1);
    rows.add_text("Mai");
    rows.add_text("");
    rows.add_integer(0);
    rows.add_integer(0);
    rows.add_text("incoming.register");
    rows.add_text("incoming");
    rows.add_integer(12);
    rows.add_text("{}");
    rows.add_text("");
    EXPECT_EQ(chain::link(chain::start(), 1, rows.first(), 0),
              "112ccb0da3aa2d79e7c55482cb5d3ebbf37998ab219ece70ff30257ef0ec0734");
}

DINH_BOTH_ENGINES(Audit);

}  // namespace

}  // namespace dinh::audit
