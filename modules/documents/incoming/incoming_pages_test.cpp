// The pages of incoming documents as clerks meet them, refusals and malformed input included.
#include <gmock/gmock.h>

#include "modules/documents/incoming/previews.hpp"
#include "modules/documents/tests/visit.hpp"

namespace dinh::documents {

namespace {

using test::Answer;
using test::FormFields;
using testing::HasSubstr;

class IncomingPagesTest : public test::VisitDesk {
protected:
    void SetUp() override {
        VisitDesk::SetUp();
        directory::now(house_);  // read once for all pages: no page's own queries
    }
    FormFields typed(FormFields more = {}) const {
        FormFields fields{{"issuing_body", std::to_string(office_.body)},
                          {"author_name", "UBND tỉnh Thái Nguyên"},
                          {"kind", "cong_van"},
                          {"mark", "125/UBND-TH"},
                          {"document_day", "18/11/2026"},
                          {"arrival_day", "20/11/2026"},
                          {"subject", "Về việc họp giao ban"},
                          {"channel", "paper"},
                          {"urgency", "0"},
                          {"copies", "1"},
                          {"secrecy", "none"}};
        for (const auto& [name, value] : more) {
            const auto known = std::find_if(fields.begin(), fields.end(),
                                            [&name = name](const auto& one) { return one.first == name; });
            if (known == fields.end())
                fields.emplace_back(name, value);
            else
                known->second = value;
        }
        return fields;
    }
    Answer enter(const FormFields& more = {}, std::vector<web::Upload> uploads = {}) {
        return post(office_.clerk, "/documents/incoming/new", typed(more), std::move(uploads));
    }
    static std::string path(Id id, const std::string& rest = "") {
        return "/documents/incoming/" + std::to_string(id) + rest;
    }
    Id newest() { return list(office_.clerk, {.view = "all"}).lines.at(0).id; }
    std::size_t files_stored() const {
        std::size_t count = 0;
        if (!std::filesystem::exists(folder_.path() / "files")) return 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path() / "files"))
            count += entry.is_regular_file();
        return count;
    }
    void TearDown() override {
        EXPECT_EQ(captured_.count("WEB_QUERY_BUDGET"), 0);
        VisitDesk::TearDown();
    }
};
DINH_BOTH_ENGINES(IncomingPagesTest);

}  // namespace

TEST_P(IncomingPagesTest, previews_are_swept_when_they_are_old) {
    const std::string old_hash(64, 'a'), new_hash(64, 'b');
    keep_text(house_, old_hash, "cũ");
    keep_text(house_, new_hash, "mới");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path() / "previews")) {
        if (!entry.path().filename().string().starts_with(old_hash)) continue;
        std::filesystem::last_write_time(entry.path(),
                                         std::filesystem::file_time_type::clock::now() - std::chrono::hours(24 * 61));
    }
    EXPECT_EQ(sweep_previews(house_), 1);
    EXPECT_EQ(kept_text(house_, old_hash), std::nullopt);
    EXPECT_EQ(kept_text(house_, new_hash), "mới");
    std::filesystem::remove_all(folder_.path() / "previews");
    EXPECT_EQ(sweep_previews(house_), 0);
}

TEST_P(IncomingPagesTest, the_form_shows_the_number_that_will_be_given) {
    register_one(input());
    const auto page = get(office_.clerk, "/documents/incoming/new");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Số đến <b>2</b>"));
    EXPECT_EQ(page.input("issuing_body"), std::to_string(office_.body));
    EXPECT_EQ(get(office_.specialist, "/documents/incoming/new").status, 403);
}

TEST_P(IncomingPagesTest, a_clerk_enters_one_and_goes_on_with_what_stays_the_same) {
    const auto saved = enter({{"save_and_next", "1"}}, {upload("files", "cong van.txt", "Nội dung")});
    ASSERT_EQ(saved.status, 303);
    const Id id = newest();
    EXPECT_EQ(saved.location, "/documents/incoming/new?after=" + std::to_string(id));
    EXPECT_EQ(found(id).files, 1);
    const auto next = get(office_.clerk, "/documents/incoming/new", {{"after", std::to_string(id)}});
    EXPECT_THAT(next.body, HasSubstr("Số đến <b>2</b>"));
    EXPECT_EQ(next.input("author_name"), "UBND tỉnh Thái Nguyên");
    EXPECT_EQ(next.input("mark"), "");
    EXPECT_EQ(next.input("document_day"), "18/11/2026");
}

