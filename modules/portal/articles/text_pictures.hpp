// Pictures that stand in the text of an article. There their address is that of the uploaded file,
// "/portal/articles/7/files/3", or "/portal/articles/new/files/NAME" while the file comes with the same form; readers
// get what was made of it (reading/pictures.hpp).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "modules/portal/articles/article.hpp"

namespace dinh::portal {

struct TextPicture {
    std::size_t at = 0, size = 0;  // of the element in the text
    std::string address;
    std::string alt;  // as it stands in the text, escaped
};
std::vector<TextPicture> pictures_in(std::string_view clean_html);
// The position of the file among those of the article; 0 when the address leads elsewhere.
int picture_position(const TextPicture&, Id article);
bool stands_in_text(std::string_view clean_html, Id article, int position);

// In the deed, when the files of the form are attached: addresses of new pictures become those of the files, and the
// words for a picture stand with it too. Refused: a picture that did not come with the form.
void settle_pictures(db::Tx&, Id article, const std::string& body);

}  // namespace dinh::portal
