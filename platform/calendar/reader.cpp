// Reads rules/calendar/YYYY.toml and statutory.toml.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "platform/calendar/calendar.hpp"
#include "platform/embed/embed.hpp"
#include "platform/rules/table.hpp"
#include "platform/text/text.hpp"

namespace dinh::calendar {

namespace {

constexpr int kLeapYear = 2024;  // knows every day a year can have
constexpr std::string_view kStatute = "statutory.toml";

constexpr std::array<std::string_view, 7> kWeekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};

// FNV-1a: tells changed files apart; nobody gains by forging it.
std::string mark_of(std::string_view content) {
    std::uint64_t hash = 14695981039346656037u;
    for (const char c : content) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return std::to_string(hash);
}

}  // namespace

class Reader {
public:
    void read(Calendar& calendar, const std::string& path, const std::string& content) {
        const rules::Table table = rules::Table::parse(path, content);
        const std::int64_t number = table.head().must_integer("year");
        if (number < 1900 || number > 2200) throw rules::Fault(path + ": year must be from 1900 to 2200");
        Calendar::Year year;
        year.published = table.head().truth("published");
        year.mark = mark_of(content);
        year.works = read_week(section(table, "week", path));
        year.hours = read_hours(section(table, "hours", path));
        for (const rules::Entry& entry : table.all("holiday")) read_day(year, static_cast<int>(number), entry);
        if (!calendar.years_.emplace(static_cast<int>(number), std::move(year)).second) {
            throw rules::Fault(path + ": another file holds the year " + std::to_string(number));
        }
    }

    static Calendar::Statute read_statute(const std::string& path, std::string_view content) {
        const rules::Table table = rules::Table::parse(path, content);
        Calendar::Statute statute;
        for (const rules::Entry& entry : table.all("week")) statute.weeks[entry.from] = read_week(entry);
        for (const rules::Entry& entry : table.all("hours")) statute.hours[entry.from] = read_hours(entry);
        if (statute.weeks.empty() || statute.hours.empty())
            throw rules::Fault(path + ": needs at least one [[week]] and one [[hours]]");
        for (const rules::Entry& entry : table.all("holiday")) {
            Calendar::Holiday holiday;
            static_cast<rules::Dated&>(holiday) = static_cast<const rules::Dated&>(entry);
            holiday.month = static_cast<int>(entry.must_integer("month"));
            holiday.date = static_cast<int>(entry.must_integer("date"));
            holiday.name = entry.must_text("name");
            if (!clock::make_day(kLeapYear, holiday.month, holiday.date))
                throw rules::Fault(entry.where() + ": month and date are no day of a year");
            statute.holidays.push_back(std::move(holiday));
        }
        return statute;
    }

private:
    static const rules::Entry& section(const rules::Table& table, const char* name, const std::string& path) {
        const auto& found = table.all(name);
        if (found.size() != 1) throw rules::Fault(path + ": needs one section [" + std::string(name) + "]");
        return found.front();
    }

    static Calendar::Week read_week(const rules::Entry& week) {
        Calendar::Week works{};
        for (const auto& word : week.texts("working_days")) {
            const auto at = std::find(kWeekdays.begin(), kWeekdays.end(), word);
            if (at == kWeekdays.end())
                throw rules::Fault(week.where() + ": " + word + " is no day of the week; write monday");
            works[static_cast<std::size_t>(at - kWeekdays.begin()) + 1] = true;
        }
        if (std::count(works.begin(), works.end(), true) == 0) {
            throw rules::Fault(week.where() + ": working_days must name at least one day");
        }
        return works;
    }

    static Hours read_hours(const rules::Entry& entry) {
        const auto must = [&](const char* key) {
            const auto minutes = entry.minutes(key);
            if (!minutes)
                throw rules::Fault(entry.where() + ": " + key + " must be a time such as 07:30:00, without quotes");
            return *minutes;
        };
        const Hours h{must("morning_start"), must("morning_end"), must("afternoon_start"), must("afternoon_end")};
        if (!(h.morning_start < h.morning_end && h.morning_end <= h.afternoon_start &&
              h.afternoon_start < h.afternoon_end)) {
            throw rules::Fault(entry.where() + ": the four times must follow each other");
        }
        return h;
    }

    static void read_day(Calendar::Year& year, int number, const rules::Entry& entry) {
        const Day day = entry.must_day("day");
        const std::string spelled = clock::to_text(day);
        SpecialDay special;
        special.kind =
            static_cast<Kind>(entry.one_of("kind", {"statutory", "compensation", "swap_off", "swap_work"}) + 1);
        special.name = entry.must_text("name");
        special.basis = entry.basis;
        const bool works = year.works[static_cast<std::size_t>(clock::weekday(day))];
        if (clock::year(day) != number)
            throw rules::Fault(entry.where() + ": " + spelled + " belongs in the file of its year");
        if (special.kind == Kind::swap_work && works) {
            throw rules::Fault(entry.where() + ": " + spelled + " is worked anyway; swap_work names a rest day");
        }
        if ((special.kind == Kind::swap_off || special.kind == Kind::compensation) && !works) {
            throw rules::Fault(entry.where() + ": " + spelled + " is a rest day anyway");
        }
        if (!year.special.emplace(day, special).second)
            throw rules::Fault(entry.where() + ": " + spelled + " is named twice");
    }
};

Calendar::Calendar() {
    const std::string path = "rules/calendar/" + std::string(kStatute);
    statute_ = Reader::read_statute(path, embed::file(path).value());
}

Calendar Calendar::from_files(const std::map<std::string, std::string>& files) {
    Calendar calendar;
    std::vector<std::string> faults;
    Reader reader;
    for (const auto& [path, content] : files) {
        try {
            if (path.ends_with(kStatute))
                calendar.statute_ = Reader::read_statute(path, content);
            else
                reader.read(calendar, path, content);
        } catch (const rules::Fault& fault) {
            faults.emplace_back(fault.what());
        }
    }
    if (!faults.empty()) throw rules::Fault(text::join(faults, "\n"));
    return calendar;
}

Calendar Calendar::from_rules() {
    std::map<std::string, std::string> files;
    for (const std::string_view path : embed::list("rules/calendar/")) files.emplace(path, embed::file(path).value());
    return from_files(files);
}

Calendar Calendar::from_folder(const std::string& path) {
    std::map<std::string, std::string> files;
    std::error_code fault;
    for (const auto& file : std::filesystem::directory_iterator(path, fault)) {
        if (file.path().extension() != ".toml") continue;
        std::ostringstream content;
        content << std::ifstream(file.path(), std::ios::binary).rdbuf();
        files.emplace(file.path().string(), content.str());
    }
    if (fault) throw rules::Fault("cannot read the calendar folder " + path + ": " + fault.message());
    return from_files(files);
}

}  // namespace dinh::calendar
