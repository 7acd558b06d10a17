#include "platform/web/serve/spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/crypto/crypto.hpp"
#include "platform/error/error.hpp"
#include "platform/log/log.hpp"

namespace dinh::web::serve {

namespace fs = std::filesystem;

namespace {

constexpr log::Message kCannotSpool{
    "WEB_SPOOL_FAILED", log::Level::error, "an upload cannot be kept",
    "The upload was refused and nothing of it stays. Look at free space and rights of the spool folder in dinh.toml."};

constexpr const char* kPrefix = "upload-";

}  // namespace

Spool::Spool(fs::path folder, std::int64_t most_bytes) : folder_(std::move(folder)), most_bytes_(most_bytes) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) throw Unavailable("cannot make the spool folder " + folder_.string() + ": " + error.message());
    for (const auto& entry : fs::directory_iterator(folder_, error))
        if (entry.path().filename().string().starts_with(kPrefix)) fs::remove(entry.path(), error);
    if (::access(folder_.c_str(), W_OK | X_OK) != 0)
        throw Unavailable("cannot write to the spool folder " + folder_.string());
}

SpooledFile::SpooledFile(Spool& spool)
    : spool_(spool), path_(spool.folder_ / (kPrefix + crypto::hex(crypto::random_bytes(12)))) {
    fd_ = ::open(path_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd_ < 0) log::write(kCannotSpool, {{"folder", spool.folder_.string()}, {"error", std::strerror(errno)}});
}

SpooledFile::~SpooledFile() {
    if (fd_ >= 0) ::close(fd_);
    ::unlink(path_.c_str());
    spool_.used_bytes_ -= size_bytes_;
}

bool SpooledFile::write(std::string_view bytes) {
    if (fd_ < 0) return false;
    size_bytes_ += static_cast<std::int64_t>(bytes.size());
    if ((spool_.used_bytes_ += static_cast<std::int64_t>(bytes.size())) > spool_.most_bytes_) {
        log::write(kCannotSpool,
                   {{"folder", spool_.folder_.string()}, {"error", "all uploads together are too large"}});
        return false;
    }
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            log::write(kCannotSpool, {{"folder", spool_.folder_.string()}, {"error", std::strerror(errno)}});
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool SpooledFile::close() {
    const int fd = std::exchange(fd_, -1);
    return fd >= 0 && ::close(fd) == 0;
}

}  // namespace dinh::web::serve
