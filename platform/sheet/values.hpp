// How a number of a workbook is written, by itself and by the format of its cell (ISO/IEC 29500-1, 18.8.30, 18.17.4).
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace dinh::sheet {

enum class Look { number, day, time, day_and_time };

// Of a format that every program knows by its number; number for the others.
Look look_of_known(int format);
// Of a format as it is spelled: letters outside quotes, escapes and brackets tell.
Look look_of(std::string_view format);

// As one types it: no exponent, at most 15 digits that mean something. Nothing when it is no finite number.
std::optional<std::string> number_text(std::string_view value);
// A count of days as the day, the time or both. Nothing when no day has this number. `from_1904`: the count begins on
// 1904-01-01; otherwise on 1900-01-01 = 1, with the 29 February 1900 that never was as 60.
std::optional<std::string> moment_text(std::string_view value, Look, bool from_1904);

}  // namespace dinh::sheet
