// Postings from proposal to proof, on both engines.
#include "modules/portal/postings/posting.hpp"

#include "modules/portal/tests/site_desk.hpp"
#include "platform/files/files.hpp"

namespace dinh::portal {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class PostingTest : public test::SiteDesk {
protected:
    void SetUp() override {
        SiteDesk::SetUp();
        site_ = open(office_.agency);
        theirs_ = open(other_.agency);
        now_.set(*clock::parse_instant("2026-11-20T03:00:00Z"));
    }
    PostingInput input() const {
        PostingInput one;
        one.site = site_;
        one.kind = "dau_gia";
        one.subject = "Đấu giá xe ô tô thanh lý";
        one.body = "<p>Xe ô tô 7 chỗ, giá khởi điểm 150.000.000 đồng.</p>";
        one.places = "Trụ sở Sở";
        one.from = clock::today();
        one.until = clock::today() + 20;
        return one;
    }
    Id propose(const PostingInput& one, const std::vector<PostingFile>& files = {}) {
        return db().writing([&](db::Tx& tx) { return propose_posting(tx, office_.specialist, one, files); });
    }
    Posting found(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_posting(conn, id); });
    }
    std::vector<StoredFinding> findings(Id id) {
        return db().reading([&](db::Conn& conn) { return findings_of(conn, id); });
    }
    void approve(Id id, const Answers& answers = {}) {
        write([&, at = found(id).version](db::Tx& tx) { approve_posting(tx, office_.director, id, at, answers); });
    }
    Id shown() {
        const Id id = propose(input());
        approve(id);
        return id;
    }
    int turn() {
        return db().writing([&](db::Tx& tx) { return turn_postings(tx, clock::now()); });
    }
    void days(int n) { now_.advance_ms(86'400'000LL * n); }
    template <class F>
    std::vector<std::string> refusals(F&& work) {
        std::vector<std::string> fields;
        try {
            write(work);
        } catch (const Refused& refused) {
            for (const auto& reason : refused.reasons()) fields.push_back(reason.field);
        }
        return fields;
    }
    std::vector<std::string> refused_proposal(const PostingInput& one) {
        return refusals([&](db::Tx& tx) { propose_posting(tx, office_.specialist, one, {}); });
    }
    std::vector<Id> public_list(const std::string& kind = "") {
        std::vector<Id> ids;
        PostingFilter filter;
        filter.site = site_;
        filter.kind = kind;
        db().read([&](db::Conn& conn) {
            for (const auto& one : shown_postings(conn, filter).lines) ids.push_back(one.id);
        });
        return ids;
    }
    Id site_ = 0, theirs_ = 0;
};
DINH_BOTH_ENGINES(PostingTest);

}  // namespace

TEST_P(PostingTest, hangs_from_its_day_to_its_last_day_and_is_proven) {
    const Id id = propose(input());
    EXPECT_EQ(work_of(office_.director.post), std::vector<std::string>{"portal.approve_posting"});
    EXPECT_THAT(public_list(), IsEmpty());
    approve(id);
    EXPECT_EQ(found(id).state, "shown");
    EXPECT_THAT(public_list(), ElementsAre(id));
    EXPECT_THAT(work_of(office_.director.post), IsEmpty());
    for (int i = 0; i < 20; ++i) {
        days(1);
        EXPECT_EQ(turn(), 0);
    }
    EXPECT_EQ(found(id).state, "shown") << "the last day counts";
    days(1);
    EXPECT_EQ(turn(), 1);
    EXPECT_EQ(turn(), 0);
    EXPECT_EQ(found(id).state, "ended");
    EXPECT_THAT(public_list(), IsEmpty());
    db().read([&](db::Conn& conn) {
        EXPECT_EQ(days_shown(conn, id), 21);
        const auto editions = posting_editions(conn, id);
        ASSERT_EQ(editions.size(), 1U);
        EXPECT_EQ(editions[0].digest, digest_of(found(id), {}));
        EXPECT_EQ(editions[0].digest.size(), 64U);
        EXPECT_FALSE(shown_posting(conn, site_, id)->readable) << "an auction is read no longer";
        EXPECT_FALSE(shown_posting(conn, theirs_, id));
    });
}

