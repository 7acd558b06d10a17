// Every field of every form, filled as it should not be.
#include "modules/directory/posts/posts.hpp"
#include "modules/directory/tests/visit.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

using test::FormFields;

constexpr db::Sql kDeeds{"test.deeds", "SELECT COUNT(*) FROM record_history"};
constexpr const char* kMarkup = "<script>alert(1)</script>{{X}}";
constexpr const char* kMarkupShown = "&lt;script&gt;alert(1)&lt;/script&gt;{{X}}";

struct Text {
    std::string field;
    std::size_t most = 0;
};
struct FormCase {
    Id person = 0;
    std::string to;
    FormFields good;
    std::vector<Text> texts;
    std::vector<std::string> days, choices;
};

class BadInputTest : public test::Visit {
protected:
    std::vector<FormCase> forms() const {
        const std::string agency = at("agencies", department_);
        return {{admin_,
                 "/directory/agencies",
                 {{"name", "Sở Nội vụ"},
                  {"abbreviation", "SNV"},
                  {"kind", "department"},
                  {"parent", "UBND"},
                  {"from", "01/11/2026"},
                  {"basis", "NQ 9"}},
                 {{"name", 200},
                  {"short_name", 200},
                  {"abbreviation", 30},
                  {"place_name", 100},
                  {"basis", 300},
                  {"qd20", 35},
                  {"gso", 10}},
                 {"from"},
                 {"kind", "parent"}},
                {it_,
                 agency + "/bodies",
                 {{"name", "Trung tâm Số"},
                  {"abbreviation", "TTS"},
                  {"place_name", "Thái Nguyên"},
                  {"collective", "0"},
                  {"from", "20/11/2026"}},
                 {{"name", 200}, {"abbreviation", 30}, {"superior_line", 200}, {"place_name", 100}},
                 {"from"},
                 {"collective"}},
                {it_,
                 agency + "/units",
                 {{"name", "Phòng Mới"}, {"kind", "division"}, {"from", "20/11/2026"}},
                 {{"name", 200}, {"abbreviation", 30}},
                 {"from"},
                 {"kind", "parent"}},
                {it_,
                 agency + "/posts",
                 {{"title", "Kế toán"}, {"roles", "specialist"}, {"from", "20/11/2026"}},
                 {{"title", 100}},
                 {"from"},
                 {"unit", "signing"}},
                {it_,
                 "/directory/people",
                 {{"full_name", "Hoàng Thị Mới"}, {"code", "CB77"}},
                 {{"full_name", 50}, {"code", 50}, {"phone", 50}, {"email", 100}, {"note", 300}},
                 {},
                 {}},
                {head_,
                 "/directory/delegations",
                 {{"from_post", std::to_string(head_post_)},
                  {"to_person", "Nguyễn Hoà Bình"},
                  {"purpose", "work"},
                  {"from", "20/11/2026"},
                  {"until", "30/11/2026"},
                  {"basis", "12/GUQ"}},
                 {{"field", 100}, {"basis", 300}},
                 {"from", "until"},
                 {"to_person", "purpose"}},
                {clerk_,
                 "/directory/groups",
                 {{"name", "Nơi nhận"},
                  {"owner", std::to_string(office_)},
                  {"shared", "no"},
                  {"members", "SKHCN"},
                  {"from", "20/11/2026"}},
                 {{"name", 200}, {"members", 20000}},
                 {"from"},
                 {"shared"}}};
    }
    static FormFields with(FormFields fields, const std::string& field, const std::string& value) {
        std::erase_if(fields, [&](const auto& one) { return one.first == field; });
        fields.emplace_back(field, value);
        return fields;
    }
    std::int64_t deeds() {
        return read([](db::Conn& conn) { return conn.integer(kDeeds); });
    }
    // Comes back with the fault beside the field and what was typed; nothing was done.
    void expect_refused(const FormCase& form, const std::string& field, const std::string& value, const char* what) {
        const auto before = deeds();
        auto fields = with(form.good, field, value);
        fields.emplace_back("deed_key", "k" + std::to_string(++sent_));
        const auto page = post(form.person, form.to, std::move(fields));
        EXPECT_EQ(page.status, 422) << form.to << " " << field << " " << what;
        EXPECT_TRUE(page.has("href=\"#" + field + "\"")) << form.to << " " << field << " " << what;
        EXPECT_FALSE(page.has("<script>alert(1)")) << form.to << " " << field;
        EXPECT_EQ(deeds(), before) << form.to << " " << field << " " << what;
    }
    // The same answer but for the token of the form.
    void expect_absent(const std::string& path, const std::string& of_none) {
        const auto said = [&](const std::string& asked) {
            const auto page = get(it_, asked);
            const auto at = page.body.find("<main");
            return std::to_string(page.status) + page.body.substr(at, page.body.find("</main>") - at);
        };
        EXPECT_EQ(said(path), said(of_none)) << path;
    }
    int sent_ = 0;
};
DINH_BOTH_ENGINES(BadInputTest);

}  // namespace

