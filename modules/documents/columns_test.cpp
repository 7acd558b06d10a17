#include "modules/documents/columns.hpp"

#include <gmock/gmock.h>

#include "modules/documents/tests/out_desk.hpp"

namespace dinh::documents {

namespace {

using testing::HasSubstr;
using testing::Not;

class ChosenColumns : public test::OutDesk {
protected:
    void choose(const Actor& actor, const std::vector<std::string>& ids, std::string_view list = "incoming") {
        write([&](db::Tx& tx) { choose_columns(tx, actor, list, ids); });
    }
    std::string chosen(const Actor& actor, std::string_view list = "incoming") {
        return db().reading([&](db::Conn& conn) { return chosen_columns(conn, actor.person, list); });
    }
};

TEST(ListColumns, stay_as_the_house_has_them_until_somebody_chooses) {
    const Columns first("incoming", "");
    EXPECT_TRUE(first.shows("mark"));
    EXPECT_FALSE(first.shows("urgency"));
    EXPECT_EQ(first.hidden(), "");
    EXPECT_TRUE(first.further().empty());
    EXPECT_EQ(first.kept_titles().size(), columns_of("incoming").size()) << "tables to take away have them all";
    const Columns chosen("incoming", "number urgency subject");
    EXPECT_EQ(chosen.hidden(), "hide-date hide-sign hide-org hide-who hide-due hide-state");
    ASSERT_EQ(chosen.further().size(), 1u);
    EXPECT_EQ(chosen.kept_titles().size(), 3u);
    std::vector<sheet::Cell> cells;
    for (const auto& column : columns_of("incoming")) cells.emplace_back(std::string(column.id));
    const auto kept = chosen.kept(cells);
    ASSERT_EQ(kept.size(), 3u);
    EXPECT_EQ(std::get<std::string>(kept[1]), "subject");
}

TEST_P(ChosenColumns, keep_what_is_known_and_what_always_stands) {
    choose(office_.clerk, {"number", "no such", "'; DROP TABLE x", std::string(5000, 'a')});
    EXPECT_EQ(chosen(office_.clerk), "number subject");
    EXPECT_EQ(chosen(office_.clerk, "outgoing"), "");
    EXPECT_EQ(chosen(office_.director), "") << "each chooses for himself";
    choose(office_.clerk, {"no such"});
    EXPECT_EQ(chosen(office_.clerk), "") << "nothing known was chosen: as at first";
    Actor reader = office_.clerk;
    reader.read_only = true;
    EXPECT_THROW(choose(reader, {"number"}), Forbidden);
}

TEST_P(ChosenColumns, chosen_by_two_at_once_are_those_of_one) {
    const auto outcomes = dinh::test::at_once(4, [&](int i) {
        choose(office_.clerk, {i % 2 ? "number" : "mark", "due"});
    });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 4) << testing::PrintToString(outcomes);
    EXPECT_THAT(chosen(office_.clerk), testing::AnyOf("number subject due", "mark subject due"));
}

TEST_P(ChosenColumns, are_followed_by_the_page_and_the_tables) {
    register_one(input());
    const auto form = get(office_.clerk, "/documents/incoming/columns");
    EXPECT_THAT(form.body, HasSubstr("value=\"urgency\""));
    EXPECT_THAT(get(office_.clerk, "/documents/incoming").body, Not(HasSubstr("hide-num")));
    const auto saved = post(office_.clerk, "/documents/incoming/columns",
                            {{"deed_key", form.input("deed_key")}, {"column", "mark"}, {"column", "urgency"}});
    EXPECT_EQ(saved.location, "/documents/incoming");
    const auto page = get(office_.clerk, "/documents/incoming");
    EXPECT_THAT(page.body, HasSubstr("hide-num hide-date hide-org"));
    EXPECT_THAT(page.body, HasSubstr("<th scope=\"col\" class=\"c-more c-opt\">Độ khẩn</th>"));
    EXPECT_THAT(page.body, HasSubstr("<td class=\"c-more c-opt\">Thường</td>"));
    EXPECT_THAT(get(office_.clerk, "/documents/incoming.csv").body, HasSubstr("\"Số, ký hiệu\",Trích yếu,Độ khẩn\r\n"));
    EXPECT_THAT(get(office_.director, "/documents/incoming").body, Not(HasSubstr("hide-num")));
    post(office_.clerk, "/documents/incoming/columns", {{"as_first", "1"}, {"column", "mark"}});
    EXPECT_THAT(get(office_.clerk, "/documents/incoming").body, Not(HasSubstr("hide-num")));
}

TEST_P(ChosenColumns, of_outgoing_documents_are_others) {
    draft_one(letter());
    post(office_.specialist, "/documents/outgoing/columns", {{"column", "unit"}, {"column", "signer"}});
    const auto page = get(office_.specialist, "/documents/outgoing");
    EXPECT_THAT(page.body, HasSubstr("Đơn vị soạn</th>"));
    EXPECT_THAT(page.body, HasSubstr("hide-sign"));
    EXPECT_THAT(get(office_.specialist, "/documents/outgoing.csv").body,
                HasSubstr("Trích yếu,Người ký,Đơn vị soạn\r\n"));
}

TEST_P(ChosenColumns, and_addresses_of_lists_lead_to_what_is_kept_of_them) {
    const auto page = get(office_.clerk, "/documents/incoming", {{"view", "all"}, {"q", "cháy rừng"}});
    EXPECT_THAT(page.body, HasSubstr("/worklist/saved/new?path=%2Fdocuments%2Fincoming%3Fview%3Dall"));
    EXPECT_EQ(get(office_.clerk, "/worklist/saved/new", {{"path", "/documents/incoming?view=all"}}).status, 200);
    EXPECT_EQ(get(office_.clerk, "/worklist/saved/new", {{"path", "/documents/outgoing"}}).status, 200);
}

DINH_BOTH_ENGINES(ChosenColumns);

}  // namespace

}  // namespace dinh::documents
