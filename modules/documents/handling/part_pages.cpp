// The small forms of one part: withdraw, hand back, give again, start, report, ask for more time.
#include <algorithm>

#include "modules/documents/documents.hpp"
#include "modules/documents/handling/flow.hpp"
#include "modules/documents/handling/handling_pages.hpp"
#include "modules/documents/handling/receivers.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/record_pages.hpp"
#include "platform/deed/deed.hpp"
#include "platform/web/router.hpp"

namespace dinh::documents {

namespace {

struct Place {
    Incoming one;
    Forwarding part;
};

struct PartDeed {
    const char* path;
    Deed right;
    SmallForm form;
    const char* done;
    std::vector<layout::Field> (*boxes)(web::Context&, const forms::Boxes&, const Place&);
    void (*run)(db::Tx&, const Actor&, const Place&, web::Form&);
};

std::vector<layout::Field> no_boxes(web::Context&, const forms::Boxes&, const Place&) { return {}; }

std::vector<layout::Field> handback_boxes(web::Context&, const forms::Boxes& fields, const Place&) {
    return {fields.select("misrouted", "Vì sao trả lại",
                          {{"", "Chuyển trả: không xử lý được"}, {"1", "Chuyển nhầm: không phải việc của đơn vị"}}),
            fields.area("reason", "Lý do")};
}

std::vector<layout::Field> reassignment_boxes(web::Context& context, const forms::Boxes& fields, const Place& place) {
    const auto directory = directory::now(context.house);
    Capacity giver;
    if (const auto* post = directory->post(place.part.giver_post)) giver.post = post->id, giver.unit = post->unit;
    std::vector<forms::Choice> choices{{"", "Chọn…"}};
    for (const auto& party : parties(*directory, place.one.owner_agency, place.part.step, giver)) {
        if (party.id != place.part.receiver) choices.push_back({party.value, party.name});
    }
    return {fields.select("receivers", "Giao cho", choices), fields.day("due", "Hạn xử lý", {.optional = true}),
            fields.area("reason", "Lý do")};
}

std::vector<layout::Field> result_boxes(web::Context&, const forms::Boxes& fields, const Place& place) {
    const bool works = place.part.role == "lead" || place.part.role == "support";
    return {fields.area("result", "Kết quả xử lý", {.optional = !works})};
}

std::vector<layout::Field> extension_boxes(web::Context&, const forms::Boxes& fields, const Place&) {
    return {fields.day("asked", "Xin gia hạn đến ngày"), fields.area("reason", "Lý do")};
}

void run_reassignment(db::Tx& tx, const Actor& actor, const Place& place, web::Form& form) {
    const auto due = form.day("due", "Hạn xử lý");
    auto receiver = receiver_of(form.typed("receivers"));
    if (!receiver) form.fault("receivers", "Hãy chọn nơi nhận.");
    if (form.faulty()) throw Refused(form.all());
    receiver->due = due;
    receiver->role = place.part.role;
    reassign(tx, actor, place.part.id, form.version(), *receiver, form.text("reason", "Lý do"));
}

void run_extension(db::Tx& tx, const Actor& actor, const Place& place, web::Form& form) {
    const auto asked = form.day("asked", "Xin gia hạn đến ngày", true);
    if (!asked) throw Refused(form.all());
    request_extension(tx, actor, place.part.id, form.version(), *asked, form.text("reason", "Lý do"));
}

const PartDeed kDeeds[] = {
    {"withdrawal",
     Deed::withdraw_forwarding,
     {"Thu hồi lượt chuyển", "Chỉ thu hồi được khi nơi nhận chưa xem.", "Thu hồi lượt chuyển", true},
     "Đã thu hồi lượt chuyển.",
     no_boxes,
     [](db::Tx& tx, const Actor& actor, const Place& place, web::Form& form) {
         withdraw(tx, actor, place.part.id, form.version());
     }},
    {"handback",
     Deed::hand_back,
     {"Chuyển trả", "Văn bản trở lại người đã giao.", "Chuyển trả"},
     "Đã chuyển trả người giao.",
     handback_boxes,
     [](db::Tx& tx, const Actor& actor, const Place& place, web::Form& form) {
         hand_back(tx, actor, place.part.id, form.version(), form.text("reason", "Lý do"), form.ticked("misrouted"));
     }},
    {"reassignment",
     Deed::withdraw_forwarding,
     {"Giao việc lại", "Vai trò xử lý giữ nguyên; nơi đang giữ được báo tin.", "Giao việc lại"},
     "Đã giao việc lại.",
     reassignment_boxes,
     run_reassignment},
    {"start",
     Deed::report_result,
     {"Bắt đầu xử lý", "", "Bắt đầu xử lý"},
     "Đã bắt đầu xử lý.",
     no_boxes,
     [](db::Tx& tx, const Actor& actor, const Place& place, web::Form& form) {
         start(tx, actor, place.part.id, form.version());
     }},
    {"result",
     Deed::report_result,
     {"Báo kết quả", "", "Báo kết quả"},
     "Đã báo kết quả.",
     result_boxes,
     [](db::Tx& tx, const Actor& actor, const Place& place, web::Form& form) {
         report_result(tx, actor, place.part.id, form.version(), form.text("result", "Kết quả xử lý"));
     }},
    {"extension",
     Deed::request_extension,
     {"Xin gia hạn", "Người giao trả lời; hạn cũ còn hiệu lực cho đến lúc đó.", "Xin gia hạn"},
     "Đã gửi đề nghị gia hạn.",
     extension_boxes,
     run_extension}};

Place place_of(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        Incoming one = visible_incoming(conn, context.actor(), context.request.id());
        auto part = handling_store::find_forwarding(conn, context.request.id("part"));
        if (!part || part->incoming != one.id) throw NotFound("no such part of incoming " + std::to_string(one.id));
        return Place{std::move(one), std::move(*part)};
    });
}

