// Text of attached files: read by a confined worker after the deed, found by search, looked through for secrecy stamps.
#pragma once
#include "platform/house/house.hpp"
#include "platform/jobs/jobs.hpp"

namespace dinh::documents {

inline constexpr std::string_view kReadFile = "documents.read_file";

// In a deed: the file of a record (kind as in grants and search) is to be read.
void ask_to_read(db::Tx&, std::string_view kind, Id record, int position);
// The job. Failing to start a worker is tried again; a file that cannot be read is not.
void read_file(House&, const jobs::Job&);
// Rebuilds the search entries of this kind.
void index_incoming_again(House&);

}  // namespace dinh::documents
