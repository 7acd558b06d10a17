#include "modules/accounts/accounts/account.hpp"
#include "modules/accounts/accounts/people.hpp"
#include "modules/accounts/handlers.hpp"
#include "modules/accounts/pages.hpp"
#include "modules/accounts/rights.hpp"
#include "modules/accounts/second_factor/second_factor.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/error/error.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::accounts {

namespace {

// The account of the address, only when the actor may see it.
struct Found {
    Account account;
    Subject subject;
    std::shared_ptr<const directory::Snapshot> directory;
};

Found must_find(const web::Context& context) {
    Found found;
    found.directory = directory::now(context.house);
    const Id id = context.request.id();
    const auto account = context.house.db->reading([&](db::Conn& conn) { return find_account(conn, id); });
    if (!account) throw NotFound("no account " + std::to_string(id));
    found.subject = subject_of(*found.directory, account->person);
    if (!can(context.actor(), Deed::see_account, found.subject))
        throw NotFound("account not visible " + std::to_string(id));
    found.account = *account;
    return found;
}

// For the deeds: the right, and the version of the form.
Found must_find(const web::Context& context, Deed deed) {
    Found found = must_find(context);
    must(context.actor(), deed, found.subject);
    found.account.version = web::Form(context.request).version();
    if (found.account.version == 0) throw Refused("Trang đã cũ. Hãy tải lại trang rồi làm lại.");
    return found;
}

std::string path_of(Id account) { return "/accounts/" + std::to_string(account); }

web::Response done(web::Context& context, Id account, const char* said) {
    forget_visits(context.house, account);
    context.flash(context.lang.tr(said));
    return web::see_other(path_of(account));
}

web::Response show_slip(web::Context& context, const directory::Snapshot& directory, Id person,
                        std::string_view username, std::string_view password, Id account) {
    const pages::AccountsSlip page{.person = directory.person_name(person),
                                   .place = post_words(directory, person),
                                   .username = std::string(username),
                                   .if_text = !password.empty(),
                                   .password = std::string(password),
                                   .made = clock::show(clock::now()),
                                   .if_gone = password.empty(),
                                   .account_path = path_of(account)};
    return web::print_page(context, context.lang.tr("Phiếu cấp mật khẩu tạm"), page);
}

std::string deed_words(const web::Context& context, std::string_view deed) {
    constexpr std::pair<std::string_view, const char*> kWords[] = {
        {"account.create", "Tạo tài khoản"},
        {"account.reset_password", "Đặt lại mật khẩu"},
        {"account.unlock", "Mở khóa"},
        {"account.lock", "Khóa vì nhập sai quá số lần"},
        {"account.disable", "Tắt tài khoản"},
        {"account.enable", "Bật lại tài khoản"},
        {"account.change_password", "Tự đổi mật khẩu"},
        {"session.sign_in", "Đăng nhập"},
        {"session.refuse", "Nhập sai"},
        {"session.lock", "Phiên tự khóa"},
        {"session.unlock", "Mở khóa phiên"},
        {"session.end", "Đăng xuất"},
        {"session.end_all", "Đăng xuất khỏi mọi thiết bị"},
        {"session.second_step", "Qua xác thực bước hai"},
        {"second_factor.enrol", "Bật ứng dụng xác thực"},
        {"second_factor.give_sheet", "In tờ mã dùng một lần"},
        {"second_factor.remove", "Bỏ xác thực bước hai"},
        {"token.create", "Tạo khóa cho phần mềm"},
        {"token.end", "Kết thúc khóa"}};
    for (const auto& [name, words] : kWords)
        if (deed == name) return context.lang.tr(words);
    return std::string(deed);
}

const char* factor_words(std::string_view kind) {
    if (kind == "totp") return "ứng dụng xác thực và tờ mã in";
    return kind == "codes" ? "tờ mã in" : "chưa bật";
}

pages::AccountsShow page_of(const Actor& actor, const dinh::pages::Lang& lang, const Found& found,
                            std::size_t sessions) {
    const Account& account = found.account;
    const bool off = account.disabled_at.has_value(), locked = account.locked(clock::now());
    const bool mine = account.person == actor.person, unused = account.disabled_reason == "unused";
    const std::string base = path_of(account.id);
    return {.person = found.directory->person_name(account.person),
            .username = account.username,
            .place = post_words(*found.directory, account.person),
            .if_locked = locked,
            .locked_until = locked ? clock::show(*account.locked_until) : "",
            .if_off = off,
            .off_since = off ? clock::show(*account.disabled_at) : "",
            .off_reason = unused ? lang.tr("lâu không sử dụng") : account.disabled_reason,
            .no_off = !off,
            .if_must_change = account.must_change,
            .factor = lang.tr(factor_words(account.second_factor)),
            .last = account.last_sign_in_at ? clock::show(*account.last_sign_in_at) : lang.tr("chưa"),
            .password_day = clock::show(clock::day_of(account.password_set_at)),
            .made = clock::show(clock::day_of(account.created_at)),
            .sessions = sessions,
            .if_deeds = can(actor, Deed::reset_password, found.subject),
            .reset_path = base + "/password-resets",
            .csrf = "",
            .deed_key = deed::new_key(),
            .version = account.version,
            .if_may_unlock = locked || unused,
            .unlock_path = base + "/unlockings",
            .if_may_enable = off,
            .off_path = base + "/disablings",
            .if_sessions = sessions > 0,
            .sessions_path = base + "/sessions",
            .if_factor = !account.second_factor.empty(),
            .factor_path = base + "/second-factor",
            .if_may_disable = !off && !mine};
}

web::Response show_new_account(web::Context& context, const directory::Snapshot& directory, Id person,
                               const std::string& username, const web::Form& form) {
    pages::AccountsNew page{.person_name = directory.person_name(person),
                            .place = post_words(directory, person),
                            .if_errors = form.faulty(),
                            .csrf = context.csrf_token(),
                            .deed_key = deed::new_key(),
                            .person = person,
                            .username = username};
    for (const Reason& one : form.all()) page.errors.push_back({.field = one.field, .error = one.text});
    return web::page(context, context.lang.tr("Tạo tài khoản"), page, form.faulty() ? 422 : 200);
}

void check_person(const web::Context& context, const directory::Snapshot& directory, Id person, web::Form& form) {
    const auto* found = directory.person(person);
    if (person != 0 && (!found || found->archived))
        form.fault("person", context.lang.tr("Người này không có trong danh bạ hoặc đã nghỉ."));
}

}  // namespace

