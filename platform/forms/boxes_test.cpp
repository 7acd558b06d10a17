#include "platform/forms/boxes.hpp"

#include <gtest/gtest.h>

namespace dinh::forms {

namespace {

struct Page {
    struct Error {
        std::string field, error;
    };
    std::vector<Error> errors;
    bool if_errors = false;
};

struct Form {
    pages::Lang lang;
    Values values;
    Boxes boxes() const { return {lang, values}; }
};

}  // namespace

TEST(Boxes, show_what_was_typed_with_its_fault_and_its_hint) {
    Form form;
    form.values.values = {{"subject", "Về <b>"}};
    form.values.faults = {{"subject", "Quá dài."}, {"subject", "Sai."}, {"day", "Thiếu."}};
    const auto box =
        form.boxes().line("subject", "Trích yếu", {.width = "w-2", .hint = "Như trên văn bản", .most = 50});
    EXPECT_EQ(box.value.value(), "Về <b>");
    EXPECT_EQ(box.field_error.value(), "Quá dài.") << "the first";
    EXPECT_EQ(box.described.value(), "subject-hint subject-error");
    EXPECT_TRUE(box.if_field_error && box.if_hint && box.if_text);
    EXPECT_FALSE(box.if_optional || box.if_day || box.if_area || box.if_select || box.if_number);
}

TEST(Boxes, without_hint_and_fault_are_described_by_nothing) {
    const Form form;
    const auto box = form.boxes().day("day", "Ngày", {.optional = true});
    EXPECT_EQ(box.described.value(), "");
    EXPECT_EQ(box.value.value(), "");
    EXPECT_TRUE(box.if_day && box.if_optional);
    EXPECT_FALSE(box.if_hint || box.if_field_error);
}

TEST(Boxes, of_choices_have_the_one_that_was_taken) {
    Form form;
    form.values.values = {{"kind", "b"}};
    const auto box = form.boxes().select("kind", "Loại", {{"a", "Một"}, {"b", "Hai"}});
    ASSERT_EQ(box.options.size(), 2u);
    EXPECT_FALSE(box.options[0].if_chosen);
    EXPECT_TRUE(box.options[1].if_chosen);
    form.values.values["kind"] = "c";
    for (const auto& option : form.boxes().select("kind", "Loại", {{"a", "Một"}}).options)
        EXPECT_FALSE(option.if_chosen) << "a value nobody offered";
}

TEST(Values, of_a_repeated_field_are_its_first) {
    web::Request request;
    request.form = {{"a", "1"}, {"a", "2"}, {"b", ""}};
    const auto values = Values::typed(request, {{"b", "Thiếu."}});
    EXPECT_EQ(values.at("a"), "1");
    EXPECT_EQ(values.at("nowhere"), "");
    EXPECT_TRUE(values.faulty("b"));
    EXPECT_FALSE(values.faulty("a"));
}

TEST(Errors, lead_to_their_field_and_those_of_the_whole_deed_to_the_page) {
    Page page;
    add_errors(page, pages::Lang(), {{"a", "Sai."}, {"", Said("Sổ %1 đã đóng.", {"2025"})}});
    ASSERT_EQ(page.errors.size(), 2u);
    EXPECT_EQ(page.errors[0].field, "a");
    EXPECT_EQ(page.errors[1].field, "main");
    EXPECT_EQ(page.errors[1].error, "Sổ 2025 đã đóng.");
    EXPECT_TRUE(page.if_errors);
    Page fine;
    add_errors(fine, pages::Lang(), {});
    EXPECT_FALSE(fine.if_errors);
}

}  // namespace dinh::forms
