// The week of an agency and what is done to it; the week of a person.
#include "modules/meetings/handlers.hpp"
#include "modules/meetings/reader.hpp"
#include "modules/meetings/weeks/public_weeks.hpp"
#include "modules/meetings/weeks/week_view.hpp"
#include "modules/meetings/words.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/text/text.hpp"

namespace dinh::meetings {

namespace {

using Lang = dinh::pages::Lang;

struct Seen {
    Id agency = 0;
    Day monday;
    std::string calendar;  // "" the leaders, "all", or a unit's id
    Week week;
    std::vector<Entry> entries;
    std::vector<Clash> clashes;
    bool drafts = false;  // sees what is not published
};

bool stands_in(const Entry& entry, const std::string& calendar) {
    if (calendar == "all") return true;
    if (calendar.empty()) return entry.unit == 0;
    const Id unit = ids::parse(calendar).value_or(0);
    return entry.unit == unit || std::any_of(entry.participants.begin(), entry.participants.end(),
                                             [&](const Participant& one) { return one.who == unit; });
}

Seen seen_of(web::Context& context, std::string_view agency, Day monday, std::string_view calendar) {
    Seen seen;
    seen.agency = agency_asked(context, agency);
    seen.monday = monday;
    seen.calendar = calendar;
    const auto& actor = context.actor();
    seen.drafts = can(actor, Deed::read_drafts, subject_of_agency(seen.agency)) != nullptr;
    const auto directory = directory::now(context.house);
    context.house.db->read([&](db::Conn& conn) {
        seen.week = week_of(conn, seen.agency, monday);
        seen.entries.clear();
        for (auto& one : entries_between(conn, seen.agency, monday, monday + 6))
            if (stands_in(one, seen.calendar) && may_see(actor, one, seen.week.published()) &&
                (one.state != "declined" || concerns(actor, one)))
                seen.entries.push_back(std::move(one));
        if (seen.drafts) seen.clashes = clashes_of(conn, *directory, seen.agency, seen.entries);
    });
    return seen;
}

std::string base_path(const Seen& seen, const char* path = "/meetings") {
    return path + std::string("?agency=") + std::to_string(seen.agency) +
           (seen.calendar.empty() ? "" : "&calendar=" + text::url_encode(seen.calendar));
}

void add_calendars(pages::WeeksWeek& page, const Lang& lang, const Seen& seen, const directory::Snapshot& directory) {
    const auto add = [&](const std::string& calendar, const std::string& name) {
        Seen other;
        other.agency = seen.agency, other.calendar = calendar;
        page.calendars.push_back({.calendar_path = base_path(other) + "&week=" + clock::to_text(seen.monday),
                                  .if_here = calendar == seen.calendar,
                                  .calendar = name});
    };
    add("", lang.tr("Lãnh đạo"));
    add("all", lang.tr("Cả cơ quan"));
    for (const auto* unit : units_of_calendar(directory, seen.agency)) add(std::to_string(unit->id), unit->name);
}

void add_steps(pages::WeeksWeek& page, const Reader& reader, const Seen& seen) {
    const auto subject = subject_of_agency(seen.agency);
    const std::string base = "/meetings/weeks/" + clock::to_text(seen.monday);
    const auto add = [&](Deed deed, const char* part, const char* words, bool ends = false) {
        if (!can(reader.actor, deed, subject)) return;
        page.steps.push_back({.step_path = base + part,
                              .csrf = reader.csrf,
                              .deed_key = deed::new_key(),
                              .if_ends = ends,
                              .version = seen.week.version,
                              .agency_id = seen.agency,
                              .if_second = !page.steps.empty(),
                              .step = reader.lang.tr(words)});
    };
    if (seen.week.state == "draft") add(Deed::submit_week, "/submission", "Trình duyệt lịch tuần");
    if (seen.week.state == "draft" || seen.week.state == "submitted")
        add(Deed::approve_week, "/approval", "Duyệt lịch tuần");
    if (seen.week.state == "approved") add(Deed::publish_week, "/publication", "Công bố lịch tuần");
    const bool readers = module::weeks_are_shown() && seen.week.published();
    if (readers && !seen.week.public_since) add(Deed::open_week, "/opening", "Đăng lên trang thông tin");
    if (readers && seen.week.public_since) add(Deed::open_week, "/opening", "Gỡ khỏi trang thông tin", true);
    page.if_steps = !page.steps.empty();
    page.if_returns = (seen.week.state == "submitted" || seen.week.state == "approved") &&
                      can(reader.actor, Deed::return_week, subject);
    page.return_path = base + "/return";
}

const char* week_tag(std::string_view state) {
    if (state == "published") return "tag--good";
    return state == "draft" ? "tag--off" : "tag--warn";
}

std::string approval_words(const Lang& lang, const Week& week) {
    if (!week.approved_at) return {};
    return text::fill(lang.tr("Duyệt lúc %1: %2"), {clock::show(*week.approved_at), week.approver_label});
}

pages::WeeksWeek week_model(const Reader& reader, const Seen& seen, const forms::Values& typed) {
    const Lang& lang = reader.lang;
    const auto& directory = reader.directory;
    const auto subject = subject_of_agency(seen.agency);
    const bool draws = can(reader.actor, Deed::draw_up, subject) != nullptr;
    pages::WeeksWeek page{
        .agency = directory->agency_name(seen.agency),
        .week_words = week_words(lang, seen.monday),
        .week_tag = week_tag(seen.week.state),
        .week_state = lang.tr(week_state_name(seen.week.state)),
        .if_may_add = draws || can(reader.actor, Deed::propose_entry, subject),
        .new_path = base_path(seen, "/meetings/entries/new") + "&week=" + clock::to_text(seen.monday),
        .new_words = lang.tr(draws ? "Thêm lịch" : "Đăng ký lịch"),
        .print_path = base_path(seen, "/meetings/print") + "&week=" + clock::to_text(seen.monday),
        .if_errors = !typed.faults.empty(),
        .errors = {},
        .earlier_path = "",
        .now_path = "",
        .if_now = false,
        .later_path = "",
        .calendars = {},
        .if_hidden = !seen.week.published() && !seen.drafts,
        .if_note = seen.drafts && !seen.week.note.empty(),
        .note = seen.week.note,
        .if_approved = seen.week.approved() && seen.week.approved_at,
        .approved_words = approval_words(lang, seen.week),
        .if_public = seen.week.public_since.has_value(),
        .if_clashes = !seen.clashes.empty(),
        .clash_words = lang.trn("%1 chỗ trùng trong lịch tuần", static_cast<std::int64_t>(seen.clashes.size())),
        .caption = week_words(lang, seen.monday),
        .days = days_of(lang, seen.monday, seen.entries, seen.clashes),
        .if_steps = false,
        .steps = {},
        .if_returns = false,
        .return_path = "",
        .csrf = reader.csrf,
        .deed_key = deed::new_key(),
        .version = seen.week.version,
        .agency_id = seen.agency,
        .reason = typed.at("reason")};
    forms::add_errors(page, lang, typed.faults);
    add_walk(page, base_path(seen), seen.monday);
    add_calendars(page, lang, seen, *directory);
    add_steps(page, reader, seen);
    return page;
}

web::Response week_page(web::Context& context, const Seen& seen, const forms::Values& typed, int status) {
    return web::page(context, context.lang.tr("Lịch công tác"), week_model(reader_of(context), seen, typed), status);
}

template <class Work>
web::Response step(web::Context& context, const char* done, Work&& work) {
    web::Form form(context.request);
    const auto monday = clock::parse_day(context.request.place("monday"));
    if (!monday) throw NotFound("a week of no day");
    const Id agency = agency_asked(context, form.typed("agency"));
    forms::Values typed;
    int status = 422;
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            work(tx, agency, *monday, form);
            return agency;
        });
        context.flash(context.lang.tr(done));
        return web::see_other("/meetings?agency=" + std::to_string(agency) + "&week=" + clock::to_text(*monday));
    } catch (const Refused& refused) {
        typed = forms::Values::typed(context.request, refused.reasons());
    } catch (const Conflict&) {
        typed = forms::Values::typed(context.request,
                                     {{"", "Có người vừa thay đổi lịch tuần này; xem lại rồi làm lần nữa."}});
        status = 409;
    }
    return week_page(context, seen_of(context, std::to_string(agency), *monday, ""), typed, status);
}

