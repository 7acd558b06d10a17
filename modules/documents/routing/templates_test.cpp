// The usual routes of a body: set, changed and ended by those who keep them, as deeds and as pages.
#include <gmock/gmock.h>

#include "modules/documents/tests/out_desk.hpp"

namespace dinh::documents {

namespace {

using test::day;
using test::FormFields;
using test::refusals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<TemplateStep> kShort{{"content_initial", "unit_leader"}, {"sign", "signer"}};
constexpr const char* kPath = "/documents/routes";

class TemplatesTest : public test::OutDesk {
protected:
    Id set(const Actor& actor, const std::vector<TemplateStep>& steps, Day from, std::string_view kind = "cong_van") {
        return db().writing([&](db::Tx& tx) { return set_route_template(tx, actor, office_.body, kind, steps, from); });
    }
    void end(const Actor& actor, Id id, Day until, std::int64_t version = 1) {
        write([&](db::Tx& tx) { end_route_template(tx, actor, id, version, until); });
    }
    std::vector<RouteTemplate> all() {
        return db().reading([&](db::Conn& conn) { return route_templates_of(conn, office_.body); });
    }
    std::size_t proposed(Id draft) {
        return db().reading([&](db::Conn& conn) { return proposed_route(conn, *directory_, out(draft)).size(); });
    }
    FormFields typed(const char* from = "20/11/2026") const {
        return {{"issuing_body", std::to_string(office_.body)},
                {"kind", "cong_van"},
                {"from", from},
                {"step_kind", "preview"},
                {"step_role", "deputy_agency_leader"},
                {"step_kind", ""},
                {"step_role", "signer"},
                {"step_kind", "sign"},
                {"step_role", "signer"}};
    }
};
DINH_BOTH_ENGINES(TemplatesTest);

}  // namespace

TEST_P(TemplatesTest, refuses_what_is_no_route) {
    const auto fields = [&](const std::vector<TemplateStep>& steps, Day from = day(11, 20), const char* kind = "") {
        return refusals([&] { set(office_.clerk, steps, from, kind); });
    };
    EXPECT_THAT(fields({}), ElementsAre("steps"));
    EXPECT_THAT(fields({{"sign", "signer"}, {"preview", "signer"}}), ElementsAre("steps"));
    EXPECT_THAT(fields({{"sign", "signer"}, {"sign", "signer"}}), ElementsAre("steps"));
    EXPECT_THAT(fields({{"dance", "unit_leader"}, {"sign", "signer"}}), ElementsAre("steps"));
    EXPECT_THAT(fields({{"preview", "king"}, {"sign", "signer"}}), ElementsAre("steps"));
    EXPECT_THAT(fields(kShort, day(11, 19), "khong_co"), ElementsAre("kind", "from"));
    std::vector<TemplateStep> many(12, {"opinion", "unit_leader"});
    many.push_back({"sign", "signer"});
    EXPECT_THAT(fields(many), ElementsAre("steps"));
    EXPECT_THAT(all(), IsEmpty());
}

TEST_P(TemplatesTest, clerk_and_head_of_office_keep_them_and_nobody_else) {
    set(office_.clerk, kShort, day(11, 20));
    set(office_.chief, kShort, day(11, 20));
    for (const Actor* actor : {&office_.director, &office_.head, &office_.specialist}) {
        EXPECT_THROW(set(*actor, kShort, day(11, 20)), Forbidden);
        EXPECT_THROW(end(*actor, all()[0].id, day(11, 21)), Forbidden);
    }
    EXPECT_THROW(set(other_.clerk, kShort, day(11, 20)), NotFound);
    EXPECT_THROW(end(other_.clerk, all()[0].id, day(11, 21)), NotFound);
    Actor reader = office_.clerk;
    reader.read_only = true;
    EXPECT_THROW(set(reader, kShort, day(11, 20)), Forbidden);
}

TEST_P(TemplatesTest, holds_between_its_days_and_the_common_route_before_and_after) {
    const Id id = draft_one(letter());
    EXPECT_EQ(proposed(id), 3U);
    const Id first = set(office_.clerk, kShort, day(11, 23));
    EXPECT_EQ(proposed(id), 3U) << "it is still to come";
    now_.set(*clock::parse_instant("2026-11-23T03:00:00Z"));
    EXPECT_EQ(proposed(id), 2U);
    set(office_.clerk, {{"sign", "signer"}}, day(11, 25));
    EXPECT_EQ(all()[1].until, day(11, 25));
    EXPECT_THROW(end(office_.clerk, first, day(11, 24), 1), Conflict);
    EXPECT_THAT(refusals([&] { end(office_.clerk, first, day(11, 24), 2); }), ElementsAre("until"));
    now_.set(*clock::parse_instant("2026-11-25T03:00:00Z"));
    EXPECT_EQ(proposed(id), 1U);
    EXPECT_THAT(refusals([&] { end(office_.clerk, all()[0].id, day(11, 24)); }), ElementsAre("until"));
    end(office_.clerk, all()[0].id, day(11, 25));
    EXPECT_EQ(proposed(id), 3U);
}

TEST_P(TemplatesTest, pages_list_add_change_and_end) {
    EXPECT_THAT(get(office_.chief, kPath).body, HasSubstr("Chưa đặt quy trình nào."));
    EXPECT_EQ(get(office_.specialist, kPath).status, 403);
    EXPECT_EQ(get(office_.specialist, std::string(kPath) + "/new").status, 403);
    const auto refused = post(office_.chief, kPath, typed("31/02/2026"));
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("31/02/2026"));
    EXPECT_THAT(refused.body, HasSubstr("<option value=\"preview\" selected>"));
    EXPECT_EQ(post(office_.specialist, kPath, typed()).status, 403);
    EXPECT_EQ(post(other_.clerk, kPath, typed()).status, 404);
    ASSERT_EQ(post(office_.chief, kPath, typed()).status, 303);
    ASSERT_EQ(all().size(), 1U);
    EXPECT_EQ(all()[0].steps.size(), 2U) << "the row without a step is left out";
    const auto list = get(office_.clerk, kPath);
    for (const char* words : {"Xem trước – Cấp phó của người đứng đầu cơ quan", "Từ 20/11/2026", "Đang dùng"})
        EXPECT_THAT(list.body, HasSubstr(words));
    const std::string id = std::to_string(all()[0].id);
    EXPECT_THAT(get(office_.chief, std::string(kPath) + "/new", {{"from_route", id}}).body,
                HasSubstr("<option value=\"preview\" selected>"));
    EXPECT_THAT(get(other_.clerk, std::string(kPath) + "/new", {{"from_route", id}}).body,
                testing::Not(HasSubstr("<option value=\"preview\" selected>")));
    const auto end_by_form = [&](const Actor& actor, const char* until, const char* version) {
        return post(actor, std::string(kPath) + "/" + id,
                    {{"_method", "delete"}, {"until", until}, {"version", version}})
            .status;
    };
    EXPECT_EQ(end_by_form(office_.chief, "hôm qua kia", "1"), 422);
    EXPECT_EQ(end_by_form(office_.chief, "19/11/2026", "1"), 422);
    EXPECT_EQ(end_by_form(office_.chief, "21/11/2026", "9"), 409);
    EXPECT_EQ(end_by_form(office_.specialist, "21/11/2026", "1"), 403);
    EXPECT_EQ(end_by_form(other_.clerk, "21/11/2026", "1"), 404);
    EXPECT_EQ(end_by_form(office_.chief, "21/11/2026", "1"), 303);
    EXPECT_THAT(get(office_.clerk, kPath).body, HasSubstr("đến trước 21/11/2026"));
}

TEST_P(TemplatesTest, two_who_set_at_once_leave_one_open) {
    const auto both = [&] {
        std::vector<std::thread> threads;
        for (const Actor* actor : {&office_.clerk, &office_.chief})
            threads.emplace_back([&, actor] {
                try {
                    set(*actor, kShort, day(11, 20));
                } catch (const Conflict&) {}
            });
        for (auto& thread : threads) thread.join();
    };
    for (int round = 0; round < 5; ++round) both();
    const auto kept = all();
    EXPECT_EQ(std::count_if(kept.begin(), kept.end(), [](const auto& one) { return !one.until; }), 1);
}

}  // namespace dinh::documents
