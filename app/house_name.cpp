#include "app/house_name.hpp"

#include "platform/db/db.hpp"
#include "platform/text/text.hpp"

namespace dinh::app {

namespace {

constexpr const char* kUnnamed = "Đình";
constexpr int kLongest = 60;
constexpr std::int64_t kKeptMs = 5000;

struct Kept {
    std::mutex mutex;
    std::string name = kUnnamed;
    Day day;
    std::int64_t read_at_ms = -kKeptMs;
};

}  // namespace

settings::Setting house_name_setting() {
    return {.key = kHouseName,
            .type = settings::Type::text,
            .value = kUnnamed,
            .title = "Tên của tỉnh hoặc cơ quan",
            .description = "Hiện ở đầu mọi trang và khi in, ví dụ “Tỉnh Thái Nguyên”.",
            .least = 1,
            .most = kLongest,
            .choices = {},
            .check = {}};
}

std::string house_name(House& house) {
    auto& kept = house.part<Kept>();
    const Day today = clock::today();
    const std::int64_t now_ms = clock::steady_ms();
    {
        const std::scoped_lock lock(kept.mutex);
        if (kept.day == today && now_ms - kept.read_at_ms < kKeptMs) return kept.name;
        kept.read_at_ms = now_ms;  // others go on with the old name meanwhile
        kept.day = today;
    }
    std::string name;
    try {
        name = house.db->reading([&](db::Conn& conn) { return settings::get(conn, kHouseName, today); });
    } catch (const std::exception&) {  // the page that says so needs a head as well
    }
    const std::scoped_lock lock(kept.mutex);
    if (!name.empty()) kept.name = name;
    return kept.name;
}

}  // namespace dinh::app
