// What the law (NĐ 331/2026/NĐ-CP, rules/security.toml) and the institution allow, as dated settings of this module.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "modules/accounts/sessions/networks.hpp"
#include "platform/db/db.hpp"
#include "platform/house/house.hpp"
#include "platform/settings/settings.hpp"

namespace dinh::accounts {

struct Limits {
    std::int64_t idle_lock_minutes = 15, admin_idle_lock_minutes = 5;
    std::int64_t failures_before_lock = 5, lock_minutes = 30;
    std::int64_t disable_idle_days = 45;
    std::int64_t password_min = 14, password_min_with_second_factor = 8;  // characters
    std::int64_t admin_password_max_age_days = 60;
    std::int64_t session_max_hours = 12;
    std::int64_t kept_form_minutes = 60;
    std::int64_t one_time_codes = 10;
    std::int64_t token_calls_per_minute = 6000;
    bool admin_second_factor = true;
    std::shared_ptr<const RemoteRule> remote;  // none: nobody declared it, so every place is inside

    std::int64_t idle_ms(bool administrator) const {
        return (administrator ? admin_idle_lock_minutes : idle_lock_minutes) * 60'000;
    }
};

std::vector<settings::Setting> setting_list();
// A setting that nobody declared (tests of other parts) has its standard value.
Limits read_limits(db::Conn&, Day);
// Today's, read anew every five seconds. Not inside a read of the database.
Limits limits_now(House&);

}  // namespace dinh::accounts
