#include "platform/worker/converter.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "platform/worker/confine.hpp"
#include "platform/worker/descriptor.hpp"

namespace dinh::worker {
namespace {

constexpr std::size_t kMaxComplaint = 4096;
constexpr int kNotInstalled = 127;

struct Ends {
    Descriptor read_end;
    Descriptor write_end;
};

Ends open_pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "pipe2");
    }
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

[[noreturn]] void become(const std::vector<std::string>& words, int output, int errors) {
    std::vector<char*> argv;
    for (const std::string& word : words) {
        argv.push_back(const_cast<char*>(word.c_str()));
    }
    argv.push_back(nullptr);
    dup2(output, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    try {
        confine_converter();
    } catch (const std::exception&) {
        _exit(kNotInstalled - 1);
    }
    execv(("/usr/bin/" + words.front()).c_str(), argv.data());
    _exit(kNotInstalled);
}

// False at the end of the stream. What is past `most` bytes is read and dropped: a full pipe would block its writer.
bool take(int fd, std::string& into, std::size_t most, bool& truncated) {
    std::array<char, 65536> buffer;
    const ssize_t got = read(fd, buffer.data(), buffer.size());
    if (got < 0) {
        return errno == EINTR;
    }
    const std::size_t room = most - into.size();
    into.append(buffer.data(), std::min(room, static_cast<std::size_t>(got)));
    truncated = truncated || static_cast<std::size_t>(got) > room;
    return got > 0;
}

}  // namespace

Outcome Converted::fault() const {
    if (signal == SIGXCPU) {
        return Outcome::timed_out;
    }
    if (errors.find("Incorrect password") != std::string::npos) {
        return Outcome::password_protected;
    }
    return signal != 0 || exit_code >= kNotInstalled - 1 ? Outcome::crashed : Outcome::not_this_kind;
}

Converted convert(const std::vector<std::string>& words, std::size_t max_output) {
    Converted converted;
    Ends output = open_pipe();
    Ends errors = open_pipe();
    lseek(STDIN_FILENO, 0, SEEK_SET);
    const pid_t child = fork();
    if (child < 0) {
        throw std::system_error(errno, std::generic_category(), "fork");
    }
    if (child == 0) {
        become(words, output.write_end.get(), errors.write_end.get());
    }
    output.write_end.close();
    errors.write_end.close();
    std::array<pollfd, 2> watched{pollfd{output.read_end.get(), POLLIN, 0}, pollfd{errors.read_end.get(), POLLIN, 0}};
    bool unused = false;
    while ((watched[0].fd >= 0 || watched[1].fd >= 0) && !converted.truncated) {
        if (poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "poll");
        }
        if (watched[0].revents != 0 && !take(watched[0].fd, converted.output, max_output, converted.truncated)) {
            watched[0].fd = -1;
        }
        if (watched[1].revents != 0 && !take(watched[1].fd, converted.errors, kMaxComplaint, unused)) {
            watched[1].fd = -1;
        }
    }
    // With the pipes shut, a converter that has more to say dies of SIGPIPE.
    output.read_end.close();
    errors.read_end.close();
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    converted.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    converted.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return converted;
}

}  // namespace dinh::worker
