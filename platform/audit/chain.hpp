// How a link of the chain is made. The form is fixed for ever: changing it would break every chain that exists.
#pragma once
#include <array>
#include <string>
#include <string_view>

#include "platform/db/db.hpp"

namespace dinh::audit::chain {

// The hash before the first link: 64 zeros.
std::string start();

// The columns that a hash covers, in their order, from `first` on:
// id, at, person, person_name, capacity, post, agency, deed, kind, record, detail, digest.
inline constexpr int kColumns = 12;

// SHA-256 in hex over "dinh-audit-1", the hash before, the sequence and the columns, each written as
// "length in bytes:bytes,".
std::string link(std::string_view before, std::int64_t sequence, const db::Rows::Row& row, int first);

}  // namespace dinh::audit::chain
