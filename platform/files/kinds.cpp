// What may be kept, and how it is called.
#include "platform/files/files.hpp"
#include "platform/text/text.hpp"

namespace dinh::files {

namespace {

struct Kind {
    std::string_view media_type;
    std::vector<std::string_view> extensions;  // the first one is ours
};

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all{
        {"application/pdf", {"pdf"}},
        {"application/msword", {"doc", "dot"}},
        {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", {"docx", "dotx"}},
        {"application/vnd.oasis.opendocument.text", {"odt"}},
        {"application/vnd.ms-excel", {"xls"}},
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", {"xlsx"}},
        {"application/vnd.oasis.opendocument.spreadsheet", {"ods"}},
        {"application/vnd.ms-powerpoint", {"ppt", "pps"}},
        {"application/vnd.openxmlformats-officedocument.presentationml.presentation", {"pptx", "ppsx"}},
        {"application/vnd.oasis.opendocument.presentation", {"odp"}},
        {"text/plain", {"txt", "csv"}},
        {"text/csv", {"csv", "txt"}},
        {"image/png", {"png"}},
        {"image/jpeg", {"jpg", "jpeg"}},
        {"image/tiff", {"tif", "tiff"}},
        {"image/webp", {"webp"}},
        {"audio/mpeg", {"mp3"}},
        {"audio/ogg", {"ogg", "opus", "oga"}},
        {"application/zip", {"zip"}},
        {"application/vnd.rar", {"rar"}},
        {"application/x-7z-compressed", {"7z"}},
        {"application/xml", {"xml"}},
        {"application/json", {"json", "geojson"}},
        {"application/pkcs7-signature", {"p7s", "p7b", "p7m"}},
    };
    return all;
}

const Kind* find_kind(std::string_view media_type) {
    for (const auto& kind : kinds()) {
        if (kind.media_type == media_type) return &kind;
    }
    return nullptr;
}

bool ends_as(std::string_view name, const Kind& kind) {
    const auto dot = name.rfind('.');
    if (dot == name.npos) return false;
    const std::string extension = text::fold(name.substr(dot + 1));
    return std::find(kind.extensions.begin(), kind.extensions.end(), extension) != kind.extensions.end();
}

// The first `count` letters of a text.
std::string first_letters(std::string_view value, std::size_t count) {
    std::size_t at = 0;
    for (std::size_t letters = 0; at < value.size(); ++at) {
        const bool starts = (static_cast<unsigned char>(value[at]) & 0xc0) != 0x80;
        if (starts && letters++ == count) break;
    }
    return std::string(value.substr(0, at));
}

}  // namespace

bool allowed(std::string_view media_type) { return find_kind(media_type) != nullptr; }

std::string extension_of(std::string_view media_type) {
    const Kind* kind = find_kind(media_type);
    return kind ? std::string(kind->extensions.front()) : std::string();
}

std::string clean_name(std::string_view name, std::string_view media_type) {
    constexpr std::size_t kMostLetters = 150;
    std::string clean = text::clean_line(name);
    const auto folder = clean.find_last_of("/\\");
    if (folder != clean.npos) clean.erase(0, folder + 1);
    for (char& c : clean) {
        if (std::string_view("<>:\"|?*").find(c) != std::string_view::npos) c = '_';
    }
    const auto first = clean.find_first_not_of(". ");
    clean.erase(0, first == clean.npos ? clean.size() : first);
    clean.erase(clean.find_last_not_of(". ") + 1);
    if (clean.empty()) clean = "tệp";
    std::string extension;
    if (const Kind* kind = find_kind(media_type)) {
        extension = "." + std::string(kind->extensions.front());
        if (ends_as(clean, *kind)) {
            extension = clean.substr(clean.rfind('.'));
            clean.erase(clean.rfind('.'));
        }
    }
    return first_letters(clean, kMostLetters - extension.size()) + extension;
}

}  // namespace dinh::files