TEST_P(IncomingPagesTest, an_author_typed_as_abbreviation_is_found_in_the_directory) {
    ASSERT_EQ(enter({{"author_name", "stc"}}).status, 303);
    const auto one = found(newest());
    EXPECT_EQ(one.author_agency, other_.agency);
    EXPECT_EQ(one.author_name, "Sở Tài chính");
}

TEST_P(IncomingPagesTest, faults_come_together_and_nothing_typed_is_lost) {
    const auto refused = enter({{"subject", ""}, {"document_day", "32/13"}, {"pages", "ba"}, {"mark", "<b>9</b>"}},
                               {upload("files", "phu luc.txt", "Phụ lục")});
    EXPECT_EQ(refused.status, 422);
    for (const char* field : {"#subject", "#document_day", "#pages"}) EXPECT_THAT(refused.body, HasSubstr(field));
    EXPECT_THAT(refused.body, HasSubstr("&lt;b&gt;9&lt;/b&gt;"));
    EXPECT_THAT(refused.body, HasSubstr("phu luc.txt"));
    EXPECT_EQ(count_rows(), 0);
    ASSERT_EQ(enter({{"kept", refused.input("kept")}}).status, 303);
    EXPECT_EQ(found(newest()).files, 1) << "the file came with the first submit";
}

TEST_P(IncomingPagesTest, a_kept_file_that_was_not_sent_by_this_person_is_left_out) {
    const auto refused = enter({{"subject", ""}}, {upload("files", "a.txt", "nội dung")});
    std::string token = refused.input("kept");
    ASSERT_FALSE(token.empty());
    token.back() = token.back() == 'A' ? 'B' : 'A';
    for (const std::string& forged : {token, std::string("x"), std::string(".."), std::string(5000, '.')}) {
        ASSERT_EQ(enter({{"kept", forged}, {"mark", std::to_string(forged.size())}}).status, 303);
        EXPECT_EQ(found(newest()).files, 0);
    }
}

TEST_P(IncomingPagesTest, nothing_of_a_secret_document_is_stored) {
    for (const char* level : {"mat", "toi_mat", "tuyet_mat", "", "khac"}) {
        EXPECT_EQ(enter({{"secrecy", level}}, {upload("files", "mat.txt", "bí mật")}).status, 422) << level;
    }
    EXPECT_EQ(count_rows(), 0);
    EXPECT_EQ(files_stored(), 0U);
}

TEST_P(IncomingPagesTest, a_stamped_text_is_stored_only_when_answered_for) {
    const std::string content = "SỞ TÀI CHÍNH\nTUYỆT MẬT\n";
    const auto asked = enter({}, {upload("files", "a.txt", content)});
    EXPECT_EQ(asked.status, 422);
    EXPECT_THAT(asked.body, HasSubstr("secrecy_answered"));
    EXPECT_EQ(files_stored(), 0U);
    EXPECT_EQ(enter({{"secrecy_answered", "1"}}, {upload("files", "a.txt", content)}).status, 303);
    EXPECT_EQ(found(newest()).files, 1);
}

TEST_P(IncomingPagesTest, a_form_sent_twice_registers_once) {
    const FormFields key{{"deed_key", "hai-lan"}};
    const auto first = enter(key), second = enter(key);
    EXPECT_EQ(first.status, 303);
    EXPECT_EQ(second.location, first.location);
    EXPECT_EQ(count_rows(), 1);
}

TEST_P(IncomingPagesTest, the_alarm_of_doubles_names_the_one_in_the_book) {
    const Id id = register_one(input());
    const FormFields query{
        {"issuing_body", std::to_string(office_.body)}, {"mark", "0125/ubnd-th"}, {"author_name", ""}};
    EXPECT_THAT(get(office_.clerk, "/documents/incoming/duplicates", query).body, HasSubstr(path(id)));
    EXPECT_THAT(get(office_.clerk, "/documents/incoming/duplicates", {{"mark", "9/X"}}).body,
                testing::Not(HasSubstr("<li>")));
    EXPECT_EQ(get(other_.clerk, "/documents/incoming/duplicates", query).status, 404);
}

