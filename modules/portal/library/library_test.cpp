// Legal documents from proposal to readers, what they do to each other, on both engines.
#include "modules/portal/library/library.hpp"

#include "modules/portal/library/gazette.hpp"
#include "modules/portal/library/sections.hpp"
#include "modules/portal/tests/site_desk.hpp"
#include "platform/search/search.hpp"

namespace dinh::portal {

namespace {

using test::day;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class LibraryTest : public test::SiteDesk {
protected:
    void SetUp() override {
        SiteDesk::SetUp();
        site_ = open(office_.agency);
        theirs_ = open(other_.agency);
    }
    DocumentInput input(const std::string& number = "05/2026/QĐ-UBND") const {
        DocumentInput one;
        one.site = site_;
        one.kind = "quyet_dinh_qppl";
        one.number = number;
        one.day = day(11, 1);
        one.body = "Ủy ban nhân dân tỉnh";
        one.subject = "Quy định quản lý cước viễn thông";
        one.effective_from = day(11, 15);
        one.text = "<p>Điều 1. Phạm vi</p>";
        return one;
    }
    Id propose(const DocumentInput& one, const Actor& actor) {
        return db().writing([&](db::Tx& tx) { return propose_document(tx, actor, one, {}); });
    }
    Id propose(const DocumentInput& one) { return propose(one, office_.specialist); }
    LegalDocument found(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_document(conn, id); });
    }
    Id approve(Id id, const Actor& actor) {
        return db().writing([&, at = found(id).version](db::Tx& tx) { return approve_document(tx, actor, id, at); });
    }
    Id publish(const DocumentInput& one) { return approve(propose(one), office_.director); }
    void relate(Id id, RelationInput relation) {
        write([&, at = found(id).version](db::Tx& tx) { relate_document(tx, office_.chief, id, at, relation); });
    }
    std::string force(Id id, Day on) { return force_on(found(id), on); }
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
    std::vector<std::string> refused(const DocumentInput& one) {
        return refusals([&](db::Tx& tx) { propose_document(tx, office_.specialist, one, {}); });
    }
    std::vector<Id> shown(LegalFilter filter, Id site = 0) {
        filter.site = site == 0 ? site_ : site;
        std::vector<Id> ids;
        db().read([&](db::Conn& conn) {
            for (const auto& one : shown_documents(conn, filter, clock::today()).lines) ids.push_back(one.id);
        });
        return ids;
    }
    std::vector<std::string> relations(Id id) {
        std::vector<std::string> list;
        db().read([&](db::Conn& conn) {
            for (const auto& one : relations_of(conn, id, false)) list.push_back(one.words + " " + one.mark);
        });
        return list;
    }
    Id site_ = 0, theirs_ = 0;
};
DINH_BOTH_ENGINES(LibraryTest);

}  // namespace

TEST_P(LibraryTest, a_proposal_is_public_only_after_approval) {
    const Id id = propose(input());
    EXPECT_EQ(work_of(office_.director.post), std::vector<std::string>{"portal.approve_legal"});
    EXPECT_THAT(shown({}), IsEmpty());
    EXPECT_EQ(approve(id, office_.director), id);
    EXPECT_THAT(work_of(office_.director.post), IsEmpty());
    EXPECT_THAT(shown({}), ElementsAre(id));
    EXPECT_THAT(shown({}, theirs_), IsEmpty());
    db().read([&](db::Conn& conn) {
        const auto one = shown_document(conn, site_, "quyet-dinh-05-2026-qd-ubnd");
        ASSERT_TRUE(one);
        EXPECT_EQ(one->id, id);
        EXPECT_FALSE(shown_document(conn, theirs_, one->slug));
        Actor reader;
        reader.grantees = {site_};
        EXPECT_EQ(search::find(conn, reader, {.text = "cuoc vien thong"}).hits.size(), 1U);
        reader.grantees = {theirs_};
        EXPECT_EQ(search::find(conn, reader, {.text = "cuoc vien thong"}).hits.size(), 0U);
    });
}

