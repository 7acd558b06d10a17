#include "modules/accounts/cannot_work/cannot_work.hpp"

#include <algorithm>

#include "modules/accounts/accounts/account_store.hpp"
#include "modules/accounts/accounts/people.hpp"
#include "modules/accounts/rights.hpp"

namespace dinh::accounts {

namespace {

constexpr std::size_t kMostPeople = 100'000;
constexpr int kMostAccounts = 100'000;

struct Posts {
    bool any = false, open = false, administers = false;
};
Posts posts_of(const directory::Snapshot& directory, const directory::Person& person) {
    Posts posts;
    for (const Id held : person.posts) {
        const auto* post = directory.post(held);
        const auto* agency = post ? directory.agency(post->agency) : nullptr;
        if (!agency) continue;
        posts.any = true;
        posts.open = posts.open || !agency->closed_on(directory.day);
        posts.administers = posts.administers || post->has(directory::role::kAdministrator);
    }
    return posts;
}

std::vector<Obstacle> why(const Posts& posts, const Account* account, const Limits& limits, Instant now) {
    std::vector<Obstacle> found;
    if (!account) {
        found.push_back(Obstacle::no_account);
    } else {
        if (account->disabled_at) found.push_back(Obstacle::off);
        if (account->locked(now)) found.push_back(Obstacle::locked);
        if (posts.administers && limits.admin_second_factor && account->second_factor.empty())
            found.push_back(Obstacle::no_second_factor);
        if (account->second_factor == "codes" && account->codes_left == 0) found.push_back(Obstacle::no_codes);
    }
    if (!posts.any)
        found.push_back(Obstacle::no_post);
    else if (!posts.open)
        found.push_back(Obstacle::closed_agency);
    return found;
}

// The account as this deed finds it, locked.
Account locked_now(db::Tx& tx, Id account) {
    lock_row(tx, account, 0);
    return *find_account(tx, account);
}

}  // namespace

const std::vector<ObstacleWords>& obstacles() {
    static const std::vector<ObstacleWords> all{
        {Obstacle::locked, "locked", "Đang khóa vì nhập sai", "Mở khóa, hoặc đặt lại mật khẩu nếu đã quên"},
        {Obstacle::off, "off", "Tài khoản đã tắt", "Bật lại tài khoản"},
        {Obstacle::no_account, "no-account", "Chưa có tài khoản", "Tạo tài khoản"},
        {Obstacle::no_post, "no-post", "Không giữ vị trí nào", "Giao vị trí theo quyết định, hoặc ghi nghỉ"},
        {Obstacle::closed_agency, "closed-agency", "Cơ quan đã kết thúc hoạt động",
         "Giao vị trí ở cơ quan tiếp nhận theo quyết định"},
        {Obstacle::no_second_factor, "no-second-factor", "Quản trị viên chưa có xác thực bước hai",
         "Đăng nhập rồi bật ứng dụng xác thực hoặc in tờ mã"},
        {Obstacle::no_codes, "no-codes", "Tờ mã in đã dùng hết", "Bỏ xác thực bước hai để người đó lập lại"}};
    return all;
}

const ObstacleWords& words_of(Obstacle obstacle) {
    const auto& all = obstacles();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const ObstacleWords& one) { return one.obstacle == obstacle; });
    return found == all.end() ? all.front() : *found;
}

bool Stuck::has(Obstacle obstacle) const { return std::find(why.begin(), why.end(), obstacle) != why.end(); }

std::vector<Stuck> who_cannot_work(db::Conn& conn, const directory::Snapshot& directory,
                                   const std::optional<std::vector<Id>>& agencies, const Limits& limits, Instant now) {
    const auto people = people_in(directory, agencies, "", kMostPeople);
    AccountFilter filter{.shown = Shown::all, .people = {}, .after = "", .most = kMostAccounts};
    if (agencies) filter.people = people;
    std::unordered_map<Id, Account> accounts;
    for (auto& account : list_accounts(conn, filter, now)) accounts.emplace(account.person, std::move(account));
    std::vector<Stuck> stuck;
    for (const Id id : people) {
        const auto account = accounts.find(id);
        const bool has = account != accounts.end();
        auto found = why(posts_of(directory, *directory.person(id)), has ? &account->second : nullptr, limits, now);
        if (found.empty()) continue;
        stuck.push_back({id, has ? std::optional(account->second) : std::nullopt, std::move(found)});
    }
    return stuck;
}

void unlock_one(db::Tx& tx, const Actor& actor, Id account) {
    const Account found = locked_now(tx, account);
    if (!found.locked(clock::now()) && found.disabled_reason != "unused") throw Refused("Tài khoản không bị khóa.");
    unlock_account(tx, actor, account, found.version);
}

void reset_one(db::Tx& tx, const Actor& actor, Id account, std::string_view password_hash) {
    const Account found = locked_now(tx, account);
    Reasons reasons;
    if (found.person == actor.person) reasons.add("Mật khẩu của chính mình thì tự đổi ở trang Tài khoản của tôi.");
    if (found.disabled_at) reasons.add("Tài khoản đã tắt: hãy bật lại trước.");
    reasons.done();
    reset_password(tx, actor, account, found.version, password_hash);
}

}  // namespace dinh::accounts
