#include "modules/documents/registers/registers.hpp"

#include <gmock/gmock.h>

#include "modules/documents/tests/visit.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::documents {

namespace {

using test::day;
using test::FormFields;
using testing::ElementsAre;
using testing::HasSubstr;

class RegistersTest : public test::VisitDesk {
protected:
    Id series() {
        return db().reading(
            [&](db::Conn& conn) { return series_of_body(conn, office_.body, Direction::incoming, "2026").at(0).id; });
    }
    std::vector<RegisterLine> lines(RegisterSpan span = {}, std::int64_t after = 0, int most = 100) {
        if (span.series == 0) span.series = series();
        return db().reading([&](db::Conn& conn) { return incoming_register(conn, span, after, most); });
    }
    std::string path(const std::string& rest = "") { return "/registers/" + std::to_string(series()) + rest; }
};
DINH_BOTH_ENGINES(RegistersTest);

}  // namespace

TEST_P(RegistersTest, has_the_ten_columns_of_the_law_in_their_order) {
    const Id doc = document();
    give(office_.clerk, doc, 0, "submit", {test::post(office_.chief.post)});
    const auto all = lines();
    ASSERT_EQ(all.size(), 1U);
    ASSERT_EQ(all[0].cells.size(), rules::register_form("incoming_register", day(11, 20))->columns.size());
    EXPECT_THAT(all[0].cells, ElementsAre("20/11/2026", "1", "UBND tỉnh Thái Nguyên", "125/UBND-TH", "18/11/2026",
                                          "Công văn: Về việc tăng cường phòng cháy, chữa cháy rừng",
                                          "Vũ Chánh Văn Phòng – Chánh Văn phòng", "20/11/2026", "", ""));
}

TEST_P(RegistersTest, keeps_a_line_for_every_number_whatever_became_of_it) {
    register_one(input());
    write([&](db::Tx& tx) {
        reserve(tx, office_.clerk, office_.body, Direction::incoming, "cong_van", day(11, 20), "Chờ bản chính");
    });
    const Id recalled = register_one(input());
    write([&](db::Tx& tx) { cancel_by_recall(tx, recalled, "9/UBND-TH"); });
    const Id secret = register_one(input());
    write([&](db::Tx& tx) { answer_secrecy_question(tx, office_.clerk, secret, 1, true, "Có dấu Mật"); });
    const auto all = lines();
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[1].cells[9], "Giữ số: Chờ bản chính");
    EXPECT_FALSE(all[1].voided);
    EXPECT_EQ(all[2].cells[9], "Đã hủy theo thông báo thu hồi");
    EXPECT_TRUE(all[2].voided);
    EXPECT_THAT(all[3].cells[9], HasSubstr("Hủy số: Văn bản mật"));
    for (const int line : {2, 3}) {
        for (const int cell : {2, 3, 4, 5, 6}) EXPECT_EQ(all[line].cells[cell], "") << line << " " << cell;
    }
}

TEST_P(RegistersTest, is_read_in_spans_and_pages_that_tear_no_number_from_its_letters) {
    now_.set(*clock::parse_instant("2026-11-17T03:00:00Z"));
    auto one = input();
    one.document_day = day(11, 16);
    register_one(one);
    register_one(one);
    now_.set(*clock::parse_instant("2026-11-20T03:00:00Z"));
    register_one(input());
    for (int i = 0; i < 3; ++i) {
        write([&](db::Tx& tx) {
            give_back_dated(tx, office_.chief, office_.body, Direction::incoming, "cong_van", day(11, 17), "Sót",
                            "incoming", 1);
        });
    }
    const auto numbers = [](const std::vector<RegisterLine>& list) {
        std::vector<std::string> shown;
        for (const auto& line : list) shown.push_back(std::to_string(line.number) + line.suffix);
        return shown;
    };
    EXPECT_THAT(numbers(lines()), ElementsAre("1", "2", "2a", "2b", "2c", "3"));
    EXPECT_THAT(numbers(lines({}, 0, 4)), ElementsAre("1")) << "2 with its letters comes on the next page";
    EXPECT_THAT(numbers(lines({}, 1, 6)), ElementsAre("2", "2a", "2b", "2c", "3"));
    EXPECT_THAT(numbers(lines({.from = day(11, 18)})), ElementsAre("3"));
    EXPECT_THAT(numbers(lines({.to = day(11, 17), .from_number = 2})), ElementsAre("2", "2a", "2b", "2c"));
    EXPECT_THAT(numbers(lines({.from_number = 3, .to_number = 3})), ElementsAre("3"));
}

