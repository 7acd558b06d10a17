// What leaves the house for a person: letters by SMTP (mail.hpp), short messages by a provider's gateway (sms.hpp).
// Both answer alike; when to try again and whom to tell is the caller's. Calls block: never inside a deed.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

namespace dinh::outbox {

enum class Outcome {
    sent,      // the next server took it and answers for it from there on
    later,     // not now, this one: 4xx, mailbox full, gateway out of order
    unsure,    // the line broke after all was handed over: it may have been taken
    refused,   // never to this receiver: 5xx for him
    rejected,  // never this message: 5xx for its content, or an answer nobody understands
    trouble,   // the server itself: away, wrong password, sender refused. Nothing else would go either
};
struct Answer {
    Outcome outcome = Outcome::trouble;
    std::string said;  // what the server answered last, one line of at most 300 letters; else what went wrong, English
};

// The content of a small file that holds a password or key, without the line end. std::runtime_error names the remedy:
// it cannot be read, is empty, is longer than 4 KB, holds control characters, or others than owner and group may read
// it.
std::string read_secret(const std::string& file);

}  // namespace dinh::outbox
