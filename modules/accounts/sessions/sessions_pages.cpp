#include "modules/accounts/accounts.hpp"
#include "modules/accounts/accounts/account.hpp"
#include "modules/accounts/pages.hpp"
#include "modules/accounts/sessions/arrival.hpp"
#include "modules/accounts/sessions/kept_forms.hpp"
#include "modules/accounts/sessions/places.hpp"
#include "modules/accounts/sessions/visits.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::accounts {

namespace {

constexpr int kLanguageSeconds = 365 * 24 * 3600;

struct Said {
    std::string heading, text;
};

Said said_of(const web::Context& context, const Checked& checked, const Limits& limits) {
    const auto& lang = context.lang;
    const std::string minutes = std::to_string(limits.lock_minutes);
    switch (checked.verdict) {
        case Verdict::right: return {};
        case Verdict::wrong:
            return {lang.tr("Tên đăng nhập hoặc mật khẩu không đúng"),
                    text::fill(lang.tr("Còn %1 lần thử trước khi tài khoản bị khóa %2 phút."),
                               {std::to_string(checked.tries_left), minutes})};
        case Verdict::locked:
            return {
                lang.tr("Tài khoản đang bị khóa vì nhập sai quá nhiều lần"),
                text::fill(lang.tr("Hãy thử lại sau %1 phút, hoặc nhờ cán bộ công nghệ thông tin của cơ quan mở khóa."),
                           {minutes})};
        case Verdict::disabled:
            return {lang.tr("Tài khoản này đã bị tắt"),
                    lang.tr("Hãy nhờ cán bộ công nghệ thông tin của cơ quan bật lại.")};
    }
    return {};
}

web::Response show_sign_in(web::Context& context, const Said& said, int status) {
    const bool english = context.lang.code() == "en";
    const pages::SessionsNew page{.if_fault = !said.heading.empty(),
                                  .heading = said.heading,
                                  .text = said.text,
                                  .csrf = context.csrf_token(),
                                  .next = next_of(context.request),
                                  .username = std::string(context.request.field("username")),
                                  .language_path = english ? "/sessions/new?lang=vi" : "/sessions/new?lang=en",
                                  .other_code = english ? "vi" : "en",
                                  .other_language = english ? "Tiếng Việt" : "English"};
    return web::bare_page(context, context.lang.tr("Đăng nhập"), page, status);
}

web::Response show_unlock(web::Context& context, const Visit& visit, const Said& said, int status) {
    const pages::SessionsUnlock page{.if_fault = !said.heading.empty(),
                                     .heading = said.heading,
                                     .text = said.text,
                                     .csrf = context.csrf_token(),
                                     .next = next_of(context.request),
                                     .username = visit.known.username,
                                     .person = visit.actor.name};
    return web::bare_page(context, context.lang.tr("Phiên làm việc đã khóa"), page, status);
}

Device device_of(const web::Request& request) {
    return {request.remote_address, std::string(request.header("user-agent"))};
}

}  // namespace

web::Response ask_who(web::Context& context) {
    const std::string_view wanted = context.request.get("lang");
    if (wanted == "vi" || wanted == "en") {
        web::Response response = web::see_other("/sessions/new");
        response.cookie("lang", wanted, kLanguageSeconds);
        return response;
    }
    if (const auto visit = visit_of(context.house, context.request, false))
        return web::see_other(gate_path(visit->gate, next_of(context.request)));
    return show_sign_in(context, {}, 200);
}

web::Response sign_in_here(web::Context& context) {
    const web::Request& request = context.request;
    const auto visit = visit_of(context.house, request, false);
    const Credentials credentials{std::string(request.field("username")), std::string(request.field("password"))};
    const SignedIn signed_in =
        sign_in(context.house, credentials, device_of(request), visit ? visit->known.session : 0);
    if (signed_in.checked.verdict != Verdict::right)
        return show_sign_in(context, said_of(context, signed_in.checked, limits_now(context.house)), 422);
    if (visit) forget_visits(context.house, visit->known.account);
    web::Response response = arrive(context, signed_in.checked.account, signed_in.checked.person, next_of(request));
    response.cookie(kSessionCookie, signed_in.opened.token, -1);
    if (signed_in.checked.language != request.language)
        response.cookie("lang", signed_in.checked.language, kLanguageSeconds);
    return response;
}

web::Response ask_password(web::Context& context) {
    const Visit visit = must_visit(context);
    if (visit.gate != Gate::idle) return web::see_other(gate_path(visit.gate, next_of(context.request)));
    return show_unlock(context, visit, {}, 200);
}

web::Response unlock_here(web::Context& context) {
    const Visit visit = must_visit(context);
    const std::string next = next_of(context.request);
    if (visit.gate != Gate::idle) return web::see_other(gate_path(visit.gate, next));
    const Checked checked =
        check_password(context.house, {visit.known.username, std::string(context.request.field("password"))});
    if (checked.verdict != Verdict::right || checked.account != visit.known.account)
        return show_unlock(context, visit, said_of(context, checked, limits_now(context.house)), 422);
    context.house.db->write([&](db::Tx& tx) { unlock_session(tx, visit.actor, visit.known); });
    forget_visits(context.house, visit.known.account);
    return arrive(context, visit.known.account, visit.known.person, next);
}

web::Response show_outside(web::Context& context) {
    const Visit visit = must_visit(context);
    if (visit.gate != Gate::outside) return web::see_other(gate_path(visit.gate, next_of(context.request)));
    const pages::SessionsOutside page{.no_factor = !visit.barred,
                                      .if_barred = visit.barred,
                                      .person = visit.actor.name,
                                      .username = visit.known.username,
                                      .address = context.request.remote_address,
                                      .csrf = context.csrf_token()};
    return web::bare_page(context, context.lang.tr("Chưa làm việc được từ ngoài mạng cơ quan"), page);
}

web::Response sign_out(web::Context& context) {
    const Visit visit = must_visit(context);
    context.house.db->write(
        [&](db::Tx& tx) { end_session(tx, visit.actor, visit.known.account, visit.known.session); });
    forget_visits(context.house, visit.known.account);
    context.flash(context.lang.tr("Đã đăng xuất."));
    web::Response response = web::see_other("/sessions/new");
    response.cookie(kSessionCookie, "", 0);
    return response;
}

// Reading the session has already noted that the person works.
web::Response touch_session(web::Context& context) {
    const auto visit = visit_of(context.house, context.request, false);
    return web::text("", visit && visit->gate == Gate::open ? 204 : 401);
}

}  // namespace dinh::accounts
