#include "platform/log/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <thread>

namespace dinh::log {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Message kSlow{"LOG_TEST_SLOW", Level::warning, "a client sends too slowly",
                        "Nothing to do: a test wrote it."};
constexpr Message kDetail{"LOG_TEST_DETAIL", Level::debug, "a detail", "Nothing to do: a test wrote it."};

std::string one_line(std::initializer_list<Field> fields, bool json = false) {
    const Captured captured(json);
    write(kSlow, fields);
    return captured.lines().at(0);
}

TEST(Log, writes_time_level_id_text_and_fields) {
    const clock::Frozen frozen("2026-11-21T08:00:00.123Z");
    EXPECT_EQ(one_line({{"address", "10.0.0.7"}, {"waited_ms", 1200}, {"who", "Sở Y tế"}, {"last", true}}),
              "2026-11-21T08:00:00.123Z warning LOG_TEST_SLOW a client sends too slowly; address=10.0.0.7 "
              "waited_ms=1200 who=\"Sở Y tế\" last=true");
    EXPECT_EQ(one_line({}), "2026-11-21T08:00:00.123Z warning LOG_TEST_SLOW a client sends too slowly");
}

TEST(Log, writes_json_with_typed_fields) {
    const clock::Frozen frozen("2026-11-21T08:00:00.123Z");
    EXPECT_EQ(one_line({{"address", "10.0.0.7"}, {"waited_ms", 1200}, {"ok", false}, {"day", Day{0}}}, true),
              R"({"time":"2026-11-21T08:00:00.123Z","level":"warning","id":"LOG_TEST_SLOW",)"
              R"("text":"a client sends too slowly","fields":{"address":"10.0.0.7","waited_ms":1200,"ok":false,)"
              R"("day":"1970-01-01"}})");
    EXPECT_THAT(one_line({{"ratio", std::numeric_limits<double>::quiet_NaN()}}, true), HasSubstr(R"("ratio":"nan")"));
}

TEST(Log, never_lets_a_value_begin_a_new_line) {
    const std::string evil = "x\r\n2026-11-21T08:00:00.123Z error FAKE \"quoted\" \\ \x1B[2J\x7F";
    for (const bool json : {false, true}) {
        const std::string line = one_line({{"name", evil}}, json);
        EXPECT_EQ(line.find_first_of("\r\n\x1B\x7F"), std::string::npos);
        EXPECT_THAT(line, HasSubstr(R"(\"quoted\" \\ \u001b[2J\u007f)"));
    }
    EXPECT_THAT(one_line({{"a", "x b=1"}}), HasSubstr(R"(a="x b=1")"));
    EXPECT_THAT(one_line({{"a", "b=1"}}), HasSubstr(R"(a="b=1")"));
    EXPECT_THAT(one_line({{"a", ""}}), HasSubstr(R"(a="")"));
}

TEST(Log, mends_bytes_that_are_no_text) { EXPECT_THAT(one_line({{"a", "\xFF\xFE"}}, true), HasSubstr("\uFFFD")); }

TEST(Log, cuts_long_values_between_letters) {
    const std::string line = one_line({{"a", std::string(1999, 'x').append("ệ").append(5000, 'y')}});
    EXPECT_THAT(line, HasSubstr("x[5003 bytes cut]"));
    EXPECT_LT(line.size(), 2200u);
}

TEST(Log, redacts_secrets_by_type_and_by_name) {
    const std::string pin = "hunter2";
    const std::string line = one_line({{"given", secret(pin)},
                                       {"none", secret("")},
                                       {"new_password", pin},
                                       {"API_Token", pin},
                                       {"Cookie", pin},
                                       {"signing_key", pin},
                                       {"otp", ""}});
    EXPECT_THAT(line, Not(HasSubstr(pin)));
    EXPECT_THAT(line, HasSubstr("given=[redacted]"));
    EXPECT_THAT(line, HasSubstr("none=[empty]"));
    EXPECT_THAT(line, HasSubstr("otp=[empty]"));
    EXPECT_THAT(one_line({{"monkey", "chimp"}}), HasSubstr("monkey=chimp"));
}

TEST(Log, redacts_passwords_inside_addresses) {
    EXPECT_EQ(without_passwords("postgres://dinh:pw@db:5432/dinh"), "postgres://dinh:***@db:5432/dinh");
    EXPECT_EQ(without_passwords("a smtp://u:p:q@h x imap://v:w@h"), "a smtp://u:***@h x imap://v:***@h");
    EXPECT_EQ(without_passwords("http://u:p@ss@h/"), "http://u:***@h/");
    for (const char* plain : {"http://host:8080/a@b", "http://u@host", "no address", "://", "http://host/x:y@z", ""}) {
        EXPECT_EQ(without_passwords(plain), plain);
    }
    EXPECT_THAT(one_line({{"url", "postgres://dinh:pw@db/x"}}), HasSubstr("dinh:***@db"));
}

TEST(Log, carries_the_context_of_its_thread) {
    const Captured captured;
    {
        const Context request(Field("request", "r-17"));
        const Context job(Field("job", "index"));
        write(kSlow, {{"n", 1}});
        EXPECT_EQ(request_id(), "r-17");
        std::thread([] { write(kSlow, {{"n", 2}}); }).join();
    }
    write(kSlow, {{"n", 3}});
    EXPECT_EQ(request_id(), "");
    const auto lines = captured.lines();
    EXPECT_THAT(lines.at(0), HasSubstr("request=r-17 job=index n=1"));
    EXPECT_THAT(lines.at(1), Not(HasSubstr("r-17")));
    EXPECT_THAT(lines.at(2), Not(HasSubstr("r-17")));
    EXPECT_EQ(captured.count("LOG_TEST_SLOW"), 3);
    EXPECT_EQ(captured.count("LOG_TEST"), 0);
}

TEST(Log, writes_at_the_level_the_caller_names) {
    const Captured captured;
    error(kSlow, Field("n", 1), Field("m", "x"));
    info(kSlow);
    EXPECT_THAT(captured.lines().at(0), HasSubstr(" error LOG_TEST_SLOW"));
    EXPECT_THAT(captured.lines().at(1), HasSubstr(" info LOG_TEST_SLOW"));
}

TEST(Log, reads_level_names) {
    Level level = Level::info;
    EXPECT_TRUE(parse_level("debug", level));
    EXPECT_EQ(level, Level::debug);
    EXPECT_FALSE(parse_level("warn", level));
    EXPECT_FALSE(parse_level("", level));
    EXPECT_EQ(level, Level::debug);
}

std::string content(const std::string& path) {
    std::ostringstream out;
    out << std::ifstream(path).rdbuf();
    return out.str();
}

TEST(Log, writes_whole_lines_to_its_file_from_many_threads) {
    const std::string file = std::filesystem::temp_directory_path() / ("dinh_log_test_" + std::to_string(::getpid()));
    start({.json = true, .level = Level::info, .file = file});
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([t] {
            for (int i = 0; i < 100; ++i) write(kSlow, {{"thread", t}});
            write(kDetail);
        });
    }
    for (auto& thread : threads) thread.join();
    flush();
    start({});
    std::istringstream lines(content(file));
    std::filesystem::remove(file);
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        EXPECT_TRUE(line.starts_with("{\"time\"") && line.ends_with("}}")) << line;
    }
    EXPECT_EQ(count, 400);
}

TEST(Log, refuses_a_file_it_cannot_write) {
    EXPECT_THROW(start({.json = false, .level = Level::info, .file = "/proc/nowhere/dinh.log"}), std::runtime_error);
}

}  // namespace
}  // namespace dinh::log
