// What readers say of articles, and who lets it be seen.
#include "modules/portal/questions/remark.hpp"

#include "modules/portal/tests/question_visit.hpp"
#include "tests/support/columns.hpp"

namespace dinh::portal {

namespace {

using dinh::test::says_fault_of;
using test::Answer;
using test::FormFields;
using test::refusals;
using test::with;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

class RemarkTest : public test::QuestionVisit {
protected:
    void SetUp() override {
        QuestionVisit::SetUp();
        takes(true, true);
        article_ = add_article("tin-1");
    }
    void takes(bool comments, bool ratings) {
        write([&](db::Tx& tx) {
            constexpr db::Sql kTakes{"test.takes", "UPDATE portal_site SET comments = $2, ratings = $3 WHERE id = $1"};
            tx.exec(kTakes, site_, comments, ratings);
        });
    }
    Id add_article(const std::string& slug, bool shown = true) {
        const Id id = ids::make();
        write([&](db::Tx& tx) {
            const Id category = categories_of(tx, site_).front().id;
            tx.exec(
                db::Sql{"test.article",
                        "INSERT INTO portal_article (id, owner_agency, origin_agency, rules_day, created_at, "
                        "created_by_person, created_by_post, site, category, kind, language, slug, title, summary, "
                        "body, state, published_at, changed_at) VALUES ($1, $2, $2, '2026-11-20', $3, 1, 1, $4, $5, "
                        "'article', 'vi', $6, 'Khai giảng lớp kỹ năng số', '', '<p>x</p>', 'published', $3, $3)"},
                id, office_.agency, clock::now(), site_, category, slug);
            tx.exec(db::Sql{"test.placing",
                            "INSERT INTO portal_placing (article, site, category, slug, language, kind, state, shown, "
                            "published_at, changed_at) VALUES ($1, $2, $3, $4, 'vi', 'article', 'own', $5, $6, $6)"},
                    id, site_, category, slug, shown, clock::now());
        });
        return id;
    }
    Id send(const std::string& body = "Lớp học rất thiết thực.") {
        return db().writing([&](db::Tx& tx) {
            return send_remark(tx, {site_, article_, "Lê Quyzamba", "quyzamba@example.vn", body});
        });
    }
    Remark told(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_remark(conn, id); });
    }
    // A deed of (tx, version) on the newest version.
    template <class F>
    void on(Id id, F&& work) {
        const auto version = told(id).version;
        write([&](db::Tx& tx) { work(tx, version); });
    }
    void approve(Id id, const RemarkApproval& approval = {}) {
        on(id, [&](db::Tx& tx, std::int64_t at) { approve_remark(tx, office_.chief, id, at, approval); });
    }
    Id shown(const std::string& body = "Lớp học rất thiết thực.") {
        const Id id = send(body);
        approve(id);
        return id;
    }
    std::string form_path() const { return base_ + "/bai/tin-1/binh-luan/moi"; }
    FormFields filled(FormFields more = {}) {
        const Answer form = read(form_path());
        now_.advance_ms(60'000);
        FormFields fields{{"_csrf", form.input("_csrf")}, {"deed_key", form.input("deed_key")},
                          {"name", "Lê Quyzamba"},        {"email", "quyzamba@example.vn"},
                          {"body", "Lớp học hay."},       {"website", ""}};
        for (const auto& [name, value] : more) fields = with(std::move(fields), name, value);
        return fields;
    }
    Answer rate(const std::string& stars, const std::string& address) {
        address_ = address;
        const Answer form = read(form_path());
        now_.advance_ms(60'000);
        return send_form(base_ + "/bai/tin-1/danh-gia",
                         {{"_csrf", form.input("_csrf")}, {"deed_key", form.input("deed_key")}, {"stars", stars}});
    }
    std::int64_t remarks() {
        return db().reading([](db::Conn& conn) {
            return conn.integer({"test.remarks", "SELECT COUNT(*) FROM portal_remark"});
        });
    }
    template <class F>
    void at_the_other_site(F&& work) {
        std::swap(site_, other_site_), std::swap(article_, other_article_);
        work();
        std::swap(site_, other_site_), std::swap(article_, other_article_);
    }
    // The other agency goes on with the office's work: its site becomes an archive.
    void merge() {
        write([&](db::Tx& tx) {
            tx.exec({"test.end", "UPDATE agency SET until_day = '2026-11-20' WHERE id = $1"}, office_.agency);
        });
        write([&](db::Tx& tx) { EXPECT_TRUE(sites_reorganised(tx, office_.agency, other_.agency, clock::today())); });
    }
    bool remarks_pass_on() {
        return db().writing(
            [&](db::Tx& tx) { return remarks_reorganised(tx, office_.agency, other_.agency, clock::today()); });
    }
    std::size_t stories(Id id) {
        const auto all = db().reading([&](db::Conn& conn) { return dinh::deed::history_of(conn, kRemark, id, 50); });
        return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const dinh::deed::HistoryLine& one) {
            return one.deed == "portal.refuse_remark";
        }));
    }
    Answer deed(const Actor& who, Id id, const std::string& part, FormFields fields = {}) {
        fields.emplace_back("version", std::to_string(told(id).version));
        return post(who, "/portal/remarks/" + std::to_string(id) + part, std::move(fields));
    }
    Id article_ = 0, other_article_ = 0;
};

