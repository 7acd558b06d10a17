// The forms of citizens: asking without account, reading with a code, and what machines do to them.
#include "modules/portal/tests/question_visit.hpp"

namespace dinh::portal {

namespace {

using dinh::test::kEndless;
using dinh::test::lasting;
using dinh::test::says_fault_of;
using dinh::test::shows_markup_as_text;
using test::Answer;
using test::FormFields;
using test::with;
using testing::HasSubstr;
using testing::Not;

class AskPagesTest : public test::QuestionVisit {};

TEST_P(AskPagesTest, asked_without_account_read_and_rated_with_the_code) {
    const Answer asked = send_question(filled());
    ASSERT_EQ(asked.status, 200) << asked.body;
    const std::string code = code_on(asked);
    EXPECT_EQ(read_code(code).size(), 16u);
    EXPECT_TRUE(asked.has("07/12/2026"));
    EXPECT_EQ(caching_, "no-store");
    const Id id = newest();
    EXPECT_TRUE(look_up(code).has("Mới đến"));
    assign(id, {office_.division, 0});
    answer(id, draft());
    EXPECT_FALSE(look_up(code).has("mười ngày")) << "not before it is approved";
    approve(id);
    const Answer seen = look_up(text::lower(code));
    EXPECT_TRUE(seen.has("Kết quả có trong mười ngày."));
    EXPECT_EQ(caching_, "no-store");
    EXPECT_TRUE(seen.has("danh-gia"));
    EXPECT_EQ(rate(code, "").status, 422);
    EXPECT_TRUE(rate(code, "3").has("Cảm ơn bạn"));
    EXPECT_EQ(found(id).rating, 3);
    EXPECT_EQ(rate(code, "1").status, 422);
    EXPECT_FALSE(look_up(code).has("danh-gia"));
}

TEST_P(AskPagesTest, every_kind_has_its_form_and_a_request_for_information_asks_what_the_law_asks) {
    for (const char* kind : {"question", "feedback", "draft_comment"}) {
        const Answer form = read(base_ + "/hoi-dap/moi", {{"loai", kind}});
        EXPECT_EQ(form.status, 200);
        EXPECT_FALSE(form.has("name=\"id_number\"")) << kind;
    }
    EXPECT_TRUE(read(base_ + "/hoi-dap/moi", {{"loai", "information"}}).has("name=\"id_number\""));
    auto fields = filled("information");
    const Answer again = send_question(fields);
    for (const char* field : {"address", "id_number", "provision", "purpose"})
        EXPECT_TRUE(says_fault_of(again, field)) << field;
    for (const auto& [name, value] : FormFields{
             {"address", "Xóm 5"}, {"id_number", "019012345678"}, {"provision", "file"}, {"purpose", "Nghiên cứu"}})
        fields.emplace_back(name, value);
    EXPECT_EQ(send_question(fields).status, 200);
}

TEST_P(AskPagesTest, a_form_sent_twice_is_one_question_and_shows_its_code_again) {
    const auto fields = filled();
    const std::string code = code_on(send_question(fields));
    EXPECT_EQ(code_on(send_question(fields)), code);
    EXPECT_EQ(count(), 1);
    EXPECT_NE(code_on(send_question(filled())), code) << "another form, another code";
}

TEST_P(AskPagesTest, machines_that_hurry_fill_hidden_boxes_or_come_without_a_stamp_are_refused) {
    const Answer form = read(base_ + "/hoi-dap/moi");
    auto fields = with(with(filled(), "_csrf", form.input("_csrf")), "deed_key", form.input("deed_key"));
    const Answer fresh = read(base_ + "/hoi-dap/moi");
    fields = with(fields, "_csrf", fresh.input("_csrf"));
    const Answer hurried = send_question(fields);
    EXPECT_EQ(hurried.status, 422);
    EXPECT_TRUE(hurried.has("quá nhanh"));
    EXPECT_TRUE(hurried.has("Bao giờ có kết quả?")) << "nothing typed is lost";
    now_.advance_ms(3'000);
    EXPECT_EQ(send_question(with(fields, "website", "http://spam.example")).status, 422);
    EXPECT_EQ(send_question(with(fields, "_csrf", "1.abc")).status, 403);
    EXPECT_EQ(send_question(with(fields, "_csrf", "")).status, 403);
    web::Request program;
    program.method = web::Method::post;
    program.path = base_ + "/hoi-dap/moi";
    program.form = with(fields, "_csrf", "");
    program.headers = {{"authorization", "Bearer x"}};
    EXPECT_EQ(as_nobody(program).status, 403) << "a token of a program is no way round the stamp";
    EXPECT_EQ(count(), 0);
    EXPECT_EQ(send_question(fields).status, 200);
}

TEST_P(AskPagesTest, floods_are_refused_in_plain_words_by_address_and_hour) {
    for (int i = 0; i < 5; ++i) ASSERT_EQ(send_question(filled()).status, 200);
    const Answer refused = send_question(filled());
    EXPECT_EQ(refused.status, 429);
    EXPECT_TRUE(refused.has("quá nhiều lần gửi"));
    EXPECT_EQ(count(), 5);
    address_ = "203.0.113.8";
    EXPECT_EQ(send_question(filled()).status, 200);
    address_ = "203.0.113.7";
    now_.advance_ms(3'600'000);
    EXPECT_EQ(send_question(filled()).status, 200);
}

TEST_P(AskPagesTest, one_network_of_long_addresses_counts_as_one) {
    for (int i = 0; i < 5; ++i) {
        address_ = "2001:db8:1:2::" + std::to_string(i + 1);
        ASSERT_EQ(send_question(filled()).status, 200);
    }
    address_ = "2001:db8:1:2:ffff::1";
    EXPECT_EQ(send_question(filled()).status, 429);
    address_ = "2001:db8:1:3::1";
    EXPECT_EQ(send_question(filled()).status, 200);
}

TEST_P(AskPagesTest, a_site_that_is_flooded_from_everywhere_stops_taking_questions) {
    write([&](db::Tx& tx) {
        settings::set(tx, office_.director, "portal.questions_to_site", "2", clock::today(), "Thử");
    });
    int taken = 0;
    for (int i = 0; i < 4; ++i) {
        address_ = "198.51.100." + std::to_string(i);
        taken += send_question(filled()).status == 200;
    }
    EXPECT_EQ(taken, 2);
}

TEST_P(AskPagesTest, codes_that_nobody_has_are_answered_alike_and_guessing_ends) {
    const std::string known = lasting(look_up("AAAA-BBBB-CCCC-DDDD").body);
    for (const char* code : {"", "x", "!!", "AAAABBBBCCCCDDDE", "1234", "' OR 1=1 --"}) {
        const Answer answer = look_up(code);
        EXPECT_EQ(answer.status, 422);
        EXPECT_EQ(lasting(answer.body), known) << code;
    }
    EXPECT_EQ(lasting(look_up(kEndless).body), known);
    const std::string code = code_on(send_question(filled()));
    for (int i = 0; i < 30; ++i) look_up("AAAA-BBBB-CCCC-DDDD");
    EXPECT_FALSE(look_up(code).has("Mới đến")) << "not even the right one, within the hour";
    EXPECT_EQ(rate(code, "3").status, 429);
    now_.advance_ms(3'600'000);
    EXPECT_TRUE(look_up(code).has("Mới đến"));
}

TEST_P(AskPagesTest, bad_input_comes_back_as_typed_with_its_fault) {
    const auto fields = filled();
    for (const char* field : {"subject", "body", "name", "phone", "email", "field"})
        EXPECT_TRUE(says_fault_of(send_question(with(fields, field, std::string(30'000, 'x'))), field)) << field;
    const Answer markup = send_question(with(with(fields, "subject", ""), "body", dinh::test::kMarkup));
    EXPECT_TRUE(shows_markup_as_text(markup));
    EXPECT_EQ(send_question(with(fields, "kind", "gossip")).status, 200) << "an unknown kind is a question";
    EXPECT_EQ(read("/trang/khong-co/hoi-dap/moi").status, 404);
    EXPECT_EQ(read("/trang/khong-co/hoi-dap").status, 404);
}

TEST_P(AskPagesTest, takes_a_few_small_files_and_no_others) {
    const auto fields = filled();
    const std::string pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
    const auto send = [&](std::vector<web::Upload> uploads) { return send_question(fields, std::move(uploads)); };
    EXPECT_TRUE(says_fault_of(send({upload("files", "a.exe", "MZ\x90 program")}), "files"));
    EXPECT_TRUE(says_fault_of(send({upload("files", "mat.txt", "TUYỆT MẬT\nnội dung")}), "files"));
    EXPECT_TRUE(says_fault_of(send({upload("files", "to.pdf", pdf + std::string(5 << 20, ' '))}), "files"));
    EXPECT_TRUE(says_fault_of(send({upload("files", "1.pdf", pdf), upload("files", "2.pdf", pdf),
                                    upload("files", "3.pdf", pdf), upload("files", "4.pdf", pdf)}),
                              "files"));
    EXPECT_EQ(send({upload("files", "Lê Quyzamba.pdf", pdf), upload("files", "", "")}).status, 200);
    const Answer shown = get(office_.chief, path(newest()));
    EXPECT_TRUE(shown.has("Tệp 1.pdf")) << "not under the sender's name";
    EXPECT_EQ(get(office_.chief, path(newest(), "/files/1")).status, 200);
    EXPECT_EQ(get(office_.specialist, path(newest(), "/files/1")).status, 404);
}

TEST_P(AskPagesTest, an_archive_leads_on_to_where_questions_are_answered) {
    const auto living = base_path("so-tai-chinh") + "/hoi-dap";
    write([&](db::Tx& tx) {
        keep_address(tx, site_, "/hoi-dap", living);
        tx.exec({"test.archive", "UPDATE portal_site SET state = 'archive' WHERE id = $1"}, site_);
    });
    const Answer list = read(base_ + "/hoi-dap");
    EXPECT_EQ(list.status, 301);
    EXPECT_EQ(list.location, living);
    EXPECT_EQ(read(base_ + "/hoi-dap/4711").status, 404);
    EXPECT_EQ(read(base_ + "/hoi-dap/moi").status, 404);
}

TEST_P(AskPagesTest, readers_see_public_answers_of_this_site_by_field_and_words) {
    send_question(filled());
    const Id id = newest();
    EXPECT_EQ(read(base_ + "/hoi-dap/" + std::to_string(id)).status, 404) << "not answered yet";
    assign(id, {office_.division, 0});
    answer(id, draft());
    approve(id);
    const Answer one = read(base_ + "/hoi-dap/" + std::to_string(id));
    EXPECT_EQ(one.status, 200);
    EXPECT_TRUE(one.has("Kết quả có trong mười ngày."));
    for (const char* hidden : {"Quyzamba", "0912 777", "Thời hạn cấp giấy chứng nhận"})
        EXPECT_FALSE(one.has(hidden)) << hidden;
    EXPECT_EQ(read(other_base_ + "/hoi-dap/" + std::to_string(id)).status, 404);
    EXPECT_TRUE(read(base_ + "/hoi-dap").has("Thời hạn cấp giấy"));
    EXPECT_FALSE(read(other_base_ + "/hoi-dap").has("Thời hạn cấp giấy"));
    EXPECT_TRUE(read(base_ + "/hoi-dap", {{"linh-vuc", "land"}}).has("Thời hạn cấp giấy"));
    EXPECT_FALSE(read(base_ + "/hoi-dap", {{"linh-vuc", "health"}}).has("Thời hạn cấp giấy"));
    EXPECT_TRUE(read(base_ + "/hoi-dap", {{"q", "muoi ngay"}}).has("Thời hạn cấp giấy"));
    EXPECT_FALSE(read(other_base_ + "/hoi-dap", {{"q", "muoi ngay"}}).has("Thời hạn cấp giấy"));
    EXPECT_EQ(read(base_ + "/hoi-dap", {{"q", kEndless}, {"truoc", "x"}, {"linh-vuc", "'"}}).status, 200);
    EXPECT_EQ(read(base_ + "/hoi-dap/x").status, 404);
}

DINH_BOTH_ENGINES(AskPagesTest);

}  // namespace

}  // namespace dinh::portal
