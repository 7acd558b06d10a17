// The rows of sessions and of the counting of attempts.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"

namespace dinh::accounts {

// A session together with what its account says of it.
struct Known {
    Id session = 0, account = 0, person = 0;
    Instant created_at, last_seen_at, password_set_at;
    bool ended = false;  // signed out, ended by an epoch, or its account switched off
    bool locked = false;
    bool second_factor = false;   // this session has passed the second step
    bool passed_outside = false;  // from outside the networks of the institution
    bool must_change = false;
    std::string factor;  // of the account: "", "totp", "codes"
    std::int64_t codes_left = 0;
    std::string csrf_secret, username, language;
    Id acting_post = 0;
};
std::optional<Known> find_session(db::Conn&, std::string_view token_hash);

struct NewSession {
    Id id = 0, account = 0;
    std::string token_hash, csrf_secret;
    bool second_factor = false;
    std::string address, user_agent;
};
void insert_session(db::Tx&, const NewSession&, Instant now);
// Each tells how many rows it touched: none when somebody else was first.
std::int64_t mark_locked(db::Tx&, Id session, Instant seen_before);
std::int64_t mark_unlocked(db::Tx&, Id session, Instant now);
std::int64_t mark_ended(db::Tx&, Id session, Id account, Instant now);
std::int64_t mark_seen(db::Tx&, Id session, Instant seen_at);
// The second step was passed, from outside or inside.
std::int64_t change_token(db::Tx&, Id session, std::string_view token_hash, bool outside);
void set_session_post(db::Tx&, Id session, Id post);
// A new epoch ends every session of the account; `kept` (0: none) goes on.
void next_epoch(db::Tx&, Id account, Id kept);
std::int64_t forget_sessions(db::Tx&, Instant created_before, int most);

struct SessionLine {
    Id id = 0;
    Instant created_at, last_seen_at;
    bool locked = false;
    std::string address, user_agent;
};
// Those that live: not ended, of today's epoch, newest use first.
std::vector<SessionLine> sessions_of(db::Conn&, Id account, Instant created_after);

// An attempt to sign in is counted before its password is looked at, so that attempts at once cannot pass the limit.
struct Counted {
    Id account = 0;  // 0: nobody has this name
    Id person = 0;
    std::int64_t failures = 0;  // this attempt included
    std::optional<Instant> locked_until;
    bool disabled = false;
    std::string password_hash, factor, language;
};
Counted count_attempt(db::Tx&, std::string_view username, std::string_view name_key, Instant now);
// Only while as many failures stand; another's success in between takes them away.
bool lock_account(db::Tx&, Id account, std::string_view name_key, std::int64_t failures, Instant until);
void clear_failures(db::Tx&, Id account);
void take_back_attempt(db::Tx&, Id account, std::string_view name_key);
// The password was right: false when it was changed, or the account switched off, since it was read.
bool note_sign_in(db::Tx&, Id account, std::string_view password_hash, Instant now);
void replace_hash(db::Tx&, Id account, std::string_view old_hash, std::string_view new_hash);
std::int64_t forget_unknown_names(db::Tx&, Instant last_before, int most);

}  // namespace dinh::accounts
