#include "modules/documents/incoming/incoming.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/series/series.hpp"
#include "modules/documents/tests/desk.hpp"
#include "platform/grants/grants.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

using test::day;
using test::refusals;
using test::stored;

class IncomingTest : public test::Desk {};
DINH_BOTH_ENGINES(IncomingTest);

}  // namespace

TEST_P(IncomingTest, registers_with_number_state_sight_and_work_for_the_clerk) {
    const Id id = register_one(input());
    const Incoming one = found(id);
    EXPECT_EQ(one.number(), "1");
    EXPECT_EQ(one.state, "awaiting_sorting");
    EXPECT_EQ(one.owner_agency, office_.agency);
    EXPECT_EQ(one.subject, "Về việc tăng cường phòng cháy, chữa cháy rừng");
    EXPECT_EQ(one.mark, "125/UBND-TH");
    EXPECT_EQ(one.arrival_day, day(11, 20));
    EXPECT_FALSE(one.registered_late);
    EXPECT_EQ(seen_by(office_.clerk, id).id, id);
    EXPECT_EQ(seen_by(office_.director, id).id, id);
    EXPECT_THROW(seen_by(office_.specialist, id), NotFound);
    EXPECT_EQ(work_of(office_.clerk.post), std::vector<std::string>{"documents.sort"});
    EXPECT_EQ(history(id).front().words, "Vào sổ, số đến 1");
    EXPECT_TRUE(faults().empty());
}

TEST_P(IncomingTest, gives_numbers_in_order_to_clerks_at_once) {
    const auto outcomes = dinh::test::at_once(12, [&](int i) {
        auto one = input();
        one.mark = std::to_string(i + 1) + "/UBND-TH";
        register_one(one);
    });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 12) << outcomes[0];
    EXPECT_EQ(found(register_one(input())).number(), "13");
    EXPECT_TRUE(faults().empty());
}

TEST_P(IncomingTest, takes_nothing_of_a_secret_document) {
    for (const char* level : {"mat", "toi_mat", "tuyet_mat", "x", ""}) {
        auto one = input();
        one.secrecy = level;
        EXPECT_THROW(register_one(one), Refused) << level;
    }
    EXPECT_EQ(count_rows(), 0);
    EXPECT_EQ(found(register_one(input())).number(), "1");
}

TEST_P(IncomingTest, a_file_with_a_stamp_must_be_answered_for) {
    const std::vector<NewFile> files{{"main", "cong-van.txt", stored("TỐI MẬT"), "TỐI MẬT"}};
    EXPECT_EQ(refusals([&] { register_one(input(), files); }), std::vector<std::string>{"files"});
    auto answered = input();
    answered.secrecy_answered = true;
    EXPECT_EQ(found(register_one(answered, files)).files, 1);
}

TEST_P(IncomingTest, tells_all_faults_of_a_form_at_once) {
    auto one = input();
    one.subject = "  ";
    one.author_name = "";
    one.kind = "khong_co";
    one.channel = "bird";
    one.document_day = day(11, 21);
    one.due = day(11, 19);
    one.urgency = 4;
    one.pages = 1000;
    one.copies = 0;
    const auto fields = refusals([&] { register_one(one); });
    for (const char* field :
         {"subject", "author_name", "kind", "channel", "document_day", "due", "urgency", "pages", "copies"}) {
        EXPECT_NE(std::find(fields.begin(), fields.end(), field), fields.end()) << field;
    }
    EXPECT_EQ(count_rows(), 0);
}

TEST_P(IncomingTest, holds_the_lengths_of_the_law) {
    const auto refused = [&](const std::string& field, auto change) {
        auto one = input();
        change(one);
        EXPECT_EQ(refusals([&] { register_one(one); }), std::vector<std::string>{field});
    };
    const std::string letter = "ế";
    const auto times = [&](int n) {
        std::string text;
        for (int i = 0; i < n; ++i) text += letter;
        return text;
    };
    refused("subject", [&](IncomingInput& one) { one.subject = times(501); });
    refused("author_name", [&](IncomingInput& one) { one.author_name = times(201); });
    refused("signer_name", [&](IncomingInput& one) { one.signer_name = times(51); });
    refused("signer_position", [&](IncomingInput& one) { one.signer_position = times(101); });
    refused("to_places", [&](IncomingInput& one) { one.to_places = times(1001); });
    refused("mark", [&](IncomingInput& one) { one.mark = times(43); });
    auto longest = input();
    longest.subject = times(500);
    EXPECT_EQ(text::length(found(register_one(longest)).subject), 500U);
}

