// Small languages inside header values.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dinh::web::wire {

enum class Coding { identity, gzip, brotli };
// What the client takes best: brotli before gzip before nothing; q=0 forbids.
Coding best_coding(std::string_view accept_encoding);

// Whether Accept puts application/json (or problem+json) before text/html. Absent or */* alone: false.
bool prefers_json(std::string_view accept);

struct ByteRange {
    std::int64_t first = 0, last = 0;  // both included
};
enum class RangeKind { none, one, unsatisfiable };
// One range of `size` bytes; several ranges or another unit are answered with the whole (none).
RangeKind parse_range(std::string_view range, std::int64_t size, ByteRange& result);

// Whether an If-None-Match list names `etag` (weak comparison) or is "*".
bool etag_listed(std::string_view if_none_match, std::string_view etag);

// Content-Disposition with the name in both forms of RFC 6266.
std::string disposition(std::string_view file_name, bool inline_view);

}  // namespace dinh::web::wire
