#include "platform/pictures/answer.hpp"

#include <charconv>
#include <optional>

#include "platform/worker/protocol.hpp"

namespace dinh::pictures {
namespace {

using worker::Outcome;

std::optional<Variant> checked(std::string_view bytes, bool last) {
    const std::optional<Header> header = read_header(bytes);
    if (!header || header->kind != (last ? Kind::jpeg : Kind::webp) || bytes.size() > kMostVariantBytes ||
        header->width > kWidths.back() || header->height > kTallest || !header->exif.empty()) {
        return {};
    }
    return Variant{header->width, header->height, std::string(media_type(header->kind)), std::string(bytes)};
}

// Empty when the answer is none.
std::vector<Variant> split(std::string_view answer) {
    std::vector<Variant> variants;
    while (!answer.empty()) {
        std::size_t size = 0;
        const auto [end, fault] = std::from_chars(answer.data(), answer.data() + answer.size(), size);
        const auto head = static_cast<std::size_t>(end - answer.data()) + 1;
        if (fault != std::errc{} || head > answer.size() || answer.size() - head < size) {
            return {};
        }
        std::optional<Variant> variant = checked(answer.substr(head, size), answer.size() == head + size);
        if (!variant || variants.size() > kWidths.size()) {
            return {};
        }
        variants.push_back(*std::move(variant));
        answer.remove_prefix(head + size);
    }
    return variants;
}

int side(const worker::Result& result, const char* name) {
    const auto found = result.facts.find(name);
    const auto value = found == result.facts.end() ? std::nullopt : worker::whole_number(found->second);
    return value && *value > 0 && *value <= kMostSide ? static_cast<int>(*value) : 0;
}

}  // namespace

worker::Result answer_of(Made made) {
    worker::Result result;
    result.outcome = made.outcome;
    result.detail = std::move(made.detail);
    result.facts["width"] = std::to_string(made.width);
    result.facts["height"] = std::to_string(made.height);
    for (const std::string& file : made.files) {
        result.output += std::to_string(file.size()) + "\n" + file;
    }
    return result;
}

Pictures pictures_of(const worker::Result& result) {
    Pictures pictures;
    pictures.outcome = result.outcome;
    pictures.detail = result.detail;
    if (result.outcome != Outcome::ok) {
        return pictures;
    }
    pictures.width = side(result, "width");
    pictures.height = side(result, "height");
    pictures.variants = split(result.output);
    if (pictures.width == 0 || pictures.height == 0 || pictures.variants.size() < 2) {
        pictures = {};
        pictures.detail = "answer of the worker is no list of pictures";
    }
    return pictures;
}

}  // namespace dinh::pictures
