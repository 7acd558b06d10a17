#include "platform/written/disk.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <system_error>

#include "platform/web/serve/compress.hpp"

namespace dinh::written::disk {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLeastCompressed = 512;

[[noreturn]] void fail(const fs::path& file) { throw std::system_error(errno, std::generic_category(), file.string()); }

// Two threads never share one: names end in a number of this process.
fs::path scratch(const fs::path& file) {
    static std::atomic<std::uint64_t> last{0};
    return file.parent_path() / ("." + file.filename().string() + "." + std::to_string(++last) + ".new");
}

int open_new(const fs::path& file) {
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
    int fd = ::open(file.c_str(), flags, 0644);
    if (fd < 0 && errno == ENOENT) {
        fs::create_directories(file.parent_path());
        fd = ::open(file.c_str(), flags, 0644);
    }
    if (fd < 0) fail(file);
    return fd;
}

void write_whole(const fs::path& file, std::string_view bytes) {
    const fs::path made = scratch(file);
    const int fd = open_new(made);
    std::string_view left = bytes;
    while (!left.empty()) {
        const ssize_t count = ::write(fd, left.data(), left.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) {
            const int why = errno;
            ::close(fd);
            ::unlink(made.c_str());
            errno = why;
            fail(made);
        }
        left.remove_prefix(static_cast<std::size_t>(count));
    }
    if (::close(fd) != 0 || ::rename(made.c_str(), file.c_str()) != 0) {
        const int why = errno;
        ::unlink(made.c_str());
        errno = why;
        fail(file);
    }
}

fs::path beside(const fs::path& file, const char* ending) { return file.string() + ending; }

}  // namespace

void put(const fs::path& file, std::string_view bytes, bool compress) {
    using web::wire::Coding;
    const bool forms = compress && bytes.size() >= kLeastCompressed;
    // First the compressed forms: a reader who takes them sees the new page a moment earlier, never an older one.
    if (forms) {
        write_whole(beside(file, ".br"), web::serve::compressed(bytes, Coding::brotli, false));
        write_whole(beside(file, ".gz"), web::serve::compressed(bytes, Coding::gzip, false));
    }
    write_whole(file, bytes);
    std::error_code none;
    if (!forms)
        for (const char* ending : {".br", ".gz"}) fs::remove(beside(file, ending), none);
}

void drop(const fs::path& root, const fs::path& file) {
    std::error_code none;
    for (const char* ending : {"", ".br", ".gz"}) fs::remove(beside(file, ending), none);
    if (file.filename() == "index.html")
        for (const auto& [type, ending] : kStoredEndings) fs::remove(beside(file.parent_path(), ending), none);
    for (fs::path folder = file.parent_path(); folder != root && fs::remove(folder, none);)
        folder = folder.parent_path();
}

void sync(const fs::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) fail(folder);
    const int done = ::syncfs(fd);
    const int why = errno;
    ::close(fd);
    if (done != 0) {
        errno = why;
        fail(folder);
    }
}

}  // namespace dinh::written::disk