TEST_P(BadInputTest, texts_that_are_too_long_come_back_at_their_field) {
    for (const auto& form : forms())
        for (const auto& [field, most] : form.texts) {
            expect_refused(form, field, std::string(most + 1, 'a'), "one letter too many");
            std::string word;
            while (word.size() < 20'000) word += "ữ";
            expect_refused(form, field, word, "a word of ten thousand letters");
        }
}

TEST_P(BadInputTest, impossible_days_and_choices_come_back_at_their_field) {
    for (const auto& form : forms()) {
        for (const auto& field : form.days)
            for (const char* day : {"31/02/2026", "29/02/2027", "0/0/0", "hôm qua", "2026-13-01", "01/01/99999",
                                    "99999999999999999999", kMarkup})
                expect_refused(form, field, day, day);
        for (const auto& field : form.choices)
            for (const char* choice : {"castle", "-1", "99999999999999999999", "12345", kMarkup})
                expect_refused(form, field, choice, choice);
    }
}

TEST_P(BadInputTest, markup_is_shown_as_it_was_typed) {
    for (const auto& form : forms())
        for (const auto& [field, most] : form.texts) {
            if (most < 30) continue;
            auto fields = with(form.good, field, kMarkup);
            const std::string& broken = form.days.empty() ? form.texts[field == "code" ? 0 : 1].field : form.days[0];
            fields = with(std::move(fields), broken, form.days.empty() ? "" : "31/02/2026");
            const auto page = post(form.person, form.to, std::move(fields));
            EXPECT_EQ(page.status, 422) << form.to << " " << field;
            EXPECT_TRUE(page.has(kMarkupShown)) << form.to << " " << field;
            EXPECT_FALSE(page.has("<script>alert(1)")) << form.to << " " << field;
        }
}

TEST_P(BadInputTest, names_with_markup_harm_no_page_that_shows_them) {
    const std::string agency = at("agencies", department_);
    ASSERT_EQ(post(it_, agency + "/units", {{"name", kMarkup}, {"kind", "division"}, {"from", "20/11/2026"}}).status,
              303);
    const auto person = post(it_, "/directory/people", {{"full_name", kMarkup}, {"code", "CB78"}, {"note", kMarkup}});
    ASSERT_EQ(person.status, 303) << person.body;
    for (const auto& path : {agency, person.location, std::string("/directory/people")}) {
        const auto page = get(admin_, path);
        EXPECT_TRUE(page.has(kMarkupShown)) << path;
        EXPECT_FALSE(page.has("<script>alert(1)")) << path;
    }
}

TEST_P(BadInputTest, texts_are_kept_composed_and_without_control_characters) {
    const std::string decomposed = "Pho\xCC\x80ng\x01 \x1bSo\xCC\x82\xCC\x81\r\n\tMo\xCC\x9B\xCC\x81i\xE2\x80\x8B";
    ASSERT_EQ(post(it_, at("agencies", department_) + "/units",
                   {{"name", decomposed}, {"kind", "division"}, {"from", "20/11/2026"}})
                  .status,
              303);
    look();
    const auto units = directory_->units_of(department_);
    const auto found =
        std::find_if(units.begin(), units.end(), [](const Unit* one) { return one->name.starts_with("Phòng S"); });
    ASSERT_NE(found, units.end());
    EXPECT_EQ(text::nfc((*found)->name), (*found)->name);
    EXPECT_EQ((*found)->name, text::clean_line((*found)->name));
    EXPECT_EQ((*found)->name.find_first_of("\x01\x1b\r\n\t"), std::string::npos);
}

TEST_P(BadInputTest, records_one_may_not_see_answer_like_absent_ones) {
    for (const std::string& path :
         {at("people", clerk_), at("people", clerk_, "/edit"), at("people", clerk_, "/leaving")})
        expect_absent(path, at("people", 12345, path.substr(at("people", clerk_).size())));
    for (const char* id : {"0", "-1", "abc", "99999999999999999999", "1;DROP", "%00"})
        EXPECT_EQ(get(admin_, std::string("/directory/agencies/") + id).status, 404) << id;
}

TEST_P(BadInputTest, nothing_begins_in_what_has_ended) {
    const Id ended_unit = write([&](db::Tx& tx) {
        return add_unit(tx, system_, {department_, 0, "cu", "Phòng Cũ", "", "division", 1, from_});
    });
    const Id ended = write([&](db::Tx& tx) {
        close_unit(tx, system_, ended_unit, 1, today_);
        return add_agency(
            tx, system_, {"cu", "Sở Cũ", "Sở Cũ", "SC", "department", "", "", committee_, true, from_, today_, {}, ""});
    });
    const auto refused = [&](auto&& deed) { return test::refusals([&] { write(deed); }); };
    using testing::ElementsAre;
    EXPECT_THAT(
        refused([&](db::Tx& tx) {
            return add_post(tx, system_, {department_, ended_unit, "Chuyên viên", {"specialist"}, "", 1, today_});
        }),
        ElementsAre("unit"));
    EXPECT_THAT(refused([&](db::Tx& tx) {
                    return change_post(tx, system_, specialist_post_, 2,
                                       {department_, ended_unit, "Chuyên viên", {"specialist"}, "", 1, today_});
                }),
                ElementsAre("unit"));
    EXPECT_THAT(
        refused([&](db::Tx& tx) {
            return add_unit(tx, system_, {department_, ended_unit, "moi", "Phòng Mới", "", "division", 1, today_});
        }),
        ElementsAre("parent"));
    EXPECT_THAT(refused([&](db::Tx& tx) {
                    return add_unit(tx, system_, {ended, 0, "moi", "Phòng Mới", "", "division", 1, today_});
                }),
                ElementsAre("from"));
    EXPECT_THAT(refused([&](db::Tx& tx) {
                    return add_post(tx, system_, {ended, 0, "Giám đốc", {"agency_leader"}, "head", 1, today_});
                }),
                ElementsAre("from"));
    EXPECT_THAT(
        refused([&](db::Tx& tx) {
            return add_issuing_body(tx, system_, {ended, "cu2", "Sở Cũ", "", "SC", "Thái Nguyên", false, today_});
        }),
        ElementsAre("from"));
}

TEST_P(BadInputTest, a_stale_version_comes_back_with_what_was_typed) {
    const std::string path = at("people", specialist_);
    const FormFields fields{{"full_name", "Người Sửa Trước"}, {"code", "CB1"}, {"version", "1"}};
    ASSERT_EQ(post(it_, path, with(fields, "code", "CB90")).status, 303);
    const auto late = post(it_, path, with(with(fields, "full_name", "Người Sửa Sau"), "code", "CB91"));
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(late.has("value=\"Người Sửa Sau\""));
    EXPECT_TRUE(late.has("Người Sửa Trước")) << "what stands there now";
    for (const char* version : {"", "0", "-1", "abc", "99999999999999999999"})
        EXPECT_EQ(post(it_, path, with(fields, "version", version)).status, 409) << version;
}

TEST_P(BadInputTest, a_refused_deed_is_wholly_english_for_an_english_reader) {
    language_ = "en";
    const auto version = get(it_, at("posts", specialist_post_, "/closing")).input("version");
    const auto holder =
        end(it_, at("posts", specialist_post_), {{"day", "20/11/2026"}, {"version", version}, {"deed_key", "e1"}});
    EXPECT_EQ(holder.status, 422);
    EXPECT_TRUE(holder.has("Nguyễn Hoà Bình still holds this post: end the appointment first."));
    const auto code = post(admin_, "/directory/agencies",
                           {{"name", "Agency"},
                            {"abbreviation", "AG"},
                            {"kind", "department"},
                            {"qd20", "H55.12"},
                            {"from", "01/11/2026"},
                            {"basis", "NQ"},
                            {"deed_key", "e2"}});
    EXPECT_EQ(code.status, 422);
    EXPECT_TRUE(code.has("The code H55.12 is in use for another agency."));
    const auto line = post(clerk_, "/directory/groups",
                           {{"name", "Group"},
                            {"owner", std::to_string(office_)},
                            {"shared", "no"},
                            {"members", "Nobody"},
                            {"from", "20/11/2026"},
                            {"deed_key", "e3"}});
    EXPECT_TRUE(line.has("It is not clear which agency this is: “Nobody”."));
    for (const auto* page : {&holder, &code, &line}) {
        const auto from = page->body.find("govuk-error-summary"), to = page->body.find("</div>", from);
        ASSERT_NE(from, std::string::npos);
        std::string said = page->body.substr(from, to - from);
        if (const auto name = said.find("Nguyễn Hoà Bình"); name != std::string::npos) said.erase(name, 21);
        for (const char* letter : {"ạ", "ế", "ộ", "ư", "đ", "ờ", "ấ", "ị", "ả", "ă", "ơ", "ê", "ô", "â"})
            EXPECT_EQ(said.find(letter), std::string::npos) << said;
    }
}

}  // namespace dinh::directory
