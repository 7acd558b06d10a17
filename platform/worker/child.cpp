#include "platform/worker/child.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <new>

#include "platform/worker/protocol.hpp"

namespace dinh::worker {
namespace {

constexpr std::array kBuiltIn = {
    Handler{"text", Freedom{.reads_system = true, .converts = true}, &text_work},
    Handler{"pages", Freedom{.reads_system = true, .converts = true}, &pages_work},
    Handler{"probe", Freedom{.reads_system = true, .converts = true}, &probe_work},
};
constexpr int kAnswered = 0;
constexpr int kNoSuchKind = 2;
constexpr int kBelowPages = 5;  // nice: a page for a person goes before a preview

const Handler* find(std::string_view kind, std::span<const Handler> handlers) {
    for (const Handler& handler : handlers) {
        if (handler.kind == kind) {
            return &handler;
        }
    }
    return nullptr;
}

Call read_call(int argc, char** argv) {
    Call call;
    for (int i = 3; i < argc; ++i) {
        const std::string_view word = argv[i];
        const std::size_t equals = word.find('=');
        if (equals != std::string_view::npos) {
            call.arguments[std::string(word.substr(0, equals))] = word.substr(equals + 1);
        }
    }
    return call;
}

Result work(const Handler& handler, const Call& call) {
    Result result;
    try {
        confine(handler.freedom, Bounds{static_cast<int>(call.number("cpu_s", 20)),
                                        static_cast<int>(call.number("memory_mb", 1024))});
        return handler.work(call);
    } catch (const std::bad_alloc&) {
        result.outcome = Outcome::too_big;
        result.detail = "needs more memory than the worker may have";
    } catch (const std::exception& fault) {
        result.outcome = Outcome::crashed;
        result.detail = fault.what();
    }
    return result;
}

void write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return;
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

}  // namespace

std::string_view Call::text(std::string_view wanted, std::string_view otherwise) const {
    const auto found = arguments.find(std::string(wanted));
    return found == arguments.end() ? otherwise : std::string_view(found->second);
}

std::int64_t Call::number(std::string_view wanted, std::int64_t otherwise) const {
    return whole_number(text(wanted)).value_or(otherwise);
}

int worker_main(int argc, char** argv, std::span<const Handler> more) {
    const std::string_view kind = argc > 2 ? argv[2] : "";
    const Handler* handler = find(kind, kBuiltIn);
    if (handler == nullptr) {
        handler = find(kind, more);
    }
    if (handler == nullptr) {
        constexpr std::string_view kUsage = "no such kind of worker\n";
        return write(STDERR_FILENO, kUsage.data(), kUsage.size()) < 0 ? 1 : kNoSuchKind;
    }
    prctl(PR_SET_NAME, "dinh-worker");
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setpriority(PRIO_PROCESS, 0, kBelowPages);
    write_all(write_answer(work(*handler, read_call(argc, argv))));
    // Nothing of the program's own winding up: it was made for a process without walls.
    _exit(kAnswered);
}

}  // namespace dinh::worker
