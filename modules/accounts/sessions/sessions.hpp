// Sessions: made by a sign-in, locked when nobody works, ended by hand, by age or by the account's epoch.
//
// states: open -> locked (idle) -> open (password) ; any -> ended. A session that has not passed its second step, whose
// password must be changed or whose owner must set up a second factor is open only for the page that asks for it
// (Gate).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "modules/accounts/limits.hpp"
#include "modules/accounts/sessions/session_store.hpp"
#include "platform/deed/actor.hpp"
#include "platform/house/house.hpp"
#include "platform/web/request.hpp"

namespace dinh::accounts {

inline constexpr std::int64_t kHalfSessionMs = 10 * 60'000;  // time for the second step

struct Device {
    std::string address, user_agent;
};
struct Opened {
    Id session = 0;
    std::string token;  // the value of the cookie; only its digest is stored
};
std::string token_hash(std::string_view token);
Opened open_session(db::Tx&, Id account, const Device&, bool second_factor);
// The password was right again. Conflict when the session has ended.
void unlock_session(db::Tx&, const Actor&, const Known&);
// Ends one session of the account. NotFound when it is not his or has ended.
void end_session(db::Tx&, const Actor&, Id account, Id session);
// Signs the account out everywhere; `kept` (0: none) goes on.
void end_all_sessions(db::Tx&, const Actor&, Id account, Id kept);
// The second step was passed: the session gets a new token. Conflict when it has ended or was passed already.
// What was passed inside is asked for again outside.
std::string pass_second_step(db::Tx&, const Actor&, const Known&, bool outside);
// "Firefox, Windows" for people, from what the browser says of itself.
std::string device_words(std::string_view user_agent);

enum class Gate { open, idle, second_step, outside, must_change, must_enrol };
// What stands between a living session and work.
struct Comer {
    bool administrator = false;  // by any of his posts
    bool remote = false;         // comes from outside and needs the second factor for it
    bool barred = false;         // comes from outside and works inside only
};
Gate gate_of(const Known&, const Limits&, const Comer&, Instant now);
bool has_ended(const Known&, const Limits&, Instant now);
// The path of the page that opens the gate, with the place to come back to. For Gate::open that place.
std::string gate_path(Gate, std::string_view next);

// Sign-in and every other place that asks for the password.
struct Credentials {
    std::string username, password;
};
enum class Verdict { right, wrong, locked, disabled };
struct Checked {
    Verdict verdict = Verdict::wrong;
    Id account = 0, person = 0;
    std::string password_hash, factor, language;
    std::int64_t tries_left = 0;  // when wrong
    std::string name_key;
};
// Counts the attempt, then looks at the password; for an unknown name it takes the same steps and the same time. A
// right
// password leaves its attempt counted until settle() or take_back().
Checked check_password(House&, const Credentials&);
// An attempt of the second step: true when the limit allows to look at the code.
bool count_code(House&, const Known&);
// A counted attempt failed: locks the account when the limit is reached, writes the audit row.
void note_failure(House&, Id account, Id person, std::string_view name_key, std::string_view what);
// The sign-in is complete: no failures stand any more.
void settle(db::Tx&, Id account);

struct SignedIn {
    Checked checked;
    Opened opened;  // when the verdict is right
};
// `replaced`: the session the browser had until then, ended with it (0: none).
SignedIn sign_in(House&, const Credentials&, const Device&, Id replaced);
// The lowered, trimmed form under which names are stored; "" for what cannot be a name.
std::string username_of(std::string_view typed);

}  // namespace dinh::accounts
