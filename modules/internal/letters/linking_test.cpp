// An internal document and the documents of the agency: a draft that begins with it, an incoming one it belongs to.
#include <gmock/gmock.h>

#include "modules/documents/documents.hpp"
#include "modules/internal/tests/house.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/deed/deed.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/visitor.hpp"

namespace dinh::internal {

namespace {

using dinh::test::FormFields;
using test::refusals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class LinkingTest : public test::House, protected dinh::test::Visitor {
protected:
    LinkingTest() : Visitor("/internal/letters") {}
    void SetUp() override {
        House::SetUp();
        write([&](db::Tx& tx) {
            body_ = directory::add_issuing_body(tx, Actor::system(),
                                                {office_.agency, "skhcn", "Sở Khoa học và Công nghệ", "", "SKHCN",
                                                 "Thái Nguyên", false, test::day(1, 1)});
        });
        look_again();
        manifest().routes(router_);
        documents::manifest().routes(router_);
        worklist::manifest().routes(router_);
        Visitor::open(db());
        directory::now(house_);
    }
    // In the book of the agency, under way, seen by these posts and units.
    Id registered(const std::string& mark, const std::vector<Id>& seers, const char* state = "in_process",
                  int number = 125) {
        constexpr db::Sql kIncoming{
            "test.incoming",
            "INSERT INTO incoming_document (id, owner_agency, origin_agency, rules_day, created_at, created_by_person, "
            "created_by_post, issuing_body, received_at, channel, state, author_name, mark, mark_key, kind, subject, "
            "arrival_number, arrival_day) VALUES ($1, $2, $2, $3, $4, 0, 0, $5, $4, 'paper', $6, 'Bộ Nội vụ', $7, $8, "
            "'cong_van', 'Về việc báo cáo', $9, $3)"};
        const Id id = ids::make();
        write([&](db::Tx& tx) {
            tx.exec(kIncoming, id, office_.agency, test::day(11, 19), clock::now(), body_, state, mark,
                    text::fold(mark), number);
            for (const Id seer : seers) grants::give(tx, documents::kIncoming, id, seer, "support", state);
        });
        return id;
    }
    Id begun(const test::Place& who, Id letter, const std::string& subject = "Về việc báo cáo tuần") {
        return db().writing([&, at = version(letter)](db::Tx& tx) {
            return begin_outgoing(tx, who.actor, *directory_, letter, at, {body_, "cong_van", subject});
        });
    }
    void attach_it(const test::Place& who, Id letter, Id incoming) {
        write([&, at = version(letter)](db::Tx& tx) {
            attach_to_incoming(tx, who.actor, *directory_, letter, at, incoming);
        });
    }
    void detach_it(const test::Place& who, Id letter, Id incoming) {
        write([&, at = version(letter)](db::Tx& tx) {
            detach_from_incoming(tx, who.actor, *directory_, letter, at, incoming);
        });
    }
    std::vector<Id> linked(const test::Place& who, std::string_view kind, Id document) {
        std::vector<Id> list;
        db().read([&](db::Conn& conn) {
            list.clear();
            for (const auto& one : documents::attached_records(conn, who.actor, kind, document))
                list.push_back(one.record);
        });
        return list;
    }
    dinh::test::Answer form(const test::Place& who, Id letter, const std::string& part, FormFields fields,
                            const std::string& stale = "") {
        fields.emplace_back("version", stale.empty() ? std::to_string(version(letter)) : stale);
        return Visitor::post(who.actor, path(letter, part), std::move(fields));
    }
    static std::string path(Id id, const std::string& part = "") {
        return "/internal/letters/" + std::to_string(id) + part;
    }
    static std::string page_of(std::string_view kind, Id id) {
        return "/documents/" + std::string(kind) + "/" + std::to_string(id);
    }

    Id body_ = 0;
};
DINH_BOTH_ENGINES(LinkingTest);

}  // namespace

TEST_P(LinkingTest, a_draft_begins_with_its_subject_and_files_and_each_shows_the_other) {
    LetterInput one = input();
    const Id id = draft_it(one, {{"mau.pdf", test::stored("mau")}, {"bang.pdf", test::stored("bang")}});
    send_it(id);
    const auto offered = get(office_.other_leader.actor, path(id, "/outgoing"));
    EXPECT_EQ(offered.status, 200);
    EXPECT_THAT(offered.body, HasSubstr("Nộp báo cáo tuần qua hệ thống"));
    const auto made = form(office_.other_leader, id, "/outgoing",
                           {{"issuing_body", std::to_string(body_)}, {"kind", "cong_van"}, {"subject", "Về báo cáo"}});
    ASSERT_EQ(made.status, 303) << made.body.substr(0, 2000);
    const Id draft = ids::parse(made.location.substr(made.location.rfind('/') + 1)).value_or(0);
    const auto brief = db().reading([&](db::Conn& conn) { return documents::outgoing_brief(conn, draft); });
    ASSERT_TRUE(brief);
    EXPECT_EQ(brief->subject, "Về báo cáo");
    const auto files =
        db().reading([&](db::Conn& conn) { return files::of_record(conn, documents::kOutgoing, draft); });
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].role, "draft");
    EXPECT_EQ(files[1].role, "appendix");
    EXPECT_THAT(get(office_.other_leader.actor, page_of("outgoing", draft)).body, HasSubstr(path(id)));
    EXPECT_THAT(get(office_.other_leader.actor, path(id)).body, HasSubstr(page_of("outgoing", draft)));
    EXPECT_LE(get(office_.other_leader.actor, path(id)).queries, 22);
    EXPECT_THAT(get(office_.leader.actor, path(id)).body, Not(HasSubstr(page_of("outgoing", draft))))
        << "the sender does not see the draft of another division";
}

