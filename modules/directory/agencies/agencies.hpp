// Agencies with their versions and codes, and their issuing bodies. Every change begins on a day and rests on a
// document (basis); what was before stays readable. Both change_ and close_ throw Conflict for a stale version.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/directory/directory.hpp"

namespace dinh::directory {

struct AgencyRecord {
    Id id = 0;
    std::int64_t version = 0;
    std::string slug;
    bool tenant = false;
    Day from;
    std::optional<Day> until;
};
std::optional<AgencyRecord> find_agency(db::Conn&, Id);
// A reason against whatever is to begin in it on the day, when it has ended by then.
void must_be_open(db::Conn&, Reasons&, Id agency, Day);

struct AgencyLine {  // one version, as it stands in the record's page
    AgencyVersion as;
    std::string place_name, basis;
};
std::vector<AgencyLine> versions_of(db::Conn&, Id agency);  // newest first
struct CodeLine {
    std::string scheme, code, note;
    Day from;
    std::optional<Day> until;
};
std::vector<CodeLine> codes_of(db::Conn&, Id agency);  // newest first

// A new version from a day: rename, move under another parent, recode.
struct AgencyChange {
    std::string name, short_name, abbreviation, kind, place_name, basis;
    Id parent = 0;
    Day from;
    std::vector<std::pair<std::string, std::string>> codes;  // scheme, code; "" takes the code away
};
// Refused: no basis, a day not after the last version's, closed by then, a circle of parents, a code that another
// holds.
void change_agency(db::Tx&, const Actor&, Id agency, std::int64_t version, const AgencyChange&);

struct AgencyClosing {
    Day day;  // the first day without it
    std::vector<Id> successors;
    std::string basis;
};
// Ends its bodies, units, posts and appointments on that day. Refused: agencies still below it, a successor that is
// closed. Hands nothing over: what works in the house is ended by a reorganisation.
void close_agency(db::Tx&, const Actor&, Id agency, std::int64_t version, const AgencyClosing&);
// The same for one that only writes and is written to. Refused: it works in the house.
void close_partner(db::Tx&, const Actor&, Id agency, std::int64_t version, const AgencyClosing&);
std::string path_to_dissolve(Id agency);  // the form of the reorganisation that ends it

struct BodyRecord {
    IssuingBody body;
    std::int64_t version = 0;
};
std::optional<BodyRecord> find_body(db::Conn&, Id);
// Names as they stand from now on; issued documents keep those they were issued with.
void change_issuing_body(db::Tx&, const Actor&, Id body, std::int64_t version, const NewBody&);
void close_issuing_body(db::Tx&, const Actor&, Id body, std::int64_t version, Day);

}  // namespace dinh::directory
