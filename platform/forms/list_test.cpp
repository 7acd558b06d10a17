#include "platform/forms/list.hpp"

#include <gtest/gtest.h>

namespace dinh::forms {

namespace {

constexpr View kViews[] = {{"open", "Chưa xong"}, {"all", "Tất cả"}};
constexpr Counted kCounted{"%1 đơn", "%1+ đơn"};
const pages::Lang kLang;

struct Filter {
    std::string view = "open";
    std::optional<Day> from, to;
    Id before = 0;
    int most = 50;
};
struct Found {
    std::vector<int> lines;
    std::int64_t count = 0;
    bool count_more = false;
    Id next = 0;
};

ListAddress address(std::string view = "", std::string words = "", std::string kind = "") {
    return {"/petitions",
            {{"view", std::move(view)}, {"q", std::move(words)}, {"kind", std::move(kind)}, {"kind_name", "x"}}};
}
web::Request asked(web::Pairs query) {
    web::Request request;
    request.query = std::move(query);
    return request;
}

}  // namespace

TEST(ListAddress, holds_the_filters_and_changes_one) {
    const auto here = address("all", "đất & rừng");
    EXPECT_EQ(here.whole(), "/petitions?view=all&q=%C4%91%E1%BA%A5t%20%26%20r%E1%BB%ABng&kind_name=x");
    EXPECT_EQ(here.with("view", ""), "/petitions?q=%C4%91%E1%BA%A5t%20%26%20r%E1%BB%ABng&kind_name=x");
    EXPECT_EQ(address().with("before", "9"), "/petitions?kind_name=x&before=9");
    EXPECT_EQ(address("", "", "a").without({"kind", "kind_name"}), "/petitions");
    EXPECT_EQ(address("all").on("/petitions.csv"), "/petitions.csv?view=all&kind_name=x");
    EXPECT_EQ(here.at("view"), "all");
    EXPECT_EQ(here.at("nothing"), "");
}

TEST(ListTop, shows_views_boxes_and_a_chip_for_each_filter_that_is_set) {
    const ListFilters boxes(kLang);
    const auto here = address("all", "rừng", "b");
    const auto top = list_top(
        kLang, here, kViews, "all",
        {boxes.words("Số đơn", "rừng"), boxes.choice("kind", "Loại", {{"a", "Khiếu nại"}, {"b", "Tố cáo"}}, "b"),
         boxes.day("from", "Từ ngày", "Từ %1", clock::make_day(2026, 11, 20)),
         boxes.day("to", "đến", "Đến %1", std::nullopt), boxes.agency("agency", "Cơ quan", "Sở Nội vụ", "12")});
    ASSERT_EQ(top.views.size(), 2U);
    EXPECT_EQ(top.views[0].view_path.value(), here.with("view", ""));
    EXPECT_FALSE(bool(top.views[0].if_here));
    EXPECT_TRUE(bool(top.views[1].if_here));
    ASSERT_EQ(top.filters.size(), 5U);
    EXPECT_TRUE(bool(top.filters[1].options[1].if_chosen));
    EXPECT_EQ(top.filters[2].value.value(), "20/11/2026");
    EXPECT_EQ(top.filters[4].suggested.value(), "12");
    std::vector<std::string> chips;
    for (const auto& chip : top.chips) chips.push_back(chip.chip.value());
    EXPECT_EQ(chips, (std::vector<std::string>{"Có “rừng”", "Tố cáo", "Từ 20/11/2026", "Sở Nội vụ"}));
    EXPECT_EQ(top.chips[0].drop_path.value(), "/petitions?view=all&kind=b&kind_name=x");
    EXPECT_EQ(top.clear_path.value(), "/petitions?view=all");
}

TEST(ListTop, has_no_chips_when_nothing_is_asked) {
    const ListFilters boxes(kLang);
    const auto top = list_top(kLang, address(), kViews, "open",
                              {boxes.words("Số đơn", ""), boxes.choice("kind", "Loại", {{"", "Chọn…"}}, "")});
    EXPECT_FALSE(bool(top.if_chips));
    EXPECT_TRUE(top.chips.empty());
}

TEST(ListEnd, counts_and_leads_to_other_pages_and_tables) {
    const auto end = list_end(kLang, address("all"), kCounted, Found{{1, 2}, 1200, true, 77}, 5,
                              {.columns_path = "/columns", .saved = true});
    EXPECT_EQ(end.pager_count.value(), "2 trong 1.200+ đơn");
    EXPECT_TRUE(bool(end.if_newer));
    EXPECT_EQ(end.newer_path.value(), "/petitions?view=all&kind_name=x");
    EXPECT_EQ(end.older_path.value(), "/petitions?view=all&kind_name=x&before=77");
    EXPECT_EQ(end.csv_path.value(), "/petitions.csv?view=all&kind_name=x");
    EXPECT_EQ(end.xlsx_path.value(), "/petitions.xlsx?view=all&kind_name=x");
    EXPECT_EQ(end.save_path.value(), "/worklist/saved/new?path=%2Fpetitions%3Fview%3Dall%26kind_name%3Dx");
    EXPECT_TRUE(bool(end.if_columns) && bool(end.if_save) && bool(end.if_csv));
}

TEST(ListEnd, offers_no_table_of_what_was_searched_or_of_nothing) {
    const auto searched = list_end(kLang, address("", "rừng"), kCounted, Found{{1}, 1}, 0);
    EXPECT_FALSE(bool(searched.if_csv) || bool(searched.if_further) || bool(searched.if_newer));
    EXPECT_EQ(searched.pager_count.value(), "1 trong 1 đơn");
    EXPECT_FALSE(bool(list_end(kLang, address(), kCounted, Found{}, 0).if_csv));
}

TEST(ListFilter, is_read_from_the_address_and_what_is_malformed_is_left_out) {
    const Day today = *clock::make_day(2026, 11, 20);
    Filter filter;
    read_filter(filter, asked({{"view", "all"}, {"from", "1/11/2026"}, {"to", "31/02/2026"}, {"before", "12"}}), kViews,
                today);
    EXPECT_EQ(filter.view, "all");
    EXPECT_EQ(filter.from, clock::make_day(2026, 11, 1));
    EXPECT_FALSE(filter.to);
    EXPECT_EQ(filter.before, 12);
    Filter other;
    read_filter(other, asked({{"view", "<b>"}, {"from", std::string(10'000, '1')}, {"before", "-1"}}), kViews, today);
    EXPECT_EQ(other.view, "open");
    EXPECT_FALSE(other.from);
    EXPECT_EQ(other.before, 0);
    EXPECT_EQ(words_asked(asked({{"q", "  rừng \x01" + std::string(500, 'a')}})),
              "rừng " + std::string(194, 'a') + "…");
}

}  // namespace dinh::forms
