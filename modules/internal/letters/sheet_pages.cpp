// The printed sheet: the document, whom it went to, who read it and when.
#include "modules/internal/letters/pages.hpp"
#include "modules/internal/letters/shown.hpp"
#include "platform/text/text.hpp"

namespace dinh::internal {

namespace {

pages::LettersSheet sheet_of(const dinh::pages::Lang& lang, const directory::Agency* agency, const Shown& shown) {
    const Letter& one = shown.one;
    std::vector<std::string> names;
    for (const auto& ref : shown.files) names.push_back(ref.name);
    pages::LettersSheet page{.superior = agency ? text::upper(agency->name) : "",
                             .sender = text::upper(one.from_name),
                             .mark = one.mark.empty() ? "" : text::fill(lang.tr("Số: %1"), {one.mark}),
                             .place = (agency ? agency->place_name : "") + ", " +
                                      clock::show_formal(clock::day_of(one.sent_at.value_or(one.created_at))),
                             .kind = text::upper(lang.tr(kind_name(one.kind))),
                             .subject = one.subject,
                             .body = one.body,
                             .if_files = !names.empty(),
                             .files = text::join(names, "; "),
                             .signer = one.signed_by,
                             .receivers = {},
                             .no_readings = shown.readings.empty(),
                             .if_readings = !shown.readings.empty(),
                             .readings = {}};
    for (const auto& each : shown.receivers)
        page.receivers.push_back({.who = each.label,
                                  .role = lang.tr(role_name(each)),
                                  .read = at_words(each.read_at, each.read_by),
                                  .result = each.result.empty() ? lang.tr(receiver_state_name(each)) : each.result});
    for (const auto& each : shown.readings)
        page.readings.push_back(
            {.reader = each.name, .reader_capacity = each.capacity, .read_at = clock::show(each.at)});
    return page;
}

}  // namespace

web::Response print_page(web::Context& context) {
    const Shown shown = read_here(context);
    const auto directory = directory::now(context.house);
    return web::print_page(context, known_as(context.lang, shown.one),
                           sheet_of(context.lang, directory->agency(shown.one.owner_agency), shown));
}

}  // namespace dinh::internal
