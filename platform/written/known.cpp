#include "platform/written/known.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace dinh::written {

namespace {

constexpr std::size_t kFirst = 1024;

std::uint64_t hash_of(std::string_view address) {
    const std::uint64_t hash = std::hash<std::string_view>()(address);
    return hash == 0 ? 1 : hash;
}

}  // namespace

// Where it stands, or the free place where it would.
std::size_t Known::place_of(std::uint64_t hash) const {
    std::size_t place = hash % places_.size();
    while (places_[place] != 0 && places_[place] != hash) place = place + 1 == places_.size() ? 0 : place + 1;
    return place;
}

bool Known::has(std::string_view address) const { return !places_.empty() && places_[place_of(hash_of(address))] != 0; }

bool Known::add(std::string_view address) {
    if ((count_ + 1) * 4 > places_.size() * 3) {
        std::vector<std::uint64_t> before(std::max(kFirst, places_.size() * 3 / 2));
        before.swap(places_);
        for (const std::uint64_t hash : before)
            if (hash != 0) places_[place_of(hash)] = hash;
    }
    const std::uint64_t hash = hash_of(address);
    std::uint64_t& place = places_[place_of(hash)];
    if (place == hash) return false;
    place = hash;
    ++count_;
    return true;
}

// Those after it that stand past their own place move up, so that no search for them ends at the gap.
void Known::drop(std::string_view address) {
    if (!has(address)) return;
    std::size_t gap = place_of(hash_of(address));
    places_[gap] = 0;
    --count_;
    for (std::size_t at = (gap + 1) % places_.size(); places_[at] != 0; at = (at + 1) % places_.size()) {
        const std::uint64_t hash = std::exchange(places_[at], 0);
        places_[place_of(hash)] = hash;
    }
}

void Known::clear() {
    std::vector<std::uint64_t>().swap(places_);
    count_ = 0;
}

}  // namespace dinh::written
