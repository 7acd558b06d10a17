#include "platform/worker/file_kind.hpp"

#include <unistd.h>

#include "platform/worker/extract.hpp"
#include "platform/worker/ole.hpp"
#include "platform/worker/zip_parts.hpp"

namespace dinh::worker {
namespace {

constexpr std::string_view kOdtMime = "application/vnd.oasis.opendocument.text";
constexpr std::string_view kDocxMime = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr std::size_t kLook = 65536;
constexpr std::size_t kPdfHeaderWithin = 1024;  // readers accept junk before it (ISO 32000-1, annex H)

std::string read_at(int fd, std::uint64_t offset, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const ssize_t got = pread(fd, bytes.data() + have, size - have, static_cast<off_t>(offset + have));
        if (got <= 0) {
            break;
        }
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
}

Seen look_zip(int fd) {
    ZipParts parts = ZipParts::of_file(fd);
    Seen seen;
    if (parts.outcome() == Outcome::too_big) {
        seen.outcome = Outcome::too_big;
    } else if (parts.outcome() == Outcome::ok) {
        if (parts.start_of("mimetype", kOdtMime.size() + 1) == kOdtMime) {
            seen.kind = FileKind::odt;
            seen.mime = kOdtMime;
        } else if (!docx_main_part(parts).empty()) {
            seen.kind = FileKind::docx;
            seen.mime = kDocxMime;
        }
    }
    return seen;
}

// [MS-DOC] 2.5.1: the word at 0 says that this is Word's, a bit at 10 that the text is encrypted.
bool encrypted_doc(int fd, const OleEntry& stream) {
    const std::string head = stream.offset == 0 ? std::string{} : read_at(fd, stream.offset, 12);
    return head.size() == 12 && (static_cast<unsigned char>(head[11]) & 1) != 0;
}

Seen look_ole(int fd) {
    Seen seen;
    const auto read = [fd](std::uint64_t offset, std::size_t size) { return read_at(fd, offset, size); };
    const auto entries = ole_entries(read);
    for (const OleEntry& entry : entries.value_or(std::vector<OleEntry>{})) {
        if (entry.name == "EncryptedPackage") {
            seen = {FileKind::docx, Outcome::password_protected, std::string(kDocxMime)};
        } else if (entry.name == "WordDocument") {
            const Outcome outcome = encrypted_doc(fd, entry) ? Outcome::password_protected : Outcome::ok;
            seen = {FileKind::doc, outcome, "application/msword"};
        }
    }
    return seen;
}

}  // namespace

std::string start_of_file(int fd, std::size_t most) { return read_at(fd, 0, most); }

Seen look(int fd) {
    const std::string start = start_of_file(fd, kLook);
    if (start.substr(0, kPdfHeaderWithin).find("%PDF-") != std::string::npos) {
        return {FileKind::pdf, Outcome::ok, "application/pdf"};
    }
    if (start.starts_with("PK\x03\x04")) {
        return look_zip(fd);
    }
    if (is_ole(start)) {
        return look_ole(fd);
    }
    if (start.starts_with("{\\rtf")) {
        return {FileKind::rtf, Outcome::ok, "application/rtf"};
    }
    if (!start.empty() && plain_text(start, kLook).outcome == Outcome::ok) {
        return {FileKind::txt, Outcome::ok, "text/plain"};
    }
    return {};
}

}  // namespace dinh::worker
