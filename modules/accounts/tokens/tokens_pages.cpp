#include "modules/accounts/accounts/me.hpp"
#include "modules/accounts/handlers.hpp"
#include "modules/accounts/pages.hpp"
#include "modules/accounts/second_factor/second_factor.hpp"
#include "modules/accounts/tokens/scopes.hpp"
#include "modules/accounts/tokens/tokens.hpp"
#include "platform/deed/deed.hpp"
#include "platform/web/router.hpp"

namespace dinh::accounts {

namespace {

std::vector<std::string> scopes_chosen(const web::Context& context, web::Form& form) {
    std::vector<std::string> scopes;
    for (const auto value : context.request.fields("scope")) {
        if (!is_scope(context.router->modules(), value))
            form.fault("scope", context.lang.tr("Phạm vi: lựa chọn không hợp lệ."));
        else if (std::find(scopes.begin(), scopes.end(), value) == scopes.end())
            scopes.emplace_back(value);
    }
    return scopes;
}

// A token opens the account without a second step, so whoever has one shows it again before making a token.
void ask_code_again(web::Context& context, const Visit& visit, web::Form& form) {
    if (visit.known.factor.empty() || form.faulty()) return;
    const std::string code = form.line("code", "Mã xác thực", {.required = true, .max = 40});
    if (form.faulty()) return;
    const CodeVerdict verdict = prove_by_code(context.house, visit, code);
    if (verdict == CodeVerdict::locked)
        form.fault("code", context.lang.tr("Nhập sai quá nhiều lần; tài khoản đang bị khóa."));
    else if (verdict == CodeVerdict::wrong)
        form.fault("code", context.lang.tr("Mã không đúng hoặc đã dùng. Hãy chờ mã mới rồi nhập lại."));
}

}  // namespace

web::Response make_token(web::Context& context) {
    const Visit visit = must_visit(context);
    web::Form form(context.request);
    const NewToken input{form.line("name", "Tên", {.required = true, .max = 100}),
                         form.day("expires", "Dùng đến hết ngày", true).value_or(Day{}), scopes_chosen(context, form)};
    if (input.scopes.empty() && !form.faulty())
        form.fault("scope", context.lang.tr("Hãy chọn ít nhất một phạm vi: phần mềm được đọc, ghi ở phần nào."));
    const bool again =
        context.house.db->reading([&](db::Conn& conn) { return deed::done(conn, visit.actor, form.key()); });
    if (!again) ask_code_again(context, visit, form);
    if (form.faulty()) return show_own_account(context, visit, form, 422);
    const std::string text = new_token_text();
    bool made = false;
    try {
        deed::once(*context.house.db, visit.actor, form.key(), [&](db::Tx& tx) {
            made = true;
            return create_token(tx, visit.actor, visit.known.account, input, text);
        });
    } catch (const Refused& refused) {
        form.faults(refused);
        return show_own_account(context, visit, form, 422);
    }
    const pages::TokensMade page{.name = input.name, .if_text = made, .token = text, .if_gone = !made};
    return web::page(context, context.lang.tr("Khóa mới"), page);
}

web::Response end_own_token(web::Context& context) {
    const Visit visit = must_visit(context);
    const Id token = context.request.id();
    context.house.db->write([&](db::Tx& tx) { end_token(tx, visit.actor, visit.known.account, token); });
    context.flash(context.lang.tr("Đã kết thúc khóa."));
    return web::see_other("/accounts/me");
}

}  // namespace dinh::accounts
