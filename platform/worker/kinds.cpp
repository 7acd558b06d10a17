// The kinds of worker that are built in: text, pages, probe.
#include <magic.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

#include "platform/worker/child.hpp"
#include "platform/worker/converter.hpp"
#include "platform/worker/extract.hpp"
#include "platform/worker/file_kind.hpp"
#include "platform/worker/protocol.hpp"
#include "platform/worker/zip_parts.hpp"

namespace dinh::worker {
namespace {

constexpr std::size_t kMaxInfo = 65536;
constexpr std::size_t kMaxPicture = 64 << 20;
constexpr double kLongest = 8.0;  // height : width

struct CloseMagic {
    void operator()(magic_t cookie) const { magic_close(cookie); }
};

struct PdfInfo {
    Outcome outcome = Outcome::ok;
    std::string detail;
    int pages = 0;
    double width_pt = 0;
    double height_pt = 0;
};

// The rest of the line that starts so, without leading blanks.
std::string_view line_after(std::string_view text, std::string_view start) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (line.starts_with(start)) {
            line.remove_prefix(start.size());
            return line.substr(std::min(line.find_first_not_of(' '), line.size()));
        }
        at = end + 1;
    }
    return {};
}

PdfInfo pdf_info(int page) {
    const std::string number = std::to_string(page);
    Converted info = convert({"pdfinfo", "-f", number, "-l", number, kInputPath}, kMaxInfo);
    if (!info.well() && info.errors.find("Wrong page range") != std::string::npos) {
        info = convert({"pdfinfo", kInputPath}, kMaxInfo);
    }
    PdfInfo read;
    read.detail = info.errors;
    if (!info.well()) {
        read.outcome = info.fault();
        return read;
    }
    read.pages = static_cast<int>(std::clamp<std::int64_t>(
        whole_number(line_after(info.output, "Pages:")).value_or(0), 0, 1'000'000));
    if (read.pages == 0) {
        read.outcome = Outcome::not_this_kind;
    }
    // "Page    2 size:  595.3 x 841.9 pts (A4)"
    const std::size_t size_at = info.output.find(" size:");
    if (size_at == std::string::npos ||
        std::sscanf(info.output.c_str() + size_at, " size: %lf x %lf", &read.width_pt, &read.height_pt) != 2) {
        read.width_pt = read.height_pt = 0;
    }
    const std::size_t turn_at = info.output.find(" rot:");
    int turned = 0;
    if (turn_at != std::string::npos && std::sscanf(info.output.c_str() + turn_at, " rot: %d", &turned) == 1 &&
        turned % 180 != 0) {
        std::swap(read.width_pt, read.height_pt);
    }
    return read;
}

Extract converted_text(const std::vector<std::string>& words, std::size_t max_bytes) {
    Converted converted = convert(words, max_bytes);
    Extract extract;
    extract.outcome = converted.well() ? Outcome::ok : converted.fault();
    extract.text = std::move(converted.output);
    extract.truncated = converted.truncated;
    extract.detail = std::move(converted.errors);
    return extract;
}

Extract doc_text(std::size_t max_bytes) {
    // Eight-bit text of old files comes out as Latin-1, from which the old Vietnamese fonts can be told.
    Extract extract = converted_text({"catdoc", "-w", "-s", "cp1252", "-d", "utf-8", kInputPath}, max_bytes);
    const bool empty = extract.text.find_first_not_of(" \t\r\n\f") == std::string::npos;
    if (extract.outcome != Outcome::ok || empty) {
        Extract second = converted_text({"antiword", "-m", "UTF-8.txt", "-w", "0", kInputPath}, max_bytes);
        if (second.outcome == Outcome::ok) {
            return second;
        }
    }
    return extract;
}

Extract text_of(FileKind kind, int fd, std::size_t max_bytes) {
    switch (kind) {
        case FileKind::pdf:
            return converted_text({"pdftotext", "-enc", "UTF-8", kInputPath, "-"}, max_bytes);
        case FileKind::docx: {
            ZipParts parts = ZipParts::of_file(fd);
            return docx_text(parts, max_bytes);
        }
        case FileKind::odt: {
            ZipParts parts = ZipParts::of_file(fd);
            return odt_text(parts, max_bytes);
        }
        case FileKind::doc:
            return doc_text(max_bytes);
        case FileKind::rtf:
            return converted_text({"catdoc", "-w", "-s", "cp1252", "-d", "utf-8", kInputPath}, max_bytes);
        case FileKind::txt:
            return plain_text(start_of_file(fd, max_bytes * 2 + 8), max_bytes);
        case FileKind::other:
            break;
    }
    return {};
}

