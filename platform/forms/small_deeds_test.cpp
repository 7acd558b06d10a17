#include "platform/forms/small_deeds.hpp"

#include <gtest/gtest.h>

#include "platform/grants/grants.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/forms.hpp"

namespace dinh::forms {

namespace {

using test::Answer;
using test::FormFields;

constexpr Id kKeeper = 7, kGuest = 8;
enum class Right { write, drop };

// One note in memory; it is nobody's but the keeper's, a guest reads it.
struct Note {
    std::string text = "Cũ";
    std::int64_t version = 1;
    int runs = 0, afters = 0;
    std::size_t files = 0;
};
Note the_note;

Note find_note(web::Context& context) {
    if (context.actor().person == 0 || context.request.id() != 5) throw NotFound("no note");
    return the_note;
}
void write(SmallCall<Note>& call) {
    if (call.version() != the_note.version) throw Conflict("Đã đổi.", "note: version");
    const std::string reason = call.form.line("reason", "Lý do", {.required = true, .max = 10});
    call.stop_at_faults();
    if (reason == "không") throw Refused("reason", "Lý do không hay.");
    the_note.text = reason;
    ++the_note.version, ++the_note.runs;
    the_note.files = call.uploaded.files.size();
    call.after = [] { ++the_note.afters; };
    if (reason == "xa") call.next = "/far";
}

const SmallDeed<Note, Right> kTable[] = {
    {{"text/new", "Sửa ghi chép", "Ai cũng đọc được.", "Sửa", "Đã sửa ghi chép."},
     Right::write,
     [](const Boxes& boxes, const Note&) { return reason_box(boxes, 10); },
     write,
     [](Values& values, const Note& note) { values.values["reason"] = note.text; }},
    {{"drop", "Bỏ ghi chép", "", "Bỏ", "Đã bỏ.", {.action = "text", .bad = true, .ends = true}},
     Right::drop,
     [](const Boxes& boxes, const Note&) { return reason_box(boxes); },
     write},
    {{"files/new", "Thêm tệp", "", "Thêm", "Đã thêm.", {.upload = true}},
     Right::write,
     [](const Boxes& boxes, const Note&) { return reason_box(boxes); },
     write}};

const SmallFrame<Note, Right> kFrame{.base = "/notes/:id",
                                     .find = find_note,
                                     .about =
                                         [](const pages::Lang&, const Note& note) {
                                             return SmallAbout{.list_path = "/notes",
                                                               .list_title = "Ghi chép",
                                                               .path = "/notes/5",
                                                               .known = "Ghi chép <5>",
                                                               .subject = note.text,
                                                               .version = note.version,
                                                               .quote = "Câu hỏi",
                                                               .hidden = {{"for", "9"}},
                                                               .kind = "note"};
                                         },
                                     .must =
                                         [](web::Context& context, const Note&, Right) {
                                             if (context.actor().person == kGuest)
                                                 throw Forbidden("Bạn chỉ được đọc.", "note: guest");
                                         },
                                     .changed =
                                         [](web::Context&, const Note& note) {
                                             return Reason{"", Said("Nay là %1.", {note.text})};
                                         }};

class SmallDeedsTest : public testing::Test, protected test::Visitor {
protected:
    SmallDeedsTest() : Visitor("/token") {
        the_note = {};
        router_.get("/token", [](web::Context& context) {
            return web::text("<meta name=\"csrf\" content=\"" + context.csrf_token() + "\">");
        });
        small_routes(router_, kFrame, kTable);
        open(*database_);
        keeper_.person = kKeeper, keeper_.grantees = {kKeeper};
        guest_.person = kGuest;
        database_->write([](db::Tx& tx) { grants::give(tx, "note", 5, kKeeper, "keeper"); });
    }
    Answer edit(FormFields fields) { return post(keeper_, "/notes/5/text", std::move(fields)); }

