// What a handler answers: bytes, a file, or pieces made one after another.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dinh::web {

struct FileRange {
    std::filesystem::path path;
    std::string etag;  // strong; Range and If-None-Match are answered by the server
};
// Called until it returns false; each call appends a piece (<= 64 KB). For CSV and other long answers; memory stays
// flat.
using Generator = std::function<bool(std::string& piece)>;

struct Response {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::vector<std::pair<std::string, std::string>> headers;  // CR, LF, NUL in a value: the response becomes a 500
    std::variant<std::string, FileRange, Generator> body;
    bool compress = true;
    // The same table for a program, a JSON document made piece by piece; none for what is no table.
    Generator as_json;
    // Only for routes marked as cached: web::drop_cached() of any of these keys ends the kept copy.
    std::vector<std::string> cache_keys;

    Response& with(std::string name, std::string value);
    // For the whole site, SameSite=Lax, Secure over TLS. max_age_s: 0 deletes it, < 0 keeps it until the browser
    // closes.
    // Throws std::invalid_argument for what a cookie cannot hold.
    Response& cookie(std::string_view name, std::string_view value, int max_age_s, bool http_only = true);
};

Response html(std::string body, int status = 200);
Response text(std::string body, int status = 200);
Response json(std::string body, int status = 200);
// 303; `path` starts with one "/"; throws std::invalid_argument when it would leave the site.
Response see_other(std::string path);
Response csv(std::string file_name, Generator);  // UTF-8 with BOM
// `file_name` as RFC 6266 both forms; `inline_view` only for types the browser shows safely (pdf, png, jpeg, txt).
Response file(FileRange, std::string media_type, std::string file_name, bool inline_view);

}  // namespace dinh::web
