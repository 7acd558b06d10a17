#include "platform/files/disk.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/error/error.hpp"

namespace dinh::files::disk {

Descriptor::Descriptor(const fs::path& path, int flags, unsigned mode)
    : number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

int Descriptor::release() { return std::exchange(number_, -1); }

Lock::Lock(const fs::path& folder, Kind kind) : file_(folder / ".lock", O_RDWR | O_CREAT, 0640) {
    if (!file_) fail("open " + (folder / ".lock").string());
    while (flock(file_.number(), kind == Kind::alone ? LOCK_EX : LOCK_SH) != 0) {
        if (errno != EINTR) fail("lock " + folder.string());
    }
}

void fail(const std::string& what) {
    throw Unavailable(
        "Không lưu được tệp: ổ đĩa lưu tệp đã đầy, chỉ cho đọc hoặc bị lỗi. Chưa có gì thay đổi; hãy báo cán bộ công "
        "nghệ "
        "thông tin rồi thử lại.",
        "files: " + what + ": " + std::strerror(errno));
}

void make_folder(const fs::path& folder) {
    if (::mkdir(folder.c_str(), 0750) == 0) return sync_folder(folder.parent_path());
    if (errno == EEXIST) return;
    if (errno != ENOENT || !folder.has_parent_path() || folder.parent_path() == folder) fail("make " + folder.string());
    make_folder(folder.parent_path());
    if (::mkdir(folder.c_str(), 0750) != 0 && errno != EEXIST) fail("make " + folder.string());
    sync_folder(folder.parent_path());
}

void sync(int file, const std::string& what) {
    if (::fsync(file) != 0) fail("sync " + what);
}

void sync_folder(const fs::path& folder) {
    const Descriptor opened(folder.empty() ? fs::path(".") : folder, O_RDONLY | O_DIRECTORY);
    if (!opened) fail("open " + folder.string());
    sync(opened.number(), folder.string());
}

void write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail("write");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void rename(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) fail("rename " + from.string() + " to " + to.string());
}

bool same_disk(const fs::path& a, const fs::path& b) {
    struct stat first {
    }, second{};
    return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 && first.st_dev == second.st_dev;
}

void touch(const fs::path& file) {
    if (::utimensat(AT_FDCWD, file.c_str(), nullptr, AT_SYMLINK_NOFOLLOW) != 0) fail("touch " + file.string());
}

std::optional<Instant> changed_at(const fs::path& file) {
    struct stat found {};
    if (::lstat(file.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
    return Instant{static_cast<std::int64_t>(found.st_mtim.tv_sec) * 1000 + found.st_mtim.tv_nsec / 1'000'000};
}

}  // namespace dinh::files::disk
