// The pages of internal documents, series and messages as people meet them, refusals and malformed input included.
#include <gmock/gmock.h>

#include "modules/internal/tests/house.hpp"
#include "modules/worklist/worklist.hpp"
#include "tests/support/visitor.hpp"

namespace dinh::internal {

namespace {

using dinh::test::Answer;
using dinh::test::FormFields;
using testing::HasSubstr;
using testing::Not;

class InternalPagesTest : public test::House, protected dinh::test::Visitor {
protected:
    InternalPagesTest() : Visitor("/internal/letters") {}
    void SetUp() override {
        House::SetUp();
        manifest().routes(router_);
        worklist::manifest().routes(router_);
        worklist::set_kinds(manifest().work_kinds);
        worklist::set_search_kinds(manifest().search_kinds);
        Visitor::open(db());
        directory::now(house_);  // read once for all pages: no page's own queries
    }
    static std::string path(Id id, const std::string& part = "") {
        return "/internal/letters/" + std::to_string(id) + part;
    }
    FormFields typed(FormFields more = {}) const {
        return with({{"post", std::to_string(office_.specialist.post)},
                     {"kind", "notice"},
                     {"urgency", "0"},
                     {"due", "27/11/2026"},
                     {"subject", "Nộp báo cáo tuần"},
                     {"body", "Đề nghị nộp trước thứ Năm."},
                     {"act", unit(office_.other_division)},
                     {"information", House::post(office_.head)}},
                    std::move(more));
    }
    FormFields typed_message(FormFields more = {}) const {
        return with({{"post", std::to_string(office_.specialist.post)},
                     {"body", "Họp phòng lúc 14 giờ"},
                     {"to", std::to_string(office_.second.post)}},
                    std::move(more));
    }
    static FormFields with(FormFields fields, const FormFields& more) {
        for (const auto& [name, value] : more) {
            const auto known =
                std::find_if(fields.begin(), fields.end(), [&](const auto& one) { return one.first == name; });
            if (known == fields.end())
                fields.emplace_back(name, value);
            else
                known->second = value;
        }
        return fields;
    }
    Answer deed(const test::Place& who, Id id, const std::string& part, FormFields fields,
                const std::string& stale = "") {
        fields.emplace_back("version", stale.empty() ? std::to_string(version(id)) : stale);
        return Visitor::post(who.actor, path(id, part), std::move(fields));
    }
    Answer part_deed(const test::Place& who, Id id, const Receiver& one, const std::string& what, FormFields fields) {
        return deed(who, id, "/parts/" + std::to_string(one.id) + what, std::move(fields), std::to_string(one.version));
    }
    Answer send_form(const test::Place& who, const std::string& to, FormFields fields,
                     std::vector<web::Upload> uploads = {}) {
        return Visitor::post(who.actor, to, std::move(fields), std::move(uploads));
    }
};
DINH_BOTH_ENGINES(InternalPagesTest);

}  // namespace

TEST_P(InternalPagesTest, a_document_goes_its_whole_way_by_forms) {
    const auto form = get(office_.specialist.actor, "/internal/letters/new");
    EXPECT_THAT(form.body, HasSubstr("Phòng Kế hoạch"));
    EXPECT_THAT(form.body, HasSubstr("Chi cục Tiêu chuẩn"));
    EXPECT_THAT(form.body, Not(HasSubstr("Sở Nội vụ")));
    EXPECT_LE(form.queries, 14);
    const auto made =
        send_form(office_.specialist, "/internal/letters/new", typed(), {upload("files", "mau.txt", "Mẫu báo cáo")});
    ASSERT_EQ(made.status, 303) << made.body.substr(0, 2000);
    const Id id = ids::parse(made.location.substr(made.location.rfind('/') + 1)).value_or(0);
    EXPECT_EQ(deed(office_.specialist, id, "/submission", {}).status, 303);
    EXPECT_THAT(get(office_.leader.actor, path(id)).body, HasSubstr("Ký, gửi"));
    EXPECT_EQ(deed(office_.leader, id, "/sending", {}).status, 303);
    EXPECT_EQ(get(office_.other_specialist.actor, path(id)).status, 404);
    const auto page = get(office_.other_leader.actor, path(id));
    for (const char* words : {"Nộp báo cáo tuần", "Kết thúc", "Chuyển tiếp", "mau.txt", "Đang xử lý"})
        EXPECT_THAT(page.body, HasSubstr(words)) << words;
    EXPECT_THAT(page.body, Not(HasSubstr("Gửi bản thay thế")));
    EXPECT_EQ(get(office_.other_leader.actor, path(id, "/files/1")).status, 200);
    for (const char* wrong : {"/files/2", "/files/x", "/files/999999999999"})
        EXPECT_EQ(get(office_.other_leader.actor, path(id, wrong)).status, 404) << wrong;
    EXPECT_EQ(get(other_.head.actor, path(id, "/files/1")).status, 404);
    const auto part_of_unit = part(id, office_.other_division);
    EXPECT_THAT(
        get(office_.other_leader.actor, path(id, "/parts/" + std::to_string(part_of_unit.id) + "/forwardings")).body,
        HasSubstr("Phan Văn Kế Hoạch"));
    EXPECT_EQ(part_deed(office_.other_leader, id, part_of_unit, "/forwardings",
                        {{"act", House::post(office_.other_specialist)}, {"due", "26/11/2026"}, {"note", "Làm"}})
                  .status,
              303);
    const auto too_long = deed(office_.other_specialist, id, "/answers", {{"body", std::string(2001, 'a')}});
    EXPECT_EQ(too_long.status, 422);
    EXPECT_THAT(too_long.body, HasSubstr(std::string(2001, 'a'))) << "what was typed is lost";
    EXPECT_EQ(deed(office_.other_specialist, id, "/answers", {{"body", "Đã rõ"}}).status, 303);
    EXPECT_EQ(part_deed(office_.other_specialist, id, part(id, office_.other_specialist.post), "/result",
                        {{"result", "Đã nộp"}})
                  .status,
              303);
    EXPECT_EQ(
        part_deed(office_.other_leader, id, part(id, office_.other_division), "/result", {{"result", "Xong"}}).status,
        303);
    const auto sheet = get(office_.specialist.actor, path(id, "/print"));
    for (const char* words : {"Bùi Trưởng Phòng", "Phan Văn Kế Hoạch", "THÔNG BÁO", "Xong"})
        EXPECT_THAT(sheet.body, HasSubstr(words)) << words;
    EXPECT_THAT(get(office_.specialist.actor, path(id)).body, HasSubstr("Đã xử lý xong"));
}

TEST_P(InternalPagesTest, the_form_comes_back_with_faults_and_what_was_typed) {
    const FormFields wrong[] = {{{"kind", "x"}},
                                {{"urgency", "khẩn"}},
                                {{"urgency", "7"}},
                                {{"due", "31/02/2026"}},
                                {{"due", "01/01/2020"}},
                                {{"subject", ""}},
                                {{"subject", std::string(501, 'a')}},
                                {{"act", "unit-4711"}},
                                {{"act", "x"}},
                                {{"numbered", "1"}},
                                {{"post", "99999999999999999999"}}};
    for (const auto& one : wrong) {
        const auto answer = send_form(office_.specialist, "/internal/letters/new", typed(one));
        EXPECT_EQ(answer.status, 422) << one[0].first << "=" << one[0].second.substr(0, 20);
        EXPECT_THAT(answer.body, HasSubstr("Đề nghị nộp trước thứ Năm.")) << "what was typed is lost";
    }
    EXPECT_TRUE(listed(office_.specialist.actor, "drafts").empty());
    EXPECT_EQ(send_form(office_.specialist, "/internal/letters/new", typed({{"answers", "4711"}})).status, 404);
    const auto secret = send_form(office_.specialist, "/internal/letters/new", typed(),
                                  {upload("files", "a.txt", "TUYỆT MẬT\nnội dung")});
    EXPECT_EQ(secret.status, 422);
    const auto faulty = send_form(office_.specialist, "/internal/letters/new", typed({{"subject", ""}}),
                                  {upload("files", "mau.txt", "Mẫu")});
    const std::string token = faulty.after("name=\"kept\" value=\"");
    ASSERT_FALSE(token.empty());
    const auto made = send_form(office_.specialist, "/internal/letters/new", typed({{"kept", token}}));
    EXPECT_THAT(get(office_.specialist.actor, made.location).body, HasSubstr("mau.txt"));
    const auto marked =
        send_form(office_.specialist, "/internal/letters/new", typed({{"subject", "Họp\x01\x02 <b>gấp</b>"}}));
    EXPECT_THAT(get(office_.specialist.actor, marked.location).body, HasSubstr("Họp &lt;b&gt;gấp&lt;/b&gt;"));
}

TEST_P(InternalPagesTest, sent_twice_is_written_once_and_a_stale_form_is_told) {
    const auto first = send_form(office_.specialist, "/internal/letters/new", typed({{"deed_key", "khoa-1"}}));
    const auto second = send_form(office_.specialist, "/internal/letters/new", typed({{"deed_key", "khoa-1"}}));
    EXPECT_EQ(first.location, second.location);
    const Id id = listed(office_.specialist.actor, "drafts").at(0);
    EXPECT_EQ(deed(office_.specialist, id, "/changes", typed({{"subject", "Đổi"}})).status, 303);
    const auto stale = deed(office_.specialist, id, "/changes", typed({{"subject", "Đổi nữa"}}), "1");
    EXPECT_EQ(stale.status, 409);
    EXPECT_THAT(stale.body, HasSubstr("Đổi nữa"));
    EXPECT_EQ(deed(office_.specialist, id, "/submission", {}, "1").status, 409);
    EXPECT_EQ(deed(office_.specialist, id, "/dropping", {{"_method", "delete"}, {"reason", ""}}).status, 422);
    EXPECT_EQ(deed(office_.specialist, id, "/dropping", {{"_method", "delete"}, {"reason", "Trùng"}}).status, 303);
}

TEST_P(InternalPagesTest, what_is_not_ones_own_is_404_and_what_is_not_ones_deed_is_403) {
    const Id id = sent();
    const std::string part_path = "/parts/" + std::to_string(part(id, office_.other_division).id);
    for (const std::string& page : {std::string(), std::string("/changes"), std::string("/print"),
                                    std::string("/recall"), std::string("/editions"), part_path + "/result"})
        EXPECT_EQ(get(other_.head.actor, path(id, page)).status, 404) << page;
    for (const char* wrong : {"/internal/letters/0", "/internal/letters/x", "/internal/letters/99999999999999999999"})
        EXPECT_EQ(get(office_.leader.actor, wrong).status, 404) << wrong;
    EXPECT_EQ(get(office_.head.actor, path(id, "/recall")).status, 403);
    EXPECT_EQ(get(office_.head.actor, path(id, part_path + "/result")).status, 403);
    EXPECT_EQ(get(office_.other_leader.actor, path(id, "/parts/4711/result")).status, 404);
    EXPECT_EQ(deed(office_.head, id, "/recall", {{"reason", "x"}}).status, 403);
    EXPECT_EQ(deed(office_.leader, id, "/recall", {{"reason", ""}}).status, 422);
    EXPECT_EQ(deed(office_.leader, id, "/editions", {{"subject", "Nộp"}, {"body", ""}, {"reason", "Gọn"}}).status, 303);
    const auto page = get(office_.leader.actor, path(id));
    EXPECT_THAT(page.body, HasSubstr("Bản đã thay"));
    EXPECT_THAT(page.body, HasSubstr("Nội dung nằm trong tệp đính kèm"));
}

TEST_P(InternalPagesTest, lists_filter_count_and_are_taken_away) {
    const Id id = sent();
    const auto list = get(office_.other_leader.actor, "/internal/letters");
    EXPECT_THAT(list.body, HasSubstr(path(id)));
    EXPECT_LE(list.queries, 14);
    for (const FormFields& query :
         {FormFields{{"view", "x'--"}}, FormFields{{"kind", "none"}}, FormFields{{"from", "32/13"}},
          FormFields{{"before", "abc"}}, FormFields{{"kind", "notice"}, {"from", "01/11/2026"}, {"to", "30/11/2026"}},
          FormFields{{"q", "bao cao tuan"}}, FormFields{{"view", "received"}}})
        EXPECT_THAT(get(office_.other_leader.actor, "/internal/letters", query).body, HasSubstr(path(id)));
    for (const FormFields& query :
         {FormFields{{"kind", "report"}}, FormFields{{"from", "21/11/2026"}}, FormFields{{"to", "18/11/2026"}},
          FormFields{{"view", "drafts"}}, FormFields{{"view", "sent"}}, FormFields{{"q", std::string(100'000, 'a')}}})
        EXPECT_THAT(get(office_.other_leader.actor, "/internal/letters", query).body, Not(HasSubstr(path(id))));
    const auto csv = get(office_.leader.actor, "/internal/letters.csv", {{"view", "sent"}});
    EXPECT_THAT(csv.body, HasSubstr("Nộp báo cáo tuần qua hệ thống"));
    EXPECT_EQ(get(office_.leader.actor, "/internal/letters.xlsx", {{"view", "sent"}}).body.substr(0, 2), "PK");
    EXPECT_THAT(get(other_.leader.actor, "/internal/letters.csv", {{"view", "sent"}}).body, Not(HasSubstr("Nộp báo")));
}

TEST_P(InternalPagesTest, a_series_is_opened_shown_and_closed) {
    const auto page = get(office_.leader.actor, "/internal/series");
    EXPECT_THAT(page.body, HasSubstr("Mở sổ"));
    EXPECT_THAT(get(office_.specialist.actor, "/internal/series").body, Not(HasSubstr("<button class=\"button\">Mở")));
    const FormFields place{{"post", std::to_string(office_.leader.post)}};
    EXPECT_EQ(send_form(office_.specialist, "/internal/series", {}).status, 403);
    EXPECT_EQ(send_form(office_.leader, "/internal/series", place).status, 303);
    EXPECT_EQ(send_form(office_.leader, "/internal/series", place).status, 422);
    auto one = input();
    one.numbered = true;
    const Id id = sent(one), voided = sent(one);
    recall_it(voided, "Gửi nhầm phòng");
    const auto book = get(office_.leader.actor, "/internal/series");
    EXPECT_THAT(book.body, HasSubstr(path(id)));
    EXPECT_THAT(book.body, HasSubstr("Đã hủy số"));
    EXPECT_LE(book.queries, 14);
    EXPECT_THAT(get(office_.second.actor, "/internal/series").body, Not(HasSubstr(path(id))));
    EXPECT_EQ(get(office_.leader.actor, "/internal/series", {{"year", "x"}, {"before", "-1"}, {"post", "y"}}).status,
              200);
    const Id series = found(id).series;
    const std::string to = "/internal/series/" + std::to_string(series);
    EXPECT_EQ(send_form(office_.leader, to, {{"_method", "delete"}, {"version", "77"}}).status, 409);
    EXPECT_EQ(send_form(other_.leader, to, {{"_method", "delete"}, {"version", "1"}}).status, 404);
    EXPECT_EQ(send_form(office_.leader, to, {{"_method", "delete"}, {"version", "1"}}).status, 303);
    EXPECT_THAT(get(office_.leader.actor, "/internal/series").body, HasSubstr("Sổ đã đóng"));
}

TEST_P(InternalPagesTest, a_message_goes_to_ticked_people_and_back) {
    const auto form = get(office_.specialist.actor, "/internal/messages/new");
    EXPECT_THAT(form.body, HasSubstr("Hà Thị Hai"));
    EXPECT_THAT(form.body, Not(HasSubstr("Phan Văn Kế Hoạch")));
    EXPECT_LE(form.queries, 12);
    const auto made = send_form(office_.specialist, "/internal/messages/new",
                                typed_message({{"wants_answer", "1"}, {"due", "23/11/2026"}}),
                                {upload("files", "so-do.txt", "Sơ đồ")});
    ASSERT_EQ(made.status, 303) << made.body.substr(0, 2000);
    EXPECT_EQ(get(office_.leader.actor, made.location).status, 404) << "not ticked";
    EXPECT_THAT(get(office_.specialist.actor, made.location).body, HasSubstr("Chưa xem"));
    const auto page = get(office_.second.actor, made.location);
    EXPECT_THAT(page.body, HasSubstr("so-do.txt"));
    EXPECT_EQ(get(office_.second.actor, made.location + "/files/1").status, 200);
    EXPECT_EQ(get(office_.leader.actor, made.location + "/files/1").status, 404);
    EXPECT_EQ(send_form(office_.second, made.location + "/answers", {{"body", ""}}).status, 422);
    const auto long_one = send_form(office_.second, made.location + "/answers", {{"body", std::string(2001, 'a')}});
    EXPECT_THAT(long_one.body, HasSubstr(std::string(2001, 'a'))) << "what was typed is lost";
    EXPECT_EQ(send_form(office_.second, made.location + "/answers", {{"body", "Có mặt"}}).status, 303);
    EXPECT_THAT(get(office_.specialist.actor, made.location).body, HasSubstr("Có mặt"));
    EXPECT_THAT(get(office_.second.actor, "/internal/messages").body, HasSubstr(made.location));
    EXPECT_THAT(get(office_.specialist.actor, "/internal/messages", {{"view", "sent"}}).body, HasSubstr("1/1 đã xem"));
    EXPECT_EQ(get(office_.specialist.actor, "/internal/messages", {{"before", "x"}, {"view", "?"}}).status, 200);
}

TEST_P(InternalPagesTest, one_box_takes_everybody_and_faults_keep_what_was_typed) {
    const auto made = send_form(office_.specialist, "/internal/messages/new", typed_message({{"everybody", "1"}}));
    ASSERT_EQ(made.status, 303);
    EXPECT_EQ(get(office_.leader.actor, made.location).status, 200);
    const FormFields wrong[] = {{{"body", ""}},
                                {{"body", std::string(2001, 'a')}},
                                {{"to", "4711"}},
                                {{"to", "x"}},
                                {{"to", std::to_string(office_.other_leader.post)}},
                                {{"due", "32/12/2026"}},
                                {{"due", "23/11/2026"}}};
    for (const auto& one : wrong) {
        const auto answer = send_form(office_.specialist, "/internal/messages/new", typed_message(one));
        EXPECT_EQ(answer.status, 422) << one[0].first << "=" << one[0].second.substr(0, 20);
        if (one[0].first != "body") {
            EXPECT_THAT(answer.body, HasSubstr("Họp phòng lúc 14 giờ"));
        }
    }
    Actor reads_only = office_.specialist.actor;
    reads_only.read_only = true;
    EXPECT_EQ(get(reads_only, "/internal/messages/new").status, 403);
    EXPECT_EQ(get(Actor{}, "/internal/series").status, 403);
}

TEST_P(InternalPagesTest, a_notice_is_read_in_the_language_of_its_reader) {
    const Id id = sent();
    finish_as(office_.other_leader.actor, id, office_.other_division);
    correct_it(id);
    const auto notices = [&](const test::Place& who) { return get(who.actor, "/worklist/notices").body; };
    EXPECT_THAT(notices(office_.specialist), HasSubstr("Các nơi nhận đã xử lý xong: Nộp báo cáo tuần"));
    language_ = "en";
    EXPECT_THAT(notices(office_.specialist), HasSubstr("All recipients have finished: Nộp báo cáo tuần"));
    EXPECT_THAT(notices(office_.specialist), Not(HasSubstr("Các nơi nhận đã xử lý xong")));
    EXPECT_THAT(notices(office_.other_leader), HasSubstr("There is a new edition: Nộp báo cáo tuần"));
}

TEST_P(InternalPagesTest, the_menu_offers_a_quick_message_beside_the_work_list) {
    const auto menu = manifest().menu;
    const auto entry = std::find_if(menu.begin(), menu.end(), [](const auto& one) { return one.group.empty(); });
    ASSERT_NE(entry, menu.end());
    EXPECT_TRUE(entry->shown(office_.specialist.actor));
    const auto form = get(office_.specialist.actor, entry->path);
    EXPECT_EQ(form.status, 200);
    EXPECT_THAT(form.body, HasSubstr("Hà Thị Hai"));
    Actor reader = office_.specialist.actor;
    reader.read_only = true;
    EXPECT_FALSE(entry->shown(reader));
    EXPECT_FALSE(entry->shown(Actor{}));
}

}  // namespace dinh::internal
