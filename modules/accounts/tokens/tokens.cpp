#include "modules/accounts/tokens/tokens.hpp"

#include <mutex>
#include <unordered_map>

#include "modules/accounts/limits.hpp"
#include "modules/accounts/tokens/scopes.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error/error.hpp"
#include "platform/log/log.hpp"
#include "platform/text/text.hpp"
#include "platform/web/wire/leaks.hpp"

namespace dinh::accounts {

namespace {

// The account's row is the lock under which its tokens are counted.
constexpr db::Sql kLockOwner{"api_token.lock_owner", "UPDATE account SET version = version WHERE id = $1 RETURNING id"};
constexpr db::Sql kCountLiving{
    "api_token.count", "SELECT COUNT(*) FROM api_token WHERE account = $1 AND ended_at IS NULL AND expires_day >= $2"};
constexpr db::Sql kInsert{"api_token.insert",
                          "INSERT INTO api_token (id, token_hash, account, name, created_at, expires_day, scopes) "
                          "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Sql kEnd{"api_token.end",
                       "UPDATE api_token SET ended_at = $3 WHERE id = $1 AND account = $2 AND ended_at IS NULL"};
constexpr db::Sql kEndAll{"api_token.end_all",
                          "UPDATE api_token SET ended_at = $2 WHERE account = $1 AND ended_at IS NULL"};
constexpr db::Sql kOf{"api_token.of_account",
                      "SELECT id, name, created_at, expires_day, last_used_at, scopes FROM api_token "
                      "WHERE account = $1 AND ended_at IS NULL AND expires_day >= $2 ORDER BY id DESC LIMIT 100"};
constexpr db::Sql kFind{
    "api_token.find",
    "SELECT t.id, t.account, a.person, a.acting_post, t.last_used_at, t.scopes FROM api_token t JOIN account a ON a.id "
    "= "
    "t.account "
    "WHERE t.token_hash = $1 AND t.ended_at IS NULL AND t.expires_day >= $2 AND a.disabled_at IS NULL"};
constexpr db::Sql kUsed{"api_token.used", "UPDATE api_token SET last_used_at = $2 WHERE id = $1"};

constexpr db::Sql kLiving{
    "api_token.living",
    "SELECT t.id, t.account, a.person, t.name FROM api_token t JOIN account a ON a.id = t.account "
    "WHERE t.token_hash = $1 AND t.ended_at IS NULL"};
constexpr db::Sql kLeaked{"api_token.leaked",
                          "UPDATE api_token SET ended_at = $2, leaked_at = $2 WHERE id = $1 AND ended_at IS NULL"};

constexpr log::Message kTokenLeaked{
    "ACCOUNTS_TOKEN_LEAKED", log::Level::warning, "a token stood in the address of a request and was ended",
    "Its owner was told. The program that called must send its token in the head Authorization; proxies before this "
    "server may have the address in their logs, where the token is worthless now."};
constexpr log::Message kNotWritten{"ACCOUNTS_TOKEN_USE_NOT_WRITTEN", log::Level::warning,
                                   "the use of a token could not be written",
                                   "It is tried again at its next use. Look at the database and the disk."};

constexpr std::string_view kStart = web::wire::kTokenStart;
constexpr std::string_view kScheme = "bearer ";
constexpr std::size_t kTextLength = kStart.size() + web::wire::kTokenLetters;
constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::size_t kMostCounted = 10'000;
constexpr std::int64_t kNoteUseMs = 3'600'000;

// Calls of each token in the minute that runs.
struct Rates {
    struct Rate {
        std::int64_t since_ms = 0, calls = 0;
    };
    std::mutex mutex;
    std::unordered_map<Id, Rate> by_token;
};

std::optional<std::vector<std::string>> scopes_of(const std::optional<std::string>& stored) {
    if (!stored) return std::nullopt;
    return read_scopes(*stored);
}

std::string detail_of(Id token) { return R"({"token":")" + std::to_string(token) + "\"}"; }

void note_use(House& house, Id token, Instant now) {
    try {
        house.db->write([&](db::Tx& tx) { tx.exec(kUsed, token, now); });
    } catch (const std::exception& failure) {
        log::write(kNotWritten, {{"why", failure.what()}});
    }
}

}  // namespace

std::string new_token_text() { return std::string(kStart) + crypto::random_token(); }

