// A request, wholly received: the body is spooled (fields in memory, uploads as files) before a worker starts.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/ids/ids.hpp"

namespace dinh::web {

enum class Method { get, head, post, put, patch, del, options, other };

using Pairs = std::vector<std::pair<std::string, std::string>>;  // decoded, in order of arrival

struct Upload {
    std::string field;
    std::string file_name;          // as sent, NFC, without path; never used as a path
    std::filesystem::path spooled;  // removed with the request unless moved away
    std::int64_t size_bytes = 0;
};

struct Request {
    Method method = Method::get;  // after _method (honoured only with a valid CSRF token)
    std::string path;             // decoded, normalised: no "//", no dot segments (such requests get 400)
    std::string target;           // as sent
    std::string host;
    std::string remote_address;  // of the client; X-Forwarded-For only from trusted proxies
    bool secure = false;
    Pairs headers;  // names in lower case, values as sent
    Pairs query;
    Pairs form;  // urlencoded or multipart fields, UTF-8 checked, NFC
    std::vector<Upload> uploads;
    std::string body;  // other content types (JSON), up to the route's limit
    Pairs cookies;
    Pairs places;  // :id of the route -> text
    std::string request_id;
    std::string language = "vi";  // "vi" or "en", of the cookie "lang" or the house
    // The host is mounted on a path (web/mounts.hpp): `path` begins with it, `asked_path` does not. "" otherwise.
    std::string mounted, asked_path;
    // Asked under /api/v1 of a route that is written for pages: `path` is the page's, the answer is JSON.
    bool as_call = false;
    // A program's token that stood in the target; it is cut out of path, target and query, and the request is refused.
    std::string leaked_token;

    std::string_view header(std::string_view name) const;  // "" when absent
    std::string_view get(std::string_view name) const;     // of the query, first
    std::string_view field(std::string_view name) const;   // of the form, first
    std::vector<std::string_view> fields(std::string_view name) const;
    bool has_field(std::string_view name) const;
    std::string_view cookie(std::string_view name) const;
    std::string_view place(std::string_view name) const;
    Id id(std::string_view place_name = "id") const;  // throws NotFound when it is no id
    bool wants_fragment() const;                      // HX-Request, not boosted
    bool wants_json() const;                          // Accept prefers application/json, or path under /api/
};

}  // namespace dinh::web
