#include "modules/portal/reading/pictures.hpp"

#include <algorithm>
#include <charconv>
#include <functional>

#include "modules/portal/articles/text_pictures.hpp"
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

// Addresses are made here and `alt` is escaped already.
std::string element_of(const Variants& forms, const std::string& alt, const std::function<std::string(int)>& path) {
    const int plain = forms.jpeg != 0 ? forms.jpeg : forms.middle;
    std::string html = "<picture>";
    if (forms.small != 0 && forms.small != forms.middle)
        html += "<source media=\"(max-width: 40em)\" type=\"image/webp\" srcset=\"" + path(forms.small) + "\">";
    if (forms.middle != 0) html += "<source type=\"image/webp\" srcset=\"" + path(forms.middle) + "\">";
    return html + "<img src=\"" + path(plain) + "\" alt=\"" + alt + "\" loading=\"lazy\"></picture>";
}

// Addresses inside the house are of nobody who reads.
bool inside(const std::string& address) { return address.starts_with("/portal/"); }

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

std::string shown_body(const Article& article, const ArticleFiles& files, const std::string& base) {
    std::string html = article.body;
    const auto all = pictures_in(html);
    const auto path = [&](int position) { return file_path(base, article.id, position); };
    for (auto one = all.rbegin(); one != all.rend(); ++one) {
        const auto made = files.pictures.find(picture_position(*one, article.id));
        if (made != files.pictures.end() && made->second.any())
            html.replace(one->at, one->size, element_of(made->second, one->alt, path));
        else if (inside(one->address))
            html.erase(one->at, one->size);
    }
    return html;
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
