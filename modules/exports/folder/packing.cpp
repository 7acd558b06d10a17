#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <memory>

#include "modules/exports/exports.hpp"

namespace dinh::exports {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPieceBytes = 64 << 10;

[[noreturn]] void fault(const fs::path& file, const char* what) {
    throw Unavailable("Không ghi được tệp nén: hãy kiểm tra chỗ trống và quyền ghi của ổ đĩa.",
                      "exports: cannot pack " + file.string() + ": " + (what ? what : "unknown"));
}

struct Closing {
    void operator()(archive* writer) const { archive_write_free(writer); }
};
using Writer = std::unique_ptr<archive, Closing>;

// What is packed already stays as it is.
bool packed(const fs::path& file) {
    const auto end = file.extension();
    for (const char* each : {".pdf", ".docx", ".xlsx", ".odt", ".ods", ".pptx", ".zip", ".rar", ".7z", ".png", ".jpg"})
        if (end == each) return true;
    return false;
}

void add(archive* writer, const fs::path& file, const std::string& name) {
    std::ifstream content(file, std::ios::binary);
    if (!content) fault(file, "cannot be read");
    if (packed(file))
        archive_write_zip_set_compression_store(writer);
    else
        archive_write_zip_set_compression_deflate(writer);
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), static_cast<std::int64_t>(fs::file_size(file)));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_mtime(entry.get(), clock::now().ms / 1000, 0);
    if (archive_write_header(writer, entry.get()) != ARCHIVE_OK) fault(file, archive_error_string(writer));
    std::array<char, kPieceBytes> piece;
    while (content.read(piece.data(), piece.size()), content.gcount() > 0) {
        if (archive_write_data(writer, piece.data(), static_cast<std::size_t>(content.gcount())) < 0)
            fault(file, archive_error_string(writer));
    }
}

}  // namespace

void pack(const fs::path& folder, const fs::path& zip) {
    fs::path partial = zip;
    partial += ".partial";
    {
        const Writer writer(archive_write_new());
        archive_write_set_format_zip(writer.get());
        if (archive_write_open_filename(writer.get(), partial.c_str()) != ARCHIVE_OK)
            fault(partial, archive_error_string(writer.get()));
        const std::string top = zip.stem().string() + "/";
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            if (entry.is_regular_file())
                add(writer.get(), entry.path(), top + entry.path().lexically_relative(folder).generic_string());
        if (archive_write_close(writer.get()) != ARCHIVE_OK) fault(partial, archive_error_string(writer.get()));
    }
    const int descriptor = ::open(partial.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) fault(partial, "fsync");
    fs::rename(partial, zip);
}

}  // namespace dinh::exports
