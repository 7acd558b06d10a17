// People and the posts they hold, each with its days. A person may hold several posts at once; a post has one holder
// at a time. Changes throw Conflict for a stale version.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "modules/directory/directory.hpp"
#include "modules/directory/rights.hpp"

namespace dinh::directory {

struct PersonRecord {
    Id id = 0;
    std::int64_t version = 0;
    NewPerson as;
    std::optional<Instant> archived_at;
};
std::optional<PersonRecord> find_person_record(db::Conn&, Id);
bool is_mail_address(std::string_view);  // looks like ten@coquan.vn
// Whether the actor may keep this person: the keepers of an agency where he holds a post; any keeper when he holds
// none; only an administrator when one of the posts is guarded.
bool may_keep(db::Conn&, const Actor&, Id person);
// NotFound for a person the actor may not see, as for one that is absent; Forbidden for one he may only look at.
void must_keep_person(db::Conn&, const Actor&, Id person);
void change_person(db::Tx&, const Actor&, Id person, std::int64_t version, const NewPerson&);
// Left the service: ends what he holds on the day. The account is switched off by accounts.
void archive_person(db::Tx&, const Actor&, Id person, std::int64_t version, Day, std::string_view reason);

struct Appointment {
    Id id = 0, person = 0, post = 0;
    std::int64_t version = 0;
    std::string kind, basis, ended_reason;
    Day from;
    std::optional<Day> until;
};
std::vector<Appointment> appointments_of(db::Conn&, Id person);  // newest first
std::optional<Appointment> find_appointment(db::Conn&, Id);

}  // namespace dinh::directory