TEST_P(IncomingTest, cleans_what_was_pasted) {
    auto one = input();
    one.subject = "  Về\tviệc\r\nhọp \u200b ";
    EXPECT_EQ(found(register_one(one)).subject, "Về việc họp");
}

TEST_P(IncomingTest, refuses_a_day_not_yet_come_and_one_that_the_book_has_passed) {
    auto tomorrow = input();
    tomorrow.arrival_day = day(11, 21);
    EXPECT_THROW(register_one(tomorrow), Refused);
    register_one(input());
    auto yesterday = input();
    yesterday.arrival_day = yesterday.document_day = day(11, 19);
    EXPECT_THROW(register_one(yesterday), Refused);
}

TEST_P(IncomingTest, a_day_gone_by_takes_a_letter_by_the_chief_of_office_only) {
    now_.set(*clock::parse_instant("2026-11-18T03:00:00Z"));
    auto first = input();
    first.document_day = day(11, 17);
    register_one(first);
    now_.set(*clock::parse_instant("2026-11-20T03:00:00Z"));
    register_one(input());
    auto late = input();
    late.document_day = day(11, 17);
    late.arrival_day = day(11, 18);
    late.back_date_reason = "Sót khi vào sổ";
    EXPECT_THROW(register_one(late), Forbidden);
    EXPECT_EQ(count_rows(), 2);
}

TEST_P(IncomingTest, says_when_registered_later_than_the_next_working_day) {
    // 20 November 2026 is a Friday: Wednesday's paper should have been in the book on Thursday.
    auto one = input();
    one.document_day = day(11, 16);
    one.arrival_day = day(11, 18);
    EXPECT_TRUE(found(register_one(one)).registered_late);
    one.arrival_day = day(11, 19);
    EXPECT_FALSE(found(register_one(one)).registered_late);
    now_.set(*clock::parse_instant("2026-11-23T03:00:00Z"));
    one.arrival_day = day(11, 20);
    EXPECT_FALSE(found(register_one(one)).registered_late) << "Monday is the next working day after Friday";
    one.urgency = 3;
    EXPECT_TRUE(found(register_one(one)).registered_late) << "urgent ones at once";
}

TEST_P(IncomingTest, only_the_clerk_of_the_book_registers) {
    for (const Actor* actor : {&office_.director, &office_.chief, &office_.specialist, &other_.clerk}) {
        EXPECT_THROW(register_as(*actor, input()), Forbidden);
    }
    Actor reader = office_.clerk;
    reader.read_only = true;
    EXPECT_THROW(register_as(reader, input()), Forbidden);
    auto nowhere = input();
    nowhere.issuing_body = 5;
    EXPECT_THROW(register_one(nowhere), Refused);
}

TEST_P(IncomingTest, another_agency_sees_nothing) {
    const Id id = register_one(input());
    EXPECT_THROW(seen_by(other_.clerk, id), NotFound);
    EXPECT_THROW(seen_by(other_.director, id), NotFound);
    EXPECT_TRUE(list(other_.clerk, {.view = "all"}).lines.empty());
    EXPECT_THROW(write([&](db::Tx& tx) { refuse_incoming(tx, other_.clerk, id, 1, "x"); }), NotFound);
    EXPECT_THROW(write([&](db::Tx& tx) { close_incoming(tx, other_.clerk, 77, 1, "done", "", ""); }), NotFound);
}

