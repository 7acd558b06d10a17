#include "platform/crypto/crypto.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::deed {

namespace {

// The insert of a second call waits for the first one to end: READ COMMITTED then shows what became of it.
constexpr db::Sql kClaim{
    "deed.claim_key",
    "INSERT INTO deed_key (key, person, result, at) VALUES ($1, $2, 0, $3) ON CONFLICT (key) DO NOTHING"};
constexpr db::Sql kKnown{"deed.find_key", "SELECT person, result FROM deed_key WHERE key = $1"};
constexpr db::Sql kSettle{"deed.settle_key", "UPDATE deed_key SET result = $2 WHERE key = $1"};
constexpr db::Sql kForget{
    "deed.forget_keys",
    "DELETE FROM deed_key WHERE key IN (SELECT key FROM deed_key WHERE at < $1 ORDER BY at LIMIT $2)"};

constexpr std::size_t kLongestKey = 200;
constexpr int kTriesAfterLoss = 3;

void check_key(std::string_view key) {
    const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7f; });
    if (key.size() > kLongestKey || !printable) {
        throw Refused("Mã nhận biết lần gửi không hợp lệ. Hãy tải lại trang rồi thực hiện lại.");
    }
}

Id run_claimed(db::Tx& tx, const Actor& actor, std::string_view key, const std::function<Id(db::Tx&)>& work) {
    if (tx.exec(kClaim, key, actor.person, clock::now()) == 0) {
        const db::Rows known = tx.query(kKnown, key);
        // Gone again between the two statements: the first call was forgotten or undone.
        if (known.empty()) throw db::Busy("deed: the key vanished");
        if (known.first().integer(0) != actor.person) {
            throw Conflict("Biểu mẫu này đã được một tài khoản khác gửi đi.",
                           "deed: the key belongs to another person");
        }
        return known.first().integer(1);
    }
    const Id result = work(tx);
    tx.exec(kSettle, key, result);
    return result;
}

}  // namespace

Id once(db::Database& database, const Actor& actor, std::string_view key, const std::function<Id(db::Tx&)>& work) {
    check_key(key);
    // Running again after a loss is safe: the claim waits for the lost transaction and then reads its result, if any.
    for (int tries = 0;; ++tries) {
        try {
            return database.writing(
                [&](db::Tx& tx) { return key.empty() ? work(tx) : run_claimed(tx, actor, key, work); });
        } catch (const db::Lost& error) {
            if (!key.empty() && tries < kTriesAfterLoss) continue;
            throw Unavailable(
                "Mất kết nối với cơ sở dữ liệu khi đang ghi. Hãy tải lại trang và xem việc đã được ghi chưa trước khi "
                "làm lại.",
                std::string("deed: outcome unknown: ") + error.what());
        }
    }
}

bool done(db::Conn& conn, const Actor& actor, std::string_view key) {
    const db::Rows known = conn.query(kKnown, key);
    return !known.empty() && known.first().integer(0) == actor.person;
}

std::string new_key() { return crypto::random_token(18); }

int forget_keys(db::Tx& tx, Instant before, int most) { return static_cast<int>(tx.exec(kForget, before, most)); }

}  // namespace dinh::deed
