// What the walls hold back. Every attempt is first made outside, where it must succeed: a wall in front of nothing
// proves nothing. The attempts run in workers of kinds that only this test program has; main() below is also theirs.
#include <arpa/inet.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <future>
#include <thread>

#include "platform/worker/child.hpp"
#include "platform/worker/converter.hpp"
#include "platform/worker/test_files.hpp"

namespace dinh::worker {
namespace {

int fault_of(long result) { return result < 0 ? errno : 0; }

int try_connect(std::uint16_t port) {
    const Descriptor out(socket(AF_INET, SOCK_STREAM, 0));
    if (out.get() < 0) {
        return errno;
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return fault_of(connect(out.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address));
}

int try_open(const std::string& path, int flags) {
    const Descriptor file(open(path.c_str(), flags, 0600));
    return file.get() < 0 ? errno : 0;
}

int try_start(bool thread) {
    if (thread) {
        try {
            std::thread([] {}).join();
            return 0;
        } catch (const std::system_error& fault) {
            return fault.code().value();
        }
    }
    const pid_t child = fork();
    if (child == 0) {
        _exit(0);
    }
    if (child < 0) {
        return errno;
    }
    waitpid(child, nullptr, 0);
    return 0;
}

// 0 when the deed was done, else errno.
int attempt(const std::string& deed, const std::string& with) {
    if (deed == "connect") return try_connect(static_cast<std::uint16_t>(std::stoi(with)));
    if (deed == "unix_socket") return fault_of(socket(AF_UNIX, SOCK_STREAM, 0));
    if (deed == "read") return try_open(with, O_RDONLY);
    if (deed == "write") return try_open(with, O_WRONLY | O_APPEND);
    if (deed == "create") return try_open(with + ".new", O_RDWR | O_CREAT);
    if (deed == "truncate") return try_open(with, O_RDONLY | O_TRUNC);
    if (deed == "unnamed") return try_open(std::filesystem::path(with).parent_path(), O_RDWR | O_TMPFILE);
    if (deed == "folder") return fault_of(mkdir((with + ".d").c_str(), 0700));
    if (deed == "rename") return fault_of(rename(with.c_str(), with.c_str()));
    if (deed == "chmod") return fault_of(chmod(with.c_str(), 0600));
    if (deed == "signal") return fault_of(kill(std::stoi(with), 0));
    if (deed == "raise_limit") {
        const rlimit none{1, 1};
        return fault_of(setrlimit(RLIMIT_CORE, &none));
    }
    if (deed == "fork") return try_start(false);
    if (deed == "thread") return try_start(true);
    if (deed == "memory_file") return fault_of(memfd_create("x", 0));
    if (deed == "leave_group") return fault_of(setpgid(0, 0));
    return EINVAL;
}

// The same in a process of its own: the leader of a session may not leave its group, and a test program may be one.
int attempt_in_child(const std::string& deed, const std::string& with) {
    const pid_t child = fork();
    if (child == 0) {
        _exit(attempt(deed, with));
    }
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
}

Result attempt_work(const Call& call) {
    Result result;
    result.outcome = Outcome::ok;
    result.output = std::to_string(attempt(std::string(call.text("deed")), std::string(call.text("with"))));
    return result;
}

Result converter_work(const Call& call) {
    const Converted converted = convert({"bash", "--norc", "-c", std::string(call.text("script"))}, 10'000);
    Result result;
    result.outcome = Outcome::ok;
    result.output = converted.output + converted.errors;
    return result;
}

Result surroundings_work(const Call&) {
    Result result;
    result.outcome = Outcome::ok;
    for (char** next = environ; *next != nullptr; ++next) {
        result.output += std::string(*next) + "\n";
    }
    for (int fd = 3; fd < 1024; ++fd) {
        if (fcntl(fd, F_GETFD) >= 0) {
            result.output += "descriptor " + std::to_string(fd) + "\n";
        }
    }
    return result;
}

Result misbehave_work(const Call& call) {
    const std::string_view how = call.text("how");
    if (how == "spin") {
        for (std::atomic<std::uint64_t> turns = 0;; ++turns) {}
    } else if (how == "sleep") {
        std::this_thread::sleep_for(std::chrono::hours(1));
    } else if (how == "crash") {
        abort();
    } else if (how == "throw") {
        throw std::runtime_error("gave up");
    } else if (how == "lie") {
        const std::string_view answer = "dinh-worker splendid\n\nbytes";
        _exit(write(STDOUT_FILENO, answer.data(), answer.size()) > 0 ? 0 : 1);
    } else if (how == "vanish") {
        _exit(0);
    }
    Result result;
    result.outcome = Outcome::ok;
    if (how == "flood") {
        result.output.assign(5 << 20, 'x');
    } else if (how == "eat") {
        const std::string much(std::size_t{2} << 30, 'x');
        result.output = much.substr(0, 1);
    }
    return result;
}

constexpr std::array kKinds = {
    Handler{"attempt", Freedom{}, &attempt_work},
    Handler{"attempt_converting", Freedom{.reads_system = true, .converts = true}, &attempt_work},
    Handler{"attempt_threads", Freedom{.threads = true}, &attempt_work},
    Handler{"converter", Freedom{.reads_system = true, .converts = true}, &converter_work},
    Handler{"surroundings", Freedom{}, &surroundings_work},
    Handler{"misbehave", Freedom{}, &misbehave_work},
};

// A port on the loopback that somebody listens to.
class Listener {
public:
    Listener() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(listen(socket_.get(), 64), 0);
        socklen_t size = sizeof address;
        getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
    }
    std::uint16_t port() const { return port_; }

private:
    Descriptor socket_;
    std::uint16_t port_ = 0;
};

Result inside(const std::string& kind, const Arguments& arguments, const Limits& limits = {}) {
    const Descriptor input = file_of("hello");
    return run(kind, input.get(), limits, arguments);
}

void expect_refused(const std::string& kind, const std::string& deed, const std::string& with) {
    ASSERT_EQ(attempt_in_child(deed, with), 0) << deed << " must be possible outside";
    const Result result = inside(kind, {{"deed", deed}, {"with", with}});
    ASSERT_EQ(result.outcome, Outcome::ok) << deed << ": " << result.detail;
    EXPECT_TRUE(result.output == std::to_string(EPERM) || result.output == std::to_string(EACCES))
        << kind << " " << deed << ": " << result.output;
}

bool is_running(const std::string& words) {
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        std::ifstream file(entry.path() / "cmdline");
        std::string line;
        std::getline(file, line);
        if (line.starts_with(words)) {
            return true;
        }
    }
    return false;
}

class Walls : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override { std::ofstream(folder_.file("outside")) << "not yours"; }
    test::TempDir folder_;
};

TEST_P(Walls, no_connection_is_made) {
    const Listener listener;
    expect_refused(GetParam(), "connect", std::to_string(listener.port()));
    expect_refused(GetParam(), "unix_socket", "");
}

TEST_P(Walls, no_file_outside_is_written_created_or_changed) {
    for (const char* deed : {"write", "truncate", "unnamed", "rename", "chmod"}) {
        expect_refused(GetParam(), deed, folder_.file("outside"));
    }
    std::ofstream(folder_.file("outside")) << "not yours";
    for (const char* deed : {"create", "folder"}) {
        const std::string free_name = folder_.file(deed);
        expect_refused(GetParam(), deed, free_name);
    }
    EXPECT_EQ(std::filesystem::file_size(folder_.file("outside")), 9U);
}

TEST_P(Walls, no_file_outside_is_read) {
    if (GetParam() == "attempt_converting" && available_layers().landlock_abi == 0) {
        GTEST_SKIP() << "this kernel has no Landlock";
    }
    expect_refused(GetParam(), "read", folder_.file("outside"));
}

TEST_P(Walls, no_other_process_is_reached) {
    expect_refused(GetParam(), "signal", std::to_string(getpid()));
    expect_refused(GetParam(), "leave_group", "");
    expect_refused(GetParam(), "raise_limit", "");
    expect_refused(GetParam(), "memory_file", "");
}

INSTANTIATE_TEST_SUITE_P(Kinds, Walls, testing::Values("attempt", "attempt_converting", "attempt_threads"),
                         [](const auto& kind) { return kind.param; });

TEST(Confine, only_kinds_that_convert_start_a_process_and_only_kinds_that_may_a_thread) {
    expect_refused("attempt", "fork", "");
    expect_refused("attempt_threads", "fork", "");
    EXPECT_EQ(inside("attempt_converting", {{"deed", "fork"}}).output, "0");
    expect_refused("attempt_converting", "thread", "");
    EXPECT_EQ(inside("attempt_threads", {{"deed", "thread"}}).output, "0");
}

TEST(Confine, a_converter_runs_inside_the_same_walls) {
    const Listener listener;
    const auto said = [](const std::string& script) { return inside("converter", {{"script", script}}).output; };
    EXPECT_EQ(said("echo fine"), "fine\n");
    EXPECT_EQ(said("read -r line < /proc/self/fd/0; echo \"$line\""), "hello\n");
    const std::string port = std::to_string(listener.port());
    EXPECT_THAT(said("exec 3<>/dev/tcp/127.0.0.1/" + port + " && echo connected"), testing::HasSubstr("not permitted"));
    EXPECT_THAT(said("echo x > /tmp/dinh-converter-was-here && echo written"),
                testing::Not(testing::HasSubstr("written")));
    EXPECT_FALSE(std::filesystem::exists("/tmp/dinh-converter-was-here"));
    EXPECT_THAT(said("(echo forked)"), testing::Not(testing::HasSubstr("forked")));
    if (available_layers().landlock_abi > 0) {
        EXPECT_THAT(said("read -r line < /etc/passwd; echo \"got $line\""), testing::Not(testing::HasSubstr("root")));
    }
}

TEST(Confine, a_worker_inherits_neither_environment_nor_descriptors) {
    setenv("DINH_SECRET", "key", 1);
    const Descriptor leaked(fcntl(STDERR_FILENO, F_DUPFD, 40));
    ASSERT_GE(leaked.get(), 40);
    const Result result = inside("surroundings", {});
    EXPECT_EQ(result.output, "PATH=/usr/bin:/bin\nLC_ALL=C.UTF-8\nHOME=/nonexistent\n");
    unsetenv("DINH_SECRET");
}

TEST(Confine, this_kernel_offers_the_layers_that_the_others_are_measured_by) {
    const Layers layers = available_layers();
    EXPECT_TRUE(layers.no_new_privs);
    EXPECT_TRUE(layers.seccomp);
    EXPECT_EQ(layers.missing().empty(), layers.landlock_abi > 0);
    EXPECT_EQ(Layers{}.missing(), (std::vector<std::string>{"no_new_privs", "seccomp", "landlock"}));
    EXPECT_TRUE(missing_programs().empty());
}

TEST(Limits, a_worker_that_sleeps_is_killed_at_the_wall_clock) {
    const auto start = std::chrono::steady_clock::now();
    const Result result = inside("misbehave", {{"how", "sleep"}}, {.wall = std::chrono::milliseconds(300)});
    EXPECT_EQ(result.outcome, Outcome::timed_out);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(Limits, a_hanging_converter_dies_with_its_worker) {
    const Result result =
        inside("converter", {{"script", "exec sleep 61.3712"}}, {.wall = std::chrono::milliseconds(500)});
    EXPECT_EQ(result.outcome, Outcome::timed_out);
    // Killed is not gone at once on a busy machine.
    for (int tries = 0; tries < 100 && is_running(std::string("sleep\0"
                                                              "61.3712",
                                                              13));
         ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    EXPECT_FALSE(
        is_running(std::string("sleep\0"
                               "61.3712",
                               13)));
}

TEST(Limits, a_hanging_converter_does_not_put_off_the_end_of_the_program) {
    const auto hangs = [](const char* seconds) {
        return inside("converter", {{"script", std::string("exec sleep ") + seconds}});
    };
    const auto start = std::chrono::steady_clock::now();
    auto running = std::async(std::launch::async, [&] { return hangs("61.3713"); });
    while (!is_running(std::string("sleep\0"
                                   "61.3713",
                                   13)) &&
           std::chrono::steady_clock::now() - start < std::chrono::seconds(20)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    {
        const Closing closing;
        EXPECT_THROW(running.get(), std::system_error);
        EXPECT_THROW(hangs("61.3714"), std::system_error) << "and none is begun";
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(25));
    EXPECT_EQ(inside("converter", {{"script", "echo here"}}).output, "here\n");
}

TEST(Limits, a_worker_that_spins_uses_up_its_processor_time) {
    EXPECT_EQ(inside("misbehave", {{"how", "spin"}}, {.wall = std::chrono::seconds(60), .cpu_s = 1}).outcome,
              Outcome::timed_out);
}

TEST(Limits, too_much_memory_and_too_long_an_answer_are_too_big) {
#if !defined(__SANITIZE_ADDRESS__)  // which needs address space without end
    EXPECT_EQ(inside("misbehave", {{"how", "eat"}}).outcome, Outcome::too_big);
#endif
    EXPECT_EQ(inside("misbehave", {{"how", "flood"}}, {.output_bytes = 1 << 20}).outcome, Outcome::too_big);
    EXPECT_EQ(inside("misbehave", {{"how", "flood"}}).output.size(), std::size_t{5} << 20);
}

TEST(Limits, a_worker_that_dies_or_lies_has_crashed) {
    for (const char* how : {"crash", "lie", "vanish"}) {
        const Result result = inside("misbehave", {{"how", how}});
        EXPECT_EQ(result.outcome, Outcome::crashed) << how;
        EXPECT_TRUE(result.output.empty()) << how;
        EXPECT_FALSE(result.detail.empty()) << how;
    }
    EXPECT_EQ(inside("misbehave", {{"how", "throw"}}).detail, "gave up");
}

TEST(Run, an_unknown_kind_and_a_missing_program_are_told_apart) {
    EXPECT_EQ(inside("no_such_kind", {}).outcome, Outcome::crashed);
    set_program("/nonexistent/dinh");
    EXPECT_THROW(inside("attempt", {}), std::system_error);
    set_program("/proc/self/exe");
}

TEST(Run, many_workers_at_once_read_one_descriptor_from_its_start) {
    const Descriptor input = file_of("hello");
    lseek(input.get(), 3, SEEK_SET);
    const test::Outcomes outcomes = test::at_once(6, [&](int) {
        const Result result = run("converter", input.get(), {}, {{"script", "read -r line; echo \"$line\""}});
        if (result.output != "hello\n") {
            throw std::runtime_error(result.output + result.detail);
        }
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 6) << testing::PrintToString(outcomes);
    EXPECT_EQ(lseek(input.get(), 0, SEEK_CUR), 3);
}

}  // namespace
}  // namespace dinh::worker

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "worker") {
        return dinh::worker::worker_main(argc, argv, dinh::worker::kKinds);
    }
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
