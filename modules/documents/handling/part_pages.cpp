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
    std::shared_ptr<const directory::Snapshot> directory;
    Incoming one;
    Forwarding part;
};

using Call = forms::SmallCall<Place>;
using Boxes = std::vector<layout::Field>;

Boxes no_boxes(const forms::Boxes&, const Place&) { return {}; }

Boxes handback_boxes(const forms::Boxes& fields, const Place&) {
    return {fields.select("misrouted", "Vì sao trả lại",
                          {{"", "Chuyển trả: không xử lý được"}, {"1", "Chuyển nhầm: không phải việc của đơn vị"}}),
            fields.area("reason", "Lý do")};
}

Boxes reassignment_boxes(const forms::Boxes& fields, const Place& place) {
    Capacity giver;
    if (const auto* post = place.directory->post(place.part.giver_post)) giver.post = post->id, giver.unit = post->unit;
    std::vector<forms::Choice> choices{{"", "Chọn…"}};
    for (const auto& party : parties(*place.directory, place.one.owner_agency, place.part.step, giver)) {
        if (party.id != place.part.receiver) choices.push_back({party.value, party.name});
    }
    return {fields.select("receivers", "Giao cho", choices), fields.day("due", "Hạn xử lý", {.optional = true}),
            fields.area("reason", "Lý do")};
}

Boxes result_boxes(const forms::Boxes& fields, const Place& place) {
    const bool works = place.part.role == "lead" || place.part.role == "support";
    return {fields.area("result", "Kết quả xử lý", {.optional = !works})};
}

Boxes extension_boxes(const forms::Boxes& fields, const Place&) {
    return {fields.day("asked", "Xin gia hạn đến ngày"), fields.area("reason", "Lý do")};
}

// `Work` of (tx, actor, part, version, ...), with further values of the form.
template <auto Work, class... More>
void on_part(Call& call, const More&... more) {
    Work(call.tx, call.actor(), call.facts.part.id, call.version(), more...);
}

void run_handback(Call& call) {
    on_part<hand_back>(call, call.form.text("reason", "Lý do"), call.form.ticked("misrouted"));
    call.next = "/worklist";
}

void run_reassignment(Call& call) {
    const auto due = call.form.day("due", "Hạn xử lý");
    auto receiver = receiver_of(call.typed("receivers"));
    if (!receiver) call.form.fault("receivers", "Hãy chọn nơi nhận.");
    call.stop_at_faults();
    receiver->due = due;
    receiver->role = call.facts.part.role;
    on_part<reassign>(call, *receiver, call.form.text("reason", "Lý do"));
}

void run_result(Call& call) { on_part<report_result>(call, call.form.text("result", "Kết quả xử lý")); }

void run_extension(Call& call) {
    const auto asked = call.form.day("asked", "Xin gia hạn đến ngày", true);
    call.stop_at_faults();
    on_part<request_extension>(call, *asked, call.form.text("reason", "Lý do"));
}

const forms::SmallDeed<Place, Deed> kSmall[] = {
    {{"withdrawal",
      "Thu hồi lượt chuyển",
      "Chỉ thu hồi được khi nơi nhận chưa xem.",
      "Thu hồi lượt chuyển",
      "Đã thu hồi lượt chuyển.",
      {.bad = true}},
     Deed::withdraw_forwarding,
     no_boxes,
     on_part<withdraw>},
    {{"handback", "Chuyển trả", "Văn bản trở lại người đã giao.", "Chuyển trả", "Đã chuyển trả người giao."},
     Deed::hand_back,
     handback_boxes,
     run_handback},
    {{"reassignment", "Giao việc lại", "Vai trò xử lý giữ nguyên; nơi đang giữ được báo tin.", "Giao việc lại",
      "Đã giao việc lại."},
     Deed::withdraw_forwarding,
     reassignment_boxes,
     run_reassignment},
    {{"start", "Bắt đầu xử lý", "", "Bắt đầu xử lý", "Đã bắt đầu xử lý."},
     Deed::report_result,
     no_boxes,
     on_part<start>},
    {{"result", "Báo kết quả", "", "Báo kết quả", "Đã báo kết quả."}, Deed::report_result, result_boxes, run_result},
    {{"extension", "Xin gia hạn", "Người giao trả lời; hạn cũ còn hiệu lực cho đến lúc đó.", "Xin gia hạn",
      "Đã gửi đề nghị gia hạn."},
     Deed::request_extension,
     extension_boxes,
     run_extension},
};

Place place_of(web::Context& context) {
    auto directory = directory::now(context.house);
    return context.house.db->reading([&](db::Conn& conn) {
        Incoming one = visible_incoming(conn, context.actor(), context.request.id());
        auto part = handling_store::find_forwarding(conn, context.request.id("part"));
        if (!part || part->incoming != one.id) throw NotFound("no such part of incoming " + std::to_string(one.id));
        return Place{directory, std::move(one), std::move(*part)};
    });
}

void must_on_part(web::Context& context, const Place& place, Deed deed) {
    Subject subject = subject_of(place.one);
    (place.part.receiver_kind == ReceiverKind::unit ? subject.holder_unit : subject.holder_post) = place.part.receiver;
    subject.giver_post = place.part.giver_post;
    must(context.actor(), deed, subject);
}

const forms::SmallFrame<Place, Deed> kFrame{
    .base = "/documents/incoming/:id/forwardings/:part",
    .find = place_of,
    .about =
        [](const dinh::pages::Lang& lang, const Place& place) {
            auto about = about_incoming(lang, place.one);
            about.version = place.part.version;
            return about;
        },
    .must = must_on_part,
    .changed = [](web::Context& context, const Place& place) { return changed_incoming(context, place.one); }};

}  // namespace

void part_routes(web::Router& router) { forms::small_routes(router, kFrame, kSmall); }

}  // namespace dinh::documents
