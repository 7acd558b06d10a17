// Finding an agency, a person or a post by what somebody types: with or without marks, in any case.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "modules/directory/directory.hpp"

namespace dinh::directory {

// "Nguyễn Văn A – Trưởng phòng, Sở Nội vụ"; the bare name for one without a post; "" for 0 or unknown.
std::string person_words(const Snapshot&, Id person);
// "Trưởng phòng, Phòng Chuyển đổi số, Sở Nội vụ".
std::string post_words(const Snapshot&, Id post);

// Best first. People: name begins with or holds the words, code alike; archived ones not. Posts: holder, title or unit.
std::vector<const Person*> suggest_people(const Snapshot&, std::string_view typed, std::size_t most);
// `agency` 0: of all agencies.
std::vector<const Post*> suggest_posts(const Snapshot&, std::string_view typed, Id agency, std::size_t most);

// What a box with proposals meant: `chosen` while `typed` is its text, else the only one that fits `typed`. 0: none
// or several.
Id find_agency(const Snapshot&, Id chosen, std::string_view typed);
Id find_person(const Snapshot&, Id chosen, std::string_view typed);
Id find_post(const Snapshot&, Id chosen, std::string_view typed);

}  // namespace dinh::directory
