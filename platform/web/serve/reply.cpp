#include "platform/web/serve/reply.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace dinh::web::serve {

namespace {

constexpr std::int64_t kPiece = 256 << 10;

}  // namespace

FilePart::~FilePart() {
    if (fd_ >= 0) ::close(fd_);
}

bool FilePart::read(std::string& piece) {
    piece.resize(static_cast<std::size_t>(std::min(left_, kPiece)));
    std::size_t got = 0;
    while (got < piece.size()) {
        const ssize_t n =
            ::pread(fd_, piece.data() + got, piece.size() - got, offset_ + static_cast<std::int64_t>(got));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        got += static_cast<std::size_t>(n);
    }
    offset_ += static_cast<std::int64_t>(got);
    left_ -= static_cast<std::int64_t>(got);
    return true;
}

bool Stream::read(std::string& piece) {
    std::string made;
    const bool more = next(made);
    if (compressor)
        compressor->add(made, !more, piece);
    else
        piece += made;
    ended = !more;
    return more;
}

std::int64_t Reply::length() const {
    if (const auto* text = std::get_if<std::string>(&body)) return static_cast<std::int64_t>(text->size());
    if (const auto* view = std::get_if<View>(&body)) return static_cast<std::int64_t>(view->bytes.size());
    if (const auto* part = std::get_if<std::shared_ptr<FilePart>>(&body)) return (*part)->left();
    return -1;
}

const char* reason_of(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 206: return "Partial Content";
        case 302: return "Found";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 416: return "Range Not Satisfiable";
        case 417: return "Expectation Failed";
        case 422: return "Unprocessable Content";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        default: return "Status";
    }
}

std::string head_of(const Reply& reply, int version, bool keep_alive, std::string_view date) {
    std::string head;
    head.reserve(reply.fields.size() + 192);
    head += "HTTP/1.1 ";
    head += std::to_string(reply.status);
    head += ' ';
    head += reason_of(reply.status);
    head += "\r\nDate: ";
    head += date;
    head += "\r\n";
    head += reply.fields;
    const std::int64_t length = reply.length();
    if (!reply.bodiless()) {
        if (length >= 0) {
            head += "Content-Length: ";
            head += std::to_string(length);
            head += "\r\n";
        } else if (version == 11) {
            head += "Transfer-Encoding: chunked\r\n";
        }
    }
    if (!keep_alive)
        head += "Connection: close\r\n";
    else if (version == 10)
        head += "Connection: keep-alive\r\n";
    head += "\r\n";
    return head;
}

std::string http_date(Instant at) {
    static constexpr const char* kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    // 2026-11-21T08:00:00.000Z
    const std::string utc = clock::to_text(at);
    const auto day = clock::parse_day(utc.substr(0, 10)).value_or(Day{});
    const auto date = clock::ymd(day);
    char text[64];
    static_cast<void>(std::snprintf(text, sizeof text, "%s, %02d %s %04d %.8s GMT", kDays[clock::weekday(day) - 1],
                                    date.day, kMonths[date.month - 1], date.year, utc.c_str() + 11));
    return text;
}

}  // namespace dinh::web::serve
