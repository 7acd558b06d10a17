// A head as parsed -> the Request that handlers see.
#pragma once
#include <string>
#include <string_view>

#include "platform/web/request.hpp"
#include "platform/web/wire/proxies.hpp"
#include "platform/web/wire/reader.hpp"

namespace dinh::web::serve {

struct Peer {
    std::string address;
    bool secure = false;  // TLS ends here
};

// 0, or the status with which the request is refused. The headers are moved out of the head.
int make_request(wire::Head&, const Peer&, const wire::Proxies&, std::string_view house_language, Request&);

// A program's token in the target: cut out, so that no page, log or hearer meets it. The request can only be refused.
void hide_leaked_token(Request&);

// Short, unique on this node, not guessable.
std::string new_request_id();
Method method_of(std::string_view);
const char* name_of(Method);

}  // namespace dinh::web::serve
