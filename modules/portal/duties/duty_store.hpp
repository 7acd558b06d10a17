// The SQL of duties, marks and scores.
#pragma once
#include "modules/portal/duties/duty.hpp"

namespace dinh::portal::duty_store {

struct Kept {
    Id id = 0;
    std::string item, state;
    Day since;
    std::int64_t counted = 0;
    std::optional<Day> newest, due;
    std::string detail, holders;
    bool operator==(const Kept&) const = default;
};
std::map<std::string, Kept, std::less<>> kept(db::Conn&, Id site);  // by item
void put(db::Tx&, Id site, const Kept&);
void drop(db::Tx&, Id duty);

std::vector<DutyMark> marks(db::Conn&, Id site, Day);  // in force
Id add_mark(db::Tx&, const Actor&, const Capacity&, Id site, const DutyMark&);
bool end_mark(db::Tx&, Id site, Id mark, Day last);  // false: none in force the day after

std::optional<Score> score_of_day(db::Conn&, Id site, Day);
void put_score(db::Tx&, Id site, Day, const Score&);

Day opened(db::Conn&, Id site);

}  // namespace dinh::portal::duty_store
