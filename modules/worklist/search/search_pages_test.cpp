#include <gmock/gmock.h>

#include "modules/worklist/tests/desk.hpp"
#include "platform/audit/audit.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"

namespace dinh::worklist {

namespace {

using testing::HasSubstr;
using testing::Not;

class SearchPage : public test::Desk {
protected:
    void SetUp() override {
        Desk::SetUp();
        static const bool named =
            (set_search_kinds({{"incoming", "Văn bản đến", {}}, {"hidden", "Hồ sơ kín", {}}}), true);
        (void)named;
        search::restrict_kind("hidden");
        keep(101, "Kế hoạch chuyển đổi số", "Báo cáo Sở Nội vụ", "2026-10-01");
        keep(102, "Về việc thu hồi đất", "Công văn Sở Xây dựng Nông Bích Hiền", "2026-11-05");
        keep(103, "Thu hồi đất đợt hai", "Kế hoạch Sở Nội vụ", "2026-11-10");
        db().write([](db::Tx& tx) { search::learn_words(tx, 100); });
    }
    void keep(Id record, std::string title, std::string words, std::string_view day, std::string kind = "incoming") {
        search::Entry entry;
        entry.kind = std::move(kind);
        entry.record = record;
        entry.title = std::move(title);
        entry.words = std::move(words);
        entry.grantees = {kPost};
        entry.day = *clock::parse_day(day);
        entry.link = "/documents/incoming/" + std::to_string(record);
        db().write([&](db::Tx& tx) { search::put(tx, entry); });
    }
    // The links of the hits, in their order.
    std::vector<std::string> hits(const web::Pairs& query) {
        const auto answer = get("/search", query);
        EXPECT_EQ(answer.status, 200);
        std::vector<std::string> found;
        const std::string start = "<li><a href=\"/documents/incoming/";
        for (auto at = answer.body.find(start); at != std::string::npos; at = answer.body.find(start, at + 1))
            found.push_back(answer.body.substr(at + start.size(), 3));
        return found;
    }
    std::int64_t views(Id record) {
        audit::flush_views(db());
        constexpr db::Sql kViews{"search_page_test.views",
                                 "SELECT COALESCE(SUM(views), 0) FROM access_log WHERE record = $1 AND person = $2"};
        return db().reading([&](db::Conn& conn) { return conn.integer(kViews, record, kPerson); });
    }
};

TEST_P(SearchPage, proposes_near_words_and_says_so) {
    const auto page = get("/search", {{"q", "chuyn doi so"}});
    EXPECT_THAT(page.body, HasSubstr("Có phải bạn tìm"));
    EXPECT_THAT(page.body, HasSubstr("href=\"/search?q=chuyen%20doi%20so\""));
    EXPECT_THAT(page.body, HasSubstr("Không có kết quả đúng như đã gõ"));
    EXPECT_EQ(hits({{"q", "chuyn doi so"}}), std::vector<std::string>{"101"});
    EXPECT_EQ(page.input("q"), "chuyn doi so") << "what was asked stays";
    EXPECT_THAT(get("/search", {{"q", "xyzxyz"}}).body, HasSubstr("Không tìm thấy"));
    EXPECT_THAT(get("/search", {{"q", "chuyen doi so"}}).body, Not(HasSubstr("Có phải bạn tìm")));
    EXPECT_LE(page.queries, 16);
}

TEST_P(SearchPage, sorts_by_fit_or_day) {
    EXPECT_EQ(hits({{"q", "thu hồi đất"}, {"sort", "day"}}), (std::vector<std::string>{"103", "102"}));
    EXPECT_EQ(hits({{"q", "thu hồi đất"}, {"sort", "nothing"}}).size(), 2u);
    EXPECT_THAT(get("/search", {{"q", "đất"}, {"type", "ke_hoach"}}).body, HasSubstr("sort=day"));
}

TEST_P(SearchPage, filters_by_author_type_kind_and_day) {
    EXPECT_EQ(hits({{"q", "đất"}, {"author", "sở nội vụ"}}), std::vector<std::string>{"103"});
    EXPECT_EQ(hits({{"q", "đất"}, {"author", "bich hien"}}), std::vector<std::string>{"102"});
    EXPECT_EQ(hits({{"q", "đất"}, {"from", "06/11/2026"}}), std::vector<std::string>{"103"});
    EXPECT_EQ(hits({{"q", "đất"}, {"to", "06/11/2026"}}), std::vector<std::string>{"102"});
    EXPECT_EQ(hits({{"q", "đất"}, {"kind", "hidden"}}).size(), 0u);
    EXPECT_EQ(hits({{"q", "đất"}, {"kind", "no kind at all"}}).size(), 2u) << "what is unknown is left out";
    EXPECT_EQ(hits({{"q", "đất"}, {"agency", "999"}}).size(), 2u) << "an agency he does not work in";
    EXPECT_EQ(hits({{"q", "đất"}, {"from", "99/99/9999"}}).size(), 2u);
    const auto* plan = [] {
        for (const auto* kind : rules::kinds(*clock::make_day(2026, 11, 20)))
            if (kind->name == "Kế hoạch") return kind;
        return static_cast<const rules::DocumentKind*>(nullptr);
    }();
    ASSERT_NE(plan, nullptr);
    EXPECT_EQ(hits({{"q", "đất"}, {"type", plan->id}}), std::vector<std::string>{"103"});
}

TEST_P(SearchPage, offers_the_agencies_of_whoever_works_in_two) {
    EXPECT_THAT(get("/search").body, Not(HasSubstr("name=\"agency\"")));
    Capacity second = me_.capacities[0];
    second.agency = 2;
    me_.capacities.push_back(second);
    EXPECT_THAT(get("/search").body, HasSubstr("name=\"agency\""));
    EXPECT_EQ(hits({{"q", "đất"}, {"agency", "2"}}).size(), 0u);
}

TEST_P(SearchPage, notes_restricted_records_it_shows_as_views) {
    keep(201, "Đơn về đất rừng", "", "2026-11-01", "hidden");
    EXPECT_EQ(views(201), 0);
    get("/search", {{"q", "đất rừng"}});
    get("/search.csv", {{"q", "đất rừng"}});
    get("/search/print", {{"q", "đất rừng"}});
    get("/search", {{"q", "đất rừngg"}});
    EXPECT_GE(views(201), 3);
    get("/search", {{"q", "thu hồi"}});
    EXPECT_EQ(views(102), 0) << "of no restricted kind";
}

TEST_P(SearchPage, is_taken_away_as_table_and_on_paper_with_the_same_filters) {
    const web::Pairs query{{"q", "đất"}, {"author", "sở nội vụ"}};
    const auto csv = get("/search.csv", query);
    EXPECT_THAT(csv.body, HasSubstr("Thu hồi đất đợt hai"));
    EXPECT_THAT(csv.body, Not(HasSubstr("Về việc thu hồi đất")));
    const auto print = get("/search/print", query);
    EXPECT_EQ(print.status, 200);
    EXPECT_THAT(print.body, HasSubstr("Thu hồi đất đợt hai"));
    EXPECT_THAT(print.body, HasSubstr("sở nội vụ"));
    EXPECT_THAT(print.body, Not(HasSubstr("Về việc thu hồi đất")));
    EXPECT_THAT(get("/search", query).body, HasSubstr("/search/print?q="));
    EXPECT_EQ(get("/search.xlsx", query).status, 200);
}

TEST_P(SearchPage, takes_expressions_and_floods_as_plain_words) {
    for (const std::string& typed : std::vector<std::string>{
             "\" OR 1=1 --", "đất AND NOT (thu)", "đất & !hồi | x:*", "meta:dat*", "NEAR(a b)",
             std::string(100'000, 'a'), std::string(100'000, '('), "\xff\xfe", "';--", "<script>"}) {
        for (const char* name : {"q", "author", "type", "kind", "from", "sort", "agency"}) {
            const auto page = get("/search", {{"q", "đất"}, {name, typed}});
            EXPECT_EQ(page.status, 200) << name << " " << typed.substr(0, 30);
            EXPECT_THAT(page.body, Not(HasSubstr("<script>"))) << name;
        }
        EXPECT_EQ(get("/search/print", {{"q", typed}}).status, 200);
        EXPECT_EQ(get("/search.csv", {{"q", typed}, {"author", typed}}).status, 200);
    }
}

DINH_BOTH_ENGINES(SearchPage);

}  // namespace

}  // namespace dinh::worklist
