#include "platform/rules/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dinh::rules {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Day day(const char* text) { return clock::parse_day(text).value(); }

std::string fault_of(std::string_view toml) {
    try {
        Table::parse("rules/x.toml", toml);
    } catch (const Fault& fault) {
        return fault.what();
    }
    return "";
}

constexpr const char* kGood = R"toml(
basis = "Nghị định A"
basis_id = "nd-a"
from = 2020-03-05
[[role]]
id = "lead"
name = "Chủ trì"
work = true
[[role]]
id = "lead"
name = "Chủ trì (cũ)"
basis = "Nghị định B"
from = 2004-01-01
to = 2020-03-04
certainty = "unconfirmed"
[limits]
days = 5
steps = [3, 1, 0]
words = ["a", "b"]
start = 07:30:00
last = 2026-01-02
columns = [ { field = "code", title = "Số" }, { field = "day", title = "Ngày" } ]
)toml";

TEST(Table, gives_entries_the_ground_of_their_file) {
    const Table table = Table::parse("rules/x.toml", kGood);
    const Entry* lead = table.find("role", "lead", day("2026-11-21"));
    ASSERT_TRUE(lead);
    EXPECT_EQ(lead->text("name"), "Chủ trì");
    EXPECT_EQ(lead->basis, "Nghị định A");
    EXPECT_EQ(lead->basis_id, "nd-a");
    EXPECT_TRUE(lead->confirmed);
    EXPECT_TRUE(lead->truth("work"));
    EXPECT_EQ(lead->where(), "rules/x.toml line 5");
}

TEST(Table, judges_by_the_entry_of_the_day) {
    const Table table = Table::parse("rules/x.toml", kGood);
    EXPECT_EQ(table.find("role", "lead", day("2020-03-05"))->text("name"), "Chủ trì");
    const Entry* old = table.find("role", "lead", day("2020-03-04"));
    EXPECT_EQ(old->text("name"), "Chủ trì (cũ)");
    EXPECT_EQ(old->basis_id, "") << "another basis with days of its own does not lean on the text of the file";
    EXPECT_FALSE(old->confirmed);
    EXPECT_FALSE(table.find("role", "lead", day("2003-12-31")));
    EXPECT_FALSE(table.find("role", "absent", day("2026-01-01")));
    EXPECT_EQ(table.in_force("role", day("2026-01-01")).size(), 1u);
    EXPECT_EQ(table.all("role").size(), 2u);
    EXPECT_FALSE(table.section("limits", day("2020-03-04")));
}

TEST(Table, reads_every_kind_of_value) {
    const Table table = Table::parse("rules/x.toml", kGood);
    const Entry& limits = *table.section("limits", day("2026-01-01"));
    EXPECT_EQ(limits.integer("days"), 5);
    EXPECT_THAT(limits.integers("steps"), ElementsAre(3, 1, 0));
    EXPECT_THAT(limits.texts("words"), ElementsAre("a", "b"));
    EXPECT_EQ(limits.minutes("start"), 450);
    EXPECT_EQ(limits.day("last"), day("2026-01-02"));
    ASSERT_EQ(limits.entries("columns").size(), 2u);
    EXPECT_EQ(limits.entries("columns")[1].text("title"), "Ngày");
    EXPECT_THAT(table.lists(), ElementsAre("limits", "role"));
}

TEST(Table, gives_nothing_for_what_is_absent_or_of_another_type) {
    const Table table = Table::parse("rules/x.toml", kGood);
    const Entry& limits = *table.section("limits", day("2026-01-01"));
    EXPECT_EQ(limits.text("days"), "");
    EXPECT_EQ(limits.integer("words", 7), 7);
    EXPECT_EQ(limits.integer("absent", -1), -1);
    EXPECT_FALSE(limits.truth("days"));
    EXPECT_FALSE(limits.day("start"));
    EXPECT_FALSE(limits.minutes("last"));
    EXPECT_TRUE(limits.texts("steps").empty());
    EXPECT_TRUE(limits.entries("words").empty());
    EXPECT_TRUE(table.all("absent").empty());
}

TEST(Table, throws_a_fault_with_its_place_for_what_must_be_there) {
    const Table table = Table::parse("rules/x.toml", kGood);
    const Entry& limits = *table.section("limits", day("2026-01-01"));
    EXPECT_THROW(limits.must_text("days"), Fault);
    EXPECT_THROW(limits.must_integer("words"), Fault);
    EXPECT_THROW(limits.must_day("days"), Fault);
    EXPECT_THROW(limits.one_of("absent", {"a"}), Fault);
    EXPECT_EQ(limits.one_of("absent", {"a"}, 0), 0);
    try {
        limits.must_text("absent");
        FAIL();
    } catch (const Fault& fault) {
        EXPECT_STREQ(fault.what(), "rules/x.toml line 16: absent must be a text");
    }
}

TEST(Table, refuses_files_that_are_no_rules) {
    EXPECT_THAT(fault_of("a = \n"), HasSubstr("rules/x.toml line 1: "));
    EXPECT_THAT(fault_of("[[x]]\nid = 'a'\n"), HasSubstr("line 1: from is missing"));
    EXPECT_THAT(fault_of("from = '2026-01-01'\n"), HasSubstr("without quotes"));
    EXPECT_THAT(fault_of("from = 2026-01-02\nto = 2026-01-01\n"), HasSubstr("to is before from"));
    EXPECT_THAT(fault_of("from = 1700-01-02\n"), HasSubstr("between 1900 and 2200"));
    EXPECT_THAT(fault_of("from = 2026-01-02\nx = 1.5\n"), HasSubstr("x must be a text"));
    EXPECT_THAT(fault_of("from = 2026-01-02\nx = [1, 'a']\n"), HasSubstr("only texts"));
    EXPECT_THAT(fault_of("from = 2026-01-02\ncertainty = 'perhaps'\n"), HasSubstr("unconfirmed, confirmed"));
    EXPECT_THAT(fault_of("from = 2026-01-02T10:00:00\n"), HasSubstr("from must be"));
    EXPECT_FALSE(fault_of("\xFF\xFE").empty());
    EXPECT_TRUE(fault_of("").empty());
}

TEST(Table, composes_letters_of_the_file) {
    EXPECT_EQ(Table::parse("rules/x.toml", "x = \"Ho\u0061\u0300\"\n").head().text("x"), "Hoà");
}

}  // namespace
}  // namespace dinh::rules