web::Response show_account(web::Context& context) {
    const Found found = must_find(context);
    std::vector<SessionLine> sessions;
    std::vector<audit::Line> lines;
    const Limits limits = limits_now(context.house);
    context.house.db->read([&](db::Conn& conn) {
        sessions = sessions_of(conn, found.account.id, {clock::now().ms - limits.session_max_hours * 3'600'000});
        lines = audit::of_record(conn, "account", found.account.id, 50);
    });
    pages::AccountsShow page = page_of(context.actor(), context.lang, found, sessions.size());
    page.csrf = context.csrf_token();
    for (const auto& line : lines)
        page.lines.push_back({.at = clock::show(line.at), .deed = deed_words(context, line.deed), .actor = line.actor});
    return web::page(context, found.directory->person_name(found.account.person), page);
}

web::Response ask_new_account(web::Context& context) {
    const auto directory = directory::now(context.house);
    const Id person = ids::parse(context.request.get("person")).value_or(0);
    if (!directory->person(person)) return web::see_other("/accounts?state=missing");
    must(context.actor(), Deed::create_account, subject_of(*directory, person));
    return show_new_account(context, *directory, person, proposed_name(directory->person_name(person)),
                            web::Form(context.request));
}

web::Response make_account(web::Context& context) {
    const auto directory = directory::now(context.house);
    web::Form form(context.request);
    NewAccount input{.person = form.id("person", "Người dùng", true),
                     .username = form.line("username", "Tên đăng nhập", {.required = true, .max = 100}),
                     .password = temporary_password(),
                     .must_change = true};
    must(context.actor(), Deed::create_account, subject_of(*directory, input.person));
    check_person(context, *directory, input.person, form);
    if (form.faulty()) return show_new_account(context, *directory, input.person, input.username, form);
    const std::string hash = hash_password(input.password);
    bool made = false;
    try {
        const Id account = deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            made = true;
            return create(tx, context.actor(), input, hash);
        });
        return show_slip(context, *directory, input.person, username_of(input.username), made ? input.password : "",
                         account);
    } catch (const Refused& refused) {
        form.faults(refused);
        return show_new_account(context, *directory, input.person, input.username, form);
    }
}

web::Response reset_account(web::Context& context) {
    const Found found = must_find(context, Deed::reset_password);
    const std::string password = temporary_password(), hash = hash_password(password);
    bool made = false;
    deed::once(*context.house.db, context.actor(), context.request.field("deed_key"), [&](db::Tx& tx) {
        made = true;
        reset_password(tx, context.actor(), found.account.id, found.account.version, hash);
        return found.account.id;
    });
    forget_visits(context.house, found.account.id);
    return show_slip(context, *found.directory, found.account.person, found.account.username, made ? password : "",
                     found.account.id);
}

web::Response open_account(web::Context& context) {
    const Found found = must_find(context, Deed::unlock_account);
    context.house.db->write(
        [&](db::Tx& tx) { unlock_account(tx, context.actor(), found.account.id, found.account.version); });
    return done(context, found.account.id, "Đã mở khóa tài khoản.");
}

web::Response switch_off(web::Context& context) {
    const Found found = must_find(context, Deed::disable_account);
    if (found.account.person == context.actor().person) throw Refused("Không tự tắt tài khoản của chính mình.");
    web::Form form(context.request);
    const std::string reason = form.line("reason", "Lý do", {.required = true, .max = 200});
    if (form.faulty()) throw Refused(form.all());
    context.house.db->write(
        [&](db::Tx& tx) { disable_account(tx, context.actor(), found.account.id, found.account.version, reason); });
    return done(context, found.account.id, "Đã tắt tài khoản và kết thúc mọi phiên của tài khoản.");
}

web::Response switch_on(web::Context& context) {
    const Found found = must_find(context, Deed::enable_account);
    context.house.db->write(
        [&](db::Tx& tx) { enable_account(tx, context.actor(), found.account.id, found.account.version); });
    return done(context, found.account.id, "Đã bật lại tài khoản.");
}

web::Response end_account_sessions(web::Context& context) {
    const Found found = must_find(context, Deed::end_sessions);
    context.house.db->write([&](db::Tx& tx) { end_all_sessions(tx, context.actor(), found.account.id, 0); });
    return done(context, found.account.id, "Đã đăng xuất tài khoản khỏi mọi thiết bị.");
}

web::Response remove_account_factor(web::Context& context) {
    const Found found = must_find(context, Deed::remove_second_factor);
    context.house.db->write(
        [&](db::Tx& tx) { remove_second_factor(tx, context.actor(), found.account.id, found.account.version, 0); });
    return done(context, found.account.id, "Đã bỏ xác thực bước hai và kết thúc mọi phiên của tài khoản.");
}

}  // namespace dinh::accounts
