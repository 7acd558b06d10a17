// The pages of submissions as each side meets them, refusals and malformed input included.
#include <gmock/gmock.h>

#include "modules/submissions/tests/visit.hpp"

namespace dinh::submissions {

namespace {

using test::Answer;
using test::FormFields;
using testing::HasSubstr;
using testing::Not;

class SubmissionPagesTest : public test::VisitHouse {
protected:
    Id created(const Answer& answer) const {
        const auto at = answer.location.rfind('/');
        return at == std::string::npos ? 0 : ids::parse(answer.location.substr(at + 1)).value_or(0);
    }
};
DINH_BOTH_ENGINES(SubmissionPagesTest);

}  // namespace

TEST_P(SubmissionPagesTest, goes_from_the_department_to_the_leaders_and_back) {
    const auto& specialist = sender_.specialist;
    EXPECT_THAT(get(specialist.actor, "/submissions/new").body, HasSubstr("12/TTr-SKHCN"));
    const auto made = post(specialist.actor, "/submissions/new", typed());
    ASSERT_EQ(made.status, 303) << made.body.substr(0, 2000);
    const Id id = created(made);
    EXPECT_THAT(get(specialist.actor, path(id)).body, HasSubstr("Còn thiếu"));
    const auto missing = deed(specialist, id, "/submission", {});
    EXPECT_EQ(missing.status, 422);
    EXPECT_THAT(missing.body, HasSubstr("Thiếu Dự thảo quyết định"));
    EXPECT_EQ(get(specialist.actor, path(id, "/papers/new")).status, 200);
    EXPECT_EQ(deed(specialist, id, "/papers", {{"role", "draft"}}).status, 422) << "no file";
    EXPECT_EQ(deed(specialist, id, "/papers", {{"role", "draft"}}, "", {upload("files", "a.pdf", "%PDF-1.4\n%%EOF\n")})
                  .status,
              303);
    EXPECT_EQ(deed(specialist, id, "/gathered",
                   {{"agency_name", "Sở Tài chính"}, {"opinion", "Thống nhất"}, {"treatment", "agreed"}})
                  .status,
              303);
    EXPECT_EQ(deed(specialist, id, "/submission", {}).status, 303);
    EXPECT_EQ(deed(office_.clerk, id, "/receipt", {}).status, 303);
    EXPECT_EQ(deed(office_.head, id, "/assignment", {{"examiner", "x"}}).status, 422);
    const std::string examiner = "p" + std::to_string(office_.specialist.post);
    EXPECT_THAT(get(office_.head.actor, path(id, "/assignment")).body, HasSubstr(examiner));
    EXPECT_EQ(deed(office_.head, id, "/assignment", {{"examiner", examiner}}).status, 303);
    EXPECT_EQ(
        deed(office_.specialist, id, "/slips",
             {{"summary", "Sở đề nghị"}, {"proposal", "Đồng ý"}, {"leader", std::to_string(committee_.deputy.post)}})
            .status,
        303);
    EXPECT_EQ(deed(office_.head, id, "/approval", {{"leader", ""}, {"note", ""}}).status, 303);
    EXPECT_EQ(deed(committee_.deputy, id, "/decision", {{"decision", "agreed"}, {"note", ""}}).status, 303);
    EXPECT_THAT(get(office_.specialist.actor, path(id, "/document")).body, HasSubstr("Quyết định"));
    const auto document = deed(office_.specialist, id, "/document",
                               {{"kind", "quyet_dinh"}, {"subject", "Ban hành Kế hoạch"}, {"signer", ""}});
    EXPECT_EQ(document.status, 303);
    EXPECT_THAT(document.location, HasSubstr("/documents/outgoing/"));
    issue(found(id).outgoing, "45/QĐ-UBND");
    const auto page = get(specialist.actor, path(id));
    EXPECT_THAT(page.body, HasSubstr("Đã ban hành 45/QĐ-UBND"));
    EXPECT_THAT(page.body, HasSubstr(document.location)) << "the document is opened to the sender";
    EXPECT_LE(page.queries, 22);
    EXPECT_LE(get(specialist.actor, "/submissions", {{"view", "ended"}}).queries, 14);
}

TEST_P(SubmissionPagesTest, the_slip_is_the_offices_and_prints) {
    const Id id = laid_before();
    EXPECT_THAT(get(committee_.deputy.actor, path(id)).body, HasSubstr("Sở đề nghị ban hành Kế hoạch"));
    EXPECT_THAT(get(sender_.specialist.actor, path(id)).body, Not(HasSubstr("Sở đề nghị ban hành Kế hoạch")));
    const auto slip = get(committee_.deputy.actor, path(id, "/slip"));
    EXPECT_EQ(slip.status, 200);
    EXPECT_THAT(slip.body, HasSubstr("Phiếu trình giải quyết công việc"));
    EXPECT_THAT(slip.body, HasSubstr("Đề nghị đồng ý"));
    EXPECT_EQ(get(sender_.specialist.actor, path(id, "/slip")).status, 403);
    EXPECT_EQ(get(other_.head.actor, path(id, "/slip")).status, 404);
    letter_ = issued(sender_, "14/TTr-SKHCN");
    EXPECT_EQ(get(office_.head.actor, path(examined(), "/slip")).status, 404) << "none written yet";
}

TEST_P(SubmissionPagesTest, whoever_is_asked_reads_his_own_question_and_answers) {
    const Id id = examined();
    const auto ask = [&](const char* agencies, const char* due) {
        return deed(office_.specialist, id, "/consultations",
                    {{"agencies", agencies}, {"question", "Nguồn kinh phí?"}, {"due", due}});
    };
    EXPECT_THAT(get(office_.specialist.actor, path(id, "/consultations/new")).body, HasSubstr("30/11/2026"));
    EXPECT_EQ(ask("", "27/11/2026").status, 422);
    EXPECT_EQ(ask("Sở Không Có", "27/11/2026").status, 422);
    EXPECT_EQ(ask("Sở Tài chính", "32/11/2026").status, 422);
    EXPECT_EQ(ask("Sở Tài chính", "").status, 422);
    EXPECT_EQ(ask("Sở Tài chính\n", "27/11/2026").status, 303);
    const auto one = asked(id).front();
    const std::string answer = "/consultations/" + std::to_string(one.id) + "/answer";
    EXPECT_THAT(get(other_.head.actor, path(id)).body, HasSubstr(path(id, answer)));
    EXPECT_THAT(get(sender_.specialist.actor, path(id)).body, Not(HasSubstr("Nguồn kinh phí?")));
    EXPECT_THAT(get(other_.head.actor, path(id, answer)).body, HasSubstr("Nguồn kinh phí?"));
    EXPECT_EQ(get(office_.specialist.actor, path(id, answer)).status, 403);
    for (const char* wrong : {"/consultations/99/answer", "/consultations/x/answer"})
        EXPECT_EQ(get(other_.head.actor, path(id, wrong)).status, 404);
    const auto send = [&](const char* text, const char* version) {
        return post(other_.head.actor, path(id, answer), {{"text", text}, {"mark", ""}, {"version", version}});
    };
    EXPECT_EQ(send("", "1").status, 422);
    const auto stale = send("Thống nhất với dự thảo", "7");
    EXPECT_EQ(stale.status, 409);
    EXPECT_THAT(stale.body, HasSubstr("Thống nhất với dự thảo"));
    EXPECT_EQ(send("Thống nhất với dự thảo", "1").status, 303);
    EXPECT_THAT(get(office_.specialist.actor, path(id)).body, HasSubstr("Thống nhất với dự thảo"));
}

TEST_P(SubmissionPagesTest, the_form_comes_back_with_faults_and_what_was_typed) {
    const FormFields wrong[] = {{{"letter", ""}},
                                {{"letter", "o99"}},
                                {{"letter", "i99"}},
                                {{"letter", "x"}},
                                {{"kind", ""}},
                                {{"kind", "x"}},
                                {{"document_kind", "x"}},
                                {{"asked_day", "31/02/2026"}},
                                {{"asked_day", "01/01/2020"}},
                                {{"subject", std::string(501, 'a')}},
                                {{"field", std::string(101, 'a')}},
                                {{"task_mark", "1/KHÔNG-CÓ"}},
                                {{"task_mark", std::string(61, 'a')}}};
    for (const auto& one : wrong) {
        const auto answer = post(sender_.specialist.actor, "/submissions/new", typed(one));
        EXPECT_EQ(answer.status, 422) << one[0].first << "=" << one[0].second.substr(0, 20);
        if (one[0].first != "field") {
            EXPECT_THAT(answer.body, HasSubstr("value=\"chuyển đổi số\"")) << "lost: " << one[0].first;
        }
    }
    const auto control =
        post(sender_.specialist.actor, "/submissions/new", typed({{"subject", "Đất\x01\x02 <b>ruộng</b>"}}));
    ASSERT_EQ(control.status, 303);
    EXPECT_THAT(get(sender_.specialist.actor, control.location).body, HasSubstr("Đất &lt;b&gt;ruộng&lt;/b&gt;"));
}

TEST_P(SubmissionPagesTest, an_empty_subject_is_that_of_the_letter) {
    const auto made = post(sender_.specialist.actor, "/submissions/new", typed({{"subject", ""}}));
    ASSERT_EQ(made.status, 303);
    EXPECT_EQ(found(created(made)).subject, "Về việc ban hành Kế hoạch chuyển đổi số");
}

TEST_P(SubmissionPagesTest, sent_twice_is_made_once) {
    const auto first = post(sender_.specialist.actor, "/submissions/new", typed({{"deed_key", "khoa-1"}}));
    const auto second = post(sender_.specialist.actor, "/submissions/new", typed({{"deed_key", "khoa-1"}}));
    EXPECT_EQ(first.location, second.location);
}

TEST_P(SubmissionPagesTest, the_office_names_a_letter_by_its_mark) {
    const Id letter = registered(committee_.agency, committee_.body, "8/TTr-CĐ");
    const FormFields fields = typed({{"letter", ""}, {"letter_mark", "8/TTr-CĐ"}, {"subject", ""}});
    EXPECT_EQ(post(sender_.specialist.actor, "/submissions/new", fields).status, 422);
    EXPECT_THAT(get(office_.clerk.actor, "/submissions/new", {{"incoming", std::to_string(letter)}}).body,
                HasSubstr("i" + std::to_string(letter)));
    const auto made = post(office_.clerk.actor, "/submissions/new", fields);
    ASSERT_EQ(made.status, 303) << made.body.substr(0, 2000);
    EXPECT_EQ(found(created(made)).letter_incoming, letter);
}

TEST_P(SubmissionPagesTest, a_stale_form_keeps_what_was_typed) {
    const Id id = prepared(input());
    const auto stale = deed(sender_.specialist, id, "/withdrawal", {{"reason", "Rà soát lại"}}, "7");
    EXPECT_EQ(stale.status, 409);
    EXPECT_THAT(stale.body, HasSubstr("Rà soát lại"));
    auto fields = typed({{"version", "7"}, {"subject", "Nội dung mới"}});
    const auto edited = post(sender_.specialist.actor, path(id, "/description"), fields);
    EXPECT_EQ(edited.status, 409);
    EXPECT_THAT(edited.body, HasSubstr("Nội dung mới"));
    fields = typed({{"version", std::to_string(version(id))}, {"subject", "Nội dung mới"}});
    EXPECT_EQ(post(sender_.specialist.actor, path(id, "/description"), fields).status, 303);
    EXPECT_EQ(found(id).subject, "Nội dung mới");
}

TEST_P(SubmissionPagesTest, a_file_is_reached_inside_its_submission_alone) {
    const Id id = prepared(input());
    const auto secret = deed(sender_.specialist, id, "/papers", {{"role", "other"}}, "",
                             {upload("files", "a.txt", "TUYỆT MẬT\nnội dung")});
    EXPECT_EQ(secret.status, 422);
    ASSERT_EQ(
        deed(sender_.specialist, id, "/papers", {{"role", "other"}}, "", {upload("files", "a.txt", "Nội dung")}).status,
        303);
    EXPECT_EQ(get(sender_.specialist.actor, path(id, "/files/1")).status, 200);
    for (const char* wrong : {"/files/2", "/files/x", "/files/99999999"})
        EXPECT_EQ(get(sender_.specialist.actor, path(id, wrong)).status, 404) << wrong;
    EXPECT_EQ(get(office_.head.actor, path(id, "/files/1")).status, 404) << "not submitted yet";
    EXPECT_EQ(deed(sender_.specialist, id, "/files/1", {{"_method", "delete"}}).status, 303);
    EXPECT_EQ(get(sender_.specialist.actor, path(id, "/files/1")).status, 404);
}

TEST_P(SubmissionPagesTest, an_opinion_is_taken_out_of_the_table) {
    const Id id = prepared(input());
    act(gather, sender_.specialist, id, Gathered{0, "Sở Tài chính", "Thống nhất", "agreed", ""});
    const Id opinion = db().reading([&](db::Conn& conn) { return gathered(conn, id).front().id; });
    const std::string part = "/gathered/" + std::to_string(opinion);
    EXPECT_THAT(get(sender_.specialist.actor, path(id)).body, HasSubstr(path(id, part)));
    EXPECT_EQ(deed(sender_.specialist, id, "/gathered/7", {{"_method", "delete"}}).status, 404);
    EXPECT_EQ(deed(sender_.specialist, id, part, {{"_method", "delete"}}).status, 303);
    EXPECT_THAT(get(sender_.specialist.actor, path(id)).body, HasSubstr("Chưa ghi ý kiến nào"));
}

TEST_P(SubmissionPagesTest, says_who_may_when_the_deed_is_anothers) {
    const Id id = examined();
    EXPECT_EQ(get(sender_.specialist.actor, path(id, "/slips/new")).status, 403);
    EXPECT_THAT(deed(office_.clerk, id, "/assignment", {{"examiner", "p1"}}).body, HasSubstr("lãnh đạo Văn phòng"));
    for (const char* part : {"", "/papers/new", "/description", "/slips/new", "/decision", "/files/1", "/withdrawal"})
        EXPECT_EQ(get(other_.head.actor, path(id, part)).status, 404) << part;
    EXPECT_EQ(get(office_.head.actor, path(12345)).status, 404);
    EXPECT_EQ(get(office_.head.actor, "/submissions/abc").status, 404);
    Actor reader = sender_.specialist.actor;
    reader.read_only = true;
    EXPECT_EQ(get(reader, "/submissions/new").status, 403);
    EXPECT_EQ(get(reader, path(id)).status, 200);
}

TEST_P(SubmissionPagesTest, a_list_ignores_filters_it_does_not_know_and_is_taken_away) {
    const Id id = examined();
    const auto& head = office_.head.actor;
    for (const FormFields& query :
         {FormFields{{"view", "x'--"}}, FormFields{{"kind", "none"}}, FormFields{{"from", "32/13"}},
          FormFields{{"before", "abc"}}, FormFields{{"sender", "x"}},
          FormFields{{"kind", "individual"}, {"from", "01/11/2026"}, {"to", "30/11/2026"}},
          FormFields{{"q", "12/TTr"}}})
        EXPECT_THAT(get(head, "/submissions", query).body, HasSubstr(path(id)));
    for (const FormFields& query : {FormFields{{"kind", "plan"}}, FormFields{{"from", "21/11/2026"}},
                                    FormFields{{"sender", "99"}}, FormFields{{"q", std::string(100'000, 'a')}}})
        EXPECT_THAT(get(head, "/submissions", query).body, Not(HasSubstr(path(id))));
    const auto csv = get(head, "/submissions.csv", {{"view", "all"}});
    EXPECT_THAT(csv.body, HasSubstr("12/TTr-SKHCN"));
    EXPECT_THAT(get(other_.head.actor, "/submissions.csv", {{"view", "all"}}).body, Not(HasSubstr("12/TTr-SKHCN")));
    const auto xlsx = get(head, "/submissions.xlsx");
    EXPECT_TRUE(xlsx.body.starts_with("PK"));
}

TEST_P(SubmissionPagesTest, each_figure_opens_a_list_as_long_as_itself) {
    const Id quick = examined();
    act(write_slip, office_.specialist, quick, slip());
    for (const char* mark : {"21/TTr-SKHCN", "22/TTr-SKHCN"}) {
        letter_ = issued(sender_, mark);
        examined();
    }
    const Id late = listed(office_.head, {}).front();
    wait_until(test::day(12, 10));
    look_again();
    act(write_slip, office_.specialist, late, slip());
    const std::map<std::string, int> expected{
        {"submissions.received", 3}, {"submissions.examined_on_time", 1}, {"submissions.examined_late", 1}};
    ASSERT_EQ(manifest().figures.size(), expected.size());
    for (const auto& figure : manifest().figures) {
        const auto value = db().reading(
            [&](db::Conn& conn) { return figure.value(conn, committee_.agency, test::day(11, 1), test::day(12, 31)); });
        EXPECT_EQ(value, expected.at(figure.name)) << figure.name;
        const auto path = text::fill(figure.list_path, {std::to_string(committee_.agency), "01/11/2026", "31/12/2026"});
        FormFields query;
        for (const auto& pair : text::split(path.substr(path.find('?') + 1), '&'))
            query.emplace_back(pair.substr(0, pair.find('=')), pair.substr(pair.find('=') + 1));
        const auto list = get(office_.head.actor, "/submissions", query);
        EXPECT_THAT(list.body, HasSubstr(std::to_string(value) + " hồ sơ")) << figure.name;
        EXPECT_EQ(db().reading([&](db::Conn& conn) {
            return figure.value(conn, other_.agency, test::day(11, 1), test::day(12, 31)) +
                   figure.value(conn, committee_.agency, test::day(1, 1), test::day(1, 31));
        }),
                  0)
            << figure.name << " of another agency, of another month";
    }
}

TEST_P(SubmissionPagesTest, a_notice_is_read_in_the_language_of_its_reader) {
    const Id id = examined();
    act(ask_opinion, office_.specialist, id, std::vector<Id>{other_.agency}, "Nguồn kinh phí?",
        std::optional(test::day(11, 27)));
    const auto question = asked(id).front();
    write([&](db::Tx& tx) { give_opinion(tx, other_.head.actor, question.id, question.version, {"Thống nhất", ""}); });
    act(give_back, office_.specialist, id, "Thiếu báo cáo");
    const auto notices = [&](const test::Member& who) { return get(who.actor, "/worklist/notices").body; };
    EXPECT_THAT(notices(sender_.specialist), HasSubstr("Hồ sơ trình bị trả lại: Ban hành Kế hoạch"));
    language_ = "en";
    EXPECT_THAT(notices(sender_.specialist), HasSubstr("The submission was returned: Ban hành Kế hoạch"));
    EXPECT_THAT(notices(sender_.specialist), Not(HasSubstr("Hồ sơ trình bị trả lại")));
    EXPECT_THAT(notices(office_.specialist), HasSubstr("gave an opinion: Ban hành Kế hoạch"));
}

}  // namespace dinh::submissions
