#include "platform/icalendar/reader.hpp"

#include <libical/ical.h>

#include <algorithm>
#include <memory>

#include "platform/error/error.hpp"
#include "platform/text/text.hpp"

namespace dinh::icalendar {

namespace {

constexpr int kMostTimes = 5'000;  // of one that recurs: a day each over thirteen years
constexpr std::size_t kMostLetters = 500;
constexpr std::int64_t kUsualMs = 3'600'000;
constexpr std::int64_t kLongestMs = 366LL * 24 * 3'600'000;
constexpr int kFirstYear = 1970, kLastYear = 2200;  // as the clock of the house
constexpr const char* kZone = "Asia/Ho_Chi_Minh";

struct Free {
    void operator()(icalcomponent* one) const { icalcomponent_free(one); }
    void operator()(icalrecur_iterator* one) const { icalrecur_iterator_free(one); }
};

icaltimezone* home() {
    static icaltimezone* zone = icaltimezone_get_builtin_timezone(kZone);
    return zone;
}

// libical takes a 13th month for January of the next year.
bool possible(const icaltimetype& time) {
    return !icaltime_is_null_time(time) && time.year >= kFirstYear && time.year <= kLastYear &&
           clock::make_day(time.year, time.month, time.day) && time.hour >= 0 && time.hour < 24 && time.minute >= 0 &&
           time.minute < 60 && time.second >= 0 && time.second <= 60;
}

std::optional<Instant> instant_of(icaltimetype time) {
    if (!possible(time)) return std::nullopt;
    icaltimezone* zone = time.is_date || !time.zone ? home() : const_cast<icaltimezone*>(time.zone);
    if (icaltime_is_utc(time)) zone = icaltimezone_get_utc_timezone();
    time.is_date = 0;
    return Instant{static_cast<std::int64_t>(icaltime_as_timet_with_zone(time, zone)) * 1000};
}

icaltimetype time_of(icalcomponent* event, icalproperty_kind kind) {
    icalproperty* property = icalcomponent_get_first_property(event, kind);
    return property ? icalproperty_get_datetime_with_component(property, event) : icaltime_null_time();
}

std::string words_of(icalcomponent* event, icalproperty_kind kind) {
    icalproperty* property = icalcomponent_get_first_property(event, kind);
    const char* said = property ? icalproperty_get_value_as_string(property) : nullptr;
    if (icalproperty_kind(kind) != ICAL_ORGANIZER_PROPERTY && property) {
        // As meant, without the backslashes of the file.
        icalvalue* value = icalproperty_get_value(property);
        if (value && icalvalue_isa(value) == ICAL_TEXT_VALUE) said = icalvalue_get_text(value);
    }
    return said && text::is_utf8(said) ? text::cut(text::clean_line(said), kMostLetters) : std::string();
}

std::string organizer_of(icalcomponent* event) {
    icalproperty* property = icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY);
    if (!property) return {};
    if (const char* name = icalproperty_get_parameter_as_string(property, "CN"); name && text::is_utf8(name))
        return text::cut(text::clean_line(name), kMostLetters);
    std::string address = words_of(event, ICAL_ORGANIZER_PROPERTY);
    const auto colon = address.find(':');
    return colon == std::string::npos ? address : address.substr(colon + 1);
}

// How long each time takes: until its end, by its duration, a day, or an hour.
std::int64_t length_of(icalcomponent* event, Instant starts, bool whole_day) {
    const auto ends = instant_of(time_of(event, ICAL_DTEND_PROPERTY));
    std::int64_t ms = whole_day ? 24 * kUsualMs : kUsualMs;
    if (ends) {
        ms = ends->ms - starts.ms;
    } else if (icalproperty* duration = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY)) {
        ms = static_cast<std::int64_t>(icaldurationtype_as_int(icalproperty_get_duration(duration))) * 1000;
    }
    return std::clamp<std::int64_t>(ms, 0, kLongestMs);
}

// The first start whose time ends after `after`.
std::optional<Instant> next_start(icalcomponent* event, const icaltimetype& first, std::int64_t length_ms,
                                  Instant after) {
    const auto start = instant_of(first);
    icalproperty* rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    if (!start || start->ms + length_ms > after.ms || !rule)
        return start && start->ms + length_ms > after.ms ? start : std::nullopt;
    const std::unique_ptr<icalrecur_iterator, Free> times(icalrecur_iterator_new(icalproperty_get_rrule(rule), first));
    if (!times) return std::nullopt;
    for (int n = 0; n < kMostTimes; ++n) {
        icaltimetype time = icalrecur_iterator_next(times.get());
        if (icaltime_is_null_time(time)) return std::nullopt;
        time.zone = first.zone;
        const auto at = instant_of(time);
        if (at && at->ms + length_ms > after.ms) return at;
    }
    return std::nullopt;
}