TEST_P(PostingTest, what_fell_due_while_the_house_was_down_is_done_at_once_and_only_days_up_count) {
    auto later = input();
    later.from = clock::today() + 3;
    const Id id = propose(later);
    approve(id);
    EXPECT_EQ(found(id).state, "approved");
    EXPECT_EQ(turn(), 0);
    days(5);
    EXPECT_EQ(turn(), 1);
    EXPECT_EQ(found(id).state, "shown");
    days(30);
    EXPECT_EQ(turn(), 1);
    EXPECT_EQ(found(id).state, "ended");
    db().read([&](db::Conn& conn) { EXPECT_EQ(days_shown(conn, id), 1); });
}

TEST_P(PostingTest, is_refused_with_all_reasons) {
    auto one = input();
    one.kind = "x";
    one.subject = " ";
    one.body = "";
    EXPECT_THAT(refused_proposal(one), ElementsAre("subject", "body", "kind"));
    one = input();
    one.from.reset();
    EXPECT_THAT(refused_proposal(one), ElementsAre("from"));
    one = input();
    one.from = clock::today() - 1;
    EXPECT_THAT(refused_proposal(one), ElementsAre("from"));
    one = input();
    one.until.reset();
    EXPECT_THAT(refused_proposal(one), ElementsAre("until")) << "an auction has a last day";
    one.until = *one.from - 1;
    EXPECT_THAT(refused_proposal(one), ElementsAre("until"));
    one.until = *one.from + 13;
    EXPECT_THAT(refused_proposal(one), ElementsAre("until")) << "14 days";
    one.until = *one.from + 14;
    EXPECT_THAT(refused_proposal(one), IsEmpty()) << "15 days";
    one.subject = std::string(501, 'a');
    one.places = std::string(1001, 'a');
    EXPECT_THAT(refused_proposal(one), ElementsAre("subject", "places"));
    one = input();
    one.site = 99;
    EXPECT_THAT(refused_proposal(one), ElementsAre("site"));
}

TEST_P(PostingTest, least_days_are_counted_by_the_rule_of_the_kind) {
    const auto friday = clock::today();
    const auto* poor = posting_kind("ho_ngheo", friday);
    ASSERT_TRUE(poor);
    EXPECT_EQ(least_until(*poor, friday), friday + 5) << "Friday, Monday, Wednesday: Tuesday is a holiday";
    EXPECT_EQ(least_until(*posting_kind("boi_thuong", friday), friday), friday + 29);
    EXPECT_EQ(least_until(*posting_kind("khac", friday), friday), friday);
    EXPECT_FALSE(posting_kind("boi_thuong", *clock::make_day(2020, 1, 1)));
}

TEST_P(PostingTest, personal_data_is_public_only_with_a_reason_for_each) {
    auto one = input();
    one.kind = "khieu_nai";
    one.body = "<p>Ông A, CCCD 019085012345</p><p>Bị xử phạt</p>";
    const Id id = propose(one, {{"ds.pdf", {std::string(64, 'a'), 10, "application/pdf"}, {{0, "unread_file", ""}}}});
    const auto all = findings(id);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].what.line, 2) << "the subject is the first line";
    EXPECT_EQ(all[0].what.found, "019…45");
    EXPECT_EQ(all[2].position, 1);
    Answers answers{{all[0].id, "Luật Khiếu nại cho phép"}, {all[1].id, "ngắn"}};
    const auto at = found(id).version;
    EXPECT_EQ(refusals([&](db::Tx& tx) { approve_posting(tx, office_.director, id, at, answers); }).size(), 2U);
    EXPECT_EQ(found(id).state, "proposed");
    EXPECT_TRUE(findings(id)[0].reason.empty()) << "a refused approval answers nothing";
    answers[all[1].id] = "Quyết định phải công khai theo luật";
    answers[all[2].id] = "Đã xem tệp, không có dữ liệu riêng";
    approve(id, answers);
    EXPECT_EQ(found(id).state, "shown");
    EXPECT_THAT(findings(id)[0].label, HasSubstr("Trần Giám Đốc"));
}

