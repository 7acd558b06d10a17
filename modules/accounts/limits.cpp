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
constexpr const char* kTokenCalls = "accounts.token_calls_per_minute";
constexpr const char* kRemoteSecondFactor = "accounts.remote_second_factor";
constexpr const char* kInnerNetworks = "accounts.inner_networks";
constexpr const char* kRemoteRoles = "accounts.remote_second_factor_roles";
constexpr const char* kInsideRoles = "accounts.inside_only_roles";
constexpr const char* kDecree = "Nghị định số 331/2026/NĐ-CP";
// The networks that no line from outside can come from.
constexpr const char* kPrivate = "127.0.0.0/8, ::1, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7, fe80::/10";

std::string networks_fault(const std::string& list) {
    if (Networks::parse(list)) return "";
    return "Mỗi mạng ghi dạng 10.0.0.0/8 hoặc 2001:db8::/32, cách nhau bằng dấu phẩy.";
}
std::string roles_fault(const std::string& list) {
    const auto roles = remote_roles_of(list);
    if (roles && !roles->empty()) return "";
    return "Ghi “tất cả”, hoặc tên vai trò như trong phần giải thích, cách nhau bằng dấu phẩy.";
}
std::string inside_fault(const std::string& list) {
    const auto roles = remote_roles_of(list);
    if (roles && (!roles->empty() || !list.empty())) return "";
    return "Ghi “không”, hoặc tên vai trò như trong phần giải thích, cách nhau bằng dấu phẩy.";
}

std::vector<settings::Setting> remote_settings() {
    return {
        {.key = kRemoteSecondFactor,
         .type = settings::Type::truth,
         .value = "1",
         .title = "Làm việc từ ngoài mạng nội bộ phải xác thực bước hai",
         .description = "Ai chưa bật xác thực bước hai thì chỉ làm việc được trong mạng nội bộ.",
         .basis = kDecree,
         .choices = {},
         .law = "remote_second_factor",
         .check = {}},
        {.key = kInnerNetworks,
         .value = kPrivate,
         .title = "Mạng nội bộ",
         .description =
             "Các mạng của cơ quan, kể cả mạng truyền số liệu chuyên dùng; ngoài các mạng này là truy cập từ xa.",
         .basis = kDecree,
         .least = 1,
         .most = 1000,
         .choices = {},
         .check = networks_fault},
        {.key = kRemoteRoles,
         .value = "*",
         .title = "Vai trò phải xác thực bước hai khi làm việc từ ngoài",
         .description = "“tất cả”, hoặc các vai trò: agency_leader, deputy_agency_leader, office_leader, unit_leader, "
                        "deputy_unit_leader, specialist, records_clerk, unit_records_clerk, leader_assistant, "
                        "follow_up_officer, it_officer, administrator, auditor.",
         .basis = kDecree,
         .least = 1,
         .most = 300,
         .choices = {},
         .check = roles_fault},
        {.key = kInsideRoles,
         .value = "không",
         .title = "Vai trò chỉ làm việc trong mạng nội bộ",
         .description = "“không”, hoặc các vai trò như ở thiết lập trên, ví dụ administrator. Người có vai trò này "
                        "không làm việc được từ ngoài, kể cả khi đã xác thực bước hai.",
         .least = 1,
         .most = 300,
         .choices = {},
         .check = inside_fault}};
}

std::shared_ptr<const RemoteRule> read_remote(db::Conn& conn, Day day) {
    if (!settings::find(kInnerNetworks)) return nullptr;
    auto rule = std::make_shared<RemoteRule>();
    rule->on = settings::truth(conn, kRemoteSecondFactor, day);
    rule->inner = Networks::parse(settings::get(conn, kInnerNetworks, day)).value_or(Networks{});
    rule->roles = remote_roles_of(settings::get(conn, kRemoteRoles, day)).value_or(std::vector<std::string>{"*"});
    rule->inside_only = remote_roles_of(settings::get(conn, kInsideRoles, day)).value_or(std::vector<std::string>{});
    return rule;
}

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
                        .basis = kDecree,
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
         .basis = kDecree,
         .choices = {},
         .law = "admin_second_factor",
         .check = {}});
    list.push_back({.key = kTokenCalls,
                    .type = settings::Type::integer,
                    .unit = "lần",
                    .value = std::to_string(standard.token_calls_per_minute),
                    .title = "Số lần một khóa của phần mềm được gọi trong một phút",
                    .description = "Quá số này, lời gọi bị từ chối đến hết phút. Mỗi máy chủ đếm riêng.",
                    .least = 60,
                    .most = 600'000,
                    .choices = {},
                    .check = {}});
    for (auto& one : remote_settings()) list.push_back(std::move(one));
    return list;
}

Limits read_limits(db::Conn& conn, Day day) {
    Limits limits;
    for (const Entry& one : kEntries) limits.*one.number = number(conn, one.key, day, limits.*one.number);
    limits.token_calls_per_minute = number(conn, kTokenCalls, day, limits.token_calls_per_minute);
    if (settings::find(kAdminSecondFactor)) limits.admin_second_factor = settings::truth(conn, kAdminSecondFactor, day);
    limits.remote = read_remote(conn, day);
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
