#include "modules/meetings/entries/entry_form.hpp"

#include <algorithm>

#include "modules/meetings/reader.hpp"
#include "modules/meetings/weeks/week_view.hpp"
#include "modules/meetings/words.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::meetings {

namespace {

namespace role = directory::role;

constexpr std::int64_t kMinuteMs = 60'000;
constexpr int kUsualMinutes = 120;

Instant moment(Day day, int minutes) { return {clock::start_of(day).ms + minutes * kMinuteMs}; }

// Without an end a meeting goes on until the half day is over, on days off for two hours.
int usual_end(Day day, int start) {
    const auto hours = calendar::current().hours(day);
    if (hours && start < hours->morning_end) return hours->morning_end;
    if (hours && start < hours->afternoon_end) return hours->afternoon_end;
    return std::min(start + kUsualMinutes, 24 * 60 - 1);
}

std::optional<int> time_field(web::Form& form, const char* field, bool required) {
    const auto typed = form.typed(field);
    if (typed.empty()) {
        if (required) form.fault(field, "Hãy ghi giờ bắt đầu.");
        return std::nullopt;
    }
    const auto minutes = typed.size() <= 10 ? minutes_typed(typed) : std::nullopt;
    if (!minutes) form.fault(field, "Giờ không đúng; ghi như 8:00, 8h30 hoặc 1330.");
    return minutes;
}

bool ticked(const std::vector<std::string>& list, Id id) {
    return std::find(list.begin(), list.end(), std::to_string(id)) != list.end();
}

bool leads(const directory::Post& post) { return post.has(role::kAgencyLeader) || post.has(role::kDeputyAgencyLeader); }

std::vector<forms::Choice> chairs(const directory::Snapshot& directory, Id agency) {
    std::vector<forms::Choice> options{{"", "(người ngoài cơ quan, ghi ở ô bên)"}};
    for (const bool of_agency : {true, false})
        for (const auto* post : posts_of_calendar(directory, agency)) {
            const bool heads_unit =
                post->has(role::kUnitLeader) || post->has(role::kDeputyUnitLeader) || post->has(role::kOfficeLeader);
            if (of_agency ? leads(*post) : !leads(*post) && heads_unit)
                options.push_back({std::to_string(post->id), directory.post_label(post->id)});
        }
    return options;
}

std::vector<forms::Choice> calendars(const directory::Snapshot& directory, Id agency) {
    std::vector<forms::Choice> options{{"", "Lịch lãnh đạo"}};
    for (const auto* unit : units_of_calendar(directory, agency))
        options.push_back({std::to_string(unit->id), unit->name});
    return options;
}

void add_takers(pages::EntriesForm& page, const directory::Snapshot& directory, const EntryForm& form) {
    for (const auto* post : posts_of_calendar(directory, form.agency)) {
        const bool chosen = ticked(form.posts, post->id);
        const std::string value = std::to_string(post->id), name = directory.post_label(post->id);
        if (leads(*post))
            page.leaders.push_back({.value = value, .if_ticked = chosen, .name = name});
        else
            page.others.push_back({.value = value, .if_ticked = chosen, .name = name});
        if (chosen && !leads(*post)) page.if_open = true;
    }
    for (const auto* unit : units_of_calendar(directory, form.agency))
        page.units.push_back(
            {.value = std::to_string(unit->id), .if_ticked = ticked(form.units, unit->id), .name = unit->name});
}

const char* heading_of(const EntryForm& form, bool draws) {
    if (form.entry) return "Sửa lịch";
    return draws ? "Thêm lịch" : "Đăng ký lịch";
}

pages::EntriesForm form_model(const Reader& reader, const EntryForm& form, const forms::Values& typed, bool draws) {
    const auto& lang = reader.lang;
    const auto& directory = reader.directory;
    const forms::Boxes boxes(lang, typed);
    const char* heading = heading_of(form, draws);
    pages::EntriesForm page{
        .back_path = form.back_path,
        .heading = lang.tr(heading),
        .if_invitation = form.incoming != 0,
        .incoming_path = "/documents/incoming/" + std::to_string(form.incoming),
        .incoming = lang.tr("mở văn bản"),
        .if_errors = !typed.faults.empty(),
        .errors = {},
        .if_proposes = !draws,
        .action_path = form.entry ? link_of_entry(form.entry->id) + "/changes" : "/meetings/entries",
        .csrf = reader.csrf,
        .deed_key = deed::new_key(),
        .version = form.version,
        .agency = form.agency,
        .incoming_id = form.incoming,
        .boxes = {boxes.day("day", "Ngày", {.width = "w-1"}),
                  boxes.line("from", "Từ giờ", {.width = "w-1", .most = 10}),
                  boxes.line("until", "Đến giờ", {.width = "w-1", .optional = true, .most = 10}),
                  boxes.day("until_day", "Đến hết ngày", {.width = "w-1", .optional = true}),
                  boxes.select("unit", "Ghi vào lịch của", calendars(*directory, form.agency), {.width = "w-2"}),
                  boxes.line("subject", "Nội dung", {.most = 500}),
                  boxes.line("place", "Địa điểm", {.width = "w-2", .optional = true, .most = 200}),
                  boxes.select("chair", "Chủ trì", chairs(*directory, form.agency), {.width = "w-2"}),
                  boxes.line("chair_text", "Người chủ trì ở ngoài cơ quan",
                             {.width = "w-2", .optional = true, .most = 200})},
        .leaders = {},
        .units = {},
        .if_open = false,
        .others = {},
        .more = {boxes.line("guests", "Thành phần khác", {.optional = true, .most = 1000})},
        .if_internal = form.internal,
        .button = lang.tr(form.entry ? "Lưu" : heading)};
    forms::add_errors(page, lang, typed.faults);
    add_takers(page, *directory, form);
    return page;
}

}  // namespace

