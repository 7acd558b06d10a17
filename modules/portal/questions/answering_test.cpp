// Answers: drafted, sent back, approved, read, rated; and what holds for all deeds.
#include "modules/portal/tests/question_desk.hpp"
#include "platform/config/config.hpp"
#include "platform/outbox/server_for_tests.hpp"
#include "tests/support/plans.hpp"

namespace dinh::portal {

namespace {

using test::day;
using test::refusals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class AnsweringTest : public test::QuestionDesk {
protected:
    Id held() {
        const Id id = ask(input());
        assign(id, {office_.division, 0});
        deed(id, [&](db::Tx& tx, std::int64_t at) {
            hand_question_on(tx, office_.head, *directory_, id, at, office_.specialist.post);
        });
        return id;
    }
    std::vector<std::string> refused_draft(Id id, const AnswerDraft& draft) {
        return refusals([&] { answer(id, draft); });
    }
    // What a pupil of the site's readers finds.
    std::vector<std::string> read(const std::string& words = "") {
        return db().reading([&](db::Conn& conn) {
            std::vector<std::string> titles;
            const auto list =
                words.empty() ? shown_answers(conn, site_, "", 0, 10) : found_answers(conn, site_, words, 10);
            for (const auto& one : list) titles.push_back(one.public_subject);
            return titles;
        });
    }
    void send_back(const Actor& who, Id id, const char* reason) {
        deed(id, [&](db::Tx& tx, std::int64_t at) { send_answer_back(tx, who, id, at, reason); });
    }
    void reopen(const Actor& who, Id id, const char* reason) {
        deed(id, [&](db::Tx& tx, std::int64_t at) { reopen_question(tx, who, *directory_, id, at, reason); });
    }
};

TEST_P(AnsweringTest, drafted_by_the_holder_approved_by_the_leader_read_by_everybody) {
    const Id id = ask(input());
    assign(id, {office_.division, 0});
    EXPECT_THAT(read(), IsEmpty());
    answer(id, draft());
    EXPECT_EQ(found(id).state, "awaiting_approval");
    EXPECT_THAT(work_of(office_.director.post), ElementsAre("portal.approve_answer"));
    EXPECT_THAT(listed(office_.director, "approval"), ElementsAre(id));
    EXPECT_THAT(read("thời hạn"), IsEmpty());
    approve(id);
    const Question one = found(id);
    EXPECT_EQ(one.state, "answered");
    EXPECT_FALSE(one.late);
    EXPECT_THAT(one.approved_by, HasSubstr("Trần Giám Đốc"));
    EXPECT_THAT(read(), ElementsAre("Thời hạn cấp giấy"));
    EXPECT_THAT(read("mười ngày"), ElementsAre("Thời hạn cấp giấy")) << "by words of the answer";
    EXPECT_THAT(read("hồ sơ từ tháng 9"), IsEmpty()) << "not by what was left out";
    EXPECT_THAT(work_of(office_.director.post), IsEmpty());
    EXPECT_THAT(notices_of(office_.division), Contains(HasSubstr("đã được duyệt")));
}

TEST_P(AnsweringTest, a_private_answer_is_read_by_the_sender_alone) {
    QuestionInput one = input();
    one.may_publish = false;
    const Id id = ask(one);
    assign(id, {office_.division, 0});
    EXPECT_THAT(refused_draft(id, draft()), ElementsAre("publish"));
    answer(id, {"Trả lời riêng.", "", "", false, false});
    approve(id);
    EXPECT_FALSE(found(id).shown);
    EXPECT_THAT(read(), IsEmpty());
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return question_of_code(conn, test::kCode)->answer; }),
              "Trả lời riêng.");
}

