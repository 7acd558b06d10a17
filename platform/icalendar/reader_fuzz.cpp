#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/icalendar/reader.hpp"
#include "platform/text/text.hpp"

// Whatever a file holds, its events are texts of one line and times in order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > dinh::icalendar::kMostBytes) return 0;
    const std::string_view file(reinterpret_cast<const char*>(data), size);
    const auto events = dinh::icalendar::events_in(file, dinh::Instant{1'790'000'000'000});
    if (!events) return 0;
    for (const auto& one : *events) {
        if (one.ends < one.starts) std::abort();
        for (const auto* text : {&one.summary, &one.location, &one.organizer})
            if (!dinh::text::is_utf8(*text) || text->find_first_of("\r\n") != std::string::npos) std::abort();
    }
    return 0;
}
