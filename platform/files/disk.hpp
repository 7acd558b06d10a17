// The few system calls of the store, with their failures turned into Unavailable.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "platform/clock/clock.hpp"

namespace dinh::files::disk {

namespace fs = std::filesystem;

// An open file or folder, closed with the object.
class Descriptor {
public:
    // -1 when it cannot be opened; errno says why.
    Descriptor(const fs::path& path, int flags, unsigned mode = 0);
    ~Descriptor();
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    int release();

private:
    int number_;
};

// Those who put share it; the sweeper holds it alone while he removes one file. Between processes too.
class Lock {
public:
    enum class Kind { shared, alone };
    Lock(const fs::path& folder, Kind kind);

private:
    Descriptor file_;
};

// What failed, with the text of errno: a disk that is full, read-only or broken.
[[noreturn]] void fail(const std::string& what);

void make_folder(const fs::path& folder);  // and its parents; their entries are durable
void sync(int file, const std::string& what);
void sync_folder(const fs::path& folder);
void write_all(int file, std::string_view bytes);
void rename(const fs::path& from, const fs::path& to);  // false in errno EXDEV is a failure too: ask same_disk before
bool same_disk(const fs::path& a, const fs::path& b);
void touch(const fs::path& file);
// Milliseconds of the last change; nullopt when it is not there or no plain file.
std::optional<Instant> changed_at(const fs::path& file);

}  // namespace dinh::files::disk
