#include "platform/icalendar/icalendar.hpp"

#include "platform/text/text.hpp"

namespace dinh::icalendar {

namespace {

constexpr std::size_t kLineOctets = 75;
constexpr const char* kZone = "Asia/Ho_Chi_Minh";

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string local(Instant at) {
    const Day day = clock::day_of(at);
    const auto date = clock::ymd(day);
    const auto seconds = static_cast<int>((at.ms - clock::start_of(day).ms) / 1000);
    return std::to_string(date.year) + two(date.month) + two(date.day) + "T" + two(seconds / 3600) +
           two(seconds / 60 % 60) + two(seconds % 60);
}

// 2026-11-21T08:00:00.000Z as stored -> 20261121T080000Z.
std::string utc(Instant at) {
    std::string digits;
    for (const char c : clock::to_text(at).substr(0, 19))
        if (c != '-' && c != ':') digits += c;
    return digits + "Z";
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

class Writer {
public:
    void line(std::string_view text) { out_ += folded(text); }
    void text(std::string_view name, std::string_view value) {
        if (!value.empty()) line(std::string(name) + ":" + escaped(value));
    }
    void time(std::string_view name, Instant at) { line(std::string(name) + ";TZID=" + kZone + ":" + local(at)); }
    void zone() {
        for (const char* one :
             {"BEGIN:VTIMEZONE", "TZID:Asia/Ho_Chi_Minh", "BEGIN:STANDARD", "DTSTART:19700101T000000",
              "TZOFFSETFROM:+0700", "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE"})
            line(one);
    }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

void write_event(Writer& to, const Event& event) {
    to.line("BEGIN:VEVENT");
    to.text("UID", event.uid);
    to.line("DTSTAMP:" + utc(event.stamp));
    to.time("DTSTART", event.starts);
    to.time("DTEND", event.ends);
    to.line("SEQUENCE:" + std::to_string(event.sequence));
    to.line("LAST-MODIFIED:" + utc(event.stamp));
    to.text("STATUS", event.status);
    if (event.is_private) to.line("CLASS:PRIVATE");
    to.text("SUMMARY", event.summary);
    to.text("LOCATION", event.location);
    to.text("DESCRIPTION", event.description);
    to.line("END:VEVENT");
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text::clean_text(text)) {
        if (c == '\\' || c == ';' || c == ',')
            out += '\\', out += c;
        else if (c == '\n')
            out += "\\n";
        else
            out += c == '\t' ? ' ' : c;
    }
    return out;
}

std::string folded(std::string_view line) {
    std::string out;
    std::size_t room = kLineOctets;
    while (line.size() > room) {
        std::size_t end = room;
        while (end > 1 && continues(line[end])) --end;
        out.append(line.substr(0, end)).append("\r\n ");
        line.remove_prefix(end);
        room = kLineOctets - 1;
    }
    return out.append(line).append("\r\n");
}

std::string calendar_of(std::string_view name, const std::vector<Event>& events) {
    Writer to;
    for (const char* one : {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dinh//Lich cong tac//VI", "CALSCALE:GREGORIAN",
                            "METHOD:PUBLISH"})
        to.line(one);
    to.text("X-WR-CALNAME", name);
    to.zone();
    for (const auto& event : events) write_event(to, event);
    to.line("END:VCALENDAR");
    return to.take();
}

}  // namespace dinh::icalendar
