#include "modules/accounts/jobs/jobs.hpp"

#include <gmock/gmock.h>

#include "modules/accounts/tests/front.hpp"
#include "platform/error/error.hpp"
#include "platform/jobs/jobs.hpp"
#include "tests/support/at_once.hpp"

namespace dinh::accounts {

namespace {

using testing::HasSubstr;
using testing::Not;

class Jobs : public Front {
protected:
    void SetUp() override {
        Front::SetUp();
        change("UPDATE account SET second_factor = 'totp' WHERE id = $1", admin);
        jobs::set_kinds({{.name = "test.deliver",
                          .job_class = jobs::Class::quick,
                          .work = [](House&, const jobs::Job&) { throw std::runtime_error("<b>no line</b>"); },
                          .most_attempts = 1,
                          .what_to_do = "Xem đường truyền rồi làm lại."}});
        put();
        jobs::run_all(house);
    }
    void put() {
        db().write([](db::Tx& tx) { jobs::put(tx, "test.deliver", R"({"to":"bí mật"})"); });
    }
    std::vector<jobs::DeadLetter> dead() {
        return db().reading([](db::Conn& conn) { return jobs::dead_letters(conn); });
    }
    const Actor system_ = Actor::system();
};
DINH_BOTH_ENGINES(Jobs);

}  // namespace

TEST_P(Jobs, that_failed_stand_on_a_page_with_what_to_do) {
    ASSERT_EQ(dead().size(), 1U);
    put();
    auto browser = signed_in(admin, true), reads = signed_in(auditor), others = signed_in(officer);
    const auto page = browser.get("/accounts/jobs");
    for (const char* text :
         {"test.deliver", "Xem đường truyền rồi làm lại.", "&lt;b&gt;no line", "1 việc hỏng", "Đang chờ"})
        EXPECT_THAT(page.body, HasSubstr(text));
    EXPECT_THAT(page.body, Not(HasSubstr("bí mật"))) << "what it carries is not shown";
    EXPECT_THAT(reads.get("/accounts/jobs").body, Not(HasSubstr("/retries")));
    EXPECT_EQ(others.get("/accounts/jobs").status, 403);
}

TEST_P(Jobs, are_tried_again_or_laid_aside_by_administrators) {
    const std::string path = "/accounts/jobs/" + std::to_string(dead().at(0).id);
    auto browser = signed_in(admin, true), others = signed_in(officer);
    others.get("/accounts");
    EXPECT_EQ(others.post(path + "/retries", {}).status, 403);
    EXPECT_EQ(others.post(path, {{"_method", "delete"}}).status, 403);
    browser.get("/accounts/jobs");
    EXPECT_EQ(browser.post("/accounts/jobs/77/retries", {}).status, 404);
    EXPECT_EQ(browser.post(path + "/retries", {{"deed_key", "j1"}}).status, 303);
    EXPECT_TRUE(dead().empty());
    jobs::run_all(house);
    ASSERT_EQ(dead().size(), 1U) << "it failed again";
    EXPECT_EQ(browser.post(path, {{"_method", "delete"}, {"deed_key", "j2"}}).status, 303);
    EXPECT_TRUE(dead().empty());
    EXPECT_EQ(browser.post(path, {{"_method", "delete"}, {"deed_key", "j3"}}).status, 404);
    EXPECT_EQ(audited("job.retry") + audited("job.drop"), 2);
}

TEST_P(Jobs, are_helped_by_one_of_two) {
    const Id first = dead().at(0).id;
    test::one_wins("drop", "NotFound", [&] { db().write([&](db::Tx& tx) { drop_job(tx, system_, first); }); });
    put();
    jobs::run_all(house);
    const Id second = dead().at(0).id;
    const auto outcomes =
        test::at_once(2, [&](int) { db().write([&](db::Tx& tx) { retry_job(tx, system_, second); }); });
    EXPECT_GE(test::count(outcomes, "ok"), 1);
    EXPECT_TRUE(dead().empty());
    EXPECT_EQ(db().reading([](db::Conn& conn) { return jobs::waiting(conn); }).at(0).count, 1) << "waits once";
}

}  // namespace dinh::accounts
