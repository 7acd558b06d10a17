#include "modules/portal/sites/content_rules.hpp"

#include <gmock/gmock.h>

#include <set>

#include "platform/rules/rules.hpp"
#include "tests/support/office.hpp"

namespace dinh::portal {

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const Day kToday = test::day(11, 20);

std::string faults_of(const std::string& toml) {
    try {
        check_content_rules(
            rules::Table::parse("rules/portal_content.toml", "basis = \"Luật\"\nfrom = 2018-07-01\n" + toml));
        return "";
    } catch (const rules::Fault& fault) {
        return fault.what();
    }
}

}  // namespace

TEST(ContentRules, of_the_house_are_sound) {
    EXPECT_NO_THROW(check_content_rules(rules::table("portal_content")));
    for (const char* kind : {"province", "department", "commune", "other"}) {
        EXPECT_FALSE(content_items(kind, kToday).empty()) << kind;
        EXPECT_FALSE(default_categories(kind, kToday).empty()) << kind;
    }
    EXPECT_TRUE(content_items("province", test::day(1, 1, 2010)).empty()) << "before the law";
}

TEST(ContentRules, every_item_that_is_typed_has_a_category_where_it_holds) {
    for (const char* kind : {"province", "department", "commune", "other"}) {
        std::set<std::string> served;
        for (const auto& one : default_categories(kind, kToday)) {
            served.insert(one.item);
            EXPECT_TRUE(one.item.empty() || content_item(kind, one.item, kToday)) << kind << " " << one.slug;
            EXPECT_FALSE(one.name_en.empty()) << one.slug;
        }
        for (const auto& item : content_items(kind, kToday)) {
            EXPECT_TRUE(item.source != "typed" || served.contains(item.id)) << kind << " " << item.id;
            EXPECT_FALSE(item.basis.empty()) << item.id;
        }
    }
}

TEST(ContentRules, say_what_holds_for_whom_and_how_soon) {
    const auto news = content_item("commune", "news", kToday);
    ASSERT_TRUE(news);
    EXPECT_TRUE(news->daily);
    EXPECT_EQ(news->source, "typed");
    EXPECT_FALSE(news->confirmed);
    EXPECT_EQ(content_item("department", "research", kToday)->deadline_days, 20);
    EXPECT_FALSE(content_item("commune", "research", kToday));
    EXPECT_FALSE(content_item("commune", "nothing", kToday));
    EXPECT_TRUE(content_item("other", "structure", kToday)->holds_for("other"));
    EXPECT_FALSE(content_item("province", "gazette", kToday)->holds_for("other"));
}

TEST(ContentRules, names_every_fault) {
    const std::string item = "[[item]]\nid = \"a\"\nname = \"A\"\ngroup = \"G\"\nsource = \"typed\"\n";
    EXPECT_EQ(faults_of(item), "");
    EXPECT_THAT(faults_of("[[item]]\nid = \"a\"\nsource = \"heaven\"\ndeadline_days = -1\nleast = -2\nkinds = "
                          "[\"village\"]\nfreshness = \"hourly\"\n"),
                AllOf(HasSubstr("name is missing"), HasSubstr("group is missing"), HasSubstr("unknown source: heaven"),
                      HasSubstr("deadline_days below 0"), HasSubstr("least below 0"), HasSubstr("freshness"),
                      HasSubstr("unknown kind of site: village"), HasSubstr("rules/portal_content.toml line")));
    const auto category = [&](const std::string& lines) {
        return faults_of(item + "[[category]]\nname = \"C\"\nposition = 1\n" + lines);
    };
    EXPECT_EQ(category("slug = \"c\"\nitem = \"a\"\n"), "");
    EXPECT_THAT(category(""), HasSubstr("no address"));
    EXPECT_THAT(category("slug = \"Tin Tức\"\n"), HasSubstr("no address: Tin Tức"));
    EXPECT_THAT(category("slug = \"tim\"\n"), HasSubstr("reserved address: tim"));
    EXPECT_THAT(category("slug = \"c\"\nitem = \"b\"\n"), HasSubstr("unknown item: b"));
    EXPECT_THAT(category("slug = \"c\"\nparent = \"d\"\n"), HasSubstr("parent that does not stand before: d"));
    EXPECT_THAT(category("slug = \"c\"\n[[category]]\nslug = \"c\"\nname = \"D\"\nposition = 2\n"),
                HasSubstr("stands twice: c"));
    EXPECT_THAT(faults_of("[[category]]\nslug = \"c\"\n"),
                AllOf(HasSubstr("name is missing"), HasSubstr("position below 1")));
}

}  // namespace dinh::portal