TEST_P(LinkingTest, the_page_of_the_incoming_document_shows_it_to_whoever_may_see_both) {
    const Id id = sent(), incoming = registered("77/BNV", {office_.other_leader.post, office_.second.post});
    const auto done = form(office_.other_leader, id, "/attachment", {{"mark", "77/BNV"}});
    ASSERT_EQ(done.status, 303) << done.body.substr(0, 2000);
    EXPECT_THAT(linked(office_.other_leader, "incoming", incoming), ElementsAre(id));
    EXPECT_THAT(get(office_.other_leader.actor, page_of("incoming", incoming)).body, HasSubstr(path(id)));
    EXPECT_THAT(get(office_.other_leader.actor, path(id)).body, HasSubstr(page_of("incoming", incoming)));
    EXPECT_THAT(linked(office_.other_specialist, "incoming", incoming), IsEmpty()) << "sees neither";
    LetterInput other = input();
    other.receivers = {{unit(office_.other_division), "act"}};
    other.post = office_.other_leader.post;
    const auto plain = get(office_.head.actor, path(id));
    EXPECT_THAT(plain.body, Not(HasSubstr("77/BNV"))) << "sees the letter, not the incoming document";
    const auto stranger = get(other_.head.actor, page_of("incoming", incoming));
    EXPECT_EQ(stranger.status, 404);
    correct_it(id);
    const auto named = db().reading([&](db::Conn& conn) {
        return documents::attached_records(conn, office_.other_leader.actor, documents::kIncoming, incoming);
    });
    EXPECT_EQ(named.front().title, "Nộp báo cáo tuần") << "a correction names it anew";
    EXPECT_THAT(get(office_.other_leader.actor, path(id, "/detachment")).body, HasSubstr("77/BNV"));
    EXPECT_EQ(form(office_.other_leader, id, "/detachment", {{"incoming", std::to_string(incoming)}}).status, 303);
    EXPECT_THAT(linked(office_.other_leader, "incoming", incoming), IsEmpty());
}

TEST_P(LinkingTest, neither_history_tells_a_word_of_the_other) {
    const Id id = sent(), incoming = registered("77/BNV", {office_.other_leader.post});
    attach_it(office_.other_leader, id, incoming);
    const auto lines = [&](std::string_view kind, Id record) {
        std::string words;
        for (const auto& line : db().reading([&](db::Conn& conn) { return deed::history_of(conn, kind, record); }))
            words += line.words + "\n";
        return words;
    };
    EXPECT_THAT(lines(documents::kIncoming, incoming), HasSubstr("Gắn kèm: Văn bản nội bộ"));
    EXPECT_THAT(lines(documents::kIncoming, incoming), Not(HasSubstr("báo cáo tuần")));
    EXPECT_THAT(lines(kLetter, id), Not(HasSubstr("77/BNV")));
}

TEST_P(LinkingTest, among_several_of_one_mark_a_person_chooses) {
    const Id id = sent();
    const Id first = registered("77/BNV", {office_.other_leader.post});
    const Id second = registered("77/BNV", {office_.other_leader.post}, "in_process", 126);
    const auto asked = form(office_.other_leader, id, "/attachment", {{"mark", "77/BNV"}});
    EXPECT_EQ(asked.status, 422);
    EXPECT_THAT(asked.body, HasSubstr("Số đến 126"));
    EXPECT_EQ(form(office_.other_leader, id, "/attachment", {{"mark", "77/BNV"}, {"incoming", std::to_string(second)}})
                  .status,
              303);
    EXPECT_THAT(linked(office_.other_leader, "incoming", first), IsEmpty());
    EXPECT_THAT(linked(office_.other_leader, "incoming", second), ElementsAre(id));
}

