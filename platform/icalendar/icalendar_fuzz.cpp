#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/icalendar/icalendar.hpp"

// Whatever a text holds, the calendar around it keeps its lines.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string line = dinh::icalendar::folded("SUMMARY:" + dinh::icalendar::escaped(text));
    std::size_t from = 0;
    bool first = true;
    for (std::size_t end = line.find("\r\n"); end != std::string::npos; from = end + 2, end = line.find("\r\n", from)) {
        const std::string_view part = std::string_view(line).substr(from, end - from);
        const bool continues = !part.empty() && part[0] == ' ';
        if (part.size() > 75 || continues == first || part.find_first_of("\r\n") != std::string_view::npos)
            std::abort();
        first = false;
    }
    if (from != line.size()) std::abort();
    return 0;
}
