#include "modules/accounts/second_factor/second_factor_store.hpp"

namespace dinh::accounts {

namespace {

constexpr db::Sql kRead{"second_factor.read",
                        "SELECT second_factor, totp_secret, totp_last_step, codes_left FROM account WHERE id = $1"};
constexpr db::Sql kApp{"second_factor.store_app",
                       "UPDATE account SET second_factor = 'totp', totp_secret = $2, totp_last_step = $3 WHERE id = $1 "
                       "AND second_factor <> 'totp'"};
constexpr db::Sql kDropSheet{"one_time_code.drop", "DELETE FROM one_time_code WHERE account = $1"};
constexpr db::Sql kAddCode{"one_time_code.insert",
                           "INSERT INTO one_time_code (id, account, code_mac) VALUES ($1, $2, $3)"};
constexpr db::Sql kSheet{"second_factor.store_sheet",
                         "UPDATE account SET codes_left = $2, second_factor = CASE WHEN second_factor = '' THEN "
                         "'codes' ELSE second_factor END WHERE id = $1"};
constexpr db::Sql kClear{
    "second_factor.clear",
    "UPDATE account SET second_factor = '', totp_secret = '', totp_last_step = 0, codes_left = 0 WHERE id = $1"};
constexpr db::Sql kStepped{"session.stepped", "UPDATE session SET second_factor = 1 WHERE id = $1"};
constexpr db::Sql kUseStep{
    "second_factor.use_step",
    "UPDATE account SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2 AND second_factor = 'totp'"};
constexpr db::Sql kUnused{"one_time_code.unused",
                          "SELECT id, code_mac FROM one_time_code WHERE account = $1 AND used_at IS NULL ORDER BY id"};
constexpr db::Sql kUse{"one_time_code.use",
                       "UPDATE one_time_code SET used_at = $3 WHERE id = $2 AND account = $1 AND used_at IS NULL"};
constexpr db::Sql kOneLess{"second_factor.one_less", "UPDATE account SET codes_left = codes_left - 1 WHERE id = $1"};

}  // namespace

FactorRow read_factor(db::Conn& conn, Id account) {
    const auto rows = conn.query(kRead, account);
    if (rows.empty()) return {};
    return {rows.first().text(0), rows.first().text(1), rows.first().integer(2), rows.first().integer(3)};
}

bool store_app(db::Tx& tx, Id account, std::string_view sealed_secret, std::int64_t step) {
    return tx.exec(kApp, account, sealed_secret, step) == 1;
}

void store_sheet(db::Tx& tx, Id account, const std::vector<std::string>& macs) {
    tx.exec(kDropSheet, account);
    for (const std::string& mac : macs) tx.exec(kAddCode, ids::make(), account, mac);
    tx.exec(kSheet, account, macs.size());
}

void clear_factor(db::Tx& tx, Id account) {
    tx.exec(kDropSheet, account);
    tx.exec(kClear, account);
}

void mark_stepped(db::Tx& tx, Id session) { tx.exec(kStepped, session); }

bool use_step(db::Tx& tx, Id account, std::int64_t step) { return tx.exec(kUseStep, account, step) == 1; }

std::vector<CodeRow> unused_codes(db::Conn& conn, Id account) {
    std::vector<CodeRow> codes;
    for (const auto& row : conn.query(kUnused, account)) codes.push_back({row.integer(0), row.text(1)});
    return codes;
}

bool use_code(db::Tx& tx, Id account, Id code, Instant now) {
    if (tx.exec(kUse, account, code, now) == 0) return false;
    tx.exec(kOneLess, account);
    return true;
}

}  // namespace dinh::accounts
