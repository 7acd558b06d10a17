// The network a request comes from, for what counts by asker without keeping who it was.
#pragma once
#include <string>
#include <string_view>

namespace dinh::portal {

// Of a customer: his address, or the first half of one of 128 bits.
std::string network_of(std::string_view address);

}  // namespace dinh::portal
