// The pages of petitions as clerks and heads meet them, refusals and malformed input included.
#include <gmock/gmock.h>

#include "modules/petitions/tests/visit.hpp"
#include "platform/audit/audit.hpp"

namespace dinh::petitions {

namespace {

using test::Answer;
using test::day;
using test::FormFields;
using testing::HasSubstr;
using testing::Not;

class PetitionPagesTest : public test::VisitDesk {};
DINH_BOTH_ENGINES(PetitionPagesTest);

}  // namespace

TEST_P(PetitionPagesTest, are_taken_away_as_they_are_listed_without_a_sender) {
    ASSERT_EQ(post(office_.clerk.actor, "/petitions/new", typed({{"summary", "=1+1 đòi đất"}})).status, 303);
    ASSERT_EQ(post(office_.clerk.actor, "/petitions/new", typed({{"summary", "Đơn tố cáo"}, {"kind", "denunciation"}}))
                  .status,
              303);
    const auto csv = get(office_.clerk.actor, "/petitions.csv").body;
    EXPECT_THAT(csv, HasSubstr("Số đơn,Ngày nhận,Loại đơn"));
    EXPECT_THAT(csv, HasSubstr("'=1+1 đòi đất,1,"));
    EXPECT_THAT(csv, Not(HasSubstr("Quyzamba")));
    EXPECT_THAT(get(office_.clerk.actor, "/petitions.csv", {{"kind", "denunciation"}}).body, Not(HasSubstr("1+1")));
    EXPECT_EQ(get(office_.clerk.actor, "/petitions.xlsx").body.substr(0, 2), "PK");
    EXPECT_TRUE(get(office_.clerk.actor, "/petitions").has("href=\"/petitions.csv\""));
    EXPECT_THAT(get(other_.specialist.actor, "/petitions.csv").body, Not(HasSubstr("1+1")));
}

TEST_P(PetitionPagesTest, enters_shows_and_lists) {
    EXPECT_EQ(get(office_.clerk.actor, "/petitions/new").status, 200);
    const auto done = post(office_.clerk.actor, "/petitions/new", typed(), {upload("files", "don.txt", "Kính gửi")});
    ASSERT_EQ(done.status, 303) << done.body.substr(0, 2000);
    const auto page = get(office_.clerk.actor, done.location);
    for (const char* words :
         {"Khiếu nại quyết định thu hồi đất", "Hoàng Quyzamba", "1/2026", "Tệp 1.txt", "Đề xuất xử lý", "Hủy số"})
        EXPECT_THAT(page.body, HasSubstr(words)) << words;
    EXPECT_THAT(page.body, Not(HasSubstr("Thụ lý, giao")));
    EXPECT_LE(page.queries, 16);
    EXPECT_THAT(get(office_.head.actor, done.location).body, HasSubstr("Thụ lý, giao giải quyết"));
    const auto list = get(office_.clerk.actor, "/petitions");
    EXPECT_THAT(list.body, HasSubstr(done.location));
    EXPECT_LE(list.queries, 14);
    EXPECT_EQ(get(office_.clerk.actor, done.location + "/files/1").status, 200);
    EXPECT_EQ(get(office_.clerk.actor, done.location + "/files/2").status, 404);
    EXPECT_EQ(get(office_.clerk.actor, done.location + "/files/x").status, 404);
    EXPECT_EQ(get(office_.specialist.actor, done.location + "/files/1").status, 404);
}

TEST_P(PetitionPagesTest, the_form_comes_back_with_faults_and_what_was_typed) {
    const FormFields wrong[] = {{{"kind", "x"}},
                                {{"channel", ""}},
                                {{"received_day", "31/02/2026"}},
                                {{"received_day", "tomorrow"}},
                                {{"summary", ""}},
                                {{"summary", std::string(501, 'a')}},
                                {{"summary", "Đơn của Hoàng Quyzamba"}},
                                {{"sender_name", ""}},
                                {{"sender_name", std::string(201, 'a')}},
                                {{"sender_address", std::string(301, 'a')}},
                                {{"sender_phone", std::string(31, '1')}},
                                {{"sender_id", std::string(31, '1')}},
                                {{"field", std::string(101, 'a')}},
                                {{"people", "0"}},
                                {{"people", "many"}},
                                {{"round", "7"}},
                                {{"anonymous", "1"}},
                                {{"issuing_body", "99"}}};
    for (const auto& one : wrong) {
        const auto answer = post(office_.clerk.actor, "/petitions/new", typed(one));
        EXPECT_GE(answer.status, 403) << one[0].first << "=" << one[0].second.substr(0, 20);
        EXPECT_LE(answer.status, 422) << one[0].first;
        if (one[0].first != "issuing_body" && one[0].first != "sender_address") {
            EXPECT_THAT(answer.body, HasSubstr("Xóm Quyzambinh")) << "what was typed is lost: " << one[0].first;
        }
    }
    EXPECT_THAT(get(office_.clerk.actor, "/petitions").body, Not(HasSubstr("/petitions/1")));
    const auto control = post(office_.clerk.actor, "/petitions/new", typed({{"summary", "Đất\x01\x02 <b>ruộng</b>"}}));
    ASSERT_EQ(control.status, 303);
    EXPECT_THAT(get(office_.clerk.actor, control.location).body, HasSubstr("Đất &lt;b&gt;ruộng&lt;/b&gt;"));
}

TEST_P(PetitionPagesTest, an_upload_survives_a_faulty_form_and_a_secret_one_is_not_kept) {
    const auto faulty =
        post(office_.clerk.actor, "/petitions/new", typed({{"summary", ""}}), {upload("files", "don.txt", "Kính gửi")});
    EXPECT_EQ(faulty.status, 422);
    const std::string token = faulty.after("name=\"kept\" value=\"");
    ASSERT_FALSE(token.empty());
    const auto done = post(office_.clerk.actor, "/petitions/new", typed({{"kept", token}}));
    ASSERT_EQ(done.status, 303);
    EXPECT_THAT(get(office_.clerk.actor, done.location).body, HasSubstr("Tệp 1.txt"));
    const auto forged =
        post(office_.clerk.actor, "/petitions/new", typed({{"kept", token + "x"}, {"summary", "Một việc khác"}}));
    ASSERT_EQ(forged.status, 303);
    EXPECT_THAT(get(office_.clerk.actor, forged.location).body, Not(HasSubstr("Tệp 1.txt")));
    const auto secret = post(office_.clerk.actor, "/petitions/new", typed({{"summary", "Việc thứ ba"}}),
                             {upload("files", "a.txt", "TUYỆT MẬT\nnội dung")});
    EXPECT_EQ(secret.status, 422);
    EXPECT_THAT(secret.body, HasSubstr("Văn bản mật không đưa vào hệ thống này"));
}

TEST_P(PetitionPagesTest, the_alarm_of_doubles_is_answered_in_the_form) {
    ASSERT_EQ(post(office_.clerk.actor, "/petitions/new", typed()).status, 303);
    const auto alarm = post(office_.clerk.actor, "/petitions/new", typed());
    EXPECT_EQ(alarm.status, 422);
    EXPECT_THAT(alarm.body, HasSubstr("Đơn có thể trùng"));
    EXPECT_THAT(alarm.body, HasSubstr("Đơn số 1/2026"));
    EXPECT_EQ(post(office_.clerk.actor, "/petitions/new", typed({{"double_answered", "1"}})).status, 303);
}

TEST_P(PetitionPagesTest, sent_twice_is_entered_once) {
    const auto first = post(office_.clerk.actor, "/petitions/new", typed({{"deed_key", "khoa-1"}}));
    const auto second = post(office_.clerk.actor, "/petitions/new", typed({{"deed_key", "khoa-1"}}));
    EXPECT_EQ(first.location, second.location);
    EXPECT_EQ(listed(office_.clerk.actor, "all").size(), 1U);
}

TEST_P(PetitionPagesTest, goes_from_the_head_to_the_settler_to_the_end) {
    const Id id = take(input());
    const std::string unit = "u" + std::to_string(office_.division);
    EXPECT_THAT(get(office_.head.actor, path(id, "/acceptance")).body, HasSubstr(unit));
    EXPECT_EQ(deed(office_.head, id, "/acceptance", {{"settler", ""}}).status, 422);
    EXPECT_EQ(deed(office_.head, id, "/acceptance", {{"settler", "x9"}}).status, 422);
    EXPECT_EQ(deed(office_.head, id, "/acceptance", {{"settler", unit}, {"remote", "1"}, {"note", "Làm rõ"}}).status,
              303);
    EXPECT_TRUE(found(id).remote);
    const std::string post_id = std::to_string(office_.specialist.post);
    EXPECT_THAT(get(office_.leader.actor, path(id, "/handing-on")).body, HasSubstr(post_id));
    EXPECT_EQ(deed(office_.leader, id, "/handing-on", {{"post", "0"}}).status, 422);
    EXPECT_EQ(deed(office_.leader, id, "/handing-on", {{"post", post_id}}).status, 303);
    EXPECT_EQ(deed(office_.head, id, "/extension", {{"until", "nay"}, {"reason", "x"}}).status, 422);
    EXPECT_EQ(deed(office_.head, id, "/extension", {{"until", "11/01/2027"}, {"reason", "Phức tạp"}}).status, 303);
    EXPECT_EQ(deed(office_.specialist, id, "/result", {{"mark", "1/QĐ"}, {"day", "32/1"}, {"text", "x"}}).status, 422);
    EXPECT_EQ(
        deed(office_.specialist, id, "/result", {{"mark", "1/QĐ"}, {"day", "20/11/2026"}, {"text", "Đúng một phần"}})
            .status,
        303);
    EXPECT_EQ(deed(office_.clerk, id, "/closure", {}).status, 303);
    EXPECT_THAT(get(office_.clerk.actor, path(id)).body, HasSubstr("Đã kết thúc"));
    EXPECT_EQ(deed(office_.head, id, "/closure", {{"_method", "delete"}, {"reason", "Tình tiết mới"}}).status, 303);
    EXPECT_EQ(found(id).state, "awaiting_direction");
}

TEST_P(PetitionPagesTest, a_stale_form_keeps_what_was_typed) {
    const Id id = take(input());
    const auto stale = deed(office_.head, id, "/guidance", {{"note", "Gửi Tòa án"}}, "7");
    EXPECT_EQ(stale.status, 409);
    EXPECT_THAT(stale.body, HasSubstr("Gửi Tòa án"));
    auto fields = typed({{"reason", "Nhầm"}, {"version", "7"}});
    const auto correction = post(office_.clerk.actor, path(id, "/correction"), fields);
    EXPECT_EQ(correction.status, 409);
    EXPECT_THAT(correction.body, HasSubstr("Hoàng Quyzamba"));
    fields = typed({{"reason", "Nhầm"}, {"version", std::to_string(version(id))}});
    EXPECT_EQ(post(office_.clerk.actor, path(id, "/correction"), fields).status, 303);
}

TEST_P(PetitionPagesTest, says_who_may_when_the_deed_is_anothers) {
    const Id id = take(input());
    EXPECT_EQ(get(office_.clerk.actor, path(id, "/guidance")).status, 403);
    EXPECT_THAT(deed(office_.clerk, id, "/guidance", {{"note", "x"}}).body, HasSubstr("người đứng đầu"));
    EXPECT_EQ(get(office_.head.actor, path(id, "/correction")).status, 403);
    EXPECT_EQ(get(office_.head.actor, "/petitions/new").status, 403);
    EXPECT_EQ(get(office_.specialist.actor, "/petitions/book").status, 403);
    for (const char* part : {"", "/slip", "/guidance", "/correction", "/files/new"})
        EXPECT_EQ(get(other_.clerk.actor, path(id, part)).status, 404) << part;
    EXPECT_EQ(get(office_.clerk.actor, path(12345)).status, 404);
    EXPECT_EQ(get(office_.clerk.actor, "/petitions/abc").status, 404);
}

TEST_P(PetitionPagesTest, passes_on_by_a_typed_name_as_without_script) {
    const Id inside = take(input());
    EXPECT_EQ(deed(office_.head, inside, "/passing", {{"agency", ""}}).status, 422);
    EXPECT_EQ(deed(office_.head, inside, "/passing", {{"agency", "UBND xã Đại Từ"}, {"agency_id", ""}}).status, 303);
    EXPECT_NE(found(inside).passed_petition, 0);
    const auto slip = get(office_.clerk.actor, path(inside, "/passing-slip"));
    EXPECT_THAT(slip.body, HasSubstr("UBND xã Đại Từ"));
    EXPECT_THAT(slip.body, HasSubstr("Hoàng Quyzamba"));
    const Id outside = take(denunciation());
    EXPECT_EQ(deed(office_.head, outside, "/passing", {{"agency", "Tòa án khu vực 1"}, {"agency_id", "99"}}).status,
              303);
    EXPECT_EQ(found(outside).passed_name, "Tòa án khu vực 1");
}

TEST_P(PetitionPagesTest, prints_the_slip_and_the_book) {
    auto many = input();
    many.people = 35;
    const Id id = take(many);
    take(denunciation());
    accept_it(id, {office_.division, 0});
    const auto slip = get(office_.leader.actor, path(id, "/slip"));
    EXPECT_THAT(slip.body, HasSubstr("Phòng Thanh tra"));
    EXPECT_THAT(slip.body, HasSubstr("và 34 người khác"));
    EXPECT_THAT(get(office_.clerk.actor, "/petitions/book").body, HasSubstr("/petitions/book/print?body="));
    const FormFields book{{"body", std::to_string(office_.body)}, {"year", "2026"}};
    const auto print = get(office_.clerk.actor, "/petitions/book/print", book);
    EXPECT_EQ(print.status, 200);
    EXPECT_THAT(print.body, HasSubstr("Hoàng Quyzamba"));
    EXPECT_THAT(print.body, HasSubstr("(giữ bí mật)"));
    EXPECT_EQ(get(other_.clerk.actor, "/petitions/book/print", book).status, 404);
    for (const FormFields& wrong : {FormFields{{"body", "x"}, {"year", "2026"}},
                                    FormFields{{"body", std::to_string(office_.body)}, {"year", "1999"}},
                                    FormFields{{"body", std::to_string(office_.body)}, {"year", "99999999999"}}})
        EXPECT_EQ(get(office_.clerk.actor, "/petitions/book/print", wrong).status, 404);
}

TEST_P(PetitionPagesTest, a_list_ignores_filters_it_does_not_know) {
    const Id id = take(input());
    for (const FormFields& query : {FormFields{{"view", "x'--"}}, FormFields{{"kind", "none"}},
                                    FormFields{{"from", "32/13"}}, FormFields{{"before", "abc"}},
                                    FormFields{{"kind", "complaint"}, {"from", "01/11/2026"}, {"to", "30/11/2026"}}})
        EXPECT_THAT(get(office_.clerk.actor, "/petitions", query).body, HasSubstr(path(id)));
    for (const FormFields& query : {FormFields{{"kind", "feedback"}}, FormFields{{"from", "20/11/2026"}},
                                    FormFields{{"to", "18/11/2026"}}, FormFields{{"q", std::string(100'000, 'a')}}})
        EXPECT_THAT(get(office_.clerk.actor, "/petitions", query).body, Not(HasSubstr(path(id))));
}

TEST_P(PetitionPagesTest, its_readers_are_named_with_the_reason_and_who_opened_it) {
    const Id id = take(input());
    const auto fresh = get(office_.clerk.actor, path(id, "/readers"));
    EXPECT_EQ(fresh.status, 200);
    EXPECT_LE(fresh.queries, 16);
    for (const char* words : {"Lê Thị Văn Thư – Văn thư", "Văn thư giữ sổ đơn", "Trần Giám Đốc – Giám đốc",
                              "Người đứng đầu cơ quan", "Chưa ai mở"})
        EXPECT_THAT(fresh.body, HasSubstr(words)) << words;
    EXPECT_THAT(fresh.body, Not(HasSubstr("Phạm Phó Giám Đốc"))) << "a deputy is not concerned";
    EXPECT_THAT(fresh.body, Not(HasSubstr("uyzamb"))) << "the sender stands on the petition alone";
    accept_it(id, {office_.division, 0});
    get(office_.leader.actor, path(id));
    audit::flush_views(db());
    const auto page = get(office_.leader.actor, path(id, "/readers"));
    for (const char* words : {"Phòng Thanh tra", "Đỗ Trưởng Phòng (Trưởng phòng)", "Được giao giải quyết",
                              "Đỗ Trưởng Phòng</td>", "Quyền xem đã thay đổi"})
        EXPECT_THAT(page.body, HasSubstr(words)) << words;
    EXPECT_THAT(get(office_.head.actor, path(id)).body, HasSubstr(path(id, "/readers")));
    for (const auto* who : {&office_.deputy, &office_.chief, &office_.specialist, &other_.clerk, &other_.head})
        EXPECT_EQ(get(who->actor, path(id, "/readers")).status, 404) << who->actor.name;
    for (const char* wrong : {"/petitions/77/readers", "/petitions/x/readers"})
        EXPECT_EQ(get(office_.clerk.actor, wrong).status, 404) << wrong;
}

TEST_P(PetitionPagesTest, who_was_named_and_who_acts_by_delegation_stand_among_its_readers) {
    write([&](db::Tx& tx) {
        name_officer(tx, office_.head.actor, *directory_, office_.body, office_.chief.post, "reception");
        directory::delegate(tx, Actor::system(),
                            {.from_post = office_.head.post,
                             .to_person = office_.deputy.person,
                             .basis = "QĐ 12",
                             .from = test::day(11, 19),
                             .until = test::day(11, 30)});
    });
    now_.set(*clock::parse_instant("2026-11-21T03:00:00Z"));  // pages read the directory anew on a new day
    look_again();
    const Id id = take(input());
    const auto page = get(office_.clerk.actor, path(id, "/readers"));
    EXPECT_THAT(page.body, HasSubstr("Được giao tiếp công dân"));
    EXPECT_THAT(page.body, HasSubstr("Phạm Phó Giám Đốc (Giám đốc, theo ủy quyền của Trần Giám Đốc)"));
}

}  // namespace dinh::petitions
