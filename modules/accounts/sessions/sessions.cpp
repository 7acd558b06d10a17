#include "modules/accounts/sessions/sessions.hpp"

#include "modules/accounts/accounts.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/text/text.hpp"

namespace dinh::accounts {

namespace {

std::string session_detail(Id session) { return R"({"session":")" + std::to_string(session) + "\"}"; }

}  // namespace

std::string token_hash(std::string_view token) { return crypto::sha256_hex(token); }

Opened open_session(db::Tx& tx, Id account, const Device& device, bool second_factor) {
    Opened opened{ids::make(), crypto::random_token()};
    insert_session(tx,
                   {opened.session, account, token_hash(opened.token), crypto::random_token(), second_factor,
                    text::cut(device.address, 100), text::cut(device.user_agent, 300)},
                   clock::now());
    return opened;
}

std::string open_session(db::Tx& tx, Id account, bool second_factor) {
    return open_session(tx, account, Device{"127.0.0.1", "dinh"}, second_factor).token;
}

void unlock_session(db::Tx& tx, const Actor& actor, const Known& known) {
    if (mark_unlocked(tx, known.session, clock::now()) == 0) throw Conflict("unlock: the session has ended");
    settle(tx, known.account);
    audit::append(tx, actor, actor.acting_capacity(), "session.unlock", "account", known.account,
                  session_detail(known.session));
}

void end_session(db::Tx& tx, const Actor& actor, Id account, Id session) {
    if (mark_ended(tx, session, account, clock::now()) == 0)
        throw NotFound("no living session " + std::to_string(session));
    audit::append(tx, actor, actor.acting_capacity(), "session.end", "account", account, session_detail(session));
}

void end_all_sessions(db::Tx& tx, const Actor& actor, Id account, Id kept) {
    next_epoch(tx, account, kept);
    audit::append(tx, actor, actor.acting_capacity(), "session.end_all", "account", account);
}

std::string pass_second_step(db::Tx& tx, const Actor& actor, const Known& known, bool outside) {
    std::string token = crypto::random_token();
    if (change_token(tx, known.session, token_hash(token), outside) == 0)
        throw Conflict("second step: the session has ended or passed");
    settle(tx, known.account);
    audit::append(tx, actor, nullptr, "session.second_step", "account", known.account, session_detail(known.session));
    return token;
}

std::string device_words(std::string_view user_agent) {
    constexpr std::pair<std::string_view, std::string_view> kBrowsers[] = {
        {"coc_coc", "Cốc Cốc"},  {"Edg/", "Edge"},      {"OPR/", "Opera"},    {"SamsungBrowser", "Samsung Internet"},
        {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}};
    constexpr std::pair<std::string_view, std::string_view> kSystems[] = {
        {"Windows", "Windows"}, {"Android", "Android"}, {"iPhone", "iPhone"},
        {"iPad", "iPad"},       {"Mac OS", "macOS"},    {"Linux", "Linux"}};
    std::string words;
    for (const auto& [mark, name] : kBrowsers)
        if (words.empty() && user_agent.find(mark) != user_agent.npos) words = name;
    for (const auto& [mark, name] : kSystems) {
        if (user_agent.find(mark) == user_agent.npos) continue;
        words += words.empty() ? std::string(name) : ", " + std::string(name);
        break;
    }
    return words.empty() ? text::cut(user_agent, 40) : words;
}

Gate gate_of(const Known& known, const Limits& limits, const Comer& comer, Instant now) {
    const bool administrator = comer.administrator;
    if (!known.factor.empty() && !known.second_factor) return Gate::second_step;
    if (comer.barred) return Gate::outside;
    if (known.locked || now.ms - known.last_seen_at.ms > limits.idle_ms(administrator)) return Gate::idle;
    if (comer.remote && known.factor.empty()) return Gate::outside;
    if (comer.remote && !known.passed_outside) return Gate::second_step;
    const std::int64_t age_ms = now.ms - known.password_set_at.ms;
    if (known.must_change || (administrator && age_ms > limits.admin_password_max_age_days * 86'400'000))
        return Gate::must_change;
    if (administrator && limits.admin_second_factor && known.factor.empty()) return Gate::must_enrol;
    // The last code of the sheet was used: without a new one the next sign-in would fail.
    if (known.factor == "codes" && known.codes_left == 0) return Gate::must_enrol;
    return Gate::open;
}

bool has_ended(const Known& known, const Limits& limits, Instant now) {
    const std::int64_t age_ms = now.ms - known.created_at.ms;
    const bool half = !known.factor.empty() && !known.second_factor;
    return known.ended || age_ms > limits.session_max_hours * 3'600'000 || (half && age_ms > kHalfSessionMs);
}

std::string gate_path(Gate gate, std::string_view next) {
    const char* path = nullptr;
    switch (gate) {
        case Gate::open: return next.empty() ? "/" : std::string(next);
        case Gate::idle: path = "/sessions/unlock"; break;
        case Gate::second_step: path = "/sessions/second-step"; break;
        case Gate::outside: path = "/sessions/outside"; break;
        case Gate::must_change: path = "/accounts/me/password"; break;
        case Gate::must_enrol: path = "/accounts/me/second-factor"; break;
    }
    if (next.empty() || next == "/") return path;
    return std::string(path) + "?next=" + text::url_encode(next);
}

}  // namespace dinh::accounts
