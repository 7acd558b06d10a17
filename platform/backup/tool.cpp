#include "platform/backup/tool.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "platform/crypto/crypto.hpp"
#include "platform/error/error.hpp"
#include "platform/text/text.hpp"

namespace dinh::backup {

namespace {

constexpr std::size_t kMostOutput = 4000;

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = text[i] == '%' ? crypto::from_hex(text.substr(i + 1, 2)) : std::nullopt;
        if (byte && byte->size() == 1) {
            out += *byte;
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

[[noreturn]] void fail(const std::string& what) {
    throw Unavailable(Said("Không sao lưu hoặc khôi phục được cơ sở dữ liệu PostgreSQL. Chi tiết: %1", {what}),
                      "backup: " + what);
}

std::vector<std::string> environment_with(const std::string& password) {
    std::vector<std::string> list;
    for (char** at = environ; *at; ++at) {
        if (password.empty() || !text::starts_with(*at, "PGPASSWORD=")) list.emplace_back(*at);
    }
    if (!password.empty()) list.push_back("PGPASSWORD=" + password);
    return list;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (auto& one : texts) list.push_back(one.data());
    list.push_back(nullptr);
    return list;
}

// The last of what comes, so that a talkative child cannot fill the memory.
std::string read_tail(int fd) {
    std::string tail;
    std::array<char, 4096> piece{};
    while (true) {
        const ssize_t n = ::read(fd, piece.data(), piece.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return text::clean_text(tail);
        tail.append(piece.data(), static_cast<std::size_t>(n));
        if (tail.size() > kMostOutput) tail.erase(0, tail.size() - kMostOutput);
    }
}

}  // namespace

Address split_password(const std::string& url) {
    const std::size_t start = url.find("://");
    if (start == std::string::npos) return {url, ""};
    const std::size_t authority = start + 3;
    const std::size_t end = std::min(url.find_first_of("/?", authority), url.size());
    const std::size_t at = url.substr(0, end).rfind('@');
    const std::size_t colon = url.find(':', authority);
    if (at == std::string::npos || at < authority || colon == std::string::npos || colon > at) return {url, ""};
    return {url.substr(0, colon) + url.substr(at),
            percent_decoded(std::string_view(url).substr(colon + 1, at - colon - 1))};
}

void run_tool(const std::vector<std::string>& command, const std::string& password) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe: " + std::string(std::strerror(errno)));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
    std::vector<std::string> arguments = command;
    std::vector<std::string> environment = environment_with(password);
    pid_t child = 0;
    const int result = ::posix_spawnp(&child, command[0].c_str(), &actions, nullptr, pointers(arguments).data(),
                                      pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    const std::string said = result == 0 ? read_tail(ends[0]) : "";
    ::close(ends[0]);
    if (result != 0) fail(command[0] + ": " + std::strerror(result) + " (apt install postgresql-client)");
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) fail(command[0] + ": " + said);
}

}  // namespace dinh::backup
