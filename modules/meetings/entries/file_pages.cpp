// Invitations that come as a calendar file: each event leads to the form of an entry, filled in. Nothing is kept of
// the file.
#include <fstream>

#include "modules/meetings/handlers.hpp"
#include "modules/meetings/pages.hpp"
#include "modules/meetings/rights.hpp"
#include "modules/meetings/weeks/week_view.hpp"
#include "modules/meetings/words.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/icalendar/reader.hpp"
#include "platform/text/text.hpp"

namespace dinh::meetings {

namespace {

using Lang = dinh::pages::Lang;
using Events = std::vector<icalendar::Read>;

std::string hours_of(Instant at) {
    const std::string shown = clock::show(at);
    return shown.substr(shown.size() - 5);
}

// The form of an entry, with what the event says. A whole day leaves the hours to who enters it.
std::string form_path(Id agency, const icalendar::Read& one) {
    std::string path = "/meetings/entries/new?agency=" + std::to_string(agency);
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) path += std::string("&") + name + "=" + text::url_encode(value);
    };
    const Day first = clock::day_of(one.starts);
    const Day last = std::max(first, clock::day_of({one.ends.ms - 1}));
    add("week", clock::to_text(monday_of(first)));
    add("day", clock::show(first));
    if (!one.whole_day) {
        add("from", hours_of(one.starts));
        add("until", hours_of(one.ends));
    }
    if (last != first) add("until_day", clock::show(last));
    add("subject", one.summary);
    add("place", text::cut(one.location, 200));
    add("chair_text", text::cut(one.organizer, 200));
    return path;
}

std::string when(const icalendar::Read& one) {
    return one.whole_day
               ? clock::show(clock::day_of(one.starts))
               : hours_of(one.starts) + " – " + hours_of(one.ends) + ", " + clock::show(clock::day_of(one.starts));
}

web::Response file_page(web::Context& context, Id agency, const std::vector<Reason>& faults, const Events& events,
                        int status) {
    const Lang& lang = context.lang;
    pages::EntriesFile page{.if_errors = false,
                            .errors = {},
                            .csrf = context.csrf_token(),
                            .deed_key = deed::new_key(),
                            .agency = agency,
                            .if_events = !events.empty(),
                            .events = {}};
    forms::add_errors(page, lang, faults);
    for (const auto& one : events)
        page.events.push_back({.when = when(one),
                               .if_recurs = one.recurs,
                               .form_path = form_path(agency, one),
                               .summary = one.summary.empty() ? lang.tr("(không ghi nội dung)") : one.summary,
                               .location = one.location,
                               .organizer = one.organizer});
    return web::page(context, lang.tr("Ghi lịch từ tệp .ics"), page, status);
}

Id agency_here(web::Context& context, std::string_view asked) {
    const Id agency = agency_asked(context, asked);
    must(context.actor(), Deed::propose_entry, Subject{.agency = agency});
    return agency;
}

// What the upload holds; Refused says why it cannot be read.
Events events_of(const web::Request& request) {
    const web::Upload* file = nullptr;
    for (const auto& one : request.uploads)
        if (one.field == "calendar" && one.size_bytes > 0) file = &one;
    if (!file) throw Refused("calendar", "Hãy chọn tệp.");
    if (file->size_bytes > static_cast<std::int64_t>(icalendar::kMostBytes))
        throw Refused("calendar", "Tệp lịch lớn quá 512 KB.");
    std::ifstream spooled(file->spooled, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(spooled), {}};
    const auto events = icalendar::events_in(content, clock::now());
    if (!events) throw Refused("calendar", "Đây không phải tệp lịch (.ics).");
    if (events->empty()) throw Refused("calendar", "Tệp không có cuộc họp nào còn ở phía trước.");
    return *events;
}

}  // namespace

web::Response ask_calendar_file(web::Context& context) {
    return file_page(context, agency_here(context, context.request.get("agency")), {}, {}, 200);
}

web::Response read_calendar_file(web::Context& context) {
    const Id agency = agency_here(context, context.request.field("agency"));
    try {
        const Events events = events_of(context.request);
        if (events.size() == 1) return web::see_other(form_path(agency, events.front()));
        return file_page(context, agency, {}, events, 200);
    } catch (const Refused& refused) {
        return file_page(context, agency, refused.reasons(), {}, 422);
    }
}

}  // namespace dinh::meetings
