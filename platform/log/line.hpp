// How one entry of the log looks. For platform/log only.
#pragma once
#include <span>

#include "platform/log/log.hpp"

namespace dinh::log {

struct Entry {
    Instant at;
    Level level;
    const Message& message;
    std::span<const Field> fields;
};

const char* level_name(Level);
// Replaces what must not be written; see Field.
void redact(Field&);
// 2026-11-21T08:00:00.123Z warning WEB_SLOW_CLIENT a client sends too slowly; address=10.0.0.7 name="Sở Y tế"
std::string text_line(const Entry&);
// {"time":"...","level":"warning","id":"WEB_SLOW_CLIENT","text":"...","fields":{"address":"10.0.0.7"}}
std::string json_line(const Entry&);

}  // namespace dinh::log
