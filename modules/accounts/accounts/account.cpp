#include "modules/accounts/accounts/account.hpp"

#include <set>

#include "modules/accounts/accounts/account_store.hpp"
#include "modules/accounts/sessions/sessions.hpp"
#include "modules/accounts/tokens/tokens.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/password.hpp"
#include "platform/error/error.hpp"
#include "platform/text/text.hpp"

namespace dinh::accounts {

namespace {

void note(db::Tx& tx, const Actor& actor, std::string_view deed, Id account, std::string_view detail = "{}") {
    audit::append(tx, actor, actor.acting_capacity(), deed, "account", account, detail);
}

void check_new(db::Tx& tx, const NewAccount& input, const std::string& username, bool has_hash) {
    Reasons reasons;
    if (username.size() < 2)
        reasons.add("username", "Tên đăng nhập gồm chữ cái không dấu, chữ số và . _ - @, từ 2 đến 100 ký tự.");
    else if (name_taken(tx, username))
        reasons.add("username", Said("Tên đăng nhập %1 đã có người dùng.", {username}));
    if (input.person == 0)
        reasons.add("person", "Hãy chọn người dùng tài khoản.");
    else if (person_has_account(tx, input.person))
        reasons.add("person", "Người này đã có tài khoản.");
    if (!has_hash && input.password.empty()) reasons.add("password", "Hãy đặt mật khẩu tạm.");
    reasons.done();
}

Id must_be_named(db::Tx& tx, std::string_view username) {
    const auto id = account_named(tx, username_of(username));
    if (!id) throw Refused("username", Said("Không có tài khoản nào tên %1.", {text::cut(username, 100)}));
    return *id;
}

}  // namespace

std::string hash_password(std::string_view password) { return crypto::hash_password(password); }

// Letters and digits that are told apart on paper, in groups so that they are typed without fault.
std::string temporary_password() {
    constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
    std::string password;
    while (password.size() < 19) {
        const auto byte = static_cast<unsigned char>(crypto::random_bytes(1).front());
        if (byte >= kLetters.size() * 8) continue;
        password += kLetters[byte % kLetters.size()];
        if (password.size() % 5 == 4 && password.size() < 19) password += '-';
    }
    return password;
}

std::vector<Said> password_faults(std::string_view password, std::string_view username, const Limits& limits,
                                  bool with_second_factor) {
    std::vector<Said> faults;
    const std::int64_t least = with_second_factor ? limits.password_min_with_second_factor : limits.password_min;
    if (static_cast<std::int64_t>(text::length(password)) < least)
        faults.push_back(Said("Mật khẩu cần ít nhất %1 ký tự.", {std::to_string(least)}));
    if (password.size() > crypto::kLongestPasswordBytes) faults.emplace_back("Mật khẩu quá dài.");
    const std::set<char> different(password.begin(), password.end());
    if (different.size() < 5) faults.emplace_back("Mật khẩu cần ít nhất 5 ký tự khác nhau.");
    const std::string folded = text::fold(password);
    const std::string name = text::fold(username.substr(0, username.find('@')));
    if (name.size() >= 3 && folded.find(name) != folded.npos)
        faults.emplace_back("Mật khẩu không được chứa tên đăng nhập.");
    for (const char* easy : {"matkhau", "password", "123456", "qwerty", "thainguyen"})
        if (folded.find(easy) != folded.npos) {
            faults.emplace_back("Mật khẩu chứa từ hoặc dãy quá dễ đoán.");
            break;
        }
    return faults;
}

Id create(db::Tx& tx, const Actor& actor, const NewAccount& input, std::string_view password_hash) {
    const std::string username = username_of(input.username);
    check_new(tx, input, username, !password_hash.empty());
    AccountRow row{
        .id = ids::make(),
        .person = input.person,
        .created_by = actor.person,
        .username = username,
        .password_hash = password_hash.empty() ? crypto::hash_password(input.password) : std::string(password_hash),
        .must_change = input.must_change,
        .now = clock::now()};
    if (!insert_account(tx, row)) {
        check_new(tx, input, username, true);  // somebody was faster: now his account is seen
        throw Conflict("account.create: taken at the same moment");
    }
    note(tx, actor, "account.create", row.id);
    return row.id;
}

void reset(db::Tx& tx, const Actor& actor, std::string_view username, std::string_view new_password) {
    reset_password(tx, actor, must_be_named(tx, username), 0, crypto::hash_password(new_password));
}

void unlock(db::Tx& tx, const Actor& actor, std::string_view username) {
    unlock_account(tx, actor, must_be_named(tx, username), 0);
}

void reset_password(db::Tx& tx, const Actor& actor, Id account, std::int64_t version, std::string_view password_hash) {
    lock_row(tx, account, version);
    store_password(tx, account, password_hash, true, clock::now());
    next_epoch(tx, account, 0);
    end_tokens(tx, account);
    note(tx, actor, "account.reset_password", account);
}

void unlock_account(db::Tx& tx, const Actor& actor, Id account, std::int64_t version) {
    lock_row(tx, account, version);
    store_unlocked(tx, account, clock::now());
    note(tx, actor, "account.unlock", account);
}

void disable_account(db::Tx& tx, const Actor& actor, Id account, std::int64_t version, std::string_view reason) {
    lock_row(tx, account, version);
    store_disabled(tx, account, reason, clock::now());
    next_epoch(tx, account, 0);
    end_tokens(tx, account);
    note(tx, actor, "account.disable", account, reason == "unused" ? R"({"by":"unused"})" : R"({"by":"person"})");
}

void enable_account(db::Tx& tx, const Actor& actor, Id account, std::int64_t version) {
    lock_row(tx, account, version);
    store_enabled(tx, account, clock::now());
    note(tx, actor, "account.enable", account);
}

int disable_unused(db::Tx& tx, Instant unused_since, int most) {
    int off = 0;
    for (const Id account : unused_accounts(tx, unused_since, most)) {
        if (!still_unused(tx, account, unused_since)) continue;
        disable_account(tx, Actor::system(), account, 0, "unused");
        ++off;
    }
    return off;
}

bool change_password(db::Tx& tx, const Actor& actor, Id account, std::string_view old_hash, std::string_view new_hash,
                     Id kept_session) {
    lock_row(tx, account, 0);
    if (!exchange_password(tx, account, old_hash, new_hash, clock::now())) return false;
    next_epoch(tx, account, kept_session);
    note(tx, actor, "account.change_password", account);
    return true;
}

}  // namespace dinh::accounts