TEST_P(LibraryTest, is_refused_with_all_reasons) {
    DocumentInput one = input();
    one.kind = "x";
    one.number = one.body = one.subject = " ";
    one.field = "y";
    one.day.reset();
    EXPECT_THAT(refused(one), ElementsAre("kind", "number", "body", "subject", "field", "day"));
    one = input();
    one.day = day(11, 21);
    EXPECT_THAT(refused(one), ElementsAre("day"));
    one = input();
    one.expires_from = day(11, 15);
    EXPECT_THAT(refused(one), ElementsAre("expires_from"));
    one = input();
    one.effective_from = day(1, 1, 2010);
    EXPECT_THAT(refused(one), ElementsAre("effective_from"));
    one = input();
    one.text = "";
    EXPECT_THAT(refused(one), ElementsAre("files"));
    one = input();
    one.number = std::string(101, '1');
    one.signer = std::string(201, 'a');
    EXPECT_THAT(refused(one), ElementsAre("number", "signer"));
    propose(input());
    EXPECT_THAT(refused(input("5/2026/QĐ-UBND ")), ElementsAre("number")) << "the same number";
    one = input();
    one.body = "Hội đồng nhân dân tỉnh";
    EXPECT_THAT(refused(one), IsEmpty()) << "another body's number";
    one = input("06/QĐ-UBND");
    one.site = 99;
    EXPECT_THAT(refused(one), ElementsAre("site"));
}

TEST_P(LibraryTest, the_same_document_of_two_sites_is_one_record) {
    const Id mine = propose(input());
    auto theirs = input();
    theirs.site = theirs_;
    const Id second = propose(theirs, other_.specialist);
    EXPECT_NE(mine, second) << "a proposal of others is not told";
    approve(mine, office_.director);
    EXPECT_EQ(approve(second, other_.director), mine);
    EXPECT_EQ(found(second).state, "merged");
    EXPECT_THAT(shown({}, theirs_), ElementsAre(mine));
    EXPECT_THAT(db().reading([&](db::Conn& conn) { return sites_showing(conn, mine); }),
                UnorderedElementsAre(site_, theirs_));
}

TEST_P(LibraryTest, a_document_of_the_house_is_proposed_once) {
    auto one = input();
    one.source = 77;
    const Id id = propose(one);
    EXPECT_EQ(propose(one), id);
}

TEST_P(LibraryTest, its_force_follows_the_day_and_what_others_do_to_it) {
    auto old = input("01/2020/QĐ-UBND");
    old.day = day(1, 1, 2020);
    old.effective_from = day(1, 15, 2020);
    const Id first = publish(old), second = publish(input());
    EXPECT_EQ(force(first, day(1, 14, 2020)), "not_yet");
    EXPECT_EQ(force(first, day(1, 15, 2020)), "in_force");
    relate(second, {"amends", "01/2020/QĐ-UBND", "Điều 5", {}});
    EXPECT_EQ(force(first, day(11, 14)), "in_force");
    EXPECT_EQ(force(first, day(11, 15)), "partly");
    relate(second, {"repeals", "01/2020/QĐ-UBND", "Điều 6", day(12, 1)});
    EXPECT_EQ(force(first, day(12, 1)), "partly") << "an article alone";
    relate(second, {"replaces", "https://x.vn/van-ban/quyet-dinh-01-2020-qd-ubnd", "", day(12, 31)});
    EXPECT_EQ(force(first, day(12, 30)), "partly");
    EXPECT_EQ(force(first, day(12, 31)), "ended");
    EXPECT_THAT(relations(second),
                ElementsAre("Sửa đổi 01/2020/QĐ-UBND", "Bãi bỏ 01/2020/QĐ-UBND", "Thay thế 01/2020/QĐ-UBND"));
    EXPECT_THAT(relations(first), ElementsAre("Được sửa đổi bởi 05/2026/QĐ-UBND", "Bị bãi bỏ bởi 05/2026/QĐ-UBND",
                                              "Bị thay thế bởi 05/2026/QĐ-UBND"));
    write([&, at = found(second).version](db::Tx& tx) {
        withdraw_document(tx, office_.director, second, at, "Đăng nhầm");
    });
    EXPECT_EQ(force(first, day(12, 31)), "in_force") << "what is not public changes nothing";
    EXPECT_THAT(relations(first), IsEmpty());
    approve(second, office_.director);
    EXPECT_EQ(force(first, day(12, 31)), "ended");
}

TEST_P(LibraryTest, guiding_and_what_has_no_force_end_nothing) {
    auto law = input("01/2020/NQ-HĐND");
    law.kind = "nghi_quyet_qppl";
    const Id first = publish(law), second = publish(input());
    relate(second, {"guides", "01/2020/NQ-HĐND", "", {}});
    relate(second, {"supplements", "01/2020/NQ-HĐND", "Điều 2", {}});
    EXPECT_EQ(force(first, day(12, 1)), "in_force");
    auto letter = input("125/UBND-TH");
    letter.kind = "cong_van";
    letter.effective_from.reset();
    EXPECT_EQ(force(publish(letter), day(12, 1)), "");
}

