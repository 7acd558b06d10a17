// The log that nginx writes of the plain files it serves (packaging/nginx/dinh.conf, log_format dinh_use): no
// address, no agent. Lines come from outside: whoever asks nginx writes into them.
//
//     2026-11-22T23:43:36+07:00 200 GET stc.vn /bai/x?y text/html; charset=utf-8
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "platform/clock/clock.hpp"

namespace dinh::written {

struct LoggedUse {
    Day day;
    std::string host, path, type;  // path decoded and normalised; type without parameters, "" of a 304
};
// nullopt: not a line of this form, or no reading of a page (another status or method).
std::optional<LoggedUse> parse_use(std::string_view line);

// How far a log was read. `file` tells files of one name apart; skipping: the place is within a line that is too long.
struct LogPlace {
    std::string file;
    std::int64_t place = 0;
    bool skipping = false;
    bool operator==(const LogPlace&) const = default;
};
inline constexpr std::size_t kLongestLine = 8 << 10;
// Gives every whole line from `from` on, at most about `most_bytes` of them, and says where to go on. A line that is
// cut at the end of the file waits for its rest. A log that was moved to "NAME.1" is read to its end before the new
// one; one that was cut back begins anew. No such file: nothing, at the same place.
LogPlace read_log(const std::filesystem::path&, const LogPlace& from, std::int64_t most_bytes,
                  const std::function<void(std::string_view line)>&);

}  // namespace dinh::written
