// with: numbers.cpp
// Any bytes are looked through: findings stand inside the text, never show a whole number, and are few; a text names
// whoever it is made of.
#include <cstdint>
#include <cstdlib>

#include "modules/portal/postings/personal_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dinh::portal;
    const std::string_view plain(reinterpret_cast<const char*>(data), size);
    int lines = 1;
    for (const char c : plain) lines += c == '\n';
    for (const auto& one : find_personal(plain, *dinh::clock::make_day(2026, 11, 20))) {
        if (one.line < 1 || one.line > lines || one.rule.empty()) std::abort();
        const bool digits = one.found.find_first_of("0123456789") != std::string::npos;
        if (one.rule == "citizen_id" && digits && one.found.find("…") == std::string::npos && one.found[0] != '+')
            std::abort();
        if (one.rule == "mail" && one.found[0] != '+' && plain.find(one.found) == std::string_view::npos) std::abort();
    }
    if (personal_marks(plain).size() > 20) std::abort();
    const std::string again = "x " + std::string(plain) + " x";
    if (names_person(plain, plain) && !names_person(again, plain)) std::abort();
    if (holds_number(plain, plain) && !holds_number(again, plain)) std::abort();
    return 0;
}