TEST_P(IncomingPagesTest, the_list_filters_names_its_filters_and_keeps_them_in_its_links) {
    auto urgent = input();
    urgent.urgency = 3;
    urgent.subject = "Về việc ứng phó mưa lũ";
    register_one(urgent);
    register_one(input());
    const auto page =
        get(office_.clerk, "/documents/incoming", {{"urgency", "3"}, {"from", "01/11/2026"}, {"view", "all"}});
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Về việc ứng phó mưa lũ"));
    EXPECT_THAT(page.body, testing::Not(HasSubstr("phòng cháy")));
    EXPECT_THAT(page.body, HasSubstr("Từ 01/11/2026"));
    EXPECT_THAT(page.body, HasSubstr("view=all&amp;from=01%2F11%2F2026"));
    const auto odd = get(office_.clerk, "/documents/incoming",
                         {{"urgency", "9"}, {"from", "xx"}, {"view", "<script>"}, {"kind", "'; --"}, {"before", "-1"}});
    EXPECT_EQ(odd.status, 200);
    EXPECT_THAT(odd.body, testing::Not(HasSubstr("<script>\"")));
    EXPECT_THAT(get(office_.specialist, "/documents/incoming").body, HasSubstr("Chưa có văn bản nào ở mục này"));
    EXPECT_THAT(get(office_.specialist, "/documents/incoming", {{"urgency", "3"}}).body,
                HasSubstr("Không có văn bản nào khớp"));
}

TEST_P(IncomingPagesTest, the_page_shows_facts_files_history_and_only_the_deeds_one_may_do) {
    ASSERT_EQ(enter({}, {upload("files", "cong van.txt", "Nội dung")}).status, 303);
    const Id id = newest();
    const auto clerk = get(office_.clerk, path(id));
    for (const char* words : {"Về việc họp giao ban", "125/UBND-TH", "cong van.txt", "Vào sổ, số đến 1", "/closure",
                              "/return", "/correction"}) {
        EXPECT_THAT(clerk.body, HasSubstr(words));
    }
    const auto director = get(office_.director, path(id));
    EXPECT_THAT(director.body, HasSubstr("/closure"));
    EXPECT_THAT(director.body, testing::Not(HasSubstr(path(id, "/return"))));
    EXPECT_EQ(get(office_.specialist, path(id)).status, 404);
    EXPECT_EQ(get(other_.clerk, path(id)).status, 404);
    EXPECT_EQ(get(office_.clerk, path(id + 1)).status, 404);
    EXPECT_EQ(get(office_.clerk, "/documents/incoming/abc").status, 404);
}

TEST_P(IncomingPagesTest, a_file_is_reached_only_through_its_document) {
    ASSERT_EQ(enter({}, {upload("files", "cong van.txt", "Nội dung")}).status, 303);
    const Id id = newest();
    const auto file = get(office_.clerk, path(id, "/files/1"));
    EXPECT_EQ(file.status, 200);
    EXPECT_THAT(file.content_type, HasSubstr("text/plain"));
    EXPECT_EQ(get(other_.clerk, path(id, "/files/1")).status, 404);
    for (const char* wrong :
         {"/files/2", "/files/0", "/files/x", "/files/1/pages/1.png", "/files/1/pages/../1", "/files/99999999999"}) {
        EXPECT_EQ(get(office_.clerk, path(id, wrong)).status, 404) << wrong;
    }
    write([&](db::Tx& tx) { cancel_by_recall(tx, id, "1/UBND"); });
    EXPECT_EQ(get(office_.clerk, path(id, "/files/1")).status, 404);
}

TEST_P(IncomingPagesTest, a_correction_that_came_too_late_says_who_was_faster_and_can_be_sent_again) {
    const Id id = register_one(input());
    const std::string old = std::to_string(version(id));
    const auto correction = [&](const std::string& at, const char* subject) {
        return post(office_.clerk, path(id, "/correction"),
                    typed({{"version", at}, {"subject", subject}, {"reason", "Ghi nhầm"}}));
    };
    EXPECT_EQ(correction(old, "Lần một").status, 303);
    const auto stale = correction(old, "Lần hai");
    EXPECT_EQ(stale.status, 409);
    EXPECT_THAT(stale.body, HasSubstr("Lần hai"));
    EXPECT_THAT(stale.body, HasSubstr("Sửa thông tin đăng ký: Ghi nhầm"));
    EXPECT_EQ(found(id).subject, "Lần một");
    EXPECT_EQ(correction(stale.input("version"), "Lần hai").status, 303);
    EXPECT_EQ(found(id).subject, "Lần hai");
}

