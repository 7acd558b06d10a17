// Document kinds and their numbers.
#include <algorithm>
#include <array>

#include "platform/rules/book.hpp"
#include "platform/text/text.hpp"

namespace dinh::rules {

namespace {

constexpr std::array<std::string_view, 6> kPlaces{"{n}", "{nn}", "{year}", "{kind}", "{body}", "{drafter}"};

// Text with all its places taken out must be separators and plain signs only, so that a misspelt place is found.
void check_form(const Entry& entry, const std::string& form) {
    std::string rest = form;
    int numbers = 0;
    for (const auto place : kPlaces) {
        for (std::size_t at = rest.find(place); at != std::string::npos; at = rest.find(place)) {
            rest.erase(at, place.size());
            if (place == "{n}" || place == "{nn}") ++numbers;
        }
    }
    if (rest.find_first_of("{}") != std::string::npos || numbers != 1) {
        throw Fault(entry.where() +
                    ": number_form needs one {n} or {nn} and knows only {year} {kind} {body} {drafter}");
    }
}

std::string two_digits(std::int64_t number) { return (number >= 0 && number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

void fill_kinds(Book& book, const Table& table) {
    const Entry& head = table.head();
    for (const Entry& entry : table.all("kind")) {
        auto kind = dated<DocumentKind>(entry);
        kind.id = entry.must_text("id");
        kind.name = entry.must_text("name");
        kind.abbreviation = entry.text("abbreviation");
        kind.also_read = entry.texts("also_read");
        kind.group = static_cast<KindGroup>(
            entry.one_of("group", {"administrative", "copy", "normative", "specialised", "party"}));
        kind.order = static_cast<int>(entry.must_integer("order"));
        kind.number_form = entry.text("number_form");
        kind.series = static_cast<Series>(entry.one_of("series", {"own", "common", "none"}));
        const Entry& period_of = entry.has("period") ? entry : head;
        kind.period = static_cast<Period>(period_of.one_of("period", {"year", "term"}, 0));
        kind.addressee = static_cast<Addressee>(entry.one_of("addressee", {"never", "always", "to_superior"}));
        kind.subject_prefix = entry.text("subject_prefix");
        kind.local = entry.truth("local");
        kind.edxml_type = static_cast<int>(entry.integer("edxml_type"));
        kind.edxml_type_detail = static_cast<int>(entry.integer("edxml_type_detail"));
        if (kind.series != Series::none) check_form(entry, kind.number_form);
        if (kind.series == Series::none && !kind.number_form.empty()) {
            throw Fault(entry.where() + ": a kind without a series has no number_form");
        }
        book.kinds.push_back(std::move(kind));
    }
    if (!head.text("group").empty()) {
        const int group = head.one_of("group", {"administrative", "copy", "normative", "specialised", "party"});
        book.group_names[static_cast<KindGroup>(group)] = head.must_text("name");
    }
}

std::vector<const DocumentKind*> kinds(Day day) { return of_day(book().kinds, day); }

const DocumentKind* kind(std::string_view id, Day day) { return of_day(book().kinds, &DocumentKind::id, id, day); }

const DocumentKind* kind_any_day(std::string_view id) {
    const DocumentKind* newest = nullptr;
    for (const auto& one : book().kinds) {
        if (one.id == id && (!newest || newest->from < one.from)) newest = &one;
    }
    return newest;
}

std::string group_name(KindGroup group, Day) {
    const auto at = book().group_names.find(group);
    return at != book().group_names.end() ? at->second : group == KindGroup::copy ? "Bản sao" : "";
}

std::string compose_number(const DocumentKind& kind, std::int64_t number, int year, std::string_view body,
                           std::string_view drafter) {
    const std::array<std::string, 6> values{std::to_string(number), two_digits(number), std::to_string(year),
                                            kind.abbreviation,      std::string(body),  std::string(drafter)};
    std::string out;
    for (std::size_t at = 0; at < kind.number_form.size();) {
        const std::string_view rest = std::string_view(kind.number_form).substr(at);
        const auto place =
            std::find_if(kPlaces.begin(), kPlaces.end(), [&](auto one) { return rest.starts_with(one); });
        if (place == kPlaces.end()) {
            out += rest[0];
            ++at;
            continue;
        }
        const std::string& value = values[static_cast<std::size_t>(place - kPlaces.begin())];
        if (value.empty() && (out.ends_with('-') || out.ends_with('/'))) out.pop_back();
        out += value;
        at += place->size();
    }
    return out;
}

}  // namespace dinh::rules
