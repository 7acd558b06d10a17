// Sign-in, second factor, sessions, tokens. Who asks stands in web::Context::actor(), filled from here; other
// modules need
// nothing else of this one. Legal source of the limits: NĐ 331/2026/NĐ-CP, as dated settings (limits.hpp).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/db/db.hpp"
#include "platform/module/module.hpp"
#include "platform/web/server.hpp"

namespace dinh::accounts {

module::Manifest manifest();
web::Doorkeeper doorkeeper();
// For web::FrameSource: after how many seconds without work the session of this page locks.
int lock_seconds(const web::Context&);

struct NewAccount {
    Id person = 0;
    std::string username, password;
    bool must_change = true;
};
// `password_hash` not empty: stored instead of hashing (the example hashes one password once).
// Refused: a name already taken or malformed, a person who has an account already, an empty password. The right to
// create is the caller's to check.
Id create(db::Tx&, const Actor&, const NewAccount&, std::string_view password_hash = {});
// Sets a password that must be changed at the next sign-in; ends all sessions and tokens, takes a lock away.
// Refused: no such name.
void reset(db::Tx&, const Actor&, std::string_view username, std::string_view new_password);
// After too many wrong passwords, or when it was switched off because nobody used it. Refused: no such name.
void unlock(db::Tx&, const Actor&, std::string_view username);
std::string hash_password(std::string_view password);
std::optional<Id> account_named(db::Conn&, std::string_view username);

// For tests and load: a session without a password, as after a sign-in (with or without the second step). The answer is
// the value of the cookie.
inline constexpr const char* kSessionCookie = "dinh_session";
std::string open_session(db::Tx&, Id account, bool second_factor);

}  // namespace dinh::accounts
