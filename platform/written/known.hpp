// Addresses met, by a hash of 64 bits each: half a million of them in 8 MB.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dinh::written {

class Known {
public:
    // True when it was not there.
    bool add(std::string_view address);
    bool has(std::string_view address) const;
    void drop(std::string_view address);
    void clear();

private:
    std::size_t place_of(std::uint64_t hash) const;
    std::vector<std::uint64_t> places_;  // 0: free
    std::size_t count_ = 0;
};

}  // namespace dinh::written
