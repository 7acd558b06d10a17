// What public pages ask besides articles/shown.cpp.
#pragma once
#include <string>
#include <vector>

#include "modules/portal/articles/article.hpp"

namespace dinh::portal::reading {

bool is_shown(db::Conn&, Id site, Id article);

struct Translation {
    std::string language, slug;
};
// The same article in other languages, where the site shows it.
std::vector<Translation> translations_of(db::Conn&, Id site, const Article&);

// An article where a site shows it; at home when `site` is 0.
struct Place {
    Id site = 0, category = 0;
    std::string slug, title, summary, kind, language;
    Instant published_at;
};
std::optional<Place> place_of(db::Conn&, Id site, Id article);

struct Told {
    std::string slug, title, summary, body, kind, from_site;
    Instant published_at;
};
// What came on the day, in its order, at most `most`.
std::vector<Told> told_on(db::Conn&, Id site, Day, int most);
// The last days on which something came, the newest first, of the last `most_articles` articles.
std::vector<Day> days_with_news(db::Conn&, Id site, int most_articles);

struct OwnPage {
    Id article = 0;
    std::string slug;
    Instant changed_at;
};
// Own articles in the order of their ids; part 0 is the first `in_part` of them. Empty after the last.
std::vector<OwnPage> own_pages_of_part(db::Conn&, Id site, int part, int in_part);
std::int64_t count_own(db::Conn&, Id site);

}  // namespace dinh::portal::reading
