// Pages of entries: what is typed, refused, shown and hidden.
#include <gmock/gmock.h>

#include "modules/meetings/tests/visit.hpp"
#include "modules/meetings/words.hpp"

namespace dinh::meetings {

namespace {

using test::Answer;
using test::FormFields;
using test::kEndless;
using testing::HasSubstr;

class EntryPagesTest : public test::VisitHouse {
protected:
    Answer add(const FormFields& more = {}) { return add_as(office_.clerk.actor, more); }
    Answer add_as(const Actor& actor, const FormFields& more = {}) {
        return post(actor, "/meetings/entries", typed(more));
    }
    std::vector<Entry> all() {
        return db().reading(
            [&](db::Conn& conn) { return entries_between(conn, office_.agency, monday_, monday_ + 6); });
    }
    Entry only() { return all().at(0); }
    std::string path(const std::string& part = "") { return link_of_entry(only().id) + part; }
};
DINH_BOTH_ENGINES(EntryPagesTest);

}  // namespace

TEST_P(EntryPagesTest, an_entry_is_typed_and_read) {
    const auto made = add();
    EXPECT_EQ(made.status, 303);
    EXPECT_EQ(made.location, path());
    EXPECT_EQ(when_words(only()), "08:30 – 10:00 23/11/2026");
    const auto page = get(office_.clerk.actor, path());
    for (const char* words : {"Giao ban đầu tuần", "Phòng họp tầng 2", "Trần Giám Đốc – Giám đốc", "Phòng Bưu chính",
                              "Cử người dự", "Hủy lịch"})
        EXPECT_TRUE(page.has(words)) << words;
    EXPECT_LE(page.queries, 14);
    EXPECT_TRUE(get(office_.clerk.actor, path("/changes/new")).has("value=\"08:30\""));
}

TEST_P(EntryPagesTest, what_is_malformed_is_refused_and_comes_back_as_typed) {
    const auto refuses = [&](const std::string& name, const std::string& value) {
        const auto answer = add({{name, value}});
        EXPECT_TRUE(test::says_fault_of(answer, name)) << name << " = " << value.substr(0, 40) << " " << answer.status;
        EXPECT_TRUE(answer.has(text::html_escape(value))) << name << " " << value.substr(0, 40);
    };
    for (const char* name : {"subject", "place", "chair_text", "guests"})
        if (std::string(name) != "chair_text") refuses(name, kEndless);
    for (const std::string& value :
         {std::string("31/02/2026"), std::string("hôm nào"), std::string("29/02/2027"), kEndless})
        refuses("day", value);
    for (const std::string& value :
         {std::string("25:00"), std::string("8:60"), std::string("tám giờ"), std::string("-8"), std::string("8:5"),
          std::string("8:30:15"), std::string("99999"), kEndless}) {
        refuses("from", value);
        refuses("until", value);
    }
    EXPECT_TRUE(test::says_fault_of(add({{"subject", " \x01 "}}), "subject"));
    EXPECT_TRUE(test::says_fault_of(add({{"until", "8:00"}}), "until"));
    for (const char* value : {"abc", "-1", "99999999999999999999", "1;DROP TABLE calendar_entry"})
        for (const char* name : {"chair", "units", "posts", "unit", "incoming"})
            EXPECT_EQ(add({{name, value}}).status, 422) << name << " " << value;
    EXPECT_EQ(add({{"posts", std::to_string(other_.head.post)}}).status, 422);
    EXPECT_EQ(add({{"incoming", "12"}}).status, 404);
    EXPECT_EQ(add({{"agency", std::to_string(other_.agency)}}).status, 404);
    EXPECT_TRUE(all().empty());
}

TEST_P(EntryPagesTest, markup_is_kept_as_typed_and_shown_as_text) {
    const std::string markup = "Về <script>alert(1)</script> {{X}} & hết";
    ASSERT_EQ(add({{"subject", markup}, {"place", markup}, {"guests", markup}}).status, 303);
    for (const std::string& page :
         {path(), path("/changes/new"), path("/cancellation"), std::string("/meetings?week=2026-11-23"),
          std::string("/meetings/mine?week=2026-11-23"), std::string("/meetings/print?week=2026-11-23")}) {
        const auto answer =
            get(office_.director.actor, page.substr(0, page.find('?')),
                page.find('?') == std::string::npos ? FormFields{} : FormFields{{"week", "2026-11-23"}});
        EXPECT_EQ(answer.status, 200) << page;
        EXPECT_TRUE(answer.has("Về &lt;script&gt;alert(1)&lt;/script&gt; {{X}} &amp; hết")) << page;
        EXPECT_FALSE(answer.has("<script>alert(1)")) << page;
    }
}

TEST_P(EntryPagesTest, a_form_sent_twice_makes_one_entry) {
    const FormFields fields{{"deed_key", "hai-lan"}};
    EXPECT_EQ(add(fields).location, add(fields).location);
    EXPECT_EQ(all().size(), 1U);
}

TEST_P(EntryPagesTest, a_stale_form_shows_what_was_typed) {
    add();
    const FormFields changed{{"version", "1"}, {"subject", "Họp giao ban mở rộng"}};
    EXPECT_EQ(post(office_.clerk.actor, path("/changes"), typed(changed)).status, 303);
    const auto stale =
        post(office_.clerk.actor, path("/changes"), typed({{"version", "1"}, {"subject", "Bản thứ hai"}}));
    EXPECT_EQ(stale.status, 409);
    EXPECT_TRUE(stale.has("Bản thứ hai"));
    EXPECT_EQ(post(office_.clerk.actor, path("/cancellation"), {{"version", "1"}, {"reason", "Hoãn"}}).status, 409);
    EXPECT_EQ(only().subject, "Họp giao ban mở rộng");
}

TEST_P(EntryPagesTest, what_one_may_not_see_answers_like_what_is_not_there) {
    add();
    for (const char* part : {"", "/changes/new", "/cancellation", "/refusal", "/attendees/new"}) {
        const auto hidden = get(office_.second_head.actor, path(part)),
                   absent = get(office_.second_head.actor, link_of_entry(1) + part);
        EXPECT_EQ(hidden.status, 404) << part;
        EXPECT_EQ(test::lasting(hidden.body), test::lasting(absent.body)) << part;
    }
    for (const char* part : {"/changes", "/cancellation", "/refusal", "/acceptance", "/attendees"})
        EXPECT_EQ(post(office_.second_head.actor, path(part), typed({{"version", "1"}, {"reason", "x"}})).status, 404)
            << part;
    EXPECT_EQ(get(office_.head.actor, path("/cancellation")).status, 403) << "seen, but not his to cancel";
}

TEST_P(EntryPagesTest, a_proposal_is_accepted_or_declined_by_the_office) {
    ASSERT_EQ(add_as(office_.specialist.actor).status, 303);
    EXPECT_TRUE(get(office_.specialist.actor, path()).has("Đăng ký, chờ nhận"));
    EXPECT_EQ(post(office_.specialist.actor, path("/acceptance"), {{"version", "1"}}).status, 403);
    EXPECT_TRUE(get(office_.clerk.actor, path()).has("Nhận vào lịch"));
    EXPECT_TRUE(
        test::says_fault_of(post(office_.clerk.actor, path("/refusal"), {{"version", "1"}, {"reason", ""}}), "reason"));
    EXPECT_EQ(post(office_.clerk.actor, path("/acceptance"), {{"version", "1"}}).status, 303);
    EXPECT_EQ(only().state, "accepted");
    EXPECT_EQ(post(office_.clerk.actor, path("/acceptance"), {{"version", "2"}}).status, 422);
}

TEST_P(EntryPagesTest, an_attendee_is_named_by_the_unit) {
    add();
    const std::string division = std::to_string(only().participants.back().id);
    const auto form = get(office_.head.actor, path("/attendees/new"), {{"for", division}});
    EXPECT_TRUE(form.has("Nguyễn Văn Chuyên – Chuyên viên"));
    EXPECT_EQ(get(office_.head.actor, path("/attendees/new"), {{"for", "abc"}}).status, 404);
    EXPECT_TRUE(test::says_fault_of(post(office_.head.actor, path("/attendees"), {{"version", "1"}, {"for", division}}),
                                    "post"));
    EXPECT_EQ(post(office_.head.actor, path("/attendees"),
                   {{"version", "1"}, {"for", division}, {"post", std::to_string(office_.specialist.post)}})
                  .status,
              303);
    EXPECT_TRUE(get(office_.specialist.actor, path()).has("Được cử dự"));
}

TEST_P(EntryPagesTest, a_clash_is_said_after_saving_and_shown) {
    add();
    add({{"from", "9"}, {"until", "11"}, {"place", "Hội trường"}});
    const auto page = get(office_.clerk.actor, link_of_entry(all().at(1).id));
    EXPECT_TRUE(page.has("Trùng giờ của Trần Giám Đốc: 08:30 – 10:00, Giao ban đầu tuần")) << page.body;
}

TEST_P(EntryPagesTest, a_clash_does_not_tell_others_what_the_draft_says) {
    add({{"subject", "Chuyện chưa công bố"}});
    add_as(office_.specialist.actor, {{"from", "9"}, {"until", "11"}, {"place", "Hội trường"}});
    const auto page = get(office_.specialist.actor, link_of_entry(all().at(1).id));
    EXPECT_TRUE(page.has("Trùng giờ của Trần Giám Đốc: 08:30 – 10:00, lịch khác")) << page.body;
    EXPECT_FALSE(page.has("Chuyện chưa công bố"));
    const auto mine = get(office_.head.actor, "/meetings/mine", {{"week", "2026-11-23"}});
    EXPECT_FALSE(mine.has("Trùng giờ của Trần Giám Đốc")) << "one's own week tells one's own clashes";
}

TEST(Times, are_read_as_people_type_them) {
    EXPECT_EQ(minutes_typed("8"), 480);
    EXPECT_EQ(minutes_typed("8h"), 480);
    EXPECT_EQ(minutes_typed("8h30"), 510);
    EXPECT_EQ(minutes_typed(" 13:05 "), 785);
    EXPECT_EQ(minutes_typed("0830"), 510);
    EXPECT_EQ(minutes_typed("830"), 510);
    EXPECT_EQ(minutes_typed("14g"), 840);
    EXPECT_EQ(minutes_typed("0:00"), 0);
    for (const char* bad : {"", "h", "24", "8:60", "8:5", ":30", "8::30", "8 30", "12345", "-8", "８"})
        EXPECT_FALSE(minutes_typed(bad)) << bad;
}

}  // namespace dinh::meetings