EntryInput read_entry(web::Form& form, const web::Request& request, Id agency) {
    EntryInput input;
    input.agency = agency;
    input.incoming = form.id("incoming", "Giấy mời");
    input.unit = form.id("unit", "Ghi vào lịch của");
    input.subject = form.line("subject", "Nội dung", {.required = true, .max = 500});
    input.place = form.line("place", "Địa điểm", {.max = 200});
    input.chair = form.id("chair", "Chủ trì");
    input.chair_text = form.line("chair_text", "Người chủ trì", {.max = 200});
    input.posts = form.ids("posts", "Thành phần");
    input.units = form.ids("units", "Thành phần");
    input.guests = form.line("guests", "Thành phần khác", {.max = 1000});
    input.internal = request.has_field("internal");
    const auto day = form.day("day", "Ngày", true);
    const auto until_day = form.day("until_day", "Đến hết ngày");
    const auto from = time_field(form, "from", true), until = time_field(form, "until", false);
    if (!day || !from) return input;
    const Day last = until_day.value_or(*day);
    input.starts = moment(*day, *from);
    input.ends = moment(last, until.value_or(usual_end(last, last == *day ? *from : 0)));
    return input;
}

EntryForm form_of(const Entry& entry) {
    EntryForm form;
    form.entry = &entry;
    form.agency = entry.agency;
    form.incoming = entry.incoming;
    form.version = entry.version;
    form.back_path = link_of_entry(entry.id);
    form.internal = entry.internal;
    for (const auto& one : entry.participants)
        if (one.role == "attend") (one.kind == "unit" ? form.units : form.posts).push_back(std::to_string(one.who));
    return form;
}

forms::Values values_of(const Entry& entry) {
    forms::Values typed;
    typed.values = {{"day", clock::show(entry.first_day())},
                    {"from", hour_of(entry.starts)},
                    {"until", hour_of(entry.ends)},
                    {"subject", entry.subject},
                    {"place", entry.place},
                    {"chair_text", entry.chair_text},
                    {"guests", entry.guests},
                    {"unit", entry.unit == 0 ? "" : std::to_string(entry.unit)}};
    if (clock::day_of(entry.ends) != entry.first_day())
        typed.values["until_day"] = clock::show(clock::day_of(entry.ends));
    for (const auto& one : entry.participants)
        if (one.role == "chair") typed.values["chair"] = std::to_string(one.who);
    return typed;
}

web::Response entry_form_page(web::Context& context, const EntryForm& form, const forms::Values& typed, int status) {
    const bool draws = can(context.actor(), Deed::draw_up, subject_of_agency(form.agency)) != nullptr;
    return web::page(context, context.lang.tr(heading_of(form, draws)),
                     form_model(reader_of(context), form, typed, draws), status);
}

}  // namespace dinh::meetings
