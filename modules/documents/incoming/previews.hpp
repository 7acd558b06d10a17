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

bool has_pictures(const files::Ref&);  // PDF
// Where the picture lies; made at the first question. nullopt: no such page, or the file cannot be shown.
std::optional<std::filesystem::path> picture_of(House&, const files::Ref&, int page, int width_px);
// nullopt: it holds no text that we can read.
std::optional<std::string> text_of(House&, const files::Ref&);
void forget_previews(House&, std::string_view hash);  // they can be made again
// Takes away what was made more than `days` ago; how many. Nobody asks for most of it any more.
int sweep_previews(House&, int days = 60);
void keep_text(House&, std::string_view hash, std::string_view text);
std::optional<std::string> kept_text(House&, std::string_view hash);  // nullopt: this content has not been read yet

}  // namespace dinh::documents