TEST_P(LibraryTest, relations_are_refused) {
    const Id id = publish(input());
    const auto at = found(id).version;
    const auto tried = [&](const RelationInput& relation) {
        return refusals([&](db::Tx& tx) { relate_document(tx, office_.chief, id, at, relation); });
    };
    EXPECT_THAT(tried({"x", "", std::string(301, 'a'), {}}), ElementsAre("kind", "target", "articles"));
    EXPECT_THAT(tried({"amends", "05/2026/QĐ-UBND", "", {}}), ElementsAre("target")) << "itself";
    relate(id, {"guides", "Luật số 104/2016/QH13", "", {}});
    EXPECT_THAT(relations(id), ElementsAre("Hướng dẫn, quy định chi tiết Luật số 104/2016/QH13"));
    EXPECT_THAT(refusals([&, now = found(id).version](db::Tx& tx) {
                    relate_document(tx, office_.chief, id, now, {"guides", "Luật số 104/2016/QH13", "", {}});
                }),
                ElementsAre("target"));
    const Id relation = db().reading([&](db::Conn& conn) { return relations_of(conn, id, true)[0].id; });
    EXPECT_THROW(write([&, now = found(id).version](db::Tx& tx) {
                     unrelate_document(tx, office_.chief, id, now, relation + 1);
                 }),
                 NotFound);
    write([&, now = found(id).version](db::Tx& tx) { unrelate_document(tx, office_.chief, id, now, relation); });
    EXPECT_THAT(relations(id), IsEmpty());
}

TEST_P(LibraryTest, turns_with_the_day) {
    auto later = input();
    later.effective_from = day(11, 25);
    later.expires_from = day(12, 25);
    publish(later);
    const auto turn = [&](Day on) { return db().writing([&](db::Tx& tx) { return turn_library(tx, on); }); };
    EXPECT_EQ(turn(day(11, 24)), 0);
    EXPECT_EQ(turn(day(11, 25)), 1);
    EXPECT_EQ(turn(day(11, 25)), 0);
    EXPECT_EQ(turn(day(12, 31)), 1) << "also late";
    EXPECT_EQ(turn(day(12, 31)), 0);
}

TEST_P(LibraryTest, is_filtered_by_number_kind_field_year_force_and_words) {
    auto old = input("07/2019/QĐ-UBND");
    old.day = day(5, 1, 2019);
    old.effective_from = day(5, 15, 2019);
    old.expires_from = day(1, 1, 2021);
    old.field = "dat_dai";
    old.subject = "Bảng giá đất";
    auto letter = input("125/UBND-TH");
    letter.kind = "cong_van";
    const Id first = publish(old), second = publish(input()), third = publish(letter);
    EXPECT_THAT(shown({}), ElementsAre(third, second, first)) << "newest day first";
    EXPECT_THAT(shown({.number = "07/2019"}), ElementsAre(first));
    EXPECT_THAT(shown({.number = "7/2019/qd"}), ElementsAre(first));
    EXPECT_THAT(shown({.kind = "cong_van"}), ElementsAre(third));
    EXPECT_THAT(shown({.field = "dat_dai"}), ElementsAre(first));
    EXPECT_THAT(shown({.force = "ended"}), ElementsAre(first));
    EXPECT_THAT(shown({.force = "in_force"}), ElementsAre(third, second));
    EXPECT_THAT(shown({.force = "partly"}), IsEmpty());
    EXPECT_THAT(shown({.force = "not_yet"}), IsEmpty());
    EXPECT_THAT(shown({.words = "gia dat"}), ElementsAre(first));
    EXPECT_THAT(shown({.words = "khongco"}), IsEmpty());
    EXPECT_THAT(shown({.year = 2019}), ElementsAre(first));
    EXPECT_THAT(shown({.page = 2, .most = 2}), ElementsAre(first));
    db().read([&](db::Conn& conn) { EXPECT_THAT(years_shown(conn, site_), ElementsAre(2026, 2019)); });
}

