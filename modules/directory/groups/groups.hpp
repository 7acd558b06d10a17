// Recipient groups: dated lists of agencies, kept by one agency, offered to all when shared. A member that was merged
// away is shown with its successor and taken off by the keeper; what was sent before stays as it was.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "modules/directory/directory.hpp"

namespace dinh::directory {

struct GroupRecord {
    Id id = 0, owner_agency = 0;
    std::int64_t version = 0;
    std::string name;
    bool shared = true;
    Day from;
    std::optional<Day> until;
};
std::optional<GroupRecord> find_group(db::Conn&, Id);

struct Member {
    Id id = 0, agency = 0;
    Day from;
    std::optional<Day> until;
};
std::vector<Member> members_of(db::Conn&, Id group);  // those of the past as well, by position

void change_group(db::Tx&, const Actor&, Id group, std::int64_t version, std::string_view name, bool shared);
// Refused: a member already on the day, a closed agency.
void add_members(db::Tx&, const Actor&, Id group, std::int64_t version, const std::vector<Id>& agencies, Day from);
void remove_member(db::Tx&, const Actor&, Id group, std::int64_t version, Id agency, Day until);
void close_group(db::Tx&, const Actor&, Id group, std::int64_t version, Day until);

}  // namespace dinh::directory
