// Pages as data: what the template reaches and nothing else.
#include "platform/pages/data.hpp"

#include <gtest/gtest.h>

#include "platform/pages/layout.hpp"

namespace dinh::pages {

namespace {

Data data_of(bool errors) {
    load();
    layout::Errors page{.if_errors = errors, .errors = {}};
    page.errors.push_back({.field = "subject", .error = "<b>"});
    page.errors.push_back({.field = "main", .error = "Sổ đã đóng."});
    return data(Lang(), renderable(page));
}

}  // namespace

TEST(PageData, tell_what_the_page_shows_as_it_is_before_escaping) {
    const Data shown = data_of(true);
    EXPECT_TRUE(shown.shown.at("IF_ERRORS"));
    const auto& rows = shown.rows.at("ERRORS");
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].texts.at("FIELD"), "subject");
    EXPECT_EQ(rows[0].texts.at("ERROR"), "<b>");
    EXPECT_EQ(rows[1].texts.at("ERROR"), "Sổ đã đóng.");
}

TEST(PageData, tell_nothing_of_what_the_page_hides) {
    const Data hidden = data_of(false);
    EXPECT_FALSE(hidden.shown.at("IF_ERRORS"));
    EXPECT_FALSE(hidden.rows.contains("ERRORS"));
    EXPECT_TRUE(hidden.texts.empty());
}

TEST(PageData, tell_each_field_once_however_often_the_template_shows_it) {
    load();
    layout::Field field{.width = "w-2",
                        .if_field_error = false,
                        .id = "kind",
                        .label = "Tên loại",
                        .if_optional = true,
                        .if_hint = false,
                        .hint = "hidden words",
                        .field_error = "",
                        .if_text = false,
                        .value = "hidden value",
                        .most = 5,
                        .described = "",
                        .if_day = false,
                        .if_number = false,
                        .if_area = false,
                        .if_select = true};
    field.options.push_back({.choice = "cv", .if_chosen = true, .choice_name = "Công văn"});
    const Data shown = data(Lang(), renderable(field));
    EXPECT_EQ(shown.texts.at("ID"), "kind");
    EXPECT_FALSE(shown.texts.contains("HINT"));
    EXPECT_FALSE(shown.texts.contains("VALUE")) << "a choice has no value beside its options";
    ASSERT_EQ(shown.rows.at("OPTIONS").size(), 1U);
    EXPECT_EQ(shown.rows.at("OPTIONS")[0].texts.at("CHOICE_NAME"), "Công văn");
    EXPECT_TRUE(shown.rows.at("OPTIONS")[0].shown.at("IF_CHOSEN"));
}

}  // namespace dinh::pages
