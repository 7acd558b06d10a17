// A call of a program: a request under /api/v1 for a route written for people. The route's own handler does the deed,
// with its rights and its rules; what it answers is told in JSON.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/pages/data.hpp"
#include "platform/web/context.hpp"
#include "platform/web/router.hpp"

namespace dinh::web::api {

inline constexpr std::string_view kBase = "/api/v1";

// What the handler's page said, noted instead of drawn.
struct Call {
    bool noted = false;
    std::string title;
    pages::Data page;
    std::string untold;  // in --dev: fields the deed read and its route does not name
};

// "/api/v1/registers/7" -> "/registers/7"; "" for what is not under /api/v1. A table is asked for as "….json" where
// people take "….csv".
std::string page_path(std::string_view path);
// The form of the deed from the body; HttpFault 400 and 415, Refused by member, see json_form.hpp. The key of the call
// becomes that of the form.
void read_body(Request&, const Route&);
void note(Context&, std::string title, const pages::Renderable&);
// Never HTML: a redirect becomes {"id", "location", "message"} with 200, or 201 when the record is a new one; a page
// {"title", "page"}; a form with faults a problem with its reasons by field.
Response translated(Context&, Response);

// One way to say which call a key stands for, and its answer to the same call again.
std::string fingerprint(const Request&);
std::string kept(const Response&);
Response from_kept(std::string_view);

}  // namespace dinh::web::api
