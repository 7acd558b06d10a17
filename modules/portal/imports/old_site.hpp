// What the readers of exports tell of an old site, article by article, whatever program it ran on.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/error/error.hpp"

namespace dinh::portal::imports {

inline constexpr std::size_t kMostArticles = 20'000;
inline constexpr std::size_t kMostTextBytes = 4 << 20;  // one text of an article, as it comes

struct OldCategory {
    std::string slug, name;
    std::string parent;                  // slug of the one above; "" none
    std::vector<std::string> addresses;  // its lists
};
struct OldArticle {
    int line = 0;    // of the file, from 1; of a ZIP the number of the page
    std::string id;  // at the old site; "" none
    bool page = false;
    std::string title, summary, body;  // as they came: HTML or plain text
    std::string author, source, slug;
    bool published = false;
    std::optional<Instant> at;
    std::string category;  // slug of an OldCategory; "" none
    std::vector<std::string> tags;
    std::vector<std::string> addresses;  // where it stood: whole addresses, or paths with "/"; the first one is shown
    std::string picture, picture_alt;    // address of the leading one
    std::vector<Said> faults;            // why it cannot be taken
};
struct OldSite {
    std::vector<std::string> hosts;  // of its own links, in lower case
    std::vector<OldCategory> categories;
    std::vector<OldCategory> tags;
    std::vector<std::pair<std::string, std::string>>
        columns;      // of a table: its head, what it is taken for ("" nothing)
    int skipped = 0;  // records that are no articles: menus, revisions
};
// The site is known already but for what is skipped.
using TakeArticle = std::function<void(const OldSite&, OldArticle&&)>;

// A moment as exports write it: seconds since 1970, "2023-11-14 22:13:20", with "T", "Z" or an offset, "14/11/2023
// 22:13", "11/14/2023 10:13 PM" where the second number is no month. Without zone: time in Viet Nam.
std::optional<Instant> parse_moment(std::string_view);

}  // namespace dinh::portal::imports
