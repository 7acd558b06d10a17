// Every deed on accounts, sessions, tokens, second factors and settings, done by two at the same moment.
#include "tests/support/at_once.hpp"

#include "modules/accounts/second_factor/second_factor.hpp"
#include "modules/accounts/sessions/kept_forms.hpp"
#include "modules/accounts/tests/front.hpp"
#include "modules/accounts/tokens/tokens.hpp"
#include "platform/settings/settings.hpp"

namespace dinh::accounts {

namespace {

using test::both_win;
using test::one_wins;

class AccountsAtOnceTest : public Front {
protected:
    using Deed = std::function<void(db::Tx&)>;
    void one(const char* name, const char* loser, const Deed& deed) {
        one_wins(name, loser, [&] { db().write(deed); });
    }
    void both(const char* name, const Deed& deed) {
        both_win(name, [&] { db().write(deed); });
    }
    // A deed of the form (tx, actor, account, version, ...) on the clerk's account.
    template <class F, class... Args>
    void conflict(const char* name, F&& deed, const Args&... args) {
        const auto read = account(clerk).version;
        one(name, "Conflict", [&](db::Tx& tx) { deed(tx, system_, clerk.account, read, args...); });
    }
    Known session(bool second_factor = true) {
        const auto token = db().writing([&](db::Tx& tx) {
            return open_session(tx, clerk.account, Device{"10.0.0.1", "x"}, second_factor);
        });
        return *db().reading([&](db::Conn& conn) { return find_session(conn, token_hash(token.token)); });
    }
    Id directory_person(const char* code) {
        return db().writing([&](db::Tx& tx) {
            return directory::add_person(tx, system_, {code, "Người Mới", "", "", ""});
        });
    }
    std::int64_t count_of(const char* sql) {
        return db().reading([&](db::Conn& conn) { return conn.integer({"test.count_of", sql}, clerk.account); });
    }
    const Actor system_ = Actor::system();
};
DINH_BOTH_ENGINES(AccountsAtOnceTest);

}  // namespace

TEST_P(AccountsAtOnceTest, on_an_account_one_of_two_wins) {
    conflict("reset", reset_password, "$x$");
    conflict("unlock", unlock_account);
    conflict("switch off", disable_account, "Nghỉ phép dài");
    conflict("switch on", enable_account);
    conflict("no second factor", remove_second_factor, Id{0});
    EXPECT_EQ(audited("account.reset_password"), 1);
    EXPECT_EQ(audited("account.disable"), 1);
}

TEST_P(AccountsAtOnceTest, a_name_and_a_person_get_one_account) {
    const Id people[] = {directory_person("CB901"), directory_person("CB902")};
    one_wins("one name", "Refused", [&](int i) {
        db().write([&](db::Tx& tx) { create(tx, system_, {people[i], "trungten", "", true}, "$x$"); });
    });
    const Id person = directory_person("CB903");
    one_wins("one person", "Refused", [&](int i) {
        db().write([&](db::Tx& tx) { create(tx, system_, {person, "ten" + std::to_string(i), "", true}, "$x$"); });
    });
    EXPECT_EQ(audited("account.create"), 8) << "six of the house and these two";
}

TEST_P(AccountsAtOnceTest, a_password_is_changed_from_the_old_one_once) {
    const std::string old = db().reading([&](db::Conn& conn) {
        return conn.query({"test.hash", "SELECT password_hash FROM account WHERE id = $1"}, clerk.account)
            .first()
            .text(0);
    });
    const auto kept = session();
    std::atomic<int> changed{0};
    both_win("change password", [&](int i) {
        const auto mine = "$new" + std::to_string(i);
        changed += db().writing(
            [&](db::Tx& tx) { return change_password(tx, system_, clerk.account, old, mine, kept.session); });
    });
    EXPECT_EQ(changed, 1);
    EXPECT_EQ(audited("account.change_password"), 1);
}

TEST_P(AccountsAtOnceTest, who_is_not_used_is_switched_off_once) {
    clock_.advance_ms(86'400'000LL * 100);
    std::atomic<int> off{0};
    both_win("unused",
             [&](int) { off += db().writing([&](db::Tx& tx) { return disable_unused(tx, clock::now(), 100); }); });
    EXPECT_EQ(off, 6);
    EXPECT_EQ(audited("account.disable"), 6);
}

TEST_P(AccountsAtOnceTest, on_a_session_one_of_two_wins_or_both_do_the_same) {
    const auto half = session(false);
    one("second step", "Conflict", [&](db::Tx& tx) { pass_second_step(tx, system_, half, false); });
    both("unlock", [&](db::Tx& tx) { unlock_session(tx, system_, half); });
    one("end", "NotFound", [&](db::Tx& tx) { end_session(tx, system_, clerk.account, half.session); });
    const auto kept = session();
    session();
    both("end all others", [&](db::Tx& tx) { end_all_sessions(tx, system_, clerk.account, kept.session); });
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return sessions_of(conn, clerk.account, Instant{}).size(); }), 1U);
}

