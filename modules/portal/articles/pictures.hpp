// Pictures of an article: what was uploaded, what it shows in words, and what was made of it for readers.
#pragma once
#include "modules/portal/articles/article.hpp"

namespace dinh::portal {

struct Picture {
    files::Ref ref;
    std::string alt;  // "" not written yet
    bool leading = false;
    std::map<std::string, int> forms;  // "640", "jpeg" -> position of the file
};
std::vector<Picture> pictures_of(db::Conn&, Id article);
// What is attached besides pictures and what was made of them.
std::vector<files::Ref> attached_files(db::Conn&, Id article);

// By whoever may change the article, or correct it once it is published. Refused: nothing chosen.
void add_files(db::Tx&, const Actor&, Id article, std::int64_t version, const std::vector<NewFile>&,
               std::string_view alt);
// NotFound: no picture there. Refused: no words.
void describe_picture(db::Tx&, const Actor&, Id article, std::int64_t version, int position, std::string_view alt,
                      bool leading);
// Refused: a picture that stands in the text.
void remove_file(db::Tx&, const Actor&, Id article, std::int64_t version, int position);

}  // namespace dinh::portal
