#include <gmock/gmock.h>

#include "modules/documents/handling/handling.hpp"
#include "modules/documents/rights_alerts.hpp"
#include "modules/documents/tests/out_desk.hpp"
#include "platform/audit/audit.hpp"
#include "platform/audit/viewers.hpp"

namespace dinh::documents {

namespace {

using testing::HasSubstr;
using testing::Not;

class Readers : public test::OutDesk {
protected:
    static std::string path(Id doc) { return "/documents/incoming/" + std::to_string(doc) + "/readers"; }
    int told() { return tell_of_changes(house_, 1000); }
    bool waits(const Actor& actor, Id doc, std::string_view kind = kIncoming) {
        return db().reading([&](db::Conn& conn) { return waits_for_confirmation(conn, actor, kind, doc); });
    }
    std::int64_t known_items(Id holder) {
        constexpr db::Sql kOpen{"readers_test.open",
                                "SELECT COUNT(*) FROM work_item WHERE holder = $1 AND is_open = 1 AND "
                                "kind = 'documents.rights'"};
        return db().reading([&](db::Conn& conn) { return conn.integer(kOpen, holder); });
    }
    void confirm(const Actor& actor, Id doc) {
        write([&](db::Tx& tx) { confirm_rights(tx, actor, kIncoming, doc); });
    }
    // The division leads, and the director brings in another one.
    Id shared_document() {
        const auto way = down_to_specialist();
        told();
        write([&](db::Tx& tx) {
            for (const Actor* who : {&office_.head, &office_.specialist, &office_.director, &office_.chief})
                if (waits_for_confirmation(tx, *who, kIncoming, way.doc)) confirm_rights(tx, *who, kIncoming, way.doc);
        });
        give(office_.director, way.doc, way.director, "direct", {test::unit(office_.second_division, "support")},
             "Phối hợp.");
        return way.doc;
    }
};

TEST_P(Readers, are_named_with_role_day_deed_and_the_people_behind) {
    const auto way = down_to_specialist();
    directory::now(house_);
    const auto page = get(office_.director, path(way.doc));
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Chủ trì"));
    EXPECT_THAT(page.body, HasSubstr("Cơ quan giữ sổ, văn thư"));
    EXPECT_THAT(page.body, HasSubstr(office_.head.name + " (Trưởng phòng"));
    EXPECT_THAT(page.body, HasSubstr(office_.director.name + ": ")) << "by whose deed the division sees it";
    EXPECT_THAT(page.body, Not(HasSubstr(office_.second_head.name))) << "who may not see it is not behind any grant";
    EXPECT_LE(page.queries, 16);
}

TEST_P(Readers, are_shown_to_those_who_own_or_lead_alone) {
    const auto way = down_to_specialist();
    for (const Actor* who : {&office_.clerk, &office_.director, &office_.chief, &office_.head, &office_.specialist})
        EXPECT_EQ(get(*who, path(way.doc)).status, 200) << who->name;
    EXPECT_EQ(get(office_.second_head, path(way.doc)).status, 404);
    EXPECT_EQ(get(other_.clerk, path(way.doc)).status, 404);
    give(office_.director, way.doc, way.director, "direct", {test::unit(office_.second_division, "information")},
         "Biết.");
    EXPECT_EQ(get(office_.second_head, path(way.doc)).status, 403);
    const std::string show = "/documents/incoming/" + std::to_string(way.doc);
    EXPECT_THAT(get(office_.head, show).body, HasSubstr(path(way.doc)));
    EXPECT_THAT(get(office_.second_head, show).body, Not(HasSubstr(path(way.doc))));
    EXPECT_EQ(get(office_.clerk, "/documents/incoming/77/readers").status, 404);
}

TEST_P(Readers, who_opened_it_stand_there_once_a_day) {
    const auto way = down_to_specialist();
    const std::string show = "/documents/incoming/" + std::to_string(way.doc);
    get(office_.specialist, show);
    get(office_.specialist, show);
    audit::flush_views(db());
    EXPECT_THAT(get(office_.director, path(way.doc)).body, HasSubstr(office_.specialist.name + "</td>"));
    const auto viewers = db().reading([&](db::Conn& conn) { return audit::viewers_of(conn, kIncoming, way.doc); });
    ASSERT_EQ(viewers.size(), 1u);
    EXPECT_EQ(viewers[0].views, 1);
    EXPECT_EQ(get(office_.second_head, show).status, 404);
    audit::flush_views(db());
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return audit::viewers_of(conn, kIncoming, way.doc); }).size(), 1u)
        << "who sees nothing has opened nothing";
}

