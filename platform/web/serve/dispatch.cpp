#include "platform/web/serve/dispatch.hpp"

#include "platform/clock/clock.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/db/db.hpp"
#include "platform/error/error.hpp"
#include "platform/log/log.hpp"
#include "platform/web/api/noted.hpp"
#include "platform/web/mounts.hpp"
#include "platform/web/serve/errors.hpp"
#include "platform/web/serve/faults.hpp"
#include "platform/web/serve/finish.hpp"
#include "platform/web/serve/kept.hpp"
#include "platform/web/serve/tokens.hpp"

namespace dinh::web::serve {

namespace {

constexpr log::Message kOverBudget{"WEB_QUERY_BUDGET", log::Level::warning,
                                   "a page ran more SQL statements than it declares",
                                   "The page works but slower than promised. Report the line to the developers."};

constexpr log::Message kUntold{"WEB_FIELD_UNTOLD", log::Level::warning,
                               "a deed reads a field that programs are not told of",
                               "Only in --dev. The route's takes() lacks the field; see platform/web/api."};

bool changes(Method method) { return method != Method::get && method != Method::head && method != Method::options; }
bool by_token(const Request& request) { return !request.header("authorization").empty(); }

std::unique_ptr<Context> context_of(const Request& request, House& house, const Frame& frame) {
    return std::unique_ptr<Context>(new Context{
        request, house, nullptr, pages::Lang(request.language), &frame, nullptr, nullptr, {}, false, false, false});
}

}  // namespace

Dispatcher::Dispatcher(House& house, const Router& router, Doorkeeper doorkeeper, FrameSource source,
                       const ServerOptions& options)
    : house_(house), router_(router), doorkeeper_(std::move(doorkeeper)), dev_(options.dev) {
    form_most_bytes_ = options.form_most_bytes;
    upload_most_bytes_ = options.upload_most_bytes;
    frame_.source = std::move(source);
    frame_.house_name = options.house_name;
    frame_.version = options.version;
    frame_.form_key = options.form_key.empty() ? crypto::random_bytes(32) : options.form_key;
}

Reception Dispatcher::receive(const Request& request) const {
    Pairs places;
    const std::string mounted = mounted_path(mount_of(request.host), request.path);
    const std::string& path = mounted.empty() ? request.path : mounted;
    const Route* route = route_of(request.method, path, places);
    // A form may mean DELETE by its _method, which is read only with the body.
    if (!route && request.method == Method::post) route = route_of(Method::del, path, places);
    Reception reception;
    if (!route) return reception;
    reception.body_bytes = route->body_limit_bytes > 0 ? route->body_limit_bytes : form_most_bytes_;
    reception.upload_bytes = route->upload_limit_bytes == Route::kAsServer
                                 ? upload_most_bytes_
                                 : std::min(route->upload_limit_bytes, upload_most_bytes_);
    reception.ask_before_upload = !route->is_public;
    reception.kept = route->cached;
    return reception;
}

bool Dispatcher::may_upload(Exchange& exchange) const {
    try {
        if (!doorkeeper_.session_of) return false;
        const db::Deadline deadline(exchange.deadline_ms);
        return doorkeeper_.session_of(house_, exchange.request) != nullptr;
    } catch (const std::exception&) {
        // The request fails for the same reason when it is answered, with the right words.
        return false;
    }
}

void Dispatcher::find_route(Exchange& exchange) const {
    Request& request = exchange.request;
    const std::string mount = mount_of(request.host);
    if (std::string there = mounted_path(mount, request.path); !there.empty()) {
        request.mounted = mount;
        request.asked_path = std::exchange(request.path, std::move(there));
    }
    bool other_method = false;
    Method wanted = request.method;
    const bool ends = wanted == Method::post && request.field("_method") == "delete";
    if (ends) wanted = Method::del;
    exchange.route = router_.find(wanted, request.path, request.places, other_method);
    if (exchange.route && !is_form_of_list(request)) {
        request.method = wanted == Method::head ? Method::head : exchange.route->method;
        return;
    }
    exchange.route = nullptr;
    find_call(exchange, other_method);
}

// "/api/v1/documents/incoming/new" is the page of that name and not a record of a call that speaks JSON by itself.
bool Dispatcher::is_form_of_list(const Request& request) const {
    const std::string page = request.places.empty() ? std::string() : api::page_path(request.path);
    if (page.empty()) return false;
    Pairs places;
    bool other_method = false;
    const Route* route = router_.find(request.method, page, places, other_method);
    return route && places.empty() && !route->is_public;
}

// Routes that anybody may use are doors, not deeds: programs come with their token.
void Dispatcher::find_call(Exchange& exchange, bool other_method) const {
    Request& request = exchange.request;
    std::string path = api::page_path(request.path);
    bool other_call = false;
    const Route* route = path.empty() ? nullptr : router_.find(request.method, path, request.places, other_call);
    if (route && route->is_public) route = nullptr;
    if (route || other_call) {
        request.path = std::move(path);
        request.as_call = true;
    }
    if (!route && (other_method || other_call)) throw HttpFault(405, "method not allowed");
    if (!route) return;
    exchange.route = route;
    exchange.call = std::make_unique<api::Call>();
    exchange.context->call = exchange.call.get();
}

const Route* Dispatcher::route_of(Method method, std::string_view path, Pairs& places) const {
    bool other_method = false;
    if (const Route* route = router_.find(method, path, places, other_method)) return route;
    const std::string page = api::page_path(path);
    return page.empty() ? nullptr : router_.find(method, page, places, other_method);
}

void Dispatcher::find_session(Exchange& exchange) const {
    const Request& request = exchange.request;
    const Route* route = exchange.route;
    if (route && route->cached) {
        exchange.context->for_everybody = true;
        return;
    }
    // A route that asks for no CSRF token must not act with the rights of a cookie.
    if (route && route->no_csrf && !by_token(request)) return;
    if (!doorkeeper_.session_of || (request.cookies.empty() && !by_token(request))) return;
    exchange.context->session = doorkeeper_.session_of(house_, request);
}

Response Dispatcher::gate(Context& context) const {
    const Request& request = context.request;
    const bool asks_page = !request.wants_json() && !request.wants_fragment();
    if (!asks_page) throw HttpFault(401, context.session ? "session locked" : "not signed in");
    const auto& door = changes(request.method) ? doorkeeper_.keep_and_ask : doorkeeper_.ask_sign_in;
    if (!door) throw HttpFault(401, "not signed in");
    return door(context);
}

void Dispatcher::check_token(const Context& context, const Route& route) const {
    const Request& request = context.request;
    if (!changes(request.method) || route.no_csrf || by_token(request)) return;
    const std::string_view header = request.header(kTokenHeader);
    const std::string_view token = header.empty() ? request.field(kTokenField) : header;
    const bool fits = (context.session && unmasks_to(token, context.session->csrf_secret)) ||
                      ((!context.session || route.is_public) && stamp_holds(token, frame_.form_key));
    if (!fits || !same_site(request))
        throw Forbidden("Trang này đã mở quá lâu hoặc không phải do hệ thống gửi ra. Hãy tải lại trang rồi làm lại.",
                        fits ? "request from another site" : "no valid CSRF token");
}

void Dispatcher::check_limits(const Context& context, const Route& route) const {
    if (!route.by_hand.empty() && (context.call || by_token(context.request)))
        throw Forbidden(route.by_hand, "not for programs");
    if (!context.session || route.is_public) return;
    const Session& session = *context.session;
    if (session.wait_s > 0) throw HttpFault(429, "a token asks too often", session.wait_s);
    if (!session.limited || route.module.empty()) return;
    const std::string scope = route.module + (changes(route.method) ? ":write" : ":read");
    if (std::find(session.scopes.begin(), session.scopes.end(), scope) == session.scopes.end())
        throw Forbidden(Said("Khóa dùng để gọi không có phạm vi %1.", {scope}), "token without scope " + scope);
}

Response Dispatcher::handled(Exchange& exchange) const {
    Context& context = *exchange.context;
    if (!dev_ || !changes(exchange.request.method)) return exchange.route->handler(context);
    const api::Noted noted;
    Response response = exchange.route->handler(context);
    if (const std::string untold = noted.untold(*exchange.route); !untold.empty()) {
        log::write(kUntold, {{"route", exchange.route->pattern}, {"fields", untold}});
        if (context.call) context.call->untold = untold;
    }
    return response;
}

Response Dispatcher::told(Exchange& exchange) const {
    Response response = api::translated(*exchange.context, handled(exchange));
    if (!exchange.call->untold.empty()) response.with("X-Fields-Untold", exchange.call->untold);
    return response;
}

Response Dispatcher::called(Exchange& exchange) const {
    Context& context = *exchange.context;
    api::read_body(exchange.request, *exchange.route);
    const std::string key(exchange.request.header("idempotency-key"));
    if (key.empty() || !changes(exchange.request.method) || !doorkeeper_.call_begun || !context.session)
        return told(exchange);
    const Session& session = *context.session;
    if (const auto known = doorkeeper_.call_begun(house_, session, key, api::fingerprint(exchange.request)))
        return api::from_kept(*known);
    try {
        Response response = told(exchange);
        doorkeeper_.call_done(house_, session, key, response.status < 400 ? api::kept(response) : "");
        return response;
    } catch (...) {
        doorkeeper_.call_done(house_, session, key, "");
        throw;
    }
}

Response Dispatcher::run(Exchange& exchange) const {
    Context& context = *exchange.context;
    if (!exchange.request.leaked_token.empty()) {
        if (doorkeeper_.token_leaked) doorkeeper_.token_leaked(house_, exchange.request.leaked_token);
        throw HttpFault(kTokenInAddress, "a token stood in the address");
    }
    // The person was told to try again: a deed done now would surprise him.
    if (exchange.deadline_ms != 0 && clock::steady_ms() > exchange.deadline_ms)
        throw HttpFault(503, "waited too long for a worker");
    std::exception_ptr no_route;
    try {
        find_route(exchange);
    } catch (const HttpFault&) {
        no_route = std::current_exception();
    }
    find_session(exchange);
    if (no_route) std::rethrow_exception(no_route);
    const Route* route = exchange.route;
    if (!route) throw NotFound("no such path: " + exchange.request.path);
    const bool shut = !route->is_public && (!context.session || (context.session->locked && !route->works_locked));
    if (shut) return gate(context);
    check_limits(context, *route);
    check_token(context, *route);
    return context.call ? called(exchange) : handled(exchange);
}

void Dispatcher::note_budget(const Exchange& exchange, int queries, Response& response) const {
    const int budget = exchange.route ? exchange.route->budget_queries : 0;
    if (budget > 0 && queries > budget)
        log::write(kOverBudget, {{"route", exchange.route->pattern}, {"queries", queries}, {"budget", budget}});
    if (!dev_) return;
    response.with("X-Queries", std::to_string(queries));
    if (budget > 0) response.with("X-Query-Budget", std::to_string(budget));
}

Response Dispatcher::respond(Exchange& exchange) const {
    const log::Context request_id(log::Field("request", exchange.request.request_id));
    const db::Deadline deadline(exchange.deadline_ms);
    const db::QueryCount count;
    exchange.context = context_of(exchange.request, house_, frame_);
    exchange.context->router = &router_;
    Response response;
    try {
        response = run(exchange);
    } catch (...) {
        const Problem problem = problem_of(std::current_exception());
        // What the handler wanted to say of a deed that then failed would be untrue.
        exchange.context->flash_text.clear();
        response = answer_problem(*exchange.context, problem);
        if (problem.status == 405) response.with("Allow", router_.allowed(exchange.request.path));
    }
    carry_flash(*exchange.context, response);
    note_budget(exchange, count.count(), response);
    return response;
}

void Dispatcher::answer(Exchange& exchange) const {
    Request& request = exchange.request;
    const std::uint64_t round = PageCache::one().round();
    Response response = respond(exchange);
    const Context& context = *exchange.context;
    const bool keeps = exchange.route && exchange.route->cached && request.query.empty() && !context.token_given;
    try {
        // Kept, it has its compressed forms already.
        if (keeps && !dev_ && PageCache::one().keep(request, response, round)) {
            if (auto kept = PageCache::one().find(asking_of(request, exchange.head_only))) {
                exchange.reply = *std::move(kept);
                return;
            }
        }
        exchange.reply = finish(request, std::move(response),
                                {.for_one_person = context.session != nullptr || context.token_given,
                                 .head_only = exchange.head_only,
                                 .hurried = exchange.hurried});
    } catch (const std::exception& failure) {
        exchange.reply = refuse(request, 500, failure.what(), exchange.head_only);
    }
}

Reply Dispatcher::refuse(const Request& request, int status, const char* why, bool head_only) const {
    try {
        const auto context = context_of(request, house_, frame_);
        Response response = answer_problem(*context, problem_of(std::make_exception_ptr(HttpFault(status, why))));
        return finish(request, std::move(response), {.for_one_person = true, .head_only = head_only});
    } catch (const std::exception&) {
        Reply reply;
        reply.status = status;
        reply.head_only = head_only;
        return reply;
    }
}

}  // namespace dinh::web::serve
