#include "modules/accounts/accounts/account.hpp"
#include "modules/accounts/pages.hpp"
#include "modules/accounts/sessions/arrival.hpp"
#include "modules/accounts/sessions/places.hpp"
#include "modules/accounts/sessions/visits.hpp"
#include "platform/crypto/password.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::accounts {

namespace {

std::string why_change(const web::Context& context, const Visit& visit) {
    if (visit.known.must_change)
        return context.lang.tr("Mật khẩu đang dùng là mật khẩu tạm. Hãy đặt mật khẩu của riêng bạn rồi làm việc.");
    if (visit.gate == Gate::must_change)
        return context.lang.tr("Mật khẩu của quản trị viên đã quá hạn. Hãy đặt mật khẩu mới.");
    return {};
}

web::Response show(web::Context& context, const Visit& visit, const web::Form& form) {
    const Limits limits = limits_now(context.house);
    const bool second = !visit.known.factor.empty();
    const std::string why = why_change(context, visit);
    pages::AccountsPassword page{.if_why = !why.empty(),
                                 .why = why,
                                 .if_errors = form.faulty(),
                                 .errors = {},
                                 .csrf = context.csrf_token(),
                                 .next = next_of(context.request),
                                 .username = visit.known.username,
                                 .if_current_fault = !form.fault_of("current").empty(),
                                 .current_fault = std::string(form.fault_of("current")),
                                 .if_fresh_fault = !form.fault_of("fresh").empty(),
                                 .least = second ? limits.password_min_with_second_factor : limits.password_min,
                                 .fresh_fault = std::string(form.fault_of("fresh")),
                                 .if_again_fault = !form.fault_of("again").empty(),
                                 .again_fault = std::string(form.fault_of("again"))};
    for (const Reason& one : form.all()) page.errors.push_back({.field = one.field, .error = one.text});
    return web::bare_page(context, context.lang.tr("Đổi mật khẩu"), page, form.faulty() ? 422 : 200);
}

// The new password as it may be stored; its faults stand in the form.
void check_fresh(const web::Context& context, const Visit& visit, web::Form& form) {
    const std::string fresh(context.request.field("fresh"));
    const auto faults =
        password_faults(fresh, visit.known.username, limits_now(context.house), !visit.known.factor.empty());
    for (const Said& fault : faults) form.fault("fresh", context.lang.say(fault));
    if (fresh != context.request.field("again"))
        form.fault("again", context.lang.tr("Hai lần nhập mật khẩu mới không giống nhau."));
    if (faults.empty() && fresh == context.request.field("current"))
        form.fault("fresh", context.lang.tr("Mật khẩu mới phải khác mật khẩu đang dùng."));
}

bool may_be_here(Gate gate) { return gate == Gate::open || gate == Gate::must_change || gate == Gate::must_enrol; }

}  // namespace

web::Response ask_new_password(web::Context& context) {
    const Visit visit = must_visit(context);
    if (!may_be_here(visit.gate)) return web::see_other(gate_path(visit.gate, next_of(context.request)));
    return show(context, visit, web::Form(context.request));
}

web::Response change_own_password(web::Context& context) {
    const Visit visit = must_visit(context);
    if (!may_be_here(visit.gate)) return web::see_other(gate_path(visit.gate, next_of(context.request)));
    web::Form form(context.request);
    check_fresh(context, visit, form);
    if (form.faulty()) return show(context, visit, form);
    const Checked checked =
        check_password(context.house, {visit.known.username, std::string(context.request.field("current"))});
    if (checked.verdict != Verdict::right) {
        form.fault("current", context.lang.tr(checked.verdict == Verdict::locked
                                                  ? "Nhập sai quá nhiều lần; tài khoản đang bị khóa."
                                                  : "Mật khẩu đang dùng không đúng."));
        return show(context, visit, form);
    }
    const std::string hash = crypto::hash_password(context.request.field("fresh"));
    const bool changed = context.house.db->writing([&](db::Tx& tx) {
        return change_password(tx, visit.actor, visit.known.account, checked.password_hash, hash, visit.known.session);
    });
    if (!changed) throw Conflict("the password was changed meanwhile");
    forget_visits(context.house, visit.known.account);
    context.flash(context.lang.tr("Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."));
    return arrive(context, visit.known.account, visit.known.person, next_of(context.request));
}

}  // namespace dinh::accounts
