#include "modules/accounts/accounts.hpp"
#include "modules/accounts/handlers.hpp"
#include "modules/accounts/pages.hpp"
#include "modules/accounts/second_factor/second_factor.hpp"
#include "modules/accounts/sessions/arrival.hpp"
#include "modules/accounts/sessions/places.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/totp.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::accounts {

namespace {

constexpr std::int64_t kFewCodes = 3;

web::Response show_ask(web::Context& context, const Visit& visit, const std::string& fault, int status) {
    const pages::SecondFactorAsk page{.if_fault = !fault.empty(),
                                      .fault = fault,
                                      .csrf = context.csrf_token(),
                                      .next = next_of(context.request),
                                      .if_app = visit.known.factor == "totp",
                                      .if_sheet = visit.known.factor == "codes"};
    return web::bare_page(context, context.lang.tr("Mã xác thực"), page, status);
}

// Setting up is open to whoever works, and to whom the gate sends here.
bool may_set_up(Gate gate) { return gate == Gate::open || gate == Gate::must_enrol; }

std::string grouped(std::string_view secret) {
    std::string text;
    for (std::size_t i = 0; i < secret.size(); ++i) {
        if (i > 0 && i % 4 == 0) text += ' ';
        text += secret[i];
    }
    return text;
}

std::string why_here(const web::Context& context, const Visit& visit) {
    if (visit.gate != Gate::must_enrol) return {};
    return context.lang.tr(visit.known.factor == "codes"
                               ? "Mã cuối cùng của tờ mã đã dùng. Hãy in tờ mới rồi làm việc tiếp."
                               : "Quản trị viên phải bật xác thực bước hai rồi mới làm việc được.");
}

// The secret travels sealed in the form until its first code proves that the app has it.
web::Response show_set_up(web::Context& context, const Visit& visit, const std::string& secret,
                          const std::string& fault) {
    const Known& known = visit.known;
    const std::string uri = crypto::totp_uri(secret, "Dinh", known.username);
    const Qr qr = qr_code(uri);
    const std::string side = std::to_string(qr.side), why = why_here(context, visit);
    const bool app = known.factor == "totp";
    const pages::SecondFactorSetUp page{.if_why = !why.empty(),
                                        .why = why,
                                        .if_on = !known.factor.empty(),
                                        .if_app_on = app,
                                        .if_sheet_on = known.factor == "codes",
                                        .codes_left = known.codes_left,
                                        .csrf = context.csrf_token(),
                                        .if_may_remove = visit.gate == Gate::open && !visit.administrator,
                                        .if_no_app = !app,
                                        .qr_box = "0 0 " + side + " " + side,
                                        .qr_outline = qr.outline,
                                        .secret = grouped(crypto::base32(secret)),
                                        .if_fault = !fault.empty(),
                                        .fault = fault,
                                        .sealed = seal_secret(*context.house.keys, known.account, secret),
                                        .next = next_of(context.request),
                                        .if_without_phone = known.factor.empty()};
    return web::bare_page(context, context.lang.tr("Xác thực bước hai"), page, fault.empty() ? 200 : 422);
}

web::Response show_sheet(web::Context& context, const Visit& visit, const Sheet& sheet) {
    pages::SecondFactorSheet page{
        .person = visit.actor.name,
        .username = visit.known.username,
        .made = clock::show(clock::now()),
        .codes = {},
        .next_path = next_of(context.request).empty() ? "/accounts/me" : next_of(context.request)};
    for (const std::string& code : sheet.codes) page.codes.push_back({.code = code});
    return web::print_page(context, context.lang.tr("Mã dùng một lần"), page);
}

}  // namespace

web::Response ask_code(web::Context& context) {
    const Visit visit = must_visit(context);
    if (visit.gate != Gate::second_step) return web::see_other(gate_path(visit.gate, next_of(context.request)));
    return show_ask(context, visit, {}, 200);
}

