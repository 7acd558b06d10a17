// What leaves the house for a person: each notice, by each way he chose. A notice is spread once, to those who hold
// its post today and who act for it; a delivery then waits, is held by quiet hours, joins a digest, is tried, sent or
// given up.
//
// Promised: no notice is lost between the deed and the sending server, and none is made twice. Sending itself is "at
// least once": a process that dies, or a line that breaks, between the server's taking a message and our storing it
// sends that one message again, with the same Message-ID ({id} for a gateway).
#pragma once
#include "modules/directory/directory.hpp"
#include "modules/worklist/choices/choices.hpp"
#include "platform/outbox/outbox.hpp"

namespace dinh::worklist {

namespace state {
inline constexpr std::string_view kWaiting = "waiting", kHeld = "held", kJoined = "joined", kSending = "sending",
                                  kSent = "sent", kFailed = "failed", kGivenUp = "given_up";
}
// Why a delivery stands as it stands, beside the outcomes of platform/outbox in their own words.
namespace outcome {
inline constexpr std::string_view kSent = "sent", kLater = "later", kUnsure = "unsure", kRefused = "refused",
                                  kRejected = "rejected", kTrouble = "trouble", kQuiet = "quiet", kLimit = "limit",
                                  kNoAddress = "no_address";
}

// Of the institution, on a day.
struct Limits {
    std::int64_t mail_per_person = 50, sms_per_person = 10;   // a day; what is more joins a digest
    std::int64_t mail_per_house = 5000, sms_per_house = 500;  // a day; what is more waits for tomorrow
    bool shows_text = true;                                   // false: only that there is a notice
    std::string sender, house_name;
    std::int64_t notice_days = 365, delivery_days = 90;
};
std::vector<settings::Setting> delivery_settings();
Limits limits_on(db::Conn&, Day);

struct Receiver {
    Id person = 0;
    Id post = 0;  // for which he is told; 0 for himself
    auto operator<=>(const Receiver&) const = default;
};
// Who is told of what is given to a post (its holder, who acts for him by delegation, the heir of a post that ended),
// a unit (its leaders and clerk), an agency (its clerks, office leaders and head) or a person: those who see it.
std::vector<Receiver> receivers(const directory::Snapshot&, Id holder);

// One message, ready to be written.
struct Outgoing {
    Id id = 0, person = 0, post = 0;
    Way way = Way::mail;
    std::string kind;  // notice, urgent, digest, code
    std::string address, language;
    struct Line {
        std::string text;
        std::optional<Said> said;
        std::string link;
    };
    std::vector<Line> lines;
    std::int64_t more = 0;  // that a digest does not name
    bool over_limit = false;
    int tries = 0;
};
struct Senders {
    using Send = std::function<outbox::Answer(const Outgoing&)>;
    Send mail, sms;  // empty: the way is not set up
};
// Of dinh.toml; lines are opened when first needed. `shown`: what names people, posts and the house in messages.
Senders senders_of(House&, const Limits&);
bool offers(const House&, const Limits&, Way);  // whether the machine and the institution have set the way up

// Spreads notices and urgent items that have not been; returns how many. Short; several processes may do so at once.
int spread(House&, int most = 1000);
// Tries what is due, at most for so long; returns how many messages were handed over. After trouble with a server its
// way rests until the next call.
int send_due(House&, const Senders&, const Limits&, std::int64_t most_ms = 25'000);
// Once a working day, from 06:50 to noon: a summary of what is overdue, due today and due the next working day joins
// the 07:00 digest of those who want one. Returns how many.
int summarise(House&);
// Forgets notices and deliveries that had their time; at most `most` of each kind. Returns how many went.
int forget_old(db::Tx&, const Limits&, int most);

// Has one given up or failed tried again at once. Conflict: it is neither; Refused: a code, which is asked for anew.
void retry_delivery(db::Tx&, const Actor&, Id delivery);

struct DeliveryLine {
    Id id = 0, person = 0, post = 0;
    std::string way, kind, state, outcome, last_answer;
    std::int64_t tries = 0, members = 0;
    Instant made_at;
    std::optional<Instant> next_try_at, ended_at;
};
struct DeliveryFilter {
    std::string state;  // "" those that want help: failed and given up
    Id person = 0;      // 0: anybody
    Id before = 0;      // 0: from the newest
    int most = 50;
};
std::vector<DeliveryLine> deliveries(db::Conn&, const DeliveryFilter&);
std::map<std::string, std::int64_t> counts_by_state(db::Conn&);  // not of what was sent

}  // namespace dinh::worklist
