// Work on files from outside (text, page pictures, kind) is done by `dinh worker KIND`: our own executable started
// again, locked in, fed one file descriptor and killed when it takes too long. Nothing here parses a byte of the file
// in the calling process; what comes back is bounded and checked. All calls block: they belong in jobs of class child.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace dinh::worker {

enum class Outcome {
    ok,
    not_this_kind,       // the bytes are not a readable file of a kind we know, whatever its name says
    password_protected,  // opens only with a password; we never ask for one
    too_big,             // unpacks to more than is allowed (zip bomb), or needs or gives more than the limits
    timed_out,           // wall clock or CPU time used up; the worker and its converters are dead
    crashed,             // the worker or its converter died or broke the protocol; detail says how
    no_text,             // readable, but holds no text: a scan waiting for OCR
    no_such_page,        // the page number is past the last page; facts still tell the page count
};
std::string_view name(Outcome);  // "ok", "not_this_kind", ...: what logs and tables store

// The limits of one worker. memory_mb is address space of each process, output_bytes what the caller takes in memory.
struct Limits {
    std::chrono::milliseconds wall{30'000};
    int cpu_s = 20;
    int memory_mb = 1024;
    std::int64_t output_bytes = 16 << 20;
};

using Arguments = std::map<std::string, std::string>;

struct Result {
    Outcome outcome = Outcome::crashed;
    std::string output;                        // empty unless ok
    std::map<std::string, std::string> facts;  // small named values beside the output, e.g. pages=3
    std::string detail;                        // for the log, in English; may quote the file, never shown to people
};

// Runs one worker of this kind on the file; input_fd stays open and keeps its offset (the worker reads from the start
// through a descriptor of its own). Throws std::system_error when no process can be started at all, and
// operation_canceled while a Closing lives.
Result run(std::string_view kind, int input_fd, const Limits& limits = {}, const Arguments& arguments = {});

// The executable that is started as `PROGRAM worker KIND ...`; /proc/self/exe unless set. A program that runs workers
// from itself must hand `worker` to worker_main (child.hpp). Set it before threads start.
void set_program(std::filesystem::path);

// For the end of a program, which a hanging converter must not put off: while it lives, workers at work are killed and
// none is run.
class Closing {
public:
    Closing();
    ~Closing();
    Closing(const Closing&) = delete;
    Closing& operator=(const Closing&) = delete;
};

enum class FileKind { pdf, docx, odt, doc, rtf, txt, other };
std::string_view name(FileKind);

struct Text {
    Outcome outcome = Outcome::crashed;
    FileKind kind = FileKind::other;  // by content, known unless the worker died
    std::string text;                 // NFC, LF, no other control characters but TAB
    bool truncated = false;           // the file holds more text than max_text_bytes
    std::string detail;
};
inline constexpr std::int64_t kMaxTextBytes = 2'000'000;
// Text of PDF, DOCX, ODT, DOC, RTF and plain text, the kind found by content. Deleted and moved-away text of tracked
// changes is left out. Text in the old TCVN3 (ABC) fonts is brought to Unicode.
Text extract_text(int input_fd, const Limits& limits = {}, std::int64_t max_text_bytes = kMaxTextBytes);

enum class PictureFormat { png, jpeg };
struct Picture {
    Outcome outcome = Outcome::crashed;
    std::string bytes;
    int page_count = 0;
    int width_px = 0;
    int height_px = 0;
    std::string detail;
};
// Picture of one page (from 1) of a PDF, width_px wide (16..4000). A page more than eight times longer than wide is
// made narrower, so that no page asks for an absurd picture.
Picture page_picture(int input_fd, int page, int width_px, PictureFormat = PictureFormat::png, const Limits& = {});

struct Probe {
    Outcome outcome = Outcome::crashed;  // password_protected still tells the kind
    FileKind kind = FileKind::other;
    std::string mime;    // by content, e.g. "application/pdf"; "application/octet-stream" when unknown
    int page_count = 0;  // 0 = unknown (DOC, TXT, or a writer that did not say)
    std::string detail;
};
Probe probe(int input_fd, const Limits& limits = {});

}  // namespace dinh::worker
