#include "platform/files/media_type.hpp"

#include <magic.h>
#include <unistd.h>

#include <stdexcept>

namespace dinh::files {

namespace {

constexpr std::size_t kHead = 256 << 10;

// Up to `count` bytes at `offset`; fewer at the end of the file or when it cannot be read.
std::string bytes_at(int file, std::int64_t offset, std::size_t count) {
    std::string bytes(count, '\0');
    std::size_t got = 0;
    while (offset >= 0 && got < count) {
        const ssize_t n = pread(file, bytes.data() + got, count - got, offset + static_cast<std::int64_t>(got));
        if (n <= 0) break;
        got += static_cast<std::size_t>(n);
    }
    bytes.resize(got);
    return bytes;
}

// Little-endian number of `size` bytes; 0 beyond the end.
std::uint32_t number_at(std::string_view bytes, std::size_t offset, std::size_t size) {
    if (offset > bytes.size() || bytes.size() - offset < size) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[offset + i]);
    return value;
}

struct Named {
    std::string_view name;
    std::string_view type;
};

constexpr Named kOfficeParts[] = {
    {"word/vbaProject.bin", "application/vnd.ms-word.document.macroenabled.12"},
    {"xl/vbaProject.bin", "application/vnd.ms-excel.sheet.macroenabled.12"},
    {"ppt/vbaProject.bin", "application/vnd.ms-powerpoint.presentation.macroenabled.12"},
    {"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {"META-INF/MANIFEST.MF", "application/java-archive"},
};

constexpr Named kOleStreams[] = {
    {"EncryptedPackage", "application/encrypted-office"},
    {"WordDocument", "application/msword"},
    {"Workbook", "application/vnd.ms-excel"},
    {"Book", "application/vnd.ms-excel"},
    {"PowerPoint Document", "application/vnd.ms-powerpoint"},
};

// Text that browsers or systems would run or draw, and text that is a document of another kind.
constexpr std::string_view kOwnTexts[] = {
    "text/html",          "text/xml",           "text/rtf",      "text/csv",    "text/javascript",
    "text/x-shellscript", "text/x-php",         "text/x-python", "text/x-perl", "text/x-script.python",
    "text/x-ruby",        "text/x-msdos-batch", "text/calendar", "text/vcard",  "text/x-vcard",
};

// ODF: the first entry is called mimetype, stored, and says the type.
std::string type_of_odf(std::string_view head) {
    constexpr std::string_view kName = "mimetype";
    constexpr std::string_view kStart = "application/vnd.oasis.opendocument.";
    const std::size_t name_size = number_at(head, 26, 2);
    const std::size_t extra_size = number_at(head, 28, 2);
    if (name_size != kName.size() || number_at(head, 8, 2) != 0 || !head.substr(30).starts_with(kName)) return {};
    const std::size_t start = 30 + name_size + extra_size;
    if (start >= head.size()) return {};
    std::string_view said = head.substr(start, std::min<std::size_t>(number_at(head, 22, 4), 80));
    return said.starts_with(kStart) ? std::string(said) : std::string();
}

bool is_signature(std::string_view head) {
    constexpr std::string_view kSignedData("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", 11);
    if (head.starts_with("-----BEGIN PKCS7-----") || head.starts_with("-----BEGIN CMS-----")) return true;
    return head.starts_with('\x30') && head.substr(0, 32).find(kSignedData) != head.npos;
}

std::string by_magic(std::string_view head) {
    // One cookie for all: it is not safe for two threads, and its rules take megabytes.
    static std::mutex mutex;
    static const magic_t cookie = [] {
        const magic_t made = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF);
        if (!made || magic_load(made, nullptr) != 0) throw std::runtime_error("files: libmagic has no rules");
        return made;
    }();
    const std::lock_guard lock(mutex);
    const char* type = magic_buffer(cookie, head.data(), head.size());
    return type ? type : "application/octet-stream";
}

std::string one_name(std::string type) {
    if (type == "text/xml") return "application/xml";
    if (type == "application/csv") return "text/csv";
    if (type == "application/x-rar") return "application/vnd.rar";
    if (type.starts_with("text/") &&
        std::find(std::begin(kOwnTexts), std::end(kOwnTexts), type) == std::end(kOwnTexts)) {
        return "text/plain";
    }
    return type;
}

}  // namespace

