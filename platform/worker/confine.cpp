#include "platform/worker/confine.hpp"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

#include "platform/worker/landlock.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define DINH_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DINH_ADDRESS_SANITIZER 1
#endif
#endif

namespace dinh::worker {
namespace {

// What computing, reading open files and dynamic linking need, and nothing that reaches out.
constexpr std::array kAlways = {
    "read",          "readv",         "pread64",       "preadv",         "write",           "writev",
    "close",         "close_range",   "lseek",         "fstat",          "stat",            "lstat",
    "newfstatat",    "statx",         "access",        "faccessat",      "faccessat2",      "readlink",
    "readlinkat",    "getdents64",    "getcwd",        "fstatfs",        "statfs",          "fadvise64",
    "dup",           "dup2",          "dup3",          "pipe",           "pipe2",           "poll",
    "ppoll",         "select",        "pselect6",      "mmap",           "munmap",          "mprotect",
    "mremap",        "madvise",       "brk",           "rt_sigaction",   "rt_sigprocmask",  "rt_sigreturn",
    "sigaltstack",   "getpid",        "gettid",        "getppid",        "getuid",          "geteuid",
    "getgid",        "getegid",       "getrlimit",     "getrusage",      "times",           "time",
    "clock_gettime", "clock_getres",  "gettimeofday",  "nanosleep",      "clock_nanosleep", "futex",
    "rseq",          "set_robust_list", "set_tid_address", "arch_prctl", "sched_yield",     "sched_getaffinity",
    "getrandom",     "uname",         "sysinfo",       "exit",           "exit_group",      "restart_syscall",
    "wait4",         "waitid",        "membarrier",    "seccomp",           "getpgrp",         "getpgid",
};

constexpr std::uint64_t kNewNamespaces =
    CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

class Filter {
public:
    explicit Filter(std::uint32_t otherwise) : context_(seccomp_init(otherwise), &seccomp_release) {
        if (!context_) {
            throw std::system_error(ENOMEM, std::generic_category(), "seccomp_init");
        }
        // no_new_privs is set by us, once, before any filter.
        seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_NNP, 0);
    }

    template <typename... Conditions>
    void rule(std::uint32_t action, const char* call, Conditions... conditions) {
        const int number = seccomp_syscall_resolve_name(call);
        if (number < 0) {
            return;  // this architecture has no such call
        }
        const std::array<scmp_arg_cmp, sizeof...(conditions)> list{conditions...};
        check(seccomp_rule_add_array(context_.get(), action, number, list.size(), list.data()), call);
    }

    template <typename... Conditions>
    void allow(const char* call, Conditions... conditions) {
        rule(SCMP_ACT_ALLOW, call, conditions...);
    }

    void load() { check(seccomp_load(context_.get()), "seccomp_load"); }

private:
    static void check(int result, const char* what) {
        if (result < 0) {
            throw std::system_error(-result, std::generic_category(), what);
        }
    }