web::Response take_code(web::Context& context) {
    const Visit visit = must_visit(context);
    const std::string next = next_of(context.request);
    if (visit.gate != Gate::second_step) return web::see_other(gate_path(visit.gate, next));
    const Stepped stepped = take_second_step(context.house, visit, text::cut(context.request.field("code"), 40));
    if (stepped.verdict != CodeVerdict::right) {
        const bool locked = stepped.verdict == CodeVerdict::locked;
        const char* fault = locked ? "Nhập sai quá nhiều lần; tài khoản đang bị khóa."
                                   : "Mã không đúng hoặc đã dùng. Hãy chờ mã mới rồi nhập lại.";
        return show_ask(context, visit, context.lang.tr(fault), 422);
    }
    forget_visits(context.house, visit.known.account);
    if (stepped.by_sheet && stepped.codes_left <= kFewCodes)
        context.flash(context.lang.trn("Tờ mã còn %1 mã. Hãy in tờ mới ở trang tài khoản.", stepped.codes_left));
    web::Response response = arrive(context, visit.known.account, visit.known.person, next);
    response.cookie(kSessionCookie, stepped.token, -1);
    return response;
}

web::Response ask_set_up(web::Context& context) {
    const Visit visit = must_visit(context);
    if (!may_set_up(visit.gate)) return web::see_other(gate_path(visit.gate, next_of(context.request)));
    return show_set_up(context, visit, crypto::new_totp_secret(), {});
}

web::Response set_up(web::Context& context) {
    const Visit visit = must_visit(context);
    if (!may_set_up(visit.gate)) return web::see_other(gate_path(visit.gate, next_of(context.request)));
    const auto secret = open_secret(*context.house.keys, visit.known.account, context.request.field("sealed"));
    if (!secret)
        return show_set_up(context, visit, crypto::new_totp_secret(),
                           context.lang.tr("Trang đã cũ. Hãy quét lại mã mới."));
    const auto step = crypto::verify_totp(*secret, context.request.field("code"), clock::now(), 0);
    if (!step)
        return show_set_up(context, visit, *secret,
                           context.lang.tr("Mã không đúng. Hãy xem lại giờ trên điện thoại rồi nhập mã đang hiện."));
    const Sheet sheet = new_sheet(*context.house.keys, visit.known.account, limits_now(context.house).one_time_codes);
    context.house.db->write(
        [&](db::Tx& tx) { enrol_app(tx, visit.actor, visit.known, context.request.field("sealed"), *step, sheet); });
    forget_visits(context.house, visit.known.account);
    return show_sheet(context, visit, sheet);
}

web::Response print_codes(web::Context& context) {
    const Visit visit = must_visit(context);
    if (!may_set_up(visit.gate)) return web::see_other(gate_path(visit.gate, next_of(context.request)));
    const Sheet sheet = new_sheet(*context.house.keys, visit.known.account, limits_now(context.house).one_time_codes);
    context.house.db->write([&](db::Tx& tx) { give_sheet(tx, visit.actor, visit.known, sheet); });
    forget_visits(context.house, visit.known.account);
    return show_sheet(context, visit, sheet);
}

web::Response remove_own_factor(web::Context& context) {
    const Visit visit = must_visit(context);
    if (visit.gate != Gate::open) return web::see_other(gate_path(visit.gate, {}));
    if (visit.administrator && limits_now(context.house).admin_second_factor)
        throw Refused("Quản trị viên phải có xác thực bước hai; không bỏ được.");
    const Checked checked =
        check_password(context.house, {visit.known.username, std::string(context.request.field("password"))});
    if (checked.verdict != Verdict::right) throw Refused("password", "Mật khẩu đang dùng không đúng.");
    context.house.db->write([&](db::Tx& tx) {
        settle(tx, visit.known.account);
        remove_second_factor(tx, visit.actor, visit.known.account, 0, visit.known.session);
    });
    forget_visits(context.house, visit.known.account);
    context.flash(context.lang.tr("Đã bỏ xác thực bước hai."));
    return web::see_other("/accounts/me");
}

}  // namespace dinh::accounts
