// Who may forward what to whom: rules, roles, work and sight that follow.
#include "modules/documents/tests/tree.hpp"

namespace dinh::documents {

namespace {

using test::day;
using test::post;
using test::refusals;
using test::unit;
using Kinds = std::vector<std::string>;
using Fields = std::vector<std::string>;

class ForwardTest : public test::TreeDesk {};
DINH_BOTH_ENGINES(ForwardTest);

}  // namespace

TEST_P(ForwardTest, goes_from_clerk_to_specialist_with_state_and_work_at_each_step) {
    const Id doc = document();
    EXPECT_EQ(work_of(office_.clerk.post), Kinds{"documents.sort"});
    const Id chief = give(office_.clerk, doc, 0, "submit", {post(office_.chief.post)})[0];
    EXPECT_TRUE(work_of(office_.clerk.post).empty());
    EXPECT_EQ(work_of(office_.chief.post), Kinds{"documents.sort"});
    EXPECT_EQ(state(doc), "awaiting_sorting");
    const Id director = give(office_.chief, doc, chief, "submit", {post(office_.director.post)})[0];
    EXPECT_EQ(part(chief).state, "forwarded");
    EXPECT_TRUE(work_of(office_.chief.post).empty());
    EXPECT_EQ(work_of(office_.director.post), Kinds{"documents.direct"});
    EXPECT_EQ(state(doc), "awaiting_direction");
    const Id division =
        give(office_.director, doc, director, "direct", {unit(office_.division)}, "Giao Phòng Bưu chính.")[0];
    EXPECT_EQ(work_of(office_.division), Kinds{"documents.assign"});
    EXPECT_EQ(state(doc), "awaiting_assignment");
    EXPECT_FALSE(sees(office_.specialist, doc));
    const Id specialist = give(office_.head, doc, division, "assign", {post(office_.specialist.post)})[0];
    EXPECT_EQ(work_of(office_.specialist.post), Kinds{"documents.handle"});
    EXPECT_TRUE(work_of(office_.division).empty());
    EXPECT_EQ(state(doc), "in_process");
    EXPECT_TRUE(sees(office_.specialist, doc));
    EXPECT_EQ(part(specialist).giver_label, "Đỗ Trưởng Phòng – Trưởng phòng");
    for (const Id holder :
         {office_.clerk.post, office_.chief.post, office_.director.post, office_.division, office_.specialist.post}) {
        EXPECT_EQ(miscounted(holder), 0);
    }
}

TEST_P(ForwardTest, stands_as_a_tree_in_reading_order) {
    const auto way = down_to_specialist();
    const Id support =
        give(office_.director, way.doc, way.director, "direct", {unit(office_.second_division, "support")})[0];
    std::vector<std::pair<Id, int>> order;
    for (const auto& one : tree(way.doc)) order.emplace_back(one.id, one.depth);
    EXPECT_EQ(order, (std::vector<std::pair<Id, int>>{
                         {way.chief, 0}, {way.director, 1}, {way.division, 2}, {way.specialist, 3}, {support, 2}}));
    EXPECT_EQ(tree(way.doc)[2].opinion, "Giao Phòng Bưu chính.");
}

TEST_P(ForwardTest, gives_lead_support_information_and_follow_up_in_one_deed) {
    const Id doc = document(day(11, 27));
    give(office_.clerk, doc, 0, "forward",
         {unit(office_.division), unit(office_.second_division, "support", day(11, 25)),
          post(office_.deputy.post, "information"), post(office_.chief.post, "follow_up")});
    EXPECT_EQ(work_of(office_.division), Kinds{"documents.assign"});
    EXPECT_EQ(work_of(office_.second_division), Kinds{"documents.support"});
    EXPECT_EQ(work_of(office_.deputy.post), Kinds{"documents.information"});
    EXPECT_EQ(work_of(office_.chief.post), Kinds{"documents.follow"});
    const auto parts = tree(doc);
    EXPECT_EQ(parts[0].due, day(11, 27)) << "the document's own day when none was typed";
    EXPECT_EQ(parts[1].due, day(11, 25));
    EXPECT_FALSE(parts[2].due.has_value()) << "something to know has no deadline";
    EXPECT_TRUE(sees(office_.second_head, doc));
    EXPECT_TRUE(sees(office_.deputy, doc));
}

TEST_P(ForwardTest, copies_to_know_leave_the_sorting_with_the_clerk) {
    const Id doc = document();
    give(office_.clerk, doc, 0, "forward", {unit(office_.division, "information")});
    EXPECT_EQ(state(doc), "awaiting_sorting");
    EXPECT_EQ(work_of(office_.clerk.post), Kinds{"documents.sort"});
}

TEST_P(ForwardTest, whoever_heads_the_separate_office_sorts_and_only_the_agency_s_own_leaders_direct) {
    Id place = 0, person = 0;
    write([&](db::Tx& tx) {
        const Actor system = Actor::system();
        const Id agency = directory::add_agency(tx, system,
                                                {.slug = "vp-skhcn",
                                                 .name = "Văn phòng Sở",
                                                 .short_name = "Văn phòng",
                                                 .abbreviation = "VP",
                                                 .kind = "office",
                                                 .place_name = "Thái Nguyên",
                                                 .parent = office_.agency,
                                                 .tenant = true,
                                                 .from = day(1, 1)});
        place =
            directory::add_post(tx, system, {agency, 0, "Chánh Văn phòng", {"agency_leader"}, "head", 0, day(1, 1)});
        person = directory::add_person(tx, system, {"vp1", "Ngô Chánh Văn Phòng", "", "", ""});
        directory::appoint(tx, system, person, place, "holder", "", day(1, 1));
    });
    const Actor head =
        db().reading([&](db::Conn& conn) { return directory::load(conn, clock::today())->actor_of(person); });
    const Id doc = document();
    const Id sorting = give(office_.clerk, doc, 0, "submit", {post(place)})[0];
    EXPECT_EQ(work_of(place), Kinds{"documents.sort"});
    EXPECT_EQ(state(doc), "awaiting_sorting");
    give(head, doc, sorting, "submit", {post(office_.director.post)}, "Đề xuất giao Phòng Bưu chính.");
    EXPECT_EQ(work_of(office_.director.post), Kinds{"documents.direct"});
    EXPECT_EQ(state(doc), "awaiting_direction");
}

TEST_P(ForwardTest, has_one_lead_a_level) {
    const Id doc = document();
    EXPECT_EQ(refusals([&] {
                  give(office_.clerk, doc, 0, "forward", {unit(office_.division), unit(office_.second_division)});
              }),
              Fields{"receivers"});
    give(office_.clerk, doc, 0, "forward", {unit(office_.division)});
    EXPECT_EQ(refusals([&] { give(office_.clerk, doc, 0, "forward", {unit(office_.second_division)}); }),
              Fields{"receivers"});
    give(office_.clerk, doc, 0, "forward", {unit(office_.second_division, "support")});
    EXPECT_EQ(tree(doc).size(), 2U);
}

TEST_P(ForwardTest, refuses_receivers_who_cannot_receive) {
    const Id doc = document();
    const auto refused = [&](const std::vector<Receiver>& receivers) {
        return refusals([&] { give(office_.clerk, doc, 0, "forward", receivers); });
    };
    EXPECT_EQ(refused({}), Fields{"receivers"});
    EXPECT_EQ(refused({post(77)}), Fields{"receivers"});
    EXPECT_EQ(refused({unit(other_.division)}), Fields{"receivers"});
    EXPECT_EQ(refused({post(other_.director.post)}), Fields{"receivers"});
    EXPECT_EQ(refused({post(office_.clerk.post)}), Fields{"receivers"}) << "himself";
    EXPECT_EQ(refused({unit(office_.division), unit(office_.division, "support")}), Fields{"receivers"}) << "twice";
    EXPECT_EQ(refused({unit(office_.division, "boss")}), Fields{"receivers"});
    const Id vacant = db().writing([&](db::Tx& tx) {
        return directory::add_post(tx, Actor::system(),
                                   {office_.agency, office_.division, "Chuyên viên", {"specialist"}, "", 9, day(1, 1)});
    });
    EXPECT_EQ(refused({post(vacant)}), Fields{"receivers"});
    give(office_.clerk, doc, 0, "forward", {unit(office_.division, "information")});
    EXPECT_EQ(refused({unit(office_.division, "support")}), Fields{"receivers"}) << "holds it already";
}

TEST_P(ForwardTest, refuses_a_deadline_that_has_passed_or_is_after_the_giver_s) {
    const Id doc = document(day(11, 27));
    const auto refused = [&](Day due) {
        return refusals([&] { give(office_.clerk, doc, 0, "forward", {unit(office_.division, "lead", due)}); });
    };
    EXPECT_EQ(refused(day(11, 19)), Fields{"due"});
    EXPECT_EQ(refused(day(11, 28)), Fields{"due"});
    const Id division = give(office_.clerk, doc, 0, "forward", {unit(office_.division, "lead", day(11, 24))})[0];
    EXPECT_EQ(refusals([&] {
                  give(office_.head, doc, division, "assign", {post(office_.specialist.post, "lead", day(11, 25))});
              }),
              Fields{"due"});
    const Id specialist = give(office_.head, doc, division, "assign", {post(office_.specialist.post)})[0];
    EXPECT_EQ(part(specialist).due, day(11, 24));
}

TEST_P(ForwardTest, tells_all_reasons_at_once) {
    const Id doc = document();
    const auto fields = refusals([&] {
        give(office_.clerk, doc, 0, "forward",
             {unit(office_.division, "lead", day(11, 1)), unit(other_.division), post(77, "x")});
    });
    EXPECT_EQ(fields, (Fields{"due", "receivers", "receivers", "receivers", "receivers"}));
    EXPECT_TRUE(tree(doc).empty());
}

TEST_P(ForwardTest, refuses_a_step_unknown_an_opinion_too_long_and_a_stale_version) {
    const Id doc = document();
    EXPECT_THROW(give(office_.clerk, doc, 0, "throw", {unit(office_.division)}), Refused);
    EXPECT_EQ(
        refusals([&] { give(office_.clerk, doc, 0, "forward", {unit(office_.division)}, std::string(4001, 'x')); }),
        Fields{"opinion"});
    EXPECT_THROW(
        write([&](db::Tx& tx) { forward(tx, office_.clerk, doc, 9, 0, "forward", "", {unit(office_.division)}); }),
        Conflict);
    EXPECT_THROW(give(office_.clerk, doc, 77, "forward", {unit(office_.division)}), NotFound);
}

TEST_P(ForwardTest, is_for_those_who_hold_the_document) {
    const auto way = down_to_specialist();
    const Id fresh = document();
    const std::vector<Receiver> to{post(office_.second_specialist.post, "support")};
    EXPECT_THROW(give(office_.second_head, fresh, 0, "forward", to), NotFound) << "may not see it";
    EXPECT_THROW(give(other_.clerk, fresh, 0, "forward", to), NotFound);
    EXPECT_THROW(give(office_.specialist, way.doc, 0, "forward", to), Forbidden);
    EXPECT_THROW(give(office_.specialist, way.doc, way.division, "assign", to), Forbidden) << "the part of another";
    EXPECT_THROW(give(office_.clerk, fresh, 0, "direct", to), Forbidden) << "only leaders direct";
    EXPECT_THROW(give(office_.clerk, fresh, 0, "assign", to), Forbidden);
    Actor reader = office_.clerk;
    reader.read_only = true;
    EXPECT_THROW(give(reader, fresh, 0, "forward", to), Forbidden);
    give(office_.director, fresh, 0, "direct", {unit(office_.division)}, "Giao Phòng.");
    EXPECT_EQ(state(fresh), "awaiting_assignment");
}

TEST_P(ForwardTest, is_refused_when_the_document_or_the_part_has_ended) {
    const auto way = down_to_specialist();
    report(office_.specialist, way.specialist);
    EXPECT_THROW(give(office_.specialist, way.doc, way.specialist, "assign", {post(office_.second_specialist.post)}),
                 Refused);
    write([&, at = version(way.doc)](db::Tx& tx) { close_incoming(tx, office_.clerk, way.doc, at, "done", "", ""); });
    EXPECT_THROW(give(office_.clerk, way.doc, 0, "forward", {unit(office_.second_division)}), Refused);
    EXPECT_THROW(begin(office_.specialist, way.specialist), Refused);
}

TEST_P(ForwardTest, one_of_two_at_once_meets_a_conflict) {
    const Id doc = document();
    const auto at = version(doc);
    const auto outcomes = dinh::test::at_once(2, [&](int i) {
        const Receiver to = unit(i == 0 ? office_.division : office_.second_division);
        write([&](db::Tx& tx) { forward(tx, office_.clerk, doc, at, 0, "forward", "", {to}); });
    });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
    EXPECT_EQ(tree(doc).size(), 1U);
}

TEST_P(ForwardTest, a_direction_on_paper_is_entered_in_both_names_with_its_scan) {
    const Id doc = document();
    const Id director = give(office_.clerk, doc, 0, "submit", {post(office_.director.post)})[0];
    const auto enter = [&](const Actor& actor, Id leader, const char* opinion, const NewFile& scan) {
        return db().writing([&, at = version(doc)](db::Tx& tx) {
            return enter_direction_on_behalf(tx, actor, doc, at, director, leader, opinion, {unit(office_.division)},
                                             scan);
        });
    };
    const NewFile scan{"direction_scan", "but-phe.txt", test::stored("ảnh bút phê"), ""};
    EXPECT_EQ(refusals([&] { enter(office_.clerk, office_.deputy.post, "", NewFile{}); }),
              (Fields{"leader", "scan", "opinion"}));
    EXPECT_EQ(refusals([&] { enter(office_.clerk, other_.director.post, "Giao Phòng", scan); }),
              (Fields{"leader", "leader"}));
    EXPECT_THROW(enter(office_.specialist, office_.director.post, "Giao Phòng", scan), NotFound);
    EXPECT_THROW(enter(office_.chief, office_.director.post, "Giao Phòng", scan), Forbidden);
    const Forwarding made = part(enter(office_.clerk, office_.director.post, "Giao Phòng Bưu chính", scan)[0]);
    EXPECT_EQ(made.giver_label, "Trần Giám Đốc – Giám đốc");
    EXPECT_EQ(made.giver_post, office_.director.post);
    EXPECT_EQ(made.on_behalf_of, office_.director.person);
    EXPECT_EQ(made.entered_by_person, office_.clerk.person);
    EXPECT_EQ(made.step, "direct");
    const auto files = db().reading([&](db::Conn& conn) { return files::of_record(conn, "incoming", doc); });
    ASSERT_EQ(files.size(), 1U);
    EXPECT_EQ(files[0].id, made.scan_file);
    EXPECT_EQ(part(director).state, "forwarded");
    EXPECT_TRUE(work_of(office_.director.post).empty());
    EXPECT_EQ(state(doc), "awaiting_assignment");
    EXPECT_EQ(history(doc).front().words.substr(0, 24), std::string("Nhập ý kiến thay Trần ").substr(0, 24));
}

TEST_P(ForwardTest, of_two_directions_entered_at_once_one_is_a_conflict) {
    const Id doc = document();
    const auto at = version(doc);
    const auto outcomes = dinh::test::two_at_once(2, [&] {
        write([&](db::Tx& tx) {
            enter_direction_on_behalf(tx, office_.clerk, doc, at, 0, office_.director.post, "Giao Phòng",
                                      {unit(office_.division)}, {"direction_scan", "a.txt", test::stored("a"), ""});
        });
    });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
}

TEST_P(ForwardTest, copies_to_know_may_end_the_document_at_once_and_stay_to_be_read) {
    const Id doc = document();
    const auto close = [&](const Actor& actor, const std::vector<Receiver>& receivers) {
        write([&, read = version(doc)](db::Tx& tx) {
            forward_to_know_and_close(tx, actor, doc, read, "Kính chuyển để biết", receivers);
        });
    };
    const auto deputy = post(office_.deputy.post, "information");
    EXPECT_EQ(refusals([&] { close(office_.clerk, {deputy, unit(office_.division)}); }), Fields{"close"});
    EXPECT_EQ(refusals([&] { close(office_.clerk, {deputy, post(office_.head.post, "follow_up")}); }), Fields{"close"});
    EXPECT_EQ(refusals([&] { close(office_.clerk, {}); }), Fields{"receivers"});
    EXPECT_THROW(close(office_.specialist, {deputy}), NotFound);
    EXPECT_EQ(state(doc), "awaiting_sorting");
    EXPECT_TRUE(tree(doc).empty());
    close(office_.clerk, {deputy, unit(office_.second_division, "information")});
    EXPECT_EQ(state(doc), "closed");
    EXPECT_EQ(found(doc).closed_as, "for_information");
    EXPECT_TRUE(work_of(office_.clerk.post).empty());
    EXPECT_EQ(work_of(office_.deputy.post), Kinds{"documents.information"}) << "closing does not read it for him";
    read_by(office_.deputy, tree(doc)[0].id);
    EXPECT_TRUE(work_of(office_.deputy.post).empty());
    EXPECT_EQ(tree(doc)[0].state, "done");
    EXPECT_EQ(state(doc), "closed");
    EXPECT_EQ(miscounted(office_.deputy.post), 0);
}

TEST_P(ForwardTest, what_somebody_leads_is_not_closed_as_copies_to_know) {
    const Id doc = document();
    give(office_.clerk, doc, 0, "forward", {unit(office_.division)});
    EXPECT_EQ(refusals([&] {
                  write([&, read = version(doc)](db::Tx& tx) {
                      forward_to_know_and_close(tx, office_.clerk, doc, read, "",
                                                {post(office_.deputy.post, "information")});
                  });
              }),
              Fields{"close"});
    EXPECT_EQ(tree(doc).size(), 1U);
}

TEST_P(ForwardTest, only_a_lead_of_the_main_line_closes_the_whole) {
    const Id doc = document();
    const auto parts =
        give(office_.director, doc, 0, "direct", {unit(office_.division), unit(office_.second_division, "support")});
    const Id below = give(office_.second_head, doc, parts[1], "assign", {post(office_.second_specialist.post)})[0];
    const Id main = give(office_.head, doc, parts[0], "assign", {post(office_.specialist.post)})[0];
    EXPECT_EQ(part(below).role, "lead");
    const auto close = [&](const Actor& actor) {
        write([&, read = version(doc)](db::Tx& tx) { close_incoming(tx, actor, doc, read, "done", "", ""); });
    };
    EXPECT_THROW(close(office_.second_specialist), Forbidden);
    EXPECT_THROW(close(office_.second_head), Forbidden);
    EXPECT_EQ(part(main).role, "lead");
    close(office_.specialist);
    EXPECT_EQ(state(doc), "closed");
}

}  // namespace dinh::documents
