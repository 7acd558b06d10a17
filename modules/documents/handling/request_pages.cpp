// Forms of what is asked on the way: the answer to an extension, an opinion and its answer.
#include "modules/documents/documents.hpp"
#include "modules/documents/handling/handling_pages.hpp"
#include "modules/documents/handling/receivers.hpp"
#include "modules/documents/rights.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

using Boxes = std::vector<layout::Field>;

// A request of the place :request, on the document it is about.
template <class Request>
struct Held {
    Incoming one;
    Request asked;
};
using HeldExtension = Held<Extension>;
using HeldOpinion = Held<OpinionRequest>;

std::vector<OpinionRequest> opinions_on(db::Conn& conn, Id incoming) { return opinions_of(conn, kIncoming, incoming); }

template <class Request, std::vector<Request> (*all_of)(db::Conn&, Id)>
Held<Request> held_here(web::Context& context) {
    Incoming one = visible_here(context);
    const Id wanted = context.request.id("request");
    for (auto& each : context.house.db->reading([&](db::Conn& conn) { return all_of(conn, one.id); }))
        if (each.id == wanted) return {std::move(one), std::move(each)};
    throw NotFound("no request " + std::to_string(wanted));
}

template <class Request>
forms::SmallFrame<Held<Request>, Deed> frame_of(const char* base, Held<Request> (*find)(web::Context&)) {
    return {.base = base,
            .find = find,
            .about =
                [](const dinh::pages::Lang& lang, const Held<Request>& held) {
                    auto about = about_incoming(lang, held.one);
                    about.version = held.asked.version;
                    return about;
                },
            .changed = [](web::Context& context,
                          const Held<Request>& held) { return changed_incoming(context, held.one); }};
}

Boxes decision_boxes(const forms::Boxes& boxes, const HeldExtension& held) {
    const auto& asked = held.asked;
    const std::string hint =
        text::fill(boxes.lang().tr("%1 xin đến %2: %3"), {asked.asked_by, clock::show(asked.asked), asked.reason});
    return {boxes.select("granted", "Trả lời", {{"", "Chọn…"}, {"yes", "Đồng ý gia hạn"}, {"no", "Không đồng ý"}},
                         {.hint = hint}),
            boxes.day("day", "Gia hạn đến ngày", {.hint = "để trống thì lấy ngày đã xin", .optional = true}),
            boxes.area("answer", "Ý kiến", {.optional = true})};
}

void run_decision(forms::SmallCall<HeldExtension>& call) {
    const std::string granted = call.form.choice("granted", "Trả lời", {"yes", "no"});
    const auto day = call.form.day("day", "Gia hạn đến ngày");
    call.stop_at_faults();
    decide_extension(call.tx, call.actor(), call.facts.asked.id, call.version(), granted == "yes", day,
                     call.form.text("answer", "Ý kiến"));
}

Boxes answer_boxes(const forms::Boxes& boxes, const HeldOpinion& held) {
    const std::string hint = text::fill(boxes.lang().tr("%1 hỏi: %2"), {held.asked.asked_by, held.asked.question});
    return {boxes.area("answer", "Ý kiến", {.hint = hint})};
}

void run_answer(forms::SmallCall<HeldOpinion>& call) {
    give_opinion(call.tx, call.actor(), call.facts.asked.id, call.version(), call.form.text("answer", "Ý kiến"));
}

struct Asking {
    Incoming one;
    std::vector<Party> parties;
};

Asking asking_here(web::Context& context) {
    Incoming one = visible_here(context);
    const auto* as = context.actor().acting_capacity();
    auto list = parties(*directory::now(context.house), one.owner_agency, "submit", as ? *as : Capacity{});
    return {std::move(one), std::move(list)};
}

Boxes opinion_boxes(const forms::Boxes& boxes, const Asking& asking) {
    std::vector<forms::Choice> choices{{"", "Chọn…"}};
    for (const auto& party : asking.parties)
        if (party.kind == ReceiverKind::post) choices.push_back({std::to_string(party.id), party.name});
    return {boxes.select("of_post", "Xin ý kiến của", choices), boxes.area("question", "Nội dung xin ý kiến"),
            boxes.day("due", "Trả lời trước ngày", {.optional = true})};
}

void run_opinion(forms::SmallCall<Asking>& call) {
    const auto due = call.form.day("due", "Trả lời trước ngày");
    const Id of = call.form.id("of_post", "Xin ý kiến của");
    call.stop_at_faults();
    request_opinion(call.tx, call.actor(), kIncoming, call.record(), of,
                    call.form.text("question", "Nội dung xin ý kiến"), due);
}

const forms::SmallDeed<HeldExtension, Deed> kOnExtensions[] = {
    {{"decision", "Duyệt gia hạn", "", "Trả lời", "Đã trả lời đề nghị gia hạn."}, {}, decision_boxes, run_decision}};
const forms::SmallDeed<HeldOpinion, Deed> kOnOpinions[] = {
    {{"answer", "Cho ý kiến", "", "Cho ý kiến", "Đã cho ý kiến."}, {}, answer_boxes, run_answer}};
const forms::SmallDeed<Asking, Deed> kAsking[] = {
    {{"opinions/new", "Xin ý kiến", "Việc vẫn ở chỗ người đang xử lý.", "Xin ý kiến", "Đã xin ý kiến."},
     {},
     opinion_boxes,
     run_opinion}};

const auto kExtensionFrame =
    frame_of("/documents/incoming/:id/extensions/:request", held_here<Extension, extensions_of>);
const auto kOpinionFrame =
    frame_of("/documents/incoming/:id/opinions/:request", held_here<OpinionRequest, opinions_on>);
const forms::SmallFrame<Asking, Deed> kAskingFrame{
    .base = "/documents/incoming/:id",
    .find = asking_here,
    .about = [](const dinh::pages::Lang& lang, const Asking& asking) { return about_incoming(lang, asking.one); },
    .changed = [](web::Context& context, const Asking& asking) { return changed_incoming(context, asking.one); }};

}  // namespace

void request_routes(web::Router& router) {
    forms::small_routes(router, kExtensionFrame, kOnExtensions);
    forms::small_routes(router, kAskingFrame, kAsking);
    forms::small_routes(router, kOpinionFrame, kOnOpinions);
}

}  // namespace dinh::documents
