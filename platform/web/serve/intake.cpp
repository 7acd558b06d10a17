#include "platform/web/serve/intake.hpp"

#include <atomic>

#include "platform/crypto/crypto.hpp"
#include "platform/web/serve/frame.hpp"
#include "platform/web/wire/cookies.hpp"
#include "platform/web/wire/leaks.hpp"
#include "platform/web/wire/path.hpp"
#include "platform/web/wire/urlencoded.hpp"

namespace dinh::web::serve {

namespace {

constexpr std::pair<std::string_view, Method> kMethods[] = {
    {"GET", Method::get},     {"HEAD", Method::head},  {"POST", Method::post},      {"PUT", Method::put},
    {"PATCH", Method::patch}, {"DELETE", Method::del}, {"OPTIONS", Method::options}};

void read_cookies(Request& request) {
    // A token must not borrow the rights of a browser's session.
    if (!request.header("authorization").empty()) return;
    for (const auto& [name, value] : request.headers) {
        if (name != "cookie") continue;
        Pairs cookies = wire::parse_cookies(value);
        request.cookies.insert(request.cookies.end(), cookies.begin(), cookies.end());
    }
}

std::string language_of(const Request& request, std::string_view house_language) {
    const std::string_view chosen = request.cookie(kLanguageCookie);
    return std::string(chosen == "vi" || chosen == "en" ? chosen : house_language);
}

}  // namespace

Method method_of(std::string_view name) {
    for (const auto& [text, method] : kMethods)
        if (text == name) return method;
    return Method::other;
}

const char* name_of(Method method) {
    for (const auto& [text, known] : kMethods)
        if (known == method) return text.data();
    return "OTHER";
}

void hide_leaked_token(Request& request) {
    auto token = wire::token_in(request.target);
    if (!token) return;
    request.leaked_token = std::move(*token);
    request.target = request.path = "/";
    request.query.clear();
}

std::string new_request_id() {
    static const std::string start = crypto::hex(crypto::random_bytes(5));
    static std::atomic<std::uint64_t> next{0};
    return start + "-" + std::to_string(++next);
}

int make_request(wire::Head& head, const Peer& peer, const wire::Proxies& proxies, std::string_view house_language,
                 Request& request) {
    request.request_id = new_request_id();
    request.method = method_of(head.method);
    request.target = std::move(head.target);
    request.headers = std::move(head.headers);
    request.host = std::move(head.host);
    request.remote_address = proxies.client(peer.address, request.header("x-forwarded-for"));
    request.secure = peer.secure || (proxies.trusted(peer.address) && request.header("x-forwarded-proto") == "https");
    read_cookies(request);
    request.language = language_of(request, house_language);
    if (request.method == Method::other) return 501;
    hide_leaked_token(request);
    if (!request.leaked_token.empty()) return 0;
    auto target = wire::parse_target(request.target);
    if (!target) return 400;
    if (!target->host.empty()) request.host = target->host;
    request.path = std::move(target->path);
    auto query = wire::parse_urlencoded(target->query);
    if (!query) return 400;
    request.query = std::move(*query);
    return 0;
}

}  // namespace dinh::web::serve