    std::unique_ptr<void, void (*)(scmp_filter_ctx)> context_;
};

scmp_arg_cmp masked(unsigned argument, std::uint64_t mask, std::uint64_t value) {
    return scmp_arg_cmp{argument, SCMP_CMP_MASKED_EQ, mask, value};
}

scmp_arg_cmp equal(unsigned argument, std::uint64_t value) {
    return scmp_arg_cmp{argument, SCMP_CMP_EQ, value, 0};
}

void load_filter(const Freedom& freedom) {
    Filter filter(SCMP_ACT_ERRNO(EPERM));
    for (const char* call : kAlways) {
        filter.allow(call);
    }
    // Newer calls with arguments behind a pointer cannot be judged by a filter; the C library falls back.
    filter.rule(SCMP_ACT_ERRNO(ENOSYS), "clone3");
    filter.rule(SCMP_ACT_ERRNO(ENOSYS), "openat2");
    filter.rule(SCMP_ACT_ERRNO(ENOTTY), "ioctl");
    for (const int command : {F_GETFD, F_SETFD, F_GETFL, F_DUPFD, F_DUPFD_CLOEXEC}) {
        filter.allow("fcntl", equal(1, static_cast<std::uint64_t>(command)));
    }
    filter.allow("prctl", equal(0, PR_SET_NAME));
    filter.allow("prctl", equal(0, PR_SET_PDEATHSIG));
    // Limits may be read, and the number of processes set: root could raise any other.
    filter.allow("prlimit64", equal(0, 0), equal(2, 0));
    filter.allow("prlimit64", equal(0, 0), equal(1, RLIMIT_NPROC));
    if (freedom.reads_system || freedom.converts) {
        constexpr std::uint64_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY);
        filter.allow("open", masked(1, kWriting, 0));
        filter.allow("openat", masked(2, kWriting, 0));
    }
    if (freedom.converts) {
        filter.allow("execve");
        filter.allow("clone", masked(0, kNewNamespaces | CLONE_THREAD, 0));
    }
    if (freedom.threads) {
        filter.allow("clone", masked(0, kNewNamespaces | CLONE_THREAD, CLONE_THREAD));
    }
    filter.load();
}

void limit(__rlimit_resource resource, rlim_t value, rlim_t slack = 0) {
    const rlimit bound{value, value + slack};
    if (setrlimit(resource, &bound) != 0) {
        throw std::system_error(errno, std::generic_category(), "setrlimit");
    }
}

void set_limits(const Freedom& freedom, const Bounds& bounds) {
#if !defined(DINH_ADDRESS_SANITIZER)
    limit(RLIMIT_AS, static_cast<rlim_t>(bounds.memory_mb) << 20);
#endif
    // The soft limit tells itself by SIGXCPU; at the hard one the kernel kills.
    limit(RLIMIT_CPU, static_cast<rlim_t>(bounds.cpu_s), 1);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 64);
    // Counted over all processes of the user, so only "none at all" means anything here. Converters get it after
    // their fork.
    if (!freedom.converts && !freedom.threads) {
        limit(RLIMIT_NPROC, 0);
    }
}

}  // namespace

std::vector<std::string> Layers::missing() const {
    std::vector<std::string> names;
    if (!no_new_privs) {
        names.emplace_back("no_new_privs");
    }
    if (!seccomp) {
        names.emplace_back("seccomp");
    }
    if (landlock_abi == 0) {
        names.emplace_back("landlock");
    }
    return names;
}

Layers available_layers() {
    Layers layers;
    layers.no_new_privs = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) >= 0;
    const std::uint32_t action = SECCOMP_RET_ERRNO;
    layers.seccomp = syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
    layers.landlock_abi = landlock_abi();
    return layers;
}

std::vector<std::string> missing_programs() {
    std::vector<std::string> names;
    for (const char* name : {"pdftotext", "pdftoppm", "pdfinfo", "catdoc", "antiword"}) {
        if (access((std::string("/usr/bin/") + name).c_str(), X_OK) != 0) {
            names.emplace_back(name);
        }
    }
    return names;
}

void confine(const Freedom& freedom, const Bounds& bounds) {
    const Layers layers = available_layers();
    if (chdir("/") != 0) {
        throw std::system_error(errno, std::generic_category(), "chdir");
    }
    if (layers.no_new_privs && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        throw std::system_error(errno, std::generic_category(), "no_new_privs");
    }
    set_limits(freedom, bounds);
    if (layers.landlock_abi > 0) {
        const bool reads_system = freedom.reads_system || freedom.converts;
        restrict_files(layers.landlock_abi, reads_system, freedom.converts);
    }
    if (layers.seccomp) {
        load_filter(freedom);
    }
}

void confine_converter() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_NPROC, &none);
    if (!available_layers().seccomp) {
        return;
    }
    Filter filter(SCMP_ACT_ALLOW);
    for (const char* call : {"clone", "clone3", "fork", "vfork"}) {
        filter.rule(SCMP_ACT_ERRNO(EPERM), call);
    }
    filter.load();
}

}  // namespace dinh::worker