TEST_P(PostingTest, a_changed_proposal_is_checked_anew) {
    auto one = input();
    one.body = "<p>Liên hệ 0912345678</p>";
    const Id id = propose(one);
    ASSERT_EQ(findings(id).size(), 1U);
    write([&, at = found(id).version](db::Tx& tx) { return_posting(tx, office_.chief, id, at, "Bỏ số điện thoại"); });
    EXPECT_EQ(found(id).state, "returned");
    EXPECT_EQ(work_of(office_.specialist.post), std::vector<std::string>{"portal.posting_returned"});
    write([&, at = found(id).version](db::Tx& tx) { change_posting(tx, office_.specialist, id, at, input(), {}); });
    EXPECT_EQ(found(id).state, "proposed");
    EXPECT_THAT(findings(id), IsEmpty());
    EXPECT_THAT(work_of(office_.specialist.post), IsEmpty());
}

TEST_P(PostingTest, a_correction_is_an_edition_and_keeps_the_one_before) {
    const Id id = shown();
    const std::string before = found(id).digest;
    auto one = input();
    one.body = "<p>Giá khởi điểm 160.000.000 đồng. ĐT 0912345678</p>";
    const auto at = found(id).version;
    EXPECT_THAT(refusals([&](db::Tx& tx) { correct_posting(tx, office_.chief, id, at, one, "", "", {}); }),
                ElementsAre("reason"));
    EXPECT_THAT(refusals([&](db::Tx& tx) { correct_posting(tx, office_.chief, id, at, one, "Sai giá", "", {}); }),
                ElementsAre("personal"));
    one.until = clock::today() + 2;
    EXPECT_THAT(refusals([&](db::Tx& tx) { correct_posting(tx, office_.chief, id, at, one, "Sai giá", "", {}); }),
                ElementsAre("until"));
    one.until = clock::today() + 30;
    write([&](db::Tx& tx) {
        correct_posting(tx, office_.chief, id, at, one, "Sai giá", "Số của cán bộ tiếp nhận hồ sơ", {});
    });
    const auto after = found(id);
    EXPECT_EQ(after.edition, 2);
    EXPECT_NE(after.digest, before);
    EXPECT_EQ(after.until, clock::today() + 30);
    db().read([&](db::Conn& conn) {
        const auto editions = posting_editions(conn, id);
        ASSERT_EQ(editions.size(), 2U);
        EXPECT_EQ(editions[0].digest, before);
        EXPECT_THAT(editions[0].body, HasSubstr("150.000.000"));
        EXPECT_EQ(editions[1].note, "Sai giá");
    });
}

TEST_P(PostingTest, an_early_end_has_a_reason_and_hides_even_what_stays) {
    auto one = input();
    one.kind = "ngan_sach";
    one.until = clock::today() + 40;
    const Id stays = propose(one), early = propose(one);
    approve(stays);
    approve(early);
    const auto at = found(early).version;
    EXPECT_THAT(refusals([&](db::Tx& tx) { end_posting_early(tx, office_.director, early, at, " "); }),
                ElementsAre("reason"));
    write([&](db::Tx& tx) { end_posting_early(tx, office_.director, early, at, "Đăng nhầm biểu"); });
    days(41);
    turn();
    EXPECT_THAT(public_list("ngan_sach"), ElementsAre(stays)) << "a budget stays after its end";
    EXPECT_THAT(public_list(), IsEmpty());
    db().read([&](db::Conn& conn) {
        EXPECT_TRUE(shown_posting(conn, site_, stays)->readable);
        EXPECT_FALSE(shown_posting(conn, site_, early)->readable);
    });
}

