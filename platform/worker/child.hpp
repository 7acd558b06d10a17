// The worker's side: what runs inside `dinh worker KIND`, already confined. Kinds `text`, `pages` and `probe` are built
// in; other folders bring their own as a Handler that the program hands to worker_main.
#pragma once
#include <span>

#include "platform/worker/confine.hpp"
#include "platform/worker/worker.hpp"

namespace dinh::worker {

struct Call {
    int input_fd = 0;  // the file, read only, at its start
    Arguments arguments;

    std::string_view text(std::string_view name, std::string_view otherwise = {}) const;
    std::int64_t number(std::string_view name, std::int64_t otherwise) const;  // `otherwise` also when malformed
};

struct Handler {
    std::string_view kind;
    Freedom freedom;
    // Exceptions become `crashed` (std::bad_alloc: `too_big`) with their text as detail.
    Result (*work)(const Call&);
};

// Entry of `PROGRAM worker KIND name=value ...`; argv[1] is "worker". Call it before any thread exists. Confines the
// process for good, answers on standard output and ends it with 0; returns only the exit code for an unknown kind, 2.
int worker_main(int argc, char** argv, std::span<const Handler> more = {});

Result text_work(const Call&);
Result pages_work(const Call&);
Result probe_work(const Call&);

}  // namespace dinh::worker
