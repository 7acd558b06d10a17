#include "modules/accounts/sessions/session_store.hpp"

namespace dinh::accounts {

namespace {

constexpr db::Sql kFind{
    "session.find",
    "SELECT s.id, s.account, a.person, s.created_at, s.last_seen_at, a.password_set_at, s.ended_at, s.epoch, a.epoch, "
    "a.disabled_at, s.locked, s.second_factor, a.must_change, a.second_factor, a.codes_left, s.csrf_secret, "
    "a.username, "
    "a.language, s.acting_post, a.acting_post, s.passed_outside FROM session s JOIN account a ON a.id = s.account "
    "WHERE s.token_hash = "
    "$1"};
constexpr db::Sql kInsert{
    "session.insert",
    "INSERT INTO session (id, token_hash, account, epoch, created_at, last_seen_at, second_factor, csrf_secret, "
    "remote_address, user_agent, passed_outside) SELECT $1, $2, id, epoch, $4, $4, $5, $6, $7, $8, $5 FROM account "
    "WHERE id = $3"};
constexpr db::Sql kLock{
    "session.lock",
    "UPDATE session SET locked = 1 WHERE id = $1 AND locked = 0 AND ended_at IS NULL AND last_seen_at <= $2"};
constexpr db::Sql kUnlock{"session.unlock",
                          "UPDATE session SET locked = 0, last_seen_at = $2 WHERE id = $1 AND ended_at IS NULL"};
constexpr db::Sql kEnd{"session.end",
                       "UPDATE session SET ended_at = $3 WHERE id = $1 AND account = $2 AND ended_at IS NULL"};
constexpr db::Sql kSeen{
    "session.seen", "UPDATE session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2 AND ended_at IS NULL"};
constexpr db::Sql kToken{
    "session.change_token",
    "UPDATE session SET token_hash = $2, second_factor = 1 WHERE id = $1 AND second_factor = 0 AND ended_at IS NULL"};
constexpr db::Sql kTokenOutside{
    "session.change_token_outside",
    "UPDATE session SET token_hash = $2, second_factor = 1, passed_outside = 1 WHERE id = $1 AND ended_at IS NULL AND "
    "(second_factor = 0 OR passed_outside = 0)"};
constexpr db::Sql kPost{"session.set_post", "UPDATE session SET acting_post = $2 WHERE id = $1"};
constexpr db::Sql kEpoch{"session.next_epoch", "UPDATE account SET epoch = epoch + 1 WHERE id = $1 RETURNING epoch"};
constexpr db::Sql kKeep{"session.keep", "UPDATE session SET epoch = $2 WHERE id = $1"};
constexpr db::Sql kForget{
    "session.forget",
    "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE created_at < $1 ORDER BY created_at LIMIT $2)"};
constexpr db::Sql kOf{
    "session.of_account",
    "SELECT s.id, s.created_at, s.last_seen_at, s.locked, s.remote_address, s.user_agent FROM session s "
    "JOIN account a ON a.id = s.account WHERE s.account = $1 AND s.ended_at IS NULL AND s.epoch = a.epoch AND "
    "s.created_at > $2 "
    "ORDER BY s.last_seen_at DESC LIMIT 100"};

constexpr db::Sql kCount{
    "account.count_attempt",
    "UPDATE account SET failures = CASE WHEN locked_until IS NOT NULL AND locked_until <= $2 THEN 1 ELSE failures + 1 "
    "END, "
    "locked_until = CASE WHEN locked_until <= $2 THEN NULL ELSE locked_until END WHERE username = $1 "
    "RETURNING id, person, failures, locked_until, disabled_at, password_hash, second_factor, language"};
constexpr db::Sql kCountUnknown{
    "unknown_sign_in.count",
    "INSERT INTO unknown_sign_in (name_key, failures, last_at) VALUES ($1, 1, $2) ON CONFLICT (name_key) DO UPDATE SET "
    "failures = CASE WHEN unknown_sign_in.locked_until IS NOT NULL AND unknown_sign_in.locked_until <= $2 THEN 1 "
    "ELSE unknown_sign_in.failures + 1 END, "
    "locked_until = CASE WHEN unknown_sign_in.locked_until <= $2 THEN NULL ELSE unknown_sign_in.locked_until END, "
    "last_at = $2 RETURNING failures, locked_until"};
constexpr db::Sql kLockAccount{
    "account.lock", "UPDATE account SET locked_until = $3 WHERE id = $1 AND failures >= $2 AND locked_until IS NULL"};
constexpr db::Sql kLockUnknown{
    "unknown_sign_in.lock",
    "UPDATE unknown_sign_in SET locked_until = $3 WHERE name_key = $1 AND failures >= $2 AND locked_until IS NULL"};
constexpr db::Sql kClear{"account.clear_failures",
                         "UPDATE account SET failures = 0, locked_until = NULL WHERE id = $1"};
constexpr db::Sql kTakeBack{"account.take_back",
                            "UPDATE account SET failures = failures - 1 WHERE id = $1 AND failures > 0"};
constexpr db::Sql kTakeBackUnknown{
    "unknown_sign_in.take_back",
    "UPDATE unknown_sign_in SET failures = failures - 1 WHERE name_key = $1 AND failures > 0"};
constexpr db::Sql kSignedIn{
    "account.signed_in",
    "UPDATE account SET last_sign_in_at = $3 WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL"};
constexpr db::Sql kReplaceHash{"account.replace_hash",
                               "UPDATE account SET password_hash = $3 WHERE id = $1 AND password_hash = $2"};
constexpr db::Sql kForgetUnknown{"unknown_sign_in.forget",
                                 "DELETE FROM unknown_sign_in WHERE name_key IN (SELECT name_key FROM unknown_sign_in "
                                 "WHERE last_at < $1 ORDER BY last_at LIMIT $2)"};

}  // namespace

std::optional<Known> find_session(db::Conn& conn, std::string_view token_hash) {
    const auto rows = conn.query(kFind, token_hash);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    Known known{.session = row.integer(0),
                .account = row.integer(1),
                .person = row.integer(2),
                .created_at = row.instant(3),
                .last_seen_at = row.instant(4),
                .password_set_at = row.instant(5),
                .ended = !row.null(6) || row.integer(7) != row.integer(8) || !row.null(9),
                .locked = row.truth(10),
                .second_factor = row.truth(11),
                .must_change = row.truth(12),
                .factor = row.text(13),
                .codes_left = row.integer(14),
                .csrf_secret = row.text(15),
                .username = row.text(16),
                .language = row.text(17),
                .acting_post = row.null(18) ? row.integer(19) : row.integer(18)};
    known.passed_outside = row.truth(20);
    return known;
}

void insert_session(db::Tx& tx, const NewSession& made, Instant now) {
    const auto touched = tx.exec(kInsert, made.id, made.token_hash, made.account, now, made.second_factor,
                                 made.csrf_secret, made.address, made.user_agent);
    if (touched == 0) throw NotFound("session: no account " + std::to_string(made.account));
}

std::int64_t mark_locked(db::Tx& tx, Id session, Instant seen_before) { return tx.exec(kLock, session, seen_before); }
std::int64_t mark_unlocked(db::Tx& tx, Id session, Instant now) { return tx.exec(kUnlock, session, now); }
std::int64_t mark_ended(db::Tx& tx, Id session, Id account, Instant now) {
    return tx.exec(kEnd, session, account, now);
}
std::int64_t mark_seen(db::Tx& tx, Id session, Instant seen_at) { return tx.exec(kSeen, session, seen_at); }
std::int64_t change_token(db::Tx& tx, Id session, std::string_view token_hash, bool outside) {
    return tx.exec(outside ? kTokenOutside : kToken, session, token_hash);
}
void set_session_post(db::Tx& tx, Id session, Id post) { tx.exec(kPost, session, post); }

void next_epoch(db::Tx& tx, Id account, Id kept) {
    const auto rows = tx.query(kEpoch, account);
    if (!rows.empty() && kept != 0) tx.exec(kKeep, kept, rows.first().integer(0));
}

std::int64_t forget_sessions(db::Tx& tx, Instant created_before, int most) {
    return tx.exec(kForget, created_before, most);
}

std::vector<SessionLine> sessions_of(db::Conn& conn, Id account, Instant created_after) {
    std::vector<SessionLine> lines;
    for (const auto& row : conn.query(kOf, account, created_after))
        lines.push_back({row.integer(0), row.instant(1), row.instant(2), row.truth(3), row.text(4), row.text(5)});
    return lines;
}

Counted count_attempt(db::Tx& tx, std::string_view username, std::string_view name_key, Instant now) {
    const auto known = tx.query(kCount, username, now);
    if (!known.empty()) {
        const auto row = known.first();
        return {row.integer(0), row.integer(1), row.integer(2), row.maybe_instant(3),
                !row.null(4),   row.text(5),    row.text(6),    row.text(7)};
    }
    const auto unknown = tx.query(kCountUnknown, name_key, now);
    Counted counted;
    counted.failures = unknown.first().integer(0);
    counted.locked_until = unknown.first().maybe_instant(1);
    return counted;
}

bool lock_account(db::Tx& tx, Id account, std::string_view name_key, std::int64_t failures, Instant until) {
    if (account != 0) return tx.exec(kLockAccount, account, failures, until) == 1;
    return tx.exec(kLockUnknown, name_key, failures, until) == 1;
}

void clear_failures(db::Tx& tx, Id account) { tx.exec(kClear, account); }

void take_back_attempt(db::Tx& tx, Id account, std::string_view name_key) {
    if (account != 0)
        tx.exec(kTakeBack, account);
    else
        tx.exec(kTakeBackUnknown, name_key);
}

bool note_sign_in(db::Tx& tx, Id account, std::string_view password_hash, Instant now) {
    return tx.exec(kSignedIn, account, password_hash, now) == 1;
}

void replace_hash(db::Tx& tx, Id account, std::string_view old_hash, std::string_view new_hash) {
    tx.exec(kReplaceHash, account, old_hash, new_hash);
}

std::int64_t forget_unknown_names(db::Tx& tx, Instant last_before, int most) {
    return tx.exec(kForgetUnknown, last_before, most);
}

}  // namespace dinh::accounts