TEST_P(RemarkTest, are_off_until_the_site_wants_them) {
    takes(false, false);
    EXPECT_EQ(read(form_path()).status, 404);
    EXPECT_FALSE(read(base_ + "/bai/tin-1").has("binh-luan"));
    EXPECT_THAT(refusals([&] { send(); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { write([&](db::Tx& tx) { rate_article(tx, site_, article_, 5, "203.0.113.9"); }); }),
                ElementsAre(""));
    takes(false, true);
    EXPECT_FALSE(read(form_path()).has("name=\"body\""));
    takes(true, false);
    EXPECT_FALSE(read(form_path()).has("name=\"stars\""));
}

TEST_P(RemarkTest, wait_until_somebody_of_the_board_approves) {
    EXPECT_TRUE(read(base_ + "/bai/tin-1").has(form_path()));
    const Answer answer = send_form(form_path(), filled());
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.has("sau khi Ban Biên tập duyệt"));
    EXPECT_FALSE(read(base_ + "/bai/tin-1").has("Lớp học hay."));
    const Answer list = get(office_.chief, "/portal/remarks");
    EXPECT_TRUE(list.has("Lớp học hay."));
    EXPECT_TRUE(get(office_.chief, "/worklist").has("Bình luận của bạn đọc chờ duyệt"));
    const Id id = db().reading([](db::Conn& conn) {
        return conn.integer({"test.newest", "SELECT MAX(id) FROM portal_remark"});
    });
    EXPECT_TRUE(get(office_.chief, "/portal/remarks/" + std::to_string(id)).has("quyzamba@example.vn"));
    EXPECT_EQ(deed(office_.chief, id, "/approval", {{"reply", "Cảm ơn bạn."}}).location,
              "/portal/remarks?site=" + std::to_string(site_));
    const Answer page = read(base_ + "/bai/tin-1");
    EXPECT_TRUE(page.has("Lớp học hay.") && page.has("Lê Quyzamba") && page.has("Cảm ơn bạn."));
    EXPECT_FALSE(page.has("quyzamba@example.vn"));
    EXPECT_FALSE(get(office_.chief, "/worklist").has("Bình luận của bạn đọc chờ duyệt")) << "nothing waits";
    EXPECT_EQ(deed(office_.chief, id, "/hiding", {{"reason", "Sai sự thật"}}).status, 303);
    EXPECT_FALSE(read(base_ + "/bai/tin-1").has("Lớp học hay."));
    EXPECT_TRUE(get(office_.chief, "/portal/remarks", {{"view", "hidden"}}).has("Lớp học hay."));
    EXPECT_TRUE(get(office_.chief, "/portal/remarks.csv", {{"view", "hidden"}}).has("Lớp học hay."));
    EXPECT_FALSE(get(office_.chief, "/portal/remarks.csv", {{"view", "shown"}}).has("Lớp học hay."));
    EXPECT_EQ(get(office_.chief, "/portal/remarks.xlsx").status, 200);
}