TEST_P(Readers, changed_by_another_are_told_to_who_leads_until_he_confirms) {
    const Id doc = shared_document();
    EXPECT_FALSE(waits(office_.head, doc));
    EXPECT_GT(told(), 0);
    EXPECT_TRUE(waits(office_.head, doc));
    EXPECT_EQ(known_items(office_.division), 1);
    EXPECT_FALSE(waits(office_.second_head, doc)) << "the one it was given to has work of his own";
    told();
    EXPECT_EQ(known_items(office_.division), 1) << "told once";
    const auto page = get(office_.head, path(doc));
    EXPECT_THAT(page.body, HasSubstr("Xác nhận đã biết"));
    EXPECT_EQ(post(office_.head, path(doc) + "/confirmations", {{"deed_key", page.input("deed_key")}}).status, 303);
    EXPECT_FALSE(waits(office_.head, doc));
    EXPECT_EQ(known_items(office_.division), 0);
    EXPECT_THAT(get(office_.head, path(doc)).body, Not(HasSubstr("Xác nhận đã biết")));
}

TEST_P(Readers, changed_by_ones_own_deed_are_no_news) {
    const auto way = down_to_specialist();
    told();
    EXPECT_FALSE(waits(office_.head, way.doc)) << "he assigned the specialist himself";
    EXPECT_EQ(known_items(office_.division), 0);
}

TEST_P(Readers, are_confirmed_by_those_who_were_told_only) {
    const Id doc = shared_document();
    told();
    EXPECT_THROW(confirm(office_.second_head, doc), Forbidden);
    EXPECT_THROW(confirm(office_.clerk, doc), Forbidden);
    EXPECT_THROW(confirm(other_.clerk, doc), NotFound);
    Actor reader = office_.head;
    reader.read_only = true;
    EXPECT_THROW(confirm(reader, doc), Forbidden);
    EXPECT_EQ(post(office_.second_head, path(doc) + "/confirmations", {}).status, 403);
    confirm(office_.head, doc);
    EXPECT_THROW(confirm(office_.head, doc), Forbidden) << "nothing waits any more";
}

TEST_P(Readers, confirmed_by_two_at_once_are_confirmed) {
    const Id doc = shared_document();
    told();
    const auto outcomes = dinh::test::at_once(4, [&](int) { confirm(office_.head, doc); });
    EXPECT_GE(dinh::test::count(outcomes, "ok"), 1) << testing::PrintToString(outcomes);
    EXPECT_FALSE(waits(office_.head, doc));
    EXPECT_EQ(miscounted(office_.division), 0);
}

TEST_P(Readers, marked_as_read_in_the_list_are_confirmed_too) {
    const Id doc = shared_document();
    told();
    events::Event event;
    event.subject = doc;
    event.person = office_.head.person;
    for (const char* kind : {"incoming", "rights_outgoing"}) {
        event.payload = std::string("{\"subject_kind\":\"") + kind + "\",\"part\":\"0\"}";
        write([&](db::Tx& tx) { hear_rights_read(tx, event); });
        EXPECT_TRUE(waits(office_.head, doc)) << kind;
    }
    event.payload = R"({"subject_kind":"rights_incoming","part":"0"})";
    write([&](db::Tx& tx) { hear_rights_read(tx, event); });
    EXPECT_FALSE(waits(office_.head, doc));
}

TEST_P(Readers, taken_from_a_document_are_told_and_shown_as_before_and_after) {
    const auto way = down_to_specialist();
    const Id support = give(office_.director, way.doc, way.director, "direct",
                            {test::unit(office_.second_division, "support")}, "Phối hợp.")[0];
    told();
    confirm(office_.head, way.doc);
    take_back(office_.director, support);
    told();
    EXPECT_TRUE(waits(office_.head, way.doc));
    const auto page = get(office_.head, path(way.doc));
    EXPECT_THAT(page.body, HasSubstr("Phối hợp</td><td class=\"c-state nowrap\">không"));
}

TEST_P(Readers, of_a_draft_are_shown_to_its_drafter_and_the_route_is_no_news) {
    const Id doc = draft_one(letter());
    const std::string at = "/documents/outgoing/" + std::to_string(doc) + "/readers";
    const auto page = get(office_.specialist, at);
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Người soạn"));
    EXPECT_EQ(get(other_.clerk, at).status, 404);
    write([&](db::Tx& tx) { grants::give(tx, kOutgoing, doc, office_.director.post, "signer"); });
    told();
    EXPECT_FALSE(waits(office_.specialist, doc, kOutgoing));
    write([&](db::Tx& tx) {
        grants::give(tx, kOutgoing, doc, other_.clerk.post, "reader");
        deed::history(tx, office_.chief, nullptr, kOutgoing, doc, "outgoing.let_read", "Cho xem");
    });
    told();
    EXPECT_TRUE(waits(office_.specialist, doc, kOutgoing));
    EXPECT_EQ(post(office_.specialist, at + "/confirmations", {}).status, 303);
    EXPECT_FALSE(waits(office_.specialist, doc, kOutgoing));
}

TEST_P(Readers, leave_no_word_of_a_document_that_was_recalled) {
    const Id doc = shared_document();
    told();
    EXPECT_EQ(known_items(office_.division), 1);
    write([&](db::Tx& tx) { cancel_by_recall(tx, doc, "12/TB"); });
    EXPECT_EQ(known_items(office_.division), 0);
    EXPECT_FALSE(waits(office_.head, doc));
    told();
    EXPECT_EQ(known_items(office_.division), 0);
}

DINH_BOTH_ENGINES(Readers);

}  // namespace

}  // namespace dinh::documents
