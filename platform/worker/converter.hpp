// Programs that are not ours (poppler is GPL, catdoc and antiword too) as children of a worker, inside its walls.
#pragma once
#include <string>
#include <vector>

#include "platform/worker/worker.hpp"

namespace dinh::worker {

inline constexpr const char* kInputPath = "/proc/self/fd/0";  // the name under which a converter opens the input

struct Converted {
    int exit_code = -1;       // -1 when a signal ended it
    int signal = 0;
    bool truncated = false;   // it had more to say than max_output and was ended; output holds the start
    std::string output;
    std::string errors;       // the first 4 KB

    bool well() const { return exit_code == 0 || truncated; }
    // The outcome of one that did not go well, as far as every converter has it in common.
    Outcome fault() const;
};

// words[0] is the name of a program in /usr/bin. Its standard input is the worker's, rewound.
Converted convert(const std::vector<std::string>& words, std::size_t max_output);

}  // namespace dinh::worker
