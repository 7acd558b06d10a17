// The files of an article that readers get: variants of pictures, attachments, the reading aloud. What was uploaded as
// a picture stays inside; only what was made of it is shown. Roles of files: articles/pictures.hpp.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "modules/portal/articles/article.hpp"

namespace dinh::portal::reading {

// Positions of the files made of one picture; 0: there is none.
struct Variants {
    int small = 0, middle = 0, large = 0;  // WebP about 320, 640 and 1280 wide
    int jpeg = 0;                          // for old browsers and for other sites
    bool any() const { return middle != 0 || jpeg != 0; }
};
struct ArticleFiles {
    std::map<int, Variants> pictures;  // by the position of what was uploaded
    std::vector<files::Ref> attached;
    std::optional<files::Ref> audio;
};
ArticleFiles files_of(db::Conn&, Id article);
// The text of the article as readers get it: each of its pictures in the forms that were made of it; one that is not
// made yet, or not the article's, is left out.
std::string shown_body(const Article&, const ArticleFiles&, const std::string& base);
// Whether readers may have it.
bool is_public(const files::Ref&);

// The small form of the leading picture for lists; "" when there is none.
std::string small_picture(db::Conn&, const std::string& base, Id article, int position);

}  // namespace dinh::portal::reading
