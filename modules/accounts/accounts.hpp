// Sign-in, second factor, sessions, tokens. Other modules only need to know that web::Context::actor() is filled from here.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "platform/db/db.hpp"
#include "platform/module/module.hpp"
#include "platform/web/server.hpp"

namespace dinh::accounts {

module::Manifest manifest();
web::Doorkeeper doorkeeper();

struct NewAccount { Id person = 0; std::string username, password; bool must_change = true; };
// `password_hash` not empty: used instead of hashing (the example hashes one password once).
Id create(db::Tx&, const Actor&, const NewAccount&, std::string_view password_hash = {});
void reset(db::Tx&, const Actor&, std::string_view username, std::string_view new_password);   // also ends all sessions
void unlock(db::Tx&, const Actor&, std::string_view username);
std::string hash_password(std::string_view password);

}  // namespace dinh::accounts
