#include "modules/documents/outgoing/show_pages.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/file_words.hpp"
#include "modules/documents/incoming/previews.hpp"
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "modules/documents/outgoing/show_model.hpp"
#include "modules/documents/outgoing/words.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents::out_pages {

namespace {

struct File {
    Outgoing one;
    files::Ref ref;
};

// A file is reached only inside its document, under the document's right.
File file_of(web::Context& context) {
    const auto position = ids::parse(context.request.place("n"));
    if (!position || *position > 100'000) throw NotFound("documents: file number");
    return context.house.db->reading([&](db::Conn& conn) {
        const Outgoing one = visible_outgoing(conn, context.actor(), context.request.id());
        const auto ref = files::find(conn, kOutgoing, one.id, static_cast<int>(*position));
        if (!ref) throw NotFound("documents: file " + std::to_string(*position) + " of " + std::to_string(one.id));
        return File{one, *ref};
    });
}

bool shown_in_browser(const files::Ref& ref) {
    return ref.media_type == "application/pdf" || ref.media_type == "image/png" || ref.media_type == "image/jpeg";
}

// "12.png"
std::optional<int> page_number(std::string_view place) {
    if (!place.ends_with(".png")) return std::nullopt;
    const auto number = ids::parse(place.substr(0, place.size() - 4));
    return number && *number <= kMostPictures ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

int width_of(std::string_view typed) {
    for (const int width : kPictureWidths)
        if (typed == std::to_string(width)) return width;
    return kPictureWidths[1];
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

}  // namespace

web::Response show(web::Context& context) {
    const Id id = context.request.id();
    note_reading(context, id);
    const auto directory = directory::now(context.house);
    const Day today = clock::today();
    const auto found =
        context.house.db->reading([&](db::Conn& conn) { return shown(conn, context.actor(), id, today); });
    return web::page(context, name_of(found.one), show_model(context, *directory, found, today));
}

web::Response slip(web::Context& context) {
    const auto directory = directory::now(context.house);
    const auto found = context.house.db->reading(
        [&](db::Conn& conn) { return shown(conn, context.actor(), context.request.id(), clock::today()); });
    if (found.slips.empty()) throw NotFound("documents: not submitted yet");
    return web::print_page(context, context.lang.tr("Phiếu trình"), slip_model(context.lang, *directory, found));
}

web::Response file_page(web::Context& context) {
    const auto [one, ref] = file_of(context);
    const std::string base = out_flow::path_of(one.id) + "/files/" + std::to_string(ref.position);
    const auto words = text_of(context.house, ref);
    pages::OutgoingFile page{.show_path = out_flow::path_of(one.id),
                             .known = name_of(one),
                             .file_name = ref.name,
                             .file_note = file_note(context.lang, ref),
                             .download_path = base,
                             .pictures = {},
                             .no_pictures = !has_pictures(ref),
                             .if_text_read = words.has_value(),
                             .file_text = words.value_or(""),
                             .no_text_read = !words,
                             .text_state = text_state_words(context.lang, files::TextState::no_text)};
    for (int n = 1; has_pictures(ref) && n <= std::clamp(ref.pages, 1, kMostPictures); ++n)
        page.pictures.push_back({.picture_path = base + "/pages/" + std::to_string(n) + ".png",
                                 .picture_words = text::fill(context.lang.tr("Trang %1"), {std::to_string(n)})});
    return web::page(context, ref.name, page);
}

web::Response file_content(web::Context& context) {
    const auto [one, ref] = file_of(context);
    return web::file({context.house.files->path_of(ref.hash), ref.hash}, ref.media_type, ref.name,
                     shown_in_browser(ref));
}

web::Response file_picture(web::Context& context) {
    const auto [one, ref] = file_of(context);
    const auto number = page_number(context.request.place("p"));
    if (!number) throw NotFound("documents: page number");
    const int width = width_of(context.request.get("width"));
    const auto place = picture_of(context.house, ref, *number, width);
    if (!place) throw NotFound("documents: no picture of the page");
    return web::file({*place, ref.hash + "-" + std::to_string(*number) + "-" + std::to_string(width)}, "image/png",
                     "trang-" + std::to_string(*number) + ".png", true);
}

}  // namespace dinh::documents::out_pages
