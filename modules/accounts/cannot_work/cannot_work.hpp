// Who cannot work today, why, and what helps: for IT officers in the morning and after a reorganisation. Nothing is
// stored; the directory of today and the accounts say it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "modules/accounts/accounts/account.hpp"
#include "modules/accounts/limits.hpp"
#include "modules/directory/directory.hpp"

namespace dinh::accounts {

enum class Obstacle {
    no_account,
    locked,            // too many wrong passwords
    off,               // by hand, or because nobody used it
    no_post,           // holds none today
    closed_agency,     // only posts in agencies that have ended
    no_second_factor,  // an administrator without one, while the setting asks it of administrators
    no_codes,          // his printed sheet is used up and he has no app
};
struct ObstacleWords {
    Obstacle obstacle;
    const char* word;   // in addresses
    const char* title;  // Vietnamese
    const char* remedy;
};
const std::vector<ObstacleWords>& obstacles();
const ObstacleWords& words_of(Obstacle);

struct Stuck {
    Id person = 0;
    std::optional<Account> account;
    std::vector<Obstacle> why;  // never empty
    bool has(Obstacle) const;
};
// In Vietnamese order of names. `agencies`: only people with a post in them; nullopt: everybody of the directory.
std::vector<Stuck> who_cannot_work(db::Conn&, const directory::Snapshot&,
                                   const std::optional<std::vector<Id>>& agencies, const Limits&, Instant now);

// One of many chosen together; the account as it is at this moment counts, whatever version was shown. NotFound: there
// is no such account.
// Refused: it is neither locked nor off for lack of use.
void unlock_one(db::Tx&, const Actor&, Id account);
// Refused: one's own account; switched off.
void reset_one(db::Tx&, const Actor&, Id account, std::string_view password_hash);

}  // namespace dinh::accounts
