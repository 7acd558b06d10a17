// Putting into the store and reading from it.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "platform/crypto/crypto.hpp"
#include "platform/files/disk.hpp"
#include "platform/files/files.hpp"
#include "platform/files/media_type.hpp"

namespace dinh::files {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPiece = 1 << 20;

// Removes an unfinished upload unless it found its place.
class Remains {
public:
    explicit Remains(fs::path file) : file_(std::move(file)) {}
    ~Remains() {
        std::error_code ignored;
        if (!file_.empty()) fs::remove(file_, ignored);
    }
    Remains(const Remains&) = delete;
    Remains& operator=(const Remains&) = delete;

private:
    fs::path file_;
};

template <class Use>
void each_piece(int file, const Use& use) {
    std::string piece(kPiece, '\0');
    for (off_t at = 0;;) {
        const ssize_t n = pread(file, piece.data(), piece.size(), at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) disk::fail("read an upload");
        if (n == 0) return;
        use(std::string_view(piece).substr(0, static_cast<std::size_t>(n)));
        at += n;
    }
}

// Size, hash and type of an open upload.
Stored described(int file) {
    Stored stored;
    crypto::Sha256 hash;
    each_piece(file, [&](std::string_view piece) {
        hash.update(piece);
        stored.size_bytes += static_cast<std::int64_t>(piece.size());
    });
    stored.hash = crypto::hex(hash.finish());
    stored.media_type = media_type_of(file, stored.size_bytes);
    return stored;
}

bool kept_already(const fs::path& target, std::int64_t size_bytes) {
    struct stat found {};
    return ::lstat(target.c_str(), &found) == 0 && S_ISREG(found.st_mode) && found.st_size == size_bytes;
}

fs::path fresh_upload(const fs::path& folder) {
    disk::make_folder(folder / "uploads");
    return folder / "uploads" / crypto::random_token(18);
}

}  // namespace

Store::Store(fs::path folder) : folder_(std::move(folder)) {}

Stored Store::put(const fs::path& spooled) {
    disk::make_folder(folder_);
    if (disk::same_disk(spooled, folder_)) return keep(spooled);
    const disk::Descriptor source(spooled, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (!source) disk::fail("open " + spooled.string());
    const fs::path copy = fresh_upload(folder_);
    const Remains remains(copy);
    {
        const disk::Descriptor target(copy, O_WRONLY | O_CREAT | O_EXCL, 0640);
        if (!target) disk::fail("create " + copy.string());
        each_piece(source.number(), [&](std::string_view piece) { disk::write_all(target.number(), piece); });
    }
    const Stored stored = keep(copy);
    std::error_code ignored;
    fs::remove(spooled, ignored);
    return stored;
}

Stored Store::put_bytes(std::string_view content) {
    disk::make_folder(folder_);
    const fs::path upload = fresh_upload(folder_);
    const Remains remains(upload);
    {
        const disk::Descriptor file(upload, O_WRONLY | O_CREAT | O_EXCL, 0640);
        if (!file) disk::fail("create " + upload.string());
        disk::write_all(file.number(), content);
    }
    return keep(upload);
}

// Content first, then the name, then the folder: in this order a cut of power leaves either nothing or the whole file.
Stored Store::keep(const fs::path& spooled) const {
    const disk::Descriptor file(spooled, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    struct stat what {};
    if (!file || ::fstat(file.number(), &what) != 0) disk::fail("open " + spooled.string());
    if (!S_ISREG(what.st_mode)) throw Unavailable("files: " + spooled.string() + " is no plain file");
    Stored stored = described(file.number());
    const fs::path target = path_of(stored.hash);
    // Also when the name is there: another process may have given it and not yet synced the folder.
    disk::make_folder(target.parent_path());
    const disk::Lock lock(folder_, disk::Lock::Kind::shared);
    if (kept_already(target, stored.size_bytes)) {
        disk::touch(target);
        std::error_code ignored;
        fs::remove(spooled, ignored);
    } else {
        ::fchmod(file.number(), 0640);
        disk::touch(spooled);
        disk::sync(file.number(), spooled.string());
        disk::rename(spooled, target);
    }
    disk::sync_folder(target.parent_path());
    return stored;
}

fs::path Store::path_of(std::string_view hash) const {
    const bool hex =
        std::all_of(hash.begin(), hash.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (hash.size() != 64 || !hex) throw NotFound("files: not a hash");
    return folder_ / hash.substr(0, 2) / hash.substr(2);
}

int Store::open(std::string_view hash) const {
    disk::Descriptor file(path_of(hash), O_RDONLY | O_NOFOLLOW);
    if (!file) throw NotFound("files: " + std::string(hash) + " is not in the store");
    return file.release();
}

std::string Store::read(std::string_view hash, std::int64_t most_bytes) const {
    const disk::Descriptor file(path_of(hash), O_RDONLY | O_NOFOLLOW);
    struct stat what {};
    if (!file || ::fstat(file.number(), &what) != 0)
        throw NotFound("files: " + std::string(hash) + " is not in the store");
    if (what.st_size > most_bytes) throw Refused("Tệp quá lớn, không mở được tại đây. Hãy tải tệp về máy.");
    std::string content;
    content.reserve(static_cast<std::size_t>(what.st_size));
    each_piece(file.number(), [&](std::string_view piece) { content += piece; });
    return content;
}

}  // namespace dinh::files
