// Every deed on a document, done by two who had read the same version: one of them meets a conflict.
#include "tests/support/at_once.hpp"
#include "modules/documents/tests/out_desk.hpp"

namespace dinh::documents {

namespace {

class AtOnceTest : public test::OutDesk {
protected:
    template <class F>
    void one_conflict(const char* deed, F&& work) {
        dinh::test::one_wins(deed, "Conflict", [&] { write(work); });
    }
    // A deed of the form (tx, actor, id, version, ...) on an incoming document.
    template <class F, class... Args>
    void in_conflict(const char* name, F&& deed, Id id, const Args&... args) {
        const auto read = version(id);
        one_conflict(name, [&](db::Tx& tx) { deed(tx, office_.clerk, id, read, args...); });
    }
    template <class F, class... Args>
    void out_conflict(const char* name, F&& deed, const Actor& actor, Id id, const Args&... args) {
        const auto read = out(id).version;
        one_conflict(name, [&](db::Tx& tx) { deed(tx, actor, id, read, args...); });
    }
    template <class F>
    void step_conflict(const char* name, Id id, F&& deed) {
        const auto step = current(id);
        one_conflict(name, [&](db::Tx& tx) { deed(tx, step); });
    }
    // One that the other agency sent and that waits to be received.
    Id arrived() {
        auto sent = letter({{.agency = office_.agency}});
        sent.issuing_body = other_.body;
        sent.signer_post = other_.director.post;
        const Id id = draft_as(other_.specialist, sent);
        submit_as(other_.specialist, id, {{"sign", other_.director.post, ""}}, "");
        agree_as(other_.director, id);
        act(attach_signed_file, other_.clerk, id, test::signed_file("ben kia"), clock::today());
        act(give_number_to, other_.clerk, id, NumberInput{});
        act(note_seal, other_.clerk, id, "");
        act(issue, other_.clerk, id);
        write([&](db::Tx& tx) { deliver(tx, id); });
        return recipients(id).at(0).incoming;
    }
};
DINH_BOTH_ENGINES(AtOnceTest);

}  // namespace

TEST_P(AtOnceTest, on_an_incoming_document_one_of_two_wins) {
    const Id id = register_one(input());
    in_conflict("paper", attach_paper_original, id, "Tủ 3", test::day(11, 20));
    in_conflict("file", add_incoming_file, id, NewFile{"main", "a.txt", test::stored("a"), ""});
    in_conflict("close", close_incoming, id, "for_information", "", "");
    in_conflict("reopen", reopen_incoming, id, "Còn việc");
    write([&](db::Tx& tx) { ask_about_secrecy(tx, id, "MẬT"); });
    in_conflict("secrecy", answer_secrecy_question, id, false, "Không phải dấu mật");
    in_conflict("return", return_to_sender, id, "Gửi nhầm");
    EXPECT_TRUE(faults().empty());
}

TEST_P(AtOnceTest, on_what_arrived_one_of_two_wins) {
    in_conflict("receive", receive, arrived(), input());
    in_conflict("refuse", refuse_incoming, arrived(), "Không thuộc thẩm quyền");
    EXPECT_TRUE(faults().empty());
}

TEST_P(AtOnceTest, a_secret_is_taken_out_once) {
    const Id id = register_one(input());
    write([&](db::Tx& tx) { ask_about_secrecy(tx, id, "MẬT"); });
    const auto read = version(id);
    // The second finds nothing any more.
    dinh::test::one_wins("take out", "NotFound", [&] {
        write([&](db::Tx& tx) { answer_secrecy_question(tx, office_.clerk, id, read, true, "Có dấu mật"); });
    });
    EXPECT_EQ(found(id).state, "removed_as_secret");
    EXPECT_TRUE(faults().empty());
}

TEST_P(AtOnceTest, on_a_draft_one_of_two_wins) {
    const Id id = draft_one(letter());
    out_conflict("edit", edit_draft, office_.specialist, id, letter());
    out_conflict("file", add_draft_file, office_.specialist, id, test::draft_file("ban hai"));
    const auto read = out(id).version;
    one_conflict("submit", [&](db::Tx& tx) { submit(tx, office_.specialist, *directory_, id, read, usual(), ""); });
    out_conflict("withdraw", withdraw_submission, office_.specialist, id);
    out_conflict("drop", drop_draft, office_.specialist, id, "Không cần nữa");
}

TEST_P(AtOnceTest, on_a_step_one_of_two_wins) {
    const Id id = submitted(letter());
    out_conflict("add", add_step, office_.specialist, id, 1, StepInput{"opinion", office_.deputy.post, ""});
    step_conflict("agree", id, [&](db::Tx& tx, const RouteStep& step) {
        agree(tx, office_.head, *directory_, step.id, step.version, "");
    });
    step_conflict("return", id, [&](db::Tx& tx, const RouteStep& step) {
        return_step(tx, office_.deputy, step.id, step.version, 0, "Rà soát lại");
    });
}

TEST_P(AtOnceTest, on_an_approved_document_one_of_two_wins) {
    const Id id = approved(letter());
    out_conflict("sign", attach_signed_file, office_.clerk, id, test::signed_file(), clock::today());
    out_conflict("recipients", correct_recipients, office_.clerk, id,
                 std::vector<RecipientInput>{{.agency = other_.agency}});
    out_conflict("number", give_number_to, office_.clerk, id, NumberInput{});
    out_conflict("seal", note_seal, office_.clerk, id, "");
    out_conflict("issue", issue, office_.clerk, id);
    out_conflict("recall", recall, office_.clerk, id, "Sai thẩm quyền");
    EXPECT_TRUE(faults().empty());
}

}  // namespace dinh::documents
