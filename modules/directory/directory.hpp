// The directory: agencies, units, issuing bodies, posts, people, appointments, delegations, groups - each with its
// days. Pages and deeds of other modules read an immutable snapshot held in memory; only the directory's own deeds
// write.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/error/error.hpp"
#include "platform/house/house.hpp"
#include "platform/module/module.hpp"

namespace dinh::directory {

module::Manifest manifest();

// Roles of posts (stored as these words, space separated, in post.roles).
namespace role {
inline constexpr std::string_view kRecordsClerk = "records_clerk";           // Văn thư cơ quan
inline constexpr std::string_view kUnitRecordsClerk = "unit_records_clerk";  // Văn thư đơn vị
inline constexpr std::string_view kSpecialist = "specialist";                // Chuyên viên
inline constexpr std::string_view kUnitLeader = "unit_leader";               // Trưởng phòng
inline constexpr std::string_view kDeputyUnitLeader = "deputy_unit_leader";  // Phó Trưởng phòng
inline constexpr std::string_view kOfficeLeader = "office_leader";  // Chánh, Phó Chánh Văn phòng: sorts and proposes
inline constexpr std::string_view kAgencyLeader = "agency_leader";               // Người đứng đầu
inline constexpr std::string_view kDeputyAgencyLeader = "deputy_agency_leader";  // Cấp phó
inline constexpr std::string_view kLeaderAssistant = "leader_assistant";         // Thư ký, giúp việc
inline constexpr std::string_view kFollowUpOfficer = "follow_up_officer";
inline constexpr std::string_view kItOfficer = "it_officer";
inline constexpr std::string_view kAdministrator = "administrator";  // whole province
inline constexpr std::string_view kAuditor = "auditor";              // reads the audit, changes nothing
}  // namespace role

struct Agency {  // as on the snapshot's day
    Id id = 0;
    std::string slug, name, short_name, abbreviation, kind, place_name;
    Id parent = 0;
    bool tenant = false;  // works in this system; otherwise a partner
    Day from;
    std::optional<Day> until;        // closed
    std::string org_code, gso_code;  // codes of schemes qd20 and gso in force ("" none)
    std::string sort_key, folded;
    std::vector<Id> successors;  // of a closed one
    bool closed_on(Day day) const { return until && *until <= day; }
};
struct IssuingBody {
    Id id = 0, agency = 0;
    std::string slug, name, superior_line, abbreviation, place_name;
    bool collective = false;  // decides as a body: "TM." stands above the title (UBND, HĐND)
    std::optional<Day> until;
};
struct Unit {
    Id id = 0, agency = 0, parent = 0;
    std::string slug, name, abbreviation, kind;
    int position = 0;
    std::optional<Day> until;
};
struct Post {
    Id id = 0, agency = 0, unit = 0;
    std::string title;
    std::vector<std::string> roles;
    std::string signing;  // kinds of signing authority this post has: "head", "deputy", "unit_head", "unit_deputy", ""
    int position = 0;
    Id holder = 0;            // person who holds it today; 0 vacant
    std::string holder_kind;  // holder | concurrent | acting | in_charge
    bool has(std::string_view role) const;
};
struct Person {
    Id id = 0;
    std::string code, full_name, sort_key, folded, phone, email;
    std::vector<Id> posts;  // held today, the main one first
    bool archived = false;
};
struct Delegation {
    Id id = 0, agency = 0, from_post = 0, from_person = 0, to_person = 0;
    std::string purpose, field, basis;
    Day from, until;  // inclusive
};
struct Group {
    Id id = 0, owner_agency = 0;
    std::string name;
    bool shared = true;  // offered to every agency of the province
    std::vector<Id> members;
};

// The whole directory as it stands on `day`. Immutable; look-ups by id are O(1) and return nullptr for unknown ids.
class Snapshot {
public:
    Day day;
    std::int64_t revision = 0;
    std::vector<Agency> agencies;  // in Vietnamese order, closed ones included
    std::vector<IssuingBody> issuing_bodies;
    std::vector<Unit> units;
    std::vector<Post> posts;
    std::vector<Person> people;
    std::vector<Delegation> delegations;  // in force on `day`
    std::vector<Group> groups;
    std::vector<std::pair<Id, Id>> clerkships;  // post -> issuing body whose books it keeps
    std::vector<std::pair<Id, Id>> heirs;       // post that ended with its agency -> post that takes over what waited

