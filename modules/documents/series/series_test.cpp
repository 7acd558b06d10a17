#include "modules/documents/series/series.hpp"

#include <set>

#include "tests/support/databases.hpp"
#include "tests/support/office.hpp"

namespace dinh::documents {

namespace {

Day day(int month, int number, int year = 2026) { return *clock::make_day(year, month, number); }

class SeriesTest : public dinh::test::OnBothEngines {
protected:
    SeriesTest() : OnBothEngines({"audit", "deed", "directory", "documents"}) {}
    void SetUp() override {
        OnBothEngines::SetUp();
        office_ = dinh::test::make_office(db());
        db().read([&](db::Conn& conn) {
            dinh::test::look_up(*directory::load(conn, clock::today()), office_.members());
        });
    }
    template <class F>
    auto write(F&& work) {
        return db().writing(std::forward<F>(work));
    }
    Id open(Direction direction, std::string kinds = "", std::string series_name = "Sổ chung",
            std::string period = "2026") {
        Series series;
        series.issuing_body = office_.body;
        series.direction = direction;
        series.name = std::move(series_name);
        if (!kinds.empty()) series.kinds = {kinds};
        series.form = "{nn}/{kind}-{body}";
        series.period_kind = "year";
        series.period = std::move(period);
        return write([&](db::Tx& tx) { return open_series(tx, office_.clerk, series); });
    }
    Id open_term(Day from) {
        Series series;
        series.issuing_body = office_.body;
        series.direction = Direction::outgoing;
        series.name = "Sổ nhiệm kỳ";
        series.form = "{n}-{kind}/{body}";
        series.period_kind = "term";
        series.period = "2025-2030";
        series.from = from;
        return write([&](db::Tx& tx) { return open_series(tx, office_.clerk, series); });
    }
    Given give(Day on, Direction direction = Direction::incoming, std::string_view kind = "cong_van", Id record = 7) {
        return write([&](db::Tx& tx) {
            return give_number(tx, office_.clerk, office_.body, direction, kind, on, "incoming", record);
        });
    }
    Given back(const Actor& actor, Day on, std::string_view reason = "Sót khi vào sổ") {
        return write([&](db::Tx& tx) {
            return give_back_dated(tx, actor, office_.body, Direction::incoming, "cong_van", on, reason, "incoming", 9);
        });
    }
    std::vector<std::string> faults() {
        return db().reading([](db::Conn& conn) { return check_series(conn); });
    }
    Series found(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_series(conn, id); });
    }
    std::string shown(Day on) {
        return db().reading(
            [&](db::Conn& conn) { return next_number_shown(conn, office_.body, Direction::incoming, "cong_van", on); });
    }

    clock::Frozen now_{"2026-11-20T03:00:00Z"};
    dinh::test::Office office_;
};

DINH_BOTH_ENGINES(SeriesTest);

}  // namespace

TEST_P(SeriesTest, gives_numbers_one_after_another_and_shows_the_next) {
    open(Direction::incoming);
    EXPECT_EQ(shown(day(11, 20)), "1");
    EXPECT_EQ(give(day(11, 20)).number, 1);
    const Given second = give(day(11, 20));
    EXPECT_EQ(second.number, 2);
    EXPECT_EQ(second.mark, "2");
    EXPECT_EQ(second.form, "{n}");
    EXPECT_EQ(shown(day(11, 20)), "3");
    EXPECT_TRUE(faults().empty());
}

TEST_P(SeriesTest, gives_every_number_once_to_sixty_four_clerks_at_once) {
    const Id series = open(Direction::incoming);
    std::mutex mutex;
    std::set<std::int64_t> numbers;
    const auto outcomes = dinh::test::at_once(64, [&](int) {
        for (int i = 0; i < 12; ++i) {
            const Given given = give(day(11, 20));
            const std::scoped_lock lock(mutex);
            numbers.insert(given.number);
        }
    });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 64) << outcomes[0];
    EXPECT_EQ(numbers.size(), 64U * 12U);
    EXPECT_EQ(*numbers.rbegin(), 64 * 12);
    EXPECT_EQ(found(series).last, 64 * 12);
    EXPECT_TRUE(faults().empty());
}

