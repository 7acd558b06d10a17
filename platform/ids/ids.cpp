#include "platform/ids/ids.hpp"

#include <atomic>
#include <stdexcept>

#include "platform/clock/clock.hpp"

namespace dinh::ids {

namespace {

constexpr std::int64_t kEpochMs = 1704067200000;  // 2024-01-01T00:00:00Z
constexpr int kSequenceBits = 12;
constexpr int kNodeBits = 10;
constexpr int kMsBits = 41;
constexpr std::int64_t kSequences = std::int64_t{1} << kSequenceBits;

std::atomic<int> node_number{0};
// Milliseconds and sequence of the last id as one number: counting on simply borrows from the next millisecond.
std::atomic<std::int64_t> last_tick{0};

Id assemble(std::int64_t tick) {
    const std::int64_t ms = tick >> kSequenceBits;
    if (ms >> kMsBits) throw std::out_of_range("ids: the clock is beyond the range of ids");
    const std::int64_t node = node_number.load(std::memory_order_relaxed);
    return ms << (kNodeBits + kSequenceBits) | node << kSequenceBits | (tick & (kSequences - 1));
}

}  // namespace

void set_node(int node) {
    if (node < 0 || node >= 1 << kNodeBits) throw std::out_of_range("ids: node number must be 0..1023");
    node_number = node;
}

Id make() {
    const std::int64_t ms = std::max<std::int64_t>(clock::now().ms - kEpochMs, 1);
    std::int64_t last = last_tick.load(std::memory_order_relaxed);
    std::int64_t next;
    do {
        next = std::max(ms << kSequenceBits, last + 1);
    } while (!last_tick.compare_exchange_weak(last, next, std::memory_order_relaxed));
    return assemble(next);
}

Id make_at(std::int64_t unix_ms, int sequence) {
    if (unix_ms <= kEpochMs) throw std::out_of_range("ids: time before 2024");
    if (sequence < 0 || sequence >= kSequences) throw std::out_of_range("ids: sequence must be 0..4095");
    return assemble((unix_ms - kEpochMs) << kSequenceBits | sequence);
}

void start_after(Id id) {
    const std::int64_t tick = (id >> (kNodeBits + kSequenceBits)) << kSequenceBits | (id & (kSequences - 1));
    std::int64_t last = last_tick.load(std::memory_order_relaxed);
    while (last < tick && !last_tick.compare_exchange_weak(last, tick, std::memory_order_relaxed)) {}
}

std::int64_t unix_ms_of(Id id) { return (id >> (kNodeBits + kSequenceBits)) + kEpochMs; }

std::optional<Id> parse(std::string_view text) {
    if (text.empty() || text.size() > 19 || text.front() == '0') return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (value > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
    return static_cast<Id>(value);
}

}  // namespace dinh::ids