TEST_P(AccountsAtOnceTest, the_last_free_token_is_given_once_and_a_token_ends_once) {
    const Day until = clock::today() + 30;
    for (int i = 1; i < kMostTokens; ++i)
        db().write([&](db::Tx& tx) {
            create_token(tx, system_, clerk.account, {"phần mềm", until, {"documents:read"}}, new_token_text());
        });
    one("last token", "Refused", [&](db::Tx& tx) {
        create_token(tx, system_, clerk.account, {"phần mềm cuối", until, {"documents:read"}}, new_token_text());
    });
    const Id token =
        db().reading([&](db::Conn& conn) { return tokens_of(conn, clerk.account, clock::today()).front().id; });
    one("end token", "NotFound", [&](db::Tx& tx) { end_token(tx, system_, clerk.account, token); });
    EXPECT_EQ(audited("token.end"), 1);
}

TEST_P(AccountsAtOnceTest, a_second_factor_is_set_up_once_and_one_sheet_lives) {
    const auto known = session();
    one("app", "Conflict",
        [&](db::Tx& tx) { enrol_app(tx, system_, known, "sealed", 1, new_sheet(*house.keys, clerk.account, 10)); });
    both("sheet", [&](db::Tx& tx) { give_sheet(tx, system_, known, new_sheet(*house.keys, clerk.account, 10)); });
    EXPECT_EQ(count_of("SELECT COUNT(*) FROM one_time_code WHERE account = $1"), 10);
    EXPECT_EQ(account(clerk).codes_left, 10);
}

TEST_P(AccountsAtOnceTest, a_kept_form_is_dropped_once) {
    const Id form = ids::make();
    db().write([&](db::Tx& tx) {
        tx.exec({"test.keep", "INSERT INTO kept_form (id, account, sealed, kept_at) VALUES ($1, $2, $3, $4)"}, form,
                clerk.account, db::Bytes{"x"}, clock::now());
    });
    one("drop", "NotFound", [&](db::Tx& tx) { drop_kept_form(tx, clerk.account, form); });
}

TEST_P(AccountsAtOnceTest, what_is_chosen_twice_holds_once) {
    both("language", [&](db::Tx& tx) { set_language(tx, clerk.account, "en"); });
    both("post", [&](db::Tx& tx) { set_acting_post(tx, clerk.account, clerk.post); });
    EXPECT_EQ(account(clerk).language, "en");
    both_win("setting", [&](int i) {
        db().write([&](db::Tx& tx) {
            settings::set(tx, system_, "accounts.idle_lock_minutes", i == 0 ? "10" : "12", clock::today(), "QĐ 5");
        });
    });
    const auto lines = db().reading([](db::Conn& conn) { return settings::lines(conn, "accounts.idle_lock_minutes"); });
    EXPECT_EQ(std::count_if(lines.begin(), lines.end(), [](const auto& line) { return !line.replaced_at; }), 1);
    EXPECT_EQ(lines.size(), 2U) << "the other stands there as replaced";
}

}  // namespace dinh::accounts
