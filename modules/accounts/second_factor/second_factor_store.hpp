// The rows of the second factor.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"

namespace dinh::accounts {

struct FactorRow {
    std::string kind, sealed_secret;
    std::int64_t last_step = 0, codes_left = 0;
};
FactorRow read_factor(db::Conn&, Id account);
bool store_app(db::Tx&, Id account, std::string_view sealed_secret, std::int64_t step);
void store_sheet(db::Tx&, Id account, const std::vector<std::string>& macs);
void clear_factor(db::Tx&, Id account);
void mark_stepped(db::Tx&, Id session);
// False when this step, or a later one, was used before.
bool use_step(db::Tx&, Id account, std::int64_t step);
struct CodeRow {
    Id id = 0;
    std::string mac;
};
std::vector<CodeRow> unused_codes(db::Conn&, Id account);
// False when it was used before.
bool use_code(db::Tx&, Id account, Id code, Instant now);

}  // namespace dinh::accounts
