#include <set>

#include "modules/worklist/addresses/addresses.hpp"
#include "modules/worklist/deliveries/letters.hpp"
#include "modules/worklist/deliveries/store.hpp"
#include "modules/worklist/notices/notices.hpp"
#include "platform/log/log.hpp"

namespace dinh::worklist {

namespace {

constexpr log::Message kTrouble{
    "WORKLIST_WAY_TROUBLE", log::Level::warning, "messages cannot be sent",
    "Look at the server named in [mail] or [sms] of dinh.toml: is it reachable, are name and password right, does it "
    "take the sender? What waits is tried again every five minutes for three days; the page /worklist/deliveries shows "
    "it."};

constexpr std::int64_t kMinuteMs = 60'000, kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kLeaseMs = 10 * kMinuteMs;  // longer than any one try may take
constexpr std::int64_t kAfterTroubleMs = 5 * kMinuteMs;
constexpr std::int64_t kTroubleBornMs = 72 * kHourMs;
constexpr std::int64_t kWaits[] = {kMinuteMs,   5 * kMinuteMs, 15 * kMinuteMs, kHourMs,
                                   3 * kHourMs, 6 * kHourMs,   12 * kHourMs};
constexpr int kMostTries = static_cast<int>(std::size(kWaits)) + 1;
constexpr int kAtATime = 20;
constexpr int kMorningHour = 7;
constexpr int kHottest = 3;

Instant tomorrow_morning(Instant now) { return {clock::start_of(clock::day_of(now) + 1).ms + kMorningHour * kHourMs}; }

// Ready to be written, or put aside with the reason.
std::optional<store::Claimed> take(db::Tx& tx, Id id, const Limits& limits) {
    const Instant now = clock::now();
    auto claimed = store::claim(tx, id, now, kLeaseMs);
    if (!claimed) return std::nullopt;
    auto& message = claimed->message;
    const auto choices = choices_of(tx, message.person);
    message.language = choices.manner.language;
    message.address = store::address_for(tx, message);
    if (message.address.empty() || message.tries > kMostTries) {
        store::give_up(tx, id, message.tries, message.address.empty() ? outcome::kNoAddress : outcome::kUnsure, "");
        return std::nullopt;
    }
    const bool code = message.kind == "code";
    const bool hot = claimed->urgency >= kHottest && choices.manner.urgent_passes;
    const Instant allowed = code || hot ? now : after_quiet(choices.manner, now);
    if (allowed > now) {
        store::hold(tx, id, allowed, outcome::kQuiet);
        return std::nullopt;
    }
    const auto most = message.way == Way::mail ? limits.mail_per_house : limits.sms_per_house;
    if (!store::count_up(tx, clock::day_of(now), 0, word(message.way), most)) {
        store::hold(tx, id, tomorrow_morning(now), outcome::kLimit);
        return std::nullopt;
    }
    if (message.kind == "digest") store::add_members(tx, message, kDigestLines);
    return claimed;
}

void try_later(db::Tx& tx, const store::Claimed& claimed, std::string_view why, const outbox::Answer& answer) {
    const auto& message = claimed.message;
    const Instant now = clock::now();
    if (message.tries >= kMostTries) return store::give_up(tx, message.id, message.tries, why, answer.said);
    const Instant next{now.ms + kWaits[message.tries - 1]};
    store::again(tx, message.id, message.tries, next, why, answer.said, true);
}

// The server is at fault, so this is no try of the message; but it does not wait for ever.
void wait_for_server(db::Tx& tx, const store::Claimed& claimed, const outbox::Answer& answer) {
    const auto& message = claimed.message;
    const Instant now = clock::now();
    if (now.ms - claimed.made_at.ms > kTroubleBornMs)
        return store::give_up(tx, message.id, message.tries, outcome::kTrouble, answer.said);
    store::again(tx, message.id, message.tries, {now.ms + kAfterTroubleMs}, outcome::kTrouble, answer.said, false);
}

void refuse(db::Tx& tx, const store::Claimed& claimed, const outbox::Answer& answer) {
    const auto& message = claimed.message;
    store::give_up(tx, message.id, message.tries, outcome::kRefused, answer.said);
    if (!address_failed(tx, message.person, message.way, answer.said)) return;
    const char* words = message.way == Way::mail
                            ? "Địa chỉ thư %1 không nhận được thông báo. Hãy sửa và xác nhận lại."
                            : "Số điện thoại %1 không nhận được thông báo. Hãy sửa và xác nhận lại.";
    notify_in_page(tx, message.person, Said(words, {message.address}), "/worklist/notices/choices");
}

void settle(db::Tx& tx, const store::Claimed& claimed, const outbox::Answer& answer) {
    using outbox::Outcome;
    const auto& message = claimed.message;
    switch (answer.outcome) {
        case Outcome::sent: return store::sent(tx, message.id, message.tries, answer.said);
        case Outcome::later: return try_later(tx, claimed, outcome::kLater, answer);
        case Outcome::unsure: return try_later(tx, claimed, outcome::kUnsure, answer);
        case Outcome::trouble: return wait_for_server(tx, claimed, answer);
        case Outcome::refused: return refuse(tx, claimed, answer);
        case Outcome::rejected: return store::give_up(tx, message.id, message.tries, outcome::kRejected, answer.said);
    }
}

outbox::Answer handed_over(const Senders& senders, const Outgoing& message) {
    const auto& send = message.way == Way::mail ? senders.mail : senders.sms;
    if (!send) return {outbox::Outcome::trouble, "this way is not set up"};
    try {
        return send(message);
    } catch (const std::exception& error) {  // a password file that cannot be read, and the like
        return {outbox::Outcome::trouble, error.what()};
    }
}

}  // namespace

int send_due(House& house, const Senders& senders, const Limits& limits, std::int64_t most_ms) {
    const std::int64_t until = clock::steady_ms() + most_ms;
    std::set<Way> resting;
    int handed = 0;
    while (clock::steady_ms() < until) {
        const auto due = house.db->reading([](db::Conn& conn) { return store::due(conn, clock::now(), kAtATime); });
        int taken = 0;
        for (const auto& one : due) {
            if (resting.contains(one.way) || clock::steady_ms() >= until) continue;
            ++taken;
            const auto claimed = house.db->writing([&](db::Tx& tx) { return take(tx, one.id, limits); });
            if (!claimed) continue;
            const auto answer = handed_over(senders, claimed->message);
            house.db->write([&](db::Tx& tx) { settle(tx, *claimed, answer); });
            if (answer.outcome == outbox::Outcome::sent) ++handed;
            if (answer.outcome != outbox::Outcome::trouble) continue;
            resting.insert(one.way);
            log::write(kTrouble, {{"way", word(one.way)}, {"said", answer.said}});
        }
        if (taken == 0) break;
    }
    return handed;
}

}  // namespace dinh::worklist
