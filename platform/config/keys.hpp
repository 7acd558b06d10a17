// The table of keys. For platform/config only.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/config/config.hpp"

namespace dinh::config {

using Member = std::variant<std::string Config::*, std::int64_t Config::*, bool Config::*,
                            std::vector<std::string> Config::*>;
// "" when good, else what is wrong and what to write instead.
using Check = std::function<std::string(const Config&)>;

struct Key {
    const char* name;          // "server.port"
    Member member;
    const char* fallback;      // default as in the file, without quotes; lists as "a, b"
    const char* unit;          // "" when it has none
    const char* description;   // a sentence or two
    Check check;               // may look at other keys
    bool path = false;         // made absolute
};

const std::vector<Key>& keys();
const Key* find(std::string_view name);
// The declared key a person most likely meant; "" when nothing is near.
std::string nearest(std::string_view name);

// Reads text into the member; "" or the fault.
std::string assign_text(Config&, const Key&, std::string_view text);
// The value as it stands in the file: quoted, listed.
std::string shown(const Config&, const Key&);
const char* type_name(const Key&);

}  // namespace dinh::config
