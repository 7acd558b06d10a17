// The checklist of a site from red to green and back: states, days, work, scores, rights.
#include "modules/portal/duties/duty.hpp"

#include "modules/portal/duties/sources.hpp"
#include "modules/portal/tests/article_desk.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/rules/rules.hpp"
#include "tests/support/plans.hpp"

namespace dinh::portal {

namespace {

using dinh::test::day;
using dinh::test::refusals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class DutyTest : public dinh::test::ArticleDesk {
protected:
    void SetUp() override {
        ArticleDesk::SetUp();
        house_.db = &db();
    }
    std::map<std::string, Duty> checklist(Id site, std::optional<Day> on = {}) {
        return db().reading([&](db::Conn& conn) {
            std::map<std::string, Duty> list;
            for (auto& one : duties_of(conn, *directory_, *find_site(conn, site), on.value_or(clock::today())))
                list.emplace(one.item.id, one);
            return list;
        });
    }
    Duty duty_on(const std::string& item) { return checklist(site_).at(item); }
    std::string state(const std::string& item) { return duty_on(item).state; }
    bool check(Id site) {
        return db().writing([&](db::Tx& tx) { return check_site(tx, *directory_, site, clock::today()); });
    }
    bool check() { return check(site_); }
    // Ten in the morning of the day.
    void it_is(Day today) { now_.set(Instant{clock::start_of(today).ms + 10 * 3'600'000}); }
    Id publish_in(const std::string& slug, const std::string& title) {
        auto typed = input(title);
        typed.category = category(site_, slug).id;
        const Id id = draft(typed);
        on(submit_article, office_.specialist, id);
        pass(office_.chief, id);
        pass(office_.director, id);
        return id;
    }
    // "Sở …: còn thiếu 12, quá hạn 3"; "" no line.
    std::string line_of(Id post) {
        const auto lines = texts(
            {"test.duties", "SELECT title FROM work_item WHERE holder = $1 AND kind = 'portal.duty' AND is_open = 1"},
            post);
        EXPECT_LE(lines.size(), 1u) << "one for the site";
        return lines.empty() ? std::string() : lines.front();
    }
    std::string due_of(Id post) {
        return texts({"test.due", "SELECT due_day FROM work_item WHERE holder = $1 AND kind = 'portal.duty'"}, post)
            .front();
    }
    std::string expected_line(int late = 0) {
        const auto one = db().reading([&](db::Conn& conn) {
            return score_of(duties_of(conn, *directory_, *find_site(conn, site_), clock::today()));
        });
        const std::string lacking = std::to_string(one.missing + one.stale);
        return "Sở Khoa học và Công nghệ: còn thiếu " + lacking +
               (late > 0 ? ", quá hạn " + std::to_string(late) : std::string());
    }
    std::vector<ScoreOfDay> scores() {
        return db().reading([&](db::Conn& conn) { return score_history(conn, site_, day(1, 1)); });
    }
    std::set<Id> visible(const Actor& actor) {
        return db().reading([&](db::Conn& conn) {
            std::set<Id> ids;
            for (const auto& one : sites_with_duties(conn, actor)) ids.insert(one.id);
            return ids;
        });
    }
    void change_rules(const std::function<void(std::string&)>& change) {
        auto files = rules::embedded();
        change(files.at("rules/portal_content.toml"));
        rules::load(files);
    }
    void TearDown() override {
        rules::load(rules::embedded());
        ArticleDesk::TearDown();
    }
    House house_;
};
DINH_BOTH_ENGINES(DutyTest);

void put_after(std::string& toml, const std::string& place, const std::string& line) {
    const auto at = toml.find(place);
    ASSERT_NE(at, std::string::npos);
    toml.insert(at + place.size(), line);
}

}  // namespace

TEST_P(DutyTest, a_new_site_lacks_whatever_somebody_must_write) {
    const auto list = checklist(site_);
    for (const auto& [id, one] : list) {
        const auto& item = one.item;
        if (item.source == "typed" && id != "information_list") {
            EXPECT_EQ(one.state, duty::kMissing) << id;
            EXPECT_EQ(one.since, day(11, 20)) << id;
            EXPECT_THAT(one.holders, ElementsAre(office_.chief.post)) << id;
        }
    }
    EXPECT_EQ(list.at("legal_documents").state, duty::kMissing);
    EXPECT_EQ(list.at("budget").state, duty::kMissing);
    EXPECT_EQ(list.at("structure").state, duty::kMet);
    EXPECT_EQ(list.at("editorial_board").state, duty::kMet);
    EXPECT_EQ(list.at("information_list").state, duty::kMet) << "the engine has it";
    EXPECT_EQ(list.at("leaders_week").state, duty::kUnknown);
    for (const char* only_when_there_is_something : {"recruitment", "questions", "replies_to_petitions", "drafts"})
        EXPECT_EQ(list.at(only_when_there_is_something).state, duty::kMet) << only_when_there_is_something;
    EXPECT_FALSE(list.contains("gazette")) << "asked of the province alone";
    EXPECT_EQ(*list.at("news").due, day(11, 23)) << "one working day after Friday";
    EXPECT_EQ(*list.at("plans").due, day(12, 14)) << "fifteen, 24 November is a holiday";
}

TEST_P(DutyTest, what_the_directory_and_the_site_lack_is_named) {
    const auto leaders = duty_on("leaders");
    EXPECT_EQ(leaders.state, duty::kMissing);
    ASSERT_THAT(leaders.lacking, SizeIs(4)) << "telephone and mail of two";
    EXPECT_EQ(leaders.lacking.front().vietnamese(), "Giám đốc Trần Giám Đốc: thiếu số điện thoại");
    EXPECT_EQ(leaders.counted, 2);
    write([&](db::Tx& tx) {
        tx.exec({"test.reach", "UPDATE person SET phone = '0208 3855 000', email = 'a@thainguyen.gov.vn'"});
    });
    directory_ = db().reading([](db::Conn& conn) { return directory::load(conn, clock::today()); });
    EXPECT_EQ(state("leaders"), duty::kMet);
    EXPECT_EQ(state("officials"), duty::kMet);
    EXPECT_THAT(duty_on("contacts").lacking, SizeIs(3));
    write([&](db::Tx& tx) {
        tx.exec({"test.site", "UPDATE portal_site SET address = 'Số 1', phone = '0208', email = 'a@b.vn'"});
    });
    EXPECT_EQ(state("contacts"), duty::kMet);
}

TEST_P(DutyTest, leaders_are_found_in_a_unit_of_their_own) {
    write([&](db::Tx& tx) {
        const Id unit = directory::add_unit(
            tx, Actor::system(), {office_.agency, 0, "lanh-dao", "Ban Giám đốc", "LĐ", "leadership", 9, day(1, 1)});
        tx.exec({"test.sit", "UPDATE post SET unit = $1 WHERE agency = $2 AND unit IS NULL"}, unit, office_.agency);
    });
    directory_ = db().reading([](db::Conn& conn) { return directory::load(conn, clock::today()); });
    EXPECT_EQ(duty_on("leaders").counted, 2);
}

TEST_P(DutyTest, goes_from_red_to_green_and_stale_by_working_days) {
    check();
    EXPECT_EQ(state("news"), duty::kMissing);
    publish_in("tin-tuc-su-kien", "Khai giảng");  // Friday
    EXPECT_EQ(state("news"), duty::kMet);
    EXPECT_EQ(duty_on("news").since, day(11, 20));
    EXPECT_EQ(duty_on("news").counted, 1);
    EXPECT_EQ(*duty_on("news").newest, day(11, 20));
    check();
    it_is(day(11, 22));
    EXPECT_EQ(state("news"), duty::kMet) << "Sunday";
    it_is(day(11, 23));
    EXPECT_EQ(state("news"), duty::kMet) << "all of Monday is left";
    it_is(day(11, 24));
    EXPECT_EQ(state("news"), duty::kMet) << "a holiday";
    it_is(day(11, 26));
    EXPECT_EQ(state("news"), duty::kStale);
    EXPECT_EQ(duty_on("news").since, day(11, 25)) << "whenever it is looked at";
    EXPECT_EQ(*duty_on("news").due, day(11, 26));
    check();
    publish_in("tin-tuc-su-kien", "Bế giảng");
    it_is(day(11, 27));
    EXPECT_EQ(state("news"), duty::kMet);
    EXPECT_EQ(duty_on("news").since, day(11, 26)) << "the day it came, not of the check";
}

TEST_P(DutyTest, what_is_withdrawn_is_missing_from_that_day) {
    const Id id = publish_in("tin-tuc-su-kien", "Khai giảng");
    check();
    it_is(day(11, 25));
    on(withdraw_article, office_.director, id, std::string_view("Sai số liệu trong bài"));
    check();
    EXPECT_EQ(duty_on("news").since, day(11, 25));
    it_is(day(11, 27));
    EXPECT_EQ(duty_on("news").since, day(11, 25));
    EXPECT_EQ(state("news"), duty::kMissing);
}

TEST_P(DutyTest, a_closed_category_serves_nothing_and_another_one_may) {
    publish_in("quy-hoach-ke-hoach", "Kế hoạch");
    EXPECT_EQ(state("plans"), duty::kMet);
    write([&](db::Tx& tx) {
        tx.exec({"test.close", "UPDATE portal_category SET state = 'closed' WHERE site = $1 AND item = 'plans'"},
                site_);
    });
    EXPECT_EQ(state("plans"), duty::kMissing);
    act(add_category, office_.director, site_, CategoryInput{.name = "Đề án", .item = "plans"});
    publish_in("de-an", "Đề án mới");
    EXPECT_EQ(state("plans"), duty::kMet);
}

TEST_P(DutyTest, an_overdue_question_is_stale_since_the_day_after) {
    write([&](db::Tx& tx) {
        tx.exec({"test.question",
                 "INSERT INTO portal_question (id, owner_agency, origin_agency, rules_day, created_at, "
                 "created_by_person, created_by_post, site, kind, channel, field, subject, body, may_publish, state, "
                 "received_day, due_day) VALUES (1, $1, $1, '2026-11-01', $3, 0, 0, $2, 'question', 'network', "
                 "'land', 'x', 'y', 0, 'assigned', '2026-11-05', '2026-11-18')"},
                office_.agency, site_, clock::now());
    });
    EXPECT_EQ(state("questions"), duty::kStale);
    EXPECT_EQ(duty_on("questions").since, day(11, 19));
    EXPECT_EQ(state("replies_to_petitions"), duty::kMet) << "another kind";
    write([&](db::Tx& tx) {
        tx.exec({"test.answered", "UPDATE portal_question SET state = 'answered', shown = 1, ended_at = $1"},
                clock::now());
    });
    EXPECT_EQ(state("questions"), duty::kMet);
    EXPECT_EQ(duty_on("questions").counted, 1);
}

TEST_P(DutyTest, postings_count_by_kind_and_for_good_only_what_stays) {
    const auto post = [&](Id id, const char* kind, const char* state) {
        write([&](db::Tx& tx) {
            tx.exec({"test.posting",
                     "INSERT INTO posting (id, owner_agency, origin_agency, rules_day, created_at, created_by_person, "
                     "created_by_post, site, kind, subject, body, from_day, state) VALUES ($1, 1, 1, '2026-11-01', "
                     "$5, 0, 0, $2, $3, 'x', 'y', '2026-11-10', $4)"},
                    id, site_, kind, state, clock::now());
        });
    };
    post(1, "ngan_sach", "ended"), post(2, "tiep_cong_dan", "ended"), post(3, "nguoi_phat_ngon", "shown");
    EXPECT_EQ(state("budget"), duty::kMet) << "may be read after its end";
    EXPECT_EQ(*duty_on("budget").newest, day(11, 10));
    EXPECT_EQ(state("reception_calendar"), duty::kMissing);
    EXPECT_EQ(state("spokesperson"), duty::kMet) << "an article or a posting";
    post(4, "tiep_cong_dan", "shown");
    EXPECT_EQ(state("reception_calendar"), duty::kMet);
}

TEST_P(DutyTest, is_judged_by_the_rules_of_the_day) {
    change_rules([&](std::string& toml) {
        put_after(toml, "id = \"news\"\n", "to = 2026-12-31\n");
        toml +=
            "\n[[item]]\nid = \"news\"\nname = \"Tin mới\"\ngroup = \"Tin\"\nsource = \"typed\"\ndeadline_days = 3\n"
            "least = 2\nfresh_days = 5\nbasis = \"Nghị định mới\"\nfrom = 2027-01-01\n"
            "\n[[item]]\nid = \"climate\"\nname = \"Khí hậu\"\ngroup = \"Tin\"\nsource = \"typed\"\ndeadline_days = 4\n"
            "basis = \"Nghị định mới\"\nfrom = 2027-01-01\n";
    });
    publish_in("tin-tuc-su-kien", "Khai giảng");
    check();
    EXPECT_EQ(state("news"), duty::kMet);
    EXPECT_FALSE(checklist(site_).contains("climate"));
    it_is(day(1, 4, 2027));
    const auto list = checklist(site_);
    EXPECT_EQ(list.at("news").state, duty::kMissing) << "two are asked for";
    EXPECT_EQ(list.at("news").item.basis, "Nghị định mới");
    EXPECT_EQ(list.at("climate").since, day(1, 1, 2027)) << "since the rule holds, not the site";
    EXPECT_EQ(*list.at("climate").due, day(1, 7, 2027));
    publish_in("tin-tuc-su-kien", "Thứ hai");
    it_is(day(1, 11, 2027));
    EXPECT_EQ(state("news"), duty::kMet) << "five working days";
    it_is(day(1, 12, 2027));
    EXPECT_EQ(duty_on("news").since, day(1, 12, 2027));
    EXPECT_EQ(state("news"), duty::kStale);
}

TEST_P(DutyTest, what_the_rules_no_longer_ask_leaves_the_checklist_and_the_work_list) {
    check();
    const std::string before = line_of(office_.chief.post);
    EXPECT_EQ(before, expected_line());
    change_rules([](std::string& toml) { put_after(toml, "id = \"news\"\n", "to = 2026-11-20\n"); });
    it_is(day(11, 21));
    EXPECT_TRUE(check());
    EXPECT_FALSE(checklist(site_).contains("news"));
    EXPECT_EQ(line_of(office_.chief.post), expected_line());
    EXPECT_NE(line_of(office_.chief.post), before);
}

TEST_P(DutyTest, work_is_one_line_with_the_first_deadline_kept_up_to_date) {
    EXPECT_TRUE(check());
    EXPECT_EQ(line_of(office_.chief.post), expected_line());
    EXPECT_EQ(due_of(office_.chief.post), "2026-11-23");
    EXPECT_EQ(line_of(office_.director.post), "");
    EXPECT_EQ(line_of(other_.chief.post), "") << "its site was not looked at";
    publish_in("tin-tuc-su-kien", "Khai giảng");
    EXPECT_TRUE(check());
    EXPECT_EQ(line_of(office_.chief.post), expected_line());
    EXPECT_FALSE(check()) << "nothing was to be changed";
}

TEST_P(DutyTest, the_line_says_what_is_late_and_ends_when_all_is_there) {
    check();
    it_is(day(11, 25));
    EXPECT_TRUE(check()) << "days alone change it";
    int late = 0;
    for (const auto& [id, one] : checklist(site_)) late += one.open() && *one.due < day(11, 25) ? 1 : 0;
    ASSERT_GT(late, 0);
    EXPECT_EQ(line_of(office_.chief.post), expected_line(late));
    for (const auto& [id, one] : checklist(site_)) {
        const std::string_view item = one.item.id;
        if (one.open())
            act(mark_not_applicable, office_.director, site_, item, std::string_view("Không có nội dung này"),
                std::optional<Day>{});
    }
    EXPECT_TRUE(check());
    EXPECT_EQ(line_of(office_.chief.post), "");
    EXPECT_FALSE(check());
}

TEST_P(DutyTest, lines_of_before_give_way_to_the_one) {
    write([&](db::Tx& tx) {
        for (const Id part : {1, 2, 3})
            worklist::put(tx, {.kind = "portal.duty",
                               .subject_kind = std::string(kDuty),
                               .subject = site_,
                               .part = part,
                               .holder = office_.chief.post,
                               .agency = office_.agency,
                               .title = "Thiếu " + std::to_string(part),
                               .note = "",
                               .link = "/portal/duties/1",
                               .from_name = ""});
    });
    check();
    EXPECT_EQ(line_of(office_.chief.post), expected_line());
}

TEST_P(DutyTest, what_changes_for_readers_has_the_site_checked_soon) {
    const auto waiting = [&] {
        return db().reading([&](db::Conn& conn) {
            return conn.integer({"test.soon", "SELECT COUNT(*) FROM job WHERE kind = 'portal.check_site_duties'"});
        });
    };
    write([&](db::Tx& tx) { tx.exec({"test.none", "DELETE FROM job"}); });
    EXPECT_EQ(waiting(), 0);
    write([&](db::Tx& tx) { announce_change(tx, site_); });
    write([&](db::Tx& tx) { announce_record(tx, site_, 1); });
    EXPECT_EQ(waiting(), 1) << "once, however much changes";
}

TEST_P(DutyTest, work_goes_to_who_edits_now) {
    check();
    act(name_member, office_.director, site_, office_.specialist.post, member::kEditor);
    check();
    EXPECT_EQ(line_of(office_.specialist.post), expected_line());
    EXPECT_EQ(line_of(office_.chief.post), expected_line());
    write([&](db::Tx& tx) {
        tx.exec({"test.gone", "DELETE FROM portal_member WHERE site = $1 AND role = 'editor'"}, site_);
    });
    check();
    EXPECT_EQ(line_of(office_.specialist.post), "");
    EXPECT_EQ(line_of(office_.chief.post), expected_line()) << "leads the office";
}

TEST_P(DutyTest, the_job_changes_nothing_the_second_time_and_needs_few_statements) {
    EXPECT_EQ(check_all_sites(house_, clock::today()), 3);
    EXPECT_EQ(check_all_sites(house_, clock::today()), 0);
    EXPECT_FALSE(check());
    const auto sites = db().reading([](db::Conn& conn) { return all_sites(conn); });
    db::QueryCount counting;
    EXPECT_EQ(check_all_sites(house_, clock::today()), 0);
    EXPECT_LE(counting.count(), static_cast<int>(sites.size()) * 12 + 5);
    RecordProperty("statements_a_site", counting.count() / static_cast<int>(sites.size()));
}

TEST_P(DutyTest, statements_walk_indexes) {
    check();
    db().read([&](db::Conn& conn) {
        test::Plans plans(conn);
        const auto site = *find_site(plans, site_);
        duties_of(plans, *directory_, site, clock::today());
        kept_scores(plans, {site_});
        score_history(plans, site_, day(1, 1));
        for (const auto& figure : duty_figures()) figure.value(plans, office_.agency, day(1, 1), day(12, 31));
        EXPECT_THAT(plans.full_scans(), IsEmpty()) << plans.text();
    });
}

TEST_P(DutyTest, keeps_a_score_for_each_day) {
    check();
    ASSERT_THAT(scores(), SizeIs(1));
    const int before = scores().front().score.percent();
    publish_in("tin-tuc-su-kien", "Khai giảng");
    check();
    ASSERT_THAT(scores(), SizeIs(1)) << "that of the day is the last one";
    EXPECT_GT(scores().front().score.percent(), before);
    it_is(day(11, 21));
    EXPECT_TRUE(check()) << "a new day";
    EXPECT_THAT(scores(), SizeIs(2));
    const auto score = scores().back().score;
    EXPECT_EQ(score.due(), score.met + score.missing + score.stale);
    db().read([&](db::Conn& conn) {
        for (const auto& figure : duty_figures()) {
            const auto value = figure.value(conn, office_.agency, day(11, 1), day(11, 30));
            EXPECT_EQ(value, figure.name == "portal.duty_score" ? score.percent() : score.missing + score.stale);
            EXPECT_EQ(figure.value(conn, commune_, day(11, 1), day(11, 30)), 0) << "no site";
        }
        EXPECT_EQ(kept_scores(conn, {site_}).at(site_).met, score.met);
    });
    EXPECT_EQ(Score{}.percent(), 100) << "nothing is asked for";
}

TEST_P(DutyTest, what_does_not_apply_does_not_count_until_it_applies_again) {
    check();
    const auto before = score_of(db().reading(
        [&](db::Conn& conn) { return duties_of(conn, *directory_, *find_site(conn, site_), clock::today()); }));
    const Id mark = act(mark_not_applicable, office_.director, site_, std::string_view("research"),
                        std::string_view("Cơ quan không có đề tài khoa học"), std::optional<Day>{});
    check();
    const auto one = duty_on("research");
    EXPECT_EQ(one.state, duty::kNotApplicable);
    EXPECT_EQ(one.since, day(11, 20));
    EXPECT_EQ(one.mark->label, "Trần Giám Đốc – Giám đốc");
    EXPECT_EQ(scores().back().score.missing, before.missing - 1);
    EXPECT_EQ(line_of(office_.chief.post), expected_line());
    EXPECT_EQ(
        history(site_).front(),
        "Ghi “Chương trình, đề tài khoa học: danh mục và kết quả” là không áp dụng: Cơ quan không có đề tài khoa học");
    it_is(day(11, 24));
    act(end_mark, office_.chief, site_, mark);
    check();
    EXPECT_EQ(state("research"), duty::kMissing);
    EXPECT_EQ(duty_on("research").since, day(11, 24));
    EXPECT_THROW(act(end_mark, office_.chief, site_, mark), NotFound);
}

TEST_P(DutyTest, a_mark_ends_by_itself_after_its_last_day) {
    act(mark_not_applicable, office_.director, site_, std::string_view("research"),
        std::string_view("Đang sắp xếp lại tổ chức"), std::optional<Day>(day(11, 23)));
    it_is(day(11, 23));
    EXPECT_EQ(state("research"), duty::kNotApplicable);
    it_is(day(11, 24));
    EXPECT_EQ(state("research"), duty::kMissing);
}

TEST_P(DutyTest, marks_are_refused_with_all_reasons) {
    const auto mark = [&](const Actor& actor, std::string_view item, std::string_view reason,
                          std::optional<Day> until = {}) {
        act(mark_not_applicable, actor, site_, item, reason, until);
    };
    EXPECT_THAT(refusals([&] { mark(office_.director, "gazette", "ngắn", day(11, 19)); }),
                testing::UnorderedElementsAre("", "reason", "until"));
    EXPECT_THAT(refusals([&] { mark(office_.director, "news", std::string(501, 'a')); }), ElementsAre("reason"));
    EXPECT_THROW(mark(office_.specialist, "news", "Cơ quan không có tin tức"), Forbidden);
    EXPECT_THROW(mark(other_.director, "news", "Cơ quan không có tin tức"), NotFound);
    mark(office_.director, "research", "Cơ quan không có đề tài");
    EXPECT_THAT(refusals([&] { mark(office_.director, "research", "Cơ quan không có đề tài"); }), ElementsAre(""));
    EXPECT_THROW(act(end_mark, office_.specialist, site_, Id{1}), Forbidden);
    EXPECT_THROW(act(end_mark, office_.director, site_, Id{1}), NotFound);
    const auto stale = version(site_) - 1;
    EXPECT_THROW(act_at(mark_not_applicable, office_.director, site_, stale, std::string_view("news"),
                        std::string_view("Cơ quan không có tin tức"), std::optional<Day>{}),
                 Conflict);
}

TEST_P(DutyTest, two_at_once_mark_and_end_once) {
    one_conflict("mark", mark_not_applicable, office_.director, site_, std::string_view("research"),
                 std::string_view("Cơ quan không có đề tài"), std::optional<Day>{});
    one_conflict("end", end_mark, office_.director, site_, duty_on("research").mark->id);
    test::both_win("check", [&](int) { check(); });
    EXPECT_EQ(line_of(office_.chief.post), expected_line());
}

TEST_P(DutyTest, each_sees_the_sites_he_works_on_and_the_provinces_editors_all) {
    EXPECT_EQ(visible(office_.specialist), std::set<Id>{site_});
    EXPECT_EQ(visible(other_.director), std::set<Id>{other_site_});
    EXPECT_EQ(visible(administrator_), (std::set<Id>{site_, other_site_, portal_}));
    EXPECT_EQ(visible(chief_), (std::set<Id>{site_, other_site_, portal_})) << "edits the province's portal";
    EXPECT_EQ(visible(commune_head_), std::set<Id>{});
    EXPECT_EQ(visible(Actor{}), std::set<Id>{});
    db().read([&](db::Conn& conn) {
        EXPECT_EQ(site_with_duties(conn, administrator_, other_site_).id, other_site_);
        EXPECT_THROW(site_with_duties(conn, office_.director, other_site_), NotFound);
        EXPECT_THROW(site_with_duties(conn, administrator_, 1), NotFound);
    });
}

TEST_P(DutyTest, an_archive_owes_nothing_more) {
    check();
    write([&](db::Tx& tx) {
        tx.exec({"test.archive", "UPDATE portal_site SET state = 'archive' WHERE id = $1"}, site_);
    });
    EXPECT_TRUE(check());
    EXPECT_EQ(line_of(office_.chief.post), "");
    EXPECT_FALSE(check());
}

TEST_P(DutyTest, the_call_that_reads_the_directory_itself_finds_the_same) {
    write([&](db::Tx& tx) { check_site(tx, site_, clock::today()); });
    EXPECT_FALSE(check());
}

TEST_P(DutyTest, another_noun_may_tell_of_an_item) {
    use_source("leaders_week",
               {[](const SourceCall& call) { return Found{.tally = {.count = 1, .newest = call.day}}; }, {}, {}});
    EXPECT_EQ(state("leaders_week"), duty::kMet);
    use_source("leaders_week", {[](const SourceCall&) { return Found{.known = false}; }, {}, {}});
    EXPECT_EQ(state("leaders_week"), duty::kUnknown);
    use_source("leaders_week", {});
}

}  // namespace dinh::portal
