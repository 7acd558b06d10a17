// The short lists: urgency, signing, registers, abbreviations, controls, metadata, legal texts, retention.
#include <limits>

#include "platform/rules/book.hpp"

namespace dinh::rules {

void fill_urgency(Book& book, const Table& table) {
    for (const Entry& entry : table.all("urgency")) {
        auto urgency = dated<Urgency>(entry);
        urgency.id = entry.must_text("id");
        urgency.name = entry.must_text("name");
        urgency.stamp = entry.text("stamp");
        urgency.rank = static_cast<int>(entry.must_integer("rank"));
        urgency.edxml_priority = static_cast<int>(entry.integer("edxml_priority"));
        urgency.registration =
            static_cast<Pace>(entry.one_of("registration", {"same_day", "same_or_next_working_day", "at_once"}));
        urgency.issue = static_cast<Pace>(entry.one_of("issue", {"same_day", "same_or_next_working_day", "at_once"}));
        urgency.at_once_minutes = static_cast<int>(entry.integer("at_once_minutes"));
        book.urgencies.push_back(std::move(urgency));
    }
}

void fill_signing(Book& book, const Table& table) {
    for (const Entry& entry : table.all("authority")) {
        auto kind = dated<SigningKind>(entry);
        kind.id = entry.must_text("id");
        kind.sign = entry.text("sign");
        kind.name = entry.must_text("name");
        kind.meaning = entry.text("meaning");
        kind.holder = entry.must_text("holder");
        kind.also_holders = entry.texts("also_holders");
        kind.working_mode = entry.must_text("working_mode");
        kind.needs_writing = entry.truth("needs_writing");
        kind.needs_scope = entry.truth("needs_scope");
        kind.needs_rules = entry.truth("needs_rules");
        kind.delegable = entry.must_text("delegable");
        kind.seal = entry.must_text("seal");
        kind.block = entry.texts("block");
        kind.collective_block = entry.texts("collective_block");
        kind.delegated_block = entry.texts("delegated_block");
        book.signing_kinds.push_back(std::move(kind));
    }
}

void fill_registers(Book& book, const Table& table) {
    for (const Entry& entry : table.all("register")) {
        auto made = dated<Register>(entry);
        made.id = entry.must_text("id");
        made.name = entry.must_text("name");
        made.cover = entry.texts("cover");
        for (const Entry& column : entry.entries("columns")) {
            made.columns.push_back({column.must_text("field"), column.must_text("title")});
        }
        if (made.columns.empty()) throw Fault(entry.where() + ": a register has columns");
        book.registers.push_back(std::move(made));
    }
}

void fill_abbreviations(Book& book, const Table& table) {
    for (const Entry& entry : table.all("abbreviation")) {
        auto made = dated<Abbreviation>(entry);
        made.short_form = entry.must_text("short");
        made.long_form = entry.must_text("long");
        book.abbreviations.push_back(std::move(made));
    }
}

void fill_security(Book& book, const Table& table) {
    for (const Entry& entry : table.all("setting")) {
        auto limit = dated<SecurityLimit>(entry);
        limit.key = entry.must_text("key");
        limit.name = entry.must_text("name");
        limit.unit = entry.text("unit");
        limit.bound = static_cast<Bound>(entry.one_of("direction", {"max", "min", "fixed"}));
        constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();
        const std::int64_t number = entry.integer("value", kNone);
        if (!entry.has("value")) throw Fault(entry.where() + ": value is missing");
        if (number == kNone && limit.bound != Bound::fixed) throw Fault(entry.where() + ": only a number has a bound");
        const std::string plain =
            entry.text("value").empty() ? (entry.truth("value") ? "1" : "0") : entry.text("value");
        limit.value = number == kNone ? plain : std::to_string(number);
        book.limits.push_back(std::move(limit));
    }
}

void fill_metadata(Book& book, const Table& table) {
    const std::pair<const char*, MetadataOf> lists[] = {
        {"outgoing", MetadataOf::outgoing}, {"incoming", MetadataOf::incoming}, {"dossier", MetadataOf::dossier}};
    for (const auto& [list, of] : lists) {
        for (const Entry& entry : table.all(list)) {
            auto field = dated<MetadataField>(entry);
            field.number = entry.must_text("number");
            field.field = entry.must_text("field");
            field.name = entry.must_text("name");
            field.type = entry.must_text("type");
            field.most = static_cast<int>(entry.integer("max"));
            field.stored_most = static_cast<int>(entry.integer("stored_max", field.most));
            field.system = entry.truth("system");
            if (field.most < 0 || field.stored_most < field.most) {
                throw Fault(entry.where() + ": stored_max must not be below max");
            }
            book.metadata[of].push_back(std::move(field));
        }
    }
}

void fill_legal_texts(Book& book, const Table& table) {
    for (const Entry& entry : table.all("text")) {
        auto made = dated<LegalText>(entry);
        made.id = entry.must_text("id");
        made.number = entry.must_text("number");
        made.kind = entry.must_text("kind");
        made.name = entry.must_text("name");
        made.replaced_by = entry.text("replaced_by");
        book.texts.push_back(std::move(made));
    }
}

void fill_retention(Book& book, const Table& table) {
    for (const Entry& entry : table.all("period")) {
        auto period = dated<RetentionPeriod>(entry);
        period.id = entry.must_text("id");
        period.name = entry.must_text("name");
        period.years = static_cast<int>(entry.must_integer("years"));
        if (period.years < 0) throw Fault(entry.where() + ": years is 0 (for ever) or more");
        book.retention.push_back(std::move(period));
    }
}

std::vector<const Urgency*> urgencies(Day day) { return of_day(book().urgencies, day); }
const Urgency* urgency(std::string_view id, Day day) { return of_day(book().urgencies, &Urgency::id, id, day); }

std::vector<const SigningKind*> signing_kinds(Day day) { return of_day(book().signing_kinds, day); }
const SigningKind* signing_kind(std::string_view id, Day day) {
    return of_day(book().signing_kinds, &SigningKind::id, id, day);
}

std::vector<const Register*> registers(Day day) { return of_day(book().registers, day); }
const Register* register_form(std::string_view id, Day day) { return of_day(book().registers, &Register::id, id, day); }

std::vector<const Abbreviation*> abbreviations(Day day) { return of_day(book().abbreviations, day); }
const std::vector<Abbreviation>& all_abbreviations() { return book().abbreviations; }

std::vector<const SecurityLimit*> security_limits(Day day) { return of_day(book().limits, day); }
const SecurityLimit* security_limit(std::string_view key, Day day) {
    return of_day(book().limits, &SecurityLimit::key, key, day);
}

std::vector<const MetadataField*> metadata(MetadataOf of, Day day) {
    const auto at = book().metadata.find(of);
    return at == book().metadata.end() ? std::vector<const MetadataField*>{} : of_day(at->second, day);
}

int longest(MetadataOf of, std::string_view field, Day day) {
    for (const MetadataField* one : metadata(of, day)) {
        if (one->field == field) return one->stored_most;
    }
    return 0;
}

const LegalText* legal_text(std::string_view id) {
    for (const auto& one : book().texts) {
        if (one.id == id) return &one;
    }
    return nullptr;
}

std::vector<const RetentionPeriod*> retention_periods(Day day) { return of_day(book().retention, day); }

}  // namespace dinh::rules
