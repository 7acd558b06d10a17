// Into the book, and what the desk does before somebody decides.
#include <gmock/gmock.h>

#include "modules/petitions/tests/desk.hpp"
#include "platform/search/search.hpp"

namespace dinh::petitions {

namespace {

using test::day;
using test::refusals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class TakingTest : public test::Desk {
protected:
    Id passed_to_other(const PetitionInput& one) {
        const Id id = take(one, {{"don.pdf", test::stored("quet")}});
        pass_it(id, {other_.agency, ""});
        return found(id).passed_petition;
    }
    void receive_it(const Actor& actor, Id id, Day received) {
        write([&, at = version(id)](db::Tx& tx) { receive(tx, actor, *directory_, id, at, received); });
    }
    void refuse_it(const Actor& actor, Id id, std::string_view reason) {
        write([&, at = version(id)](db::Tx& tx) { refuse(tx, actor, *directory_, id, at, reason); });
    }
    void correct_it(Id id, const PetitionInput& one, std::string_view reason) {
        write([&, at = version(id)](db::Tx& tx) { correct(tx, office_.clerk.actor, id, at, one, reason); });
    }
    void void_it(const Actor& actor, Id id, std::string_view reason) {
        write([&, at = version(id)](db::Tx& tx) { void_petition(tx, actor, id, at, reason); });
    }
    std::vector<Sender> senders(Id id) {
        return db().reading([&](db::Conn& conn) { return senders_of(conn, id); });
    }
};
DINH_BOTH_ENGINES(TakingTest);

}  // namespace

TEST_P(TakingTest, gives_number_sight_deadline_and_work_to_the_head) {
    const Id id = take(input());
    const Petition one = found(id);
    EXPECT_EQ(one.sign(), "1/2026");
    EXPECT_EQ(one.state, "awaiting_direction");
    EXPECT_EQ(one.processing_due, day(11, 30)) << "10 days after 19 November end on a Sunday";
    EXPECT_TRUE(sees(office_.clerk.actor, id));
    EXPECT_TRUE(sees(office_.head.actor, id));
    for (const auto* stranger : {&office_.deputy, &office_.chief, &office_.leader, &office_.specialist, &other_.clerk})
        EXPECT_FALSE(sees(stranger->actor, id));
    EXPECT_THAT(work_of(office_.head.post), ElementsAre("petitions.direct"));
    EXPECT_THAT(work_of(office_.clerk.post), IsEmpty());
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(TakingTest, counts_working_days_for_denunciations_and_proposals) {
    EXPECT_EQ(found(take(denunciation())).processing_due, day(12, 1)) << "7 working days; 24 November is a holiday";
    auto proposal = input();
    proposal.kind = "proposal";
    proposal.summary = "Kiến nghị sửa cầu tràn";
    const auto due = found(take(proposal)).processing_due;
    EXPECT_EQ(due, day(12, 4)) << "10 working days";
}

TEST_P(TakingTest, numbers_begin_again_each_year) {
    take(input());
    now_.set(*clock::parse_instant("2027-01-04T02:00:00Z"));
    auto next = input();
    next.summary = "Việc khác hẳn năm trước";
    next.received_day = day(1, 4, 2027);
    EXPECT_EQ(found(take(next)).sign(), "1/2027");
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(TakingTest, gives_numbers_in_order_to_many_at_once) {
    const auto outcomes = dinh::test::at_once(8, [&](int i) {
        auto one = input();
        one.senders[0].name = "Người Thứ " + std::to_string(i);
        take(one);
    });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 8) << outcomes[0];
    EXPECT_EQ(found(take(denunciation())).number, 9);
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(TakingTest, only_the_clerk_of_the_body_takes_in) {
    for (const auto* other : {&office_.head, &office_.deputy, &office_.chief, &office_.specialist, &other_.clerk})
        EXPECT_THROW(take_as(other->actor, input()), Forbidden);
    auto nowhere = input();
    nowhere.issuing_body = 12345;
    EXPECT_THAT(refusals([&] { take(nowhere); }), ElementsAre("issuing_body"));
}

TEST_P(TakingTest, tells_all_faults_of_a_form_at_once) {
    auto one = input();
    one.kind = "letter";
    one.channel = "bird";
    one.summary = " ";
    one.received_day = day(11, 21);
    one.field = std::string(101, 'x');
    one.people = 0;
    one.senders = {{"", "Xóm 1", "", "", false}};
    const auto fields = refusals([&] { take(one); });
    for (const char* field : {"kind", "channel", "summary", "received_day", "field", "people", "sender_name"})
        EXPECT_THAT(fields, Contains(field));
    EXPECT_EQ(found(take(input())).number, 1) << "a refusal takes no number";
}

TEST_P(TakingTest, refuses_lengths_days_and_representatives_beyond_bounds) {
    const auto refused = [&](const char* field, auto&& change) {
        auto one = input();
        change(one);
        EXPECT_THAT(refusals([&] { take(one); }), Contains(field)) << field;
    };
    refused("sender_name", [](auto& one) { one.senders[0].name = std::string(201, 'a'); });
    refused("sender_name", [](auto& one) { one.senders.clear(); });
    refused("sender_name", [](auto& one) { one.anonymous = true; });
    refused("sender_address", [](auto& one) { one.senders[0].address = std::string(301, 'a'); });
    refused("sender_phone", [](auto& one) { one.senders[0].phone = std::string(31, '1'); });
    refused("sender_id", [](auto& one) { one.senders[0].id_number = std::string(31, '1'); });
    refused("summary", [](auto& one) { one.summary = std::string(501, 'a'); });
    refused("received_day", [](auto& one) { one.received_day.reset(); });
    refused("received_day", [](auto& one) { one.received_day = day(11, 1, 2025); });
    refused("passed_from", [](auto& one) { one.channel = "passed_on"; });
    refused("people", [](auto& one) { one.people = 100'001; });
    refused("round", [](auto& one) { one.round = 3; });
    refused("others", [](auto& one) { one.senders = {{"A B", "", "", "", true}, {"C D", "", "", "", true}}; });
    refused("others", [](auto& one) { one.senders = std::vector<Sender>(51, {"A B", "", "", "", false}); });
}

TEST_P(TakingTest, refuses_the_senders_name_in_the_summary_however_it_is_written) {
    for (const char* summary : {"Ông HOÀNG  QUYZAMBA khiếu nại đất", "hoang quyzamba: đất", "Đơn (Hoàng Quyzamba)"}) {
        auto one = input();
        one.summary = summary;
        EXPECT_THAT(refusals([&] { take(one); }), ElementsAre("summary")) << summary;
    }
    auto near = input();
    near.summary = "Khiếu nại của họ Hoàng Quyzambang";
    EXPECT_NO_THROW(take(near)) << "only whole words are the name";
}

TEST_P(TakingTest, alarms_on_the_same_sender_with_a_near_summary) {
    take(input());
    auto again = input();
    again.summary = "Khiếu nại việc thu hồi đất xóm Đồng Tâm lần nữa";
    again.senders[0].name = "hoàng  quyzamba";
    EXPECT_THAT(refusals([&] { take(again); }), ElementsAre("double"));
    again.double_answered = true;
    EXPECT_NO_THROW(take(again));
    auto other_matter = input();
    other_matter.summary = "Phản ánh tiếng ồn karaoke";
    EXPECT_NO_THROW(take(other_matter));
    auto there = test::input_of(other_);
    EXPECT_NO_THROW(take_as(other_.clerk.actor, there)) << "another agency's book is not looked at";
}

TEST_P(TakingTest, keeps_uploads_under_neutral_names) {
    const Id id = take(input(), {{"don-cua-hoang-quyzamba.pdf", test::stored("quet")}});
    const auto refs = db().reading([&](db::Conn& conn) { return files::of_record(conn, kPetition, id); });
    ASSERT_EQ(refs.size(), 1U);
    EXPECT_EQ(refs[0].name, "Tệp 1.pdf");
}

TEST_P(TakingTest, what_is_passed_on_arrives_and_is_received_with_a_number_there) {
    const Id there = passed_to_other(input());
    EXPECT_EQ(found(there).state, "awaiting_receipt");
    EXPECT_EQ(found(there).owner_agency, other_.agency);
    EXPECT_THAT(work_of(other_.clerk.post), ElementsAre("petitions.receive"));
    EXPECT_FALSE(sees(other_.head.actor, there)) << "the desk receives first";
    EXPECT_FALSE(sees(office_.clerk.actor, there));
    EXPECT_THROW(receive_it(other_.head.actor, there, day(11, 20)), NotFound);
    EXPECT_THAT(refusals([&] { receive_it(other_.clerk.actor, there, day(11, 21)); }), ElementsAre("received_day"));
    EXPECT_THAT(refusals([&] { receive_it(other_.clerk.actor, there, day(11, 19)); }), ElementsAre("received_day"));
    receive_it(other_.clerk.actor, there, day(11, 20));
    EXPECT_EQ(found(there).sign(), "1/2026");
    EXPECT_EQ(senders(there).size(), 1U);
    EXPECT_TRUE(sees(other_.head.actor, there));
    EXPECT_THAT(work_of(other_.head.post), ElementsAre("petitions.direct"));
    EXPECT_THAT(work_of(other_.clerk.post), IsEmpty());
    EXPECT_THROW(receive_it(other_.clerk.actor, there, day(11, 20)), Refused) << "received already";
}

TEST_P(TakingTest, what_is_refused_goes_back_and_leaves_no_sender_behind) {
    const Id there = passed_to_other(denunciation());
    EXPECT_FALSE(shows_sender(found(there)));
    EXPECT_THAT(refusals([&] { refuse_it(other_.clerk.actor, there, ""); }), ElementsAre("reason"));
    refuse_it(other_.clerk.actor, there, "Không thuộc thẩm quyền của xã");
    EXPECT_EQ(found(there).state, "returned");
    EXPECT_THAT(senders(there), IsEmpty());
    EXPECT_THAT(db().reading([&](db::Conn& conn) { return files::of_record(conn, kPetition, there); }), IsEmpty());
    const Id back = db().reading([&](db::Conn& conn) { return find_petition(conn, there)->source_petition; });
    EXPECT_EQ(found(back).state, "awaiting_direction");
    EXPECT_EQ(senders(back).size(), 1U);
    EXPECT_THAT(work_of(office_.head.post), ElementsAre("petitions.direct"));
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(TakingTest, corrects_with_a_reason_and_counts_the_deadline_anew) {
    const Id id = take(input());
    auto one = input();
    one.received_day = day(11, 16);
    one.senders.push_back({"Lý Văn Hai", "Xóm 2", "", "", false});
    EXPECT_THAT(refusals([&] { correct_it(id, one, " "); }), ElementsAre("reason"));
    EXPECT_THAT(refusals([&] { correct_it(id, one, "Theo lời Lý Văn Hai"); }), ElementsAre("reason"));
    correct_it(id, one, "Đọc nhầm dấu bưu điện");
    EXPECT_EQ(found(id).processing_due, day(11, 26));
    EXPECT_EQ(found(id).people, 2);
    EXPECT_EQ(senders(id).size(), 2U);
    accept_it(id, {office_.division, 0});
    one.kind = "proposal";
    EXPECT_THAT(refusals([&] { correct_it(id, one, "Nhầm loại"); }), ElementsAre("kind"));
}

TEST_P(TakingTest, a_voided_number_stays_with_its_reason) {
    const Id id = take(input());
    EXPECT_THROW(void_it(office_.head.actor, id, "Trùng"), Forbidden);
    EXPECT_THAT(refusals([&] { void_it(office_.clerk.actor, id, ""); }), ElementsAre("reason"));
    void_it(office_.clerk.actor, id, "Vào sổ hai lần");
    EXPECT_EQ(found(id).state, "voided");
    EXPECT_THAT(work_of(office_.head.post), IsEmpty());
    EXPECT_EQ(found(take(input())).number, 2) << "a voided petition alarms nobody and gives no number back";
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(TakingTest, proposes_to_the_head_before_the_decision) {
    const Id id = take(input());
    write([&, at = version(id)](db::Tx& tx) {
        EXPECT_THAT(refusals([&] { propose(tx, office_.clerk.actor, id, at, ""); }), ElementsAre("proposal"));
    });
    write([&, at = version(id)](db::Tx& tx) {
        propose(tx, office_.clerk.actor, id, at, "Đề nghị thụ lý, giao Thanh tra");
    });
    EXPECT_EQ(found(id).proposed_by, "Lê Thị Văn Thư – Văn thư");
}

}  // namespace dinh::petitions
