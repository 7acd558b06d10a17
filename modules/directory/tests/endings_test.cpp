// The forms that appoint, change, end and close, with what does not belong there. Each malformed submit comes back with
// its fault and does nothing; of what one may not keep nothing is shown; the good one is then taken.
#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/groups/groups.hpp"
#include "modules/directory/people/people.hpp"
#include "modules/directory/posts/posts.hpp"
#include "modules/directory/tests/visit.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

using test::Answer;
using test::FormFields;

constexpr db::Sql kDeeds{"test.deeds", "SELECT COUNT(*) FROM record_history"};
const std::string kMarkup = "<script>alert(1)</script>{{X}}";
const std::string kMarkupShown = "&lt;script&gt;alert(1)&lt;/script&gt;{{X}}";
const std::vector<std::string> kNoDays = {"31/02/2026", "29/02/2027",  "0/0/0", "hôm qua",
                                          "2026-13-01", "01/01/99999", kMarkup, std::string(10'000, '1')};
const std::vector<std::string> kNoChoices = {"castle", "-1", "99999999999999999999", kMarkup, std::string(10'000, 'x')};

struct Bounded {
    const char* field;
    std::size_t most;
};
struct EndingForm {
    Id person;
    std::string path;
    FormFields good;
    std::vector<const char*> days;
    std::vector<Bounded> texts = {};
    std::vector<const char*> choices = {};
    std::int64_t version = 0;  // 0: the form has none
    bool ends = false;         // sent as DELETE
};

class EndingsTest : public test::Visit {
protected:
    static FormFields with(FormFields fields, const std::string& name, const std::string& value) {
        std::erase_if(fields, [&](const auto& one) { return one.first == name; });
        fields.emplace_back(name, value);
        return fields;
    }
    Answer send(const EndingForm& form, FormFields fields, Id by = 0) {
        const Id person = by == 0 ? form.person : by;
        return form.ends ? end(person, form.path, std::move(fields)) : post(person, form.path, std::move(fields));
    }
    FormFields at_version(const EndingForm& form) {
        return form.version == 0 ? form.good : with(form.good, "version", std::to_string(form.version));
    }
    std::int64_t deeds() {
        return read([](db::Conn& conn) { return conn.integer(kDeeds); });
    }
    void refuses(const EndingForm& form, const std::string& field, const std::string& value) {
        const auto before = deeds();
        const auto answer = send(form, with(at_version(form), field, value));
        const std::string what = form.path + " " + field + " = " + value.substr(0, 40);
        EXPECT_EQ(answer.status, 422) << what;
        EXPECT_TRUE(answer.has("href=\"#" + field + "\"")) << what;
        EXPECT_FALSE(answer.has("<script>alert(1)")) << what;
        EXPECT_EQ(deeds(), before) << what;
    }
    void refuses_what_is_malformed(const EndingForm& form) {
        for (const char* field : form.days)
            for (const auto& value : kNoDays) refuses(form, field, value);
        for (const auto& [field, most] : form.texts) {
            refuses(form, field, std::string(most + 1, 'a'));
            refuses(form, field, std::string(10'000, 'x'));
        }
        for (const char* field : form.choices)
            for (const auto& value : kNoChoices) refuses(form, field, value);
    }
    void refuses_other_versions(const EndingForm& form) {
        if (form.version == 0) return;
        auto fields = form.good;
        for (const auto& [field, most] : form.texts)
            if (most >= kMarkup.size()) fields = with(std::move(fields), field, kMarkup);
        const auto before = deeds();
        for (const char* version : {"", "0", "-1", "abc", "99999999999999999999", "77"}) {
            const auto late = send(form, with(fields, "version", version));
            EXPECT_EQ(late.status, 409) << form.path << " at version " << version;
            EXPECT_EQ(late.has(kMarkupShown), fields != form.good) << form.path;
            EXPECT_FALSE(late.has("<script>alert(1)")) << form.path;
        }
        EXPECT_EQ(deeds(), before) << form.path;
    }
    // The head of a division keeps nothing of this: whether the form is good or not, he is told the same and no more.
    void shows_nothing_to_others(const EndingForm& form) {
        const auto good = send(form, at_version(form), head_);
        EXPECT_TRUE(good.status == 403 || good.status == 404) << form.path << ": " << good.status;
        for (const char* field : form.days)
            EXPECT_EQ(send(form, with(at_version(form), field, "31/02/2026"), head_).status, good.status) << form.path;
    }
    void hold(const std::vector<EndingForm>& forms) {
        for (const auto& form : forms) {
            refuses_what_is_malformed(form);
            refuses_other_versions(form);
            shows_nothing_to_others(form);
            const auto taken = send(form, at_version(form));
            EXPECT_EQ(taken.status, 303) << form.path << ": " << taken.body.substr(0, 300);
        }
    }
    Id vacant(const char* title) {
        return write([&](db::Tx& tx) {
            return add_post(tx, system_, {department_, 0, title, {"specialist"}, "", 9, from_});
        });
    }
    template <class Find>
    auto found(Find&& find) {
        return *read([&](db::Conn& conn) { return find(conn); });
    }
};
DINH_BOTH_ENGINES(EndingsTest);

}  // namespace

TEST_P(EndingsTest, of_appointments_and_people) {
    vacant("Kế toán trưởng");
    const auto held = read([&](db::Conn& conn) { return appointments_of(conn, vice_head_).at(0); });
    const auto leaver = found([&](db::Conn& conn) { return find_person_record(conn, deputy_); });
    hold({{it_,
           at("people", specialist_, "/appointments"),
           {{"post", "Kế toán trưởng"},
            {"kind", "concurrent"},
            {"from", "20/11/2026"},
            {"until", "30/12/2026"},
            {"basis", "QĐ 5"}},
           {"from", "until"},
           {{"basis", 300}},
           {"post", "kind"}},
          {it_,
           at("appointments", held.id),
           {{"until", "01/12/2026"}, {"reason", "QĐ 6"}},
           {"until"},
           {{"reason", 300}},
           {},
           held.version,
           true},
          {it_,
           at("people", deputy_, "/leavings"),
           {{"day", "20/11/2026"}, {"reason", "Nghỉ hưu"}},
           {"day"},
           {{"reason", 300}},
           {},
           leaver.version}});
}

TEST_P(EndingsTest, of_clerkships) {
    vacant("Văn thư Sở");
    const std::string agency = at("agencies", department_);
    hold({{it_,
           agency + "/clerkships",
           {{"body", std::to_string(department_body_)}, {"post", "Văn thư Sở"}, {"from", "20/11/2026"}},
           {"from"},
           {},
           {"post"}}});
    for (const char* id : {"abc", "-1", "1;DROP", "99999999999999999999"})
        refuses({it_, agency + "/clerkships", {{"post", "Văn thư Sở"}, {"from", "20/11/2026"}}, {}}, "body", id);
    EXPECT_EQ(post(it_, agency + "/clerkships",
                   {{"body", std::to_string(committee_body_)}, {"post", "Văn thư Sở"}, {"from", "20/11/2026"}})
                  .status,
              403)
        << "the books of another agency";
    const Id given = read([&](db::Conn& conn) { return clerkships_of(conn, department_, today_).at(0).id; });
    const EndingForm ending{it_, at("clerkships", given), {{"until", "01/12/2026"}}, {"until"}, {}, {}, 0, true};
    hold({ending});
    EXPECT_EQ(send(ending, ending.good).status, 409) << "it has ended";
}

TEST_P(EndingsTest, of_posts_units_and_issuing_bodies) {
    const Id post_id = vacant("Thủ quỹ");
    const Id unit = write([&](db::Tx& tx) {
        return add_unit(tx, system_, {department_, 0, "tam", "Phòng Tạm", "", "division", 3, from_});
    });
    hold({{it_,
           at("posts", post_id),
           {{"title", "Thủ quỹ Sở"}, {"roles", "specialist"}},
           {},
           {{"title", 100}},
           {"unit", "signing"},
           1},
          {it_, at("posts", post_id), {{"day", "01/12/2026"}}, {"day"}, {}, {}, 2, true},
          {it_,
           at("units", unit),
           {{"name", "Phòng Tạm thời"}, {"kind", "division"}},
           {},
           {{"name", 200}, {"abbreviation", 30}},
           {"kind", "parent"},
           1},
          {it_, at("units", unit), {{"day", "01/12/2026"}}, {"day"}, {}, {}, 2, true},
          {it_,
           at("bodies", department_body_),
           {{"name", "Sở KH&CN"}, {"abbreviation", "SKHCN"}, {"place_name", "Thái Nguyên"}, {"collective", "0"}},
           {},
           {{"name", 200}, {"abbreviation", 30}, {"superior_line", 200}, {"place_name", 100}},
           {"collective"},
           1},
          {it_, at("bodies", department_body_), {{"day", "01/12/2026"}}, {"day"}, {}, {}, 2, true}});
}

TEST_P(EndingsTest, of_new_records_are_for_keepers_alone) {
    const std::string agency = at("agencies", department_);
    for (const std::string& path : {std::string("/directory/agencies"), std::string("/directory/people"),
                                    agency + "/units", agency + "/posts", agency + "/bodies", agency + "/clerkships"})
        for (const char* day : {"20/11/2026", "31/02/2026"})
            EXPECT_EQ(post(head_, path, {{"name", "x"}, {"from", day}}).status, 403) << path << " " << day;
}

TEST_P(EndingsTest, of_agencies) {
    hold({{admin_,
           at("agencies", partner_, "/versions"),
           {{"name", "Công an tỉnh Thái Nguyên"},
            {"abbreviation", "CAT"},
            {"kind", "vertical"},
            {"from", "01/12/2026"},
            {"basis", "NQ 9"}},
           {"from"},
           {{"name", 200},
            {"short_name", 200},
            {"abbreviation", 30},
            {"place_name", 100},
            {"basis", 300},
            {"qd20", 35},
            {"gso", 10}},
           {"kind", "parent"},
           1},
          {admin_,
           at("agencies", partner_, "/closings"),
           {{"day", "31/12/2026"}, {"basis", "NQ 10"}},
           {"day"},
           {{"basis", 300}},
           {"successor", "second_successor"},
           2}});
}

TEST_P(EndingsTest, of_groups) {
    const Id group =
        write([&](db::Tx& tx) { return add_group(tx, system_, office_, "Các sở", {department_}, today_, true); });
    hold({{clerk_,
           at("groups", group),
           {{"name", "Các sở, ngành"}, {"shared", "yes"}},
           {},
           {{"name", 200}},
           {"shared"},
           1},
          {clerk_,
           at("groups", group, "/members"),
           {{"members", "CAT"}, {"from", "20/11/2026"}},
           {"from"},
           {},
           {"members"},
           2},
          {clerk_,
           at("groups", group, "/members/" + std::to_string(partner_)),
           {{"until", "01/12/2026"}},
           {"until"},
           {},
           {},
           3,
           true},
          {clerk_, at("groups", group), {{"until", "01/12/2026"}}, {"until"}, {}, {}, 4, true}});
}

}  // namespace dinh::directory
