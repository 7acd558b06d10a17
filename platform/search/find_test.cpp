#include <gmock/gmock.h>

#include "platform/search/search.hpp"
#include "platform/search/walk.hpp"
#include "platform/text/text.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/plans.hpp"

namespace dinh::search {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Search : public test::OnBothEngines {
protected:
    Search() : OnBothEngines({"search"}) {}
    void TearDown() override { set_abbreviations({}); }

    static Entry entry(Id record, std::string title, std::string marks = "", std::string words = "") {
        Entry made;
        made.kind = "incoming";
        made.record = record;
        made.title = std::move(title);
        made.marks = std::move(marks);
        made.words = std::move(words);
        made.grantees = {7};
        made.day = *clock::parse_day("2026-11-21");
        made.link = "/documents/incoming/" + std::to_string(record);
        return made;
    }
    void put_one(const Entry& made) {
        db().write([&](db::Tx& tx) { put(tx, made); });
    }
    Answer ask(const Query& query, std::vector<Id> grantees = {7}) {
        Actor actor;
        actor.person = 1;
        actor.grantees = std::move(grantees);
        return db().reading([&](db::Conn& conn) { return find(conn, actor, query); });
    }
    std::vector<Id> found(std::string_view text, std::vector<Id> grantees = {7}) {
        Query query;
        query.text = text;
        std::vector<Id> records;
        for (const auto& hit : ask(query, std::move(grantees)).hits) records.push_back(hit.record);
        return records;
    }
    void put_text(Id record, std::string_view text, int position = 1) {
        db().write([&](db::Tx& tx) { put_body(tx, "incoming", record, position, text); });
    }
};

TEST_P(Search, makes_the_index_anew_from_what_is_kept) {
    put_one(entry(1, "Kế hoạch chuyển đổi số"));
    put_one(entry(2, "Báo cáo quý III"));
    put_text(2, "phụ lục có chữ kiểm đếm");
    db().write([&](db::Tx& tx) {
        if (tx.engine() == db::Engine::sqlite)
            tx.exec({"search.test_lose", "DELETE FROM search_index"});
        else
            tx.exec({"search.test_lose", "UPDATE search_entry SET tokens = '', body = ''"});
    });
    EXPECT_THAT(found("kế hoạch"), IsEmpty());
    Id last = 0;
    do last = db().writing([&](db::Tx& tx) { return index_kept_again(tx, last, 1); });
    while (last != 0);
    EXPECT_THAT(found("kế hoạch"), ElementsAre(1));
    EXPECT_THAT(found("kiểm đếm"), ElementsAre(2));
}

TEST_P(Search, finds_with_and_without_marks) {
    put_one(entry(1, "Về việc thu hồi đất để thực hiện Dự án khu dân cư số 3"));
    put_one(entry(2, "Kế hoạch chuyển đổi số"));
    for (const char* typed : {"thu hồi đất", "thu hoi dat", "THU HỒI ĐẤT", "đất thu hồi", "dat"}) {
        EXPECT_THAT(found(typed), ElementsAre(1)) << typed;
    }
    EXPECT_THAT(found("số"), UnorderedElementsAre(1, 2));
    EXPECT_THAT(found("thu hồi rừng"), IsEmpty());
    EXPECT_THAT(found(""), IsEmpty());
    EXPECT_THAT(found("???"), IsEmpty());
}

TEST_P(Search, finds_what_is_shown_whole) {
    put_one(entry(5, "Về việc thu hồi đất", "125/UBND-TH", "Sở Nội vụ"));
    Query query;
    query.text = "thu hồi";
    const Answer answer = ask(query);
    ASSERT_EQ(answer.hits.size(), 1u);
    const Hit& hit = answer.hits[0];
    EXPECT_EQ(hit.kind, "incoming");
    EXPECT_EQ(hit.record, 5);
    EXPECT_EQ(hit.title, "Về việc thu hồi đất");
    EXPECT_EQ(hit.marks, "125/UBND-TH");
    EXPECT_EQ(hit.link, "/documents/incoming/5");
    EXPECT_EQ(hit.day, *clock::parse_day("2026-11-21"));
    EXPECT_EQ(hit.snippet, "");
    EXPECT_FALSE(answer.cut_short);
    EXPECT_FALSE(answer.more);
}

TEST_P(Search, reads_decomposed_text_and_both_places_of_the_tone) {
    put_one(entry(1, text::nfc("Xã Hoà Bình")));
    for (const char* typed : {"Hòa Bình", "Hoà Bình", "hoa binh", "Ho\xc3\xa0 Bi\xcc\x80nh"}) {
        EXPECT_THAT(found(typed), ElementsAre(1)) << typed;
    }
}

TEST_P(Search, puts_exact_marks_first) {
    put_one(entry(1, "Họp về đảm bảo an toàn"));
    put_one(entry(2, "Hợp đồng của dám"));
    put_one(entry(3, "Hop dong khong dau"));
    EXPECT_THAT(found("hợp"), ElementsAre(2, 3, 1));
    EXPECT_EQ(found("họp")[0], 1);
    EXPECT_EQ(found("hop").size(), 3u);
}

TEST_P(Search, finds_party_and_state_signs_in_either_order) {
    put_one(entry(1, "Nghị quyết về chuyển đổi số", "36-NQ/TW"));
    put_one(entry(2, "Nghị quyết khác", "37-NQ/TW"));
    for (const char* typed : {"36-NQ/TW", "36/NQ-TW", "nq 36 tw", "NQ36", "NQ-36", "036-NQ/TW", "36 nq tw"}) {
        EXPECT_THAT(found(typed), ElementsAre(1)) << typed;
    }
}

TEST_P(Search, finds_numbers_however_they_are_written) {
    put_one(entry(1, "Một", "05/2026/QĐ-UBND"));
    put_one(entry(2, "Hai", "1.234/UBND-CNN&XD"));
    put_one(entry(3, "Ba", "1235/SNNMT-QLĐĐ"));
    put_one(entry(4, "Bốn", "125a/SNN&MT-VP"));
    EXPECT_THAT(found("5/2026"), ElementsAre(1));
    EXPECT_THAT(found("005"), ElementsAre(1));
    EXPECT_THAT(found("1234"), ElementsAre(2));
    EXPECT_THAT(found("1.234"), ElementsAre(2));
    EXPECT_THAT(found("1.235"), ElementsAre(3));
    EXPECT_THAT(found("cnn&xd"), ElementsAre(2));
    EXPECT_THAT(found("CNNXD"), ElementsAre(2));
    EXPECT_THAT(found("125a"), ElementsAre(4));
    EXPECT_THAT(found("125"), ElementsAre(4));
    EXPECT_THAT(found("snnmt"), UnorderedElementsAre(3, 4));
    EXPECT_THAT(found("SNN&MT"), UnorderedElementsAre(3, 4));
    EXPECT_THAT(found("123"), IsEmpty());
}

TEST_P(Search, takes_the_last_word_as_unfinished) {
    put_one(entry(1, "Chuyển đổi số"));
    put_one(entry(2, "Nghiên cứu internet"));
    for (const char* typed : {"ch", "chu", "chuy", "chuye", "chuyể", "chuyển đ", "nghien inter", "doi chuyen"}) {
        EXPECT_EQ(found(typed).size(), typed == std::string("chuyển đ") ? 0u : 1u) << typed;
    }
    EXPECT_THAT(found("interne"), ElementsAre(2));
    EXPECT_THAT(found("chuye doi"), IsEmpty()) << "only the last word";
}

TEST_P(Search, expands_abbreviations_both_ways) {
    set_abbreviations({{"UBND", "Ủy ban nhân dân"}, {"CĐS", "chuyển đổi số"}});
    put_one(entry(1, "Chủ tịch Ủy ban nhân dân tỉnh"));
    put_one(entry(2, "Chủ tịch UBND tỉnh"));
    put_one(entry(3, "Ủy viên ban của nhân viên, dân"));
    EXPECT_THAT(found("UBND"), UnorderedElementsAre(1, 2));
    EXPECT_THAT(found("ủy ban nhân dân tỉnh"), UnorderedElementsAre(1, 2));
    put_text(3, "kế hoạch chuyển đổi số năm 2027");
    EXPECT_THAT(found("cds"), ElementsAre(3));
}

TEST_P(Search, shows_nothing_to_others) {
    put_one(entry(1, "Về việc thu hồi đất"));
    EXPECT_THAT(found("đất", {8, 9}), IsEmpty());
    EXPECT_THAT(found("đất", {}), IsEmpty());
    EXPECT_THAT(found("đất", {8, 7}), ElementsAre(1));
    db().write([](db::Tx& tx) { set_grantees(tx, "incoming", 1, {8}); });
    EXPECT_THAT(found("đất", {7}), IsEmpty());
    EXPECT_THAT(found("đất", {8}), ElementsAre(1));
    db().write([](db::Tx& tx) { set_grantees(tx, "incoming", 99, {8}); });
}

TEST_P(Search, lets_nobody_in_by_typing) {
    put_one(entry(1, "Về việc thu hồi đất"));
    for (const char* typed :
         {"đất\" OR \"_g8", "_g8", "đất ') | ('_g8", "meta : đất", "\" OR 1", "đất*", "{meta body} : x", "đất:*",
          "_kincoming", "NEAR(đất)", "đất NOT thu", "' || '", "\\", "đất \\'"}) {
        EXPECT_THAT(found(typed, {8}), IsEmpty()) << typed;
        EXPECT_NO_THROW(found(typed)) << typed;
    }
    EXPECT_THAT(found("đất*"), ElementsAre(1));
}

TEST_P(Search, takes_whatever_is_typed) {
    put_one(entry(1, "Về việc thu hồi đất"));
    EXPECT_THAT(found(std::string(100'000, 'a')), IsEmpty());
    EXPECT_THAT(found(std::string("\xff\xfe\0đất", 8)), ElementsAre(1));
    std::string many;
    for (int i = 0; i < 5000; ++i) many += "đất ";
    EXPECT_THAT(found(many), ElementsAre(1));
    EXPECT_THAT(found("日本 Привет"), IsEmpty());
    put_one(entry(2, "日本 Привет đất"));
    EXPECT_THAT(found("日本"), ElementsAre(2));
    EXPECT_THAT(found("Привет"), ElementsAre(2));
}

TEST_P(Search, finds_words_of_files_and_shows_them) {
    put_one(entry(1, "Về việc góp ý", "7/STP-VB"));
    put_text(1, "Điều 5. Mức chi hỗ trợ Tổ công nghệ số cộng đồng là 500.000 đồng một tháng.");
    put_text(1, "Phụ lục: danh sách các xóm", 2);
    EXPECT_THAT(found("tổ công nghệ số cộng đồng"), ElementsAre(1));
    EXPECT_THAT(found("góp ý cộng đồng"), ElementsAre(1)) << "one word in the title, one in the file";
    EXPECT_THAT(found("danh sach cac xom"), ElementsAre(1));
    EXPECT_THAT(found("500000"), ElementsAre(1));
    Query query;
    query.text = "mức chi";
    const Answer answer = ask(query);
    EXPECT_THAT(answer.hits.at(0).snippet, testing::HasSubstr("\x01Mức\x02 \x01"
                                                              "chi\x02 hỗ trợ"));
}

TEST_P(Search, keeps_the_file_when_the_metadata_change_and_the_other_way_round) {
    put_one(entry(1, "Tên xưa"));
    put_text(1, "nội dung của tệp");
    put_one(entry(1, "Tên mới"));
    EXPECT_THAT(found("nội dung"), ElementsAre(1));
    EXPECT_THAT(found("xưa"), IsEmpty());
    EXPECT_THAT(found("mới"), ElementsAre(1));
    db().write([](db::Tx& tx) { set_grantees(tx, "incoming", 1, {7, 8}); });
    EXPECT_THAT(found("nội dung", {8}), ElementsAre(1));
    put_text(1, "thay đổi");
    EXPECT_THAT(found("nội dung"), IsEmpty());
    EXPECT_THAT(found("thay đổi mới"), ElementsAre(1));
    put_text(1, "");
    EXPECT_THAT(found("thay đổi"), IsEmpty());
    EXPECT_THAT(found("mới"), ElementsAre(1));
}

TEST_P(Search, takes_files_of_any_content_and_length) {
    put_one(entry(1, "Một"));
    std::string longest;
    while (longest.size() < 400'000) longest += "đường dài vô tận ";
    put_text(1, longest + "chấm hết");
    EXPECT_THAT(found("vô tận"), ElementsAre(1));
    EXPECT_THAT(found("chấm hết"), IsEmpty()) << "beyond 200 KB";
    put_text(1, std::string("nhị phân \xff\xfe\0\x01 kết thúc", 28));
    EXPECT_THAT(found("nhị phân"), ElementsAre(1));
    put_text(99, "không có bản ghi");
    EXPECT_THAT(found("bản ghi"), IsEmpty());
}

TEST_P(Search, forgets_what_is_dropped) {
    put_one(entry(1, "Một tên"));
    put_text(1, "nội dung");
    db().write([](db::Tx& tx) { drop(tx, "incoming", 1); });
    EXPECT_THAT(found("tên"), IsEmpty());
    EXPECT_THAT(found("nội dung"), IsEmpty());
    put_one(entry(1, "Một tên"));
    EXPECT_THAT(found("tên"), ElementsAre(1));
    EXPECT_THAT(found("nội dung"), IsEmpty()) << "the file came back";
    db().write([](db::Tx& tx) { drop(tx, "incoming", 5); });
}

TEST_P(Search, is_built_again_for_one_kind_alone) {
    put_one(entry(1, "Một tên"));
    put_text(1, "nội dung");
    Entry other = entry(2, "Hai tên");
    other.kind = "outgoing";
    put_one(other);
    db().write([](db::Tx& tx) { clear(tx, "incoming"); });
    EXPECT_THAT(found("tên"), ElementsAre(2));
    put_one(entry(1, "Một tên"));
    EXPECT_THAT(found("tên"), UnorderedElementsAre(1, 2));
    EXPECT_THAT(found("nội dung"), ElementsAre(1)) << "texts of files come back with their entry";
    EXPECT_EQ(db().writing([](db::Tx& tx) { return clear_some(tx, "incoming", 10); }), 1);
    EXPECT_EQ(db().writing([](db::Tx& tx) { return clear_some(tx, "incoming", 10); }), 0);
}

// Otherwise a kind whose index was made anew would stand before all others.
TEST_P(Search, a_record_indexed_again_stands_where_it_stood) {
    if (db().engine() != db::Engine::sqlite) return;  // PostgreSQL orders by id
    put_one(entry(1, "Một tên"));
    Entry other = entry(2, "Hai tên");
    other.kind = "outgoing";
    put_one(other);
    const auto order = [&] {
        std::vector<Id> records;
        const db::Sql sql{"search.test_places",
                          "SELECT p.record FROM search_index i JOIN search_place p "
                          "ON p.place = i.rowid ORDER BY i.rowid"};
        for (const auto& row : db().reading([&](db::Conn& conn) { return conn.query(sql); }))
            records.push_back(row.integer(0));
        return records;
    };
    db().write([](db::Tx& tx) { clear(tx, "incoming"); });
    EXPECT_THAT(order(), ElementsAre(2));
    put_one(entry(1, "Một tên"));
    EXPECT_THAT(order(), ElementsAre(1, 2));
    db().write([](db::Tx& tx) { drop(tx, "incoming", 1); });
    put_one(entry(1, "Một tên"));
    EXPECT_THAT(order(), ElementsAre(2, 1)) << "what was dropped is new when it comes back";
}

TEST_P(Search, refuses_one_record_of_two_kinds) {
    put_one(entry(1, "Một"));
    Entry other = entry(1, "Hai");
    other.kind = "outgoing";
    EXPECT_THROW(put_one(other), std::logic_error);
    EXPECT_THROW(db().write([](db::Tx& tx) { drop(tx, "outgoing", 1); }), std::logic_error);
    EXPECT_THROW(put_one(entry(0, "Không")), std::invalid_argument);
    EXPECT_THAT(found("một"), ElementsAre(1));
}

TEST_P(Search, leaves_nothing_of_a_deed_that_failed) {
    put_one(entry(1, "Cũ"));
    EXPECT_THROW(db().write([](db::Tx& tx) {
        put(tx, entry(1, "Mới"));
        put(tx, entry(2, "Mới"));
        throw Refused("Không được.");
    }),
                 Refused);
    EXPECT_THAT(found("mới"), IsEmpty());
    EXPECT_THAT(found("cũ"), ElementsAre(1));
}

TEST_P(Search, narrows_by_kind_and_day) {
    Entry october = entry(1, "Báo cáo tháng mười");
    october.day = *clock::parse_day("2026-10-15");
    Entry november = entry(2, "Báo cáo tháng mười một");
    Entry outgoing = entry(3, "Báo cáo gửi đi");
    outgoing.kind = "outgoing";
    for (const auto& one : {october, november, outgoing}) put_one(one);
    const auto records = [&](const Query& query) {
        std::vector<Id> all;
        for (const auto& hit : ask(query).hits) all.push_back(hit.record);
        return all;
    };
    Query query;
    query.text = "báo cáo";
    query.kinds = {"outgoing"};
    EXPECT_THAT(records(query), ElementsAre(3));
    query.kinds = {"incoming", "outgoing"};
    EXPECT_EQ(records(query).size(), 3u);
    query.kinds = {"nothing' OR x"};
    EXPECT_THAT(records(query), IsEmpty());
    query.kinds = {};
    query.from = *clock::parse_day("2026-10-15");
    query.to = *clock::parse_day("2026-11-20");
    EXPECT_THAT(records(query), ElementsAre(1));
    query.from.reset();
    EXPECT_THAT(records(query), ElementsAre(1));
    query.from = *clock::parse_day("2026-10-16");
    query.to.reset();
    EXPECT_THAT(records(query), UnorderedElementsAre(2, 3));
    query.from = *clock::parse_day("2026-12-01");
    query.to = *clock::parse_day("2026-01-01");
    EXPECT_THAT(records(query), IsEmpty());
    query.from = *clock::parse_day("1990-01-01");
    query.to = *clock::parse_day("2026-10-31");
    EXPECT_THAT(records(query), ElementsAre(1));
}

TEST_P(Search, answers_with_the_newest_and_says_that_there_are_more) {
    db().write([](db::Tx& tx) {
        for (Id record = 1; record <= 700; ++record) put(tx, entry(record, "Báo cáo số " + std::to_string(record)));
    });
    Query query;
    query.text = "báo cáo";
    query.most = 20;
    const Answer answer = ask(query);
    ASSERT_EQ(answer.hits.size(), 20u);
    EXPECT_TRUE(answer.more);
    EXPECT_EQ(answer.hits[0].record, 700);
    for (const auto& hit : answer.hits) EXPECT_GT(hit.record, 200) << "not among the newest 500";
    query.text = "báo cáo 3";
    EXPECT_EQ(ask(query).hits.size(), 1u) << "the oldest are found when the words say so";
    query.most = 0;
    EXPECT_THAT(ask(query).hits, IsEmpty());
}

TEST_P(Search, keeps_to_the_deadline_of_the_request) {
    put_one(entry(1, "Báo cáo"));
    Query query;
    query.text = "báo cáo";
    const db::Deadline deadline(clock::steady_ms() - 1);
    EXPECT_THROW(ask(query), db::TimedOut);
}

// A connection that is too slow for the second step of a walk.
class Slow : public db::Conn {
public:
    Slow(db::Conn& conn, int steps) : conn_(conn), steps_(steps) {}
    db::Engine engine() const override { return conn_.engine(); }
    db::Rows run(const db::Sql& sql, const db::Params& params) override {
        if (std::string_view(sql.name) == "search.step" && steps_-- == 0) throw db::TimedOut("too slow");
        return conn_.run(sql, params);
    }

private:
    db::Conn& conn_;
    int steps_;
};

TEST_P(Search, answers_with_what_it_has_when_the_time_runs_out) {
    put_one(entry(ids::make(), "Báo cáo mới"));
    Actor actor;
    actor.grantees = {7};
    Query query;
    query.text = "báo cáo";
    db().read([&](db::Conn& conn) {
        Slow slow(conn, 1);
        const Answer answer = find(slow, actor, query);
        EXPECT_TRUE(answer.cut_short);
        EXPECT_EQ(answer.hits.size(), 1u);
        Slow slower(conn, 0);
        const Answer nothing = find(slower, actor, query);
        EXPECT_TRUE(nothing.cut_short);
        EXPECT_THAT(nothing.hits, IsEmpty());
    });
}

TEST_P(Search, takes_entries_from_many_at_once) {
    const auto outcomes = test::at_once(8, [&](int i) {
        for (int round = 0; round < 10; ++round) {
            put_one(entry(1 + i * 100 + round, "Báo cáo " + std::to_string(round)));
            db().write([&](db::Tx& tx) { set_grantees(tx, "incoming", 1 + i * 100 + round, {7, i + 100}); });
            found("báo cáo");
        }
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 8) << testing::PrintToString(outcomes);
    EXPECT_EQ(found("báo cáo").size(), 50u);
    EXPECT_EQ(found("báo cáo", {103}).size(), 10u);
}

// 6,000 records made in order; the newest 2,500 are without the word "trước".
class SearchOfMany : public Search {
protected:
    static constexpr std::int64_t kStart = 1'750'000'000'000;
    static Id nth(int i) { return ids::make_at(kStart + std::int64_t{i} * 5'000'000, 0); }
    void SetUp() override {
        Search::SetUp();
        db().write([](db::Tx& tx) {
            for (int i = 0; i < 6000; ++i) {
                Entry made = entry(nth(i), "Công văn đôn đốc");
                if (i == 3) made.title = "Công văn hiếm có";
                if (i % 50 == 0) made.words = "thỉnh thoảng";
                if (i < 3500) made.words += " trước";
                if (i % 3 == 0) made.grantees = {7, 8};
                put(tx, made);
            }
            if (tx.engine() == db::Engine::postgresql) tx.exec(db::Sql{"search_test.analyze", "ANALYZE search_entry"});
        });
    }
    std::vector<Id> candidates(const std::string& text) {
        Actor actor;
        actor.grantees = {7};
        Query query;
        query.text = text;
        std::vector<Id> all;
        db().read([&](db::Conn& conn) {
            Walk walk(conn, actor, query);
            walk.folded(parse(query.text));
            for (const auto& one : walk.take()) all.push_back(one.record);
        });
        std::sort(all.begin(), all.end(), std::greater<>());
        return all;
    }
    void expect_the_newest() {
        const auto common = candidates("công văn"), older = candidates("trước");
        ASSERT_EQ(common.size(), 500u);
        EXPECT_EQ(common.back(), nth(5500)) << "not the newest";
        ASSERT_EQ(older.size(), 500u);
        EXPECT_EQ(older.front(), nth(3499));
        EXPECT_EQ(older.back(), nth(3000)) << "not the newest";
        EXPECT_THAT(candidates("hiếm"), ElementsAre(nth(3)));
    }
};

TEST_P(SearchOfMany, finds_rare_and_common_words) {
    EXPECT_EQ(found("hiếm").size(), 1u);
    EXPECT_EQ(found("đôn đốc").size(), 50u);
    Query query;
    query.text = "thỉnh thoảng";
    query.most = 200;
    EXPECT_EQ(ask(query).hits.size(), 120u);
    EXPECT_EQ(ask(query, {8}).hits.size(), 40u);
    expect_the_newest();
}

// PostgreSQL goes by its statistics: they may be old, wrong or not there.
TEST_P(SearchOfMany, finds_the_newest_whatever_the_statistics_say) {
    if (sqlite()) return;
    const auto change = [&](db::Sql sql) { db().write([&](db::Tx& tx) { tx.exec(sql); }); };
    change({"search_test.many", "UPDATE pg_class SET reltuples = 6000000 WHERE relname = 'search_entry'"});
    expect_the_newest();
    change({"search_test.no_statistics", "DELETE FROM pg_statistic WHERE starelid = 'search_entry'::regclass"});
    expect_the_newest();
    change({"search_test.unknown", "UPDATE pg_class SET reltuples = -1 WHERE relname = 'search_entry'"});
    expect_the_newest();
}

TEST_P(Search, reads_no_whole_table) {
    put_one(entry(1, "Báo cáo"));
    put_text(1, "nội dung");
    db().write([](db::Tx& tx) {
        test::Plans plans(tx);
        Actor actor;
        actor.grantees = {7};
        Query query;
        query.text = "báo cáo nội du";
        find(plans, actor, query);
        put(plans, entry(1, "Báo cáo khác"));
        set_grantees(plans, "incoming", 1, {8});
        put_body(plans, "incoming", 1, 1, "khác");
        clear_some(plans, "incoming", 10);
        drop(plans, "incoming", 1);
        EXPECT_THAT(plans.full_scans({"search_entry"}), IsEmpty()) << plans.text();
        if (plans.engine() == db::Engine::postgresql) {
            EXPECT_THAT(plans.text(), testing::HasSubstr("Bitmap Index Scan on search_entry_tokens"));
        } else {
            EXPECT_THAT(plans.text(), testing::HasSubstr("SCAN i VIRTUAL TABLE INDEX"));
        }
    });
}

DINH_BOTH_ENGINES(Search);
DINH_BOTH_ENGINES(SearchOfMany);

}  // namespace

}  // namespace dinh::search
