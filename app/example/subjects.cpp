#include "app/example/subjects.hpp"

#include <cstdlib>

#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::app::example {

namespace {

int number(std::string_view text, int otherwise) { return whole(text, otherwise); }

void put(std::string& text, std::string_view place, const std::string& value) {
    for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size()))
        text.replace(at, place.size(), value);
}

int urgency_rank(std::string_view id) {
    const auto* urgency = rules::urgency(id, clock::today());
    return urgency ? urgency->rank : 0;
}

}  // namespace

std::string Subject::said(Day day, Random& random, std::string_view commune) const {
    const int year = clock::ymd(day).year, month = clock::ymd(day).month;
    std::string made = text;
    put(made, "{nn}", std::to_string(random.between(10, 99)));
    put(made, "{n}", std::to_string(random.between(1, 9)));
    put(made, "{year}", std::to_string(year));
    put(made, "{next_year}", std::to_string(year + 1));
    put(made, "{month}", std::to_string(month));
    put(made, "{next_month}", std::to_string(month % 12 + 1));
    constexpr const char* kQuarters[] = {"I", "II", "III", "IV"};
    put(made, "{quarter}", kQuarters[(month - 1) / 3]);
    put(made, "{day}", clock::show(day));
    put(made, "{commune}", std::string(commune));
    return made;
}

const Subject* Subjects::find(std::string_view id) const {
    for (const auto& one : all)
        if (one.id == id) return &one;
    return nullptr;
}

std::vector<const Subject*> Subjects::of_month(int month) const {
    std::vector<const Subject*> fitting;
    for (const auto& one : all) {
        const bool in = one.from_month <= one.to_month ? month >= one.from_month && month <= one.to_month
                                                       : month >= one.from_month || month <= one.to_month;
        if (in && one.weight > 0) fitting.push_back(&one);
    }
    return fitting;
}

Subjects read_subjects() {
    Subjects subjects;
    const csv::Table table(source("subjects.csv"));
    for (const auto& row : table.rows()) {
        Subject one;
        one.id = row["id"];
        one.kind = row["kind"];
        one.issuer = row["issuer"];
        one.sign_form = row["sign_form"];
        one.drafter_unit = row["drafter_unit"];
        one.recipients = row["recipients"];
        one.text = row["subject"];
        one.field = row["field"];
        one.urgency = urgency_rank(row["urgency"]);
        one.needs_reply = row["needs_reply"] == "1";
        one.handling_days = number(row["handling_days"], 0);
        one.weight = number(row["weight"], 0);
        one.from_month = number(row["from_month"], 1);
        one.to_month = number(row["to_month"], 12);
        subjects.all.push_back(std::move(one));
    }
    return subjects;
}

}  // namespace dinh::app::example
