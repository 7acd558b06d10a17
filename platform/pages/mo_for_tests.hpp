// Writes the bytes of an .mo file, so that tests need no msgfmt.
#pragma once
#include <map>
#include <string>

namespace dinh::pages {

inline std::string mo_of(const std::map<std::string, std::string>& texts) {
    const auto number = [](std::size_t n) {
        std::string out;
        for (int i = 0; i < 4; ++i) out.push_back(static_cast<char>(n >> (8 * i) & 0xff));
        return out;
    };
    const std::size_t count = texts.size();
    std::string body, sources, targets;
    const std::size_t body_at = 28 + 16 * count;
    for (const auto& [source, target] : texts) {
        sources += number(source.size()) + number(body_at + body.size());
        body += source + '\0';
        targets += number(target.size()) + number(body_at + body.size());
        body += target + '\0';
    }
    return number(0x950412de) + number(0) + number(count) + number(28) + number(28 + 8 * count) + number(0) +
           number(0) + sources + targets + body;
}

}  // namespace dinh::pages