TEST_P(RemarkTest, are_one_line_of_work_for_a_site_however_many_wait) {
    for (int n = 0; n < 5; ++n) send("Bình luận số " + std::to_string(n));
    const auto items = db().reading([](db::Conn& conn) {
        return conn.integer({"test.items", "SELECT COUNT(*) FROM work_item WHERE kind = 'portal.moderate_remarks'"});
    });
    const auto holders = db().reading([](db::Conn& conn) {
        return conn.integer(
            {"test.holders", "SELECT COUNT(DISTINCT holder) FROM work_item WHERE kind = 'portal.moderate_remarks'"});
    });
    EXPECT_GT(items, 0);
    EXPECT_EQ(items, holders);
}

TEST_P(RemarkTest, say_all_that_is_wrong_and_keep_what_was_typed) {
    for (const char* field : {"name", "body"}) {
        const Answer answer = send_form(form_path(), filled({{field, ""}}));
        EXPECT_TRUE(says_fault_of(answer, field)) << field;
        EXPECT_TRUE(answer.has("quyzamba@example.vn"));
    }
    EXPECT_TRUE(says_fault_of(send_form(form_path(), filled({{"email", "khong phai thu"}})), "email"));
    EXPECT_TRUE(says_fault_of(send_form(form_path(), filled({{"body", std::string(1501, 'x')}})), "body"));
    EXPECT_TRUE(says_fault_of(send_form(form_path(), filled({{"body", "TỐI MẬT\nx"}})), "body"));
    EXPECT_EQ(send_form(form_path(), filled({{"website", "http://spam.example"}})).status, 422);
    auto hasty = filled();
    hasty[0].second = read(form_path()).input("_csrf");
    EXPECT_EQ(send_form(form_path(), hasty).status, 422) << "faster than anybody types";
    EXPECT_EQ(remarks(), 0);
    EXPECT_EQ(send_form(form_path(), filled({{"body", dinh::test::kMarkup}})).status, 200);
    const Id id = db().reading([](db::Conn& conn) {
        return conn.integer({"test.newest", "SELECT MAX(id) FROM portal_remark"});
    });
    approve(id, {"", true});
    EXPECT_TRUE(dinh::test::shows_markup_as_text(read(base_ + "/bai/tin-1")));
}

TEST_P(RemarkTest, sent_in_floods_are_stopped_in_plain_words) {
    int taken = 0;
    for (int n = 0; n < 12; ++n)
        taken += send_form(form_path(), filled({{"body", "Tin nhắn " + std::to_string(n)}})).status == 200;
    EXPECT_EQ(taken, 5) << "of one network in an hour";
    EXPECT_EQ(remarks(), 5);
    address_ = "198.51.100.1";
    EXPECT_EQ(send_form(form_path(), filled()).status, 200) << "another network";
    const auto same = filled();
    send_form(form_path(), same);
    send_form(form_path(), same);
    EXPECT_EQ(remarks(), 7) << "sent twice";
}