TEST_P(IncomingTest, finds_doubles_by_number_and_author_however_typed) {
    const Id id = register_one(input());
    const auto doubles = [&](const char* mark, const char* author, Id except = 0) {
        return db().reading(
            [&](db::Conn& conn) { return duplicates(conn, office_.agency, mark, 0, author, except).size(); });
    };
    EXPECT_EQ(doubles("0125 / ubnd-th", "UBND tỉnh Thái Nguyên"), 1U);
    EXPECT_EQ(doubles("125/UBND-TH", "Ubnd Tinh Thai Nguyen"), 1U);
    EXPECT_EQ(doubles("125/UBND-TH", ""), 1U);
    EXPECT_EQ(doubles("125/UBND-TH", "Sở Tài chính"), 0U);
    EXPECT_EQ(doubles("126/UBND-TH", "UBND tỉnh Thái Nguyên"), 0U);
    EXPECT_EQ(doubles("", "UBND tỉnh Thái Nguyên"), 0U);
    EXPECT_EQ(doubles("125/UBND-TH", "UBND tỉnh Thái Nguyên", id), 0U);
}

TEST_P(IncomingTest, corrects_with_reason_and_keeps_before_and_after) {
    const Id id = register_one(input());
    auto changed = input();
    changed.subject = "Về việc họp giao ban";
    EXPECT_THROW(correct(office_.clerk, id, 1, changed, ""), Refused);
    EXPECT_THROW(correct(office_.director, id, 1, changed, "Ghi nhầm"), Forbidden);
    EXPECT_THROW(correct(office_.clerk, id, 9, changed, "Ghi nhầm"), Conflict);
    correct(office_.clerk, id, 1, changed, "Ghi nhầm");
    EXPECT_EQ(found(id).subject, "Về việc họp giao ban");
    EXPECT_EQ(found(id).number(), "1");
    const auto line = history(id).front();
    ASSERT_EQ(line.changes.size(), 1U);
    EXPECT_EQ(line.changes[0].field, "subject");
    EXPECT_EQ(line.changes[0].before, "Về việc tăng cường phòng cháy, chữa cháy rừng");
    EXPECT_EQ(line.changes[0].after, "Về việc họp giao ban");
}

TEST_P(IncomingTest, one_of_two_corrections_at_once_meets_a_conflict) {
    const Id id = register_one(input());
    const auto outcomes = dinh::test::at_once(2, [&](int i) {
        auto changed = input();
        changed.subject = "Nội dung " + std::to_string(i);
        correct(office_.clerk, id, 1, changed, "Ghi nhầm");
    });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
}

TEST_P(IncomingTest, keeps_the_number_when_the_paper_comes_later) {
    const Id id = register_one(input());
    const auto paper = [&](std::string_view where, Day on) {
        write([&, read = version(id)](db::Tx& tx) { attach_paper_original(tx, office_.clerk, id, read, where, on); });
    };
    EXPECT_THROW(paper("", day(11, 20)), Refused);
    EXPECT_THROW(paper("Tủ 3", day(11, 21)), Refused);
    EXPECT_THROW(paper("Tủ 3", day(11, 19)), Refused);
    paper("Tủ 3, cặp 12", day(11, 20));
    EXPECT_EQ(found(id).paper_original, "Tủ 3, cặp 12");
    EXPECT_EQ(found(id).number(), "1");
}

