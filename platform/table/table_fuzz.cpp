#include "platform/table/table.hpp"

// Any bytes: CSV, UTF-16, or what begins like a workbook.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kMostRows = 100;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const dinh::table::Table table(bytes, kMostRows, {"code", "mã cán bộ"});
    if (table.rows().size() > kMostRows + 1) __builtin_trap();
    for (const auto& row : table.rows())
        if (row.line() < 1 || row["code"].size() > size * 400) __builtin_trap();
    return 0;
}
