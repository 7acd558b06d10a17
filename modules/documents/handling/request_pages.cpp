// Forms of what is asked on the way: the answer to an extension, an opinion and its answer.
#include "modules/documents/documents.hpp"
#include "modules/documents/handling/handling_pages.hpp"
#include "modules/documents/handling/receivers.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/record_pages.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"
#include "platform/web/router.hpp"

namespace dinh::documents {

namespace {

struct RequestDeed {
    const char* path;       // below the document
    const char* form_path;  // where its GET lies
    SmallForm form;
    const char* done;
    std::vector<layout::Field> (*boxes)(web::Context&, const forms::Boxes&, const Incoming&);
    std::int64_t (*version)(web::Context&, const Incoming&);
    void (*run)(db::Tx&, web::Context&, const Incoming&, web::Form&);
};

template <class List>
const auto& found_in(const List& list, Id id) {
    for (const auto& one : list) {
        if (one.id == id) return one;
    }
    throw NotFound("no request " + std::to_string(id));
}

std::vector<layout::Field> decision_boxes(web::Context& context, const forms::Boxes& fields, const Incoming& one) {
    const auto list = context.house.db->reading([&](db::Conn& conn) { return extensions_of(conn, one.id); });
    const auto& asked = found_in(list, context.request.id("request"));
    const std::string hint =
        text::fill(context.lang.tr("%1 xin đến %2: %3"), {asked.asked_by, clock::show(asked.asked), asked.reason});
    return {fields.select("granted", "Trả lời", {{"", "Chọn…"}, {"yes", "Đồng ý gia hạn"}, {"no", "Không đồng ý"}},
                          {.hint = hint}),
            fields.day("day", "Gia hạn đến ngày", {.hint = "để trống thì lấy ngày đã xin", .optional = true}),
            fields.area("answer", "Ý kiến", {.optional = true})};
}

std::int64_t decision_version(web::Context& context, const Incoming& one) {
    const auto list = context.house.db->reading([&](db::Conn& conn) { return extensions_of(conn, one.id); });
    return found_in(list, context.request.id("request")).version;
}

void run_decision(db::Tx& tx, web::Context& context, const Incoming&, web::Form& form) {
    const std::string granted = form.choice("granted", "Trả lời", {"yes", "no"});
    const auto day = form.day("day", "Gia hạn đến ngày");
    if (form.faulty()) throw Refused(form.all());
    decide_extension(tx, context.actor(), context.request.id("request"), form.version(), granted == "yes", day,
                     form.text("answer", "Ý kiến"));
}

std::vector<layout::Field> opinion_boxes(web::Context& context, const forms::Boxes& fields, const Incoming& one) {
    const auto directory = directory::now(context.house);
    const auto* as = context.actor().acting_capacity();
    std::vector<forms::Choice> choices{{"", "Chọn…"}};
    for (const auto& party : parties(*directory, one.owner_agency, "submit", as ? *as : Capacity{})) {
        if (party.kind == ReceiverKind::post) choices.push_back({std::to_string(party.id), party.name});
    }
    return {fields.select("of_post", "Xin ý kiến của", choices), fields.area("question", "Nội dung xin ý kiến"),
            fields.day("due", "Trả lời trước ngày", {.optional = true})};
}

std::int64_t no_version(web::Context&, const Incoming& one) { return one.version; }

void run_opinion(db::Tx& tx, web::Context& context, const Incoming& one, web::Form& form) {
    const auto due = form.day("due", "Trả lời trước ngày");
    const Id of = form.id("of_post", "Xin ý kiến của");
    if (form.faulty()) throw Refused(form.all());
    request_opinion(tx, context.actor(), kIncoming, one.id, of, form.text("question", "Nội dung xin ý kiến"), due);
}

const OpinionRequest& opinion_here(web::Context& context, const std::vector<OpinionRequest>& list) {
    return found_in(list, context.request.id("request"));
}

std::vector<layout::Field> answer_boxes(web::Context& context, const forms::Boxes& fields, const Incoming& one) {
    const auto list = context.house.db->reading([&](db::Conn& conn) { return opinions_of(conn, kIncoming, one.id); });
    const auto& asked = opinion_here(context, list);
    return {fields.area("answer", "Ý kiến",
                        {.hint = text::fill(context.lang.tr("%1 hỏi: %2"), {asked.asked_by, asked.question})})};
}

std::int64_t answer_version(web::Context& context, const Incoming& one) {
    const auto list = context.house.db->reading([&](db::Conn& conn) { return opinions_of(conn, kIncoming, one.id); });
    return opinion_here(context, list).version;
}

const RequestDeed kDeeds[] = {{"extensions/:request/decision",
                               "extensions/:request/decision",
                               {"Duyệt gia hạn", "", "Trả lời"},
                               "Đã trả lời đề nghị gia hạn.",
                               decision_boxes,
                               decision_version,
                               run_decision},
                              {"opinions",
                               "opinions/new",
                               {"Xin ý kiến", "Việc vẫn ở chỗ người đang xử lý.", "Xin ý kiến"},
                               "Đã xin ý kiến.",
                               opinion_boxes,
                               no_version,
                               run_opinion},
                              {"opinions/:request/answer",
                               "opinions/:request/answer",
                               {"Cho ý kiến", "", "Cho ý kiến"},
                               "Đã cho ý kiến.",
                               answer_boxes,
                               answer_version,
                               [](db::Tx& tx, web::Context& context, const Incoming&, web::Form& form) {
                                   give_opinion(tx, context.actor(), context.request.id("request"), form.version(),
                                                form.text("answer", "Ý kiến"));
                               }}};

web::Response show(web::Context& context, const RequestDeed& deed, const Incoming& one, const forms::Values& values,
                   std::int64_t version, int status) {
    std::string path = deed.path;
    if (const auto at = path.find(":request"); at != std::string::npos)
        path.replace(at, 8, std::string(context.request.place("request")));
    return small_page(context, deed.form, one, link_of(one.id) + "/" + path, version, values,
                      deed.boxes(context, forms::Boxes(context.lang, values), one), status);
}

web::Response request_form(web::Context& context, const RequestDeed& deed) {
    const Incoming one = visible_here(context);
    return show(context, deed, one, {}, deed.version(context, one), 200);
}

web::Response request_deed(web::Context& context, const RequestDeed& deed) {
    const Incoming one = visible_here(context);
    deed.version(context, one);  // the request is one of this document
    web::Form form(context.request);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            deed.run(tx, context, one, form);
            return one.id;
        });
    } catch (const Refused& refused) {
        forms::Values values = forms::Values::typed(context.request, form.all());
        values.faults = refused.reasons();
        return show(context, deed, one, values, form.version(), 422);
    } catch (const Conflict&) {
        forms::Values values = forms::Values::typed(context.request, form.all());
        values.faults = {changed_meanwhile(context, kIncoming, one.id)};
        return show(context, deed, one, values, deed.version(context, one), 409);
    }
    context.flash(context.lang.tr(deed.done));
    return web::see_other(link_of(one.id));
}

}  // namespace

void request_routes(web::Router& router) {
    for (const auto& deed : kDeeds) {
        const std::string base = "/documents/incoming/:id/";
        router.get(base + deed.form_path, [&deed](web::Context& context) { return request_form(context, deed); });
        router.post(base + deed.path, [&deed](web::Context& context) { return request_deed(context, deed); });
    }
}

}  // namespace dinh::documents
