// Record ids made by us: 63 bits = 41 bits of milliseconds since 2024-01-01T00:00:00Z, 10 bits of node, 12 bits of
// sequence. Ids of one node strictly increase, also when the clock goes back, so newest-first is id order.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dinh {

using Id = std::int64_t;  // 0 = none

namespace ids {
// Node number of this process (dinh.toml), 0..1023. Set once at start.
void set_node(int node);
Id make();
// An id as if made at `unix_ms`, for filling an example year; unique by `sequence` 0..4095 within one ms.
Id make_at(std::int64_t unix_ms, int sequence);
std::int64_t unix_ms_of(Id id);
// Later ids are greater than `id`. Called at start with the greatest id stored, because the clock may have been set
// back while the program was stopped.
void start_after(Id id);
// Decimal text of an id, as in URLs and JSON strings; nullopt for anything else (signs, blanks, overflow, 0).
std::optional<Id> parse(std::string_view text);
}  // namespace ids
}  // namespace dinh