void add_line(pages::WeeksPrint& page, const Lang& lang, const Entry& entry, Day day) {
    const std::string name = lang.tr(weekday_name(day)) + " " + clock::show(day);
    const bool changed = !entry.change.empty();
    page.lines.push_back({.if_void = entry.state == "cancelled",
                          .day = name,
                          .half = lang.tr(half_of(entry, day)),
                          .time = time_on(entry, day),
                          .subject = entry.subject,
                          .if_mark = changed || entry.state != "accepted",
                          .mark = lang.tr(changed ? change_name(entry.change) : state_name(entry.state)),
                          .chair = chair_of(entry),
                          .takes_part = takers_of(entry),
                          .place = entry.place});
}

}  // namespace

web::Response show_week(web::Context& context) {
    const auto& request = context.request;
    return week_page(context, seen_of(context, request.get("agency"), monday_asked(request), request.get("calendar")),
                     {}, 200);
}

web::Response submit_one(web::Context& context) {
    const auto directory = directory::now(context.house);
    return step(context, "Đã trình duyệt lịch tuần.", [&](db::Tx& tx, Id agency, Day monday, const web::Form& form) {
        submit_week(tx, context.actor(), *directory, agency, monday, form.version());
    });
}
web::Response approve_one(web::Context& context) {
    return step(context, "Đã duyệt lịch tuần.", [&](db::Tx& tx, Id agency, Day monday, const web::Form& form) {
        approve_week(tx, context.actor(), agency, monday, form.version());
    });
}
web::Response return_one(web::Context& context) {
    return step(context, "Đã trả lại lịch tuần.", [&](db::Tx& tx, Id agency, Day monday, const web::Form& form) {
        return_week(tx, context.actor(), agency, monday, form.version(), form.typed("reason"));
    });
}
web::Response publish_one(web::Context& context) {
    return step(context, "Đã công bố lịch tuần.", [&](db::Tx& tx, Id agency, Day monday, const web::Form& form) {
        publish_week(tx, context.actor(), agency, monday, form.version());
    });
}

