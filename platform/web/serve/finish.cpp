#include "platform/web/serve/finish.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/crypto/crypto.hpp"
#include "platform/log/log.hpp"
#include "platform/web/wire/cookies.hpp"
#include "platform/web/wire/headers.hpp"

namespace dinh::web::serve {

namespace {

constexpr log::Message kBadHeader{"WEB_HEADER_REFUSED", log::Level::error,
                                  "an answer had a header that must not be sent",
                                  "A value from outside reached a header with a line end in it. The person got an "
                                  "error page; report it to the developers."};
constexpr log::Message kNoFile{
    "WEB_FILE_MISSING", log::Level::error, "a stored file cannot be opened",
    "The record says there is a file but the file store has none or may not be read. Restore it from the backup."};

constexpr std::size_t kLeastCompressed = 512;
constexpr std::int64_t kSmallFile = 128 << 10;

std::string* find_header(Response& response, std::string_view name) {
    for (auto& [key, value] : response.headers)
        if (key == name) return &value;
    return nullptr;
}

bool sendable(const Response& response) {
    const auto bad = [](const std::string& value) {
        return value.find_first_of(std::string_view("\r\n\0", 3)) != value.npos;
    };
    if (bad(response.content_type)) return false;
    for (const auto& [name, value] : response.headers)
        if (!wire::is_token(name) || bad(value)) return false;
    return true;
}

std::string weak_etag(std::string_view bytes) {
    return "W/\"" + crypto::base64url(crypto::sha256(bytes).substr(0, 12)) + "\"";
}

void plain_error(Response& response, int status, const char* text) {
    response = Response();
    response.status = status;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::string(text);
}

struct OpenedFile {
    int fd = -1;
    std::int64_t size = 0;
};

OpenedFile open_file(const FileRange& file) {
    OpenedFile opened;
    opened.fd = ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat status {};
    if (opened.fd < 0) return opened;
    if (::fstat(opened.fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(opened.fd);
        opened.fd = -1;
    }
    opened.size = status.st_size;
    return opened;
}

// Sets status, headers and body of an answer that is a file.
void give_file(const Request& request, Response& response, Reply& reply) {
    const FileRange file = std::get<FileRange>(response.body);
    const OpenedFile opened = open_file(file);
    if (opened.fd < 0) {
        log::write(kNoFile, {{"file", file.path.string()}, {"request", request.request_id}});
        plain_error(response, 404, "Không tìm thấy tệp.");
        reply.body = std::get<std::string>(response.body);
        return;
    }
    auto part = std::make_shared<FilePart>(opened.fd, 0, opened.size);
    if (!file.etag.empty()) {
        const std::string etag = file.etag.starts_with('"') ? file.etag : '"' + file.etag + '"';
        response.with("ETag", etag);
        if (wire::etag_listed(request.header("if-none-match"), etag)) {
            response.status = 304;
            return;
        }
        const std::string_view if_range = request.header("if-range");
        response.with("Accept-Ranges", "bytes");
        wire::ByteRange range;
        auto kind = wire::RangeKind::none;
        if (response.status == 200 && (if_range.empty() || if_range == etag))
            kind = wire::parse_range(request.header("range"), opened.size, range);
        if (kind == wire::RangeKind::unsatisfiable) {
            response.status = 416;
            response.with("Content-Range", "bytes */" + std::to_string(opened.size));
            return;
        }
        if (kind == wire::RangeKind::one) {
            response.status = 206;
            response.with("Content-Range", "bytes " + std::to_string(range.first) + "-" + std::to_string(range.last) +
                                               "/" + std::to_string(opened.size));
            const int copy = ::fcntl(opened.fd, F_DUPFD_CLOEXEC, 0);
            part = std::make_shared<FilePart>(copy, range.first, range.last - range.first + 1);
        }
    }
    // Small files are read here, on the worker, and need no turn of the disk thread.
    std::string small;
    if (part->left() <= kSmallFile && part->read(small))
        reply.body = std::move(small);
    else
        reply.body = std::move(part);
}

void give_text(const Request& request, Response& response, Reply& reply, bool hurried) {
    std::string& text = std::get<std::string>(response.body);
    const bool safe = request.method == Method::get || request.method == Method::head;
    if (const std::string* etag = find_header(response, "ETag");
        etag && safe && response.status == 200 && wire::etag_listed(request.header("if-none-match"), *etag)) {
        response.status = 304;
        return;
    }
    if (response.compress && text.size() >= kLeastCompressed && worth_compressing(response.content_type)) {
        response.with("Vary", "Accept-Encoding");
        const auto coding = wire::best_coding(request.header("accept-encoding"));
        if (coding != wire::Coding::identity) {
            response.with("Content-Encoding", name_of(coding));
            text = compressed(text, coding, hurried);
        }
    }
    reply.body = std::move(text);
}

void give_stream(const Request& request, Response& response, Reply& reply) {
    auto stream = std::make_shared<Stream>();
    stream->next = std::move(std::get<Generator>(response.body));
    if (response.compress && worth_compressing(response.content_type)) {
        response.with("Vary", "Accept-Encoding");
        const auto coding = wire::best_coding(request.header("accept-encoding"));
        if (coding != wire::Coding::identity) {
            response.with("Content-Encoding", name_of(coding));
            stream->compressor = std::make_unique<Compressor>(coding, effort_of(coding, true));
        }
    }
    reply.body = std::move(stream);
}

void set_caching(const Request& request, Response& response, const Manner& manner) {
    const bool get = request.method == Method::get || request.method == Method::head;
    const auto* text = std::get_if<std::string>(&response.body);
    // A page with a token differs each time, so an ETag of it would never be met again.
    if (get && text && response.status == 200 && !find_header(response, "ETag") &&
        !response.content_type.starts_with("text/html"))
        response.with("ETag", weak_etag(*text));
    if (find_header(response, "Cache-Control")) return;
    const bool is_file = std::holds_alternative<FileRange>(response.body);
    // Files may be kept by the browser of the person but are asked for again, so that a lost right is felt.
    if (manner.for_one_person)
        response.with("Cache-Control", is_file ? "private, no-cache" : "no-store");
    else
        response.with("Cache-Control", "no-cache");
}

void mark_cookies_secure(Response& response) {
    for (auto& [name, value] : response.headers)
        if (name == "Set-Cookie" && value.find("; Secure") == value.npos) value += "; Secure";
}

}  // namespace

std::string security_fields(bool secure, bool framed_by_us) {
    std::string fields =
        framed_by_us
            ? "Content-Security-Policy: default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
              "'self'\r\n"
              "X-Frame-Options: SAMEORIGIN\r\n"
            : "Content-Security-Policy: default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
              "frame-ancestors 'none'\r\nX-Frame-Options: DENY\r\n";
    fields +=
        "X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\nPermissions-Policy: camera=(), microphone=(), geolocation=()\r\n";
    if (secure) fields += "Strict-Transport-Security: max-age=31536000\r\n";
    return fields;
}

Reply finish(const Request& request, Response response, const Manner& manner) {
    if (!sendable(response)) {
        log::write(kBadHeader, {{"path", request.path}, {"request", request.request_id}});
        plain_error(response, 500, "Có lỗi trong chương trình.");
    }
    Reply reply;
    set_caching(request, response, manner);
    const bool is_file = std::holds_alternative<FileRange>(response.body);
    if (is_file)
        give_file(request, response, reply);
    else if (std::holds_alternative<std::string>(response.body))
        give_text(request, response, reply, manner.hurried);
    else
        give_stream(request, response, reply);
    if (request.secure) mark_cookies_secure(response);
    reply.status = response.status;
    reply.head_only = manner.head_only;
    reply.fields = security_fields(request.secure, is_file);
    if (!reply.bodiless() && reply.length() != 0) reply.fields += "Content-Type: " + response.content_type + "\r\n";
    for (const auto& [name, value] : response.headers) reply.fields += name + ": " + value + "\r\n";
    return reply;
}

}  // namespace dinh::web::serve
