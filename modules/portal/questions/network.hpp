// The network a request comes from, for what counts by asker without keeping who it was.
#pragma once
#include <string>
#include <string_view>

#include "platform/db/db.hpp"

namespace dinh::portal {

// Of a customer: his address, or the first half of one of 128 bits.
std::string network_of(std::string_view address);
// As a digest with the salt of today: it cannot be told from that of another day, nor, two days later, from the
// address.
std::string network_of_day(db::Tx&, std::string_view address);

}  // namespace dinh::portal
