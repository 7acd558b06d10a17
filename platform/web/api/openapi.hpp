// The description of all calls, OpenAPI 3.1, made from the routes.
#pragma once
#include <string>
#include <vector>

#include "platform/web/context.hpp"
#include "platform/web/router.hpp"

namespace dinh::web::api {

// A route as programs call it.
struct Offered {
    const Route* route = nullptr;
    std::string path;   // below /api/v1: "/documents/incoming/{id}/receipt", a table "….json"
    std::string scope;  // "documents:write"; "": any token
};
// In the order of declaration; a route that speaks JSON by itself stands for the page of the same path. Left out: doors
// open to anybody, workbooks, what is done by hand only.
std::vector<Offered> offered(const Router&);
// Deeds that no program does, with `by_hand`.
std::vector<const Route*> kept_by_hand(const Router&);

std::string openapi(const Router&, const pages::Lang&);
// GET /api/v1/openapi.json
Response answer_openapi(Context&);

}  // namespace dinh::web::api
