#include "modules/accounts/accounts/account.hpp"
#include "modules/accounts/accounts/me.hpp"
#include "modules/accounts/handlers.hpp"
#include "modules/accounts/pages.hpp"
#include "modules/accounts/tokens/scopes.hpp"
#include "modules/accounts/tokens/tokens.hpp"
#include "modules/directory/directory.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"
#include "platform/web/router.hpp"

namespace dinh::accounts {

namespace {

constexpr int kLanguageSeconds = 365 * 24 * 3600;
constexpr int kUsualTokenDays = 180;

std::string factor_words(const dinh::pages::Lang& lang, const Known& known) {
    if (known.factor == "totp") return lang.tr("ứng dụng xác thực và tờ mã in");
    if (known.factor == "codes") return lang.tr("tờ mã in");
    return lang.tr("chưa bật");
}

pages::SessionsRow row_of(const SessionLine& line, Id current, const std::string& csrf) {
    return {.device = device_words(line.user_agent),
            .address = line.address,
            .opened = clock::show(line.created_at),
            .seen = clock::show(line.last_seen_at),
            .if_this = line.id == current,
            .if_locked = line.locked,
            .if_may_end = line.id != current,
            .end_path = "/accounts/me/sessions/" + std::to_string(line.id),
            .csrf = csrf};
}

pages::TokensRow row_of(const web::Context& context, const TokenLine& line, const std::string& csrf) {
    const std::string may = line.scopes ? scope_words(context.lang, context.router->modules(), *line.scopes)
                                        : context.lang.tr("mọi việc của bạn");
    return {.name = line.name,
            .scope_words = may,
            .made = clock::show(clock::day_of(line.created_at)),
            .expires = clock::show(line.expires),
            .used = line.last_used_at ? clock::show(*line.last_used_at) : context.lang.tr("chưa dùng"),
            .end_path = "/accounts/me/tokens/" + std::to_string(line.id),
            .csrf = csrf};
}

// Boxes of the form: what was ticked stays ticked.
std::vector<pages::AccountsMe::ScopesItem> scope_boxes(const web::Context& context) {
    const auto chosen = context.request.fields("scope");
    const auto ticked = [&](const std::string& scope) {
        return std::find(chosen.begin(), chosen.end(), scope) != chosen.end();
    };
    std::vector<pages::AccountsMe::ScopesItem> boxes;
    for (const auto& [name, title] : context.router->modules())
        if (!name.empty())
            boxes.push_back({.scope_title = context.lang.tr(title),
                             .read_scope = name + ":read",
                             .if_read = ticked(name + ":read"),
                             .write_scope = name + ":write",
                             .if_write = ticked(name + ":write")});
    return boxes;
}

std::string place_words(const web::Context& context, const directory::Snapshot& directory, const Capacity& one) {
    std::string words = one.unit != 0 ? directory.unit_name(one.unit) + ", " + directory.agency_name(one.agency)
                                      : directory.agency_name(one.agency);
    if (one.delegation != 0)
        words += " – " + text::fill(context.lang.tr("theo ủy quyền của %1"), {directory.person_name(one.delegator)});
    return words;
}

struct Belongings {
    std::vector<SessionLine> sessions;
    std::vector<TokenLine> tokens;
};

Belongings read(web::Context& context, const Visit& visit, const Limits& limits) {
    Belongings shown;
    context.house.db->read([&](db::Conn& conn) {
        shown.sessions =
            sessions_of(conn, visit.known.account, {clock::now().ms - limits.session_max_hours * 3'600'000});
        shown.tokens = tokens_of(conn, visit.known.account, clock::today());
    });
    return shown;
}

pages::AccountsMe page_of(const dinh::pages::Lang& lang, const Visit& visit, const web::Form& form,
                          const Belongings& shown) {
    const auto& actor = visit.actor;
    const std::string expires = form.typed("expires").empty() ? clock::show(clock::today() + kUsualTokenDays)
                                                              : std::string(form.typed("expires"));
    const bool english = lang.code() == "en";
    return {.person = actor.name,
            .username = visit.known.username,
            .if_no_post = actor.capacities.empty(),
            .if_posts = !actor.capacities.empty(),
            .no_many = actor.capacities.size() == 1,
            .one_post = actor.capacities.empty() ? "" : actor.capacities.front().title,
            .one_place = "",
            .if_many = actor.capacities.size() > 1,
            .csrf = "",
            .password_day = clock::show(clock::day_of(visit.known.password_set_at)),
            .factor = factor_words(lang, visit.known),
            .if_others = shown.sessions.size() > 1,
            .if_tokens = !shown.tokens.empty(),
            .if_token_faults = form.faulty(),
            .if_errors = form.faulty(),
            .deed_key = deed::new_key(),
            .token_name = std::string(form.typed("name")),
            .token_expires = expires,
            .if_code = !visit.known.factor.empty(),
            .if_vi = !english,
            .name_vi = "Tiếng Việt",
            .if_en = english,
            .name_en = "English"};
}

}  // namespace

web::Response show_own_account(web::Context& context, const Visit& visit, const web::Form& form, int status) {
    const auto directory = directory::now(context.house);
    const Belongings shown = read(context, visit, limits_now(context.house));
    pages::AccountsMe page = page_of(context.lang, visit, form, shown);
    const std::string csrf = context.csrf_token();
    page.csrf = csrf;
    page.scopes = scope_boxes(context);
    if (visit.actor.capacities.size() == 1)
        page.one_place = place_words(context, *directory, visit.actor.capacities.front());
    for (std::size_t i = 0; i < visit.actor.capacities.size(); ++i) {
        const Capacity& one = visit.actor.capacities[i];
        page.posts.push_back({.post = one.post,
                              .if_chosen = i == visit.actor.acting,
                              .post_title = one.title,
                              .place = place_words(context, *directory, one)});
    }
    for (const auto& line : shown.sessions) page.sessions.push_back(row_of(line, visit.known.session, csrf));
    for (const auto& line : shown.tokens) page.tokens.push_back(row_of(context, line, csrf));
    for (const Reason& one : form.all()) page.errors.push_back({.field = one.field, .error = one.text});
    return web::page(context, context.lang.tr("Tài khoản của tôi"), page, status);
}

web::Response show_me(web::Context& context) {
    return show_own_account(context, must_visit(context), web::Form(context.request), 200);
}

web::Response choose_post(web::Context& context) {
    const Visit visit = must_visit(context);
    web::Form form(context.request);
    const Id post = form.id("post", "Chức vụ", true);
    const auto& own = visit.actor.capacities;
    if (std::none_of(own.begin(), own.end(), [&](const Capacity& one) { return one.post == post; }))
        throw Refused("post", "Hôm nay bạn không giữ và không được ủy quyền chức vụ này.");
    context.house.db->write([&](db::Tx& tx) {
        set_session_post(tx, visit.known.session, post);
        set_acting_post(tx, visit.known.account, post);
    });
    forget_visits(context.house, visit.known.account);
    context.flash(context.lang.tr("Đã chọn chức vụ."));
    return web::see_other("/accounts/me");
}

web::Response choose_language(web::Context& context) {
    const Visit visit = must_visit(context);
    web::Form form(context.request);
    const std::string language = form.choice("language", "Ngôn ngữ", {"vi", "en"});
    if (form.faulty()) return show_own_account(context, visit, form, 422);
    context.house.db->write([&](db::Tx& tx) { set_language(tx, visit.known.account, language); });
    forget_visits(context.house, visit.known.account);
    web::Response response = web::see_other("/accounts/me");
    response.cookie("lang", language, kLanguageSeconds);
    return response;
}

web::Response end_own_session(web::Context& context) {
    const Visit visit = must_visit(context);
    const Id session = context.request.id();
    context.house.db->write([&](db::Tx& tx) { end_session(tx, visit.actor, visit.known.account, session); });
    forget_visits(context.house, visit.known.account);
    context.flash(context.lang.tr("Đã đăng xuất phiên đó."));
    return web::see_other("/accounts/me");
}

web::Response end_other_sessions(web::Context& context) {
    const Visit visit = must_visit(context);
    context.house.db->write(
        [&](db::Tx& tx) { end_all_sessions(tx, visit.actor, visit.known.account, visit.known.session); });
    forget_visits(context.house, visit.known.account);
    context.flash(context.lang.tr("Đã đăng xuất khỏi mọi thiết bị khác."));
    return web::see_other("/accounts/me");
}

}  // namespace dinh::accounts
