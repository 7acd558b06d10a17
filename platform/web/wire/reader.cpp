#include "platform/web/wire/reader.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstring>

#include "platform/web/wire/path.hpp"

namespace dinh::web::wire {

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

namespace {

constexpr std::size_t kMostChunkExtension = 256;
constexpr std::size_t kMostChunkHead = 4096;  // trailers included
constexpr std::size_t kLeastChunkEnd = 5;
constexpr std::size_t kMostHeaders = 100;

std::string lower(string_view s) {
    std::string result(s.data(), s.size());
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    return result;
}

error_code refused() { return make_error_code(http::error::bad_value); }

}  // namespace

class Reader::Parser : public http::basic_parser<true> {
public:
    explicit Parser(Head& head) : head_(head) {}
    std::string* body = nullptr;
    bool too_many = false;

private:
    void on_request_impl(http::verb, string_view method, string_view target, int version, error_code& ec) override {
        head_.method = std::string(method.data(), method.size());
        head_.target = std::string(target.data(), target.size());
        head_.version = version;
        ec = {};
    }
    void on_response_impl(int, string_view, int, error_code& ec) override { ec = refused(); }
    void on_field_impl(http::field, string_view name, string_view value, error_code& ec) override {
        ec = {};
        // Trailers come after the head was acted upon and must not change it.
        if (is_header_done()) return;
        if (head_.headers.size() == kMostHeaders) {
            too_many = true;
            ec = refused();
            return;
        }
        head_.headers.emplace_back(lower(name), std::string(value.data(), value.size()));
    }
    void on_header_impl(error_code& ec) override { ec = {}; }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code& ec) override { ec = {}; }
    std::size_t on_body_impl(string_view bytes, error_code& ec) override {
        ec = {};
        body->append(bytes.data(), bytes.size());
        return bytes.size();
    }
    void on_chunk_header_impl(std::uint64_t, string_view extension, error_code& ec) override {
        ec = extension.size() > kMostChunkExtension ? refused() : error_code();
    }
    std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code& ec) override {
        return on_body_impl(bytes, ec);
    }
    void on_finish_impl(error_code& ec) override { ec = {}; }

    Head& head_;
};

std::string_view Head::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return {};
}

Reader::Reader(std::size_t head_most_bytes) : head_most_(head_most_bytes) { reset(); }
Reader::~Reader() = default;

void Reader::reset() {
    head_ = {};
    fault_ = {};
    scanned_ = 0;
    parser_ = std::make_unique<Parser>(head_);
    // Limits are the caller's: a length over the route's limit gets its own answer.
    parser_->body_limit(boost::none);
    parser_->header_limit(static_cast<std::uint32_t>(head_most_ + 4));
}

Reader::Step Reader::fail(int status, const char* why) {
    fault_ = {status, why};
    return Step::faulty;
}

Reader::Step Reader::read_head(std::string_view bytes, std::size_t& used) {
    used = 0;
    std::size_t start = 0;
    // Some clients send an empty line after a body (RFC 9112 2.2).
    while (bytes.substr(start).starts_with("\r\n") && start < 4) start += 2;
    if (scanned_ < start) scanned_ = start;
    std::size_t end = 0;
    while (const void* found = std::memchr(bytes.data() + scanned_, '\n', bytes.size() - scanned_)) {
        const std::size_t at = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
        if (at == 0 || bytes[at - 1] != '\r') return fail(400, "bare line feed");
        // The byte after the line end decides whether the line goes on, so it must be there.
        if (at >= start + 3 && bytes.substr(at - 3, 4) == "\r\n\r\n") {
            end = at + 1;
            break;
        }
        if (at + 1 == bytes.size()) break;
        if (bytes[at + 1] == ' ' || bytes[at + 1] == '\t') return fail(400, "folded header line");
        scanned_ = at + 1;
    }
    if (end == 0) {
        if (bytes.size() - start <= head_most_) return Step::more;
        const bool line_ended = bytes.substr(start, head_most_).find("\r\n") != std::string_view::npos;
        return line_ended ? fail(431, "head too large") : fail(414, "target too long");
    }
    if (end - start > head_most_) return fail(431, "head too large");
    error_code ec;
    const std::size_t taken = parser_->put({bytes.data() + start, end - start}, ec);
    if (ec == http::error::bad_version) return fail(505, "unknown protocol version");
    if (parser_->too_many) return fail(431, "too many headers");
    if (ec || !parser_->is_header_done() || taken != end - start) return fail(400, "malformed head");
    used = end;
    return check_head();
}

Reader::Step Reader::check_head() {
    int hosts = 0, codings = 0;
    for (auto& [name, value] : head_.headers) {
        if (name == "host") {
            ++hosts;
            head_.host = value;
        } else if (name == "transfer-encoding") {
            ++codings;
            if (lower(value) != "chunked") return fail(501, "unknown transfer coding");
        } else if (name == "expect") {
            if (lower(value) != "100-continue") return fail(417, "unknown expectation");
            head_.expects_continue = head_.version == 11;
        }
    }
    if (hosts > 1) return fail(400, "several Host headers");
    if (hosts == 0 && head_.version == 11) return fail(400, "no Host header");
    if (hosts == 1 && !is_host(head_.host)) return fail(400, "malformed Host header");
    if (codings > 1 || (codings == 1 && head_.version == 10)) return fail(400, "transfer coding not allowed");
    head_.chunked = parser_->chunked();
    if (codings == 1 && !head_.chunked) return fail(400, "transfer coding not understood");
    head_.keep_alive = parser_->keep_alive();
    if (const auto length = parser_->content_length()) {
        if (*length > static_cast<std::uint64_t>(INT64_MAX)) return fail(413, "absurd length");
        head_.content_length = static_cast<std::int64_t>(*length);
    }
    parser_->eager(true);
    return Step::done;
}

Reader::Step Reader::read_body(std::string_view bytes, std::size_t& used, std::string& body) {
    used = 0;
    if (parser_->is_done()) return Step::done;
    // Beast asserts on a last chunk that comes in pieces shorter than its five bytes, which end every chunked body.
    if (head_.chunked && bytes.size() < kLeastChunkEnd) return Step::more;
    parser_->body = &body;
    error_code ec;
    used = parser_->put({bytes.data(), bytes.size()}, ec);
    if (ec && ec != http::error::need_more) return fail(400, "malformed body");
    if (parser_->is_done()) return Step::done;
    if (bytes.size() - used > kMostChunkHead) return fail(400, "chunk head too large");
    return Step::more;
}

}  // namespace dinh::web::wire
