#include "platform/web/form.hpp"

#include <gtest/gtest.h>

namespace dinh::web {

namespace {

Request request_of(Pairs form) {
    Request request;
    request.form = std::move(form);
    return request;
}

}  // namespace

TEST(Form, cleans_lines_and_texts) {
    const Request request = request_of({{"a", "  Tờ\u200b trình \r\n số 5\x01 "}, {"b", " một\r\nhai \n\n"}});
    Form form(request);
    EXPECT_EQ(form.line("a", "Trích yếu"), "Tờ trình số 5");
    EXPECT_EQ(form.text("b", "Nội dung"), "một\nhai");
    EXPECT_FALSE(form.faulty());
}

TEST(Form, collects_all_faults_in_order_and_keeps_what_was_typed) {
    const Request request =
        request_of({{"day", "31/02/2026"}, {"n", "12a"}, {"kind", "x"}, {"long", std::string(600, 'a')}});
    Form form(request);
    form.line("subject", "Trích yếu", {.required = true});
    form.day("day", "Ngày đến");
    form.number("n", "Số tờ", 1, 100);
    form.choice("kind", "Loại", {"a", "b"});
    form.line("long", "Nơi gửi");
    ASSERT_EQ(form.all().size(), 5u);
    EXPECT_EQ(form.all()[0].field, "subject");
    EXPECT_EQ(form.fault_of("subject"), "Trích yếu: hãy điền mục này.");
    EXPECT_EQ(form.fault_of("long"), "Nơi gửi: dài quá 500 ký tự.");
    EXPECT_EQ(form.fault_of("other"), "");
    EXPECT_EQ(form.typed("day"), "31/02/2026");
}

TEST(Form, counts_letters_and_not_bytes) {
    std::string letters;
    for (int i = 0; i < 500; ++i) letters += "ế";
    const Request request = request_of({{"a", letters}, {"b", letters + "ế"}});
    Form form(request);
    form.line("a", "A");
    EXPECT_FALSE(form.faulty());
    form.line("b", "B");
    EXPECT_TRUE(form.faulty());
}

TEST(Form, reads_whole_numbers_as_people_write_them) {
    const Request request = request_of({{"a", "1.234.567"},
                                        {"b", "12 000"},
                                        {"c", "1.5"},
                                        {"d", "-3"},
                                        {"e", "99999999999999999999"},
                                        {"f", "1.2345"},
                                        {"g", ""},
                                        {"h", "1.234 567"},
                                        {"i", ".234"}});
    Form form(request);
    EXPECT_EQ(form.number("a", "A", 0, 10000000), 1234567);
    EXPECT_EQ(form.number("b", "B", 0, 10000000), 12000);
    EXPECT_EQ(form.number("d", "D", -5, 5), -3);
    EXPECT_EQ(form.number("g", "G", 0, 5), std::nullopt);
    EXPECT_FALSE(form.faulty());
    for (const char* bad : {"c", "e", "f", "h", "i"}) {
        EXPECT_EQ(form.number(bad, "X", 0, 1000000000), std::nullopt) << bad;
        EXPECT_NE(form.fault_of(bad), "") << bad;
    }
    form.number("d", "Số tờ", 1, 1000);
    EXPECT_EQ(form.fault_of("d"), "Số tờ: phải từ 1 đến 1.000.");
}

TEST(Form, reads_ids_once_each_and_refuses_others) {
    const Request request = request_of(
        {{"id", "5"}, {"ids", "7"}, {"ids", "8"}, {"ids", "7"}, {"bad", "-1"}, {"more", "1"}, {"more", "x"}});
    Form form(request);
    EXPECT_EQ(form.id("id", "A"), 5);
    EXPECT_EQ(form.ids("ids", "B"), (std::vector<Id>{7, 8}));
    EXPECT_EQ(form.id("absent", "C"), 0);
    EXPECT_FALSE(form.faulty());
    EXPECT_EQ(form.id("bad", "D"), 0);
    EXPECT_EQ(form.ids("more", "E"), (std::vector<Id>{1}));
    EXPECT_EQ(form.id("absent", "F", true), 0);
    EXPECT_EQ(form.all().size(), 3u);
}

TEST(Form, takes_the_reasons_of_a_refused_deed) {
    const Request request = request_of({{"version", "12"}, {"deed_key", "k"}, {"tick", "1"}, {"off", "0"}});
    Form form(request);
    form.faults(Refused(std::vector<Reason>{{"subject", "Thiếu trích yếu."}, {"", "Sổ đã đóng."}}));
    EXPECT_EQ(form.fault_of("subject"), "Thiếu trích yếu.");
    EXPECT_EQ(form.all().size(), 2u);
    EXPECT_EQ(form.version(), 12);
    EXPECT_EQ(form.key(), "k");
    EXPECT_TRUE(form.ticked("tick"));
    EXPECT_FALSE(form.ticked("off"));
    EXPECT_FALSE(form.ticked("absent"));
    const Request odd = request_of({{"version", "12x"}});
    EXPECT_EQ(Form(odd).version(), 0);
}

}  // namespace dinh::web
