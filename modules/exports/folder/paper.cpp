#include "modules/exports/folder/paper.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>

#include "platform/error/error.hpp"

namespace dinh::exports {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPieceBytes = 64 << 10;

[[noreturn]] void no_room(const fs::path& file) {
    throw Unavailable("Không ghi được thư mục xuất dữ liệu: hãy kiểm tra chỗ trống và quyền ghi của ổ đĩa.",
                      "exports: cannot write " + file.string());
}

void sync(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) no_room(folder);
    const bool synced = ::syncfs(descriptor) == 0;
    ::close(descriptor);
    if (!synced) no_room(folder);
}

}  // namespace

Paper::Paper(fs::path root) : root_(std::move(root)) {
    if (fs::exists(fs::symlink_status(root_))) {
        const bool folder = fs::is_directory(fs::symlink_status(root_));
        if (!folder || (!fs::exists(root_ / kMark) && !fs::exists(root_ / kChecksums) && !fs::is_empty(root_)))
            throw Refused(
                Said("%1 đã có và không phải thư mục xuất dữ liệu còn dở. Hãy chọn chỗ khác.", {root_.string()}));
        fs::remove_all(root_);
    }
    std::error_code error;
    fs::create_directories(root_, error);
    if (error) no_room(root_);
    if (!std::ofstream(root_ / kMark)) no_room(root_ / kMark);
    sums_.open(root_ / kChecksums, std::ios::binary);
    if (!sums_) no_room(root_ / kChecksums);
}

std::ofstream Paper::open(const std::string& path) {
    const fs::path file = root_ / path;
    if (folders_.insert(file.parent_path().string()).second) {
        std::error_code error;
        fs::create_directories(file.parent_path(), error);
        if (error) no_room(file.parent_path());
    }
    std::ofstream made(file, std::ios::binary | std::ios::trunc);
    if (!made) no_room(file);
    return made;
}

void Paper::note(const std::string& path, crypto::Sha256& sum) {
    sums_ << crypto::hex(sum.finish()) << "  " << path << '\n';
    if (!sums_) no_room(root_ / kChecksums);
}

void Paper::write(const std::string& path, std::string_view content) {
    Growing file(*this, path);
    file.add(content);
    file.close();
}

bool Paper::copy(const files::Store& store, const std::string& hash, const std::string& path) {
    int descriptor = -1;
    try {
        descriptor = store.open(hash);
    } catch (const NotFound&) {
        return false;
    }
    auto out = open(path);
    crypto::Sha256 sum;
    std::array<char, kPieceBytes> piece;
    ssize_t size = 0;
    while ((size = ::read(descriptor, piece.data(), piece.size())) > 0) {
        sum.update({piece.data(), static_cast<std::size_t>(size)});
        out.write(piece.data(), size);
    }
    ::close(descriptor);
    out.close();
    if (!out) no_room(root_ / path);
    const std::string found = crypto::hex(sum.finish());
    if (size < 0 || found != hash) {
        fs::remove(root_ / path);
        return false;
    }
    sums_ << found << "  " << path << '\n';
    return true;
}

void Paper::finish(const fs::path& name) {
    sums_.close();
    if (!sums_) no_room(root_ / kChecksums);
    fs::remove(root_ / kMark);
    sync(root_);
    std::error_code error;
    fs::rename(root_, name, error);
    if (error) no_room(name);
    sync(name);
}

Paper::Growing::Growing(Paper& paper, std::string path)
    : paper_(paper), path_(std::move(path)), file_(paper.open(path_)) {}

void Paper::Growing::add(std::string_view piece) {
    sum_.update(piece);
    file_.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    if (!file_) no_room(paper_.root_ / path_);
}

void Paper::Growing::close() {
    file_.close();
    if (!file_) no_room(paper_.root_ / path_);
    paper_.note(path_, sum_);
}

}  // namespace dinh::exports
