// The law as data: rules/*.toml, read once at start. A record is judged by the entries of its own day (rules_day), so
// every question takes a day. Pointers and references live until the process ends, also after load().
//
// Without load() the files inside the program are read at the first question.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/rules/table.hpp"

namespace dinh::rules {

// Path as in the source tree ("rules/urgency.toml") -> content.
using Files = std::map<std::string, std::string>;
Files embedded();
Files folder(const std::string& path);       // path of a rules folder; throws Fault when it cannot be read

// Replaces the rules of the process. Throws Fault with every fault of every file, one a line, and changes nothing then.
// Refused besides malformed files: two entries with one id in force on the same day.
void load(const Files& files);

// A file by its path without rules/ and .toml: "handling", "document_kinds/party". Throws Fault when there is none.
const Table& table(std::string_view name);
std::vector<std::string> table_names();

enum class KindGroup { administrative, copy, normative, specialised, party };
enum class Addressee { never, always, to_superior };       // the line "Kính gửi"
enum class Series { own, common, none };                   // numbered alone, with other kinds, not at all
enum class Period { year, term };                          // a series begins again each year or term of office

struct DocumentKind : Dated {
    std::string id, name, abbreviation;
    std::vector<std::string> also_read;                    // other abbreviations met in documents of others
    KindGroup group = KindGroup::administrative;
    int order = 0;                                         // in lists, within the group
    std::string number_form;                               // see compose_number; "" without a number
    Series series = Series::none;
    Period period = Period::year;
    Addressee addressee = Addressee::never;
    std::string subject_prefix;                            // "V/v " before the subject
    bool local = false;                                    // normative kinds a province or commune may issue
    int edxml_type = 0, edxml_type_detail = 0;             // 0: not known
};
std::vector<const DocumentKind*> kinds(Day);               // by group, then order
const DocumentKind* kind(std::string_view id, Day);        // nullptr: no such kind on that day
const DocumentKind* kind_any_day(std::string_view id);     // the newest; for showing old records
std::string group_name(KindGroup, Day);                    // "Văn bản hành chính"
// Sign and number: "05/QĐ-UBND", "12/UBND-KT", "36-NQ/TW". An empty part goes with the separator before it.
std::string compose_number(const DocumentKind&, std::int64_t number, int year, std::string_view body,
                           std::string_view drafter = {});

enum class Pace { same_day, same_or_next_working_day, at_once };
struct Urgency : Dated {
    std::string id, name, stamp;                           // stamp "" for the ordinary degree
    int rank = 0;                                          // 0 ordinary, higher is more urgent
    int edxml_priority = 0;
    Pace registration = Pace::same_or_next_working_day;    // incoming: when it must be in the register
    Pace issue = Pace::same_or_next_working_day;           // outgoing: when it must leave after signing
    int at_once_minutes = 0;                               // the agency's alarm, not law
};
std::vector<const Urgency*> urgencies(Day);                // by rank
const Urgency* urgency(std::string_view id, Day);

struct SecrecyLevel : Dated {
    std::string id, name;
    bool accepted = false;                                 // only "none" is: secret documents stay outside
};
struct SecrecyStamp : Dated {
    std::string phrase, level;
    bool whole_line = false;
};
std::vector<const SecrecyLevel*> secrecy_levels(Day);
const SecrecyLevel* secrecy_level(std::string_view id, Day);
// The gravest stamp a text bears, nullptr when none: phrases as written, blanks in any number, as a line or as words.
const SecrecyStamp* stamp_in(std::string_view text, Day);

struct SigningKind : Dated {
    std::string id, sign, name, meaning;                   // "kt", "KT.", "Ký thay"
    std::string holder;                                    // agency_leader, deputy_agency_leader, unit_leader ...
    std::vector<std::string> also_holders;
    std::string working_mode;                              // single_head, collective, any
    bool needs_writing = false, needs_scope = false, needs_rules = false;
    std::string delegable, seal;
    std::vector<std::string> block, collective_block, delegated_block;  // lines above the name
};
std::vector<const SigningKind*> signing_kinds(Day);
const SigningKind* signing_kind(std::string_view id, Day);

struct Register : Dated {
    struct Column {
        std::string field, title;
    };
    std::string id, name;
    std::vector<std::string> cover;
    std::vector<Column> columns;                           // in the order of the law
};
std::vector<const Register*> registers(Day);
const Register* register_form(std::string_view id, Day);

struct Abbreviation : Dated {
    std::string short_form, long_form;
};
std::vector<const Abbreviation*> abbreviations(Day);
const std::vector<Abbreviation>& all_abbreviations();      // of all days, for search in old documents

enum class Bound { most, least, fixed };
struct SecurityLimit : Dated {
    std::string key, name, unit;
    std::string value;                                     // "15", "1"/"0"
    Bound bound = Bound::fixed;                            // most: may only be lowered; least: only raised
};
std::vector<const SecurityLimit*> security_limits(Day);
const SecurityLimit* security_limit(std::string_view key, Day);

enum class MetadataOf { outgoing, incoming, dossier };
struct MetadataField : Dated {
    std::string number, field, name, type;                 // type: string, integer, day, long_text, group
    int most = 0;                                          // characters or digits; 0: no bound
    int stored_most = 0;                                   // what the store takes; >= most
    bool system = false;                                   // filled by the program
};
std::vector<const MetadataField*> metadata(MetadataOf, Day);
// The bound of a field of a form; 0 when the law sets none or does not know the field.
int longest(MetadataOf, std::string_view field, Day);

struct LegalText : Dated {
    std::string id, number, kind, name, replaced_by;
};
const LegalText* legal_text(std::string_view id);

struct RetentionPeriod : Dated {
    std::string id, name;
    int years = 0;                                         // 0: for ever
};
std::vector<const RetentionPeriod*> retention_periods(Day);

}  // namespace dinh::rules
