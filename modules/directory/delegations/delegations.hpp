// Delegations: written, by days and field, ended by themselves when the giver leaves the post (Đ13.3 NĐ 30/2020).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "modules/directory/directory.hpp"

namespace dinh::directory {

struct DelegationRecord {
    Delegation as;
    std::int64_t version = 0;
    std::optional<Instant> ended_at;
};
std::optional<DelegationRecord> find_delegation(db::Conn&, Id);
// Given or received by the person, newest first.
// Given or received by the person, and those named besides; the newest 300.
std::vector<DelegationRecord> delegations_of(db::Conn&, Id person, const std::vector<Id>& and_these = {});

}  // namespace dinh::directory
