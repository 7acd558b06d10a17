#include "modules/directory/tests/province.hpp"

namespace dinh::directory {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class SigningTest : public test::Province {
protected:
    Id mandate(Id from_post, Id to, std::string field = "", Day from = test::day(2026, 11, 1),
               Day until = test::day(2026, 12, 31)) {
        return write([&](db::Tx& tx) {
            return delegate(tx, system_, {from_post, to, "mandate", field, "05/GUQ-SKHCN", from, until});
        });
    }
    // Another kind of holding for the one who holds the post.
    void hold_as(Id person, Id post, const char* kind) {
        write([&](db::Tx& tx) {
            constexpr db::Sql kAs{"test.hold_as", "UPDATE appointment SET kind = $3 WHERE person = $1 AND post = $2"};
            tx.exec(kAs, person, post, kind);
        });
    }
    void vacate(Id person) {
        write([&](db::Tx& tx) {
            constexpr db::Sql kEnd{"test.vacate", "UPDATE appointment SET until_day = '2026-11-01' WHERE person = $1"};
            tx.exec(kEnd, person);
        });
    }
};
DINH_BOTH_ENGINES(SigningTest);

}  // namespace

TEST_P(SigningTest, the_head_signs_under_his_own_title) {
    const auto found = authority(department_body_, director_post_, director_);
    EXPECT_TRUE(found.allowed);
    EXPECT_EQ(found.kind, "");
    EXPECT_THAT(found.lines, ElementsAre("GIÁM ĐỐC"));
}

TEST_P(SigningTest, a_deputy_signs_for_the_head) {
    const auto found = authority(department_body_, deputy_post_, deputy_);
    EXPECT_EQ(found.kind, "KT");
    EXPECT_THAT(found.lines, ElementsAre("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"));
}

TEST_P(SigningTest, a_body_that_decides_together_is_named_first) {
    const auto head = authority(committee_body_, chairman_post_, chairman_);
    EXPECT_EQ(head.kind, "TM");
    EXPECT_THAT(head.lines, ElementsAre("TM. ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN", "CHỦ TỊCH"));
    const auto deputy = authority(committee_body_, vice_post_, vice_);
    EXPECT_EQ(deputy.kind, "KT");
    EXPECT_THAT(deputy.lines, ElementsAre("TM. ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"));
}

TEST_P(SigningTest, the_chief_of_the_office_signs_by_order_of_the_committee) {
    const auto chief = authority(committee_body_, chief_post_, chief_);
    EXPECT_EQ(chief.kind, "TL");
    EXPECT_THAT(chief.lines, ElementsAre("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"));
    const auto deputy = authority(committee_body_, vice_chief_post_, vice_chief_);
    EXPECT_THAT(deputy.lines, ElementsAre("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"));
}

TEST_P(SigningTest, the_chief_signs_documents_of_the_office_as_its_head) {
    EXPECT_THAT(authority(office_body_, chief_post_, chief_).lines, ElementsAre("CHÁNH VĂN PHÒNG"));
}

TEST_P(SigningTest, heads_of_units_and_their_deputies_sign_by_order) {
    EXPECT_THAT(authority(department_body_, head_post_, head_).lines, ElementsAre("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG"));
    const auto deputy = authority(department_body_, vice_head_post_, vice_head_);
    EXPECT_EQ(deputy.kind, "TL");
    EXPECT_THAT(deputy.lines, ElementsAre("TL. GIÁM ĐỐC", "KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"));
}

TEST_P(SigningTest, an_acting_head_signs_with_q) {
    hold_as(director_, director_post_, "acting");
    const auto found = authority(department_body_, director_post_, director_);
    EXPECT_EQ(found.kind, "Q");
    EXPECT_THAT(found.lines, ElementsAre("Q. GIÁM ĐỐC"));
}

TEST_P(SigningTest, a_deputy_in_charge_signs_as_any_deputy) {
    hold_as(deputy_, deputy_post_, "in_charge");
    EXPECT_THAT(authority(department_body_, deputy_post_, deputy_).lines, ElementsAre("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"));
}

TEST_P(SigningTest, by_mandate_only_within_days_and_field) {
    EXPECT_THAT(authority(department_body_, director_post_, head_).refusals, testing::SizeIs(1));
    mandate(director_post_, head_, "chuyển đổi số");
    const auto found = authority(department_body_, director_post_, head_, "Chuyển đổi số");
    EXPECT_TRUE(found.allowed);
    EXPECT_EQ(found.kind, "TUQ");
    EXPECT_THAT(found.lines, ElementsAre("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"));
    EXPECT_FALSE(authority(department_body_, director_post_, head_, "viễn thông").allowed);
    EXPECT_FALSE(authority(department_body_, director_post_, head_, "").allowed);
    EXPECT_FALSE(
        signing_authority(*directory_, department_body_, director_post_, head_, "chuyển đổi số", test::day(2027, 1, 1))
            .allowed);
    now_.set(clock::start_of(test::day(2027, 1, 1)));
    EXPECT_FALSE(authority(department_body_, director_post_, head_, "chuyển đổi số").allowed);
}

TEST_P(SigningTest, a_delegation_of_work_is_no_mandate_to_sign) {
    write([&](db::Tx& tx) {
        return delegate(tx, system_,
                        {director_post_, head_, "work", "", "112/TB-SKHCN", today_, test::day(2026, 12, 1)});
    });
    EXPECT_FALSE(authority(department_body_, director_post_, head_).allowed);
}

TEST_P(SigningTest, a_mandate_ends_when_its_giver_leaves_the_post) {
    mandate(director_post_, head_);
    EXPECT_TRUE(authority(department_body_, director_post_, head_).allowed);
    vacate(director_);
    write([&](db::Tx& tx) {
        return appoint(tx, system_, deputy_, director_post_, "holder", "", test::day(2026, 11, 10));
    });
    EXPECT_FALSE(authority(department_body_, director_post_, head_).allowed);
}

TEST_P(SigningTest, nobody_signs_for_a_vacant_post_or_a_closed_body) {
    vacate(director_);
    const auto refusals = authority(department_body_, director_post_).refusals;
    ASSERT_EQ(refusals.size(), 1U);
    EXPECT_EQ(refusals.front().vietnamese(), "Vị trí Giám đốc đang khuyết.");
    write([&](db::Tx& tx) {
        constexpr db::Sql kClose{"test.close_body", "UPDATE issuing_body SET until_day = '2026-11-15' WHERE id = $1"};
        tx.exec(kClose, department_body_);
    });
    EXPECT_THAT(authority(department_body_, deputy_post_, deputy_).refusals, testing::SizeIs(1));
}

TEST_P(SigningTest, tells_all_reasons_at_once) {
    vacate(specialist_);
    const auto found = authority(office_body_, specialist_post_);
    EXPECT_FALSE(found.allowed);
    EXPECT_THAT(found.lines, IsEmpty());
    EXPECT_EQ(found.refusals.size(), 3U);  // another agency, vacant, no authority
    EXPECT_EQ(signing_authority(*directory_, 1, 2, 0, "", today_).refusals.size(), 2U);
}

}  // namespace dinh::directory
