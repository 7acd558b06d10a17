// An issued document as everybody may read it: what stands on it and its signed file with annexes.
#pragma once
#include "platform/module/offers.hpp"

namespace dinh::documents {

// nullopt: not the actor's to see, not issued, or recalled.
std::optional<module::PublicCopy> public_copy(db::Conn&, const Actor&, Id outgoing);

}  // namespace dinh::documents