std::optional<Read> read(icalcomponent* event, Instant after) {
    if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED) return std::nullopt;
    const icaltimetype first = time_of(event, ICAL_DTSTART_PROPERTY);
    const auto start = instant_of(first);
    if (!start) return std::nullopt;
    Read one;
    one.whole_day = first.is_date != 0;
    one.recurs = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY) != nullptr;
    const std::int64_t length_ms = length_of(event, *start, one.whole_day);
    const auto next = next_start(event, first, length_ms, after);
    if (!next) return std::nullopt;
    one.starts = *next;
    one.ends = {next->ms + length_ms};
    one.summary = words_of(event, ICAL_SUMMARY_PROPERTY);
    one.location = words_of(event, ICAL_LOCATION_PROPERTY);
    one.organizer = organizer_of(event);
    return one;
}

// As summer time is told: each year in one month, on a day or a weekday. libical walks through every other rule of
// a zone from its beginning on, however often it comes.
bool of_summer_time(const icalrecurrencetype& rule) {
    const auto none = [](const short* list) { return list[0] == ICAL_RECURRENCE_ARRAY_MAX; };
    return rule.freq == ICAL_YEARLY_RECURRENCE && !none(rule.by_month) &&
           rule.by_month[1] == ICAL_RECURRENCE_ARRAY_MAX && none(rule.by_hour) && none(rule.by_minute) &&
           none(rule.by_second) && none(rule.by_year_day) && none(rule.by_week_no) && none(rule.by_set_pos);
}

void drop_other_rules(icalcomponent* part) {
    icalproperty* rule = icalcomponent_get_first_property(part, ICAL_RRULE_PROPERTY);
    while (rule) {
        icalproperty* next = icalcomponent_get_next_property(part, ICAL_RRULE_PROPERTY);
        if (!of_summer_time(icalproperty_get_rrule(rule))) {
            icalcomponent_remove_property(part, rule);
            icalproperty_free(rule);
        }
        rule = next;
    }
}

void calm_zones(icalcomponent* calendar) {
    for (icalcomponent* zone = icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT); zone;
         zone = icalcomponent_get_next_component(calendar, ICAL_VTIMEZONE_COMPONENT))
        for (icalcomponent* part = icalcomponent_get_first_component(zone, ICAL_ANY_COMPONENT); part;
             part = icalcomponent_get_next_component(zone, ICAL_ANY_COMPONENT))
            drop_other_rules(part);
}

void add_events(icalcomponent* calendar, Instant after, std::vector<Read>& events) {
    calm_zones(calendar);
    for (icalcomponent* one = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         one && events.size() < kMostEvents; one = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        if (auto event = read(one, after)) events.push_back(std::move(*event));
    }
}

}  // namespace

std::optional<std::vector<Read>> events_in(std::string_view file, Instant after) {
    if (file.size() > kMostBytes) throw Refused("Tệp lịch lớn quá 512 KB.");
    // What libical reads ends at the first zero byte.
    if (file.find('\0') != std::string_view::npos) return std::nullopt;
    icalerror_set_errors_are_fatal(false);
    const std::unique_ptr<icalcomponent, Free> root(icalparser_parse_string(std::string(file).c_str()));
    if (!root) return std::nullopt;
    std::vector<Read> events;
    bool found = icalcomponent_isa(root.get()) == ICAL_VCALENDAR_COMPONENT;
    if (found) add_events(root.get(), after, events);
    // Several calendars in one file come in one component without a name of its own.
    for (icalcomponent* one = icalcomponent_get_first_component(root.get(), ICAL_VCALENDAR_COMPONENT); one;
         one = icalcomponent_get_next_component(root.get(), ICAL_VCALENDAR_COMPONENT)) {
        found = true;
        add_events(one, after, events);
    }
    if (!found) return std::nullopt;
    std::sort(events.begin(), events.end(), [](const Read& a, const Read& b) { return a.starts < b.starts; });
    return events;
}

}  // namespace dinh::icalendar