    test::TestDatabase database_{db::Engine::sqlite, db::embedded_migrations_of({"deed", "grants"})};
    Actor keeper_, guest_;
};

TEST_F(SmallDeedsTest, the_form_says_what_it_is_about_and_begins_with_what_is_there) {
    const auto form = get(keeper_, "/notes/5/text/new");
    EXPECT_EQ(form.status, 200);
    for (const char* part : {"Ghi chép &lt;5&gt;", "<h1>Sửa ghi chép</h1>", "Ai cũng đọc được.", "Câu hỏi",
                             "action=\"/notes/5/text\"", "name=\"for\" value=\"9\"", "href=\"/notes/5\""})
        EXPECT_TRUE(form.has(part)) << part;
    EXPECT_EQ(form.input("version"), "1");
    EXPECT_EQ(form.input("reason"), "Cũ");
    EXPECT_EQ(form.body.find("_method", form.body.find("name=\"version\"")), std::string::npos);
    EXPECT_FALSE(form.has("type=\"file\""));
}

TEST_F(SmallDeedsTest, is_done_once_for_a_key_and_leads_on) {
    const FormFields fields{{"version", "1"}, {"reason", "Mới"}, {"deed_key", "k1"}};
    EXPECT_EQ(edit(fields).location, "/notes/5");
    EXPECT_EQ(edit(fields).location, "/notes/5");
    EXPECT_EQ(the_note.runs, 1);
    EXPECT_EQ(the_note.afters, 1);
    EXPECT_EQ(edit({{"version", "2"}, {"reason", "xa"}}).location, "/far");
}

TEST_F(SmallDeedsTest, whoever_no_longer_sees_the_record_is_led_to_the_list) {
    database_->write([](db::Tx& tx) { grants::take_all(tx, "note", 5); });
    EXPECT_EQ(edit({{"version", "1"}, {"reason", "Mới"}}).location, "/notes");
}

TEST_F(SmallDeedsTest, shows_the_form_again_with_its_faults_and_nothing_lost) {
    const auto missing = edit({{"version", "1"}, {"reason", "quá dài, quá dài"}});
    EXPECT_TRUE(test::says_fault_of(missing, "reason"));
    EXPECT_EQ(missing.input("reason"), "quá dài, quá dài");
    EXPECT_EQ(missing.input("version"), "1");
    const auto refused = edit({{"version", "1"}, {"reason", "không"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(refused.has("Lý do không hay."));
    EXPECT_EQ(the_note.runs, 0);
}

TEST_F(SmallDeedsTest, over_anothers_change_shows_what_changed_and_what_was_typed) {
    the_note.version = 4, the_note.text = "Của người khác";
    const auto late = edit({{"version", "1"}, {"reason", "<b>"}});
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(late.has("Nay là Của người khác."));
    EXPECT_EQ(late.input("reason"), "&lt;b&gt;");
    EXPECT_EQ(late.input("version"), "4");
    EXPECT_EQ(the_note.runs, 0);
}

TEST_F(SmallDeedsTest, whom_the_deed_is_not_is_told_before_the_form_and_before_a_file_is_stored) {
    EXPECT_EQ(get(guest_, "/notes/5/text/new").status, 403);
    EXPECT_EQ(
        post(guest_, "/notes/5/files", {{"version", "1"}, {"reason", "Mới"}}, {upload("files", "a.txt", "chữ")}).status,
        403);
    EXPECT_TRUE(!std::filesystem::exists(files_.folder()) || std::filesystem::is_empty(files_.folder()));
    EXPECT_EQ(get(keeper_, "/notes/6/text/new").status, 404);
    EXPECT_EQ(post(keeper_, "/notes/6/text", {{"version", "1"}, {"reason", "Mới"}}).status, 404);
}

TEST_F(SmallDeedsTest, an_ending_is_sent_as_one_to_its_own_address) {
    const auto form = get(keeper_, "/notes/5/drop");
    EXPECT_TRUE(form.has("action=\"/notes/5/text\""));
    EXPECT_TRUE(form.has("name=\"_method\" value=\"delete\""));
    EXPECT_TRUE(form.has("button--bad"));
    EXPECT_EQ(edit({{"version", "1"}, {"reason", "bỏ"}, {"_method", "delete"}}).status, 303);
    EXPECT_EQ(the_note.text, "bỏ");
}

TEST_F(SmallDeedsTest, a_file_that_was_sent_stays_over_a_form_with_faults) {
    const auto again =
        post(keeper_, "/notes/5/files", {{"version", "1"}}, {upload("files", "công văn.txt", "nội dung")});
    EXPECT_EQ(again.status, 422);
    EXPECT_TRUE(again.has("công văn.txt"));
    const auto token = again.after("name=\"kept\" value=\"");
    EXPECT_EQ(post(keeper_, "/notes/5/files", {{"version", "1"}, {"reason", "Mới"}, {"kept", token}}).status, 303);
    EXPECT_EQ(the_note.files, 1U);
}

}  // namespace

}  // namespace dinh::forms
