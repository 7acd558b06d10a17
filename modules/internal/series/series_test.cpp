// Numbers of a unit's internal series: none missing, none twice.
#include "modules/internal/series/series.hpp"

#include <gmock/gmock.h>

#include "modules/internal/tests/house.hpp"
#include "tests/support/at_once.hpp"

namespace dinh::internal {

namespace {

using testing::IsEmpty;

class SeriesTest : public test::House {
protected:
    LetterInput numbered() const {
        auto one = input();
        one.numbered = true;
        return one;
    }
    std::vector<Series> books() {
        return db().reading([&](db::Conn& conn) { return series_of(conn, office_.agency, office_.division); });
    }
    void close_book(std::int64_t version) {
        write([&, id = books().front().id](db::Tx& tx) { close_series(tx, office_.leader.actor, id, version, false); });
    }
};
DINH_BOTH_ENGINES(SeriesTest);

}  // namespace

TEST_P(SeriesTest, gives_each_letter_the_next_number_and_begins_again_each_year) {
    open_book();
    EXPECT_EQ(found(sent(numbered())).mark, "01/TB-CĐS");
    auto dispatch = numbered();
    dispatch.kind = "dispatch";
    EXPECT_EQ(found(sent(dispatch)).mark, "02/CĐS");
    now_.set(*clock::parse_instant("2027-01-04T03:00:00Z"));
    look_again();
    auto next_year = numbered();
    next_year.due = test::day(1, 10, 2027);
    EXPECT_EQ(found(sent(next_year)).mark, "01/TB-CĐS");
    EXPECT_EQ(books().size(), 2U);
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(SeriesTest, is_opened_once_and_closed_once) {
    open_book();
    EXPECT_THROW(open_book(), Refused);
    const auto version = books().front().version;
    close_book(version);
    EXPECT_THROW(close_book(version), Conflict) << "stale";
    EXPECT_THROW(close_book(books().front().version), Refused) << "closed already";
    EXPECT_THAT(test::refusals([&] { draft_it(numbered()); }), testing::ElementsAre("numbered"));
    open_book();
    EXPECT_EQ(found(sent(numbered())).number, 1);
}

TEST_P(SeriesTest, closed_before_the_signature_refuses_the_sending) {
    open_book();
    const Id id = draft_it(numbered());
    close_book(books().front().version);
    EXPECT_THAT(test::refusals([&] { send_it(id); }), testing::ElementsAre("numbered"));
    EXPECT_EQ(found(id).state, "drafting");
}

TEST_P(SeriesTest, is_the_unit_leaders_or_clerks_to_open) {
    const auto as = [&](const Actor& actor) {
        write([&](db::Tx& tx) { open_series(tx, actor, office_.agency, office_.division, false); });
    };
    EXPECT_THROW(as(office_.specialist.actor), Forbidden);
    EXPECT_THROW(as(office_.other_leader.actor), Forbidden);
    EXPECT_THROW(as(other_.leader.actor), Forbidden);
    as(office_.clerk.actor);
    EXPECT_THROW(
        write([&, id = books().front().id](db::Tx& tx) { close_series(tx, other_.leader.actor, id, 1, false); }),
        NotFound);
}

TEST_P(SeriesTest, a_clock_that_went_back_gives_no_number) {
    open_book();
    now_.set(*clock::parse_instant("2026-11-24T03:00:00Z"));
    sent(numbered());
    now_.set(*clock::parse_instant("2026-11-23T03:00:00Z"));
    EXPECT_THAT(test::refusals([&] { sent(numbered()); }), testing::ElementsAre("numbered"));
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(SeriesTest, two_at_once_get_two_numbers_and_open_one_book) {
    dinh::test::one_wins("open", "Refused", [&] {
        write([&](db::Tx& tx) { open_series(tx, office_.leader.actor, office_.agency, office_.division, false); });
    });
    std::vector<Id> letters;
    for (int n = 0; n < 2; ++n) letters.push_back(draft_it(numbered()));
    dinh::test::both_win("number", [&](int n) {
        write(
            [&](db::Tx& tx) { send(tx, office_.leader.actor, *directory_, letters[static_cast<std::size_t>(n)], 1); });
    });
    EXPECT_EQ(found(letters[0]).number + found(letters[1]).number, 3);
    const auto version = books().front().version;
    dinh::test::one_wins("close", "Conflict", [&] { close_book(version); });
    EXPECT_THAT(faults(), IsEmpty());
}

}  // namespace dinh::internal
