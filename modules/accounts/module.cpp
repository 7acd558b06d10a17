#include "modules/accounts/accounts.hpp"
#include "modules/accounts/accounts/account.hpp"
#include "modules/accounts/handlers.hpp"
#include "modules/accounts/limits.hpp"
#include "modules/accounts/rights.hpp"
#include "modules/accounts/sessions/kept_forms.hpp"
#include "modules/accounts/sessions/session_store.hpp"
#include "modules/accounts/tokens/calls.hpp"
#include "platform/web/router.hpp"

namespace dinh::accounts {

void describe_calls(web::Router&);  // calls.cpp

namespace {

// Who has a token must not be able to make it live longer, or to open another account.
constexpr const char* kByHand =
    "Việc của tài khoản chỉ làm trong trình duyệt: khóa của phần mềm không sửa được tài khoản.";

void session_routes(web::Router& router) {
    router.get("/sessions/new", ask_who).open();
    router.post("/sessions", sign_in_here).open().only_by_hand(kByHand);
    router.get("/sessions/unlock", ask_password).even_locked().only_by_hand(kByHand);
    router.post("/sessions/unlock", unlock_here).even_locked().only_by_hand(kByHand);
    router.del("/sessions/current", sign_out).even_locked().only_by_hand(kByHand);
    router.post("/sessions/current/touches", touch_session).even_locked().only_by_hand(kByHand);
    router.get("/sessions/outside", show_outside).even_locked().only_by_hand(kByHand);
    router.get("/sessions/second-step", ask_code).even_locked().only_by_hand(kByHand);
    router.post("/sessions/second-step", take_code).even_locked().only_by_hand(kByHand);
    router.get("/sessions/kept-forms", show_kept_forms).only_by_hand(kByHand);
    router.del("/sessions/kept-forms/:id", forget_kept_form).only_by_hand(kByHand);
}

void own_routes(web::Router& router) {
    router.get("/accounts/me/password", ask_new_password).even_locked().only_by_hand(kByHand);
    router.post("/accounts/me/password", change_own_password).even_locked().only_by_hand(kByHand);
    router.get("/accounts/me/second-factor", ask_set_up).even_locked().only_by_hand(kByHand);
    router.post("/accounts/me/second-factor", set_up).even_locked().only_by_hand(kByHand);
    router.post("/accounts/me/one-time-codes", print_codes).even_locked().only_by_hand(kByHand);
    router.del("/accounts/me/second-factor", remove_own_factor).only_by_hand(kByHand);
    router.get("/accounts/me", show_me).only_by_hand(kByHand);
    router.post("/accounts/me/acting-post", choose_post).only_by_hand(kByHand);
    router.post("/accounts/me/language", choose_language).only_by_hand(kByHand);
    router.del("/accounts/me/sessions/:id", end_own_session).only_by_hand(kByHand);
    router.del("/accounts/me/sessions", end_other_sessions).only_by_hand(kByHand);
    router.post("/accounts/me/tokens", make_token).only_by_hand(kByHand);
    router.get("/api", show_calls);
    router.del("/accounts/me/tokens/:id", end_own_token).only_by_hand(kByHand);
}

void administration_routes(web::Router& router) {
    router.get("/accounts", list_all_accounts).budget(12);
    router.post("/accounts", make_account).only_by_hand(kByHand);
    router.get("/accounts/new", ask_new_account);
    router.get("/accounts/cannot-work", list_cannot_work).budget(12);
    router.post("/accounts/cannot-work/unlockings", unlock_chosen).only_by_hand(kByHand);
    router.post("/accounts/cannot-work/password-resets", reset_chosen).only_by_hand(kByHand);
    router.get("/accounts/jobs", list_jobs).budget(10);
    router.post("/accounts/jobs/:id/retries", retry_job_here).says("Chạy lại một việc nền bị lỗi");
    router.del("/accounts/jobs/:id", drop_job_here).says("Bỏ một việc nền bị lỗi");
    router.get("/accounts/:id", show_account).budget(14);
    router.post("/accounts/:id/password-resets", reset_account).only_by_hand(kByHand);
    router.post("/accounts/:id/unlockings", open_account).only_by_hand(kByHand);
    router.post("/accounts/:id/disablings", switch_off).only_by_hand(kByHand);
    router.del("/accounts/:id/disablings", switch_on).only_by_hand(kByHand);
    router.del("/accounts/:id/sessions", end_account_sessions).only_by_hand(kByHand);
    router.del("/accounts/:id/second-factor", remove_account_factor).only_by_hand(kByHand);
    router.get("/settings", show_settings);
    router.get("/settings/:key", show_setting);
    router.post("/settings/:key/values", set_setting);
}

void routes(web::Router& router) {
    session_routes(router);
    own_routes(router);
    administration_routes(router);
    describe_calls(router);
}

constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kMostSwept = 2000;

// What has had its time: kept forms, old sessions, names nobody has; accounts nobody uses are switched off.
void sweep(House& house, const jobs::Job&) {
    const Limits limits = limits_now(house);
    const Instant now = clock::now();
    house.db->write([&](db::Tx& tx) {
        forget_kept_forms(tx, {now.ms - limits.kept_form_minutes * 60'000}, kMostSwept);
        forget_sessions(tx, {now.ms - 30 * kDayMs}, kMostSwept);
        forget_calls(tx, {now.ms - 30 * kDayMs}, kMostSwept);
        forget_unknown_names(tx, {now.ms - kDayMs}, kMostSwept);
        disable_unused(tx, {now.ms - limits.disable_idle_days * kDayMs}, kMostSwept);
    });
}

}  // namespace

module::Manifest manifest() {
    module::Manifest manifest;
    manifest.name = "accounts";
    manifest.title = "Tài khoản";
    manifest.always = true;
    manifest.routes = routes;
    manifest.settings = setting_list();
    manifest.menu = {{.group = "Quản trị",
                      .title = "Tài khoản",
                      .path = "/accounts",
                      .icon = "person",
                      .counter = "",
                      .shown = sees_accounts,
                      .order = 900},
                     {.group = "Quản trị",
                      .title = "Ai chưa làm việc được",
                      .path = "/accounts/cannot-work",
                      .icon = "alert",
                      .counter = "",
                      .shown = sees_accounts,
                      .order = 901},
                     {.group = "Quản trị",
                      .title = "Việc nền",
                      .path = "/accounts/jobs",
                      .icon = "clock",
                      .counter = "",
                      .shown = sees_jobs,
                      .order = 905},
                     {.group = "Quản trị",
                      .title = "Thiết lập",
                      .path = "/settings",
                      .icon = "file",
                      .counter = "",
                      .shown = sees_settings,
                      .order = 910}};
    manifest.jobs = {
        {.name = "accounts.sweep",
         .job_class = jobs::Class::quick,
         .work = sweep,
         .most_attempts = 3,
         .what_to_do = "Việc dọn phiên và tài khoản chạy lại sau một giờ; nếu còn lỗi, xem nhật ký hệ thống.",
         .every_s = 3600}};
    return manifest;
}

}  // namespace dinh::accounts
