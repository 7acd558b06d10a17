#include "modules/portal/reading/pictures.hpp"

#include <algorithm>
#include <charconv>

#include "modules/portal/portal.hpp"
#include "modules/portal/reading/paths.hpp"

namespace dinh::portal::reading {

namespace {

constexpr std::string_view kFile = "file";
constexpr std::string_view kAudio = "audio";
constexpr std::string_view kVariant = "picture-";  // "picture-3-640": of file 3, 640 wide; "picture-3-jpeg"

struct Variant {
    int of = 0, width = 0;  // width 0: the JPEG
};

std::optional<int> number(std::string_view digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || value <= 0) return std::nullopt;
    return value;
}

std::optional<Variant> variant_of(std::string_view role) {
    if (!role.starts_with(kVariant)) return std::nullopt;
    role.remove_prefix(kVariant.size());
    const auto dash = role.find('-');
    if (dash == role.npos) return std::nullopt;
    const auto of = number(role.substr(0, dash));
    const std::string_view form = role.substr(dash + 1);
    const auto width = form == "jpeg" ? std::optional(0) : number(form);
    if (!of || !width) return std::nullopt;
    return Variant{*of, *width};
}

void add(Variants& variants, const Variant& one, int position) {
    if (one.width == 0)
        variants.jpeg = position;
    else if (one.width <= 320)
        variants.small = position;
    else if (one.width <= 640)
        variants.middle = position;
    else
        variants.large = position;
}

// A picture that was small from the start has fewer forms.
void fill(Variants& variants) {
    if (variants.middle == 0) variants.middle = variants.large != 0 ? variants.large : variants.small;
    if (variants.small == 0) variants.small = variants.middle;
    if (variants.large == 0) variants.large = variants.middle;
}

}  // namespace

bool is_public(const files::Ref& file) {
    return file.role == kFile || file.role == kAudio || variant_of(file.role).has_value();
}

ArticleFiles files_of(db::Conn& conn, Id article) {
    ArticleFiles found;
    for (auto& file : files::of_record(conn, kArticle, article)) {
        if (const auto variant = variant_of(file.role))
            add(found.pictures[variant->of], *variant, file.position);
        else if (file.role == kAudio && !found.audio)
            found.audio = std::move(file);
        else if (file.role == kFile)
            found.attached.push_back(std::move(file));
    }
    for (auto& [position, variants] : found.pictures) fill(variants);
    return found;
}

std::string small_picture(db::Conn& conn, const std::string& base, Id article, int position) {
    if (position == 0) return {};
    const auto found = files_of(conn, article);
    const auto picture = found.pictures.find(position);
    if (picture == found.pictures.end()) return {};
    const int form = picture->second.small != 0 ? picture->second.small : picture->second.jpeg;
    return form == 0 ? std::string() : file_path(base, article, form);
}

}  // namespace dinh::portal::reading
