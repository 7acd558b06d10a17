#include "platform/error/error.hpp"

#include <gtest/gtest.h>

namespace dinh {

TEST(Error, gives_all_reasons_of_a_refusal_at_once) {
    Reasons reasons;
    reasons.add("subject", "Chưa nhập trích yếu.");
    reasons.add("Văn bản đã phát hành.");
    try {
        reasons.done();
        FAIL() << "not refused";
    } catch (const Refused& refused) {
        ASSERT_EQ(refused.reasons().size(), 2u);
        EXPECT_EQ(refused.reasons()[0].field, "subject");
        EXPECT_EQ(refused.for_person(), "Chưa nhập trích yếu. Văn bản đã phát hành.");
    }
}

TEST(Error, refuses_nothing_without_a_reason) { EXPECT_NO_THROW(Reasons().done()); }

TEST(Error, says_a_sentence_with_its_values) {
    const Refused refused("code", Said("Mã %1 đang dùng cho %2.", {"H55.1", "Sở Y tế"}));
    EXPECT_EQ(refused.for_person(), "Mã H55.1 đang dùng cho Sở Y tế.");
    EXPECT_EQ(refused.reasons()[0].text, "Mã H55.1 đang dùng cho Sở Y tế.");
    EXPECT_EQ(refused.reasons()[0].said.pattern(), "Mã %1 đang dùng cho %2.");
    EXPECT_EQ(Said("100 %1").vietnamese(), "100 %1");
}

TEST(Error, keeps_what_the_log_says_from_the_person) {
    const NotFound failure("incoming 12 of agency 7");
    EXPECT_EQ(failure.for_person().find("12"), std::string::npos);
    EXPECT_STREQ(failure.for_log(), "incoming 12 of agency 7");
}

}  // namespace dinh
