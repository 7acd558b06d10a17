// Who may do what with accounts and settings. Administrators: everything. IT officers: the accounts of people who
// hold a post
// in their agency today, never an administrator's. Auditors see and change nothing. One's own account needs no right
// but a
// session. One exhaustive switch: an unmapped deed does not compile.
#pragma once
#include <string>
#include <vector>

#include "modules/directory/directory.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::accounts {

enum class Deed {
    see_account,
    create_account,
    reset_password,
    unlock_account,
    disable_account,
    enable_account,
    end_sessions,
    remove_second_factor,
    see_settings,
    change_setting,
    see_jobs,  // what works in the background
    keep_jobs,
};

// Whose account it is; nothing for settings.
struct Subject {
    Id person = 0;
    std::vector<Id> agencies;  // where he holds a post today
    bool administrator = false;
};
Subject subject_of(const directory::Snapshot&, Id person);

bool can(const Actor&, Deed, const Subject&);
std::string who_may(Deed);  // Vietnamese, for the refusal
// Throws Forbidden with who_may().
void must(const Actor&, Deed, const Subject&);

// May see the list at all; which agencies' people stand in it (nullopt: everybody).
bool sees_accounts(const Actor&);
bool sees_settings(const Actor&);
bool sees_jobs(const Actor&);
std::optional<std::vector<Id>> agencies_seen(const Actor&);

}  // namespace dinh::accounts
