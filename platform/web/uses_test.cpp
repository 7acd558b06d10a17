#include "platform/web/uses.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "platform/web/running_for_tests.hpp"

namespace dinh::web {

namespace {

std::map<std::string, std::int64_t> taken() {
    std::map<std::string, std::int64_t> all;
    for (const auto& use : take_uses()) all[use.host + use.path + " " + use.type] += use.times;
    return all;
}

}  // namespace

TEST(Uses, threads_count_apart_and_are_added_up_once) {
    taken();
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([] {
            for (int n = 0; n < 1000; ++n) count_use("", "/trang/x", "text/html; charset=utf-8");
        });
    for (auto& one : threads) one.join();
    count_use("stc.vn", "/bai/y", "");
    const std::map<std::string, std::int64_t> expected{{"/trang/x text/html", 4000}, {"stc.vn/bai/y ", 1}};
    EXPECT_EQ(taken(), expected);
    EXPECT_TRUE(taken().empty());
}

TEST(Uses, a_flood_of_addresses_does_not_grow_the_map) {
    taken();
    const auto before = uses_beyond();
    for (std::size_t i = 0; i < kMostUses + 500; ++i) count_use("", "/" + std::to_string(i), "text/html");
    EXPECT_EQ(uses_beyond() - before, 500u);
    count_use("", "/0", "text/html");
    EXPECT_EQ(uses_beyond() - before, 500u) << "what is known goes on being counted";
    EXPECT_EQ(taken().size(), kMostUses);
}

TEST(Uses, robots_are_who_says_so_or_says_nothing) {
    for (const char* agent : {"", "x", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                              "curl/7.88.1", "Python-urllib/3.11 x", "coccocbot-web/1.0 (+http://help.coccoc.com)"})
        EXPECT_TRUE(is_robot(agent)) << agent;
    for (const char* agent :
         {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
          "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"})
        EXPECT_FALSE(is_robot(agent)) << agent;
}

}  // namespace dinh::web
