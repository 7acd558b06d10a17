// Bytes as an open file, for tests.
#pragma once
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

#include "platform/worker/descriptor.hpp"
#include "tests/support/support.hpp"

namespace dinh::worker {

// A file on disk as the file store keeps one: read only to the worker, its name gone.
inline Descriptor file_of(const std::string& bytes) {
    const test::TempDir folder;
    const std::string path = folder.file("input");
    const Descriptor writer(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (write(writer.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
        throw std::runtime_error("sample could not be written");
    }
    return Descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

}  // namespace dinh::worker
