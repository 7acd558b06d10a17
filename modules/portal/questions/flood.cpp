// Floods without names: an address is counted as a digest with the salt of its day, and both go two days later.
#include <arpa/inet.h>

#include "modules/portal/questions/network.hpp"
#include "modules/portal/questions/question.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error/too_often.hpp"

namespace dinh::portal {

namespace {

constexpr db::Sql kMakeSalt{"portal_flood.make_salt",
                            "INSERT INTO portal_flood_salt (day, salt) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING"};
constexpr db::Sql kSalt{"portal_flood.salt", "SELECT salt FROM portal_flood_salt WHERE day = $1"};
constexpr db::Sql kCount{"portal_flood.count",
                         "INSERT INTO portal_flood (hour, scope, n) VALUES ($1, $2, 1) ON CONFLICT (hour, scope) DO "
                         "UPDATE SET n = portal_flood.n + 1 RETURNING n"};
constexpr db::Sql kForget{"portal_flood.forget", "DELETE FROM portal_flood WHERE hour < $1"};
constexpr db::Sql kForgetRatings{"portal_flood.forget_ratings", "DELETE FROM portal_rating_day WHERE day < $1"};
constexpr db::Sql kForgetSalts{"portal_flood.forget_salts", "DELETE FROM portal_flood_salt WHERE day < $1"};

// Until the hour that is counted ends.
int wait_s() { return static_cast<int>(3600 - clock::now().ms / 1000 % 3600); }

}  // namespace

std::string network_of(std::string_view address) {
    unsigned char bytes[16] = {};
    const std::string text(address);
    if (::inet_pton(AF_INET6, text.c_str(), bytes) != 1) return text;
    return {reinterpret_cast<const char*>(bytes), 8};
}

std::string network_of_day(db::Tx& tx, std::string_view address) {
    const std::string day = clock::to_text(clock::now()).substr(0, 10);
    if (tx.exec(kMakeSalt, day, crypto::random_token(16)) > 0) {
        const std::string before = clock::to_text(clock::day_of(clock::now()) - 2);
        tx.exec(kForget, before);
        tx.exec(kForgetSalts, before);
        tx.exec(kForgetRatings, before);
    }
    const std::string salt = tx.query(kSalt, day).first().text(0);
    return crypto::hex(crypto::hmac_sha256(salt, network_of(address)).substr(0, 16));
}

void count_flood(db::Tx& tx, const Flood& flood, std::string_view address) {
    const std::string from = network_of_day(tx, address), what = flood.what;
    const std::string hour = clock::to_text(clock::now()).substr(0, 13);
    if (tx.integer(kCount, hour, what + ":from:" + from) > flood.most)
        throw TooOften("Từ mạng của bạn đã có quá nhiều lần gửi trong giờ này. Hãy thử lại sau một giờ.", wait_s());
    if (flood.most_site == 0) return;
    if (tx.integer(kCount, hour, what + ":site:" + std::to_string(flood.site)) > flood.most_site)
        throw TooOften("Trang đang nhận quá nhiều nội dung gửi đến cùng lúc. Hãy thử lại sau một giờ.", wait_s());
}

}  // namespace dinh::portal
