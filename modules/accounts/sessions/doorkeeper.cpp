// How platform/web learns who asks, and what it does with those who may not pass yet.
#include "modules/accounts/accounts.hpp"
#include "modules/accounts/sessions/kept_forms.hpp"
#include "modules/accounts/sessions/places.hpp"
#include "modules/accounts/sessions/visits.hpp"
#include "modules/accounts/tokens/calls.hpp"
#include "modules/accounts/tokens/tokens.hpp"

namespace dinh::accounts {

namespace {

constexpr std::string_view kTouches = "/sessions/current/touches";
constexpr std::int64_t kKeepAfterEndMs = 24 * 3'600'000;

std::shared_ptr<web::Session> session_of(House& house, const web::Request& request) {
    auto session = std::make_shared<web::Session>();
    if (const auto authorization = request.header("authorization"); !authorization.empty()) {
        const auto bearer = bearer_of(house, authorization);
        if (!bearer) return nullptr;
        session->id = bearer->token;
        session->actor = actor_of(house, bearer->person, bearer->acting_post);
        session->second_factor = true;
        session->limited = bearer->scopes.has_value();
        if (bearer->scopes) session->scopes = *bearer->scopes;
        session->wait_s = wait_of(house, bearer->token);
        return session;
    }
    auto visit = visit_of(house, request, true);
    if (!visit) return nullptr;
    session->id = visit->known.session;
    session->actor = std::move(visit->actor);
    session->locked = visit->gate != Gate::open;
    session->second_factor = visit->known.second_factor;
    session->csrf_secret = std::move(visit->known.csrf_secret);
    return session;
}

web::Response answer_script() {
    web::Response response = web::text("", 401);
    response.with("WWW-Authenticate", "Bearer");
    return response;
}

std::string sign_in_path(std::string_view next) {
    return next.empty() || next == "/" ? "/sessions/new" : "/sessions/new?next=" + encoded(next);
}

// The page the person was on when he sent a form is the place to come back to.
web::Response keep_and_ask(web::Context& context) {
    if (context.request.path == kTouches) return answer_script();
    const auto visit = visit_of(context.house, context.request, false);
    std::optional<Known> known;
    if (visit)
        known = visit->known;
    else
        known = ended_visit_of(context.house, context.request);
    const bool lately = known && clock::now().ms - known->last_seen_at.ms < kKeepAfterEndMs;
    const bool kept = lately && keep_form(context.house, *known, context.request);
    if (kept)
        context.flash(context.lang.tr("Biểu mẫu vừa gửi đã được giữ lại và sẽ được đưa lại sau khi bạn vào lại."));
    const std::string next = place_of(context.request);
    return web::see_other(visit ? gate_path(visit->gate, next) : sign_in_path(next));
}

web::Response ask_sign_in(web::Context& context) {
    const std::string next = safe_place(context.request.target);
    const auto visit = visit_of(context.house, context.request, false);
    return web::see_other(visit ? gate_path(visit->gate, next) : sign_in_path(next));
}

}  // namespace

web::Doorkeeper doorkeeper() { return {session_of, keep_and_ask, ask_sign_in, end_leaked, call_begun, call_done}; }

int lock_seconds(const web::Context& context) {
    if (!context.session) return 0;
    return static_cast<int>(limits_now(context.house).idle_ms(is_administrator(context.actor())) / 1000);
}

}  // namespace dinh::accounts
