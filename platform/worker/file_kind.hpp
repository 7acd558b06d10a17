// What a file is, by its content alone.
#pragma once
#include <string>

#include "platform/worker/worker.hpp"

namespace dinh::worker {

struct Seen {
    FileKind kind = FileKind::other;
    // ok; password_protected (an Office file in its encrypted wrapping, or a DOC so marked); too_big (zip bomb)
    Outcome outcome = Outcome::ok;
    std::string mime;  // empty for other
};

Seen look(int fd);

// Up to `most` bytes from the start of the file.
std::string start_of_file(int fd, std::size_t most);

}  // namespace dinh::worker