TEST_P(IncomingPagesTest, a_faulty_correction_does_not_forget_which_version_was_read) {
    const Id id = register_one(input());
    const std::string old = std::to_string(version(id));
    correct(
        office_.clerk, id, 1,
        [&] {
            auto one = input();
            one.subject = "Người khác sửa";
            return one;
        }(),
        "Trước");
    const auto refused = post(office_.clerk, path(id, "/correction"),
                              typed({{"version", old}, {"document_day", "31/02"}, {"reason", "Ghi nhầm"}}));
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.input("version"), old);
}

TEST_P(IncomingPagesTest, each_small_deed_has_its_form_its_refusal_and_its_end) {
    const Id id = register_one(input());
    const auto send_to = [&](const Actor& actor, const char* part, FormFields fields) {
        fields.emplace_back("version", std::to_string(version(id)));
        return post(actor, path(id, part), std::move(fields));
    };
    for (const char* part : {"/paper-original", "/return", "/closure", "/files/new", "/secrecy"}) {
        EXPECT_EQ(get(office_.clerk, path(id, part)).status, 200) << part;
    }
    EXPECT_EQ(get(office_.director, path(id, "/return")).status, 403);
    EXPECT_EQ(send_to(office_.director, "/return", {{"reason", "x"}}).status, 403);
    EXPECT_EQ(send_to(office_.clerk, "/paper-original", {{"where", ""}, {"day", "20/11/2026"}}).status, 422);
    EXPECT_EQ(send_to(office_.clerk, "/paper-original", {{"where", "Tủ 1"}, {"day", "hôm qua"}}).status, 422);
    EXPECT_EQ(send_to(office_.clerk, "/paper-original", {{"where", "Tủ 1"}, {"day", "20/11/2026"}}).status, 303);
    EXPECT_EQ(send_to(office_.clerk, "/closure", {{"as", "filed"}}).status, 422);
    EXPECT_EQ(send_to(office_.clerk, "/closure", {{"as", "done"}}).status, 303);
    EXPECT_EQ(found(id).state, "closed");
    web::Request reopening;
    reopening.method = web::Method::del;
    reopening.path = path(id, "/closure");
    reopening.form = {
        {"_csrf", token(office_.clerk)}, {"version", std::to_string(version(id))}, {"reason", "Còn việc"}};
    EXPECT_EQ(send(office_.clerk, std::move(reopening)).status, 303);
    EXPECT_EQ(found(id).state, "awaiting_sorting");
    EXPECT_EQ(post(office_.clerk, path(id, "/return"), {{"version", "1"}, {"reason", "Gửi nhầm"}}).status, 409);
    EXPECT_EQ(send_to(office_.clerk, "/return", {{"reason", "Gửi nhầm"}}).status, 303);
    EXPECT_EQ(found(id).state, "returned_to_sender");
}

TEST_P(IncomingPagesTest, programs_register_once_by_key_and_read_what_they_may_see) {
    const std::string body =
        R"({"issuing_body": ")" + std::to_string(office_.body) +
        R"(", "author_name": "Bộ Nội vụ", "mark": "9/BNV-VP", "kind": "cong_van", "subject": "Về việc thống kê"})";
    const auto first = post_json(office_.clerk, "/api/v1/documents/incoming", body, "khoa-1");
    EXPECT_EQ(first.status, 201);
    EXPECT_THAT(first.body, HasSubstr(R"("number":"1")"));
    EXPECT_EQ(post_json(office_.clerk, "/api/v1/documents/incoming", body, "khoa-1").status, 201);
    EXPECT_EQ(count_rows(), 1);
    EXPECT_THAT(get(office_.clerk, "/api/v1/documents/incoming", {{"view", "all"}}).body,
                HasSubstr("Về việc thống kê"));
    EXPECT_EQ(get(other_.clerk, "/api/v1/documents/incoming/" + std::to_string(newest())).status, 404);
    EXPECT_EQ(post_json(office_.specialist, "/api/v1/documents/incoming", body).status, 403);
    const std::string secret = R"({"subject": "x", "secrecy": "mat"})";
    for (const std::string& wrong : {secret, std::string("[1]"), std::string("{"),
                                     std::string(R"({"pages": "ba", "urgency": 1.5})"), std::string()}) {
        EXPECT_EQ(post_json(office_.clerk, "/api/v1/documents/incoming", wrong).status, 422) << wrong;
    }
    EXPECT_EQ(count_rows(), 1);
}

}  // namespace dinh::documents
