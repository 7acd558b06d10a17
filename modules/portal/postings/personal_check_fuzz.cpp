// Any bytes are looked through; findings stand inside the text and never show a whole number.
#include <cstdint>
#include <cstdlib>

#include "modules/portal/postings/personal_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view plain(reinterpret_cast<const char*>(data), size);
    int lines = 1;
    for (const char c : plain) lines += c == '\n';
    for (const auto& one : dinh::portal::find_personal(plain, *dinh::clock::make_day(2026, 11, 20))) {
        if (one.line < 1 || one.line > lines || one.rule.empty()) std::abort();
        if (one.rule == "citizen_id" && one.found.find_first_of("0123456789") != std::string::npos &&
            one.found.find("…") == std::string::npos && one.found[0] != '+')
            std::abort();
    }
    return 0;
}