std::string type_in_zip(int file, std::int64_t size_bytes) {
    const std::string odf = type_of_odf(bytes_at(file, 0, 256));
    if (!odf.empty()) return odf;
    constexpr std::size_t kTail = 66 << 10;
    constexpr std::size_t kMostDirectory = 1 << 20;
    const std::string tail =
        bytes_at(file, std::max<std::int64_t>(0, size_bytes - static_cast<std::int64_t>(kTail)), kTail);
    const auto end = tail.rfind("PK\x05\x06");
    if (end == tail.npos) return "application/zip";
    const std::size_t size = std::min<std::size_t>(number_at(tail, end + 12, 4), kMostDirectory);
    const std::string directory = bytes_at(file, number_at(tail, end + 16, 4), size);
    std::set<std::string_view> names;
    for (std::size_t at = 0;
         std::string_view(directory).substr(at).starts_with("PK\x01\x02") && at + 46 <= directory.size();) {
        const std::size_t name_size = number_at(directory, at + 28, 2);
        names.insert(std::string_view(directory).substr(at + 46, name_size));
        at += 46 + name_size + number_at(directory, at + 30, 2) + number_at(directory, at + 32, 2);
        if (at >= directory.size()) break;
    }
    for (const auto& part : kOfficeParts) {
        if (names.contains(part.name)) return std::string(part.type);
    }
    return "application/zip";
}

std::string type_in_ole(int file, std::int64_t size_bytes) {
    const std::string head = bytes_at(file, 0, 512);
    const std::uint32_t shift = number_at(head, 30, 2);
    if (head.size() < 512 || (shift != 9 && shift != 12)) return "application/x-ole-storage";
    const std::size_t sector_size = std::size_t{1} << shift;
    const auto sector_at = [&](std::uint32_t sector) { return (static_cast<std::int64_t>(sector) + 1) << shift; };
    std::set<std::string> names;
    std::uint32_t sector = number_at(head, 48, 4);
    // A chain of a broken file may run in circles: some sectors are enough for the streams we know.
    for (int steps = 0; steps < 64 && sector_at(sector) < size_bytes; ++steps) {
        const std::string entries = bytes_at(file, sector_at(sector), sector_size);
        for (std::size_t entry = 0; entry + 128 <= entries.size(); entry += 128) {
            std::string name;
            for (std::size_t i = 0; i < 32 && entries[entry + 2 * i] != '\0'; ++i) name += entries[entry + 2 * i];
            names.insert(name);
        }
        // The next sector of the directory stands in the allocation table, whose first 109 sectors stand in the head.
        const std::size_t per_sector = sector_size / 4;
        if (sector / per_sector >= 109) break;
        const std::uint32_t table = number_at(head, 76 + 4 * (sector / per_sector), 4);
        const std::string link =
            bytes_at(file, sector_at(table) + static_cast<std::int64_t>(4 * (sector % per_sector)), 4);
        if (link.size() < 4) break;
        sector = number_at(link, 0, 4);
    }
    for (const auto& stream : kOleStreams) {
        if (names.contains(std::string(stream.name))) return std::string(stream.type);
    }
    return "application/x-ole-storage";
}

std::string media_type_of(int file, std::int64_t size_bytes) {
    const std::string head = bytes_at(file, 0, kHead);
    if (head.starts_with("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return type_in_ole(file, size_bytes);
    if (is_signature(head)) return "application/pkcs7-signature";
    const std::string type = by_magic(head);
    const bool container = type == "application/zip" || type == "application/octet-stream" ||
                           type.starts_with("application/vnd.openxmlformats") ||
                           type.starts_with("application/vnd.oasis");
    if (container && head.starts_with("PK\x03\x04")) return type_in_zip(file, size_bytes);
    return one_name(type);
}

}  // namespace dinh::files