TEST_P(PostingTest, approved_late_it_hangs_as_many_days) {
    const Id id = propose(input());
    days(4);
    approve(id);
    EXPECT_EQ(found(id).from, clock::today());
    EXPECT_EQ(found(id).until, clock::today() + 20);
}

TEST_P(PostingTest, belongs_to_its_site_alone) {
    const Id id = propose(input());
    const auto at = found(id).version;
    const auto as_stranger = [&](auto&& work) { return [&] { write(work); }; };
    EXPECT_THROW(as_stranger([&](db::Tx& tx) { approve_posting(tx, other_.director, id, at, {}); })(), NotFound);
    EXPECT_THROW(as_stranger([&](db::Tx& tx) { propose_posting(tx, other_.specialist, input(), {}); })(), Forbidden);
    EXPECT_THROW(db().read([&](db::Conn& conn) { visible_posting(conn, other_.director, id); }), NotFound);
    EXPECT_THROW(write([&](db::Tx& tx) { approve_posting(tx, office_.specialist, id, at, {}); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { return_posting(tx, office_.head, id, at, "x"); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { drop_posting(tx, office_.head, id, at); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { end_posting_early(tx, office_.director, id, at, "Nhầm"); }), Refused);
    EXPECT_THROW(write([&](db::Tx& tx) { correct_posting(tx, office_.director, id, at, input(), "a", "", {}); }),
                 Refused);
    EXPECT_THROW(write([&](db::Tx& tx) { drop_posting_file(tx, office_.specialist, id, at, 1); }), NotFound);
    write([&](db::Tx& tx) { drop_posting(tx, office_.specialist, id, at); });
    EXPECT_EQ(found(id).state, "dropped");
    EXPECT_THROW(approve(id), Refused);
}

TEST_P(PostingTest, of_two_at_once_one_wins) {
    const Actor &writer = office_.specialist, &chief = office_.chief;
    const auto one_conflict = [&](const char* name, Id id, auto&& deed) {
        const auto at = found(id).version;
        test::one_wins(name, "Conflict", [&] { write([&](db::Tx& tx) { deed(tx, at); }); });
    };
    const Id id = propose(input(), {{"a.pdf", {std::string(64, 'b'), 10, "application/pdf"}, {}}});
    one_conflict("change", id, [&](db::Tx& tx, auto at) { change_posting(tx, writer, id, at, input(), {}); });
    one_conflict("drop file", id, [&](db::Tx& tx, auto at) { drop_posting_file(tx, writer, id, at, 1); });
    one_conflict("return", id, [&](db::Tx& tx, auto at) { return_posting(tx, chief, id, at, "Sai"); });
    write([&, at = found(id).version](db::Tx& tx) { change_posting(tx, writer, id, at, input(), {}); });
    one_conflict("approve", id, [&](db::Tx& tx, auto at) { approve_posting(tx, chief, id, at, {}); });
    one_conflict("correct", id,
                 [&](db::Tx& tx, auto at) { correct_posting(tx, chief, id, at, input(), "Sai", "", {}); });
    one_conflict("end", id, [&](db::Tx& tx, auto at) { end_posting_early(tx, chief, id, at, "Nhầm"); });
    const Id other = propose(input());
    one_conflict("drop", other, [&](db::Tx& tx, auto at) { drop_posting(tx, writer, other, at); });
}

TEST_P(PostingTest, two_nodes_that_turn_at_once_show_it_once) {
    auto later = input();
    later.from = clock::today() + 1;
    const Id id = propose(later);
    approve(id);
    days(1);
    test::both_win("turn", [&] { turn(); });
    const auto lines = db().reading([&](db::Conn& conn) { return deed::history_of(conn, kPosting, id); });
    EXPECT_EQ(
        std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.deed == "portal.show_posting"; }),
        1);
}

}  // namespace dinh::portal