    const Agency* agency(Id) const;
    const Agency* agency_by_slug(std::string_view) const;
    const Agency* agency_by_code(std::string_view scheme, std::string_view code) const;  // as on `day`
    const IssuingBody* issuing_body(Id) const;
    const Unit* unit(Id) const;
    const Post* post(Id) const;
    const Person* person(Id) const;
    const Group* group(Id) const;
    std::string agency_name(Id) const;  // "" for 0
    std::string unit_name(Id) const;
    std::string person_name(Id) const;
    std::string post_title(Id) const;  // "Giám đốc", "Quyền Trưởng phòng" by the kind of appointment
    // "Nguyễn Văn A – Trưởng phòng" of whoever holds the post, or the bare title with "(khuyết)" when vacant.
    std::string post_label(Id) const;
    std::vector<const IssuingBody*> bodies_of(Id agency) const;
    std::vector<const Unit*> units_of(Id agency) const;  // by position
    std::vector<const Post*> posts_of_agency(Id agency) const;
    std::vector<const Post*> posts_of_unit(Id unit) const;    // by position
    std::vector<const Post*> leaders_of_unit(Id unit) const;  // unit_leader, deputy
    std::vector<const Post*> with_role(Id agency, std::string_view role) const;
    std::vector<const Agency*> children_of(Id agency) const;
    // Agencies whose abbreviation, short name or name begins with or holds the words typed, best first (no marks
    // needed).
    std::vector<const Agency*> suggest(std::string_view typed, std::size_t most) const;
    // What an actor is: own posts, delegations in force, grantees (posts, units, agencies, person, predecessors).
    Actor actor_of(Id person) const;
    // Who may be shown work of this post today: the holder and those who act for him by delegation of kind "work".
    std::vector<Id> people_acting_in(Id post) const;

