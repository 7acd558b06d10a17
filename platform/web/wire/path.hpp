// The target of a request, brought to the one form in which routes are looked up.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace dinh::web::wire {

struct Target {
    std::string path;        // decoded, normalised
    std::string_view query;  // as sent, without "?"; lives as long as the text given
    std::string_view host;   // of an absolute target, else ""
};

// Accepts "/path?query" and "http://host/path?query". nullopt for everything that could be read in two ways: "//",
// "." and ".." segments (also escaped), an escaped slash, a backslash, control characters, impossible escapes, text
// that is not UTF-8, a fragment.
std::optional<Target> parse_target(std::string_view);

// RFC 9112 Host: name, IPv4 or [IPv6], with an optional port.
bool is_host(std::string_view);

}  // namespace dinh::web::wire
