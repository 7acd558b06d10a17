// Searches and lists that a person keeps under a name of his own: path and query of the address, as the page itself
// wrote them. Nobody else sees them; what they show is found anew each time, under the rights of the moment.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::worklist {

struct Saved {
    Id id = 0;
    std::int64_t version = 0;
    std::string name, path;
};
inline constexpr int kMostSaved = 50;            // of one person
inline constexpr std::size_t kLongestName = 80;  // letters

std::vector<Saved> saved_of(db::Conn&, const Actor&);  // by name
Saved saved_one(db::Conn&, const Actor&, Id);          // NotFound: not his

// The address as it is kept: the path of a declared list (search::declare_list) and its query without the place in the
// list (`before`) and without what is empty. "": of no list, longer than 1,000 letters, or not as a browser writes it.
std::string kept_path(std::string_view typed);
std::string list_title(std::string_view path);  // Vietnamese: "Văn bản đến"; "" for no declared list

// Deeds. Refused: without a name or with one too long, a name he has already, an address of no list, more than 50.
Id save_list(db::Tx&, const Actor&, std::string_view name, std::string_view path);
void rename_saved(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view name);
void drop_saved(db::Tx&, const Actor&, Id, std::int64_t version);

}  // namespace dinh::worklist