TEST_P(RegistersTest, follows_handling_in_seven_columns) {
    down_to_specialist(day(11, 27));
    const auto all = db().reading([&](db::Conn& conn) { return handling_register(conn, {.series = series()}, 0, 10); });
    ASSERT_EQ(all.size(), 1U);
    EXPECT_THAT(all[0].cells, ElementsAre("1", "Công văn 125/UBND-TH, 18/11/2026, UBND tỉnh Thái Nguyên",
                                          "Vũ Chánh Văn Phòng – Chánh Văn phòng", "27/11/2026", "Đang xử lý", "", ""));
}

TEST_P(RegistersTest, prints_for_those_who_may_read_it_and_is_absent_for_others) {
    register_one(input());
    const auto page = get(office_.clerk, path("/print"), {{"from", "01/11/2026"}, {"to", "30/11/2026"}});
    EXPECT_EQ(page.status, 200);
    for (const char* words : {"SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", "Đơn vị hoặc người nhận", "Từ số 1 đến số 1", "125/UBND-TH"}) {
        EXPECT_THAT(page.body, HasSubstr(words));
    }
    EXPECT_THAT(get(office_.director, path("/print"), {{"form", "handling"}}).body, HasSubstr("Tiến độ giải quyết"));
    EXPECT_EQ(get(office_.specialist, path("/print")).status, 404);
    EXPECT_EQ(get(other_.clerk, path()).status, 404);
    EXPECT_EQ(get(office_.clerk, "/registers/1").status, 404);
    EXPECT_EQ(get(office_.clerk, path("/print"), {{"from", "mai"}, {"first", "-3"}, {"after", "x"}}).status, 200);
}

TEST_P(RegistersTest, a_clerk_keeps_back_voids_and_closes_by_form) {
    EXPECT_EQ(post(office_.clerk, path("/reservations"), {{"reserve_reason", ""}}).status, 422);
    EXPECT_EQ(post(office_.clerk, path("/reservations"), {{"reserve_reason", "Chờ bản chính"}}).status, 303);
    EXPECT_THAT(get(office_.clerk, path()).body, HasSubstr("Chờ bản chính"));
    EXPECT_EQ(post(office_.clerk, path("/voidings"), {{"number", "x"}, {"reason", "Không dùng"}}).status, 422);
    EXPECT_EQ(post(office_.clerk, path("/voidings"), {{"number", "1"}, {"reason", ""}}).status, 422);
    EXPECT_EQ(post(office_.director, path("/voidings"), {{"number", "1"}, {"reason", "x"}}).status, 403);
    EXPECT_EQ(post(office_.clerk, path("/voidings"), {{"number", "1"}, {"reason", "Không dùng"}}).status, 303);
    EXPECT_EQ(post(office_.clerk, path("/closure"), {{"version", "1"}, {"until", "20/11/2026"}}).status, 422);
    EXPECT_EQ(post(office_.clerk, path("/closure"), {{"version", "1"}, {"until", "01/12/2026"}}).status, 303);
    EXPECT_EQ(post(office_.clerk, path("/closure"), {{"version", "1"}, {"until", "02/12/2026"}}).status, 409);
    EXPECT_TRUE(faults().empty());
}

TEST_P(RegistersTest, opens_a_series_by_form) {
    FormFields fields{{"issuing_body", std::to_string(office_.body)},
                      {"direction", "outgoing"},
                      {"name", "Sổ quyết định"},
                      {"period_kind", "year"},
                      {"period", "2026"},
                      {"first", "1"},
                      {"form", "{nn}/{kind}-{body}"},
                      {"kinds", "quyet_dinh"}};
    EXPECT_EQ(post(office_.specialist, "/registers", fields).status, 403);
    EXPECT_EQ(get(office_.specialist, "/registers/new").status, 403);
    EXPECT_EQ(post(office_.clerk, "/registers", fields).status, 303);
    const auto again = post(office_.clerk, "/registers", fields);
    EXPECT_EQ(again.status, 422);
    EXPECT_THAT(again.body, HasSubstr("Sổ quyết định"));
    EXPECT_THAT(get(office_.clerk, "/registers").body, HasSubstr("Sổ quyết định"));
    EXPECT_THAT(get(office_.specialist, "/registers").body, HasSubstr("Chưa có sổ nào"));
}

}  // namespace dinh::documents
