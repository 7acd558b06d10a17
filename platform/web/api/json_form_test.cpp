#include "platform/web/api/json_form.hpp"

#include <gmock/gmock.h>

#include "platform/error/error.hpp"
#include "platform/web/serve/faults.hpp"

namespace dinh::web::api {

using testing::ElementsAre;
using testing::Pair;

namespace {

const std::vector<Asked> kAsked{line("subject", "Trích yếu"),  number("pages", "Số trang"),
                                truth("reply", "Cần trả lời"), id("receivers", "Nơi nhận").several(),
                                choice("role_*", "Vai trò"),   file("files", "Tệp")};

Pairs read(std::string_view body) { return form_of(body, kAsked); }
int status_of(std::string_view body) {
    try {
        read(body);
        return 200;
    } catch (const serve::HttpFault& fault) {
        return fault.status();
    } catch (const Refused&) {
        return 422;
    }
}
std::vector<std::string> refused(std::string_view body) {
    std::vector<std::string> fields;
    try {
        read(body);
    } catch (const Refused& refusal) {
        for (const auto& reason : refusal.reasons()) fields.push_back(reason.field);
    }
    return fields;
}

}  // namespace

TEST(JsonForm, becomes_the_fields_of_the_form) {
    EXPECT_THAT(read(R"( {"subject": "V\u1ec1 vi\u1ec7c", "pages": 12, "reply": true, "receivers": ["5", 6]} )"),
                ElementsAre(Pair("subject", "Về việc"), Pair("pages", "12"), Pair("reply", "1"), Pair("receivers", "5"),
                            Pair("receivers", "6")));
    EXPECT_THAT(read("{}"), ElementsAre());
}

TEST(JsonForm, leaves_out_what_is_null_or_false) {
    EXPECT_THAT(read(R"({"subject": null, "reply": false, "receivers": []})"), ElementsAre());
}

TEST(JsonForm, keeps_the_digits_of_a_number) {
    EXPECT_THAT(read(R"({"receivers": [377240957212164098, 1e3, -0.50, 123456789012345678901234567890]})"),
                ElementsAre(Pair("receivers", "377240957212164098"), Pair("receivers", "1e3"),
                            Pair("receivers", "-0.50"), Pair("receivers", "123456789012345678901234567890")));
}

TEST(JsonForm, takes_a_member_for_each_line_of_a_table) {
    EXPECT_THAT(read(R"({"role_17": "lead"})"), ElementsAre(Pair("role_17", "lead")));
    EXPECT_THAT(refused(R"({"role_": "lead"})"), ElementsAre("role_"));
}

TEST(JsonForm, refuses_what_is_no_json_object) {
    for (const char* body :
         {"", " ", "null", "[]", "[{}]", "\"a\"", "7", "true", "{", "{\"a\"}", "{\"subject\":\"a\",}", "{} {}", "{}x",
          "{'subject':'a'}", "{\"subject\":NaN}", "{\"subject\":01}", "// a\n{}", "\xef\xbb\xbf{}"})
        EXPECT_EQ(status_of(body), 400) << body;
}

TEST(JsonForm, refuses_bytes_that_are_no_text) {
    EXPECT_EQ(status_of("{\"subject\":\"a\xff\"}"), 400);
    EXPECT_EQ(status_of("{\"subject\":\"\xc3\"}"), 400);
    EXPECT_EQ(status_of(R"({"subject":"a\u0000b"})"), 400);
    EXPECT_EQ(status_of(R"({"subject":"\ud800"})"), 400);
    EXPECT_EQ(status_of(std::string_view("{\"subject\":\"a\0\"}", 17)), 400);
    EXPECT_EQ(status_of("{\"sub\xffject\":\"a\"}"), 400);
}

TEST(JsonForm, refuses_a_member_that_comes_twice) {
    EXPECT_EQ(status_of(R"({"subject":"a","subject":"b"})"), 400);
    EXPECT_EQ(status_of(R"({"subject":null,"subject":"b"})"), 400);
    EXPECT_EQ(status_of(R"({"subject":"a","s\u0075bject":"b"})"), 400);
}

TEST(JsonForm, refuses_depth_without_end_and_values_without_end) {
    EXPECT_EQ(status_of("{\"subject\":" + std::string(100'000, '[')), 400);
    EXPECT_EQ(status_of(std::string(100'000, '{')), 400);
    std::string many = "{\"receivers\":[1";
    for (int i = 0; i < 5000; ++i) many += ",1";
    EXPECT_EQ(status_of(many + "]}"), 400);
    std::string names = "{\"a0\":1";
    for (int i = 1; i < 5001; ++i) names += ",\"a" + std::to_string(i) + "\":null";
    EXPECT_EQ(status_of(names + "}"), 400);
}

TEST(JsonForm, refuses_by_name_and_all_at_once) {
    EXPECT_THAT(refused(R"({"subject":{"a":1},"pages":[1,2],"receivers":[["5"]],"other":"x"})"),
                ElementsAre("subject", "pages", "receivers", "other"));
    EXPECT_THAT(refused(R"({"_csrf":"x","_method":"delete","deed_key":"k","files":"x","SUBJECT":"x"})"),
                ElementsAre("_csrf", "_method", "deed_key", "files", "SUBJECT"));
    const auto long_name = refused("{\"" + std::string(5000, 'n') + "\":1}");
    ASSERT_EQ(long_name.size(), 1U);
    EXPECT_LT(long_name[0].size(), 200U);
}

TEST(JsonForm, judges_the_names_of_multipart_the_same) {
    EXPECT_NO_THROW(check_members({{"subject", "a"}, {"receivers", "1"}, {"receivers", "2"}}, kAsked));
    EXPECT_THROW(check_members({{"subject", "a"}, {"subject", "b"}}, kAsked), Refused);
    EXPECT_THROW(check_members({{"_method", "delete"}}, kAsked), Refused);
}

}  // namespace dinh::web::api
