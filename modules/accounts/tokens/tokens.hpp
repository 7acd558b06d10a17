// Tokens for programs: "Authorization: Bearer ...". A token acts as its owner until its last day, is shown once and
// stored as
// a digest. It cannot change the account itself.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/house/house.hpp"

namespace dinh::accounts {

inline constexpr int kLongestTokenDays = 366;
inline constexpr int kMostTokens = 20;

struct NewToken {
    std::string name;
    Day expires;  // last day
    std::vector<std::string> scopes;  // at least one, see scopes.hpp
};
std::string new_token_text();
// Refused: no name, no scope, a day in the past or more than a year away, too many tokens.
Id create_token(db::Tx&, const Actor&, Id account, const NewToken&, std::string_view token_text);
// NotFound when it is not the account's or has ended.
void end_token(db::Tx&, const Actor&, Id account, Id token);
void end_tokens(db::Tx&, Id account);

struct TokenLine {
    Id id = 0;
    std::string name;
    Instant created_at;
    Day expires;
    std::optional<Instant> last_used_at;
    std::optional<std::vector<std::string>> scopes;  // none: made before there were scopes, open to everything
};
// Those that work today, newest first.
std::vector<TokenLine> tokens_of(db::Conn&, Id account, Day today);

struct Bearer {
    Id token = 0, account = 0, person = 0, acting_post = 0;
    std::optional<std::vector<std::string>> scopes;  // as in TokenLine
};
// The living token behind an Authorization header; nullopt for anything else.
std::optional<Bearer> bearer_of(House&, std::string_view authorization);
// Seconds to wait when the token has called more often than the institution allows in a minute; 0: go on. Counted by
// each node for itself.
int wait_of(House&, Id token);
// The token stood in an address: it ends at once, its owner gets a notice. One that does not live is let be.
void end_leaked(House&, std::string_view token_text);

}  // namespace dinh::accounts
