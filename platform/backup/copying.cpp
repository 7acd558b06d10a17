#include "platform/backup/copying.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>

#include "platform/crypto/crypto.hpp"
#include "platform/error/error.hpp"
#include "platform/files/disk.hpp"

namespace dinh::backup {

namespace {

namespace disk = files::disk;
namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = 1 << 20;

[[noreturn]] void fail(const std::string& what) {
    throw Unavailable("Không đọc hoặc ghi được bản sao lưu: ổ đĩa đầy, chỉ cho đọc hoặc bị lỗi.",
                      "backup: " + what + ": " + std::strerror(errno));
}

std::optional<Item> read_through(const fs::path& file, const std::function<void(std::string_view)>& use) {
    const disk::Descriptor in(file, O_RDONLY | O_NOFOLLOW);
    if (!in && errno == ENOENT) return std::nullopt;
    if (!in) fail("open " + file.string());
    Item item;
    crypto::Sha256 hash;
    std::string piece(kPieceBytes, '\0');
    while (true) {
        const ssize_t n = ::read(in.number(), piece.data(), piece.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail("read " + file.string());
        if (n == 0) break;
        const std::string_view part(piece.data(), static_cast<std::size_t>(n));
        hash.update(part);
        use(part);
        item.size_bytes += n;
    }
    item.sha256 = crypto::hex(hash.finish());
    return item;
}

}  // namespace

std::optional<Item> hash_file(const fs::path& file) {
    return read_through(file, [](std::string_view) {});
}

std::optional<Item> copy_hashed(const fs::path& from, const fs::path& to) {
    const disk::Descriptor out(to, O_WRONLY | O_CREAT | O_EXCL, 0640);
    if (!out) fail("make " + to.string());
    auto item = read_through(from, [&](std::string_view piece) { disk::write_all(out.number(), piece); });
    if (!item) ::unlink(to.c_str());
    return item;
}

void write_file(const fs::path& file, std::string_view content) {
    const disk::Descriptor out(file, O_WRONLY | O_CREAT | O_EXCL, 0640);
    if (!out) fail("make " + file.string());
    disk::write_all(out.number(), content);
}

void sync_all(const fs::path& folder) {
    const disk::Descriptor opened(folder, O_RDONLY | O_DIRECTORY);
    if (!opened || ::syncfs(opened.number()) != 0) fail("sync " + folder.string());
}

std::vector<std::string> files_below(const fs::path& folder) {
    std::vector<std::string> found;
    std::error_code fault;
    if (!fs::exists(folder, fault)) return found;
    for (fs::recursive_directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
        if (at->is_regular_file()) found.push_back(at->path().lexically_relative(folder).generic_string());
    }
    if (fault) throw Unavailable(Said("Không đọc được thư mục %1.", {folder.string()}), "backup: " + fault.message());
    return found;
}

}  // namespace dinh::backup