TEST_P(LibraryTest, is_returned_changed_corrected_and_withdrawn_with_reasons) {
    const Id id = propose(input());
    EXPECT_THAT(refusals([&, at = found(id).version](db::Tx& tx) { return_document(tx, office_.chief, id, at, " "); }),
                ElementsAre("reason"));
    write([&, at = found(id).version](db::Tx& tx) { return_document(tx, office_.chief, id, at, "Thiếu tệp"); });
    EXPECT_EQ(work_of(office_.specialist.post), std::vector<std::string>{"portal.legal_returned"});
    EXPECT_THROW(approve(id, office_.director), Refused);
    write([&, at = found(id).version](db::Tx& tx) { change_document(tx, office_.specialist, id, at, input(), {}); });
    approve(id, office_.director);
    auto better = input();
    better.subject = "Quy định mới";
    EXPECT_THROW(
        write([&, at = found(id).version](db::Tx& tx) { change_document(tx, office_.specialist, id, at, better, {}); }),
        Refused);
    write([&, at = found(id).version](db::Tx& tx) {
        correct_document(tx, office_.chief, id, at, better, "Sai trích yếu", {});
    });
    EXPECT_EQ(found(id).subject, "Quy định mới");
    const Id other = publish(input("06/2026/QĐ-UBND"));
    EXPECT_THAT(refusals([&, at = found(other).version](db::Tx& tx) {
                    correct_document(tx, office_.chief, other, at, input(), "Sai số", {});
                }),
                ElementsAre("number"));
    write([&, at = found(id).version](db::Tx& tx) { withdraw_document(tx, office_.chief, id, at, "Nhầm"); });
    EXPECT_THAT(shown({}), ElementsAre(other));
    EXPECT_THAT(refused(input()), IsEmpty()) << "what was withdrawn may be proposed anew";
}