web::Response open_one(web::Context& context) {
    return step(context, "Đã đăng lịch tuần lên trang thông tin.",
                [&](db::Tx& tx, Id agency, Day monday, const web::Form& form) {
                    open_week(tx, context.actor(), agency, monday, form.version());
                });
}
web::Response close_one(web::Context& context) {
    return step(context, "Đã gỡ lịch tuần khỏi trang thông tin.",
                [&](db::Tx& tx, Id agency, Day monday, const web::Form& form) {
                    close_week(tx, context.actor(), agency, monday, form.version());
                });
}

web::Response show_own_week(web::Context& context) {
    const Day monday = monday_asked(context.request);
    const auto& actor = context.actor();
    const auto directory = directory::now(context.house);
    const auto* as = actor.acting_capacity();
    std::vector<Entry> entries;
    std::vector<Clash> clashes;
    context.house.db->read([&](db::Conn& conn) {
        entries = entries_of(conn, actor.grantees, monday, monday + 6);
        if (as) clashes = clashes_of(conn, *directory, calendar_of(*as), entries);
    });
    std::erase_if(clashes, [&](const Clash& one) { return one.person != actor.person; });
    pages::WeeksMine page{.week_words = week_words(context.lang, monday),
                          .if_proposes = as != nullptr && !actor.read_only,
                          .new_path = "/meetings/entries/new?week=" + clock::to_text(monday),
                          .week_path = link_of_week(monday),
                          .earlier_path = "",
                          .now_path = "",
                          .if_now = false,
                          .later_path = "",
                          .caption = week_words(context.lang, monday),
                          .days = days_of(context.lang, monday, entries, clashes)};
    add_walk(page, "/meetings/mine", monday);
    return web::page(context, context.lang.tr("Lịch của tôi"), page);
}

web::Response print_week(web::Context& context) {
    const auto& request = context.request;
    const Lang& lang = context.lang;
    const Seen seen = seen_of(context, request.get("agency"), monday_asked(request), request.get("calendar"));
    const auto directory = directory::now(context.house);
    const auto* unit = directory->unit(ids::parse(seen.calendar).value_or(0));
    pages::WeeksPrint page{.agency = text::upper(directory->agency_name(seen.agency)),
                           .sheet_name = lang.tr("Lịch công tác tuần") + (unit ? " – " + unit->name : ""),
                           .week_words = week_words(lang, seen.monday),
                           .lines = {},
                           .state_note = seen.week.approved() ? std::string() : lang.tr("Bản dự thảo, chưa được duyệt"),
                           .approver = seen.week.approver_label};
    for (Day day = seen.monday; day < seen.monday + 7; day = day + 1)
        for (const auto& entry : seen.entries)
            if (meets(entry, day) && on_paper(entry)) add_line(page, lang, entry, day);
    return web::print_page(context, lang.tr("Lịch công tác tuần"), page, true);
}

}  // namespace dinh::meetings
