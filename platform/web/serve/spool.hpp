// Files of uploads while their request lives.
#pragma once
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace dinh::web::serve {

// The folder in which uploads wait. Its own files ("upload-...") left by a process that died are removed at the
// start, so
// the folder belongs to one process alone.
class Spool {
public:
    // Throws Unavailable when the folder cannot be made or written.
    Spool(std::filesystem::path folder, std::int64_t most_bytes);
    const std::filesystem::path& folder() const { return folder_; }

private:
    friend class SpooledFile;
    std::filesystem::path folder_;
    std::int64_t most_bytes_;
    std::atomic<std::int64_t> used_bytes_{0};
};

// One upload; its file is removed with it unless it was moved away.
class SpooledFile {
public:
    explicit SpooledFile(Spool&);
    ~SpooledFile();
    SpooledFile(const SpooledFile&) = delete;
    SpooledFile& operator=(const SpooledFile&) = delete;
    // false: the disk is full, cannot be written, or all uploads together exceed the spool.
    bool write(std::string_view bytes);
    bool close();
    const std::filesystem::path& path() const { return path_; }
    std::int64_t size_bytes() const { return size_bytes_; }

private:
    Spool& spool_;
    std::filesystem::path path_;
    int fd_ = -1;
    std::int64_t size_bytes_ = 0;
};

}  // namespace dinh::web::serve
