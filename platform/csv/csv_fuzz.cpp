#include <cstddef>
#include <cstdint>

#include "platform/csv/csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const dinh::csv::Table table(std::string_view(reinterpret_cast<const char*>(data), size));
    std::size_t cells = 0;
    for (const auto& row : table.rows()) cells += row.cells().size();
    return cells == SIZE_MAX ? 1 : 0;
}
