#include "modules/worklist/addresses/addresses.hpp"
#include "modules/worklist/choices/choices_pages.hpp"
#include "modules/worklist/deliveries/deliveries.hpp"
#include "modules/worklist/rights.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::worklist {

namespace {

constexpr const char* kPath = "/worklist/notices/choices";

// Of the address of the page; NotFound when nobody set it up.
Way way_here(const web::Context& context) {
    const auto way = way_of(context.request.place("way"));
    const Limits limits = context.house.db->reading([](db::Conn& conn) { return limits_on(conn, clock::today()); });
    if (!way || !offers(context.house, limits, *way)) throw NotFound("worklist: no such way of notices");
    return *way;
}

web::Response shown_again(web::Context& context, const web::Form& form) {
    auto typed = forms::Values::typed(context.request, form.all());
    typed.values.erase("version");
    return show_choices_with(context, typed, 422);
}

}  // namespace

web::Response set_address_here(web::Context& context) {
    must(context.actor(), Deed::choose);
    const Way way = way_here(context);
    web::Form form(context.request);
    const std::string typed = form.line("address_" + word(way), "Địa chỉ", {.required = true, .max = 254});
    if (!form.faulty()) {
        const std::string code = new_code();
        try {
            deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
                set_address(tx, context.actor(), *context.house.keys, way, typed, code);
                return context.actor().person;
            });
            context.flash(context.lang.tr("Đã gửi mã. Hãy nhập mã đó để xác nhận."));
            return web::see_other(kPath);
        } catch (const Refused& refused) {
            form.faults(refused);
        }
    }
    return shown_again(context, form);
}

web::Response confirm_address_here(web::Context& context) {
    must(context.actor(), Deed::choose);
    const Way way = way_here(context);
    web::Form form(context.request);
    const std::string typed = form.line("code_" + word(way), "Mã sáu chữ số", {.required = true, .max = 10});
    if (form.faulty()) return shown_again(context, form);
    const auto result = context.house.db->writing(
        [&](db::Tx& tx) { return confirm_address(tx, context.actor(), *context.house.keys, way, typed); });
    if (result == Confirmed::yes) {
        context.flash(context.lang.tr("Đã xác nhận. Từ nay thông báo cũng được gửi đến địa chỉ này."));
        return web::see_other(kPath);
    }
    form.fault("code_" + word(way),
               result == Confirmed::wrong ? "Mã không đúng." : "Mã không còn dùng được. Hãy xin mã mới.");
    return shown_again(context, form);
}

web::Response remove_address_here(web::Context& context) {
    must(context.actor(), Deed::choose);
    const auto way = way_of(context.request.place("way"));
    if (!way) throw NotFound("worklist: no such way of notices");
    web::Form form(context.request);
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        remove_address(tx, context.actor(), *way);
        return context.actor().person;
    });
    context.flash(context.lang.tr("Đã xóa địa chỉ; thông báo vẫn hiện trong trang."));
    return web::see_other(kPath);
}

}  // namespace dinh::worklist
