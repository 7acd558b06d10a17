#include "platform/crypto/password.hpp"

#include <argon2.h>

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stdexcept>

#include "platform/crypto/crypto.hpp"
#include "platform/error/error.hpp"
#include "platform/text/text.hpp"

namespace dinh::crypto {

namespace {

constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;
constexpr std::chrono::seconds kPatience{10};
// A stored hash asking for more was not made by us and would only exhaust the machine.
constexpr std::uint32_t kMostMemoryKib = 262'144;
constexpr std::uint32_t kMostPasses = 20;

struct Limits {
    std::mutex mutex;
    std::condition_variable freed;
    PasswordCost cost;
    int at_once = 2;
    int running = 0;
};

Limits& limits() {
    static Limits all;
    return all;
}

class Turn {
public:
    Turn() {
        std::unique_lock lock(limits().mutex);
        const bool mine = limits().freed.wait_for(lock, kPatience, [] { return limits().running < limits().at_once; });
        if (!mine) throw Unavailable("too many passwords are being checked at once");
        ++limits().running;
    }
    ~Turn() {
        const std::lock_guard lock(limits().mutex);
        --limits().running;
        limits().freed.notify_one();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
};

PasswordCost cost_now() {
    const std::lock_guard lock(limits().mutex);
    return limits().cost;
}

// Takes "m=19456" (and "," after it) from the front.
std::optional<std::uint32_t> take_number(std::string_view& text, std::string_view name) {
    if (!text.starts_with(name)) return std::nullopt;
    text.remove_prefix(name.size());
    std::uint32_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.starts_with(',')) text.remove_prefix(1);
    return value;
}

std::optional<PasswordCost> cost_of(std::string_view stored) {
    constexpr std::string_view kHead = "$argon2id$v=19$";
    if (!stored.starts_with(kHead)) return std::nullopt;
    stored.remove_prefix(kHead.size());
    const auto memory = take_number(stored, "m=");
    const auto passes = memory ? take_number(stored, "t=") : std::nullopt;
    const auto lanes = passes ? take_number(stored, "p=") : std::nullopt;
    if (!lanes || !stored.starts_with('$')) return std::nullopt;
    return PasswordCost{*memory, *passes, *lanes};
}

std::string hash_at(const PasswordCost& cost, std::string_view password) {
    const std::string salt = random_bytes(kSaltBytes);
    std::string out(argon2_encodedlen(cost.passes, cost.memory_kib, cost.lanes, kSaltBytes, kHashBytes, Argon2_id),
                    '\0');
    const int result = argon2id_hash_encoded(cost.passes, cost.memory_kib, cost.lanes, password.data(), password.size(),
                                             salt.data(), salt.size(), kHashBytes, out.data(), out.size());
    if (result == ARGON2_MEMORY_ALLOCATION_ERROR) throw Unavailable("no memory to hash a password");
    if (result != ARGON2_OK) throw std::runtime_error(std::string("Argon2: ") + argon2_error_message(result));
    out.resize(std::string_view(out.c_str()).size());
    return out;
}

}  // namespace

void set_password_cost(PasswordCost cost, int at_once) {
    const std::lock_guard lock(limits().mutex);
    limits().cost = cost;
    limits().at_once = at_once;
    limits().freed.notify_all();
}

std::string hash_password(std::string_view password) {
    if (password.empty() || password.size() > kLongestPasswordBytes) {
        throw std::invalid_argument("a password has 1 to 1024 bytes");
    }
    const std::string typed = text::nfc(password);
    const Turn turn;
    return hash_at(cost_now(), typed);
}

bool verify_password(std::string_view password, std::string_view stored) {
    if (password.size() > kLongestPasswordBytes) return false;
    const std::string typed = text::nfc(password);
    const auto cost = cost_of(stored);
    if (stored.empty()) {
        const Turn turn;
        hash_at(cost_now(), typed);
        return false;
    }
    if (!cost || cost->memory_kib > kMostMemoryKib || cost->passes > kMostPasses) return false;
    const Turn turn;
    const std::string closed(stored);
    const int result = argon2id_verify(closed.c_str(), typed.data(), typed.size());
    if (result == ARGON2_MEMORY_ALLOCATION_ERROR) throw Unavailable("no memory to check a password");
    return result == ARGON2_OK;
}

bool needs_new_hash(std::string_view stored) {
    const auto cost = cost_of(stored);
    const PasswordCost today = cost_now();
    return !cost || cost->memory_kib != today.memory_kib || cost->passes != today.passes || cost->lanes != today.lanes;
}

}  // namespace dinh::crypto
