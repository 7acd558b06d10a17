#include "modules/accounts/accounts/account_store.hpp"

#include "platform/db/filter.hpp"
#include "platform/error/error.hpp"

namespace dinh::accounts {

namespace {

constexpr db::Sql kFind{"account.find",
                        "SELECT id, version, person, username, second_factor, language, disabled_reason, must_change, "
                        "locked_until, disabled_at, "
                        "last_sign_in_at, created_at, password_set_at, codes_left FROM account WHERE id = $1"};
constexpr db::Sql kOfPerson{"account.of_person",
                            "SELECT id, version, person, username, second_factor, language, disabled_reason, "
                            "must_change, locked_until, disabled_at, "
                            "last_sign_in_at, created_at, password_set_at, codes_left FROM account WHERE person = $1"};
constexpr db::Fragment kListHead{
    "SELECT id, version, person, username, second_factor, language, disabled_reason, must_change, locked_until, "
    "disabled_at, "
    "last_sign_in_at, created_at, password_set_at, codes_left FROM account"};
constexpr db::Sql kNamed{"account.named", "SELECT id FROM account WHERE username = $1"};
constexpr db::Sql kTaken{"account.name_taken", "SELECT COUNT(*) FROM account WHERE username = $1"};
constexpr db::Sql kHas{"account.person_has", "SELECT COUNT(*) FROM account WHERE person = $1"};
constexpr db::Sql kInsert{
    "account.insert",
    "INSERT INTO account (id, person, username, password_hash, password_set_at, must_change, active_since, created_at, "
    "created_by_person) VALUES ($1, $2, $3, $4, $5, $6, $5, $5, $7) ON CONFLICT DO NOTHING"};
constexpr db::Sql kLock{"account.lock_row",
                        "UPDATE account SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING id"};
constexpr db::Sql kLockAny{"account.lock_any", "UPDATE account SET version = version + 1 WHERE id = $1 RETURNING id"};
constexpr db::Sql kStorePassword{"account.store_password",
                                 "UPDATE account SET password_hash = $2, must_change = $3, password_set_at = $4, "
                                 "failures = 0, locked_until = NULL WHERE id = $1"};
constexpr db::Sql kExchange{
    "account.exchange_password",
    "UPDATE account SET password_hash = $3, must_change = 0, password_set_at = $4, failures = 0, locked_until = NULL "
    "WHERE id = $1 AND password_hash = $2"};
// Used again from this day, so that it is not switched off at once for not having been used.
constexpr db::Sql kUnlock{
    "account.unlock",
    "UPDATE account SET failures = 0, locked_until = NULL, "
    "active_since = CASE WHEN disabled_reason = 'unused' THEN $2 ELSE active_since END, "
    "disabled_at = CASE WHEN disabled_reason = 'unused' THEN NULL ELSE disabled_at END, "
    "disabled_reason = CASE WHEN disabled_reason = 'unused' THEN '' ELSE disabled_reason END WHERE id = $1"};
constexpr db::Sql kDisable{
    "account.disable",
    "UPDATE account SET disabled_at = $3, disabled_reason = $2 WHERE id = $1 AND disabled_at IS NULL"};
constexpr db::Sql kEnable{
    "account.enable", "UPDATE account SET disabled_at = NULL, disabled_reason = '', active_since = $2 WHERE id = $1"};
constexpr db::Sql kUnused{"account.unused",
                          "SELECT id FROM account WHERE disabled_at IS NULL AND active_since < $1 AND (last_sign_in_at "
                          "IS NULL OR last_sign_in_at < $1) "
                          "ORDER BY id LIMIT $2"};
constexpr db::Sql kStillUnused{"account.still_unused",
                               "UPDATE account SET version = version WHERE id = $1 AND disabled_at IS NULL AND "
                               "active_since < $2 AND (last_sign_in_at IS NULL OR last_sign_in_at < $2) RETURNING id"};
constexpr db::Sql kLanguage{"account.set_language", "UPDATE account SET language = $2 WHERE id = $1"};
constexpr db::Sql kActing{"account.set_acting_post", "UPDATE account SET acting_post = $2 WHERE id = $1"};

Account account_from(const db::Rows::Row& row) {
    return {.id = row.integer(0),
            .version = row.integer(1),
            .person = row.integer(2),
            .username = row.text(3),
            .second_factor = row.text(4),
            .language = row.text(5),
            .disabled_reason = row.text(6),
            .must_change = row.truth(7),
            .locked_until = row.maybe_instant(8),
            .disabled_at = row.maybe_instant(9),
            .last_sign_in_at = row.maybe_instant(10),
            .created_at = row.instant(11),
            .password_set_at = row.instant(12),
            .codes_left = row.integer(13)};
}

}  // namespace

std::optional<Account> find_account(db::Conn& conn, Id account) {
    const auto rows = conn.query(kFind, account);
    return rows.empty() ? std::nullopt : std::optional(account_from(rows.first()));
}

std::optional<Account> account_of_person(db::Conn& conn, Id person) {
    const auto rows = conn.query(kOfPerson, person);
    return rows.empty() ? std::nullopt : std::optional(account_from(rows.first()));
}

std::optional<Id> account_named(db::Conn& conn, std::string_view username) {
    return conn.maybe_integer(kNamed, username);
}

std::vector<Account> list_accounts(db::Conn& conn, const AccountFilter& wanted, Instant now) {
    db::Filter filter;
    // Also from the beginning, so that the walk goes by the index of names.
    filter.where("username > ?", wanted.after);
    if (wanted.people) filter.in("person", *wanted.people);
    switch (wanted.shown) {
        case Shown::all: break;
        case Shown::locked: filter.where("locked_until > ?", now); break;
        case Shown::off: filter.where("disabled_at IS NOT NULL"); break;
        case Shown::no_second_factor: filter.where("second_factor = ''"); break;
        case Shown::never_signed_in: filter.where("last_sign_in_at IS NULL"); break;
    }
    std::vector<Account> list;
    for (const auto& row : filter.run(conn, "account.list", kListHead, "ORDER BY username", wanted.most))
        list.push_back(account_from(row));
    return list;
}

std::vector<Id> people_with_account(db::Conn& conn, const std::vector<Id>& people) {
    db::Filter filter;
    filter.in("person", people);
    std::vector<Id> found;
    for (const auto& row : filter.run(conn, "account.people", "SELECT person FROM account", "ORDER BY person"))
        found.push_back(row.integer(0));
    return found;
}

bool insert_account(db::Tx& tx, const AccountRow& row) {
    return tx.exec(kInsert, row.id, row.person, row.username, row.password_hash, row.now, row.must_change,
                   row.created_by) == 1;
}

bool name_taken(db::Conn& conn, std::string_view username) { return conn.integer(kTaken, username) > 0; }
bool person_has_account(db::Conn& conn, Id person) { return conn.integer(kHas, person) > 0; }

void lock_row(db::Tx& tx, Id account, std::int64_t version) {
    const auto rows = version == 0 ? tx.query(kLockAny, account) : tx.query(kLock, account, version);
    if (!rows.empty()) return;
    if (find_account(tx, account))
        throw Conflict("account " + std::to_string(account) + " is not at version " + std::to_string(version));
    throw NotFound("no account " + std::to_string(account));
}

void store_password(db::Tx& tx, Id account, std::string_view hash, bool must_change, Instant now) {
    tx.exec(kStorePassword, account, hash, must_change, now);
}

bool exchange_password(db::Tx& tx, Id account, std::string_view old_hash, std::string_view new_hash, Instant now) {
    return tx.exec(kExchange, account, old_hash, new_hash, now) == 1;
}

void store_unlocked(db::Tx& tx, Id account, Instant now) { tx.exec(kUnlock, account, now); }
void store_disabled(db::Tx& tx, Id account, std::string_view reason, Instant now) {
    tx.exec(kDisable, account, reason, now);
}
void store_enabled(db::Tx& tx, Id account, Instant now) { tx.exec(kEnable, account, now); }

std::vector<Id> unused_accounts(db::Conn& conn, Instant unused_since, int most) {
    std::vector<Id> found;
    for (const auto& row : conn.query(kUnused, unused_since, most)) found.push_back(row.integer(0));
    return found;
}

bool still_unused(db::Tx& tx, Id account, Instant unused_since) {
    return !tx.query(kStillUnused, account, unused_since).empty();
}

void set_language(db::Tx& tx, Id account, std::string_view language) { tx.exec(kLanguage, account, language); }
void set_acting_post(db::Tx& tx, Id account, Id post) { tx.exec(kActing, account, post); }

}  // namespace dinh::accounts
