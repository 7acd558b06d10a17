#include <algorithm>

#include "modules/accounts/accounts/people.hpp"
#include "modules/accounts/cannot_work/cannot_work.hpp"
#include "modules/accounts/handlers.hpp"
#include "modules/accounts/pages.hpp"
#include "modules/accounts/rights.hpp"
#include "modules/accounts/sessions/visits.hpp"
#include "platform/deed/deed.hpp"
#include "platform/error/error.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::accounts {

namespace {

constexpr std::size_t kPageLines = 50, kMostChosen = 50;
constexpr const char* kPath = "/accounts/cannot-work";

// What was asked for in the address.
struct Asked {
    const ObstacleWords* why = nullptr;
    Id agency = 0;
    std::size_t page = 0;
};

Asked asked_of(const web::Request& request) {
    Asked asked{.why = nullptr, .agency = ids::parse(request.get("agency")).value_or(0), .page = 0};
    for (const auto& one : obstacles())
        if (request.get("why") == one.word) asked.why = &one;
    const auto page = ids::parse(request.get("page")).value_or(0);
    asked.page = page > 0 && page < 10'000 ? static_cast<std::size_t>(page) : 0;
    return asked;
}

std::string path_of(const Asked& asked, const ObstacleWords* why, std::size_t page) {
    std::string path = std::string(kPath) + "?why=" + (why ? why->word : "");
    if (asked.agency != 0) path += "&agency=" + std::to_string(asked.agency);
    return page == 0 ? path : path + "&page=" + std::to_string(page);
}

// The agencies asked for, as far as the actor keeps them; nullopt: all.
std::optional<std::vector<Id>> agencies_of(const Actor& actor, const Asked& asked) {
    auto agencies = agencies_seen(actor);
    if (asked.agency == 0) return agencies;
    const bool seen = !agencies || std::find(agencies->begin(), agencies->end(), asked.agency) != agencies->end();
    return seen ? std::vector<Id>{asked.agency} : std::vector<Id>{};
}

std::string remedy_path(const Actor& actor, const directory::Snapshot& directory, const Stuck& stuck,
                        Obstacle obstacle) {
    if (obstacle == Obstacle::no_post || obstacle == Obstacle::closed_agency)
        return "/directory/people/" + std::to_string(stuck.person);
    if (!stuck.account) return opening_path(actor, directory, stuck.person);
    return "/accounts/" + std::to_string(stuck.account->id);
}

pages::CannotWorkList::RowsItem row_of(const web::Context& context, const directory::Snapshot& directory,
                                       const Stuck& stuck, bool bulk) {
    const std::string name = directory.person_name(stuck.person);
    const bool pick = stuck.account && can(context.actor(), Deed::reset_password, subject_of(directory, stuck.person));
    pages::CannotWorkList::RowsItem row{.if_pick = bulk,
                                        .if_account = pick,
                                        .account = pick ? stuck.account->id : 0,
                                        .pick_label = text::fill(context.lang.tr("Chọn %1"), {name}),
                                        .person = name,
                                        .place = post_words(directory, stuck.person),
                                        .tags = {},
                                        .remedies = {}};
    for (const Obstacle one : stuck.why) {
        row.tags.push_back({.tag = context.lang.tr(words_of(one).title)});
        row.remedies.push_back({.remedy_path = remedy_path(context.actor(), directory, stuck, one),
                                .remedy = context.lang.tr(words_of(one).remedy)});
    }
    return row;
}

void add_choices(web::Context& context, const directory::Snapshot& directory, const Asked& asked,
                 const std::vector<Stuck>& all, pages::CannotWorkList& page) {
    const auto& lang = context.lang;
    const auto count = [&](const ObstacleWords& one) {
        return std::count_if(all.begin(), all.end(), [&](const Stuck& stuck) { return stuck.has(one.obstacle); });
    };
    page.reasons.push_back({.reason_path = path_of(asked, nullptr, 0),
                            .if_here = asked.why == nullptr,
                            .reason_name = lang.tr("Tất cả") + " " + std::to_string(all.size())});
    for (const auto& one : obstacles())
        if (const auto number = count(one); number > 0 || asked.why == &one)
            page.reasons.push_back({.reason_path = path_of(asked, &one, 0),
                                    .if_here = asked.why == &one,
                                    .reason_name = lang.tr(one.title) + " " + std::to_string(number)});
    const auto seen = agencies_seen(context.actor());
    for (const auto& agency : directory.agencies) {
        const bool shown = seen ? std::find(seen->begin(), seen->end(), agency.id) != seen->end() : agency.tenant;
        if (shown)
            page.agencies.push_back(
                {.agency = agency.id, .if_chosen = agency.id == asked.agency, .agency_name = agency.name});
    }
    page.if_agencies = page.agencies.size() > 1;
}

pages::CannotWorkList page_of(web::Context& context, const Asked& asked, std::size_t from, std::size_t shown,
                              std::size_t fitting) {
    const auto& lang = context.lang;
    return {.count_words = lang.trn("%1 người", static_cast<std::int64_t>(fitting)),
            .reasons = {},
            .if_agencies = false,
            .why = asked.why ? asked.why->word : "",
            .agencies = {},
            .if_empty = shown == 0,
            .if_rows = shown > 0,
            .if_bulk = !context.actor().read_only,
            .csrf = context.csrf_token(),
            .deed_key = deed::new_key(),
            .rows = {},
            .reset_path = std::string(kPath) + "/password-resets",
            .pager_count = text::fill(lang.tr("%1 trong %2"), {std::to_string(shown), std::to_string(fitting)}),
            .if_newer = asked.page > 0,
            .newer_path = path_of(asked, asked.why, asked.page > 0 ? asked.page - 1 : 0),
            .if_older = from + shown < fitting,
            .older_path = path_of(asked, asked.why, asked.page + 1),
            .if_csv = false,
            .csv_path = ""};
}

// What came of one of those chosen together.
struct Outcome {
    Account account;
    std::string password;  // shown once
    std::optional<Said> refused;
};

// Those of the ids that the actor sees; one that he does not see is none.
std::vector<Outcome> seen_of(const web::Context& context, const directory::Snapshot& directory,
                             const std::vector<Id>& chosen) {
    std::vector<Outcome> outcomes;
    context.house.db->read([&](db::Conn& conn) {
        for (const Id id : chosen) {
            auto account = find_account(conn, id);
            if (!account || !can(context.actor(), Deed::see_account, subject_of(directory, account->person)))
                throw NotFound("accounts: none of those chosen is " + std::to_string(id));
            outcomes.push_back({std::move(*account), "", std::nullopt});
        }
    });
    return outcomes;
}

// Each is a deed of its own: what stands against one does not hold up the others.
template <class Work>
std::vector<Outcome> one_by_one(web::Context& context, const directory::Snapshot& directory, const web::Form& form,
                                const std::vector<Id>& chosen, Deed right, Work&& work) {
    auto outcomes = seen_of(context, directory, chosen);
    for (auto& one : outcomes) {
        try {
            must(context.actor(), right, subject_of(directory, one.account.person));
            work(one, std::string(form.key()) + "-" + std::to_string(one.account.id));
            forget_visits(context.house, one.account.id);
        } catch (const Refused& refused) {
            one.refused = refused.reasons().front().said;
        } catch (const Forbidden& forbidden) {
            one.refused = forbidden.said();
        }
    }
    return outcomes;
}

// The accounts ticked in the list.
std::vector<Id> chosen_in(const web::Context& context, web::Form& form) {
    if (!sees_accounts(context.actor())) throw Forbidden(who_may(Deed::see_account), "accounts: bulk");
    auto chosen = form.ids("account", "Tài khoản");
    if (chosen.empty()) form.fault("account", "Chưa chọn người nào.");
    if (chosen.size() > kMostChosen) form.fault("account", "Mỗi lần chọn nhiều nhất 50 người.");
    if (form.faulty()) throw Refused(form.all());
    return chosen;
}

pages::CannotWorkSlips slips_of(const web::Context& context, const directory::Snapshot& directory,
                                const std::vector<Outcome>& outcomes) {
    pages::CannotWorkSlips page{.if_refused = false, .refusals = {}, .if_gone = false, .slips = {}};
    for (const auto& one : outcomes) {
        const std::string name = directory.person_name(one.account.person);
        if (one.refused)
            page.refusals.push_back({.refused = name, .why = context.lang.say(*one.refused)});
        else if (!one.password.empty())
            page.slips.push_back({.person = name,
                                  .place = post_words(directory, one.account.person),
                                  .username = one.account.username,
                                  .password = one.password,
                                  .made = clock::show(clock::now())});
    }
    page.if_refused = !page.refusals.empty();
    page.if_gone = page.refusals.size() + page.slips.size() < outcomes.size();
    return page;
}

web::Response show_unlocked(web::Context& context, const directory::Snapshot& directory,
                            const std::vector<Outcome>& outcomes) {
    const auto done = std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& one) { return !one.refused; });
    const std::string words = context.lang.trn("Đã mở khóa %1 tài khoản.", done);
    if (done == static_cast<std::int64_t>(outcomes.size())) {
        context.flash(words);
        return web::see_other(kPath);
    }
    pages::CannotWorkUnlocked page{.if_done = done > 0, .done_words = words, .refusals = {}};
    for (const auto& one : outcomes)
        if (one.refused)
            page.refusals.push_back(
                {.refused = directory.person_name(one.account.person), .why = context.lang.say(*one.refused)});
    return web::page(context, context.lang.tr("Mở khóa"), page, done > 0 ? 200 : 422);
}

