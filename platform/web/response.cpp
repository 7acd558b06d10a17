#include "platform/web/response.hpp"

#include <stdexcept>

#include "platform/web/wire/cookies.hpp"
#include "platform/web/wire/headers.hpp"

namespace dinh::web {

namespace {

Response made(std::string body, int status, const char* content_type) {
    Response response;
    response.status = status;
    response.content_type = content_type;
    response.body = std::move(body);
    return response;
}

bool shown_safely(std::string_view media_type) {
    return media_type == "application/pdf" || media_type == "image/png" || media_type == "image/jpeg" ||
           media_type == "text/plain";
}

}  // namespace

Response& Response::with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

Response& Response::cookie(std::string_view name, std::string_view value, int max_age_s, bool http_only) {
    if (!wire::is_token(name) || !wire::is_cookie_value(value)) throw std::invalid_argument("not fit for a cookie");
    std::string line = std::string(name) + "=" + std::string(value) + "; Path=/; SameSite=Lax";
    if (max_age_s >= 0) line += "; Max-Age=" + std::to_string(max_age_s);
    if (http_only) line += "; HttpOnly";
    return with("Set-Cookie", std::move(line));
}

Response html(std::string body, int status) { return made(std::move(body), status, "text/html; charset=utf-8"); }
Response text(std::string body, int status) { return made(std::move(body), status, "text/plain; charset=utf-8"); }
Response json(std::string body, int status) { return made(std::move(body), status, "application/json"); }

Response see_other(std::string path) {
    // "//host" and "/\host" would lead to another site.
    const bool inside = path.starts_with("/") && !path.starts_with("//") && path.find('\\') == path.npos;
    if (!inside) throw std::invalid_argument("a redirect leaves the house");
    Response response = made("", 303, "text/plain; charset=utf-8");
    response.compress = false;
    return std::move(response.with("Location", std::move(path)));
}

Response csv(std::string file_name, Generator rows) {
    Response response;
    response.content_type = "text/csv; charset=utf-8";
    response.with("Content-Disposition", wire::disposition(file_name, false));
    // Spreadsheets take a CSV for UTF-8 only when it begins with the byte order mark.
    response.body = Generator([rows = std::move(rows), begun = false](std::string& piece) mutable {
        if (!begun) piece += "\xEF\xBB\xBF";
        begun = true;
        return rows(piece);
    });
    return response;
}

Response file(FileRange range, std::string media_type, std::string file_name, bool inline_view) {
    Response response;
    const bool in_page = inline_view && shown_safely(media_type);
    response.content_type = media_type == "text/plain" ? "text/plain; charset=utf-8" : std::move(media_type);
    response.with("Content-Disposition", wire::disposition(file_name, in_page));
    response.body = std::move(range);
    response.compress = false;
    return response;
}

}  // namespace dinh::web