TEST_P(LibraryTest, stands_on_other_sites_without_a_copy) {
    const Id id = publish(input());
    write([&](db::Tx& tx) { place_document(tx, other_.director, id, theirs_); });
    EXPECT_THAT(shown({}, theirs_), ElementsAre(id));
    EXPECT_THROW(write([&](db::Tx& tx) { place_document(tx, other_.director, id, theirs_); }), Refused);
    EXPECT_THROW(write([&](db::Tx& tx) { place_document(tx, office_.director, id, theirs_); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { unplace_document(tx, office_.director, id, site_); }), Refused);
    write([&](db::Tx& tx) { unplace_document(tx, other_.director, id, theirs_); });
    EXPECT_THAT(shown({}, theirs_), IsEmpty());
    const Id draft = propose(input("08/QĐ-UBND"));
    EXPECT_THROW(write([&](db::Tx& tx) { place_document(tx, other_.director, draft, theirs_); }), NotFound);
}

TEST_P(LibraryTest, is_closed_to_strangers_and_to_whom_a_deed_is_not) {
    const Id id = propose(input());
    const auto at = found(id).version;
    EXPECT_THROW(db().read([&](db::Conn& conn) { visible_document(conn, other_.director, id); }), NotFound);
    EXPECT_THROW(write([&](db::Tx& tx) { approve_document(tx, other_.director, id, at); }), NotFound);
    EXPECT_THROW(write([&](db::Tx& tx) { propose_document(tx, other_.specialist, input("9/QĐ"), {}); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { approve_document(tx, office_.specialist, id, at); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { return_document(tx, office_.specialist, id, at, "x"); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { change_document(tx, office_.head, id, at, input(), {}); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { relate_document(tx, office_.specialist, id, at, {}); }), Forbidden);
    EXPECT_THROW(write([&](db::Tx& tx) { withdraw_document(tx, office_.chief, id, at, "x"); }), Refused);
    EXPECT_THROW(write([&](db::Tx& tx) { drop_file(tx, office_.specialist, id, at, 1); }), NotFound);
}

TEST_P(LibraryTest, of_two_at_once_one_wins) {
    const Actor& chief = office_.chief;
    const auto one_conflict = [&](const char* name, Id id, auto&& deed) {
        const auto at = found(id).version;
        test::one_wins(name, "Conflict", [&] { write([&](db::Tx& tx) { deed(tx, at); }); });
    };
    const Id id = propose(input());
    one_conflict("change", id, [&](db::Tx& tx, auto at) {
        change_document(tx, office_.specialist, id, at, input(),
                        {{"a.pdf", {std::string(64, 'c'), 10, "application/pdf"}}});
    });
    one_conflict("drop file", id, [&](db::Tx& tx, auto at) { drop_file(tx, office_.specialist, id, at, 1); });
    one_conflict("return", id, [&](db::Tx& tx, auto at) { return_document(tx, chief, id, at, "Sai"); });
    write([&, at = found(id).version](db::Tx& tx) { change_document(tx, office_.specialist, id, at, input(), {}); });
    one_conflict("approve", id, [&](db::Tx& tx, auto at) { approve_document(tx, chief, id, at); });
    one_conflict("relate", id, [&](db::Tx& tx, auto at) {
        relate_document(tx, chief, id, at, {"guides", "01/NQ", "", {}});
    });
    const Id relation = db().reading([&](db::Conn& conn) { return relations_of(conn, id, true)[0].id; });
    one_conflict("unrelate", id, [&](db::Tx& tx, auto at) { unrelate_document(tx, chief, id, at, relation); });
    one_conflict("correct", id, [&](db::Tx& tx, auto at) { correct_document(tx, chief, id, at, input(), "Sai", {}); });
    test::one_wins("place", "Refused",
                   [&] { write([&](db::Tx& tx) { place_document(tx, other_.director, id, theirs_); }); });
    test::one_wins("unplace", "NotFound",
                   [&] { write([&](db::Tx& tx) { unplace_document(tx, other_.director, id, theirs_); }); });
    one_conflict("withdraw", id, [&](db::Tx& tx, auto at) { withdraw_document(tx, chief, id, at, "Nhầm"); });
}

TEST_P(LibraryTest, two_sites_that_approve_the_same_at_once_leave_one_record) {
    const Id mine = propose(input());
    auto other = input();
    other.site = theirs_;
    const Id second = propose(other, other_.specialist);
    const auto outcomes = test::at_once(2, [&](int n) {
        approve(n == 0 ? mine : second, n == 0 ? static_cast<const Actor&>(office_.director) : other_.director);
    });
    const int published = (found(mine).state == "published") + (found(second).state == "published");
    EXPECT_EQ(published, 1) << testing::PrintToString(outcomes);
}

TEST_P(LibraryTest, the_gazette_holds_normative_documents_in_order) {
    const Id province = open(province_);
    const Actor& keeper = chief_;
    const Id first = publish(input()), second = publish(input("06/2026/QĐ-UBND"));
    auto letter = input("125/UBND-TH");
    letter.kind = "cong_van";
    const Id other = publish(letter);
    EXPECT_THROW(db().writing([&](db::Tx& tx) { return open_issue(tx, office_.director, site_, day(11, 20)); }),
                 Forbidden);
    const auto open_it = [&](std::optional<Day> on) {
        return db().writing([&](db::Tx& tx) { return open_issue(tx, keeper, province, on); });
    };
    EXPECT_THROW(open_it(day(11, 21)), Refused);
    EXPECT_THROW(open_it({}), Refused);
    const Id issue = open_it(day(11, 20));
    EXPECT_THROW(open_it(day(11, 19)), Refused) << "before the one before";
    const auto version = [&] { return db().reading([&](db::Conn& conn) { return find_issue(conn, issue)->version; }); };
    const auto add = [&](Id document) {
        write([&, at = version()](db::Tx& tx) { add_to_issue(tx, keeper, issue, at, document); });
    };
    EXPECT_THROW(write([&, now = version()](db::Tx& tx) { publish_issue(tx, keeper, issue, now); }), Refused)
        << "empty";
    add(second);
    add(first);
    EXPECT_THROW(add(first), Refused) << "twice";
    EXPECT_THROW(add(other), Refused) << "a letter";
    EXPECT_THROW(add(0), Refused);
    EXPECT_THROW(write([&](db::Tx& tx) { publish_issue(tx, office_.director, issue, 1); }), NotFound);
    const auto at = version();
    test::one_wins("publish", "Conflict", [&] { write([&](db::Tx& tx) { publish_issue(tx, keeper, issue, at); }); });
    EXPECT_THROW(write([&, now = version()](db::Tx& tx) { take_from_issue(tx, keeper, issue, now, first); }), Refused);
    db().read([&](db::Conn& conn) {
        std::vector<Id> ids;
        for (const auto& one : documents_of(conn, issue)) ids.push_back(one.id);
        EXPECT_THAT(ids, ElementsAre(second, first));
        EXPECT_EQ(issues_with(conn, first).size(), 1U);
        EXPECT_EQ(issues_of(conn, province, true)[0].number, 1);
    });
}

}  // namespace dinh::portal