pages::CannotWorkList filled_page(web::Context& context, const directory::Snapshot& directory, const Asked& asked,
                                  const std::vector<Stuck>& all) {
    std::vector<const Stuck*> fitting;
    for (const auto& stuck : all)
        if (!asked.why || stuck.has(asked.why->obstacle)) fitting.push_back(&stuck);
    const std::size_t from = std::min(asked.page * kPageLines, fitting.size());
    const std::size_t until = std::min(from + kPageLines, fitting.size());
    auto page = page_of(context, asked, from, until - from, fitting.size());
    add_choices(context, directory, asked, all, page);
    for (std::size_t at = from; at < until; ++at)
        page.rows.push_back(row_of(context, directory, *fitting[at], !context.actor().read_only));
    return page;
}

}  // namespace

web::Response list_cannot_work(web::Context& context) {
    if (!sees_accounts(context.actor())) throw Forbidden(who_may(Deed::see_account), "accounts: who cannot work");
    const auto directory = directory::now(context.house);
    const Asked asked = asked_of(context.request);
    const Limits limits = limits_now(context.house);
    auto all = context.house.db->reading([&](db::Conn& conn) {
        return who_cannot_work(conn, *directory, agencies_of(context.actor(), asked), limits, clock::now());
    });
    std::erase_if(all, [&](const Stuck& one) {
        return !can(context.actor(), Deed::see_account, subject_of(*directory, one.person));
    });
    return web::page(context, context.lang.tr("Ai chưa làm việc được hôm nay"),
                     filled_page(context, *directory, asked, all));
}

