#include <algorithm>

#include "modules/accounts/sessions/sessions.hpp"
#include "modules/directory/directory.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/keyring.hpp"
#include "platform/crypto/password.hpp"
#include "platform/log/log.hpp"
#include "platform/text/text.hpp"

namespace dinh::accounts {

namespace {

constexpr log::Message kFailed{"ACCOUNTS_SIGN_IN_FAILED", log::Level::info, "a sign-in failed",
                               "Nothing to do for single ones. Many from one address: block it in nginx."};
constexpr log::Message kLocked{
    "ACCOUNTS_LOCKED", log::Level::warning, "an account was locked after too many failures",
    "It opens by itself. Ask the person whether it was he; if not, look where the attempts came from."};

std::string name_key_of(House& house, std::string_view username) {
    if (!house.keys) return crypto::sha256_hex(username);
    return crypto::hex(house.keys->mac("sign_in_name", username));
}

Actor nobody_known_as(House& house, Id person) {
    return person == 0 ? Actor{} : directory::now(house)->actor_of(person);
}

void take_back(House& house, const Counted& counted, std::string_view name_key) {
    house.db->write([&](db::Tx& tx) { take_back_attempt(tx, counted.account, name_key); });
}

// True when the password fits. The attempt stays counted unless the house is too busy to look at it.
bool fits(House& house, const Credentials& credentials, const Counted& counted, std::string_view name_key) {
    try {
        return crypto::verify_password(credentials.password, counted.password_hash);
    } catch (const Unavailable&) {
        take_back(house, counted, name_key);
        throw;
    }
}

}  // namespace

std::string username_of(std::string_view typed) {
    std::string name = text::lower(text::trim(text::cut(typed, 200)));
    const bool plain = !name.empty() && name.size() <= 100 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '@';
    });
    return plain ? name : std::string();
}

Checked check_password(House& house, const Credentials& credentials) {
    const std::string username = username_of(credentials.username);
    const Limits limits = limits_now(house);
    Checked checked;
    checked.name_key = name_key_of(house, username);
    const Counted counted =
        house.db->writing([&](db::Tx& tx) { return count_attempt(tx, username, checked.name_key, clock::now()); });
    checked.account = counted.account;
    checked.person = counted.person;
    checked.password_hash = counted.password_hash;
    checked.factor = counted.factor;
    checked.language = counted.language;
    checked.tries_left = std::max<std::int64_t>(0, limits.failures_before_lock - counted.failures);
    if (counted.locked_until) {
        checked.verdict = Verdict::locked;
    } else if (counted.failures > limits.failures_before_lock) {
        // Attempts at once took all that the limit allows: this one is not looked at.
        note_failure(house, counted.account, counted.person, checked.name_key, "limit");
        checked.verdict = Verdict::locked;
    } else if (!fits(house, credentials, counted, checked.name_key)) {
        note_failure(house, counted.account, counted.person, checked.name_key, "password");
        checked.verdict = checked.tries_left == 0 ? Verdict::locked : Verdict::wrong;
    } else {
        checked.verdict = counted.disabled ? Verdict::disabled : Verdict::right;
        if (counted.disabled) take_back(house, counted, checked.name_key);
    }
    return checked;
}

bool count_code(House& house, const Known& known) {
    const Limits limits = limits_now(house);
    const Counted counted =
        house.db->writing([&](db::Tx& tx) { return count_attempt(tx, known.username, "", clock::now()); });
    if (counted.locked_until) return false;
    if (counted.failures <= limits.failures_before_lock) return true;
    note_failure(house, known.account, known.person, "", "limit");
    return false;
}

void note_failure(House& house, Id account, Id person, std::string_view name_key, std::string_view what) {
    const Limits limits = limits_now(house);
    const Actor actor = nobody_known_as(house, person);
    const Instant until{clock::now().ms + limits.lock_minutes * 60'000};
    bool locked = false;
    house.db->write([&](db::Tx& tx) {
        locked = lock_account(tx, account, name_key, limits.failures_before_lock, until);
        audit::append(tx, actor, nullptr, "session.refuse", "account", account,
                      R"({"what":")" + std::string(what) + "\"}");
        if (locked) audit::append(tx, actor, nullptr, "account.lock", "account", account, R"({"by":"failures"})");
    });
    log::write(locked ? kLocked : kFailed, {{"account", account}, {"what", what}});
}

void settle(db::Tx& tx, Id account) { clear_failures(tx, account); }

SignedIn sign_in(House& house, const Credentials& credentials, const Device& device, Id replaced) {
    SignedIn result{check_password(house, credentials), {}};
    Checked& checked = result.checked;
    if (checked.verdict != Verdict::right) return result;
    const std::string fresh =
        crypto::needs_new_hash(checked.password_hash) ? crypto::hash_password(credentials.password) : std::string();
    const Actor actor = nobody_known_as(house, checked.person);
    bool noted = false;
    house.db->write([&](db::Tx& tx) {
        noted = note_sign_in(tx, checked.account, checked.password_hash, clock::now());
        if (!noted) return;
        if (!fresh.empty()) replace_hash(tx, checked.account, checked.password_hash, fresh);
        // Codes of the second step are counted with the passwords: a right password alone clears nothing.
        if (checked.factor.empty())
            settle(tx, checked.account);
        else
            take_back_attempt(tx, checked.account, "");
        if (replaced != 0) mark_ended(tx, replaced, checked.account, clock::now());
        result.opened = open_session(tx, checked.account, device, false);
        audit::append(tx, actor, actor.acting_capacity(), "session.sign_in", "account", checked.account,
                      R"({"session":")" + std::to_string(result.opened.session) + "\"}");
    });
    if (!noted) checked.verdict = Verdict::wrong;
    return result;
}

}  // namespace dinh::accounts