TEST_P(AnsweringTest, drafting_refuses_what_is_missing_secret_or_tells_the_sender) {
    const Id id = held();
    EXPECT_THAT(refused_draft(id, {"", "", "", true, false}), ElementsAre("answer", "public_subject", "public_body"));
    AnswerDraft one = draft();
    one.answer = "Kính gửi ông Lê Quyzamba";
    EXPECT_THAT(refused_draft(id, one), ElementsAre("answer"));
    one = draft();
    one.public_body = "Số của tôi là 0912.777.333";
    one.checked = true;
    EXPECT_THAT(refused_draft(id, one), ElementsAre("public_body")) << "the sender's own number, looked at or not";
    one = draft();
    one.answer = "TỐI MẬT\nKế hoạch";
    EXPECT_THAT(refused_draft(id, one), ElementsAre("answer"));
    one = draft();
    one.answer = std::string(20'001, 'x');
    EXPECT_THAT(refused_draft(id, one), ElementsAre("answer"));
}

TEST_P(AnsweringTest, personal_data_of_others_is_looked_at_before_it_is_public) {
    const Id id = held();
    AnswerDraft one = draft();
    one.answer = "Hãy hỏi bà Hoa, số 0987 654 321.";
    EXPECT_THAT(refused_draft(id, one), ElementsAre("checked"));
    one.checked = true;
    EXPECT_THAT(refused_draft(id, one), IsEmpty());
}

TEST_P(AnsweringTest, only_who_holds_it_or_approves_drafts_and_only_leaders_approve) {
    const Id id = held();
    EXPECT_THROW(
        deed(id, [&](db::Tx& tx, std::int64_t at) { draft_answer(tx, office_.chief, *directory_, id, at, draft()); }),
        Forbidden);
    EXPECT_THROW(deed(id, [&](db::Tx& tx, std::int64_t at) { approve_answer(tx, office_.director, id, at); }), Refused)
        << "nothing to approve yet";
    deed(id, [&](db::Tx& tx, std::int64_t at) { draft_answer(tx, office_.specialist, *directory_, id, at, draft()); });
    for (const auto* who : {&office_.specialist, &office_.chief})
        EXPECT_THROW(deed(id, [&](db::Tx& tx, std::int64_t at) { approve_answer(tx, *who, id, at); }), Forbidden);
    EXPECT_THROW(deed(id, [&](db::Tx& tx, std::int64_t at) { approve_answer(tx, other_.director, id, at); }), NotFound);
    AnswerDraft better = draft();
    better.answer = "Đã sửa khi duyệt.";
    deed(id, [&](db::Tx& tx, std::int64_t at) { draft_answer(tx, office_.director, *directory_, id, at, better); });
    deed(id, [&](db::Tx& tx, std::int64_t at) { approve_answer(tx, office_.deputy, id, at); });
    EXPECT_EQ(found(id).answer, "Đã sửa khi duyệt.");
}

TEST_P(AnsweringTest, sent_back_it_waits_for_the_holder_again_with_the_reason) {
    const Id id = held();
    answer(id, draft());
    EXPECT_THAT(refusals([&] { send_back(office_.director, id, ""); }), ElementsAre("reason"));
    EXPECT_THROW(send_back(office_.specialist, id, "x"), Forbidden);
    send_back(office_.director, id, "Nói rõ hơn");
    EXPECT_EQ(found(id).state, "assigned");
    EXPECT_EQ(found(id).reason, "Nói rõ hơn");
    EXPECT_THAT(work_of(office_.specialist.post), ElementsAre("portal.draft_answer"));
    EXPECT_THAT(work_of(office_.director.post), IsEmpty());
}

TEST_P(AnsweringTest, an_answer_after_its_day_is_late) {
    const Id id = held();
    now_.set(clock::start_of(day(12, 8)));
    EXPECT_THAT(listed(office_.chief, "overdue"), ElementsAre(id));
    answer(id, draft());
    approve(id);
    EXPECT_TRUE(found(id).late);
    EXPECT_THAT(listed(office_.chief, "overdue"), IsEmpty());
}

TEST_P(AnsweringTest, worked_on_again_it_is_not_public_until_it_is_approved_again) {
    const Id id = answered(input());
    EXPECT_THROW(reopen(office_.head, id, "x"), Forbidden);
    EXPECT_THAT(refusals([&] { reopen(office_.director, id, ""); }), ElementsAre("reason"));
    reopen(office_.director, id, "Quy định đã thay đổi");
    EXPECT_EQ(found(id).state, "assigned");
    EXPECT_THAT(read(), IsEmpty());
    EXPECT_THAT(read("mười ngày"), IsEmpty());
    EXPECT_THAT(work_of(office_.division), ElementsAre("portal.draft_answer"));
    answer(id, draft());
    approve(id);
    EXPECT_THAT(read(), ElementsAre("Thời hạn cấp giấy"));
}

TEST_P(AnsweringTest, the_sender_rates_once_and_only_what_was_answered) {
    const Id id = ask(input());
    const auto rate = [&](const std::string& code, int rating, const char* words) {
        write([&](db::Tx& tx) { rate_answer(tx, code, rating, words); });
    };
    EXPECT_THAT(refusals([&] { rate(test::kCode, 3, ""); }), ElementsAre("rating"));
    EXPECT_THROW(rate("PPPPPPPPPPPPPPPP", 3, ""), NotFound);
    assign(id, {office_.division, 0});
    answer(id, draft());
    approve(id);
    EXPECT_THAT(refusals([&] { rate(test::kCode, 4, ""); }), ElementsAre("rating"));
    EXPECT_THAT(refusals([&] { rate(test::kCode, 3, "Quyzamba Lê: lê quyzamba"); }), ElementsAre("rating_words"));
    rate(test::kCode, 2, "Còn chậm");
    EXPECT_EQ(found(id).rating, 2);
    EXPECT_THAT(refusals([&] { rate(test::kCode, 3, ""); }), ElementsAre("rating"));
    EXPECT_EQ(found(id).rating_words, "Còn chậm");
}

TEST_P(AnsweringTest, of_two_at_once_one_meets_a_conflict) {
    const auto contend = [&](const char* name, Id id, const std::function<void(db::Tx&, std::int64_t)>& work) {
        dinh::test::one_wins(name, "Conflict",
                             [&, at = version(id)] { db().write([&](db::Tx& tx) { work(tx, at); }); });
    };
    const Id id = ask(input());
    contend("extend", id,
            [&](db::Tx& tx, std::int64_t at) { extend_question(tx, office_.chief, id, at, day(12, 10), "Đo lại"); });
    contend("assign", id, [&](db::Tx& tx, std::int64_t at) {
        assign_question(tx, office_.chief, *directory_, id, at, {office_.division, 0}, "land", "");
    });
    contend("hand on", id, [&](db::Tx& tx, std::int64_t at) {
        hand_question_on(tx, office_.head, *directory_, id, at, office_.specialist.post);
    });
    contend("draft", id,
            [&](db::Tx& tx, std::int64_t at) { draft_answer(tx, office_.specialist, *directory_, id, at, draft()); });
    contend("send back", id, [&](db::Tx& tx, std::int64_t at) { send_answer_back(tx, office_.director, id, at, "x"); });
    answer(id, draft());
    contend("approve", id, [&](db::Tx& tx, std::int64_t at) { approve_answer(tx, office_.director, id, at); });
    contend("reopen", id,
            [&](db::Tx& tx, std::int64_t at) { reopen_question(tx, office_.director, *directory_, id, at, "x"); });
    dinh::test::one_wins("pass on", "NotFound", [&, at = version(id)] {
        db().write([&](db::Tx& tx) { pass_question_on(tx, office_.chief, *directory_, id, at, other_site_, "x"); });
    });
    contend("turn away", id,
            [&](db::Tx& tx, std::int64_t at) { turn_question_away(tx, other_.chief, id, at, "complaint", "x"); });
    const Id second = ask(input(), "BBBBBBBBBBBBBBBB");
    contend("refuse", second,
            [&](db::Tx& tx, std::int64_t at) { refuse_question(tx, office_.chief, second, at, "insult", "x"); });
}

TEST_P(AnsweringTest, of_two_ratings_at_once_one_counts) {
    answered(input());
    dinh::test::one_wins("rate", "Refused", [&](int which) {
        db().write([&](db::Tx& tx) { rate_answer(tx, test::kCode, which + 1, ""); });
    });
}

TEST_P(AnsweringTest, a_stale_version_is_a_conflict_for_every_deed) {
    const Id id = held();
    const std::int64_t old = version(id) - 1;
    const std::vector<std::function<void(db::Tx&)>> deeds{
        [&](db::Tx& tx) {
            assign_question(tx, office_.chief, *directory_, id, old, {office_.division, 0}, "land", "");
        },
        [&](db::Tx& tx) { pass_question_on(tx, office_.chief, *directory_, id, old, other_site_, "x"); },
        [&](db::Tx& tx) { turn_question_away(tx, office_.chief, id, old, "complaint", "x"); },
        [&](db::Tx& tx) { refuse_question(tx, office_.chief, id, old, "insult", "x"); },
        [&](db::Tx& tx) { hand_question_on(tx, office_.head, *directory_, id, old, office_.specialist.post); },
        [&](db::Tx& tx) { draft_answer(tx, office_.head, *directory_, id, old, draft()); },
        [&](db::Tx& tx) { send_answer_back(tx, office_.director, id, old, "x"); },
        [&](db::Tx& tx) { approve_answer(tx, office_.director, id, old); },
        [&](db::Tx& tx) { extend_question(tx, office_.chief, id, old, day(12, 10), "x"); },
        [&](db::Tx& tx) { reopen_question(tx, office_.director, *directory_, id, old, "x"); }};
    for (const auto& one : deeds) EXPECT_THROW(write(one), Conflict);
    EXPECT_THROW(write([&](db::Tx& tx) { refuse_question(tx, other_.chief, id, old, "insult", "x"); }), NotFound)
        << "who does not see it is not told that it changed";
}

TEST_P(AnsweringTest, who_joins_the_board_sees_what_was_asked_before_and_who_leaves_does_not) {
    const Id id = ask(input());
    const auto site = db().reading([&](db::Conn& conn) { return *find_site(conn, site_); });
    const Id member = db().writing([&](db::Tx& tx) {
        return name_member(tx, office_.director, site_, site.version, office_.second_head.post, member::kEditor);
    });
    EXPECT_FALSE(sees(office_.second_head, id));
    write([&](db::Tx& tx) { keep_question_sight(tx, *directory_, site_); });
    EXPECT_TRUE(sees(office_.second_head, id));
    const auto after = db().reading([&](db::Conn& conn) { return *find_site(conn, site_); });
    write([&](db::Tx& tx) {
        end_member(tx, office_.director, site_, after.version, member);
        keep_question_sight(tx, *directory_, site_);
    });
    EXPECT_FALSE(sees(office_.second_head, id));
    EXPECT_TRUE(sees(office_.chief, id));
}

TEST_P(AnsweringTest, after_a_merger_open_questions_wait_at_the_successor) {
    const Id open = ask(input()), done = answered(input(), "BBBBBBBBBBBBBBBB");
    const auto move = [&] {
        return db().writing(
            [&](db::Tx& tx) { return questions_reorganised(tx, office_.agency, other_.agency, day(11, 20)); });
    };
    EXPECT_FALSE(move());
    EXPECT_TRUE(move());
    EXPECT_EQ(found(open).site, other_site_);
    EXPECT_TRUE(sees(other_.chief, open));
    EXPECT_FALSE(sees(office_.chief, open));
    EXPECT_THAT(work_of(other_.chief.post), ElementsAre("portal.sort_question"));
    EXPECT_THAT(work_of(office_.chief.post), IsEmpty());
    EXPECT_EQ(found(done).site, site_) << "what was answered stays where it was published";
}

TEST_P(AnsweringTest, what_waited_for_a_successor_without_a_site_moves_when_it_has_one) {
    const Id open = ask(input());
    const Id closed = db().writing([&](db::Tx& tx) {
        directory::NewAgency one;
        one.slug = one.abbreviation = "cu", one.name = one.short_name = "Sở Cũ", one.kind = "department";
        one.tenant = true, one.from = day(1, 1), one.until = day(11, 19);
        const Id id = directory::add_agency(tx, Actor::system(), one);
        directory::add_successor(tx, id, other_.agency, day(11, 19), "");
        tx.exec({"test.owner", "UPDATE portal_question SET owner_agency = $2 WHERE id = $1"}, open, id);
        tx.exec({"test.shut", "UPDATE portal_site SET state = 'archive' WHERE id = $1"}, other_site_);
        return id;
    });
    look_again();
    House house;
    house.db = &db();
    follow_site(house, other_.agency);
    EXPECT_EQ(found(open).owner_agency, closed) << "there is still no site";
    const auto follows = [&] {
        return db().reading([](db::Conn& conn) {
            return conn.integer(
                {"test.follows", "SELECT COUNT(*) FROM job WHERE kind = 'portal.questions_follow_site'"});
        });
    };
    const auto before = follows();
    const Id site =
        db().writing([&](db::Tx& tx) { return open_site(tx, Actor::system(), *directory_, other_.agency); });
    EXPECT_EQ(follows(), before + 1) << "opening it asks for it";
    follow_site(house, other_.agency);
    EXPECT_EQ(found(open).site, site);
    EXPECT_EQ(found(open).owner_agency, other_.agency);
    EXPECT_TRUE(sees(other_.chief, open));
    follow_site(house, other_.agency);
    EXPECT_EQ(found(open).site, site) << "once";
}

TEST_P(AnsweringTest, the_menu_counts_what_is_open_for_the_actor) {
    module::Manifest parts;
    add_question_parts(parts);
    House house;
    const auto counted = [&](const Actor& actor) {
        return db().reading([&](db::Conn& conn) {
            module::Counters counters;
            parts.counters(conn, house, actor, counters);
            return counters.at("portal_questions");
        });
    };
    EXPECT_EQ(counted(office_.chief), 0);
    ask(input());
    answered(input(), "BBBBBBBBBBBBBBBB");
    EXPECT_EQ(counted(office_.chief), 1);
    EXPECT_EQ(counted(other_.chief), 0);
}

TEST_P(AnsweringTest, figures_count_by_site_and_month_of_receipt) {
    answered(input());
    write([&](db::Tx& tx) { rate_answer(tx, test::kCode, 3, ""); });
    ask(input(), "BBBBBBBBBBBBBBBB");
    const auto months = db().reading([&](db::Conn& conn) {
        return question_months(conn, {site_, other_site_}, day(1, 1));
    });
    ASSERT_EQ(months.size(), 1u);
    EXPECT_EQ(months[0].month, "2026-11");
    EXPECT_EQ(months[0].received, 2);
    EXPECT_EQ(months[0].answered, 1);
    EXPECT_EQ(months[0].open, 1);
    EXPECT_EQ(months[0].content, 1);
}

TEST_P(AnsweringTest, the_sender_who_gave_an_address_gets_a_letter) {
    outbox::test::PostOffice office;
    config::Config config;
    config.mail_server = "127.0.0.1";
    config.mail_port = office.port();
    config.mail_security = "none";
    config.mail_seconds = 2;
    config.public_url = "https://dinh.example.gov.vn";
    House house;
    house.db = &db();
    const Id id = answered(input());
    QuestionInput silent = input();
    silent.sender.email = "";
    answered(silent, "BBBBBBBBBBBBBBBB");
    const auto waiting =
        texts({"test.jobs", "SELECT payload FROM job WHERE kind = 'portal.mail_sender' AND id > $1"}, 0);
    EXPECT_THAT(waiting, ElementsAre(std::to_string(id)));
    mail_sender(house, id);
    house.config = &config;
    mail_sender(house, id);
    EXPECT_THAT(office.letters(), IsEmpty()) << "the institution has set no address to send from";
    write([&](db::Tx& tx) {
        settings::set(tx, office_.director, "worklist.mail_sender", "cong@example.gov.vn", clock::today(), "Thử");
    });
    mail_sender(house, id);
    ASSERT_EQ(office.letters().size(), 1u);
    EXPECT_THAT(office.letters()[0], HasSubstr("To: <quyzamba@example.vn>"));
    office.answers["MAIL"] = "451 later";
    EXPECT_THROW(mail_sender(house, id), std::runtime_error) << "tried again by its job";
    office.answers = {{"RCPT", "550 nobody here"}};
    mail_sender(house, id);
    EXPECT_EQ(
        texts({"test.history", "SELECT words FROM record_history WHERE record = $1 AND deed = 'portal.mail_sender'"},
              id)
            .size(),
        1u);
}

TEST_P(AnsweringTest, no_statement_of_readers_and_lists_reads_a_whole_table) {
    answered(input());
    db().read([&](db::Conn& conn) {
        dinh::test::Plans plans(conn);
        shown_answers(plans, site_, "", 0, 20);
        shown_answers(plans, site_, "land", 0, 20);
        question_of_code(plans, test::kCode);
        list_questions(plans, office_.chief, {}, clock::today());
        question_months(plans, {site_}, day(1, 1));
        EXPECT_THAT(plans.full_scans(), IsEmpty());
    });
}

DINH_BOTH_ENGINES(AnsweringTest);

}  // namespace

}  // namespace dinh::portal
