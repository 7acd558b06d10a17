#include "modules/documents/outgoing/show_pages.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "modules/documents/outgoing/show_model.hpp"
#include "modules/documents/outgoing/words.hpp"
#include "modules/documents/readers.hpp"
#include "modules/documents/record_pages.hpp"
#include "platform/audit/viewers.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents::out_pages {

namespace {

struct File {
    Outgoing one;
    files::Ref ref;
};

// A file is reached only inside its document, under the document's right.
File file_of(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        const Outgoing one = visible_outgoing(conn, context.actor(), context.request.id());
        return File{one, file_asked(context, conn, kOutgoing, one.id)};
    });
}

std::string name_of(const Outgoing& one) { return one.mark.empty() ? text::cut(one.subject, 80) : one.mark; }

pages::OutgoingSlip slip_model(const dinh::pages::Lang& lang, const directory::Snapshot& directory,
                               const OutShown& found) {
    const auto& newest = found.slips.back();
    const auto* body = directory.issuing_body(found.one.issuing_body);
    const auto round = found.last_round();
    pages::OutgoingSlip page{.superior = body ? body->superior_line : std::string(),
                             .body = text::upper(found.one.body_name),
                             .place_and_day = (body ? body->place_name : std::string()) + ", " +
                                              clock::show_formal(clock::day_of(newest.at)),
                             .kind_name = kind_name(found.one.kind),
                             .subject = found.one.subject,
                             .signer = round.empty() ? std::string() : round.back().label,
                             .by = directory.person_name(newest.person),
                             .at = clock::show(newest.at),
                             .slip_text = newest.text,
                             .relations = {},
                             .steps = {}};
    for (const auto& one : found.relations)
        page.relations.push_back({.relation = lang.tr(out_words::relation_name(one.type, one.from_here)) + " " +
                                              one.mark + (one.visible ? " – " + one.subject : "")});
    for (const auto& step : round)
        page.steps.push_back({.step = lang.tr(out_words::step_name(step.kind)),
                              .step_who = step.done_as.empty() ? step.label : step.done_as,
                              .step_at = step.done_at ? clock::show(*step.done_at) : std::string(),
                              .opinion = step.answer});
    return page;
}

void note_reading(web::Context& context, Id id) {
    Id unread = 0;
    context.house.db->read([&](db::Conn& conn) {
        const auto one = visible_outgoing(conn, context.actor(), id);
        for (const auto& step : route_of(conn, id))
            if (step.state == "current" && !step.read_at && may(context.actor(), Deed::act_on_step, one, step.post))
                unread = step.id;
    });
    if (unread != 0) context.house.db->write([&](db::Tx& tx) { mark_step_read(tx, context.actor(), unread); });
}

Holder holder_of(const Outgoing& one) {
    return {"/documents/outgoing", "Văn bản đi", out_flow::path_of(one.id), name_of(one)};
}

Outgoing asked_for(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_outgoing(conn, context.actor(), context.request.id()); });
}

}  // namespace

web::Response show(web::Context& context) {
    const Id id = context.request.id();
    note_reading(context, id);
    const auto directory = directory::now(context.house);
    const Day today = clock::today();
    const auto found = context.house.db->reading(
        [&](db::Conn& conn) { return shown(context.house, conn, context.actor(), id, today); });
    audit::note_view_of_day(context.actor(), kOutgoing, id, context.request.remote_address);
    return web::page(context, name_of(found.one), show_model(context, *directory, found, today));
}

web::Response slip(web::Context& context) {
    const auto directory = directory::now(context.house);
    const auto found = context.house.db->reading([&](db::Conn& conn) {
        return shown(context.house, conn, context.actor(), context.request.id(), clock::today());
    });
    if (found.slips.empty()) throw NotFound("documents: not submitted yet");
    return web::print_page(context, context.lang.tr("Phiếu trình"), slip_model(context.lang, *directory, found));
}

web::Response file_page(web::Context& context) {
    const auto [one, ref] = file_of(context);
    return file_page_of(context, holder_of(one), ref);
}

web::Response readers_page(web::Context& context) {
    const Outgoing one = asked_for(context);
    return readers_page_of(context, holder_of(one), kOutgoing, one.id);
}

web::Response confirm_readers(web::Context& context) {
    const Outgoing one = asked_for(context);
    return confirm_readers_of(context, holder_of(one), kOutgoing, one.id);
}

web::Response file_content(web::Context& context) { return file_content_of(context, file_of(context).ref); }
web::Response file_picture(web::Context& context) { return file_picture_of(context, file_of(context).ref); }

}  // namespace dinh::documents::out_pages
