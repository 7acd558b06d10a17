// Numbers in a line as people write them, for the check for personal data.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace dinh::portal::numbers {

// Groups of digits joined by one blank, point or hyphen: "0912 345 678", "012345678901".
struct Number {
    std::size_t at = 0, end = 0;  // in the line
    std::string digits;
    bool parted = false;
    bool amount = false;   // 1.234.567, or a unit of money or measure behind it
    bool of_mark = false;  // part of a number and sign: "123456789/QĐ", or of a word
};
std::vector<Number> in(std::string_view line, const std::vector<std::string>& units);

// Runs of digits, however they are grouped: "(0912) 345-678" is one.
std::vector<std::string> digit_runs(std::string_view text);

bool is_citizen_id(const Number&, int year);  // 12 digits: province, sex and century, year of birth not after `year`
bool is_old_citizen_id(const Number&);        // 9 digits, first two those of a province
bool is_phone(const Number&, std::string_view line);  // of a person: mobile

}  // namespace dinh::portal::numbers