web::Response unlock_chosen(web::Context& context) {
    web::Form form(context.request);
    const auto chosen = chosen_in(context, form);
    const auto directory = directory::now(context.house);
    const auto outcomes = one_by_one(context, *directory, form, chosen, Deed::unlock_account,
                                     [&](const Outcome& one, const std::string& key) {
                                         deed::once(*context.house.db, context.actor(), key, [&](db::Tx& tx) {
                                             unlock_one(tx, context.actor(), one.account.id);
                                             return one.account.id;
                                         });
                                     });
    return show_unlocked(context, *directory, outcomes);
}

web::Response reset_chosen(web::Context& context) {
    web::Form form(context.request);
    const auto chosen = chosen_in(context, form);
    const auto directory = directory::now(context.house);
    const auto outcomes =
        one_by_one(context, *directory, form, chosen, Deed::reset_password, [&](Outcome& one, const std::string& key) {
            const std::string password = temporary_password(), hash = hash_password(password);
            bool made = false;
            deed::once(*context.house.db, context.actor(), key, [&](db::Tx& tx) {
                made = true;
                reset_one(tx, context.actor(), one.account.id, hash);
                return one.account.id;
            });
            if (made) one.password = password;
        });
    return web::print_page(context, context.lang.tr("Phiếu cấp mật khẩu tạm"), slips_of(context, *directory, outcomes));
}

}  // namespace dinh::accounts
