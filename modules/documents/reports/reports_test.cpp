#include "modules/documents/reports/reports.hpp"

#include <gmock/gmock.h>

#include "modules/documents/handling/handling.hpp"
#include "modules/documents/reports/table.hpp"
#include "modules/documents/tests/out_desk.hpp"
#include "tests/support/plans.hpp"

namespace dinh::documents {

namespace {

using namespace reports;
using testing::ElementsAre;
using testing::IsEmpty;

class ReportsTest : public test::OutDesk {
protected:
    void at(const char* instant) { now_.set(*clock::parse_instant(instant)); }
    void close(Id doc, std::string_view as = "done", std::string_view note = "") {
        write([&, read = version(doc)](db::Tx& tx) { close_incoming(tx, office_.chief, doc, read, as, note, ""); });
    }
    std::vector<Case> all(const char* period, std::optional<Day> today = {}) {
        return db().reading([&](db::Conn& conn) {
            return cases(conn, *directory_, office_.agency, *period_of(period), today.value_or(clock::today()));
        });
    }
    std::int64_t count(const char* period, Cell cell, std::optional<Day> today = {}) {
        return figure(sums_of(all(period, today)), cell);
    }
    std::int64_t incoming(const char* period, const char* column, std::optional<Day> today = {}) {
        return count(period, {"incoming", column, {}, {}}, today);
    }
    void expect_even(const char* period) {
        EXPECT_EQ(incoming(period, "carried") + incoming(period, "received"),
                  incoming(period, "closed") + incoming(period, "open"))
            << period;
        EXPECT_EQ(incoming(period, ""), incoming(period, "carried") + incoming(period, "received"));
    }
    Id arrived(std::optional<Day> due = {}) {
        auto one = input();
        one.document_day = clock::today();
        one.due = due;
        return register_one(one);
    }
    Id led(Day due) {
        const Id doc = arrived(due);
        const Id division = give(office_.clerk, doc, 0, "submit", {test::unit(office_.division)})[0];
        give(office_.head, doc, division, "assign", {test::post(office_.specialist.post)});
        return doc;
    }
    // A year of six documents: one of October closed in November, four of November in all ways, one still open.
    void fill() {
        at("2026-10-12T03:00:00Z");
        carried_ = arrived(test::day(10, 30));
        at("2026-11-02T03:00:00Z");
        on_time_ = led(test::day(11, 10));
        late_ = led(test::day(11, 4));
        nothing_ = arrived();
        open_ = arrived(test::day(11, 5));
        at("2026-11-06T03:00:00Z");
        close(on_time_);
        close(late_);
        close(nothing_, "without_result", "Văn bản gửi nhầm.");
        close(carried_);
        at("2026-11-20T03:00:00Z");
        fresh_ = led(test::day(11, 30));
    }
    void count_november() { count_period(db(), *directory_, office_.agency, *period_of("2026-11"), clock::today()); }

