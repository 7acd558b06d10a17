// Who may administer the directory. Administrators: the whole province. IT officers: their own agency, the agency it
// serves, and all below their own. Only by a post of one's own: administration is not handed on by delegation.
// Everybody signed in may read; lists of people with their codes are for those who keep them and for auditors.
#pragma once
#include <string>
#include <vector>

#include "modules/directory/directory.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::directory {

enum class Deed {
    see_people,       // the administration's list of people
    keep_agencies,    // agencies, their versions and codes, issuing bodies, clerkships
    keep_posts,       // units and posts
    add_person,       // who holds no post yet is of no agency: any keeper may
    keep_people,      // persons and appointments
    keep_delegation,  // the holder of the post himself as well, and the leaders of the office
    keep_group,       // recipient groups: clerks and leaders of the office as well
    import_tables,
};

struct Subject {
    std::vector<Id> agencies;  // the agency and those above it, nearest first; empty: of no agency
    Id holder = 0;             // keep_delegation: who holds the post
    bool guarded = false;      // a post that administers or audits the house: only an administrator gives or takes it
};
Subject subject_of(db::Conn&, Id agency, Day);
Subject subject_of(const Snapshot&, Id agency);

bool can(const Actor&, Deed, const Subject&);
std::string who_may(Deed);  // Vietnamese, for the refusal
// Throws Forbidden with who_may().
void must(const Actor&, Deed, const Subject&);
// `roles` hold administrator or auditor.
bool guarded(const std::vector<std::string>& roles);

// For menus and pages: has any administrative right at all.
bool keeps_directory(const Actor&);
bool keeps_everything(const Actor&);
bool sees_people(const Actor&);
// Delegating is for holders of posts.
bool holds_post(const Actor&);

}  // namespace dinh::directory