Id create_token(db::Tx& tx, const Actor& actor, Id account, const NewToken& input, std::string_view token_text) {
    if (tx.query(kLockOwner, account).empty()) throw NotFound("token: no account");
    const Day today = clock::today();
    Reasons reasons;
    if (input.name.empty()) reasons.add("name", "Hãy ghi tên để nhận ra khóa này, ví dụ tên phần mềm dùng nó.");
    if (input.scopes.empty()) reasons.add("scope", "Hãy chọn ít nhất một phạm vi: phần mềm được đọc, ghi ở phần nào.");
    if (input.expires < today) reasons.add("expires", "Ngày hết hạn đã qua.");
    if (input.expires - today > kLongestTokenDays) reasons.add("expires", "Khóa có thời hạn không quá một năm.");
    if (tx.integer(kCountLiving, account, today) >= kMostTokens)
        reasons.add("Đã có quá nhiều khóa; hãy kết thúc khóa không còn dùng.");
    reasons.done();
    const Id id = ids::make();
    tx.exec(kInsert, id, crypto::sha256_hex(token_text), account, text::cut(input.name, 100), clock::now(),
            input.expires, stored_scopes(input.scopes));
    audit::append(tx, actor, actor.acting_capacity(), "token.create", "account", account, detail_of(id));
    return id;
}

void end_token(db::Tx& tx, const Actor& actor, Id account, Id token) {
    if (tx.exec(kEnd, token, account, clock::now()) == 0) throw NotFound("no living token " + std::to_string(token));
    audit::append(tx, actor, actor.acting_capacity(), "token.end", "account", account, detail_of(token));
}

void end_tokens(db::Tx& tx, Id account) { tx.exec(kEndAll, account, clock::now()); }

std::vector<TokenLine> tokens_of(db::Conn& conn, Id account, Day today) {
    std::vector<TokenLine> lines;
    for (const auto& row : conn.query(kOf, account, today))
        lines.push_back({row.integer(0), row.text(1), row.instant(2), row.day(3), row.maybe_instant(4),
                         scopes_of(row.maybe_text(5))});
    return lines;
}

std::optional<Bearer> bearer_of(House& house, std::string_view authorization) {
    if (authorization.size() != kScheme.size() + kTextLength) return std::nullopt;
    if (text::lower(authorization.substr(0, kScheme.size())) != kScheme) return std::nullopt;
    const std::string_view given = authorization.substr(kScheme.size());
    if (!given.starts_with(kStart)) return std::nullopt;
    const Instant now = clock::now();
    const auto rows = house.db->reading(
        [&](db::Conn& conn) { return conn.query(kFind, crypto::sha256_hex(given), clock::day_of(now)); });
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    const auto used = row.maybe_instant(4);
    if (!used || now.ms - used->ms > kNoteUseMs) note_use(house, row.integer(0), now);
    return Bearer{row.integer(0), row.integer(1), row.integer(2), row.integer(3), scopes_of(row.maybe_text(5))};
}

int wait_of(House& house, Id token) {
    const std::int64_t most = limits_now(house).token_calls_per_minute, now_ms = clock::now().ms;
    auto& rates = house.part<Rates>();
    const std::scoped_lock lock(rates.mutex);
    if (rates.by_token.size() >= kMostCounted) rates.by_token.clear();
    auto& rate = rates.by_token[token];
    const std::int64_t age_ms = now_ms - rate.since_ms;
    if (age_ms < 0 || age_ms >= kMinuteMs) rate = {now_ms, 0};
    if (++rate.calls <= most) return 0;
    return static_cast<int>((kMinuteMs - (now_ms - rate.since_ms) + 999) / 1000);
}

void end_leaked(House& house, std::string_view token_text) {
    Id ended = 0, owner = 0;
    house.db->write([&](db::Tx& tx) {
        const auto rows = tx.query(kLiving, crypto::sha256_hex(token_text));
        if (rows.empty()) return;
        const auto row = rows.first();
        if (tx.exec(kLeaked, row.integer(0), clock::now()) == 0) return;
        ended = row.integer(0), owner = row.integer(2);
        audit::append(tx, Actor::system(), nullptr, "token.leak", "account", row.integer(1), detail_of(ended));
        worklist::notify(tx, owner,
                         Said("Khóa “%1” đã đứng trong một địa chỉ nên bị kết thúc. Hãy tạo khóa khác và gửi "
                              "trong đầu mục Authorization.",
                              {row.text(3)}),
                         "/accounts/me");
    });
    if (ended != 0) log::write(kTokenLeaked, {{"id", ended}, {"person", owner}});
}

}  // namespace dinh::accounts
