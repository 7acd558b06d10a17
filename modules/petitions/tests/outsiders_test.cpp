// What an outsider sees does not change when a petition is added and handled; and the sender's name stands nowhere but
// with the sender.
#include <gmock/gmock.h>

#include <random>
#include <regex>

#include "modules/petitions/tests/visit.hpp"
#include "platform/audit/audit.hpp"
#include "tests/support/columns.hpp"

namespace dinh::petitions {

namespace {

using test::Answer;
using test::day;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr const char* kRare = "quyzamb";  // part of the sender's name and address; stands nowhere else

class OutsidersTest : public test::VisitDesk {
protected:
    void SetUp() override {
        VisitDesk::SetUp();
        auditor_.actor.person = 4711;
        auditor_.actor.name = "Kiểm Toán Viên";
        auditor_.actor.grantees = {4711};
        Capacity as;
        as.post = 4712;
        as.agency = office_.agency;
        as.roles = {"auditor", "administrator", "it_officer"};
        auditor_.actor.capacities = {as};
    }
    std::vector<const test::Place*> outsiders() const {
        return {&office_.deputy, &office_.chief, &office_.specialist, &other_.deputy,
                &other_.chief,   &other_.leader, &other_.specialist,  &auditor_};
    }
    // Without what differs each time: tokens, keys, the number of the request.
    static std::string plain(const Answer& answer) {
        static const std::regex once(R"re((name="(csrf|_csrf|deed_key)" (content|value)=")[^"]*)re");
        static const std::regex numbers("[0-9]{15,}|[0-9a-f]{8}-[0-9a-f-]{20,}|<b>[0-9A-Z-]{6,}</b>");
        const std::string body = std::regex_replace(answer.body, once, "$1");
        return std::to_string(answer.status) + "\n" + std::regex_replace(body, numbers, "#");
    }
    std::string everything_seen_by(const Actor& actor) {
        std::string all;
        for (const char* view : {"open", "mine", "overdue", "waiting_receipt", "answered", "ended", "all"})
            for (const char* page : {"/petitions", "/petitions.csv"}) all += plain(get(actor, page, {{"view", view}}));
        for (const char* words : {"đơn", "thu hồi đất", "Quyzamba", "1/2026", "tố cáo", "Khiếu nại"}) {
            all += plain(get(actor, "/petitions", {{"q", words}, {"view", "all"}}));
            all += plain(get(actor, "/search", {{"q", words}}));
        }
        for (const char* page : {"/worklist", "/worklist/known", "/worklist/done", "/worklist/unit",
                                 "/worklist/notices", "/petitions/book", "/petitions/new", "/petitions/officers"})
            all += plain(get(actor, page));
        all += plain(get(actor, "/petitions/book/print", {{"body", std::to_string(office_.body)}, {"year", "2026"}}));
        module::Counters counters;
        db().read([&](db::Conn& conn) { worklist::manifest().counters(conn, house_, actor, counters); });
        for (const auto& [name, count] : counters) all += name + "=" + std::to_string(count) + "\n";
        return all;
    }
    std::vector<std::string> seen() {
        std::vector<std::string> all;
        for (const auto* one : outsiders()) all.push_back(everything_seen_by(one->actor));
        return all;
    }
    void nothing_changed(const std::vector<std::string>& before, Id id, const char* after_what) {
        const auto now = seen();
        for (std::size_t i = 0; i < now.size(); ++i)
            EXPECT_EQ(now[i], before[i]) << outsiders()[i]->actor.name << " after " << after_what;
        for (const auto* one : outsiders()) {
            for (const char* part :
                 {"", "/slip", "/passing-slip", "/correction", "/acceptance", "/files/1", "/readers"})
                EXPECT_EQ(plain(get(one->actor, path(id, part))), plain(get(one->actor, path(99, part))))
                    << one->actor.name << " " << part << " after " << after_what;
            EXPECT_EQ(deed(*one, id, "/guidance", {{"note", "Thử"}}).status, 404);
        }
    }
    Id random_petition(std::mt19937& random) {
        constexpr const char* kKinds[] = {"complaint", "denunciation", "proposal", "feedback"};
        constexpr const char* kSummaries[] = {"Khiếu nại thu hồi đất", "Tố cáo thu tiền sai", "Kiến nghị làm đường",
                                              "Phản ánh nước thải"};
        const auto at = random() % 4;
        auto one = input();
        one.kind = kKinds[at];
        one.summary = std::string(kSummaries[at]) + " lần " + std::to_string(random() % 1000);
        one.people = 1 + static_cast<int>(random() % 30);
        one.double_answered = true;
        return take(one, {{"quyzamba.pdf", test::stored(std::to_string(random()))}});
    }
    std::int64_t views(Id id, Id person) {
        audit::flush_views(db());
        constexpr db::Sql kViews{"test.views",
                                 "SELECT COUNT(*) FROM access_log WHERE kind = 'petition' AND record = $1 AND person = "
                                 "$2"};
        return db().reading([&](db::Conn& conn) { return conn.integer(kViews, id, person); });
    }

