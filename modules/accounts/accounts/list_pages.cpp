#include "modules/accounts/accounts/account.hpp"
#include "modules/accounts/accounts/people.hpp"
#include "modules/accounts/handlers.hpp"
#include "modules/accounts/pages.hpp"
#include "modules/accounts/rights.hpp"
#include "modules/accounts/sessions/sessions.hpp"
#include "platform/error/error.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::accounts {

namespace {

constexpr int kPageLines = 50;
constexpr std::size_t kMostPeople = 2000;

struct State {
    const char* word;
    const char* title;
    Shown shown;
};
constexpr State kStates[] = {{"", "Tất cả", Shown::all},
                             {"locked", "Đang khóa vì nhập sai", Shown::locked},
                             {"off", "Đã tắt", Shown::off},
                             {"no-second-factor", "Chưa có xác thực bước hai", Shown::no_second_factor},
                             {"never", "Chưa đăng nhập lần nào", Shown::never_signed_in}};
constexpr const char* kMissing = "missing";

// What was asked for in the address of the list.
struct Asked {
    std::string words, state, after;
    Id agency = 0;
};

Asked asked_of(const web::Request& request) {
    return {text::clean_line(text::cut(request.get("q"), 200)), std::string(request.get("state")),
            username_of(request.get("after")), ids::parse(request.get("agency")).value_or(0)};
}

std::string path_of(const Asked& asked, std::string_view after) {
    std::string path = "/accounts?q=" + text::url_encode(asked.words) + "&state=" + text::url_encode(asked.state);
    if (asked.agency != 0) path += "&agency=" + std::to_string(asked.agency);
    return after.empty() ? path : path + "&after=" + text::url_encode(after);
}

// Whose accounts may be shown: nullopt for everybody's.
std::optional<std::vector<Id>> people_of(const directory::Snapshot& directory, const Actor& actor, const Asked& asked) {
    auto agencies = agencies_seen(actor);
    if (asked.agency != 0) {
        const bool seen = !agencies || std::find(agencies->begin(), agencies->end(), asked.agency) != agencies->end();
        agencies = seen ? std::vector<Id>{asked.agency} : std::vector<Id>{};
    }
    if (!agencies && asked.words.empty() && asked.state != kMissing) return std::nullopt;
    return people_in(directory, agencies, asked.words, kMostPeople);
}

pages::AccountsList::RowsItem row_of(const web::Context& context, const directory::Snapshot& directory,
                                     const Account& account, Instant now) {
    const auto& lang = context.lang;
    const char* factor = account.second_factor == "totp"    ? "ứng dụng"
                         : account.second_factor == "codes" ? "tờ mã"
                                                            : "–";
    return {.account_path = "/accounts/" + std::to_string(account.id),
            .person = directory.person_name(account.person),
            .username = account.username,
            .place = post_words(directory, account.person),
            .factor = lang.tr(factor),
            .last = account.last_sign_in_at ? clock::show(*account.last_sign_in_at) : lang.tr("chưa"),
            .if_locked = account.locked(now),
            .if_off = account.disabled_at.has_value(),
            .if_must_change = account.must_change};
}

pages::AccountsList frame_of(web::Context& context, const directory::Snapshot& directory, const Asked& asked) {
    const bool choose_agency = !agencies_seen(context.actor());
    pages::AccountsList page{.query = asked.words,
                             .if_agencies = choose_agency,
                             .if_empty = false,
                             .if_rows = false,
                             .if_people = false,
                             .pager_count = "",
                             .if_newer = !asked.after.empty(),
                             .newer_path = path_of(asked, {}),
                             .if_older = false,
                             .older_path = "",
                             .if_csv = false,
                             .csv_path = ""};
    for (const State& one : kStates)
        page.states.push_back(
            {.state = one.word, .if_chosen = asked.state == one.word, .state_name = context.lang.tr(one.title)});
    page.states.push_back(
        {.state = kMissing, .if_chosen = asked.state == kMissing, .state_name = context.lang.tr("Chưa có tài khoản")});
    for (const auto& agency : directory.agencies)
        if (choose_agency && agency.tenant && !agency.closed_on(directory.day))
            page.agencies.push_back(
                {.agency = agency.id, .if_chosen = agency.id == asked.agency, .agency_name = agency.name});
    return page;
}

void fill_accounts(web::Context& context, const directory::Snapshot& directory, const Asked& asked,
                   pages::AccountsList& page) {
    AccountFilter filter{.shown = Shown::all,
                         .people = people_of(directory, context.actor(), asked),
                         .after = asked.after,
                         .most = kPageLines + 1};
    for (const State& one : kStates)
        if (asked.state == one.word) filter.shown = one.shown;
    const Instant now = clock::now();
    auto accounts = context.house.db->reading([&](db::Conn& conn) { return list_accounts(conn, filter, now); });
    page.if_older = accounts.size() > kPageLines;
    if (accounts.size() > kPageLines) accounts.resize(kPageLines);
    if (!accounts.empty()) page.older_path = path_of(asked, accounts.back().username);
    for (const Account& account : accounts) page.rows.push_back(row_of(context, directory, account, now));
    page.if_rows = !page.rows.empty();
    page.if_empty = page.rows.empty();
    page.pager_count = context.lang.trn("%1 tài khoản", static_cast<std::int64_t>(page.rows.size()));
}

void fill_missing(web::Context& context, const directory::Snapshot& directory, const Asked& asked,
                  pages::AccountsList& page) {
    const auto people = people_of(directory, context.actor(), asked).value_or(std::vector<Id>{});
    const auto with = context.house.db->reading([&](db::Conn& conn) { return people_with_account(conn, people); });
    for (const Id person : people) {
        if (page.people.size() == kPageLines) break;
        if (std::binary_search(with.begin(), with.end(), person)) continue;
        page.people.push_back({.new_path = opening_path(context.actor(), directory, person),
                               .person = directory.person_name(person),
                               .place = post_words(directory, person)});
    }
    page.if_people = !page.people.empty();
    page.if_empty = page.people.empty();
    page.pager_count = context.lang.trn("%1 người", static_cast<std::int64_t>(page.people.size()));
}

}  // namespace

web::Response list_all_accounts(web::Context& context) {
    if (!sees_accounts(context.actor())) throw Forbidden(who_may(Deed::see_account), "accounts: the list");
    const auto directory = directory::now(context.house);
    const Asked asked = asked_of(context.request);
    pages::AccountsList page = frame_of(context, *directory, asked);
    if (asked.state == kMissing)
        fill_missing(context, *directory, asked, page);
    else
        fill_accounts(context, *directory, asked, page);
    return web::page(context, context.lang.tr("Tài khoản"), page);
}

}  // namespace dinh::accounts
