// What proves secret leaves no word behind, wherever it was copied: every text column of the database is searched.
#include "modules/documents/documents.hpp"
#include "modules/documents/tests/out_desk.hpp"
#include "platform/events/events.hpp"
#include "platform/search/search.hpp"
#include "platform/settings/settings.hpp"
#include "tests/support/columns.hpp"

namespace dinh::documents {

namespace {

using test::day;
using test::stored;
using test::unit;

// Stands nowhere else, and reads the same folded and in lower case.
constexpr const char* kRare = "quyzamba";
std::string rare(const char* before) { return std::string(before) + " " + kRare; }

class ForgettingTest : public test::OutDesk {
protected:
    ForgettingTest() {
        static const bool declared = (settings::declare(worklist::manifest().settings), true);
        (void)declared;
    }
    Id told_everywhere() {
        auto one = input();
        one.subject = rare("Về việc");
        one.author_name = rare("Cục");
        one.mark = rare("9/");
        one.author_code = one.description = one.signer_position = one.signer_name = one.to_places = rare("Ông");
        one.field = one.dossier = one.paper_original = one.language = rare("Nơi");
        one.due = day(11, 20);
        const Id doc = register_one(one, {{"main", rare("tệp") + ".txt", stored("nội dung"), ""}});
        one.subject = rare("Sửa");
        correct(office_.clerk, doc, version(doc), one, rare("Nhầm"));
        write([&](db::Tx& tx) { search::put_body(tx, kIncoming, doc, 1, rare("Toàn văn")); });
        handled(doc);
        for (const auto& job : worklist::manifest().jobs) job.work(house_, {});
        return doc;
    }
    void handled(Id doc) {
        const Id division = give(office_.clerk, doc, 0, "forward", {unit(office_.division)}, rare("Giao"))[0];
        const Id support = give(office_.head, doc, division, "assign", {test::post(office_.specialist.post, "support")},
                                rare("Phối hợp"))[0];
        write([&, at = part(division).version](db::Tx& tx) {
            const Id request = request_extension(tx, office_.head, division, at, day(11, 27), rare("Chờ"));
            decide_extension(tx, office_.clerk, request, 1, false, {}, rare("Không"));
        });
        const Id asked = db().writing([&](db::Tx& tx) {
            return request_opinion(tx, office_.head, "incoming", doc, office_.second_head.post, rare("Hỏi"), {});
        });
        write([&](db::Tx& tx) { give_opinion(tx, office_.second_head, asked, 1, rare("Đáp")); });
        report(office_.specialist, support, rare("Xong"));
        return_part(office_.head, division, rare("Không thuộc"));
        auto answer = letter();
        answer.answers = {doc};
        draft_one(answer);
    }
    void remove(Id doc) {
        write([&](db::Tx& tx) { ask_about_secrecy(tx, doc, "MẬT"); });
        write([&, read = version(doc)](db::Tx& tx) {
            answer_secrecy_question(tx, office_.clerk, doc, read, true, "Có dấu Mật trên trang đầu");
        });
    }
};
DINH_BOTH_ENGINES(ForgettingTest);

}  // namespace

TEST_P(ForgettingTest, no_text_column_keeps_a_word_of_what_proved_secret) {
    events::set_hearers({{"test.fails", std::string(kRegistered),
                          [](db::Tx&, const events::Event& event) { throw std::runtime_error(event.payload); }}});
    const Id doc = told_everywhere();
    events::deliver(db());
    events::set_hearers({});
    const auto before = dinh::test::columns_with(db(), kRare);
    for (const char* place : {"incoming_document.subject", "forwarding.opinion", "forwarding.result",
                              "extension_request.answer", "opinion_request.answer", "work_item.title", "notice.text",
                              "event.payload", "event_delivery.error", "record_history.words", "record_history.changes",
                              "search_entry.title", "search_body.text", "file_ref.name"}) {
        EXPECT_NE(std::find(before.begin(), before.end(), place), before.end()) << place << " was not put to the test";
    }
    remove(doc);
    EXPECT_EQ(dinh::test::columns_with(db(), kRare), std::vector<std::string>{});
}

TEST_P(ForgettingTest, what_was_done_and_what_others_work_on_stays) {
    const Id doc = told_everywhere();
    const Id other = register_one(input());
    const auto told = history(doc).size();
    remove(doc);
    const auto lines = history(doc);
    EXPECT_EQ(lines.size(), told + 2) << "asked and removed";
    EXPECT_EQ(lines.front().deed, "incoming.remove_as_secret");
    EXPECT_EQ(lines.front().words, "Gỡ khỏi hệ thống vì là văn bản mật: Có dấu Mật trên trang đầu");
    EXPECT_EQ(lines.back().person_name, "Lê Thị Văn Thư");
    EXPECT_EQ(lines.back().words, "");
    EXPECT_EQ(found(other).subject, input().subject);
    EXPECT_FALSE(history(other).front().words.empty());
    EXPECT_EQ(work_of(office_.clerk.post), std::vector<std::string>{"documents.sort"}) << "of the other document";
    for (const Id holder : {office_.clerk.post, office_.division, office_.specialist.post, office_.second_head.post})
        EXPECT_EQ(miscounted(holder), 0);
    EXPECT_TRUE(faults().empty());
}

TEST_P(ForgettingTest, other_modules_hear_that_it_went_and_nothing_else_of_it) {
    std::vector<std::string> heard;
    const auto note = [&](db::Tx&, const events::Event& event) { heard.push_back(event.kind + " " + event.payload); };
    events::set_hearers(
        {{"test.registered", std::string(kRegistered), note}, {"test.removed", std::string(kRemovedAsSecret), note}});
    const Id doc = told_everywhere();
    remove(doc);
    while (events::deliver(db()) > 0) {}
    events::set_hearers({});
    EXPECT_EQ(heard, std::vector<std::string>{"documents.removed_as_secret {\"id\":\"" + std::to_string(doc) + "\"}"});
}

TEST_P(ForgettingTest, the_sender_inside_the_province_is_told_to_look_at_his_own) {
    const Id sent = issued(letter());
    const Id arrived = recipients(sent).at(0).incoming;
    write([&, read = version(arrived)](db::Tx& tx) {
        answer_secrecy_question(tx, other_.clerk, arrived, read, true, "Có dấu Mật");
    });
    EXPECT_EQ(recipients(sent).at(0).state, "refused");
    EXPECT_EQ(recipients(sent).at(0).state_note, "Văn bản có dấu chỉ độ mật");
}

}  // namespace dinh::documents
