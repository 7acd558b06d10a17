// The account of a person: one name, one password, at most one second factor.
//
// states: open; locked (failures, until a time); off (disabled: by an administrator, or because nobody used it).
// Deeds lock the account's row first. Who may is asked by must() of rights.hpp with the Subject made from the
// directory.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/accounts/accounts.hpp"
#include "modules/accounts/limits.hpp"
#include "platform/clock/clock.hpp"
#include "platform/error/error.hpp"

namespace dinh::accounts {

struct Account {
    Id id = 0, version = 0, person = 0;
    std::string username, second_factor, language, disabled_reason;
    bool must_change = false;
    std::optional<Instant> locked_until, disabled_at, last_sign_in_at;
    Instant created_at, password_set_at;
    std::int64_t codes_left = 0;
    bool locked(Instant now) const { return locked_until && *locked_until > now; }
};
std::optional<Account> find_account(db::Conn&, Id account);
std::optional<Account> account_of_person(db::Conn&, Id person);

enum class Shown { all, locked, off, no_second_factor, never_signed_in };
struct AccountFilter {
    Shown shown = Shown::all;
    std::optional<std::vector<Id>> people;  // only accounts of these; nullopt: of anybody
    std::string after;                      // names after this one
    int most = 50;
};
// Those of the people who have one, sorted.
std::vector<Id> people_with_account(db::Conn&, const std::vector<Id>& people);
std::vector<Account> list_accounts(db::Conn&, const AccountFilter&, Instant now);

// Each: Conflict for a stale version. `reason` of disable is kept for the account's page.
void reset_password(db::Tx&, const Actor&, Id account, std::int64_t version, std::string_view password_hash);
void unlock_account(db::Tx&, const Actor&, Id account, std::int64_t version);
void disable_account(db::Tx&, const Actor&, Id account, std::int64_t version, std::string_view reason);
void enable_account(db::Tx&, const Actor&, Id account, std::int64_t version);
// Switches off accounts nobody used for so long; returns how many.
int disable_unused(db::Tx&, Instant unused_since, int most);

// What speaks against a password; empty when it is good.
std::vector<Said> password_faults(std::string_view password, std::string_view username, const Limits&,
                                  bool with_second_factor);
// The person's own change: ends all other sessions. False when the password was changed by somebody else meanwhile.
bool change_password(db::Tx&, const Actor&, Id account, std::string_view old_hash, std::string_view new_hash,
                     Id kept_session);
std::string temporary_password();

void set_language(db::Tx&, Id account, std::string_view language);
void set_acting_post(db::Tx&, Id account, Id post);

}  // namespace dinh::accounts
