// The rows of accounts.
#pragma once
#include "modules/accounts/accounts/account.hpp"

namespace dinh::accounts {

struct AccountRow {
    Id id = 0, person = 0, created_by = 0;
    std::string username, password_hash;
    bool must_change = true;
    Instant now;
};
// False when the name or the person has an account already.
bool insert_account(db::Tx&, const AccountRow&);
bool name_taken(db::Conn&, std::string_view username);
bool person_has_account(db::Conn&, Id person);
// Locks the row; throws Conflict when `version` is not today's (0: whatever it is), NotFound when there is no such
// account.
void lock_row(db::Tx&, Id account, std::int64_t version);
void store_password(db::Tx&, Id account, std::string_view hash, bool must_change, Instant now);
bool exchange_password(db::Tx&, Id account, std::string_view old_hash, std::string_view new_hash, Instant now);
void store_unlocked(db::Tx&, Id account, Instant now);
void store_disabled(db::Tx&, Id account, std::string_view reason, Instant now);
void store_enabled(db::Tx&, Id account, Instant now);
std::vector<Id> unused_accounts(db::Conn&, Instant unused_since, int most);
// The same of one account whose row it locks: nobody has used it or switched it off meanwhile.
bool still_unused(db::Tx&, Id account, Instant unused_since);

}  // namespace dinh::accounts
