#include "modules/accounts/limits.hpp"

#include <mutex>

namespace dinh::accounts {

namespace {

constexpr std::int64_t kKeptMs = 5000;

struct Entry {
    const char* key;
    const char* law;
    std::int64_t Limits::*number;
    const char* unit;
    const char* title;
    const char* description;
    std::int64_t least, most;
};

constexpr Entry kEntries[] = {
    {"accounts.idle_lock_minutes", "idle_lock_minutes", &Limits::idle_lock_minutes, "phút",
     "Khóa phiên khi không thao tác",
     "Phiên làm việc khóa lại sau thời gian này; mở lại bằng mật khẩu, việc đang làm còn nguyên.", 1, 60},
    {"accounts.admin_idle_lock_minutes", "admin_idle_lock_minutes", &Limits::admin_idle_lock_minutes, "phút",
     "Khóa phiên quản trị khi không thao tác", "Như trên, với người có vai trò quản trị hệ thống.", 1, 60},
    {"accounts.failures_before_lock", "failed_logins_before_lock", &Limits::failures_before_lock, "lần",
     "Số lần đăng nhập sai trước khi khóa", "Đếm cả mật khẩu và mã xác thực gõ sai liên tiếp.", 2, 20},
    {"accounts.lock_minutes", "login_lock_minutes", &Limits::lock_minutes, "phút",
     "Thời gian khóa sau khi đăng nhập sai quá số lần", "Hết thời gian này tài khoản tự mở khóa.", 1, 1440},
    {"accounts.disable_idle_days", "disable_idle_account_days", &Limits::disable_idle_days, "ngày",
     "Vô hiệu hóa tài khoản không sử dụng",
     "Tài khoản không đăng nhập trong thời gian này bị tắt; cán bộ công nghệ thông tin bật lại.", 7, 365},
    {"accounts.password_min_with_second_factor", "password_min_length_with_second_factor",
     &Limits::password_min_with_second_factor, "ký tự", "Độ dài mật khẩu tối thiểu khi có xác thực bước hai",
     "Áp dụng từ lần đổi mật khẩu sau.", 8, 64},
    {"accounts.password_min", "password_min_length", &Limits::password_min, "ký tự",
     "Độ dài mật khẩu tối thiểu khi không có xác thực bước hai", "Áp dụng từ lần đổi mật khẩu sau.", 8, 64},
    {"accounts.admin_password_max_age_days", "admin_password_max_age_days", &Limits::admin_password_max_age_days,
     "ngày", "Thời hạn đổi mật khẩu của quản trị viên",
     "Quá hạn, lần đăng nhập sau phải đổi mật khẩu rồi mới làm việc được.", 1, 365},
    {"accounts.session_max_hours", "session_max_hours", &Limits::session_max_hours, "giờ",
     "Thời hạn tối đa của một phiên", "Quá hạn phải đăng nhập lại từ đầu.", 1, 24},
    {"accounts.kept_form_minutes", "locked_form_keep_minutes", &Limits::kept_form_minutes, "phút",
     "Giữ nội dung biểu mẫu khi phiên bị khóa",
     "Biểu mẫu gửi lúc phiên đã khóa được giữ kín và đưa lại sau khi mở khóa.", 1, 240},
    {"accounts.one_time_codes", "one_time_code_count", &Limits::one_time_codes, "mã",
     "Số mã dùng một lần in cho mỗi người", "Mỗi tờ mã có bằng này mã.", 5, 20},
};
constexpr const char* kAdminSecondFactor = "accounts.admin_second_factor";

std::int64_t number(db::Conn& conn, const char* key, Day day, std::int64_t standard) {
    return settings::find(key) ? settings::integer(conn, key, day) : standard;
}

struct Kept {
    std::mutex mutex;
    std::optional<Limits> limits;
    Instant read_at;
};

}  // namespace

std::vector<settings::Setting> setting_list() {
    const Limits standard;
    std::vector<settings::Setting> list;
    for (const Entry& one : kEntries)
        list.push_back({.key = one.key,
                        .type = settings::Type::integer,
                        .unit = one.unit,
                        .value = std::to_string(standard.*one.number),
                        .title = one.title,
                        .description = one.description,
                        .basis = "Nghị định số 331/2026/NĐ-CP",
                        .least = one.least,
                        .most = one.most,
                        .choices = {},
                        .law = one.law,
                        .check = {}});
    list.push_back(
        {.key = kAdminSecondFactor,
         .type = settings::Type::truth,
         .unit = "",
         .value = "1",
         .title = "Quản trị viên phải xác thực bước hai",
         .description = "Người có vai trò quản trị hệ thống chỉ làm việc được sau khi bật xác thực bước hai.",
         .basis = "Nghị định số 331/2026/NĐ-CP",
         .choices = {},
         .law = "admin_second_factor",
         .check = {}});
    return list;
}

Limits read_limits(db::Conn& conn, Day day) {
    Limits limits;
    for (const Entry& one : kEntries) limits.*one.number = number(conn, one.key, day, limits.*one.number);
    if (settings::find(kAdminSecondFactor)) limits.admin_second_factor = settings::truth(conn, kAdminSecondFactor, day);
    return limits;
}

Limits limits_now(House& house) {
    auto& kept = house.part<Kept>();
    const Instant now = clock::now();
    {
        const std::scoped_lock lock(kept.mutex);
        const std::int64_t age_ms = now.ms - kept.read_at.ms;
        if (kept.limits && age_ms >= 0 && age_ms < kKeptMs) return *kept.limits;
    }
    const Limits limits = house.db->reading([&](db::Conn& conn) { return read_limits(conn, clock::day_of(now)); });
    const std::scoped_lock lock(kept.mutex);
    kept.limits = limits;
    kept.read_at = now;
    return limits;
}

}  // namespace dinh::accounts
