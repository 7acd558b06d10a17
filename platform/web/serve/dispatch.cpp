#include "platform/web/serve/dispatch.hpp"

#include "platform/clock/clock.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/db/db.hpp"
#include "platform/error/error.hpp"
#include "platform/log/log.hpp"
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

bool changes(Method method) { return method != Method::get && method != Method::head && method != Method::options; }
bool by_token(const Request& request) { return !request.header("authorization").empty(); }

std::unique_ptr<Context> context_of(const Request& request, House& house, const Frame& frame) {
    return std::unique_ptr<Context>(
        new Context{request, house, nullptr, pages::Lang(request.language), &frame, {}, false, false, false});
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
    bool other_method = false;
    const Route* route = router_.find(request.method, request.path, places, other_method);
    // A form may mean DELETE by its _method, which is read only with the body.
    if (!route && request.method == Method::post) route = router_.find(Method::del, request.path, places, other_method);
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
    bool other_method = false;
    Method wanted = request.method;
    const bool ends = wanted == Method::post && request.field("_method") == "delete";
    if (ends) wanted = Method::del;
    exchange.route = router_.find(wanted, request.path, request.places, other_method);
    if (exchange.route)
        request.method = wanted == Method::head ? Method::head : exchange.route->method;
    else if (other_method)
        throw HttpFault(405, "method not allowed");
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

Response Dispatcher::run(Exchange& exchange) const {
    Context& context = *exchange.context;
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
    check_token(context, *route);
    return route->handler(context);
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
        if (keeps && !dev_) PageCache::one().keep(request, response, round);
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