TEST_P(RemarkTest, deeds_refuse_what_stands_already_and_words_without_reason) {
    const Id id = send();
    const auto refuse = [&](std::string_view reason) {
        on(id, [&](db::Tx& tx, std::int64_t at) { refuse_remark(tx, office_.chief, id, at, reason); });
    };
    const auto hide = [&] {
        on(id, [&](db::Tx& tx, std::int64_t at) { hide_remark(tx, office_.chief, id, at, "x"); });
    };
    const auto reply = [&](const RemarkApproval& words) {
        on(id, [&](db::Tx& tx, std::int64_t at) { reply_to_remark(tx, office_.chief, id, at, words); });
    };
    EXPECT_THAT(refusals([&] { refuse(" "); }), ElementsAre("reason"));
    EXPECT_THAT(refusals([&] { hide(); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { reply({"x"}); }), ElementsAre(""));
    approve(id);
    EXPECT_THAT(refusals([&] { approve(id); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { refuse("x"); }), ElementsAre(""));
    EXPECT_THAT(refusals([&] { reply({"Viết cho QUYZAMBA@example.vn", true}); }), ElementsAre("reply"));
    EXPECT_THAT(refusals([&] { reply({"Gọi ông An, 0987 654 321"}); }), ElementsAre("checked"));
    reply({"Sẽ mở thêm lớp."});
    EXPECT_EQ(told(id).reply, "Sẽ mở thêm lớp.");
    hide();
    EXPECT_EQ(told(id).state, "hidden");
    approve(id);
    EXPECT_EQ(told(id).state, "shown");
}

TEST_P(RemarkTest, with_personal_data_are_looked_at_before_they_are_shown) {
    const Id id = send("Gọi tôi 0912 777 333 nhé");
    EXPECT_THAT(refusals([&] { approve(id); }), ElementsAre("checked"));
    const Answer again = deed(office_.chief, id, "/approval", {{"reply", "Cảm ơn"}});
    EXPECT_EQ(again.status, 422);
    EXPECT_TRUE(again.has("Cảm ơn") && again.has("091…33"));
    EXPECT_EQ(told(id).state, "waiting");
    approve(id, {"", true});
    EXPECT_EQ(told(id).state, "shown");
}

TEST_P(RemarkTest, are_nothing_to_strangers_and_stale_forms) {
    const Id id = send();
    const std::string path = "/portal/remarks/" + std::to_string(id);
    for (const test::Member* stranger : {&office_.specialist, &other_.chief}) {
        EXPECT_EQ(get(*stranger, path).status, 404);
        for (const char* part : {"/approval", "/refusal", "/hiding", "/reply"})
            EXPECT_EQ(deed(*stranger, id, part, {{"reason", "x"}}).status, 404) << part;
        EXPECT_FALSE(get(*stranger, "/portal/remarks").has("thiết thực"));
        EXPECT_FALSE(get(*stranger, "/portal/remarks.csv").has("thiết thực"));
        EXPECT_THROW(write([&](db::Tx& tx) { approve_remark(tx, *stranger, id, 1, {}); }), NotFound);
    }
    EXPECT_EQ(get(office_.specialist, "/portal/remarks.csv").status, 403);
    EXPECT_THROW(write([&](db::Tx& tx) { approve_remark(tx, office_.chief, id, 9, {}); }), Conflict);
    EXPECT_THAT(dinh::test::columns_with(db(), "quyzamb"), Each(StartsWith("portal_remark_sender.")));
    EXPECT_EQ(read(other_base_ + "/bai/tin-1/binh-luan").status, 404);
}

TEST_P(RemarkTest, two_at_once_leave_one_deed) {
    const auto each = [&](const char* name, Id id, std::int64_t at, auto work) {
        dinh::test::one_wins(name, "Conflict", [&] { write([&](db::Tx& tx) { work(tx, id, at); }); });
    };
    const Id id = send();
    each("approve", id, 1, [&](db::Tx& tx, Id one, auto at) { approve_remark(tx, office_.chief, one, at, {}); });
    each("reply", id, 2, [&](db::Tx& tx, Id one, auto at) { reply_to_remark(tx, office_.chief, one, at, {"A"}); });
    each("hide", id, 3, [&](db::Tx& tx, Id one, auto at) { hide_remark(tx, office_.chief, one, at, "x"); });
    each("refuse", send(), 1, [&](db::Tx& tx, Id one, auto at) { refuse_remark(tx, office_.chief, one, at, "x"); });
    dinh::test::one_wins("rate", "Refused",
                         [&] { write([&](db::Tx& tx) { rate_article(tx, site_, article_, 4, "203.0.113.50"); }); });
}

TEST_P(RemarkTest, that_wait_when_the_site_becomes_an_archive_are_refused_and_the_shown_ones_stay) {
    const Id seen = shown("Lớp học đã xong."), first = send("Xin mở lớp nữa."), second = send("Lớp ở đâu?");
    at_the_other_site([&] { takes(true, true), article_ = add_article("tin-2"); });
    Id elsewhere = 0;
    at_the_other_site([&] { elsewhere = send("Ở trang kia."); });
    EXPECT_TRUE(get(office_.chief, "/worklist").has("Bình luận của bạn đọc chờ duyệt"));
    merge();
    EXPECT_FALSE(remarks_pass_on()) << "it looks once more for what came in the same moment";
    EXPECT_TRUE(remarks_pass_on());
    for (const Id id : {first, second}) {
        EXPECT_EQ(told(id).state, "refused");
        EXPECT_EQ(told(id).reason, "Trang đã thành trang lưu trữ từ ngày 20/11/2026, không đăng thêm bình luận.");
        EXPECT_EQ(stories(id), 1u);
    }
    EXPECT_EQ(told(seen).state, "shown");
    for (const Id id : {seen, first, second}) EXPECT_EQ(told(id).owner_agency, other_.agency);
    EXPECT_EQ(told(elsewhere).state, "waiting") << "the site that lives is not touched";
    EXPECT_FALSE(get(office_.chief, "/worklist").has("Bình luận của bạn đọc chờ duyệt"));
    EXPECT_TRUE(get(other_.chief, "/worklist").has("Bình luận của bạn đọc chờ duyệt"));
}

TEST_P(RemarkTest, follow_their_site_to_the_agency_that_goes_on) {
    const Id seen = shown("Lớp học đã xong."), waiting = send("Xin mở lớp nữa.");
    at_the_other_site([&] { takes(true, true), article_ = add_article("tin-2"); });
    Id elsewhere = 0;
    at_the_other_site([&] { elsewhere = send("Ở trang kia."); });
    auto next = dinh::test::make_office(db(), "so-moi", "Sở Mới", "SM");
    look_again({&office_, &other_, &next});
    write([&](db::Tx& tx) {
        tx.exec({"test.end", "UPDATE agency SET until_day = '2026-11-20' WHERE id = $1"}, office_.agency);
    });
    const auto pass_on = [&](db::Tx& tx) {
        return remarks_reorganised(tx, office_.agency, next.agency, clock::today());
    };
    write([&](db::Tx& tx) { EXPECT_TRUE(sites_reorganised(tx, office_.agency, next.agency, clock::today())); });
    EXPECT_FALSE(db().writing(pass_on)) << "it looks once more for what came in the same moment";
    EXPECT_TRUE(db().writing(pass_on));
    for (const Id id : {seen, waiting}) EXPECT_EQ(told(id).owner_agency, next.agency);
    EXPECT_EQ(told(elsewhere).owner_agency, other_.agency);
    EXPECT_EQ(told(waiting).state, "waiting");
    const auto at = db().reading([&](db::Conn& conn) { return find_site(conn, site_)->version; });
    write([&](db::Tx& tx) { name_member(tx, next.director, site_, at, next.chief.post, member::kEditor); });
    EXPECT_TRUE(get(next.chief, "/worklist").has("Bình luận của bạn đọc chờ duyệt"));
    EXPECT_EQ(deed(next.chief, waiting, "/approval").status, 303);
    EXPECT_EQ(told(waiting).state, "shown");
}

TEST_P(RemarkTest, whoever_edits_no_more_has_no_line_of_work) {
    send("Xin mở lớp nữa.");
    EXPECT_TRUE(get(office_.chief, "/worklist").has("Bình luận của bạn đọc chờ duyệt"));
    const auto members = db().reading([&](db::Conn& conn) { return members_of(conn, site_); });
    const auto end = [&](std::string_view role) {
        const auto at = db().reading([&](db::Conn& conn) { return find_site(conn, site_)->version; });
        for (const auto& one : members)
            if (one.post == office_.chief.post && one.role == role)
                write([&](db::Tx& tx) { end_member(tx, office_.director, site_, at, one.id); });
    };
    end(member::kEditor);
    EXPECT_TRUE(get(office_.chief, "/worklist").has("Bình luận của bạn đọc chờ duyệt")) << "secretary still";
    end(member::kSecretary);
    EXPECT_FALSE(get(office_.chief, "/worklist").has("Bình luận của bạn đọc chờ duyệt"));
    EXPECT_TRUE(get(office_.deputy, "/worklist").has("Bình luận của bạn đọc chờ duyệt")) << "who approves has it now";
}

TEST_P(RemarkTest, an_archive_shows_them_takes_none_and_lets_nobody_decide) {
    const Id seen = shown("Lớp học đã xong."), waiting = send("Xin mở lớp nữa.");
    const auto typed = filled();
    merge();
    remarks_pass_on();
    const Answer page = read(base_ + "/bai/tin-1");
    EXPECT_TRUE(page.has("Lớp học đã xong."));
    EXPECT_FALSE(page.has(form_path()));
    EXPECT_FALSE(read(base_ + "/bai/tin-1/binh-luan").has(form_path()));
    EXPECT_EQ(read(form_path()).status, 404);
    EXPECT_EQ(send_form(form_path(), typed).status, 404) << "a form that was open since before";
    EXPECT_THAT(refusals([&] { send(); }), ElementsAre(""));
    EXPECT_EQ(remarks(), 2);
    const Answer inside = get(office_.chief, "/portal/remarks/" + std::to_string(waiting));
    EXPECT_TRUE(inside.has("Trang đã thành trang lưu trữ từ ngày 20/11/2026"));
    EXPECT_FALSE(inside.has("/approval/new"));
    EXPECT_THROW(approve(waiting), Forbidden);
    EXPECT_EQ(deed(office_.chief, seen, "/hiding", {{"reason", "x"}}).status, 403);
}

TEST_P(RemarkTest, of_an_archive_are_refused_once_by_two_processes_and_beside_an_editor) {
    const Id id = send();
    merge();
    dinh::test::both_win("refuse", [&] { remarks_pass_on(); });
    EXPECT_EQ(told(id).state, "refused");
    EXPECT_EQ(stories(id), 1u);
    const auto at = told(id).version;
    EXPECT_THROW(write([&](db::Tx& tx) { refuse_remark(tx, office_.chief, id, at - 1, "x"); }), Conflict);
}

TEST_P(RemarkTest, of_many_the_newest_stand_with_the_article_and_all_on_their_own_page) {
    for (int n = 1; n <= 42; ++n) shown("Bình luận số " + std::to_string(n) + " nhé");
    const Answer page = read(base_ + "/bai/tin-1");
    EXPECT_TRUE(page.has("Bình luận số 42 nhé") && !page.has("Bình luận số 32 nhé"));
    EXPECT_TRUE(page.has("Tất cả 42 bình luận"));
    EXPECT_TRUE(read(base_ + "/bai/tin-1/binh-luan").has("Bình luận số 3 nhé"));
    EXPECT_TRUE(read(base_ + "/bai/tin-1/binh-luan/2").has("Bình luận số 2 nhé"));
    EXPECT_EQ(read(base_ + "/bai/tin-1/binh-luan/3").status, 404);
}

TEST_P(RemarkTest, ratings_are_told_from_five_on_and_once_a_day_from_a_network) {
    for (const char* bad : {"", "0", "6", "x", "15"}) EXPECT_EQ(rate(bad, "203.0.113.1").status, 422) << bad;
    EXPECT_EQ(read(base_ + "/bai/tin-1/danh-gia").input("stars"), read(form_path()).input("stars"))
        << "whoever opens the address where the form was refused has it again";
    EXPECT_EQ(read(base_ + "/bai/tin-1/danh-gia").status, 200);
    for (int n = 1; n <= 4; ++n) EXPECT_EQ(rate("5", "203.0.113." + std::to_string(n)).status, 200);
    EXPECT_FALSE(read(base_ + "/bai/tin-1").has("trên 5")) << "four are too few";
    EXPECT_TRUE(says_fault_of(rate("1", "203.0.113.4"), "stars")) << "the same network again";
    EXPECT_EQ(rate("2", "2001:db8:1:2::1").status, 200);
    EXPECT_TRUE(says_fault_of(rate("2", "2001:db8:1:2::ffff"), "stars")) << "the same customer";
    EXPECT_TRUE(read(base_ + "/bai/tin-1").has("4,4 trên 5 (5 lượt)"));
    now_.advance_ms(86'400'000);
    EXPECT_EQ(rate("5", "203.0.113.4").status, 200) << "another day";
    now_.advance_ms(3 * std::int64_t{86'400'000});
    EXPECT_EQ(rate("5", "203.0.113.4").status, 200);
    EXPECT_EQ(db().reading([](db::Conn& conn) {
        return conn.integer({"test.days", "SELECT COUNT(*) FROM portal_rating_day"});
    }),
              1)
        << "networks of before are forgotten";
    EXPECT_THAT(dinh::test::columns_with(db(), "203.0.113"), IsEmpty());
}

DINH_BOTH_ENGINES(RemarkTest);

}  // namespace

}  // namespace dinh::portal
