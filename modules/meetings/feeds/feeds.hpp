// Feeds: an address with a secret in it at which a person's calendar program reads his week. Made by the person, shown
// once, kept as a digest, ended by him.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/directory/directory.hpp"
#include "platform/db/db.hpp"

namespace dinh::meetings {

inline constexpr int kMostFeeds = 5;  // of a person at a time

struct Feed {
    Id id = 0, person = 0;
    std::string name;
    Instant created_at;
    std::optional<Instant> last_read_at;
};
std::string new_feed_secret();
// Refused: no name or a long one, too many. Conflict: two at once took the last place. Forbidden: nobody.
Id make_feed(db::Tx&, const Actor&, std::string_view name, std::string_view secret);
// NotFound: not his, or ended already.
void end_feed(db::Tx&, const Actor&, Id feed);
std::vector<Feed> feeds_of(db::Conn&, Id person);
// The living feed behind a secret; nullopt for anything else.
std::optional<Feed> feed_behind(db::Conn&, std::string_view secret);
void note_feed_read(db::Tx&, Id feed);

// What a person's calendar program is given: what he takes part in, from a month ago to half a year ahead, cancelled
// meetings as cancelled ones.
std::string feed_text(db::Conn&, const directory::Snapshot&, Id person);

}  // namespace dinh::meetings