TEST_P(SeriesTest, a_deed_that_fails_leaves_no_gap) {
    open(Direction::incoming);
    EXPECT_THROW(write([&](db::Tx& tx) {
                     give_number(tx, office_.clerk, office_.body, Direction::incoming, "cong_van", day(11, 20),
                                 "incoming", 1);
                     throw Refused("undo");
                     return 0;
                 }),
                 Refused);
    EXPECT_EQ(give(day(11, 20)).number, 1);
    EXPECT_TRUE(faults().empty());
}

TEST_P(SeriesTest, refuses_a_day_before_the_last_entry_and_a_day_not_yet_come) {
    open(Direction::incoming);
    give(day(11, 19));
    EXPECT_THROW(give(day(11, 18)), Refused);
    EXPECT_THROW(give(day(11, 21)), Refused);
    EXPECT_EQ(give(day(11, 19)).number, 2);
}

TEST_P(SeriesTest, refuses_a_kind_without_series) {
    EXPECT_THROW(give(day(11, 20)), Refused);
    open(Direction::outgoing, "quyet_dinh");
    EXPECT_THROW(give(day(11, 20), Direction::outgoing, "cong_van"), Refused);
    EXPECT_EQ(give(day(11, 20), Direction::outgoing, "quyet_dinh").number, 1);
}

TEST_P(SeriesTest, takes_the_series_that_names_the_kind_before_the_one_for_all) {
    const Id common = open(Direction::outgoing);
    const Id decisions = open(Direction::outgoing, "quyet_dinh", "Sổ quyết định");
    EXPECT_EQ(give(day(11, 20), Direction::outgoing, "quyet_dinh").series, decisions);
    EXPECT_EQ(give(day(11, 20), Direction::outgoing, "cong_van").series, common);
}

TEST_P(SeriesTest, starts_again_at_one_with_the_new_year) {
    const Id old = open(Direction::incoming);
    give(day(11, 20));
    now_.set(*clock::parse_instant("2027-01-04T01:00:00Z"));
    EXPECT_EQ(shown(day(1, 4, 2027)), "1");
    const Given given = give(day(1, 4, 2027));
    EXPECT_EQ(given.number, 1);
    EXPECT_NE(given.series, old);
    EXPECT_EQ(found(given.series).period, "2027");
    EXPECT_EQ(found(given.series).form, "{n}");
    EXPECT_THROW(give(day(11, 19)), Refused);
    EXPECT_EQ(give(day(11, 20)).number, 2) << "the old year's last day goes on in the old year";
    EXPECT_TRUE(faults().empty());
}

