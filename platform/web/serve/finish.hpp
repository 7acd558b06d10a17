// A handler's response -> an answer for the wire: security and cache headers, compression, ETag, ranges.
#pragma once
#include "platform/web/request.hpp"
#include "platform/web/response.hpp"
#include "platform/web/serve/reply.hpp"

namespace dinh::web::serve {

struct Manner {
    bool for_one_person = true;  // signed in, or the page carries a token: no cache may keep it
    bool head_only = false;
    bool hurried = false;  // others wait: compress quickly
};

// A header value with CR, LF or NUL, or a file that cannot be opened, gives 500 or 404 instead; both are logged.
Reply finish(const Request&, Response, const Manner&);

// The headers every answer carries. `framed_by_us`: shown inside our own pages (previews).
std::string security_fields(bool secure, bool framed_by_us);

}  // namespace dinh::web::serve
