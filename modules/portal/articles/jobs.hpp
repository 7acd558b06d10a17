// What happens to articles between the deeds.
#pragma once
#include <vector>

#include "modules/portal/articles/article.hpp"
#include "platform/house/house.hpp"
#include "platform/jobs/jobs.hpp"

namespace dinh::portal {

// portal.publish_due each half minute; portal.index_article: the words of a text for search; portal.pictures: what
// readers get of a picture. Until it is made a picture is not shown.
std::vector<jobs::Kind> article_jobs();
// Every published article anew, for the search kind.
void index_articles_again(House&);

// What was made of the picture at `position` becomes files of the article: "picture-3-640" is file 3, 640 wide, and
// "picture-3-jpeg" the one for feeds and old browsers. Nothing happens when the picture is gone or was made before.
struct MadePicture {
    std::string form;  // "640", "jpeg"
    files::Stored stored;
};
void keep_pictures(db::Tx&, Id article, int position, const std::vector<MadePicture>&);

}  // namespace dinh::portal