TEST_P(LinkingTest, refuses_what_the_actor_does_not_see_what_is_ended_and_what_is_attached_already) {
    const Id id = sent();
    const Id unseen = registered("1/BNV", {office_.second.post});
    const Id closed = registered("2/BNV", {office_.other_leader.post}, "closed");
    const Id waiting = registered("3/BNV", {office_.other_leader.post}, "awaiting_receipt", 0);
    const Id good = registered("4/BNV", {office_.other_leader.post});
    for (const Id wrong : {unseen, closed, waiting, Id{5}})
        EXPECT_THAT(refusals([&] { attach_it(office_.other_leader, id, wrong); }), ElementsAre("mark")) << wrong;
    for (const char* mark : {"1/BNV", "2/BNV", "3/BNV", "", "99/X"})
        EXPECT_EQ(form(office_.other_leader, id, "/attachment", {{"mark", mark}}).status, 422) << mark;
    attach_it(office_.other_leader, id, good);
    EXPECT_THAT(refusals([&] { attach_it(office_.other_leader, id, good); }), ElementsAre("mark")) << "twice";
    EXPECT_THAT(refusals([&] { detach_it(office_.other_leader, id, unseen); }), ElementsAre("incoming"));
    EXPECT_THAT(refusals([&] { detach_it(office_.head, id, good); }), ElementsAre("incoming")) << "does not see it";
}

TEST_P(LinkingTest, refuses_a_letter_that_is_not_out_a_faulty_draft_and_strangers) {
    const Id drafting = draft_it(input()), good = registered("4/BNV", {office_.specialist.post});
    EXPECT_THROW(begun(office_.specialist, drafting), Refused);
    EXPECT_THROW(attach_it(office_.specialist, drafting, good), Refused);
    const Id id = sent();
    EXPECT_THAT(refusals([&] { begun(office_.other_leader, id, ""); }), ElementsAre("subject"));
    const auto faulty = [&](FormFields fields) {
        return form(office_.other_leader, id, "/outgoing", std::move(fields));
    };
    for (const auto& [kind, subject] : {std::pair{"x", "Về báo cáo"}, {"cong_van", ""}}) {
        const auto answer = faulty({{"issuing_body", std::to_string(body_)}, {"kind", kind}, {"subject", subject}});
        EXPECT_EQ(answer.status, 422) << kind << subject;
    }
    EXPECT_EQ(
        faulty({{"issuing_body", std::to_string(body_)}, {"kind", "cong_van"}, {"subject", std::string(501, 'a')}})
            .status,
        422);
    EXPECT_NE(faulty({{"issuing_body", "x"}, {"kind", "cong_van"}, {"subject", "Về báo cáo"}}).status, 303);
    EXPECT_EQ(faulty({}).status == 303, false);
    const auto stale =
        form(office_.other_leader, id, "/outgoing",
             {{"issuing_body", std::to_string(body_)}, {"kind", "cong_van"}, {"subject", "Còn nguyên"}}, "99");
    EXPECT_EQ(stale.status, 409);
    EXPECT_THAT(stale.body, HasSubstr("Còn nguyên"));
    for (const char* part : {"/outgoing", "/attachment", "/detachment"}) {
        EXPECT_EQ(get(other_.head.actor, path(id, part)).status, 404) << part;
        EXPECT_EQ(form(office_.second, id, part, {{"mark", "4/BNV"}}).status, 404) << part;
    }
}

TEST_P(LinkingTest, of_two_who_do_it_at_once_one_wins) {
    const Id id = sent(), incoming = registered("77/BNV", {office_.other_leader.post});
    const auto one_conflict = [&](const char* name, auto&& deed) {
        const auto read = version(id);
        dinh::test::one_wins(name, "Conflict", [&] { write([&](db::Tx& tx) { deed(tx, read); }); });
    };
    const Actor& who = office_.other_leader.actor;
    one_conflict("draft", [&](db::Tx& tx, auto at) {
        begin_outgoing(tx, who, *directory_, id, at, {body_, "cong_van", "Về báo cáo"});
    });
    one_conflict("attach", [&](db::Tx& tx, auto at) { attach_to_incoming(tx, who, *directory_, id, at, incoming); });
    one_conflict("detach", [&](db::Tx& tx, auto at) { detach_from_incoming(tx, who, *directory_, id, at, incoming); });
}

}  // namespace dinh::internal
