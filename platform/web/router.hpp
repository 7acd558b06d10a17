// Routes as the modules declare them. Signed in is the default; public pages opt out by name.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/web/api/asked.hpp"
#include "platform/web/context.hpp"

namespace dinh::web {

using Handler = std::function<Response(Context&)>;

struct Route {
    Method method = Method::get;
    std::string pattern;  // "/documents/incoming/:id/files/:n"; segments only, no wildcards but a last "*rest"
    Handler handler;
    // Options, chained at declaration.
    bool is_public = false;               // no session needed
    bool works_locked = false;            // also in a locked session
    bool no_csrf = false;                 // token-authenticated API, health
    bool cached = false;                  // public page from the page cache
    std::int64_t body_limit_bytes = 0;    // without files; 0: as the server has it
    std::int64_t upload_limit_bytes = 0;  // of multipart uploads in total; 0: none, kAsServer: what the server takes
    int budget_queries = 0;  // > 0: the page's declared number of SQL statements; more is logged and fails tests
    std::string module;      // whose route it is; its scopes are "<module>:read" and "<module>:write"
    // What programs are told of it, see platform/web/api.
    std::string summary;                     // in Vietnamese; "": not described
    std::vector<api::Asked> asked;           // the fields of a deed's form
    std::string body_schema, answer_schema;  // JSON Schema, for routes under /api/v1 that speak JSON by themselves
    std::string by_hand;                     // why no program may use it, in Vietnamese; "": programs may
    Route& says(std::string what) {
        summary = std::move(what);
        return *this;
    }
    Route& takes(std::vector<api::Asked> fields) {
        asked = std::move(fields);
        return *this;
    }
    Route& speaks_json(std::string body, std::string answer) {
        body_schema = std::move(body);
        answer_schema = std::move(answer);
        return *this;
    }
    Route& only_by_hand(std::string why) {
        by_hand = std::move(why);
        return *this;
    }
    Route& open() {
        is_public = true;
        return *this;
    }
    Route& even_locked() {
        works_locked = true;
        return *this;
    }
    static constexpr std::int64_t kAsServer = -1;
    Route& uploads(std::int64_t bytes = kAsServer) {
        upload_limit_bytes = bytes;
        return *this;
    }
    Route& budget(int queries) {
        budget_queries = queries;
        return *this;
    }
    Route& without_csrf() {
        no_csrf = true;
        return *this;
    }
    Route& limit(std::int64_t bytes) {
        body_limit_bytes = bytes;
        return *this;
    }
    Route& kept() {
        is_public = cached = true;
        return *this;
    }
};

class Router {
public:
    Route& get(std::string pattern, Handler);
    Route& post(std::string pattern, Handler);
    Route& del(std::string pattern, Handler);  // DELETE, or POST with _method=delete
    // HEAD finds the GET route. A literal segment wins over a place, a place over the rest.
    // nullptr: no such path (404) or, when `other_method` is set, the path exists with another method (405).
    const Route* find(Method, std::string_view path, Pairs& places, bool& other_method) const;
    void finish();  // after the last route: builds the tree; two equal routes throw
    // The routes declared from here on are this module's. `title` is Vietnamese.
    void belong(std::string module, std::string title);
    const std::vector<std::pair<std::string, std::string>>& modules() const;  // names and titles, as declared
    // A route declared before, to be described; throws std::logic_error when there is none.
    Route& of(Method, std::string_view pattern);
    std::vector<const Route*> all() const;
    std::string allowed(std::string_view path) const;  // methods of the path as in Allow: "GET, HEAD, POST"
    Router();
    ~Router();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dinh::web
