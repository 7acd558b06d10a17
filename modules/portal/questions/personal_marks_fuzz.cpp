#include "modules/portal/questions/personal_marks.hpp"
#include "modules/portal/questions/question.hpp"

// What citizens and officials type: a code is sixteen letters or none, and reads as it is shown; marks stand in the
// text; a text names whoever it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dinh;
    const std::string_view typed(reinterpret_cast<const char*>(data), size);
    const std::string code = portal::read_code(typed);
    if (!code.empty() && (code.size() != 16 || portal::read_code(portal::show_code(code)) != code)) __builtin_trap();
    if (portal::personal_marks(typed).size() > 20) __builtin_trap();
    const std::string again = "x " + std::string(typed) + " x";
    if (portal::names_person(typed, typed) && !portal::names_person(again, typed)) __builtin_trap();
    if (portal::holds_number(typed, typed) && !portal::holds_number(again, typed)) __builtin_trap();
    return 0;
}
