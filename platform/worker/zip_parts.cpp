#include "platform/worker/zip_parts.hpp"

#include <unistd.h>
#include <zip.h>

#include <array>

namespace dinh::worker {
namespace {

struct CloseEntry {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

bool known(const zip_stat_t& entry) {
    constexpr zip_uint64_t kNeeded = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    return (entry.valid & kNeeded) == kNeeded;
}

}  // namespace

struct ZipParts::Archive {
    zip_t* zip = nullptr;
    int fault = 0;

    ~Archive() {
        if (zip != nullptr) {
            zip_discard(zip);
        }
    }
};

ZipParts ZipParts::of_bytes(std::string_view bytes, const ZipLimits& limits) {
    auto archive = std::make_unique<Archive>();
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source != nullptr) {
        archive->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
        if (archive->zip == nullptr) {
            zip_source_free(source);
        }
    }
    archive->fault = zip_error_code_zip(&error);
    zip_error_fini(&error);
    return {std::move(archive), limits};
}

ZipParts ZipParts::of_file(int fd, const ZipLimits& limits) {
    auto archive = std::make_unique<Archive>();
    lseek(fd, 0, SEEK_SET);
    const int own = dup(fd);
    archive->zip = zip_fdopen(own, 0, &archive->fault);
    if (archive->zip == nullptr) {
        close(own);
    }
    return {std::move(archive), limits};
}

ZipParts::ZipParts(std::unique_ptr<Archive> archive, const ZipLimits& limits)
    : archive_(std::move(archive)), limits_(limits), outcome_(judge()) {}
ZipParts::ZipParts(ZipParts&&) noexcept = default;
ZipParts::~ZipParts() = default;

Outcome ZipParts::judge() const {
    if (archive_->zip == nullptr) {
        return archive_->fault == ZIP_ER_MEMORY ? Outcome::too_big : Outcome::not_this_kind;
    }
    const zip_int64_t count = zip_get_num_entries(archive_->zip, 0);
    if (count > limits_.entries) {
        return Outcome::too_big;
    }
    std::uint64_t total = 0;
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t entry;
        if (zip_stat_index(archive_->zip, static_cast<zip_uint64_t>(i), 0, &entry) != 0 || !known(entry)) {
            return Outcome::not_this_kind;
        }
        const auto most = static_cast<std::uint64_t>(limits_.total_bytes);
        if (entry.size > most || (total += entry.size) > most) {
            return Outcome::too_big;
        }
    }
    return Outcome::ok;
}

bool ZipParts::has(const std::string& name) const {
    return outcome_ == Outcome::ok && zip_name_locate(archive_->zip, name.c_str(), 0) >= 0;
}

std::vector<std::string> ZipParts::names() const {
    std::vector<std::string> list;
    if (outcome_ == Outcome::ok) {
        const zip_int64_t count = zip_get_num_entries(archive_->zip, 0);
        for (zip_int64_t i = 0; i < count; ++i) {
            if (const char* name = zip_get_name(archive_->zip, static_cast<zip_uint64_t>(i), 0)) {
                list.emplace_back(name);
            }
        }
    }
    return list;
}

Outcome ZipParts::read(const std::string& name, const std::function<bool(std::string_view)>& sink) {
    if (outcome_ != Outcome::ok) {
        return outcome_;
    }
    zip_stat_t entry;
    if (zip_stat(archive_->zip, name.c_str(), 0, &entry) != 0 || !known(entry)) {
        return Outcome::not_this_kind;
    }
    if ((entry.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && entry.encryption_method != ZIP_EM_NONE) {
        return Outcome::password_protected;
    }
    const auto size = static_cast<std::int64_t>(entry.size);
    const auto packed = std::max<std::int64_t>(1, static_cast<std::int64_t>(entry.comp_size));
    if (size > limits_.part_bytes || (size > limits_.ratio_from_bytes && size / packed > limits_.ratio)) {
        return Outcome::too_big;
    }
    const std::unique_ptr<zip_file_t, CloseEntry> file(zip_fopen_index(archive_->zip, entry.index, 0));
    if (!file) {
        return Outcome::not_this_kind;
    }
    std::array<char, 65536> buffer;
    std::int64_t seen = 0;
    for (;;) {
        const zip_int64_t got = zip_fread(file.get(), buffer.data(), buffer.size());
        if (got < 0) {
            return Outcome::not_this_kind;
        }
        // The directory may lie about the size.
        seen += got;
        if (seen > size) {
            return Outcome::too_big;
        }
        if (got == 0 || !sink({buffer.data(), static_cast<std::size_t>(got)})) {
            return Outcome::ok;
        }
    }
}

std::string ZipParts::start_of(const std::string& name, std::size_t most) {
    std::string start;
    read(name, [&](std::string_view piece) {
        start += piece.substr(0, most - start.size());
        return start.size() < most;
    });
    return start;
}

}  // namespace dinh::worker