std::string mime_of_other(int fd) {
    const std::unique_ptr<magic_set, CloseMagic> cookie(magic_open(MAGIC_MIME_TYPE));
    const std::string start = start_of_file(fd, 1 << 20);
    if (!cookie || magic_load(cookie.get(), nullptr) != 0) {
        return "application/octet-stream";
    }
    const char* mime = magic_buffer(cookie.get(), start.data(), start.size());
    return mime == nullptr ? "application/octet-stream" : mime;
}

int zip_pages(FileKind kind, int fd) {
    ZipParts parts = ZipParts::of_file(fd);
    return kind == FileKind::docx ? docx_pages(parts) : odt_pages(parts);
}

}  // namespace

Result text_work(const Call& call) {
    const auto max_bytes =
        static_cast<std::size_t>(std::clamp<std::int64_t>(call.number("max_bytes", kMaxTextBytes), 1, 64 << 20));
    const Seen seen = look(call.input_fd);
    Extract extract;
    extract.outcome = seen.outcome;
    if (seen.outcome == Outcome::ok) {
        extract = text_of(seen.kind, call.input_fd, max_bytes);
        finish(extract, max_bytes);
    }
    Result result;
    result.outcome = extract.outcome;
    result.detail = extract.detail;
    result.facts["kind"] = name(seen.kind);
    result.facts["truncated"] = extract.truncated ? "1" : "0";
    result.output = std::move(extract.text);
    return result;
}

Result pages_work(const Call& call) {
    Result result;
    const auto page = static_cast<int>(std::clamp<std::int64_t>(call.number("page", 1), 1, 1'000'000));
    double width = static_cast<double>(std::clamp<std::int64_t>(call.number("width", 1000), 16, 4000));
    if (look(call.input_fd).kind != FileKind::pdf) {
        result.outcome = Outcome::not_this_kind;
        return result;
    }
    const PdfInfo info = pdf_info(page);
    result.outcome = info.outcome;
    result.detail = info.detail;
    result.facts["pages"] = std::to_string(info.pages);
    if (info.outcome == Outcome::ok && page > info.pages) {
        result.outcome = Outcome::no_such_page;
    }
    if (result.outcome != Outcome::ok) {
        return result;
    }
    const double shape = info.width_pt > 0 && info.height_pt > 0 ? info.height_pt / info.width_pt : std::sqrt(2.0);
    double height = std::max(1.0, std::round(width * shape));
    if (height > width * kLongest) {
        height = width * kLongest;
        width = std::max(1.0, std::round(height / shape));
    }
    const std::string number = std::to_string(page);
    result.facts["width"] = std::to_string(static_cast<int>(width));
    result.facts["height"] = std::to_string(static_cast<int>(height));
    std::vector<std::string> words = {"pdftoppm", "-f", number, "-l", number, "-singlefile", "-cropbox",
                                      "-scale-to-x", result.facts["width"], "-scale-to-y", result.facts["height"]};
    if (call.text("format") == "jpeg") {
        words.insert(words.end(), {"-jpeg", "-jpegopt", "quality=80"});
    } else {
        words.emplace_back("-png");
    }
    words.emplace_back(kInputPath);
    Converted picture = convert(words, kMaxPicture);
    result.detail = std::move(picture.errors);
    if (!picture.well()) {
        result.outcome = picture.fault();
    } else if (picture.truncated) {
        result.outcome = Outcome::too_big;
    } else {
        result.output = std::move(picture.output);
    }
    return result;
}

Result probe_work(const Call& call) {
    const Seen seen = look(call.input_fd);
    Result result;
    result.outcome = seen.outcome;
    result.facts["kind"] = name(seen.kind);
    result.facts["mime"] = seen.kind == FileKind::other ? mime_of_other(call.input_fd) : seen.mime;
    int pages = 0;
    if (seen.kind == FileKind::pdf) {
        const PdfInfo info = pdf_info(1);
        result.outcome = info.outcome;
        result.detail = info.detail;
        pages = info.pages;
    } else if (seen.outcome == Outcome::ok && (seen.kind == FileKind::docx || seen.kind == FileKind::odt)) {
        pages = zip_pages(seen.kind, call.input_fd);
    }
    result.facts["pages"] = std::to_string(pages);
    return result;
}

}  // namespace dinh::worker