TEST_P(SeriesTest, opens_the_new_year_once_when_many_ask_at_once) {
    open(Direction::outgoing);
    open(Direction::outgoing, "quyet_dinh", "Sổ quyết định");
    now_.set(*clock::parse_instant("2027-01-04T01:00:00Z"));
    const auto outcomes = dinh::test::at_once(
        16, [&](int i) { give(day(1, 4, 2027), Direction::outgoing, i % 2 == 0 ? "quyet_dinh" : "cong_van"); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 16) << outcomes[0];
    const auto opened =
        db().reading([&](db::Conn& conn) { return series_of_body(conn, office_.body, Direction::outgoing, "2027"); });
    ASSERT_EQ(opened.size(), 2U);
    EXPECT_EQ(opened[0].last, 8);
    EXPECT_EQ(opened[1].last, 8);
    EXPECT_TRUE(faults().empty());
}

TEST_P(SeriesTest, a_series_of_one_kind_without_numbers_for_a_year_is_not_lost) {
    open(Direction::outgoing);
    open(Direction::outgoing, "quyet_dinh", "Sổ quyết định");
    now_.set(*clock::parse_instant("2028-03-01T01:00:00Z"));
    give(day(3, 1, 2028), Direction::outgoing, "cong_van");
    const Given given = give(day(3, 1, 2028), Direction::outgoing, "quyet_dinh");
    EXPECT_EQ(found(given.series).name, "Sổ quyết định");
}

TEST_P(SeriesTest, a_term_series_runs_over_new_years) {
    const Id term = open_term(day(1, 1));
    EXPECT_EQ(give(day(11, 20), Direction::outgoing, "quyet_dinh").number, 1);
    now_.set(*clock::parse_instant("2027-01-04T01:00:00Z"));
    const Given given = give(day(1, 4, 2027), Direction::outgoing, "quyet_dinh");
    EXPECT_EQ(given.series, term);
    EXPECT_EQ(given.number, 2);
}

TEST_P(SeriesTest, a_closed_series_gives_no_number_from_its_day_on_and_not_in_the_new_year) {
    const Id series = open(Direction::incoming);
    give(day(11, 18));
    const auto version = found(series).version;
    write([&](db::Tx& tx) {
        close_series(tx, office_.clerk, series, version, day(11, 20));
        return 0;
    });
    EXPECT_EQ(give(day(11, 19)).number, 2);
    EXPECT_THROW(give(day(11, 20)), Refused);
    EXPECT_EQ(shown(day(11, 20)), "");
    now_.set(*clock::parse_instant("2027-01-04T01:00:00Z"));
    EXPECT_THROW(give(day(1, 4, 2027)), Refused);
}

TEST_P(SeriesTest, closing_refuses_a_day_that_has_numbers_a_stale_version_and_strangers) {
    const Id series = open(Direction::incoming);
    give(day(11, 20));
    const auto close = [&](const Actor& actor, std::int64_t version, Day until) {
        write([&](db::Tx& tx) {
            close_series(tx, actor, series, version, until);
            return 0;
        });
    };
    EXPECT_THROW(close(office_.clerk, 1, day(11, 20)), Refused);
    EXPECT_THROW(close(office_.clerk, 9, day(11, 21)), Conflict);
    EXPECT_THROW(close(office_.specialist, 1, day(11, 21)), Forbidden);
    const auto outcomes = dinh::test::two_at_once(4, [&] { close(office_.clerk, 1, day(11, 21)); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Conflict"), 3);
}

TEST_P(SeriesTest, keeps_a_number_back_and_gives_it_to_one_document_only) {
    open(Direction::incoming);
    const auto reserve_one = [&](std::string_view reason) {
        return write([&](db::Tx& tx) {
            return reserve(tx, office_.clerk, office_.body, Direction::incoming, "cong_van", day(11, 20), reason);
        });
    };
    EXPECT_THROW(reserve_one("  "), Refused);
    const Given kept = reserve_one("Chờ bản chính");
    EXPECT_EQ(give(day(11, 20)).number, 2);
    const auto outcomes = dinh::test::at_once(4, [&](int i) {
        write([&](db::Tx& tx) {
            return use_reserved(tx, office_.clerk, kept.series, kept.number, "", "incoming", 100 + i).number;
        });
    });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1);
    EXPECT_EQ(dinh::test::count(outcomes, "Refused"), 3);
    EXPECT_TRUE(faults().empty());
}

TEST_P(SeriesTest, voids_a_kept_number_with_reason_and_never_gives_it_again) {
    open(Direction::incoming);
    const Given kept = write([&](db::Tx& tx) {
        return reserve(tx, office_.clerk, office_.body, Direction::incoming, "cong_van", day(11, 20), "Chờ bản chính");
    });
    const auto void_it = [&](const Actor& actor, std::int64_t number, std::string_view reason) {
        write([&](db::Tx& tx) {
            void_number(tx, actor, kept.series, number, "", reason);
            return 0;
        });
    };
    EXPECT_THROW(void_it(office_.clerk, kept.number, ""), Refused);
    EXPECT_THROW(void_it(office_.specialist, kept.number, "Không dùng"), Forbidden);
    EXPECT_THROW(void_it(office_.clerk, 99, "Không dùng"), Refused);
    void_it(office_.clerk, kept.number, "Không dùng");
    EXPECT_THROW(void_it(office_.clerk, kept.number, "Không dùng"), Conflict);
    EXPECT_EQ(give(day(11, 20)).number, 2);
    EXPECT_THROW(void_it(office_.clerk, 2, "Nhầm"), Refused) << "the number of a document";
    const auto voided = db().reading([&](db::Conn& conn) { return loose_entries(conn, kept.series, "voided"); });
    ASSERT_EQ(voided.size(), 1U);
    EXPECT_EQ(voided[0].reason, "Không dùng");
    EXPECT_TRUE(faults().empty());
}

TEST_P(SeriesTest, a_document_voids_its_own_number_only) {
    open(Direction::incoming);
    const Given given = give(day(11, 20));
    const auto void_it = [&](Id record) {
        write([&](db::Tx& tx) {
            void_used(tx, office_.clerk, given.series, given.number, "", "incoming", record, "Hủy");
            return 0;
        });
    };
    EXPECT_THROW(void_it(8), Conflict);
    void_it(7);
    EXPECT_EQ(give(day(11, 20)).number, 2);
    EXPECT_TRUE(faults().empty());
}

TEST_P(SeriesTest, a_number_of_a_day_gone_by_takes_a_letter_and_needs_right_and_reason) {
    open(Direction::incoming);
    give(day(11, 16));
    give(day(11, 16));
    give(day(11, 19));
    EXPECT_THROW(back(office_.clerk, day(11, 17)), Forbidden);
    EXPECT_THROW(back(office_.chief, day(11, 17), ""), Refused);
    EXPECT_EQ(back(office_.chief, day(11, 17)).mark, "2a");
    EXPECT_EQ(back(office_.director, day(11, 16)).mark, "2b");
    EXPECT_THROW(back(office_.chief, day(11, 15)), Refused) << "no number stood on that day";
    EXPECT_EQ(back(office_.chief, day(11, 19)).mark, "4") << "no back-dating needed";
    EXPECT_TRUE(faults().empty());
}

TEST_P(SeriesTest, letters_of_one_number_are_given_once_each_and_end_with_z) {
    open(Direction::incoming);
    give(day(11, 16));
    give(day(11, 19));
    const auto outcomes = dinh::test::two_at_once(26, [&] { back(office_.chief, day(11, 16)); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 26) << outcomes[0];
    EXPECT_THROW(back(office_.chief, day(11, 16)), Refused);
}

TEST_P(SeriesTest, opening_refuses_what_would_make_numbers_ambiguous) {
    open(Direction::incoming);
    EXPECT_THROW(open(Direction::incoming, "", "Sổ thứ hai"), Refused) << "one series of arrival numbers a year";
    open(Direction::outgoing, "quyet_dinh", "Sổ quyết định");
    EXPECT_THROW(open(Direction::outgoing, "quyet_dinh", "Sổ khác"), Refused);
    EXPECT_THROW(open(Direction::outgoing, "to_trinh", "Sổ quyết định"), Refused) << "the same name";
    EXPECT_THROW(open(Direction::outgoing, "to_trinh", ""), Refused);
    EXPECT_THROW(open(Direction::outgoing, "to trinh; drop", "Sổ tờ trình"), Refused);
    EXPECT_THROW(open(Direction::outgoing, "to_trinh", "Sổ tờ trình", "26"), Refused);
}

TEST_P(SeriesTest, opening_refuses_wrong_forms_and_those_who_keep_no_books) {
    Series series;
    series.issuing_body = office_.body;
    series.direction = Direction::outgoing;
    series.name = "Sổ";
    series.period_kind = "year";
    series.period = "2026";
    for (const char* form : {"{kind}-{body}", "{nn", "{nn}}", "{number}/{body}", "{nn}/{}"}) {
        series.form = form;
        EXPECT_THROW(write([&](db::Tx& tx) { return open_series(tx, office_.clerk, series); }), Refused) << form;
    }
    series.form = "{nn}/{body}";
    series.first = 0;
    EXPECT_THROW(write([&](db::Tx& tx) { return open_series(tx, office_.clerk, series); }), Refused);
    series.first = 501;
    EXPECT_THROW(write([&](db::Tx& tx) { return open_series(tx, office_.specialist, series); }), Forbidden);
    series.issuing_body = 1;
    EXPECT_THROW(write([&](db::Tx& tx) { return open_series(tx, office_.clerk, series); }), NotFound);
    series.issuing_body = office_.body;
    write([&](db::Tx& tx) { return open_series(tx, office_.clerk, series); });
    EXPECT_EQ(give(day(11, 20), Direction::outgoing).number, 501);
    EXPECT_TRUE(faults().empty());
}

TEST_P(SeriesTest, the_check_finds_a_lost_number) {
    open(Direction::incoming);
    give(day(11, 20));
    give(day(11, 20));
    constexpr db::Sql kLose{"test.lose", "DELETE FROM series_entry WHERE number = 1"};
    write([&](db::Tx& tx) { return tx.exec(kLose); });
    EXPECT_EQ(faults().size(), 1U);
}

}  // namespace dinh::documents