web::Response show(web::Context& context, const PartDeed& deed, const Place& place, const forms::Values& values,
                   std::int64_t version, int status) {
    const std::string path = link_of(place.one.id) + "/forwardings/" + std::to_string(place.part.id) + "/" + deed.path;
    return small_page(context, deed.form, place.one, path, version, values,
                      deed.boxes(context, forms::Boxes(context.lang, values), place), status);
}

web::Response part_form(web::Context& context, const PartDeed& deed) {
    const Place place = place_of(context);
    Subject subject = subject_of(place.one);
    (place.part.receiver_kind == ReceiverKind::unit ? subject.holder_unit : subject.holder_post) = place.part.receiver;
    subject.giver_post = place.part.giver_post;
    must(context.actor(), deed.right, subject);
    return show(context, deed, place, {}, place.part.version, 200);
}

web::Response part_deed(web::Context& context, const PartDeed& deed) {
    const Place place = place_of(context);
    web::Form form(context.request);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            deed.run(tx, context.actor(), place, form);
            return place.one.id;
        });
    } catch (const Refused& refused) {
        forms::Values values = forms::Values::typed(context.request, form.all());
        values.faults = refused.reasons();
        return show(context, deed, place, values, form.version(), 422);
    } catch (const Conflict&) {
        forms::Values values = forms::Values::typed(context.request, form.all());
        values.faults = {changed_meanwhile(context, kIncoming, place.one.id)};
        const Place fresh = place_of(context);
        return show(context, deed, fresh, values, fresh.part.version, 409);
    }
    context.flash(context.lang.tr(deed.done));
    return web::see_other(deed.right == Deed::hand_back ? "/worklist" : link_of(place.one.id));
}

}  // namespace

void part_routes(web::Router& router) {
    for (const auto& deed : kDeeds) {
        const std::string path = std::string("/documents/incoming/:id/forwardings/:part/") + deed.path;
        router.get(path, [&deed](web::Context& context) { return part_form(context, deed); });
        router.post(path, [&deed](web::Context& context) { return part_deed(context, deed); });
    }
}

}  // namespace dinh::documents