TEST_P(IncomingTest, returns_to_the_sender_with_reason_and_keeps_the_line) {
    const Id id = register_one(input());
    EXPECT_THROW(write([&](db::Tx& tx) { return_to_sender(tx, office_.clerk, id, 1, " "); }), Refused);
    EXPECT_THROW(write([&](db::Tx& tx) { refuse_incoming(tx, office_.clerk, id, 1, "Gửi nhầm"); }), Refused)
        << "already in the book";
    const auto outcomes = dinh::test::two_at_once(
        2, [&] { write([&](db::Tx& tx) { return_to_sender(tx, office_.clerk, id, 1, "Gửi nhầm"); }); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 1);
    EXPECT_EQ(found(id).state, "returned_to_sender");
    EXPECT_EQ(found(id).refusal_reason, "Gửi nhầm");
    EXPECT_TRUE(work_of(office_.clerk.post).empty());
    EXPECT_THROW(write([&](db::Tx& tx) { return_to_sender(tx, office_.clerk, id, 2, "Gửi nhầm"); }), Refused);
    EXPECT_TRUE(faults().empty());
}

TEST_P(IncomingTest, closes_by_the_rules_of_each_way_and_opens_again) {
    const Id id = register_one(input());
    const auto close = [&](const Actor& actor, const char* as, const char* words, const char* dossier) {
        write([&, read = version(id)](db::Tx& tx) { close_incoming(tx, actor, id, read, as, words, dossier); });
    };
    EXPECT_EQ(refusals([&] { close(office_.clerk, "answered", "", ""); }), std::vector<std::string>{"note"});
    EXPECT_EQ(refusals([&] { close(office_.clerk, "without_result", "", ""); }), std::vector<std::string>{"note"});
    EXPECT_EQ(refusals([&] { close(office_.clerk, "filed", "", ""); }), std::vector<std::string>{"dossier"});
    EXPECT_EQ(refusals([&] { close(office_.clerk, "gone", "", ""); }), std::vector<std::string>{"as"});
    close(office_.director, "for_information", "", "");
    EXPECT_EQ(found(id).state, "closed");
    EXPECT_TRUE(work_of(office_.clerk.post).empty());
    EXPECT_THROW(close(office_.clerk, "filed", "", "HS1"), Refused);
    const auto reopen = [&](const Actor& actor, const char* reason) {
        write([&, read = version(id)](db::Tx& tx) { reopen_incoming(tx, actor, id, read, reason); });
    };
    EXPECT_THROW(reopen(office_.clerk, ""), Refused);
    reopen(office_.clerk, "Còn việc phải làm");
    EXPECT_EQ(found(id).state, "awaiting_sorting");
    EXPECT_EQ(work_of(office_.clerk.post), std::vector<std::string>{"documents.sort"});
    EXPECT_THROW(reopen(office_.clerk, "Lần nữa"), Refused);
}

TEST_P(IncomingTest, a_reply_stops_the_clock_and_proposes_closing) {
    auto one = input();
    one.due = day(11, 20);
    const Id id = register_one(one);
    now_.set(*clock::parse_instant("2026-11-24T03:00:00Z"));
    EXPECT_EQ(list(office_.clerk, {.view = "overdue"}).lines.size(), 1U);
    write([&](db::Tx& tx) { propose_close(tx, id, "45/SKHCN-VP"); });
    EXPECT_TRUE(list(office_.clerk, {.view = "overdue"}).lines.empty());
    EXPECT_EQ(work_of(office_.clerk.post), (std::vector<std::string>{"documents.confirm", "documents.sort"}));
    write([&, read = version(id)](db::Tx& tx) { close_incoming(tx, office_.clerk, id, read, "answered", "", ""); });
    EXPECT_TRUE(work_of(office_.clerk.post).empty());
}

TEST_P(IncomingTest, a_recall_makes_it_unreachable_and_keeps_the_line) {
    const Id id = register_one(input(), {{"main", "a.txt", stored("nội dung"), ""}});
    write([&](db::Tx& tx) { cancel_by_recall(tx, id, "9/UBND-TH"); });
    write([&](db::Tx& tx) { cancel_by_recall(tx, id, "9/UBND-TH"); });
    EXPECT_THROW(seen_by(office_.clerk, id), NotFound);
    EXPECT_TRUE(list(office_.clerk, {.view = "all"}).lines.empty());
    EXPECT_TRUE(db().reading([&](db::Conn& conn) { return files::of_record(conn, kIncoming, id); }).empty());
    EXPECT_EQ(found(id).state, "cancelled_by_recall");
    EXPECT_TRUE(work_of(office_.clerk.post).empty());
    EXPECT_TRUE(faults().empty());
}

TEST_P(IncomingTest, a_stamp_found_later_asks_the_clerk_once) {
    const Id id = register_one(input());
    write([&](db::Tx& tx) { ask_about_secrecy(tx, id, "MẬT"); });
    write([&](db::Tx& tx) { ask_about_secrecy(tx, id, "MẬT"); });
    EXPECT_EQ(found(id).secrecy_question, "asked");
    EXPECT_EQ(work_of(office_.clerk.post), (std::vector<std::string>{"documents.secrecy", "documents.sort"}));
    const auto answer = [&](const Actor& actor, bool secret, const char* reason) {
        write([&, read = version(id)](db::Tx& tx) { answer_secrecy_question(tx, actor, id, read, secret, reason); });
    };
    EXPECT_THROW(answer(office_.director, false, "Chữ trong ví dụ"), Forbidden);
    EXPECT_THROW(answer(office_.clerk, false, ""), Refused);
    answer(office_.clerk, false, "Chữ trong ví dụ");
    EXPECT_EQ(work_of(office_.clerk.post), std::vector<std::string>{"documents.sort"});
    EXPECT_THROW(answer(office_.clerk, false, "Lần nữa"), Refused);
}

TEST_P(IncomingTest, a_document_found_to_be_secret_leaves_only_a_voided_number) {
    const Id id = register_one(input(), {{"main", "a.txt", stored("nội dung"), ""}});
    write([&](db::Tx& tx) { ask_about_secrecy(tx, id, "MẬT"); });
    write([&, read = version(id)](db::Tx& tx) {
        answer_secrecy_question(tx, office_.clerk, id, read, true, "Có dấu Mật");
    });
    const Incoming one = found(id);
    EXPECT_EQ(one.subject + one.author_name + one.mark + one.kind, "");
    EXPECT_EQ(one.files, 0);
    EXPECT_THROW(seen_by(office_.clerk, id), NotFound);
    EXPECT_TRUE(work_of(office_.clerk.post).empty());
    EXPECT_TRUE(faults().empty());
    EXPECT_EQ(found(register_one(input())).number(), "2");
}

TEST_P(IncomingTest, lists_what_one_sees_newest_first_page_by_page) {
    for (int i = 1; i <= 7; ++i) {
        auto one = input();
        one.mark = std::to_string(i) + "/UBND-TH";
        one.urgency = i % 2;
        register_one(one);
    }
    const auto first = list(office_.clerk, {.view = "open", .most = 3});
    ASSERT_EQ(first.lines.size(), 3U);
    EXPECT_EQ(first.lines[0].arrival_number, 7);
    EXPECT_EQ(first.count, 7);
    EXPECT_FALSE(first.count_more);
    const auto second = list(office_.clerk, {.view = "open", .before = first.next, .most = 3});
    EXPECT_EQ(second.lines[0].arrival_number, 4);
    const auto last = list(office_.clerk, {.view = "open", .before = second.next, .most = 3});
    EXPECT_EQ(last.lines.size(), 1U);
    EXPECT_EQ(last.next, 0);
    EXPECT_EQ(list(office_.clerk, {.view = "all", .urgency = 1}).lines.size(), 4U);
    EXPECT_EQ(list(office_.clerk, {.view = "all", .urgency = 1}).count, 4);
    const auto filtered = list(office_.clerk, {.view = "all", .urgency = 1, .most = 3});
    EXPECT_EQ(filtered.lines.size(), 3U);
    EXPECT_EQ(list(office_.clerk, {.view = "all", .urgency = 1, .before = filtered.next, .most = 3}).lines.size(), 1U);
    EXPECT_EQ(list(office_.clerk, {.view = "registered_today"}).lines.size(), 7U);
    EXPECT_EQ(list(office_.clerk, {.view = "all", .author = "UBND tỉnh Thái Nguyên"}).lines.size(), 7U);
    EXPECT_TRUE(list(office_.clerk, {.view = "all", .kind = "quyet_dinh"}).lines.empty());
    EXPECT_TRUE(list(office_.specialist, {.view = "all"}).lines.empty());
    EXPECT_TRUE(list(office_.clerk, {.view = "mine"}).lines.empty())
        << "the agency's documents are not the clerk's own";
    EXPECT_TRUE(list(office_.clerk, {.view = "closed"}).lines.empty());
}

TEST_P(IncomingTest, adds_a_file_later_and_refuses_a_stamped_one) {
    const Id id = register_one(input());
    const auto add = [&](const NewFile& file) {
        write([&, read = version(id)](db::Tx& tx) { add_incoming_file(tx, office_.clerk, id, read, file); });
    };
    EXPECT_THROW(add({"appendix", "b.txt", stored("MẬT"), "MẬT"}), Refused);
    add({"appendix", "b.txt", stored("phụ lục"), ""});
    EXPECT_EQ(found(id).files, 1);
}

}  // namespace dinh::documents
