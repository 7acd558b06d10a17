#include "modules/accounts/rights.hpp"

#include <algorithm>

#include "platform/error/error.hpp"

namespace dinh::accounts {

namespace {

namespace role = directory::role;

// By a post of one's own: keeping accounts is not handed on by delegation.
template <class F>
bool holds(const Actor& actor, std::string_view wanted, F&& fits) {
    return std::any_of(actor.capacities.begin(), actor.capacities.end(),
                       [&](const Capacity& one) { return one.delegation == 0 && one.has(wanted) && fits(one); });
}
bool holds(const Actor& actor, std::string_view wanted) {
    return holds(actor, wanted, [](const Capacity&) { return true; });
}

bool keeps_accounts_of(const Actor& actor, const Subject& subject) {
    if (holds(actor, role::kAdministrator)) return true;
    if (subject.administrator) return false;
    return holds(actor, role::kItOfficer, [&](const Capacity& one) {
        return std::any_of(subject.agencies.begin(), subject.agencies.end(),
                           [&](Id agency) { return one.works_for(agency); });
    });
}

}  // namespace

Subject subject_of(const directory::Snapshot& directory, Id person) {
    Subject subject{.person = person, .agencies = {}, .administrator = false};
    const auto* found = directory.person(person);
    if (!found) return subject;
    for (const Id held : found->posts) {
        const auto* post = directory.post(held);
        if (!post) continue;
        subject.agencies.push_back(post->agency);
        subject.administrator = subject.administrator || post->has(role::kAdministrator);
    }
    return subject;
}

bool can(const Actor& actor, Deed deed, const Subject& subject) {
    const bool system = actor.person == 0 && actor.name == Actor::system().name;
    const bool auditor = holds(actor, role::kAuditor);
    switch (deed) {
        case Deed::see_account: return system || auditor || keeps_accounts_of(actor, subject);
        case Deed::create_account:
        case Deed::reset_password:
        case Deed::unlock_account:
        case Deed::disable_account:
        case Deed::enable_account:
        case Deed::end_sessions:
        case Deed::remove_second_factor: return system || (!actor.read_only && keeps_accounts_of(actor, subject));
        case Deed::see_settings:
        case Deed::see_jobs: return system || auditor || holds(actor, role::kAdministrator);
        case Deed::keep_jobs:
        case Deed::change_setting: return system || (!actor.read_only && holds(actor, role::kAdministrator));
    }
    return false;
}

std::string who_may(Deed deed) {
    if (deed == Deed::see_settings || deed == Deed::change_setting)
        return "Chỉ quản trị hệ thống được xem và đổi thiết lập.";
    if (deed == Deed::see_jobs || deed == Deed::keep_jobs) return "Chỉ quản trị hệ thống được xem và làm lại việc nền.";
    return "Chỉ quản trị hệ thống và cán bộ công nghệ thông tin của cơ quan người dùng được quản lý tài khoản này.";
}

void must(const Actor& actor, Deed deed, const Subject& subject) {
    if (!can(actor, deed, subject))
        throw Forbidden(who_may(deed), "accounts: deed " + std::to_string(static_cast<int>(deed)) + " on person " +
                                           std::to_string(subject.person));
}

bool sees_accounts(const Actor& actor) {
    return holds(actor, role::kAdministrator) || holds(actor, role::kAuditor) || holds(actor, role::kItOfficer);
}

bool sees_jobs(const Actor& actor) { return can(actor, Deed::see_jobs, {}); }
bool sees_settings(const Actor& actor) { return can(actor, Deed::see_settings, {}); }

std::optional<std::vector<Id>> agencies_seen(const Actor& actor) {
    if (holds(actor, role::kAdministrator) || holds(actor, role::kAuditor)) return std::nullopt;
    std::vector<Id> agencies;
    for (const Capacity& one : actor.capacities) {
        if (one.delegation != 0 || !one.has(role::kItOfficer)) continue;
        agencies.push_back(one.agency);
        if (one.served != 0) agencies.push_back(one.served);
    }
    return agencies;
}

}  // namespace dinh::accounts
