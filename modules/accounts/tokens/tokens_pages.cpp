#include "modules/accounts/accounts/me.hpp"
#include "modules/accounts/handlers.hpp"
#include "modules/accounts/pages.hpp"
#include "modules/accounts/tokens/tokens.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::accounts {

web::Response make_token(web::Context& context) {
    const Visit visit = must_visit(context);
    web::Form form(context.request);
    const NewToken input{form.line("name", "Tên", {.required = true, .max = 100}),
                         form.day("expires", "Dùng đến hết ngày", true).value_or(Day{})};
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