    Id carried_ = 0, on_time_ = 0, late_ = 0, nothing_ = 0, open_ = 0, fresh_ = 0;
};
DINH_BOTH_ENGINES(ReportsTest);

}  // namespace

TEST(ReportPeriods, are_months_and_quarters) {
    const auto november = *period_of("2026-11");
    EXPECT_EQ(clock::to_text(november.from) + clock::to_text(november.until), "2026-11-012026-11-30");
    const auto quarter = *period_of("2026-q4");
    EXPECT_EQ(clock::to_text(quarter.from) + clock::to_text(quarter.until), "2026-10-012026-12-31");
    EXPECT_EQ(before(*period_of("2026-01")).name, "2025-12");
    EXPECT_EQ(before(*period_of("2026-q1")).name, "2025-q4");
    EXPECT_EQ(months_of(quarter).size(), 3u);
    EXPECT_EQ(months_of(quarter)[2].name, "2026-12");
    EXPECT_EQ(months_of(november).size(), 1u);
    EXPECT_EQ(month_of(*clock::make_day(2024, 2, 29)).until, *clock::make_day(2024, 2, 29));
    for (const char* bad : {"", "2026", "2026-13", "2026-00", "2026-q5", "2026-q0", "2026-1", "1999-01", "2200-01",
                            "2026/11", "-026-11", "2026--1", "2026-1x", "2026-qq", "2026-11-01"})
        EXPECT_FALSE(period_of(bad)) << bad;
}

TEST_P(ReportsTest, say_what_became_of_each_document_in_a_month) {
    fill();
    EXPECT_EQ(incoming("2026-11", "carried"), 1);
    EXPECT_EQ(incoming("2026-11", "received"), 5);
    EXPECT_EQ(incoming("2026-11", "closed_on_time"), 1);
    EXPECT_EQ(incoming("2026-11", "closed_late"), 2);
    EXPECT_EQ(incoming("2026-11", "closed_without_result"), 1);
    EXPECT_EQ(incoming("2026-11", "open_overdue"), 1);
    EXPECT_EQ(incoming("2026-11", "open_in_time"), 1);
    EXPECT_EQ(incoming("2026-10", "received"), 1);
    EXPECT_EQ(incoming("2026-10", "open_overdue"), 1) << "its deadline was the 30th";
    EXPECT_EQ(incoming("2026-10", "closed"), 0) << "it was closed later";
    EXPECT_EQ(incoming("2026-09", ""), 0);
    for (const char* period : {"2026-09", "2026-10", "2026-11", "2026-12", "2026-q3", "2026-q4"}) expect_even(period);
}

TEST_P(ReportsTest, count_for_whom_led_last) {
    fill();
    const Cell division{"incoming", "received", office_.division, {}};
    EXPECT_EQ(count("2026-11", division), 3);
    EXPECT_EQ(count("2026-11", {"incoming", "received", office_.division, office_.specialist.post}), 3);
    EXPECT_EQ(count("2026-11", {"incoming", "received", 0, 0}), 2) << "nobody has them yet";
    const auto parts = db().reading([&](db::Conn& conn) { return tree_of(conn, fresh_); });
    write([&](db::Tx& tx) {
        hand_back(tx, office_.specialist, parts.back().id, parts.back().version, "Không thuộc việc của tôi.", false);
    });
    EXPECT_EQ(count("2026-11", {"incoming", "received", office_.division, office_.specialist.post}), 2);
    EXPECT_EQ(count("2026-11", {"incoming", "received", office_.division, 0}), 1) << "the unit has it again";
}

TEST_P(ReportsTest, leave_out_what_was_returned_or_belongs_to_others) {
    fill();
    const Id returned = arrived();
    write([&, read = version(returned)](db::Tx& tx) {
        return_to_sender(tx, office_.clerk, returned, read, "Gửi không đúng cơ quan.");
    });
    auto theirs = input();
    theirs.issuing_body = other_.body;
    register_as(other_.clerk, theirs);
    EXPECT_EQ(incoming("2026-11", "received"), 5);
}

TEST_P(ReportsTest, a_document_closed_and_opened_again_is_open) {
    fill();
    write([&, read = version(late_)](db::Tx& tx) {
        reopen_incoming(tx, office_.chief, late_, read, "Còn việc phải làm.");
    });
    EXPECT_EQ(incoming("2026-11", "closed_late"), 1);
    EXPECT_EQ(incoming("2026-11", "open_overdue"), 2);
    expect_even("2026-11");
}

TEST_P(ReportsTest, kept_sums_are_those_counted_slowly) {
    fill();
    count_all(db(), *directory_, clock::today());
    const auto of = [&](const char* period) {
        return db().reading([&](db::Conn& conn) { return kept(conn, *period_of(period), clock::today()); });
    };
    for (const char* period : {"2026-10", "2026-11", "2026-q4"}) {
        const auto sums = of(period);
        ASSERT_EQ(sums.size(), 1u) << period;
        for (const char* column : {"carried", "received", "closed_on_time", "closed_late", "closed_without_result",
                                   "closed", "open_in_time", "open_overdue", "open"})
            EXPECT_EQ(figure(sums[0].sums, {"incoming", column, {}, {}}), incoming(period, column))
                << period << " " << column;
    }
    EXPECT_THAT(of("2026-09"), IsEmpty());
    EXPECT_THAT(of("2027-q1"), IsEmpty());
}

TEST_P(ReportsTest, a_month_counted_again_replaces_what_was_kept) {
    fill();
    count_november();
    close(open_);
    count_november();
    const auto sums = db().reading([&](db::Conn& conn) { return kept(conn, *period_of("2026-11"), clock::today()); });
    ASSERT_EQ(sums.size(), 1u);
    EXPECT_EQ(figure(sums[0].sums, {"incoming", "received", {}, {}}), 5);
    EXPECT_EQ(figure(sums[0].sums, {"incoming", "open_overdue", {}, {}}), 0);
    EXPECT_EQ(figure(sums[0].sums, {"incoming", "closed_late", {}, {}}), 3);
    const auto closed = db().reading([&](db::Conn& conn) {
        return closed_by_month(conn, office_.agency, *period_of("2026-01"), *period_of("2026-11"));
    });
    std::int64_t all = 0;
    for (const auto& one : closed) all += one.records;
    EXPECT_EQ(all, 5);
}

TEST_P(ReportsTest, two_who_count_at_once_leave_one_count) {
    fill();
    const auto outcomes = dinh::test::at_once(4, [&](int) { count_november(); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 4) << testing::PrintToString(outcomes);
    const auto sums = db().reading([&](db::Conn& conn) { return kept(conn, *period_of("2026-11"), clock::today()); });
    ASSERT_EQ(sums.size(), 1u);
    EXPECT_EQ(figure(sums[0].sums, {"incoming", "received", {}, {}}), 5);
}

TEST_P(ReportsTest, months_long_over_are_not_counted_again) {
    fill();
    at("2026-12-20T03:00:00Z");
    count_all(db(), *directory_, clock::today());
    const auto counted = [&](const char* month) {
        return db()
            .reading([&](db::Conn& conn) { return kept(conn, *period_of(month), clock::today()); })
            .at(0)
            .counted_at;
    };
    const auto november = counted("2026-11"), december = counted("2026-12");
    at("2026-12-20T04:00:00Z");
    count_all(db(), *directory_, clock::today());
    EXPECT_EQ(counted("2026-11"), november);
    EXPECT_GT(counted("2026-12"), december);
}

TEST_P(ReportsTest, read_no_whole_table) {
    fill();
    db().write([&](db::Tx& tx) {
        dinh::test::Plans plans(tx);
        cases(plans, *directory_, office_.agency, *period_of("2026-11"), clock::today());
        kept(plans, *period_of("2026-11"), clock::today());
        closed_by_month(plans, office_.agency, *period_of("2026-01"), *period_of("2026-11"));
        EXPECT_THAT(plans.full_scans({"incoming_document", "outgoing_document", "forwarding", "handling_sum"}),
                    IsEmpty())
            << plans.text();
    });
}

// Who reads what.
TEST_P(ReportsTest, show_the_whole_to_who_leads_and_his_own_to_everybody) {
    const auto scope = [&](const Actor& actor) { return scope_of(actor, *directory_, office_.agency); };
    for (const Actor* actor : {&office_.clerk, &office_.director, &office_.deputy, &office_.chief})
        EXPECT_TRUE(scope(*actor)->whole);
    EXPECT_FALSE(scope(office_.head)->whole);
    EXPECT_THAT(scope(office_.head)->units, ElementsAre(office_.division));
    EXPECT_THAT(scope(office_.specialist)->units, IsEmpty());
    EXPECT_THAT(scope(office_.specialist)->posts, ElementsAre(office_.specialist.post));
    EXPECT_FALSE(scope(other_.director));
}

TEST_P(ReportsTest, each_figure_of_the_page_is_the_length_of_its_list) {
    fill();
    get(office_.director, "/documents/reports");  // reads the directory
    const auto page = get(office_.director, "/documents/reports");
    ASSERT_EQ(page.status, 200);
    EXPECT_TRUE(page.has("Tháng 11/2026"));
    std::size_t links = 0;
    const std::string start = "<a href=\"/documents/reports/documents?";
    for (auto at = page.body.find(start); at != std::string::npos; at = page.body.find(start, at + 1)) {
        const auto from = at + start.size(), end = page.body.find('"', from);
        const auto shown = page.body.substr(end + 2, page.body.find('<', end) - end - 2);
        if (shown.empty() || !std::isdigit(static_cast<unsigned char>(shown[0]))) continue;  // a card
        ++links;
        test::FormFields query;
        std::string address = page.body.substr(from, end - from);
        for (auto mark = address.find("&amp;"); mark != std::string::npos; mark = address.find("&amp;"))
            address.erase(mark + 1, 4);
        for (const auto& pair : text::split(address, '&')) {
            const auto equal = pair.find('=');
            query.emplace_back(pair.substr(0, equal), pair.substr(equal + 1));
        }
        const auto list = get(office_.director, "/documents/reports/documents", query);
        ASSERT_EQ(list.status, 200);
        EXPECT_TRUE(list.has(shown + " văn bản")) << page.body.substr(from, end - from);
        std::size_t lines = 0;
        for (auto line = list.body.find("<a class=\"cut\""); line != std::string::npos;
             line = list.body.find("<a class=\"cut\"", line + 1))
            ++lines;
        EXPECT_EQ(std::to_string(lines), shown);
        EXPECT_LE(list.queries, 7);
    }
    EXPECT_GE(links, 12u);
    EXPECT_LE(page.queries, 5);
}

TEST_P(ReportsTest, each_published_figure_is_the_length_of_its_list) {
    fill();
    count_november();
    for (const auto& one : figures()) {
        const auto count = db().reading(
            [&](db::Conn& conn) { return one.value(conn, office_.agency, test::day(11, 1), clock::today()); });
        test::FormFields query;
        const auto path = text::fill(one.list_path, {std::to_string(office_.agency), "01/11/2026", "20/11/2026"});
        for (const auto& pair : text::split(path.substr(path.find('?') + 1), '&'))
            query.emplace_back(pair.substr(0, pair.find('=')), pair.substr(pair.find('=') + 1));
        const auto list = get(office_.director, path.substr(0, path.find('?')), query);
        EXPECT_EQ(list.status, 200) << one.name;
        EXPECT_TRUE(list.has(std::to_string(count) + " văn bản")) << one.name << " " << count;
        EXPECT_EQ(db().reading(
                      [&](db::Conn& conn) { return one.value(conn, other_.agency, test::day(11, 1), clock::today()); }),
                  0)
            << one.name << " of an agency without documents";
    }
    EXPECT_EQ(get(office_.director, "/documents/reports", {{"from", "hôm nào"}}).status, 404);
}

TEST_P(ReportsTest, show_a_specialist_only_what_is_his) {
    fill();
    const auto page = get(office_.specialist, "/documents/reports");
    EXPECT_EQ(page.status, 200);
    EXPECT_FALSE(page.has("Chưa có người chủ trì"));
    EXPECT_EQ(get(office_.specialist, "/documents/reports", {{"agency", std::to_string(other_.agency)}}).status, 404);
    const auto list = get(office_.specialist, "/documents/reports/documents",
                          {{"direction", "incoming"}, {"column", "received"}, {"unit", "none"}});
    EXPECT_TRUE(list.has("0 văn bản"));
    EXPECT_EQ(get(office_.director, "/documents/reports/agencies").status, 404) << "there are none below";
}

TEST_P(ReportsTest, refuse_what_is_no_period_and_no_figure) {
    fill();
    for (const char* period : {"2026-13", "2026-12-01", "nay", "2030-01", "<b>"})
        EXPECT_EQ(get(office_.director, "/documents/reports", {{"period", period}}).status, 404) << period;
    const auto list = [&](test::FormFields query) {
        return get(office_.director, "/documents/reports/documents", query).status;
    };
    EXPECT_EQ(list({{"direction", "incoming"}, {"column", "issued"}}), 404);
    EXPECT_EQ(list({{"direction", "both"}, {"column", ""}}), 404);
    EXPECT_EQ(list({{"direction", "incoming"}, {"column", ""}, {"unit", "x"}}), 404);
    EXPECT_EQ(list({{"direction", "incoming"}, {"column", ""}, {"before", "x"}}), 200);
    EXPECT_EQ(get(office_.director, "/documents/reports", {{"agency", "0"}}).status, 404);
    EXPECT_EQ(get(office_.director, "/documents/reports", {{"agency", "abc"}}).status, 404);
}

TEST_P(ReportsTest, can_be_taken_away_and_printed) {
    fill();
    const auto table = get(office_.director, "/documents/reports/table.csv", {{"period", "2026-q4"}});
    EXPECT_TRUE(table.has("Phòng Bưu chính,0,3,1,1,0,1,0")) << table.body;
    const auto book = get(office_.director, "/documents/reports/table.xlsx");
    EXPECT_EQ(book.content_type, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    EXPECT_TRUE(book.body.starts_with("PK"));
    const auto paper = get(office_.director, "/documents/reports/print");
    EXPECT_EQ(paper.status, 200);
    EXPECT_TRUE(paper.has("SỞ KHOA HỌC VÀ CÔNG NGHỆ"));
}

}  // namespace dinh::documents
