#include "platform/worker/worker.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>
#include <vector>

#include "platform/worker/descriptor.hpp"
#include "platform/worker/protocol.hpp"

namespace dinh::worker {
namespace {

constexpr std::size_t kMaxComplaint = 4096;
constexpr std::size_t kMaxHeader = 8192;

std::filesystem::path program = "/proc/self/exe";

[[noreturn]] void fail(int code, const char* what) { throw std::system_error(code, std::generic_category(), what); }

// Readable while a Closing lives.
int closing_sign() {
    static const Descriptor sign(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE));
    return sign.get();
}

struct Pipe {
    Descriptor read_end;
    Descriptor write_end;

    Pipe() {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) {
            fail(errno, "pipe2");
        }
        read_end = Descriptor(ends[0]);
        write_end = Descriptor(ends[1]);
    }
};

// A descriptor with an offset of its own: two workers may read one file at once.
Descriptor own_input(int input_fd) {
    const std::string path = "/proc/self/fd/" + std::to_string(input_fd);
    Descriptor own(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (own.get() < 0) {
        own = Descriptor(fcntl(input_fd, F_DUPFD_CLOEXEC, 3));
        if (own.get() < 0) {
            fail(errno, "worker input");
        }
        lseek(own.get(), 0, SEEK_SET);
    }
    return own;
}

pid_t spawn(const std::vector<std::string>& words, int input, int output, int errors) {
    std::vector<char*> argv;
    for (const std::string& word : words) {
        argv.push_back(const_cast<char*>(word.c_str()));
    }
    argv.push_back(nullptr);
    // Nothing of the server's environment (keys, proxies, home) goes in.
    std::array<const char*, 4> environment = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent", nullptr};

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, errors, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);

    pid_t pid = -1;
    const int fault = posix_spawn(&pid, program.c_str(), &files, &attributes, argv.data(),
                                  const_cast<char* const*>(environment.data()));
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (fault != 0) {
        fail(fault, "worker could not be started");
    }
    return pid;
}

// The worker and whatever it started form one process group, which dies with this object. The leader is reaped last,
// so that its number cannot come to name another group.
class Group {
public:
    explicit Group(pid_t leader) : leader_(leader), handle_(static_cast<int>(syscall(SYS_pidfd_open, leader, 0))) {
        if (handle_.get() < 0) {
            const int fault = errno;
            end();
            fail(fault, "pidfd_open");
        }
    }
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;
    ~Group() { end(); }

    int handle() const { return handle_.get(); }
    void kill_all() const { ::kill(-leader_, SIGKILL); }

    siginfo_t end() {
        siginfo_t how{};
        if (leader_ > 0) {
            if (!finished_) {
                kill_all();
            }
            waitid(P_PID, static_cast<id_t>(leader_), &how, WEXITED | WNOWAIT);
            kill_all();
            waitid(P_PID, static_cast<id_t>(leader_), &how, WEXITED);
            leader_ = -1;
        }
        return how;
    }
    void set_finished() { finished_ = true; }

private:
    pid_t leader_;
    Descriptor handle_;
    bool finished_ = false;
};

// Reads what is there, up to `most` in all. False when the other end is closed; `over` when there was more.
bool take(int fd, std::string& into, std::size_t most, bool& over) {
    std::array<char, 65536> buffer;
    const ssize_t got = read(fd, buffer.data(), buffer.size());
    if (got < 0) {
        return errno == EINTR || errno == EAGAIN;
    }
    const std::size_t room = most - into.size();
    over = over || static_cast<std::size_t>(got) > room;
    into.append(buffer.data(), std::min(room, static_cast<std::size_t>(got)));
    return got > 0;
}

struct Heard {
    std::string output;
    std::string errors;
    bool too_much = false;
    bool late = false;
};

// Collects both streams until the worker has ended or has to be ended.
Heard listen(Group& group, Pipe& output, Pipe& errors, const Limits& limits) {
    Heard heard;
    const auto deadline = std::chrono::steady_clock::now() + limits.wall;
    const std::size_t most = static_cast<std::size_t>(limits.output_bytes) + kMaxHeader;
    std::array<pollfd, 4> watched{pollfd{output.read_end.get(), POLLIN, 0}, pollfd{errors.read_end.get(), POLLIN, 0},
                                  pollfd{group.handle(), POLLIN, 0}, pollfd{closing_sign(), POLLIN, 0}};
    while (watched[0].fd >= 0 || watched[1].fd >= 0 || watched[2].fd >= 0) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) {
            heard.late = true;
            return heard;
        }
        if (poll(watched.data(), watched.size(), static_cast<int>(left.count()) + 1) < 0 && errno != EINTR) {
            fail(errno, "poll");
        }
        if (watched[3].revents != 0) {
            fail(ECANCELED, "worker: the program is ending");
        }
        bool unused = false;
        if (watched[0].revents != 0 && !take(watched[0].fd, heard.output, most, heard.too_much)) {
            watched[0].fd = -1;
        }
        if (watched[1].revents != 0 && !take(watched[1].fd, heard.errors, kMaxComplaint, unused)) {
            watched[1].fd = -1;
        }
        if (watched[2].revents != 0) {
            // A converter that outlived its worker would keep the pipes open.
            group.set_finished();
            group.kill_all();
            watched[2].fd = -1;
        }
        if (heard.too_much) {
            return heard;
        }
    }
    return heard;
}

Result judge(const Heard& heard, const siginfo_t& how, const Limits& limits) {
    Result result;
    result.detail = complaint(heard.errors);
    if (heard.late) {
        result.outcome = Outcome::timed_out;
        result.detail = "no answer within " + std::to_string(limits.wall.count()) + " ms";
    } else if (heard.too_much) {
        result.outcome = Outcome::too_big;
        result.detail = "answer longer than " + std::to_string(limits.output_bytes) + " bytes";
    } else if (how.si_code != CLD_EXITED) {
        result.outcome = how.si_status == SIGXCPU ? Outcome::timed_out : Outcome::crashed;
        result.detail = "signal " + std::to_string(how.si_status) + " " + result.detail;
    } else if (how.si_status != 0) {
        result.detail = "exit code " + std::to_string(how.si_status) + " " + result.detail;
    } else if (std::optional<Result> answer = read_answer(heard.output)) {
        return *std::move(answer);
    } else {
        result.detail = "no proper answer " + result.detail;
    }
    return result;
}

}  // namespace

Closing::Closing() { eventfd_write(closing_sign(), 1); }

Closing::~Closing() {
    eventfd_t one = 0;
    eventfd_read(closing_sign(), &one);
}

void set_program(std::filesystem::path path) { program = std::move(path); }

Result run(std::string_view kind, int input_fd, const Limits& limits, const Arguments& arguments) {
    std::vector<std::string> words = {"dinh", "worker", std::string(kind), "cpu_s=" + std::to_string(limits.cpu_s),
                                      "memory_mb=" + std::to_string(limits.memory_mb)};
    for (const auto& [argument, value] : arguments) {
        words.push_back(argument + '=' + value);
    }
    Pipe output;
    Pipe errors;
    const Descriptor input = own_input(input_fd);
    Group group(spawn(words, input.get(), output.write_end.get(), errors.write_end.get()));
    output.write_end.close();
    errors.write_end.close();
    const Heard heard = listen(group, output, errors, limits);
    return judge(heard, group.end(), limits);
}

}  // namespace dinh::worker
