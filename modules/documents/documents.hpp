// Documents (văn bản đến, văn bản đi): registers, handling, signing route, issue, replies. NĐ 30/2020/NĐ-CP.
// The only header of this module others may include.
#pragma once
#include "platform/module/module.hpp"

namespace dinh::documents {

module::Manifest manifest();

// Record kinds as grants, search, history, files and work items name them.
inline constexpr std::string_view kIncoming = "incoming";
inline constexpr std::string_view kOutgoing = "outgoing";

// Events announced (payload JSON: {"id": "...", "issuing_body": "...", "mark": "...", "subject": "..."}).
inline constexpr std::string_view kRegistered = "documents.registered";
inline constexpr std::string_view kClosed = "documents.closed";
inline constexpr std::string_view kIssued = "documents.issued";
inline constexpr std::string_view kRecalled = "documents.recalled";
// A registered document proved secret. Payload {"id": "..."}: whoever copied a word of it forgets it.
inline constexpr std::string_view kRemovedAsSecret = "documents.removed_as_secret";

}  // namespace dinh::documents
