#include "platform/worker/landlock.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <system_error>

#include "platform/worker/descriptor.hpp"

namespace dinh::worker {
namespace {

// The numbers of <linux/landlock.h>, which is older than the kernels we meet.
constexpr long kCreateRuleset = 444;
constexpr long kAddRule = 445;
constexpr long kRestrictSelf = 446;
constexpr std::uint32_t kAskVersion = 1;
constexpr int kPathBeneath = 1;

constexpr std::uint64_t kExecute = 1U << 0;
constexpr std::uint64_t kReadFile = 1U << 2;
constexpr std::uint64_t kReadFolder = 1U << 3;
constexpr std::uint64_t kNetworkAll = 3;  // bind and connect, TCP
constexpr std::uint64_t kScopeAll = 3;    // abstract unix sockets, signals

struct Ruleset {
    std::uint64_t files;
    std::uint64_t network;
    std::uint64_t scope;
};

struct __attribute__((packed)) PathRule {
    std::uint64_t allowed;
    std::int32_t parent;
};

std::uint64_t all_file_rights(int abi) {
    // Thirteen rights in the first version; then refer, truncate and (from 5) device ioctl.
    constexpr std::array<int, 6> kBits = {0, 13, 14, 15, 15, 16};
    return (std::uint64_t{1} << kBits[static_cast<std::size_t>(abi < 5 ? abi : 5)]) - 1;
}

void allow(int ruleset, int parent, std::uint64_t rights, const char* what) {
    const PathRule rule{rights, parent};
    if (syscall(kAddRule, ruleset, kPathBeneath, &rule, 0) != 0 && errno != EBADFD) {
        throw std::system_error(errno, std::generic_category(), what);
    }
}

void allow_path(int ruleset, const char* path, std::uint64_t rights) {
    const Descriptor place(open(path, O_PATH | O_CLOEXEC));
    if (place.get() >= 0) {
        allow(ruleset, place.get(), rights, path);
    }
}

}  // namespace

int landlock_abi() {
    const long version = syscall(kCreateRuleset, nullptr, 0, kAskVersion);
    return version > 0 ? static_cast<int>(version) : 0;
}

void restrict_files(int abi, bool reads_system, bool execute) {
    Ruleset rules{all_file_rights(abi), abi >= 4 ? kNetworkAll : 0, abi >= 6 ? kScopeAll : 0};
    const std::size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
    const Descriptor ruleset(static_cast<int>(syscall(kCreateRuleset, &rules, size, 0)));
    if (ruleset.get() < 0) {
        throw std::system_error(errno, std::generic_category(), "landlock_create_ruleset");
    }
    // Converters want a name for their input: /proc/self/fd/0 opens the same file once more. A pipe or a memory file
    // lies in no folder tree (EBADFD) and needs no rule.
    allow(ruleset.get(), 0, kReadFile, "landlock rule for the input");
    if (reads_system) {
        const std::uint64_t read = kReadFile | kReadFolder | (execute ? kExecute : 0);
        for (const char* folder : {"/usr", "/lib", "/lib64", "/bin"}) {
            allow_path(ruleset.get(), folder, read);
        }
        for (const char* folder : {"/etc/fonts", "/var/cache/fontconfig"}) {
            allow_path(ruleset.get(), folder, kReadFile | kReadFolder);
        }
        for (const char* file : {"/etc/ld.so.cache", "/etc/catdocrc", "/dev/null"}) {
            allow_path(ruleset.get(), file, kReadFile);
        }
    }
    if (syscall(kRestrictSelf, ruleset.get(), 0) != 0) {
        throw std::system_error(errno, std::generic_category(), "landlock_restrict_self");
    }
}

}  // namespace dinh::worker
