// Bytes of one connection -> heads and bodies of requests. Boost.Beast parses; what it lets pass is refused here: a
// bare
// line end, folded header lines, an unknown Transfer-Encoding, a missing or doubled Host, long chunk extensions.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/web/request.hpp"

namespace dinh::web::wire {

struct Head {
    std::string method, target, host;
    int version = 11;  // 10 or 11
    Pairs headers;     // names in lower case, values trimmed
    bool keep_alive = true;
    bool chunked = false;
    std::int64_t content_length = 0;  // 0 also when chunked
    bool expects_continue = false;
    bool has_body() const { return chunked || content_length > 0; }
    std::string_view header(std::string_view name) const;
};

// A request that is answered with `status` and after which the connection ends. `why` is for the log.
struct WireFault {
    int status = 400;
    const char* why = "";
};

class Reader {
public:
    enum class Step { more, done, faulty };
    explicit Reader(std::size_t head_most_bytes);
    ~Reader();

    // Looks at all bytes received and not yet used. `done`: head() is filled and `used` bytes are to be dropped.
    // Nothing is used before the head is whole.
    Step read_head(std::string_view bytes, std::size_t& used);
    // Only after a head with a body. Appends to `body`; `used` bytes are to be dropped, what is left must be given
    // again
    // with what follows.
    Step read_body(std::string_view bytes, std::size_t& used, std::string& body);
    const Head& head() const { return head_; }
    Head& head() { return head_; }
    const WireFault& fault() const { return fault_; }
    // Ready for the next request of the same connection.
    void reset();

private:
    class Parser;
    Step fail(int status, const char* why);
    Step check_head();
    std::size_t head_most_;
    std::size_t scanned_ = 0;
    Head head_;
    WireFault fault_;
    std::unique_ptr<Parser> parser_;
};

}  // namespace dinh::web::wire
