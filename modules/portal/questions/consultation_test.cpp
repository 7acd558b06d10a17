// Drafts laid open for comments.
#include "modules/portal/questions/consultation.hpp"
#include "modules/portal/tests/question_visit.hpp"
#include "tests/support/columns.hpp"

namespace dinh::portal {

namespace {

using dinh::test::says_fault_of;
using test::Answer;
using test::day;
using test::FormFields;
using test::refusals;
using test::with;
using testing::Each;
using testing::ElementsAre;
using testing::StartsWith;

class ConsultationTest : public test::QuestionVisit {
protected:
    void SetUp() override {
        QuestionVisit::SetUp();
        draft_ = add_article("page", "published",
                             "<h2>Chương I</h2><h3>Điều 1. Phạm vi</h3><p>x</p><h3>Điều 2. Đối tượng</h3>");
    }
    // As it stands after its board has published it.
    Id add_article(const char* kind, const char* state, const char* body) {
        const Id id = ids::make();
        write([&](db::Tx& tx) {
            const Id category = categories_of(tx, site_).front().id;
            tx.exec(
                db::Sql{"test.article",
                        "INSERT INTO portal_article (id, owner_agency, origin_agency, rules_day, created_at, "
                        "created_by_person, created_by_post, site, category, kind, language, slug, title, summary, "
                        "body, state, published_at, changed_at) VALUES ($1, $2, $2, '2026-11-20', $3, 1, 1, $4, $5, "
                        "$6, 'vi', $7, 'Dự thảo Quy định', '', $8, $9, $3, $3)"},
                id, office_.agency, clock::now(), site_, category, kind, "du-thao-" + std::to_string(id), body, state);
        });
        return id;
    }
    Id lay_open(Id article, Day until = day(12, 20)) {
        return db().writing([&](db::Tx& tx) { return open_consultation(tx, office_.chief, article, until); });
    }
    Consultation found(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_consultation(conn, id); });
    }
    Id comment(Id id, int part = 1) {
        return db().writing([&](db::Tx& tx) {
            return add_comment(tx, {id, part, "Nên nói rõ phạm vi.", {"Lê Quyzamba", "0912 777 333"}});
        });
    }
    void reply(const Actor& who, Id comment, std::int64_t version, const CommentReply& words) {
        write([&](db::Tx& tx) { reply_to_comment(tx, who, comment, version, words); });
    }
    std::string public_path(Id id, const std::string& part = "") const {
        return base_ + "/gop-y/" + std::to_string(id) + part;
    }
    FormFields typed(Id id) {
        const Answer form = read(public_path(id, "/moi"));
        now_.advance_ms(60'000);
        return {{"_csrf", form.input("_csrf")},
                {"deed_key", form.input("deed_key")},
                {"part", "2"},
                {"body", "Nên bỏ điều này."},
                {"name", "Lê Quyzamba"},
                {"contact", ""}};
    }
    Id draft_ = 0;
};

TEST_P(ConsultationTest, a_draft_is_commented_on_by_its_articles) {
    const Id id = lay_open(draft_);
    std::vector<std::string> titles;
    db().read([&](db::Conn& conn) {
        titles.clear();
        for (const auto& part : parts_of(conn, id)) titles.push_back(part.title);
    });
    EXPECT_THAT(titles, ElementsAre("Toàn văn", "Điều 1. Phạm vi", "Điều 2. Đối tượng"));
    EXPECT_TRUE(read(base_ + "/gop-y").has("Dự thảo Quy định"));
    EXPECT_EQ(send_form(public_path(id, "/moi"), typed(id)).status, 200);
    EXPECT_EQ(found(id).comments, 1);
    EXPECT_FALSE(read(public_path(id)).has("Nên bỏ điều này.")) << "not before it was answered";
    EXPECT_EQ(read(other_base_ + "/gop-y/" + std::to_string(id)).status, 404);
}

TEST_P(ConsultationTest, only_published_pages_and_files_are_laid_open_once_by_editors) {
    const auto refused = [&](Id article, Day until) { return refusals([&] { lay_open(article, until); }); };
    EXPECT_THAT(refused(4711, day(12, 1)), ElementsAre("article"));
    EXPECT_THAT(refused(add_article("page", "draft", ""), day(12, 1)), ElementsAre("article"));
    EXPECT_THAT(refused(add_article("event", "published", ""), day(12, 1)), ElementsAre("article"));
    EXPECT_THAT(refused(draft_, day(11, 19)), ElementsAre("until"));
    EXPECT_THAT(refused(draft_, day(11, 30, 2027)), ElementsAre("until"));
    EXPECT_THROW(write([&](db::Tx& tx) { open_consultation(tx, office_.specialist, draft_, day(12, 1)); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { open_consultation(tx, other_.chief, draft_, day(12, 1)); }), Forbidden);
    dinh::test::one_wins("open", "Refused", [&] { lay_open(draft_); });
}

TEST_P(ConsultationTest, comments_are_taken_until_the_last_day) {
    const Id id = lay_open(draft_, day(11, 21));
    now_.set({clock::start_of(day(11, 22)).ms - 1});
    comment(id);
    now_.set(clock::start_of(day(11, 22)));
    EXPECT_THAT(refusals([&] { comment(id); }), ElementsAre(""));
    write([&, at = found(id).version](db::Tx& tx) { change_consultation(tx, office_.chief, id, at, day(12, 1)); });
    comment(id);
    EXPECT_EQ(found(id).comments, 2);
}

TEST_P(ConsultationTest, a_form_after_the_last_day_says_so_and_an_archive_has_none) {
    const Id id = lay_open(draft_, day(11, 21));
    EXPECT_TRUE(read(public_path(id, "/moi")).has("name=\"body\""));
    now_.set({clock::start_of(day(11, 22)).ms - 120'000});
    const auto fields = typed(id);
    now_.set(clock::start_of(day(11, 22)));
    const Answer late = read(public_path(id, "/moi"));
    EXPECT_TRUE(late.has("Đã hết hạn góp ý.") && late.has("21/11/2026"));
    EXPECT_FALSE(late.has("name=\"body\""));
    EXPECT_EQ(send_form(public_path(id, "/moi"), fields).status, 422) << "a form that was open since before";
    now_.set(clock::start_of(day(11, 21)));
    const auto again = typed(id);
    write([&](db::Tx& tx) {
        tx.exec({"test.archive", "UPDATE portal_site SET state = 'archive' WHERE id = $1"}, site_);
    });
    EXPECT_TRUE(read(public_path(id)).has("Dự thảo Quy định"));
    EXPECT_FALSE(read(public_path(id)).has(public_path(id, "/moi")));
    EXPECT_EQ(read(public_path(id, "/moi")).status, 404);
    EXPECT_EQ(send_form(public_path(id, "/moi"), again).status, 404);
    EXPECT_THAT(refusals([&] { comment(id); }), ElementsAre(""));
    EXPECT_EQ(found(id).comments, 0);
}

TEST_P(ConsultationTest, an_address_of_before_leads_on_from_pages_that_are_not_there) {
    write([&](db::Tx& tx) { keep_address(tx, site_, "/gop-y/4711", "/gop-y"); });
    const Answer moved = read(base_ + "/gop-y/4711");
    EXPECT_EQ(moved.status, 301);
    EXPECT_EQ(moved.location, base_ + "/gop-y");
    const Answer absent = read(base_ + "/gop-y/4712");
    EXPECT_EQ(absent.status, 404);
    EXPECT_TRUE(absent.has("Không tìm thấy trang")) << "in the site's own frame";
}

TEST_P(ConsultationTest, changing_the_day_refuses_the_stale_the_stranger_and_one_of_two) {
    const Id id = lay_open(draft_);
    const auto change = [&](const Actor& who, std::int64_t version) {
        write([&](db::Tx& tx) { change_consultation(tx, who, id, version, day(12, 25)); });
    };
    EXPECT_THROW(change(office_.chief, 99), Conflict);
    EXPECT_THROW(change(other_.chief, 1), NotFound);
    EXPECT_THROW(change(other_.chief, 99), NotFound);
    dinh::test::one_wins("change", "Conflict", [&] { change(office_.chief, 1); });
    EXPECT_EQ(found(id).until, day(12, 25));
}

TEST_P(ConsultationTest, commenting_says_all_that_is_wrong) {
    const Id id = lay_open(draft_);
    EXPECT_THAT(refusals([&] {
                    write([&](db::Tx& tx) { add_comment(tx, {id, 7, "", {"", std::string(255, 'x')}}); });
                }),
                ElementsAre("part", "body", "name", "contact"));
    EXPECT_THAT(refusals([&] { write([&](db::Tx& tx) {
                                   add_comment(tx, {id, 0, "TỐI MẬT\nx", {"A", ""}});
                               }); }),
                ElementsAre("body"));
    const auto fields = typed(id);
    for (const char* field : {"body", "name"})
        EXPECT_TRUE(says_fault_of(send_form(public_path(id, "/moi"), with(fields, field, "")), field)) << field;
    EXPECT_EQ(send_form(public_path(id, "/moi"), with(fields, "part", "x")).status, 422);
    auto machine = fields;
    machine.emplace_back("website", "http://spam.example");
    EXPECT_EQ(send_form(public_path(id, "/moi"), machine).status, 422);
    EXPECT_EQ(found(id).comments, 0);
}

TEST_P(ConsultationTest, replies_are_public_and_name_nobody) {
    const Id id = lay_open(draft_), one = comment(id);
    EXPECT_THAT(refusals([&] { reply(office_.chief, one, 1, {"", "", false}); }), ElementsAre("reply"));
    EXPECT_THAT(refusals([&] {
                    reply(office_.chief, one, 1, {"Tôi là Lê Quyzamba", "x", true});
                }),
                ElementsAre("public_body"));
    EXPECT_THAT(refusals([&] {
                    reply(office_.chief, one, 1, {"Gọi 0987 654 321", "x", false});
                }),
                ElementsAre("checked"));
    EXPECT_THROW(reply(office_.specialist, one, 1, {"", "x", false}), NotFound);
    EXPECT_THROW(reply(other_.chief, one, 1, {"", "x", false}), NotFound);
    EXPECT_THROW(reply(office_.chief, one, 9, {"", "x", false}), Conflict);
    const std::string path = "/portal/comments/" + std::to_string(one);
    EXPECT_TRUE(get(office_.chief, path + "/reply").has("Nên nói rõ phạm vi."));
    EXPECT_EQ(post(office_.chief, path + "/reply",
                   {{"version", "1"}, {"public_body", "Nên nói rõ phạm vi."}, {"reply", "Đã tiếp thu."}})
                  .status,
              303);
    const Answer shown = read(public_path(id));
    EXPECT_TRUE(shown.has("Nên nói rõ phạm vi.") && shown.has("Đã tiếp thu."));
    EXPECT_FALSE(shown.has("Quyzamba"));
    dinh::test::one_wins("reply", "Conflict", [&] { reply(office_.chief, one, 2, {"", "Lại", false}); });
}

TEST_P(ConsultationTest, editors_collect_them_and_take_them_away_others_see_nothing) {
    const Id id = lay_open(draft_);
    comment(id);
    const std::string path = "/portal/consultations/" + std::to_string(id);
    EXPECT_TRUE(get(office_.chief, "/portal/consultations").has("Dự thảo Quy định"));
    EXPECT_TRUE(get(office_.chief, path).has("Lê Quyzamba"));
    EXPECT_TRUE(get(office_.chief, path + "/comments.csv").has("Điều 1. Phạm vi"));
    EXPECT_EQ(get(office_.chief, path + "/comments.xlsx").status, 200);
    for (const test::Member* stranger : {&office_.specialist, &other_.chief}) {
        EXPECT_FALSE(get(*stranger, "/portal/consultations").has("Dự thảo Quy định"));
        for (const char* part : {"", "/comments.csv", "/until"})
            EXPECT_EQ(get(*stranger, path + part).status, 404) << part;
    }
    EXPECT_THAT(dinh::test::columns_with(db(), "quyzamb"), Each(StartsWith("portal_comment_sender.")));
}

DINH_BOTH_ENGINES(ConsultationTest);

}  // namespace

}  // namespace dinh::portal