    // Fills the look-up tables; called once by the loader.
    void index();

private:
    std::unordered_map<Id, std::size_t> agency_at_, body_at_, unit_at_, post_at_, person_at_, group_at_;
    std::unordered_map<std::string, std::size_t> slug_at_, code_at_;
    std::unordered_map<Id, std::vector<Id>> bodies_kept_;
    std::unordered_map<Id, std::vector<std::size_t>> posts_of_unit_, posts_of_agency_;
    Capacity capacity_of(const Post&) const;
};

// Today's snapshot of this house; read anew when a directory deed or the day has changed it (checked at most each
// second).
std::shared_ptr<const Snapshot> now(House&);
std::shared_ptr<const Snapshot> load(db::Conn&, Day);  // at any day, from the database

// For deeds of other modules, which have a transaction and no snapshot.
std::optional<IssuingBody> issuing_body_of(db::Conn&, Id issuing_body);
std::vector<Id> bodies_of_agency(db::Conn&, Id agency, Day);  // open ones, the oldest first
std::vector<Id> bodies_of_agency(db::Conn&, Id agency);       // closed ones too

// The name, short name, abbreviation and parent an agency had on a day (issued documents keep those of their day).
struct AgencyVersion {
    std::string name, short_name, abbreviation, kind;
    Id parent = 0;
    Day from;
    std::optional<Day> until;
};
std::optional<AgencyVersion> version_on(db::Conn&, Id agency, Day);
// Look-up by code at a date; follows successors when the code is closed on that day and `forward` is asked.
std::optional<Id> agency_of_code(db::Conn&, std::string_view scheme, std::string_view code, Day, bool forward = false);

// What a deed of another module asks inside its transaction, where the snapshot is not at hand.
struct PostFacts {
    Id agency = 0, unit = 0, holder = 0;
    Id served = 0;             // the agency whose office the post's agency is
    std::string title, label;  // label: "Nguyễn Văn A – Giám đốc", "Giám đốc (khuyết)"
    std::vector<std::string> roles;
    bool open = false;  // neither the post nor its agency is closed on the day
    bool has(std::string_view role) const;
    bool leads() const;  // heads an agency, an office or a unit, or is a deputy there
};
std::optional<PostFacts> post_facts(db::Conn&, Id post, Day);
// Given by these people and in force on some day from `from` to `until`, both inclusive.
std::vector<Delegation> delegations_between(db::Conn&, const std::vector<Id>& people, Day from, Day until);
struct UnitFacts {
    Id agency = 0, served = 0;
    std::string name, abbreviation;
    bool open = false;
};
std::optional<UnitFacts> unit_facts(db::Conn&, Id unit, Day);
// Posts that keep the books of a body on the day.
std::vector<Id> clerk_posts(db::Conn&, Id issuing_body, Day);
struct AgencyFacts {
    std::string name, short_name;
    bool tenant = false, open = false;
    std::vector<std::string> successors;  // names of today, of a closed agency
};
std::optional<AgencyFacts> agency_facts(db::Conn&, Id agency, Day);
struct BodyFacts {
    Id agency = 0;
    std::string name;   // of the day: a body that bears the name of its agency is renamed with it
    bool open = false;  // neither the body nor its agency is closed on the day
};
std::optional<BodyFacts> body_facts(db::Conn&, Id issuing_body, Day);
std::vector<Id> group_members(db::Conn&, Id group, Day);                       // agencies, by position
std::map<Id, std::string> names_of_people(db::Conn&, const std::vector<Id>&);  // without those that do not exist

// Deeds of the directory used by import and the example (each writes revision, history and audit).
struct NewAgency {
    std::string slug, name, short_name, abbreviation, kind, place_name, basis;
    Id parent = 0;
    bool tenant = false;
    Day from;
    std::optional<Day> until;
    std::vector<std::pair<std::string, std::string>> codes;  // scheme, code
    std::string code_note;
};
Id add_agency(db::Tx&, const Actor&, const NewAgency&);
void add_successor(db::Tx&, Id agency, Id successor, Day, std::string_view basis);
struct NewBody {
    Id agency = 0;
    std::string slug, name, superior_line, abbreviation, place_name;
    bool collective = false;
    Day from;
};
Id add_issuing_body(db::Tx&, const Actor&, const NewBody&);
struct NewUnit {
    Id agency = 0, parent = 0;
    std::string slug, name, abbreviation, kind;
    int position = 0;
    Day from;
};
Id add_unit(db::Tx&, const Actor&, const NewUnit&);
struct NewPost {
    Id agency = 0, unit = 0;
    std::string title;
    std::vector<std::string> roles;
    std::string signing;
    int position = 0;
    Day from;
};
Id add_post(db::Tx&, const Actor&, const NewPost&);
struct NewPerson {
    std::string code, full_name, phone, email, note;
};
Id add_person(db::Tx&, const Actor&, const NewPerson&);
// Refused: a post that already has a holder on a day of the span, an archived person, an unknown kind.
Id appoint(db::Tx&, const Actor&, Id person, Id post, std::string_view kind, std::string_view basis, Day from,
           std::optional<Day> until = {});
void end_appointment(db::Tx&, const Actor&, Id appointment, std::int64_t version, Day until, std::string_view reason);
Id add_clerkship(db::Tx&, Id post, Id issuing_body, Day from);
struct NewDelegation {
    Id from_post = 0, to_person = 0;
    std::string purpose = "work", field, basis;  // purpose: work | mandate (TUQ.)
    Day from, until;
};
Id delegate(db::Tx&, const Actor&,
            const NewDelegation&);  // refused: beyond 1 year, to oneself, of what is itself delegated, clash
void end_delegation(db::Tx&, const Actor&, Id delegation, std::int64_t version);
Id add_group(db::Tx&, const Actor&, Id owner_agency, std::string_view name, const std::vector<Id>& members, Day from,
             bool shared = true);

// Who may sign a document of an issuing body, as which kind, and with which lines above the name (standards 1.6).
struct SigningAuthority {
    bool allowed = false;
    std::string kind;                // "", TM, Q, KT, TL, TUQ
    std::vector<std::string> lines;  // "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"
    std::vector<Said> refusals;      // all reasons when not allowed
};
SigningAuthority signing_authority(const Snapshot&, Id issuing_body, Id post, Id person, std::string_view field, Day);

// Reorganisation, as hearers of other modules meet it. module::Manifest::reorganised is called again and again, each
// time in a transaction of its own, until it says true: nothing is left; it moves at most a batch. With `to` 0 the
// agency was divided: its open records are put down by ask_choice(), a person says for each where it goes, and then the
// hearer is called for each successor and moves what chosen() names.
inline constexpr std::string_view kReorganised = "directory.reorganised";  // {"kind", "day", "from": [], "to": []}
// Once at start, for each module; its figures named "module.open_..." stand in the preview of a reorganisation.
void hear_reorganised(const module::Manifest&);
bool divided(db::Conn&, Id agency);
struct OpenRecord {
    std::string kind;
    Id record = 0;
    std::string title, link;  // title: number and sign, no word of what it says
    Id unit = 0;              // that works on it; 0 none
};
void ask_choice(db::Tx&, Id agency, const OpenRecord&);  // asking again changes nothing
std::vector<Id> chosen(db::Conn&, Id from, Id to, std::string_view kind, int most);
Id last_asked(db::Conn&, Id from, std::string_view kind);  // the greatest of them; 0: none yet
void choice_done(db::Tx&, std::string_view kind, Id record);
// For the log of the hand-over: "Văn bản đến", 120 more.
void note_moved(db::Tx&, Id from, Id to, std::string_view what, std::int64_t count);
// Whoever work of the agency may wait for: its posts and units that moved (now = was), and posts that ended with the
// one that takes over.
struct Holder {
    Id was = 0, now = 0;
};
std::vector<Holder> holders_after(db::Conn&, Id from, Id to);

}  // namespace dinh::directory
