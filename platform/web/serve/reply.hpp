// An answer ready for the wire: everything that costs time or memory was done on a worker.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "platform/clock/clock.hpp"
#include "platform/web/response.hpp"
#include "platform/web/serve/compress.hpp"

namespace dinh::web::serve {

// Bytes that something else keeps alive: assets (null keeper: as long as the process) and kept pages.
struct View {
    std::string_view bytes;
    std::shared_ptr<const void> keeper;
};

// A span of an open file.
class FilePart {
public:
    FilePart(int fd, std::int64_t offset, std::int64_t length) : fd_(fd), offset_(offset), left_(length) {}
    ~FilePart();
    FilePart(FilePart&& other) noexcept : fd_(other.fd_), offset_(other.offset_), left_(other.left_) { other.fd_ = -1; }
    FilePart& operator=(FilePart&&) = delete;
    std::int64_t left() const { return left_; }
    // The next piece of at most 256 KB; false when the file is shorter than it was.
    bool read(std::string& piece);

private:
    int fd_;
    std::int64_t offset_, left_;
};

// Pieces made one after another.
struct Stream {
    Generator next;
    std::unique_ptr<Compressor> compressor;  // null: as they are
    // Appends the next piece as sent; false after the last. What the generator throws is thrown on.
    bool read(std::string& piece);
    bool ended = false;
};

struct Reply {
    int status = 200;
    std::string fields;  // "Name: value\r\n"..., without Date, Connection, Content-Length, Transfer-Encoding
    std::variant<std::string, View, std::shared_ptr<FilePart>, std::shared_ptr<Stream>> body;
    bool head_only = false;  // the length is said, the body is not sent
    bool close = false;
    // -1: not known (a stream)
    std::int64_t length() const;
    bool bodiless() const { return status == 304 || status == 204 || status < 200; }
};

const char* reason_of(int status);
// The head as sent. Chunked when the length is unknown and the client knows chunks (1.1), else until the connection
// closes.
std::string head_of(const Reply&, int version, bool keep_alive, std::string_view date);
// "Sat, 21 Nov 2026 08:00:00 GMT"
std::string http_date(Instant);

}  // namespace dinh::web::serve
