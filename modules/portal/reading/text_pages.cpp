#include "modules/portal/reading/text_pages.hpp"

#include <algorithm>

#include "platform/text/text.hpp"

namespace dinh::portal::reading {

namespace {

constexpr std::size_t kAround = 8;  // <p></p> and the line end

// What a byte weighs when it is escaped.
std::size_t weight(char c) {
    switch (c) {
        case '&': return 5;
        case '<':
        case '>': return 4;
        case '"': return 6;
        case '\'': return 5;
        default: return 1;
    }
}

bool begins_letter(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

// How many bytes of `line` go into `room`: up to the last blank before the limit, or to the last whole letter.
std::size_t that_fit(std::string_view line, std::size_t room) {
    std::size_t used = 0, blank = 0, letter = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (begins_letter(line[at])) letter = at;
        if (line[at] == ' ') blank = at;
        used += weight(line[at]);
        if (used > room) return blank != 0 ? blank : letter;
    }
    return line.size();
}

std::size_t weight(std::string_view words) {
    std::size_t sum = 0;
    for (const char c : words) sum += weight(c);
    return sum;
}

}  // namespace

std::vector<std::vector<std::string>> text_pages(std::string_view plain, std::size_t most_bytes) {
    std::vector<std::vector<std::string>> pages(1);
    std::size_t used = 0;
    const std::size_t most = std::max<std::size_t>(most_bytes, 200);
    for (const std::string& whole : text::split(plain, '\n')) {
        for (std::string_view line = whole; !line.empty();) {
            if (used + kAround + weight(line) > most && !pages.back().empty() &&
                (weight(line) + kAround <= most || used + kAround + 100 > most)) {
                pages.emplace_back();
                used = 0;
            }
            const std::size_t fits = that_fit(line, most - used - kAround);
            pages.back().emplace_back(line.substr(0, fits));
            used += weight(line.substr(0, fits)) + kAround;
            line.remove_prefix(fits);
            while (line.starts_with(' ')) line.remove_prefix(1);
        }
    }
    return pages;
}

}  // namespace dinh::portal::reading
