#include "modules/accounts/tokens/calls.hpp"

#include "platform/clock/clock.hpp"
#include "platform/error/error.hpp"
#include "platform/ids/ids.hpp"
#include "platform/log/log.hpp"

namespace dinh::accounts {

namespace {

constexpr db::Sql kBegin{"api_call.begin",
                         "INSERT INTO api_call (id, person, call_key, call, begun_at) VALUES ($1, $2, $3, $4, $5) "
                         "ON CONFLICT (person, call_key) DO NOTHING"};
constexpr db::Sql kFind{"api_call.find",
                        "SELECT call, begun_at, answer FROM api_call WHERE person = $1 AND call_key = $2"};
constexpr db::Sql kAgain{"api_call.again",
                         "UPDATE api_call SET begun_at = $3 WHERE person = $1 AND call_key = $2 AND answer IS NULL AND "
                         "begun_at < $4"};
constexpr db::Sql kAnswer{"api_call.answer", "UPDATE api_call SET answer = $3 WHERE person = $1 AND call_key = $2"};
constexpr db::Sql kDrop{"api_call.drop", "DELETE FROM api_call WHERE person = $1 AND call_key = $2 AND answer IS NULL"};
constexpr db::Sql kForget{
    "api_call.forget",
    "DELETE FROM api_call WHERE id IN (SELECT id FROM api_call WHERE begun_at < $1 ORDER BY begun_at LIMIT $2)"};

constexpr log::Message kNotKept{
    "ACCOUNTS_CALL_NOT_KEPT", log::Level::warning, "the answer of a call could not be kept under its key",
    "The deed is done. The same call again may meet a conflict for two minutes. Look at the database and the disk."};

constexpr std::size_t kLongestKey = 200;
// Longer than any request may run.
constexpr std::int64_t kGivenUpMs = 120'000;

bool is_key(std::string_view key) {
    return !key.empty() && key.size() <= kLongestKey &&
           std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace

std::optional<std::string> call_begun(House& house, const web::Session& session, std::string_view key,
                                      std::string_view call) {
    if (!is_key(key))
        throw Refused("Idempotency-Key", "Khóa của lời gọi dài quá 200 chữ hoặc có chữ ngoài bảng ASCII.");
    const Id person = session.actor.person;
    const Instant now = clock::now();
    return house.db->writing([&](db::Tx& tx) -> std::optional<std::string> {
        if (tx.exec(kBegin, ids::make(), person, key, call, now) == 1) return std::nullopt;
        const auto rows = tx.query(kFind, person, key);
        if (rows.empty()) throw Conflict("the call of this key ended meanwhile");
        const auto row = rows.first();
        if (row.view(0) != call)
            throw Refused("Idempotency-Key", "Khóa này đã dùng cho một lời gọi khác. Hãy tạo khóa mới cho mỗi việc.");
        if (auto answer = row.maybe_text(2)) return answer;
        if (tx.exec(kAgain, person, key, now, Instant{now.ms - kGivenUpMs}) == 1) return std::nullopt;
        throw Conflict("Lời gọi trước với khóa này chưa xong. Hãy gọi lại sau ít phút.", "the call still runs");
    });
}

void call_done(House& house, const web::Session& session, std::string_view key, std::string_view answer) {
    try {
        house.db->write([&](db::Tx& tx) {
            if (answer.empty())
                tx.exec(kDrop, session.actor.person, key);
            else
                tx.exec(kAnswer, session.actor.person, key, answer);
        });
    } catch (const std::exception& failure) {
        log::write(kNotKept, {{"why", failure.what()}});
    }
}

std::int64_t forget_calls(db::Tx& tx, Instant begun_before, int most) { return tx.exec(kForget, begun_before, most); }

}  // namespace dinh::accounts