    test::Place auditor_;
};
DINH_BOTH_ENGINES(OutsidersTest);

}  // namespace

TEST_P(OutsidersTest, see_no_change_whatever_is_done_with_a_petition) {
    const auto before = seen();
    const std::string clerk_before = everything_seen_by(office_.clerk.actor);
    for (unsigned seed = 1; seed <= 3; ++seed) {
        std::mt19937 random(seed);
        const Id id = random_petition(random);
        nothing_changed(before, id, "taking in");
        switch (random() % 3) {
            case 0: pass_it(id, {other_.agency, ""}); break;
            case 1:
                write([&, at = version(id)](db::Tx& tx) { file_away(tx, office_.head.actor, id, at, "settled", ""); });
                break;
            default:
                accept_it(id, random() % 2 == 0 ? Settler{office_.division, 0} : Settler{0, office_.leader.post});
                answer_it(office_.leader.actor, id, day(11, 20));
                close_it(id);
        }
        nothing_changed(before, id, "the decision");
        if (const Id there = found(id).passed_petition; there != 0) nothing_changed(before, there, "passing on");
    }
    keep_all_sights(house_);
    for (const auto& job : worklist::manifest().jobs) job.work(house_, {});
    EXPECT_EQ(seen(), before);
    EXPECT_NE(everything_seen_by(office_.clerk.actor), clerk_before) << "what is looked at does show petitions";
}

TEST_P(OutsidersTest, the_senders_name_stands_with_the_sender_alone) {
    const Id id = take(denunciation(), {{"quyzamba.pdf", test::stored("quet")}});
    accept_it(id, {office_.division, 0});
    now_.set(*clock::parse_instant("2026-12-24T03:00:00Z"));
    for (const auto& job : worklist::manifest().jobs) job.work(house_, {});  // reminders
    answer_it(office_.leader.actor, id, day(12, 23));
    close_it(id);
    const Id second = take(input());
    pass_it(second, {other_.agency, ""});
    for (const auto& [who, page] :
         std::vector<std::pair<const Actor*, std::string>>{{&office_.clerk.actor, path(id)},
                                                           {&office_.clerk.actor, path(second, "/passing-slip")},
                                                           {&office_.head.actor, "/petitions"},
                                                           {&office_.leader.actor, path(id, "/slip")}})
        EXPECT_EQ(get(*who, page).status, 200) << page;
    get(office_.clerk.actor, "/search", {{"q", "Quyzamba"}});
    audit::flush_views(db());
    for (const auto& place : dinh::test::columns_with(db(), kRare)) EXPECT_THAT(place, StartsWith("petition_sender."));
    EXPECT_THAT(dinh::test::columns_with(db(), "thu hồi đất"), Not(IsEmpty()))
        << "the search itself finds what there is";
    for (const auto& line : captured_.lines()) EXPECT_EQ(line.find("uyzamb"), std::string::npos) << line;
}

TEST_P(OutsidersTest, even_those_concerned_meet_no_name_in_lists_and_search) {
    const Id id = take(input());
    accept_it(id, {office_.division, 0});
    for (const auto* who : {&office_.clerk, &office_.head, &office_.leader}) {
        for (const char* page : {"/petitions", "/worklist", "/worklist/unit", "/worklist/notices"})
            EXPECT_THAT(get(who->actor, page).body, Not(HasSubstr("uyzamb"))) << page;
        EXPECT_THAT(get(who->actor, "/petitions", {{"q", "thu hồi"}}).body, HasSubstr(path(id)));
        EXPECT_THAT(get(who->actor, "/search", {{"q", "thu hồi"}}).body, HasSubstr(path(id)));
        const auto by_name = get(who->actor, "/search", {{"q", "Quyzamba"}}).body;
        EXPECT_THAT(by_name, Not(HasSubstr(path(id)))) << "the name is not searched";
    }
}

TEST_P(OutsidersTest, who_reads_the_sender_is_written_down) {
    const Id id = take(denunciation());
    EXPECT_EQ(views(id, office_.clerk.person), 0);
    EXPECT_THAT(get(office_.clerk.actor, path(id)).body, HasSubstr("Hoàng Quyzamba"));
    EXPECT_EQ(views(id, office_.clerk.person), 1);
    get(office_.head.actor, "/petitions");
    EXPECT_EQ(views(id, office_.head.person), 0) << "a list shows no sender";
    get(office_.head.actor, "/petitions/book/print", {{"body", std::to_string(office_.body)}, {"year", "2026"}});
    EXPECT_EQ(views(id, office_.head.person), 0) << "the book hides denouncers";
    const Id complaint = take(input());
    get(office_.head.actor, "/petitions/book/print", {{"body", std::to_string(office_.body)}, {"year", "2026"}});
    EXPECT_EQ(views(complaint, office_.head.person), 1);
}

TEST_P(OutsidersTest, a_denouncer_is_unknown_to_the_next_agency_until_it_receives) {
    const Id id = take(denunciation(), {{"don.pdf", test::stored("quet")}});
    pass_it(id, {other_.agency, ""});
    const Id there = found(id).passed_petition;
    const auto& clerk = other_.clerk;
    const auto page = get(clerk.actor, path(there));
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, Not(HasSubstr("uyzamb")));
    EXPECT_EQ(get(clerk.actor, path(there, "/files/1")).status, 404);
    EXPECT_EQ(get(clerk.actor, path(there, "/slip")).status, 404);
    EXPECT_THAT(get(office_.clerk.actor, path(id, "/passing-slip")).body, Not(HasSubstr("uyzamb")));
    EXPECT_EQ(deed(clerk, there, "/receipt", {{"received_day", "20/11/2026"}}).status, 303);
    EXPECT_THAT(get(clerk.actor, path(there)).body, HasSubstr("Hoàng Quyzamba"));
    EXPECT_EQ(get(other_.leader.actor, path(there)).status, 404);
}

}  // namespace dinh::petitions
