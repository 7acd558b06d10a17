// Units, posts and clerkships of an agency. Changes throw Conflict for a stale version.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "modules/directory/directory.hpp"

namespace dinh::directory {

struct UnitRecord {
    Unit unit;
    std::int64_t version = 0;
};
std::optional<UnitRecord> find_unit(db::Conn&, Id);
void change_unit(db::Tx&, const Actor&, Id unit, std::int64_t version, const NewUnit&);
// Refused: posts still open in it, units below it.
void close_unit(db::Tx&, const Actor&, Id unit, std::int64_t version, Day);

struct PostRecord {
    Post post;  // without its holder
    std::int64_t version = 0;
    std::optional<Day> until;
};
std::optional<PostRecord> find_post_record(db::Conn&, Id);
void change_post(db::Tx&, const Actor&, Id post, std::int64_t version, const NewPost&);
// Refused: somebody holds it on or after the day.
void close_post(db::Tx&, const Actor&, Id post, std::int64_t version, Day);

struct Clerkship {
    Id id = 0, post = 0, issuing_body = 0;
    Day from;
};
std::vector<Clerkship> clerkships_of(db::Conn&, Id agency, Day);  // of the agency's bodies, whoever keeps their books
std::optional<Clerkship> find_clerkship(db::Conn&, Id);
// Refused: kept already by this post, a post that works for another agency.
Id give_clerkship(db::Tx&, const Actor&, Id post, Id issuing_body, Day from);
void end_clerkship(db::Tx&, const Actor&, Id clerkship, Day until);

}  // namespace dinh::directory
