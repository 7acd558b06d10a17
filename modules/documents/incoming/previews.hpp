// Pictures of pages and texts of files, made by confined workers, kept beside the file store by content.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "platform/files/files.hpp"
#include "platform/house/house.hpp"

namespace dinh::documents {

inline constexpr int kPictureWidths[] = {84, 900};  // the ones the pages show, px
inline constexpr int kMostPictures = 60;            // pages shown of one file

bool has_pictures(const files::Ref&);  // a PDF that was not found to be locked or past reading
// Where the picture lies; made at the first question. nullopt: no such page, or it cannot be drawn; that is remembered
// for a day. Unavailable: others wait already for pages that take long.
std::optional<std::filesystem::path> picture_of(House&, const files::Ref&, int page, int width_px);
// The same for a job, which may wait: whether the file can be shown at all.
bool can_be_drawn(House&, const files::Ref&);
// The pages to offer: without those that could not be drawn.
std::vector<int> pages_to_show(House&, const files::Ref&, int width_px);
// What was read in the file. Made again when it was swept; nullopt: there is none, or it is not at hand now.
std::optional<std::string> text_of(House&, const files::Ref&);
void forget_previews(House&, std::string_view hash);  // they can be made again
// Takes away what was made more than `days` ago; how many. Nobody asks for most of it any more.
int sweep_previews(House&, int days = 60);
void keep_text(House&, std::string_view hash, std::string_view text);
std::optional<std::string> kept_text(House&, std::string_view hash);  // nullopt: this content has not been read yet

}  // namespace dinh::documents
